"""A key in a configured URL reaches no output, no stored file, no commit and no log."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.e2e.workshop import Workshop

KEYS = {
    "query": "Kq7Zp2Lw9Xv4",
    "fragment": "Fm3Tn8Rb6Yc1",
    "later": "Lh5Ds2Gj8Wq7",
    "encoded": "En6Vb4Xz9Pk3",
}  # put together here: no real ones
COMMANDS = (
    ("sources",),
    ("sources", "--matrix"),
    ("doctor",),
    ("doctor", "--online"),
    ("--verbose", "run", "--fail-on", "never"),
    ("--verbose", "snapshot"),
    ("diff", "--format", "text"),
    ("diff", "--format", "json"),
    ("diff", "--format", "markdown"),
    ("diff", "--format", "sarif"),
    ("diff", "live"),
    ("history", "--all"),
    ("history", "--format", "json"),
    ("blame", "POST /v1/videos"),
    ("blame", "POST /v1/videos", "--format", "json"),
    ("check",),
    ("coverage",),
    ("coverage", "--format", "json"),
    ("manifest", "init", "POST /v1/videos"),
    ("site", "--out", "public"),
    ("proposal", "list", "--since", "HEAD~1"),
)


def with_keys(url: str) -> str:
    return f"{url}?key={KEYS['query']}&a=1&api%5Fkey={KEYS['encoded']}#access_token={KEYS['fragment']}"


def configure(workshop: Workshop, *, index: Callable[[str], str] = with_keys) -> None:
    site = workshop.site.index_url
    root = f"{urlsplit(site).scheme}://{urlsplit(site).netloc}"
    documents = [f"{root}/errors/error-codes-handling.md?token={KEYS['later']}"]
    (workshop.root / "driftwatch.toml").write_text(
        f'[sources.cometapi]\nindex = "{index(site)}"\ndocuments = {documents!r}\n'
    )


def assert_no_key(text: str, where: str) -> None:
    assert [name for name, key in KEYS.items() if key in text] == [], where


def assert_none_kept(workshop: Workshop) -> None:
    """Look at every file but the configuration, in the work tree and in git's folder, and at every commit."""
    for path in workshop.root.rglob("*"):
        if path.is_file() and path.name != "driftwatch.toml" and "objects" not in path.parts:
            assert_no_key(path.read_bytes().decode("utf-8", "replace") + path.name, path.as_posix())
    assert_no_key(workshop.git("log", "--patch", "--all", "--", ":!driftwatch.toml"), "git log")


def test_no_command_shows_or_keeps_a_key_of_a_configured_url(workshop: Workshop) -> None:
    configure(workshop)
    for day, version in (("2026-03-15", "2026-03-15"), ("2026-05-28", "2026-05-28")):
        workshop.site.switch(version)
        workshop.on(day)
        _, out = workshop.driftwatch("--verbose", "run", "--fail-on", "never")
        assert_no_key(out + workshop.err, "run")
    (workshop.root / "contracts").mkdir(exist_ok=True)
    for command in COMMANDS:
        _, out = workshop.driftwatch(*command)
        assert_no_key(out + workshop.err, " ".join(command))
    assert_none_kept(workshop)


@pytest.mark.parametrize("status", [302, 403, 404, 500])
def test_no_error_shows_a_key_of_a_configured_url(workshop: Workshop, status: int) -> None:
    configure(workshop)
    workshop.on("2026-03-15")
    workshop.site.answer("/llms.txt", status)
    for command in (("--verbose", "run"), ("doctor", "--online"), ("diff", "live"), ("snapshot", "--out", "x")):
        _, out = workshop.driftwatch(*command)
        assert_no_key(out + workshop.err, " ".join(command))


@pytest.mark.parametrize(
    "index",
    [
        "https://me:{}@docs.example.com/llms.txt",
        "ftp://docs.example.com/llms.txt?key={}",
        "https://docs.example.com:x/llms.txt?key={}",
        "https://?key={}",
    ],
)
def test_no_fault_of_the_configuration_shows_a_key(workshop: Workshop, index: str) -> None:
    url = index.format(KEYS["query"])
    configure(workshop, index=lambda _: url)
    for command in (("run",), ("sources",), ("doctor",), ("diff", "live")):
        _, out = workshop.driftwatch(*command)
        assert_no_key(out + workshop.err, " ".join(command))
    (workshop.root / "driftwatch.toml").unlink()
    _, out = workshop.driftwatch("init", "--name", "docs", "--index", url)
    assert_no_key(out + workshop.err, "init")
