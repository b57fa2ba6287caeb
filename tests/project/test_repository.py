"""What must never stand in a tracked file."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from driftwatch.redaction import looks_secret

ROOT = Path(__file__).parents[2]

# Written apart, so that this file does not name them either.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "deb." + "debian",
    "crates" + ".io",
    "--index" + "-url ",
    "--extra-index" + "-url ",
)
SECRET_SHAPES = re.compile(
    r"gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|AKIA[0-9A-Z]{16}|sk-[A-Za-z0-9]{32,}|xox[bp]-[\w-]{20,}"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----|eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}"
)
DISTINCT_IN_A_REAL_ONE = 12
INSTALLS = re.compile(
    r"(?i)(?:\bpip[\d.]*\s+(?:install|download)|\bpipx\s+(?:install|run)|\buvx|\buv\s+(?:tool|pip|add)|additional_dependencies)\b"
    r"(?!\s+--from\s+git\+)[^\n;&|]{0,300}?(?<![\w./${-])driftwatch(?:[-_.]+apidocs)?(?![\w./-]|\s*@\s*git\+)"
)
"""An installation of driftwatch by name: nobody has registered it in a package index, so that anybody may."""
TRY_WHAT_FINDS_THEM = {"tests/project/test_repository.py", "tests/workflows/test_workflow_origins.py"}
NAME_IT = {
    "README.md", "SECURITY.md",  # that it is in no index
    "docs/releasing.md",  # how it gets into one, as a trusted publisher
    "pyproject.toml",
    "requirements/build.txt", "requirements/dask.txt", "requirements/dev.txt", "requirements/runtime.txt",
    "tests/project/test_repository.py",
}  # fmt: skip
MADE_UP = {"tests/test_redaction.py"}
"""Files whose secrets are made up, and must look real."""


def tracked() -> dict[str, str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [name for name in listing.split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in paths}


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)((?: ;[^\\]*)?)", text, re.MULTILINE)
    return {project + marker.strip(" \\"): version for project, version, marker in pins}


def test_no_tracked_file_names_a_package_registry() -> None:
    assert [] == [(name, host) for name, text in tracked().items() for host in REGISTRIES if host in text]


def test_no_tracked_file_holds_what_looks_like_a_real_secret() -> None:
    found = [(name, match[0]) for name, text in tracked().items() for match in SECRET_SHAPES.finditer(text)]
    assert set() == {name for name, secret in found if len(set(secret)) >= DISTINCT_IN_A_REAL_ONE} - MADE_UP


def test_the_secret_shapes_find_a_secret() -> None:
    assert SECRET_SHAPES.search("sk-" + "a1B2c3D4e5F6g7H8" * 2)
    assert looks_secret("sk-" + "a1B2c3D4e5F6g7H8" * 2)


def test_nothing_installs_driftwatch_by_name() -> None:
    texts = {name: text.replace("\\\n", " ") for name, text in tracked().items() if name not in TRY_WHAT_FINDS_THEM}
    assert [] == [(name, match[0]) for name, text in texts.items() for match in INSTALLS.finditer(text)]


def test_the_name_of_the_distribution_stands_only_where_it_must() -> None:
    name = re.compile(r"(?i)driftwatch[-_.]+apidocs")
    assert set() == {path for path, text in tracked().items() if name.search(text)} - NAME_IT


@pytest.mark.parametrize(
    "line", ["pip install {}", "python -m pip3.12 install -q '{}[x]>=1'", "uvx {} run", "pipx run {}"]
)
@pytest.mark.parametrize("name", ["driftwatch", "driftwatch-apidocs", "Driftwatch_APIdocs"])
def test_an_installation_by_name_would_be_found(line: str, name: str) -> None:
    assert INSTALLS.search(line.format(name))
    assert INSTALLS.search(f"uvx --from {name} {name} run")
    assert not INSTALLS.search("pip install git+https://github.com/acme/driftwatch; driftwatch run")
    assert not INSTALLS.search("uvx --from git+https://github.com/acme/driftwatch@v1 driftwatch run")


def test_no_workflow_or_script_makes_git_forget_its_checks() -> None:
    scripts = {name: text for name, text in tracked().items() if name.startswith((".ci/", ".github/", "scripts/"))}
    assert [] == [name for name, text in scripts.items() if "--no-verify" in text or "sslVerify" in text]


@pytest.mark.parametrize("name", ["runtime.txt", "build.txt", "dev.txt"])
def test_every_locked_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert entries
    assert [] == [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_every_requirement_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "runtime.txt": project["project"]["dependencies"],
        "build.txt": project["dependency-groups"]["build"],
        "dev.txt": project["dependency-groups"]["dev"],
    }
    for name, requirements in wanted.items():
        names = {re.split(r"[^\w.-]", line)[0].lower().replace(".", "-").replace("_", "-") for line in requirements}
        assert set() == names - {key.split(";")[0].strip() for key in locked(name)}, f"run make lock: {name}"


def test_the_lock_files_agree_with_each_other() -> None:
    runtime, build, dev = (locked(name) for name in ("runtime.txt", "build.txt", "dev.txt"))
    assert runtime == {key: dev.get(key) for key in runtime}
    shared = build.keys() & dev.keys()
    assert {key: build[key] for key in shared} == {key: dev[key] for key in shared}
