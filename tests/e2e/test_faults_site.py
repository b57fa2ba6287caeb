"""A site that is down, empty, closed or half there: nothing is changed, and the message says what to do."""

import pytest

from driftwatch.demo.build import site_files
from driftwatch.workflows import record
from tests.e2e.workshop import Workshop

SHELL = b'<!DOCTYPE html><html><head><title>Docs</title></head><body><div id="root"></div></body></html>'
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><script>window._cf_chl_opt={}</script></body></html>"
)
LOGIN = (
    b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>"
    b'<form><input name="user"><input type="password"></form></body></html>'
)
INDEX = site_files("2026-03-15")["/llms.txt"].decode()


def pages_of(workshop: Workshop) -> list[str]:
    """Paths of the Markdown pages that the index lists, sorted."""
    return sorted(f"/{place}.md" for place in workshop.documents() if not place.endswith(".json"))


def publish_index(workshop: Workshop, text: str) -> None:
    body = text.replace("{{origin}}", workshop.site.origin).encode()
    workshop.site.answer("/llms.txt", 200, body, Content_Type="text/plain")


@pytest.mark.parametrize(
    ("status", "body", "headers", "said"),
    [
        (503, b"down", {}, "answered 503"),
        (500, b"oops", {}, "answered 500"),
        (404, b"gone", {}, "answered 404"),
        (403, b"no", {}, "answered 403"),
        (429, b"slow down", {"Retry_After": "3600"}, "answered 429"),
        (200, SHELL, {"Content_Type": "text/html"}, "an HTML page under a .txt URL"),
        (200, CHALLENGE, {"Content_Type": "text/html"}, "challenge page titled 'Just a moment...'"),
        (200, LOGIN, {"Content_Type": "text/html"}, "login page"),
        (200, b"  \n", {"Content_Type": "text/plain"}, "nothing but white space"),
        (200, b"\x89PNG\r\n", {"Content_Type": "image/png"}, "content type is image/png"),
        (200, b"# Docs\n\n- [A](/a.md)\n", {"Content_Length": "9000", "Connection": "close"}, "the answer broke off"),
    ],
    ids=["503", "500", "404", "403", "429", "html-shell", "challenge", "login", "empty", "image", "cut"],
)
def test_an_index_that_cannot_be_read_changes_nothing(
    captured: Workshop, status: int, body: bytes, headers: dict[str, str], said: str
) -> None:
    captured.site.answer("/llms.txt", status, body, **headers)
    before = captured.state()
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert f"error: the index {captured.site.index_url} could not be read: " in captured.err
    assert said in captured.err
    assert "hint: nothing was changed; open it in a browser, check `index` in driftwatch.toml" in captured.err
    assert captured.state() == before


def test_a_site_that_takes_no_connection_changes_nothing(captured: Workshop, unused_port: int) -> None:
    captured.configure_index(f"http://127.0.0.1:{unused_port}/llms.txt")
    before = captured.state()
    code, out = captured.driftwatch("run")
    assert (code, out) == (3, "")
    assert "could not be read: " in captured.err
    assert captured.state() == before


def test_half_of_the_pages_failing_changes_nothing(captured: Workshop) -> None:
    for path in pages_of(captured)[::2]:
        captured.site.answer(path, 503, b"down")
    before = captured.state()
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert "documents could be read; the first: unreachable: http://127.0.0.1" in captured.err
    assert "hint: nothing was changed; 90% are needed (`min_read_share`): try again later" in captured.err
    assert captured.state() == before


def test_an_index_that_lost_most_of_its_entries_changes_nothing(captured: Workshop) -> None:
    publish_index(captured, "\n".join(INDEX.splitlines()[:12]) + "\n")
    before = captured.state()
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert "the index lists 8 documents where 79 are known: it looks incomplete" in captured.err
    assert "hint: nothing was changed; look at the index, then accept with `--accept-loss`" in captured.err
    assert captured.state() == before


def test_an_index_without_entries_changes_nothing(captured: Workshop) -> None:
    publish_index(captured, "# CometAPI\n\nThe documentation moved.\n")
    before = captured.state()
    code, _ = captured.driftwatch("run")
    assert code == 3
    assert "/llms.txt lists no document\n" in captured.err
    assert captured.state() == before


def test_an_index_that_lists_nothing_is_no_first_capture(workshop: Workshop) -> None:
    publish_index(workshop, "# CometAPI\n\nThe documentation moved.\n")
    before = workshop.state()
    code, _ = workshop.driftwatch("run")
    assert code == 3
    assert "/llms.txt lists no document\n" in workshop.err
    assert workshop.state() == before


def test_an_index_that_ends_in_the_middle_of_an_entry_removes_nothing(captured: Workshop) -> None:
    cut = INDEX[: INDEX.index("- [Veo3 Retrieve]") + 30]
    publish_index(captured, cut)
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, captured.findings(out)) == (0, [])
    unseen = captured.unseen()
    assert {"unlisted"} == set(unseen.values())
    assert "api/video/veo3/self-developed/veo3-retrieve" in unseen


def test_losing_most_operations_asks_for_a_person(captured: Workshop) -> None:
    for place in captured.documents():
        if place.endswith(".json") or place.startswith("api/"):
            captured.site.answer(f"/{place}" if place.endswith(".json") else f"/{place}.md", 404)
    before = captured.state()
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, out) == (3, "")
    assert "operations were found: the site may have changed its layout" in captured.err
    assert "accept with `--accept-loss`" in captured.err
    assert captured.state() == before


def test_a_person_can_accept_the_loss_of_most_operations(captured: Workshop) -> None:
    publish_index(captured, "\n".join(INDEX.splitlines()[:12]) + "\n")
    code, out = captured.driftwatch("run", "--accept-loss", "--format", "json")
    assert code == 1
    assert {"api-path-removed-without-deprecation"} <= {each["id"] for each in captured.findings(out)}
    assert len(captured.documents()) < 20
    captured.on("2026-03-17")
    code, out = captured.driftwatch("run", "--format", "json")
    assert (code, captured.findings(out)) == (0, [])


@pytest.mark.parametrize("where", [("--out", "today"), ("--no-commit",), ()], ids=["out", "work-tree", "commit"])
def test_a_snapshot_that_lost_most_operations_asks_for_a_person_who_can_accept_it(
    captured: Workshop, where: tuple[str, ...]
) -> None:
    assert captured.driftwatch("snapshot", *where)[0] == 0
    before = captured.state()
    publish_index(captured, "\n".join(INDEX.splitlines()[:12]) + "\n")
    assert captured.driftwatch("snapshot", *where)[0] == 3
    assert "accept with `--accept-loss`" in captured.err
    assert captured.state() == before
    assert captured.driftwatch("snapshot", *where, "--accept-loss")[0] == 0
    folder = captured.root / (where[1] if "--out" in where else "snapshots/cometapi")
    assert len((folder / "documents.jsonl").read_text().splitlines()) < 20


def test_a_snapshot_of_too_many_files_is_refused(workshop: Workshop) -> None:
    workshop.monkeypatch.setattr(record, "MOST_PARTS", 20)
    before = workshop.head()
    workshop.on("2026-03-15")
    assert workshop.driftwatch("run")[0] == 3
    assert "operations, schemas, pages and texts, and 20 are the most" in workshop.err
    assert (workshop.head(), workshop.status()) == (before, "")
