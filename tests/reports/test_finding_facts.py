"""What is told below the message of a finding: short lines, and nothing that the message says already."""

from typing import Any

import pytest
from msgspec import structs

from driftwatch import judge_snapshots, render
from driftwatch.model.change import WORDS
from driftwatch.model.code_line import CodeLine
from driftwatch.model.finding import Impact, ManifestUse
from driftwatch.model.source import Source
from driftwatch.reports.finding_facts import Around, Naming, facts_of, heading_of, row_of
from tests.compare.page_snapshots import site
from tests.reports.sample import REQUIRED, RETRY, TOGETHER


def told(around: Around | None = None, **says: Any) -> dict[str, str]:
    """The lines by what they begin with."""
    lines = facts_of(structs.replace(REQUIRED, **says), around)
    return {line.partition(":")[0].partition(" `")[0]: line for line in lines}


@pytest.mark.parametrize(
    ("message", "before", "after", "left"),
    [
        ("Field `a` is now required.", False, True, ()),
        ("Field `a` no longer accepts `x`.", ["x"], None, ()),
        ("Field `a` no longer accepts `x`.", ["x", "y"], None, ("Before",)),
        ("The largest value of `a` is now `10`, before `20`.", 20, 10, ()),
        ("The largest value of `a10` is smaller.", 20, 10, ("Before", "After")),
        ("Failure `500` is new: status `500`; retry `no`.", None, {"status": "500", "retry": "no"}, ()),
        ("A value is new: `cat` for `Cat`.", None, {"cat": "#/components/schemas/Cat"}, ()),
        ("A value is new: `cat`.", None, {"cat": "#/components/schemas/Cat"}, ("After",)),
        ("Failure `500` is new: status `500`.", None, {"status": "500", "retry": "no"}, ("After",)),
    ],
)
def test_before_and_after_are_told_unless_the_message_says_them(
    message: str, before: Any, after: Any, left: tuple[str, ...]
) -> None:
    lines = told(message=message, before=before, after=after)
    assert tuple(line for line in ("Before", "After") if line in lines) == left


def test_what_a_manifest_claims_or_the_api_did_is_not_said_to_have_been_before() -> None:
    says = {"message": "They differ.", "before": "string", "after": "integer"}
    claimed = told(area="manifest", **says)
    assert (claimed["Claimed"], claimed["Documented as"]) == ("Claimed: `string`", "Documented as: `integer`")
    seen = Source(url="https://api.example.com", locator="observations/x/latest.yaml", stated_by="observation")
    lines = told(area="manifest", sources=(seen,), **says)
    assert (lines["Expected"], lines["Observed as"]) == ("Expected: `string`", "Observed as: `integer`")
    assert not {"Before", "After"} & {*claimed, *lines}


LONG = "How to mend it: look whether the key is there and is the newest one, and make another one in the settings. "


def test_long_sides_are_cut_where_they_differ_and_not_told_twice() -> None:
    before, after = f"{LONG}Then wait for a minute.", f"{LONG}Then wait for an hour and call again."
    lines = told(message="Words changed.", before=LONG + before, after=LONG + after)
    assert (lines["Before"], lines["After"]) == (
        "Before: `…make another one in the settings. Then wait for a minute.`",
        "After: `…make another one in the settings. Then wait for an hour and call again.`",
    )
    before, after = f"Wait for a minute. {LONG}", f"Wait for an hour and call again. {LONG}"
    message = f"The advice is now `{after[:119]}…` (was `{before[:119]}…`)."
    assert not {"Before", "After"} & set(told(message=message, before=before, after=after))


