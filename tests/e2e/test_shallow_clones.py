"""In a clone that lacks captures each command that needs them says so, with what to do; none of them invents a past."""

import pytest

from tests.e2e.workshop import Workshop

CALL = "POST /v1/videos"


@pytest.fixture
def shallow(workshop: Workshop) -> Workshop:
    """A clone without history of a repository with two captures."""
    for version in ("2026-03-15", "2026-05-28"):
        workshop.capture(version)
    workshop.git("clone", "--quiet", "--depth=1", f"file://{workshop.root}", "shallow")
    workshop.monkeypatch.chdir(workshop.root / "shallow")
    return workshop


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("history",), 0),
        (("history", CALL), 0),
        (("blame", CALL), 0),
        (("blame", CALL, "--format", "json"), 0),
        (("diff",), 2),
        (("diff", "2026-03-15", "2026-05-28"), 2),
        (("diff", "--open"), 3),
        (("show", CALL, "--at", "2026-03-15"), 2),
        (("operations", "--at", "2026-03-15"), 2),
        (("explain", "000000000000"), 3),
        (("site", "--out", "public"), 0),
        (("issues", "sync", "--dry-run"), 3),
        (("doctor",), 1),
    ],
)
def test_what_a_shallow_clone_lacks_is_told(shallow: Workshop, command: tuple[str, ...], code: int) -> None:
    found, out = shallow.driftwatch(*command)
    told = shallow.err + out if command == ("doctor",) else shallow.err
    assert "the clone is shallow" in told
    assert command == ("doctor",) or "git fetch --unshallow" in told
    assert found == code
    assert "2026-05-28 " not in shallow.err.partition("oldest")[2]


@pytest.mark.parametrize("command", [("history",), ("blame", CALL), ("diff",), ("doctor",)])
def test_a_whole_clone_is_not_told_to_be_shallow(shallow: Workshop, command: tuple[str, ...]) -> None:
    shallow.git("-C", "shallow", "fetch", "--quiet", "--unshallow")
    _, out = shallow.driftwatch(*command)
    assert "shallow" not in shallow.err + out.replace("/shallow", "")
