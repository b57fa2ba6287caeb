"""driftwatch coverage: what was understood of each page, worst first, and why the rest was not."""

import json
import re

from tests.e2e.pages_of_ours import FIELDS, publish, run_on
from tests.e2e.workshop import Workshop

CALL = f"# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n{FIELDS}"
LOOSE = f"# Hooks\n\n## Payload\n\n{FIELDS}\nA sentence. Another.\n"
SPEC = "# More\n\nAll of it is in [a file](https://specs.example.com/openapi.json).\n"


def test_pages_are_told_worst_first_with_what_was_not_understood_and_why(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=LOOSE, more=SPEC)
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    code, out = workshop.driftwatch("coverage")
    origin = workshop.site.origin
    assert code == 0
    assert out == (
        "cometapi: 3 pages; understood 2 of 4 field rows; watched as text 4 rows, 4 sentences; "
        "1 page shows fields of which none is understood\n"
        f"\nhooks  0 of 2 field rows  {origin}/hooks.md\n"
        "  Hooks > Payload: 2 rows, the first: max_size integer no\n"
        "    no call is named for these fields\n"
        f"\nmore  {origin}/more.md\n"
        "  links to https://specs.example.com/openapi.json, which is not read: "
        'add "specs.example.com" to `hosts`, and it to `documents`\n'
        "1 page more: all that looks like fields or failures became facts\n"
    )


def test_page_in_which_hardly_a_word_stands_is_told(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL)
    index = f"- [jobs]({workshop.site.origin}/jobs.md)\n- [app]({workshop.site.origin}/app)\n"
    workshop.site.answer("/llms.txt", 200, index.encode(), Content_Type="text/plain")
    shell = b'<!doctype html><html><body><div id="root">Loading</div><script src="/app.js"></script></body></html>'
    workshop.site.answer("/app", 200, shell, Content_Type="text/html")
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    code, out = workshop.driftwatch("coverage")
    assert code == 0
    assert out.endswith(
        f"\napp  {workshop.site.origin}/app\n"
        "  hardly a word stands in what is delivered; if scripts write the page, name what they read in `documents`: "
        "its Markdown, or a specification\n"
        "1 page more: all that looks like fields or failures became facts\n"
    )
    _, out = workshop.driftwatch("coverage", "--format", "json")
    assert [(page["page"], page["hollow"]) for page in json.loads(out)] == [("app", True), ("jobs", False)]


def test_page_whose_fields_a_script_draws_is_told_with_what_to_try(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL)
    index = f"- [jobs]({workshop.site.origin}/jobs.md)\n- [sizes]({workshop.site.origin}/sizes)\n"
    workshop.site.answer("/llms.txt", 200, index.encode(), Content_Type="text/plain")
    boxes = '<h2>Request</h2><div class="api-skeleton sm"></div><h2>Responses</h2><div class="api-skeleton"></div>'
    page = f"<!doctype html><html><body><h1>List sizes</h1><p><code>GET /v1/sizes</code></p>{boxes}</body></html>"
    workshop.site.answer("/sizes", 200, page.encode(), Content_Type="text/html")
    _, told = run_on(workshop, "2026-03-01", "--fail-on", "never")
    assert "Pages of calls whose fields a script draws, so that none is delivered: `sizes`." in told
    code, out = workshop.driftwatch("coverage")
    assert code == 0
    assert "a script draws the fields of 1 page\n" in out
    assert out.endswith(
        f"\nsizes  {workshop.site.origin}/sizes\n"
        "  empty boxes are delivered in place of its fields, which a script draws; name what that reads in "
        "`documents`: a specification, the page's `.md` twin, or watch the repository that it is built from\n"
        "1 page more: all that looks like fields or failures became facts\n"
    )
    _, out = workshop.driftwatch("coverage", "--format", "json")
    assert [(page["page"], page["drawn"]) for page in json.loads(out)] == [("sizes", 2), ("jobs", 0)]
    assert workshop.captures()[-1]["seen"]["drawn"] == 1
    _, out = workshop.driftwatch("doctor")
    assert "attention  pages of cometapi: understood 2 of 2 field rows" in out


def test_one_page_is_told_by_place_or_address(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=LOOSE)
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    by_place, by_url = (
        workshop.driftwatch("coverage", page) for page in ("jobs", f"{workshop.site.origin}/jobs.md#request-body")
    )
    assert by_place == by_url
    assert by_place[1].endswith(f"\njobs  2 of 2 field rows  {workshop.site.origin}/jobs.md\n")
    assert workshop.driftwatch("coverage", "job")[0] == 2
    assert "there is no page 'job'; did you mean 'jobs'?" in workshop.err


