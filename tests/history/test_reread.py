"""A newer driftwatch that reads other facts from the same words invents no drift, and no date."""

from typing import Any

import pytest
from msgspec import structs

from driftwatch.compare.reread import as_read_today, rereadings
from driftwatch.history.blame import blame, steps
from driftwatch.history.open_drift import open_drift
from driftwatch.history.review import findings_between
from driftwatch.model.facts import AnyFact, Field, MediaType, Operation, RequestBody
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import Line, PageText
from driftwatch.rules.policy import Policy
from tests.history.commits import TODAY, captured

CALL = Owner("operation", "POST /v1/clips")
BODY = "request · application/json"
PROMPT = Field(at=f"{BODY} · prompt", type=("string",))
SIZE = Field(at=f"{BODY} · size", type=("integer",))
LONGER = structs.replace(PROMPT, max_length=900)
SHORTER = structs.replace(PROMPT, max_length=90)


def page(words: str, *fields: AnyFact, before: Snapshot | None = None) -> Snapshot:
    """Capture a page of these words, from which these fields are read; what is reread is noted, as a run does."""
    facts = (
        Operation(at="operation", method="POST", path="/v1/clips", stated_by="table"),
        RequestBody(at="request"),
        MediaType(at=BODY, name="application/json", has_schema=True),
        Field(at=f"{BODY} · $", type=("object",)),
        *fields,
    )
    document = Document(path="clips", url="https://docs.example.com/clips", format="markdown", digest=words)
    snapshot = Snapshot([entry_of(CALL, ("clips",), facts)], [document])
    reread = rereadings(before, snapshot) if before is not None else {}
    return Snapshot(snapshot.entries.values(), [document], reread=reread)


def story() -> list[Any]:
    """A page; the same words, read better; other words, of which one field is another."""
    first = page("one", PROMPT)
    better = page("one", LONGER, SIZE, before=first)
    return [first, better, page("two", SHORTER, SIZE, before=better)]


@pytest.fixture(name="history")
def _history() -> Any:
    return captured(*story())[1]


def between(old: Snapshot, new: Snapshot) -> Any:
    return findings_between(old, new, today=TODAY)


def test_each_step_tells_what_other_words_say(history):
    told = [[finding.id for finding in step.findings] for step in steps(history, between)]
    assert told == [["request-property-max-length-decreased"], [], []]


def test_open_drift_is_what_other_words_say(history):
    found = open_drift(history, source="clips", policy=Policy(today=TODAY), limit=10).found
    assert [(each.finding.id, each.finding.before, each.finding.after) for each in found] == [
        ("request-property-max-length-decreased", 900, 90)
    ]


def test_blame_gives_no_date_to_a_better_reader(history):
    ((_, stands),) = blame(history, "POST /v1/clips")
    since = {stand.at.rpartition(" ")[2]: (stand.since.date, stand.from_start) for stand in stands}
    dates = [each.date for each in history.captures()]
    assert since["prompt"] == (dates[0], False)
    assert since["size"] == (dates[2], True)
    prompt = next(stand for stand in stands if stand.at.endswith("prompt"))
    assert prompt.said_before == {"type": ("string",), "max_length": 900}


def test_words_of_one_normal_form_are_not_read_to_find_out_that_they_differ():
    def never() -> list[Line]:
        raise AssertionError

    old, new = (
        Snapshot(
            page(words, PROMPT).entries.values(),
            page(words, PROMPT).documents.values(),
            texts={"clips": lambda: PageText(lines=never)},
        )
        for words in ("one", "two")
    )
    assert as_read_today(old, new) is old