@pytest.mark.parametrize(
    ("before", "after", "quoted", "left"),
    [
        (f"{LONG}Wait for a minute.", f"{LONG}Wait for an hour.", LONG, ("Before", "After")),
        (f"{LONG}Wait for a minute.", f"{LONG}Wait for an hour.", f"{LONG}Wait for an hour", ("Before",)),
        (f"{LONG}Wait for a minute.", f"{LONG}Wait for an hour.", f"{LONG}Wait for an", ("Before", "After")),
        (f"{LONG}Wait for it.", LONG.strip(), LONG.strip(), ("Before",)),
        (LONG.strip(), f"{LONG}Wait for it.", LONG[:90], ("Before", "After")),
        (f"One. {LONG}{LONG}", f"Two. {LONG}{LONG}", LONG[:90], ("Before", "After")),
        (f"One. {LONG}{LONG}", f"Two. {LONG}{LONG}", f"Two. {LONG[:90]}", ("Before",)),
        (f"{LONG[:50]}or so {LONG[50:]}", LONG.strip(), LONG[:90], ("Before",)),
        (None, f"{LONG}Wait for an hour.", LONG, ()),
    ],
)
def test_a_text_is_said_where_its_message_quotes_what_differs(
    before: str | None, after: str, quoted: str, left: tuple[str, ...]
) -> None:
    lines = told(message=f"The advice is now `{quoted.strip()}…`.", before=before, after=after)
    assert tuple(line for line in ("Before", "After") if line in lines) == left


def test_a_long_message_is_headed_by_the_first_thing_that_it_says() -> None:
    first, other = (f"A notice says `{' '.join(['so many calls'] * times)}`." for times in (8, 9))
    members = tuple(structs.replace(REQUIRED, message=message) for message in (first, other))
    both = structs.replace(REQUIRED, message=f"{first} {other}", members=members)
    assert (heading_of(both), told(message=both.message, members=members)["Also"]) == (first, f"Also: {other}")
    assert row_of(both).startswith(f"{first} {other}")
    brief = structs.replace(both, message="A notice is new. One is gone.", members=())
    assert heading_of(brief) == brief.message


def test_no_name_is_told_that_message_or_heading_tell() -> None:
    (first, *_) = facts_of(REQUIRED)
    assert first == "**breaking**, `POST /v1/videos`, `video/seedance`, `multipart/form-data`"
    (first, *_) = facts_of(REQUIRED, Around(heading="POST /v1/videos"))
    assert first == "**breaking**, `video/seedance`, `multipart/form-data`"
    (first, *_) = facts_of(structs.replace(REQUIRED, message="`seconds` of `POST /v1/videos` `video/seedance`."))
    assert first == "**breaking**, `multipart/form-data`"
    (first, *_) = facts_of(TOGETHER.findings[0])
    assert first == "**breaking**, `application/json`"  # which operations it reaches has a line of its own


def test_lines_of_one_manifest_are_told_together_with_links_where_there_are_some() -> None:
    def link(name: str, path: str, number: int) -> str:
        return f"[{name}]({path}#{number})"

    uses = [ManifestUse(manifest="media/x", file="c/x.yaml", line=n, owner="media", claim="model") for n in (3, 7)]
    uses.append(ManifestUse(manifest="PUT /y", file="c/y.yaml", line=1, owner="billing"))
    finding = structs.replace(REQUIRED, impact=Impact(kind="affects", uses=tuple(uses)))
    assert [line for line in facts_of(finding) if line.startswith("Affects")] == [
        "Affects `media/x`: `c/x.yaml:3` `model`, line 7 `model`",
        "Affects `PUT /y`, `billing`: `c/y.yaml:1`",
    ]
    linked = facts_of(finding, Around(link=link, home="team"))
    assert "Affects `PUT /y`, `billing`: [`c/y.yaml:1`](team/c/y.yaml#1)" in linked


def test_lines_of_code_are_told_by_file_and_counted_beyond_six() -> None:
    lines = tuple(CodeLine("src/a.py", number, ("x",)) for number in range(1, 6))
    naming = Naming(lines=(*lines, CodeLine("src/b.py", 9, ("x",))), more=4)
    said = told(Around(code=naming))["Named in your code"]
    assert said == ("Named in your code: `src/a.py:1`, line 2, line 3, line 4, line 5; `src/b.py:9`; and 4 more lines")
    assert "Named in your code" not in told()


def test_a_page_is_told_by_its_address_of_today() -> None:
    url, now = "https://docs.example.com/old", "https://docs.example.com/new"
    finding = {"sources": (Source(url=url, locator="Plans > Free", stated_by="table"),)}
    assert told(**finding)["Documented"] == f"Documented: <{url}>, `Plans > Free` (table)"
    assert told(Around(moved={url: now}), **finding)["Documented"] == f"Documented: <{now}>, `Plans > Free` (table)"
    assert told(Around(moved={url: ""}), **finding)["Documented"].startswith(f"Documented: <{url}>, which is gone")