def test_scripts_get_the_same_as_json(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=LOOSE)
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    code, out = workshop.driftwatch("coverage", "--format", "json")
    first, second = json.loads(out)
    assert (code, first["page"], first["fields"], first["fields_used"]) == (0, "hooks", 2, 0)
    assert [(gap["kind"], gap["count"], gap["why"]) for gap in first["gaps"]] == [
        ("fields", 2, "no call is named for these fields")
    ]
    assert (second["page"], second["fields_used"], second["gaps"]) == ("jobs", 2, [])


def test_the_bundled_site_has_no_page_that_was_not_understood(captured: Workshop) -> None:
    code, out = captured.driftwatch("coverage", "--format", "json")
    pages = json.loads(out)
    assert code == 0
    assert [page["page"] for page in pages if page["fields"] and not page["fields_used"]] == []


def test_the_line_of_a_capture_has_the_sums(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=LOOSE, more=SPEC)
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    assert workshop.captures()[-1]["seen"] == {
        "fields": 4, "fields_used": 2, "specifications": 1, "not_understood": 1, "rows": 4, "sentences": 4
    }  # fmt: skip
    assert workshop.captures()[-1]["format"] == 2


def test_without_a_snapshot_there_is_nothing_to_tell(workshop: Workshop) -> None:
    assert workshop.driftwatch("coverage") == (2, "")
    assert "there is no snapshot yet" in workshop.err


def test_a_specification_on_a_host_that_is_not_configured_is_a_note_with_the_key_to_add(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, more=SPEC, again=SPEC.replace("More", "Again"))
    _, out = run_on(workshop, "2026-03-01", "--fail-on", "never", "--format", "markdown")
    assert out.count('add "specs.example.com" to') == 1


def test_where_no_field_is_understood_coverage_and_doctor_say_so(workshop: Workshop) -> None:
    publish(workshop, jobs="# Jobs\n\n`POST /v1/jobs`\n\nStarts one.\n")
    code, out = run_on(workshop, "2026-03-01")
    assert (code, "Look at `driftwatch coverage`" in out) == (1, True)
    code, out = workshop.driftwatch("coverage")
    assert code == 0
    assert out == (
        "cometapi: 1 operation, and no field of any was understood\n"
        "cometapi: 1 page; watched as text 0 rows, 2 sentences\n"
        "1 page: nothing looks like fields or failures\n"
    )
    _, out = workshop.driftwatch("doctor")
    assert re.search(r"attention +pages of cometapi: no field of any operation; watched as text", out)


def test_of_specifications_alone_it_is_said_how_much_they_state(workshop: Workshop) -> None:
    call = {"parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}], "responses": {}}
    spec = {"openapi": "3.1.0", "info": {"title": "Jobs", "version": "1"}, "paths": {"/jobs": {"get": call}}}
    workshop.site.answer("/openapi.json", 200, json.dumps(spec).encode(), Content_Type="application/json")
    index = f"- [spec]({workshop.site.origin}/openapi.json)\n"
    workshop.site.answer("/llms.txt", 200, index.encode(), Content_Type="text/plain")
    code, out = run_on(workshop, "2026-03-01")
    assert code == 0, out
    code, out = workshop.driftwatch("coverage")
    assert code == 0
    assert re.fullmatch(r"cometapi: no pages; 1 operation, \d+ facts out of specifications\n", out)
    _, out = workshop.driftwatch("doctor")
    assert "pages of cometapi" not in out


def test_fields_of_one_operation_are_enough_for_coverage_to_tell_pages_alone(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, more="# More\n\n`GET /v1/jobs`\n\nLists them.\n")
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    _, out = workshop.driftwatch("coverage")
    assert "no field" not in out
    assert out.endswith("2 pages: all that looks like fields or failures became facts\n")


def test_fields_of_no_operation_are_not_enough_for_doctor(workshop: Workshop) -> None:
    publish(
        workshop, jobs="# Job object\n\n| Field | Type | Description |\n|---|---|---|\n| `id` | string | Its name. |\n"
    )
    run_on(workshop, "2026-03-01", "--fail-on", "never")
    _, out = workshop.driftwatch("doctor")
    assert re.search(r"attention +pages of cometapi: no operation; ", out), out
