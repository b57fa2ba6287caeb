"""A capture of which nothing was understood says so, and is never "no drift"; pages as well, when they begin."""

import json

from tests.e2e.pages_of_ours import FIELDS, publish, run_on
from tests.e2e.workshop import Workshop

CALL = f"# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n{FIELDS}"
WORDS = "# Guide\n\nA job takes a minute.\n"
LOOSE = f"# Hooks\n\n## Payload\n\n{FIELDS.replace('name', 'event').replace('max_size', 'sent_at')}"


def ids(out: str) -> list[tuple[str, str]]:
    return [(finding["id"], finding["level"]) for finding in json.loads(out)["findings"]]


def test_a_first_capture_without_operations_fails_and_says_what_to_try(workshop: Workshop) -> None:
    publish(workshop, guide=WORDS)
    code, out = run_on(workshop, "2026-03-01")
    assert code == 1
    assert "nothing-understood: Look at `driftwatch coverage`" in out
    assert "No operation with fields was understood; seen were 1 document, 0 operations" in out
    code, out = run_on(workshop, "2026-03-02", "--format", "json")
    assert (code, ids(out)) == (0, [])


def test_pages_with_fields_that_nobody_reads_are_one_finding_when_they_begin(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=WORDS)
    assert run_on(workshop, "2026-03-01", "--format", "json")[0] == 0
    publish(workshop, jobs=CALL, hooks=LOOSE)
    _, out = run_on(workshop, "2026-03-02", "--format", "json")
    assert ("pages-not-understood", "info") in ids(out)
    _, out = run_on(workshop, "2026-03-03", "--format", "json")
    assert ids(out) == []


def test_a_source_of_words_alone_has_no_operations_and_is_told_of_none(workshop: Workshop) -> None:
    workshop.configure('content = "text"\n')
    publish(workshop, jobs=CALL, guide=WORDS)
    code, out = run_on(workshop, "2026-03-01", "--format", "json")
    assert (code, ids(out), workshop.captures()[-1]["operations"]) == (0, [], 0)
    assert workshop.file("snapshots/cometapi/documents.jsonl").startswith('{"format":2,"content":"text"}\n')
    publish(workshop, jobs=CALL, guide=WORDS.replace("minute", "second"))
    _, out = run_on(workshop, "2026-03-02", "--format", "json")
    assert ids(out) == [("page-text-changed", "info")]


def test_what_was_an_api_is_not_told_as_gone_when_it_is_configured_to_be_words(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, guide=WORDS)
    run_on(workshop, "2026-03-01")
    workshop.configure('content = "text"\n')
    code, out = run_on(workshop, "2026-03-02", "--format", "json")
    assert (code, ids(out)) == (0, [])


def test_the_last_line_of_a_run_is_earned(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, guide=WORDS)
    _, out = run_on(workshop, "2026-03-01")
    assert out.splitlines()[-1].startswith("first capture: ")
    facts = workshop.captures()[-1]["facts"]
    _, out = run_on(workshop, "2026-03-02")
    assert out.splitlines()[-1] == f"no drift: {facts} facts, 2 rows, 2 sentences as before"
    assert "2026-03-02: no drift\n" in workshop.git("log", "-1", "--format=%B")
    publish(workshop, jobs=CALL, guide=WORDS.replace("minute", "second"))
    _, out = run_on(workshop, "2026-03-03")
    assert out.splitlines()[-1] == "1 finding: no contract drift; 1 info: 1 page says something else (1 sentence)"


def test_no_run_after_it_says_no_drift_of_what_is_not_understood(workshop: Workshop) -> None:
    publish(workshop, guide=WORDS)
    run_on(workshop, "2026-03-01")
    _, out = run_on(workshop, "2026-03-02")
    assert out.splitlines()[-1] == "nothing of the API is understood; 0 facts, 0 rows, 1 sentence as before"
    assert "2026-03-02: nothing understood\n" in workshop.git("log", "-1", "--format=%B")


def test_doctor_warns_of_pages_and_of_an_api_that_are_not_understood(workshop: Workshop) -> None:
    publish(workshop, jobs=CALL, hooks=WORDS)
    run_on(workshop, "2026-03-01")
    _, out = workshop.driftwatch("doctor")
    assert "ok         pages of cometapi: understood 2 of 2 field rows; watched as text 2 rows, 2 sentences" in out
    publish(workshop, jobs=CALL, hooks=LOOSE)
    run_on(workshop, "2026-03-02")
    _, out = workshop.driftwatch("doctor")
    assert "attention  pages of cometapi: understood 2 of 4 field rows" in out
    assert "1 page shows fields of which none is understood" in out
    assert "hint: `driftwatch coverage --source cometapi` says which pages, and why" in out