def test_several_places_of_one_page_are_told_with_its_address_once() -> None:
    sources = tuple(Source(url="https://docs.example.com/a", locator=f"#/{name}") for name in "xy")
    assert told(sources=sources)["Documented"] == "Documented: <https://docs.example.com/a>, `#/x`, `#/y`"


def test_advice_is_left_out_where_it_was_just_said_and_the_name_where_there_is_no_other() -> None:
    assert "What to do" in told()
    lines = told(Around(is_advised=False, is_named=False))
    assert "What to do" not in lines
    assert REQUIRED.fingerprint not in "".join(lines.values())
    assert REQUIRED.id in lines["Rule"]


def test_words_of_a_page_are_a_heading_over_a_diff() -> None:
    words = structs.replace(
        RETRY, location=WORDS, id="page-row-changed", title="A row says something else", before=["a"], after=["b"]
    )
    assert heading_of(words) == "A row says something else, under `Triage > 429`"
    assert not any(line.startswith(("Before", "After")) for line in facts_of(words))


PAGE = "# Guide\n\n## {2}\n\nIt takes {0} {1}.\n\n## Sandbox {2}\n\nIt takes {0} {1}.\n"


@pytest.mark.parametrize(
    ("thing", "heading", "level"), [("boxes", "Kinds", "info"), ("boxes and must wait", "Rate limits", "warning")]
)
def test_where_else_words_differ_alike_is_told_below_the_diff(thing: str, heading: str, level: str) -> None:
    calls = "# Lids\n\n## GET /lids\n\nReturns them.\n"
    old, new = (site(guide=calls + PAGE.format(count, thing, heading)[7:], lids=calls) for count in ("60", "30"))
    report = judge_snapshots(old, new)
    assert [(one.level, len(one.single)) for one in report.findings] == [(level, 2)]
    assert f"Also: The same holds for section `Sandbox {heading}`." in render(report, "markdown")


def test_a_finding_for_information_is_one_line() -> None:
    row = row_of(structs.replace(RETRY, level="info"))
    assert row == "Failure `429` is no longer to be retried. (Before: `yes`; After: `no`; `1123456789ab`)"


@pytest.mark.parametrize(
    ("says", "pointer"),
    [
        ({}, "#/paths/~1v1~1videos/post"),
        ({"location": "response.body", "status": "200"}, "#/paths/~1v1~1videos/post/responses/200"),
        ({"operations": ("GET /a~b/{id}",)}, "#/paths/~1a~0b~1{id}/get"),
        ({"operations": ("GET /a", "GET /b")}, ""),
        ({"operations": ()}, ""),
        ({"operations": ("onDone {$request.body#/url}",)}, ""),
        ({"schema": "Video"}, ""),
    ],
)
def test_a_specification_is_cited_with_a_pointer(says: dict[str, Any], pointer: str) -> None:
    url = "https://docs.example.com/openapi.json"
    known = Around(specifications=frozenset({url}))
    cited = told(known, sources=(Source(url=url),), **says)["Documented"]
    assert cited == f"Documented: <{url}>{f', `{pointer}`' if pointer else ''}"
    assert told(sources=(Source(url=url),), **says)["Documented"] == f"Documented: <{url}>"
    page = told(known, sources=(Source(url=url, locator="Plans"),), **says)["Documented"]
    assert page == f"Documented: <{url}>, `Plans`"


def test_amounts_are_told_in_words_and_the_digest_of_a_page_not_at_all() -> None:
    lines = told(message="They differ.", area="manifest", location="notices", before=["60 request/minute"], after=None)
    assert lines["Claimed"] == "Claimed: `60 requests per minute`"
    lines = told(id="manifest-page-changed", message="Read on `2026-01-01`.", before="2026-01-01", after="0093f66c84ba")
    assert not {"Before", "After", "Claimed", "Documented as"} & {*lines}
