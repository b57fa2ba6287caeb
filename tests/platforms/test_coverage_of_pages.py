"""How much of a page became facts stands in the record of its document, and sums up to the capture line."""

from driftwatch.assemble.assembly import assemble
from driftwatch.model.page import Page
from driftwatch.model.seen import Seen, SeenSums
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.detection import statements_of

TABLE = "| Field | Type | Required |\n|---|---|---|\n| `name` | string | yes |\n| `max_size` | integer | no |\n"
FAILURES = "\n## Errors\n\n| Status | Meaning |\n|---|---|\n| 402 | no money |\n| 429 | too fast |\n"


def page(text: str, path: str = "jobs") -> Page:
    return Page(url=f"https://docs.example.com/{path}.md", path=path, text=text, content_type="text/markdown")


def captured(*pages: Page) -> Snapshot:
    found = assemble([statements_of(each) for each in pages])
    texts = {place: (lambda text=text: text) for place, text in found.texts.items()}
    return Snapshot(found.entries, found.documents, texts=texts)


def test_a_table_of_a_call_is_used():
    known = statements_of(page(f"# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n{TABLE}{FAILURES}")).document
    assert known.seen == Seen(fields=2, fields_used=2, errors=2, errors_used=2)


def test_a_table_without_a_call_is_not():
    known = statements_of(page(f"# Jobs\n\n## Request body\n\n{TABLE}")).document
    assert known.seen == Seen(fields=2)


def test_a_page_of_words_alone_has_no_counts():
    assert statements_of(page("# Jobs\n\nThey take a minute.\n")).document.seen is None


def test_html_made_from_the_same_page_counts_the_same():
    rows = "<tr><td><code>name</code></td><td>string</td></tr><tr><td><code>max_size</code></td><td>integer</td></tr>"
    table = f"<table><thead><tr><th>Field</th><th>Type</th></tr></thead>{rows}</table>"
    known = statements_of(page(f"<!doctype html><html><body><h1>Jobs</h1>{table}</body></html>")).document
    assert known.seen == Seen(fields=2)


def test_a_specification_that_a_page_links_to_is_named():
    known = statements_of(page("# Jobs\n\nAll of it: [file](https://specs.example.com/openapi.json).\n")).document
    assert known.seen == Seen(specifications=("https://specs.example.com/openapi.json",))


def test_sums_count_pages_rows_and_sentences_and_are_the_same_when_read_back():
    one = page(f"# Jobs\n\nOne sentence. And another.\n\n## Request body\n\n{TABLE}")
    other = page(f"# Other\n\n`POST /v1/jobs`\n\n## Request body\n\n{TABLE}{FAILURES}", "other")
    snapshot = captured(one, other)
    sums = SeenSums(fields=4, fields_used=2, errors=2, errors_used=2, not_understood=1, rows=6, sentences=3)
    assert snapshot.seen() == sums
    assert snapshot_of_files(files_of(snapshot), label="again").seen() == sums
