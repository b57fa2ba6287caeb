"""The demo: three dated versions of the bundled site, captured by real runs over HTTP, and calls of its API."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path
from typing import Final

from driftwatch.demo.api import KEY_VARIABLE, DemoApi
from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from driftwatch.errors import InternalError, UsageError

_CONFIG: Final = """\
# The bundled demo site, served on this machine.
[sources.cometapi]
index = "{index}"
locale = "en"
"""
_WHO: Final = ("-c", "user.name=driftwatch demo", "-c", "user.email=demo@localhost")
_CONTRACT: Final = "contracts/image-edits.yaml"
_CHAT: Final = "contracts/chat.yaml"
_REQUEST: Final = "contracts/chat.minimal.json"
_HELLO: Final = {"model": "gpt-5.4", "messages": [{"role": "user", "content": "Say hello."}]}
_TRIES: Final = (
    f"diff {VERSIONS[0]} {VERSIONS[-1]}",
    'history "POST /v1/videos"',
    'blame "POST /v1/videos" model',
    "check",
    'observe show "POST /v1/chat/completions"',
    "site --out site",
)
_FAILED: Final = 2
"""Exit codes from here on are failures; 0 and 1 tell whether there were findings."""


def show(out: str | None) -> int:
    """Run the demo and say where its results lie; return the exit code."""
    folder = _scratch(out)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    with DemoSite(VERSIONS[0]) as site:
        (folder / "driftwatch.toml").write_text(_CONFIG.format(index=site.index_url), encoding="utf-8")
        (folder / _CONTRACT).parent.mkdir()
        (folder / _CONTRACT).write_text(contract(site.origin), encoding="utf-8")
        _commit(folder, "Watch the demo site", "driftwatch.toml", _CONTRACT)
        for version in VERSIONS:
            site.switch(version)
            _say(f"\n── the documentation on {version} " + "─" * 50)
            _driftwatch(folder, "run", "--fail-on", "never", on=version)
        _ask_the_api(folder, site.origin)
    _where(folder)
    return 0


def contract(origin: str) -> str:
    """Return a manifest of what an integration relies on, for a site that is served as `origin`."""
    return _bundled("contract.yaml").replace("ORIGIN", origin)


def _bundled(name: str) -> str:
    return resources.files("driftwatch.demo").joinpath(name).read_text(encoding="utf-8")


def _ask_the_api(folder: Path, origin: str) -> None:
    """Call the API that the site documents, and keep what was seen beside what another manifest relies on."""
    key = f"demo-{secrets.token_hex(16)}"
    with DemoApi(VERSIONS[-1], key) as api:
        text = _bundled("contract-chat.yaml").replace("ORIGIN", origin).replace("{{api}}", api.origin)
        (folder / _CHAT).write_text(text, encoding="utf-8")
        (folder / _REQUEST).write_text(json.dumps(_HELLO), encoding="utf-8")
        _say("\n── the API, called on this machine " + "─" * 48)
        probe = ("probe", _CHAT, "--send", "--max-requests", "12")
        _driftwatch(folder, *probe, on=VERSIONS[-1], **{KEY_VARIABLE: key})
    _commit(folder, "Observe the API of the demo site", _CHAT, _REQUEST, "observations")


def _driftwatch(folder: Path, *arguments: str, on: str, **variables: str) -> None:
    """Run driftwatch as its user does, on a day."""
    environment = {**os.environ, **variables, "DRIFTWATCH_NOW": f"{on}T05:17:00Z"}
    package = Path(__file__).resolve().parents[2]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(package), environment.get("PYTHONPATH", ""))))
    sys.stdout.flush()
    command = (sys.executable, "-m", "driftwatch", *arguments)
    done = subprocess.run(command, cwd=folder, env=environment, check=False)  # noqa: S603 - our own command
    if done.returncode >= _FAILED:
        raise InternalError(
            f"`driftwatch {arguments[0]}` of {on} ended with exit code {done.returncode}", hint="see its message above"
        )


def _commit(folder: Path, message: str, *paths: str) -> None:
    _git(folder, "add", *paths)
    _git(folder, *_WHO, "commit", "--quiet", "--message", message)


def _where(folder: Path) -> None:
    log = _git(folder, "log", "--format=  %h %s")
    reports = sorted(path.relative_to(folder).as_posix() for path in folder.glob("reports/*/*/summary.md"))
    _say("\n── what is left " + "─" * 66)
    _say(f"the scratch repository: {folder}")
    _say("the history, one commit a run:")
    _say(log.rstrip())
    _say("the reports:")
    for report in reports:
        _say(f"  {report}")
    _say("the snapshots, one fact a line: snapshots/cometapi/")
    _say("and what the pages say beside them, a sentence or a row a line: snapshots/cometapi/text/")
    _say(f"what integrations rely on: {_CONTRACT}, {_CHAT}")
    _say("and what their API was seen to do: observations/")
    _say(f"({_CHAT} came after the last run: `diff` judges by it, too, and counts more as breaking than that commit)")
    _say("\ntry, in that folder:")
    _say("  git log -p snapshots/")
    for arguments in _TRIES:
        _say(f"  {_command()} {arguments}")


def _command() -> str:
    """How this driftwatch is called from any folder."""
    installed = Path(sys.executable).with_name("driftwatch")
    return str(installed) if installed.is_file() else f"{sys.executable} -m driftwatch"


def _scratch(out: str | None) -> Path:
    if out is None:
        return Path(tempfile.mkdtemp(prefix="driftwatch-demo-"))
    folder = Path(out)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{out} is not empty", hint="name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - git with arguments of our own
        ("git", *arguments),  # noqa: S607 - the git of the user's PATH
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise InternalError(f"git {arguments[0]} failed: {done.stderr.strip()}", hint="check that git works here")
    return done.stdout


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
