"""A team that watches more or less of a site hears so once, or nothing: nobody but the team changed anything."""

import json

from tests.e2e.workshop import Workshop


def watch(workshop: Workshop, day: str, extra: str) -> None:
    workshop.configure(extra)
    workshop.git("commit", "--quiet", "--all", "--message", "Watch others")
    workshop.on(day)


def ids(workshop: Workshop, *command: str) -> list[str]:
    return [one["id"] for one in workshop.findings(workshop.driftwatch(*command, "--format", "json")[1])]


def test_every_verb_says_the_same_of_pages_that_are_watched_since_and_no_longer(workshop: Workshop) -> None:
    watch(workshop, "2026-03-15", 'include = ["/api/*"]\n')
    assert workshop.driftwatch("--quiet", "run", "--fail-on", "never")[0] == 0

    watch(workshop, "2026-03-16", "")
    run = ids(workshop, "run")
    assert "documents-newly-watched" in run
    assert set(run) <= {"documents-newly-watched", "pages-not-understood"}
    assert ids(workshop, "diff") == run == ids(workshop, "diff", "--open")
    assert "new notice" not in workshop.driftwatch("history")[1]

    watch(workshop, "2026-03-17", 'exclude = ["/guides/*", "/errors/*", "/pricing/*"]\n')
    assert ids(workshop, "run") == []
    assert ids(workshop, "diff") == []
    assert "gone" not in workshop.driftwatch("history")[1]


def test_the_snapshot_says_what_it_was_asked_for(workshop: Workshop) -> None:
    watch(workshop, "2026-03-15", 'exclude = ["/pricing/*", "/guides/*"]\n')
    workshop.driftwatch("--quiet", "run", "--fail-on", "never")
    head = workshop.file("snapshots/cometapi/documents.jsonl").splitlines()[0]
    assert json.loads(head) == {"format": 2, "asked": {"exclude": ["/guides/*", "/pricing/*"]}}


GUIDE = """# Order a picture

`POST /v1/orders`

This call draws a picture and gives it back to whoever asked.

## Request body

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| `prompt` | string | no | What is to be seen. |
| `size` | string | no | How wide it is. |
"""
SIZE = "| `size` | string | no | How wide it is. |\n"


def publish(workshop: Workshop, day: str, size: str = SIZE, path: str = "/v1/orders") -> None:
    body = GUIDE.replace(SIZE, size).replace("/v1/orders", path).encode()
    workshop.on(day)
    workshop.site.answer("/guides/call-from-a-shell.md", 200, body, Content_Type="text/markdown")


def test_what_changes_on_pages_that_are_watched_since_is_open_drift(workshop: Workshop) -> None:
    publish(workshop, "2026-03-15")
    watch(workshop, "2026-03-15", 'include = ["/api/*"]\n')
    workshop.driftwatch("--quiet", "run", "--fail-on", "never")
    watch(workshop, "2026-03-16", "")
    assert "documents-newly-watched" in ids(workshop, "run", "--fail-on", "never")

    publish(workshop, "2026-03-17", size="")
    assert ids(workshop, "run", "--fail-on", "never") == ["request-property-removed"]
    still = ids(workshop, "diff", "--open")
    assert {"request-property-removed", "documents-newly-watched"} <= {*still}
    assert "Request field size is no longer documented" in workshop.driftwatch("issues", "sync", "--dry-run")[1]

    for day in ("2026-03-18", "2026-03-19"):  # what a page said some days ago is believed on the second date
        publish(workshop, day)
        workshop.driftwatch("--quiet", "run", "--fail-on", "never")
    assert "request-property-removed" not in ids(workshop, "diff", "--open")

    publish(workshop, "2026-03-20", path="/v2/orders")
    assert "endpoint-moved" in ids(workshop, "run", "--fail-on", "never")
    assert "endpoint-moved" in ids(workshop, "diff", "--open")
