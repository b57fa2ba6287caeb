""" "No drift" is said with what was looked at, or not at all."""

import pytest
from msgspec import structs

from driftwatch.model.finding import Coverage, Finding, Report, Side
from driftwatch.model.seen import SeenSums
from driftwatch.model.source import Source
from driftwatch.reports import templated, text
from driftwatch.reports.verdict import understood, verdict_of
from tests.reports.sample import EMPTY, REQUIRED

SEEN = SeenSums(fields=61, fields_used=43, errors=14, errors_used=12, rows=212, sentences=3310)
LOOKED = Coverage(read=9, total=9, facts=1735, seen=SEEN)
QUIET = Report(
    source="docs", old=Side(label="one", digest="a"), new=Side(label="two", digest="b"), findings=(), coverage=LOOKED
)


def words(rule: str, page: str, *after: str) -> Finding:
    return structs.replace(
        REQUIRED,
        id=rule,
        level="info",
        area="documents",
        operations=(),
        location="text",
        before=None,
        after=list(after),
        sources=(Source(url=page),),
        fingerprint=f"{rule[-6:]}{len(after):06}",
    )


TOLD = (
    words("page-row-changed", "a", "x", "y"),
    words("page-text-changed", "b", *"12345"),
    words("page-row-added", "b"),
)


def last_line(report: Report) -> str:
    return text.text(report).splitlines()[-1]


def test_no_drift_is_said_with_what_was_looked_at():
    assert last_line(QUIET) == "no drift: 1,735 facts, 212 rows, 3,310 sentences as before"
    assert "**no drift: 1,735 facts, 212 rows, 3,310 sentences as before** between" in templated.markdown(QUIET)


def test_what_could_not_be_read_is_not_vouched_for():
    unseen = (("https://docs.example.com/a", "unreachable"), ("https://docs.example.com/b", "unreachable"))
    report = structs.replace(QUIET, coverage=structs.replace(LOOKED, unseen=unseen))
    assert last_line(report) == "no drift: 1,735 facts, 212 rows, 3,310 sentences (2 documents unverified) as before"


def test_what_is_not_compared_is_not_vouched_for():
    looked = structs.replace(LOOKED, unwatched=("api.yaml",))
    report = structs.replace(QUIET, coverage=looked)
    said = "where nothing is compared (descriptions and layout of specifications, values in samples)"
    assert last_line(report) == f"{verdict_of(QUIET)}; 1 document differs {said}"
    both = structs.replace(report, coverage=structs.replace(looked, unwatched=("a.md", "api.yaml")))
    assert last_line(both) == f"{verdict_of(QUIET)}; 2 documents differ {said}"
    words_alone = structs.replace(report, findings=TOLD[:1])
    assert (
        verdict_of(words_alone) == f"{verdict_of(structs.replace(QUIET, findings=TOLD[:1]))}; 1 document differs {said}"
    )
    assert verdict_of(structs.replace(report, findings=(REQUIRED,))) == "1 breaking"


def test_a_first_capture_compares_nothing():
    report = structs.replace(QUIET, old=Side(label="nothing"))
    assert last_line(report) == "first capture: 1,735 facts, 212 rows, 3,310 sentences"


def test_a_capture_of_which_nothing_is_understood_is_never_without_drift():
    report = structs.replace(QUIET, coverage=structs.replace(LOOKED, understands_nothing=True))
    assert "no drift" not in text.text(report)
    assert last_line(report).startswith("nothing of the API is understood; ")


def test_words_that_changed_are_no_contract_drift_and_are_counted():
    report = structs.replace(QUIET, findings=TOLD)
    said = "no contract drift; 3 info: 2 pages say something else (3 rows, 5 sentences)"
    assert (verdict_of(report), last_line(report)) == (said, f"3 findings: {said}")
    assert verdict_of(structs.replace(QUIET, findings=TOLD[:1])) == (
        "no contract drift; 1 info: 1 page says something else (2 rows)"
    )


def test_contract_drift_is_counted_by_level():
    assert verdict_of(structs.replace(QUIET, findings=(REQUIRED, *TOLD))) == "1 breaking, 3 info"


def test_where_nobody_counted_no_drift_is_all_that_there_is_to_say():
    assert last_line(EMPTY) == "0 findings: no drift"


def test_what_was_understood_is_said_in_the_head_of_a_report():
    assert understood(SEEN) == (
        "understood 43 of 61 field rows, 12 of 14 error rows; watched as text 212 rows, 3,310 sentences"
    )
    some = structs.replace(SEEN, fields=0, fields_used=0, errors=0, errors_used=0, not_understood=1)
    assert understood(some) == (
        "watched as text 212 rows, 3,310 sentences; 1 page shows fields of which none is understood"
    )
    assert f"\n{understood(SEEN).capitalize()}.\n" in templated.markdown(QUIET)


def test_what_manifests_breach_is_counted_apart_from_drift():
    breach = structs.replace(REQUIRED, id="manifest-type-differs", area="manifest", fingerprint="f" * 12)
    both = structs.replace(QUIET, findings=(REQUIRED, breach))
    assert verdict_of(both) == "1 breaking; manifests differ from it: 1 breaking"
    alone = structs.replace(QUIET, findings=(breach,))
    assert verdict_of(alone) == f"{verdict_of(QUIET)}; manifests differ from it: 1 breaking"
    assert last_line(alone) == verdict_of(alone), "no drift is not counted as a finding"
    assert last_line(both) == f"2 findings: {verdict_of(both)}"
    witness = Source(url="https://api.example.com", stated_by="observation")
    seen = structs.replace(breach, sources=(*breach.sources, witness), level="info")
    assert verdict_of(structs.replace(QUIET, findings=(seen,))) == f"{verdict_of(QUIET)}; observed of the API: 1 info"
    assert verdict_of(structs.replace(QUIET, findings=(breach, seen))).endswith(
        "; manifests differ from it: 1 breaking; observed of the API: 1 info"
    )
    checked = structs.replace(alone, asks="what manifests breach")
    assert verdict_of(checked) == "1 breaking"
    assert last_line(checked) == "1 finding: 1 breaking"


@pytest.mark.parametrize(
    ("seen", "said", "shown"),
    [
        (SeenSums(), "first capture: 1,735 facts", False),
        (SeenSums(rows=1), "first capture: 1,735 facts, 1 row, 0 sentences", True),
        (SeenSums(sentences=1), "first capture: 1,735 facts, 0 rows, 1 sentence", True),
        (SeenSums(fields=2), "first capture: 1,735 facts", True),
        (SeenSums(errors=2), "first capture: 1,735 facts", True),
    ],
)
def test_of_words_nothing_is_said_where_there_are_none_as_in_specifications(seen, said, shown):
    report = structs.replace(QUIET, old=Side(label="nothing"), coverage=structs.replace(LOOKED, seen=seen))
    assert last_line(report) == said
    assert ("atched as text" in templated.summary(report, {})) is shown
