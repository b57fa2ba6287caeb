"""Same text, no drift: a driftwatch that reads more, or less, of the same words invents nothing."""

import pytest
from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.compare.reread import rereadings
from driftwatch.model.facts import (
    UNSTATED,
    Api,
    Field,
    MediaType,
    Notice,
    Parameter,
    RequestBody,
    Requirement,
    SecurityScheme,
    Server,
    Values,
)
from driftwatch.model.snapshot import Document, Entry, Owner, Snapshot
from driftwatch.model.stored import entry_of, files_of, snapshot_of_files
from driftwatch.model.text import FORM, Kept, Line, PageText

PAGE = Owner("page", "guide")
LIMIT = Notice(at="notice · rate-limit · a", topic="rate-limit", text="ten a minute", amounts=("10/minute",))
LESS = structs.replace(LIMIT, text="five a minute", amounts=("5/minute",))
BODY = "request · application/json"
PLACELESS = f"parameter · {UNSTATED}"
MODELS = Values(at="values · model", name="model", values=("a", "b"))


def capture(digest: str, *facts: Notice | Values, reread=None, text: PageText | None = None) -> Snapshot:
    document = Document(path="guide", url="https://docs.example.com/guide", format="markdown", digest=digest)
    entries: tuple[Entry, ...] = (entry_of(PAGE, ("guide",), facts),) if facts else ()
    return Snapshot(entries, [document], reread=reread, texts={"guide": lambda: text} if text is not None else None)


def captured_after(previous: Snapshot, text: str, *facts: Notice | Values) -> Snapshot:
    """Capture as a run does: what is reread is noted."""
    fresh = capture(text, *facts)
    return capture(text, *facts, reread=rereadings(previous, fresh))


def kinds(old: Snapshot, new: Snapshot) -> list[str]:
    return [change.kind for change in compare(old, new) if change.kind != "reading.lost"]


def test_a_reader_that_finds_more_or_less_in_the_same_words_is_silent():
    assert kinds(capture("a", LIMIT), capture("a", LIMIT, MODELS)) == []
    assert kinds(capture("a", LIMIT, MODELS), capture("a", LIMIT)) == []
    assert kinds(capture("a"), capture("a", LIMIT)) == []
    assert kinds(capture("a", LIMIT), capture("a")) == []
    assert kinds(capture("a", LIMIT), capture("a", LESS)) == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [("unreachable", []), ("unreadable", ["notice.amounts.changed"]), ("failed: KeyError", ["notice.amounts.changed"])],
)
def test_words_that_were_not_understood_then_may_say_something_else(reason: str, told: list[str]):
    before = capture("a", LIMIT)
    unseen = structs.replace(before.documents["guide"], state="unseen", reason=reason)
    assert kinds(before.with_parts(documents=[unseen]), capture("a", LESS)) == told


def test_the_same_facts_of_other_words_are_drift():
    assert kinds(capture("a", LIMIT), capture("b", LESS)) == ["notice.amounts.changed"]


def test_without_a_digest_nothing_is_known_to_be_the_same():
    assert kinds(capture("", LIMIT), capture("", LESS)) == ["notice.amounts.changed"]


def test_what_was_reread_is_no_drift_against_captures_of_long_ago():
    first = capture("a", LIMIT)
    upgraded = captured_after(first, "a", LIMIT, MODELS)
    later = captured_after(upgraded, "b", LESS, MODELS)
    assert kinds(first, later) == ["notice.amounts.changed"]
    assert kinds(upgraded, later) == ["notice.amounts.changed"]


def test_an_owner_that_was_first_read_later_is_no_drift_either():
    first = capture("a")
    later = captured_after(captured_after(first, "a", LIMIT), "b", LESS)
    assert kinds(first, later) == ["notice.amounts.changed"]


def test_an_owner_that_was_first_read_later_and_is_gone_since_is_not_told_as_gone_again():
    upgraded = captured_after(capture("a"), "a", LIMIT)
    gone = captured_after(upgraded, "b")
    assert kinds(upgraded, gone) == ["notice.removed"]
    later = captured_after(gone, "c")
    assert kinds(gone, later) == []
    assert kinds(capture("a"), later) == []


def test_what_is_no_longer_read_is_not_told_as_gone():
    first = capture("a", LIMIT, MODELS)
    later = captured_after(captured_after(first, "a", LIMIT), "b", LESS)
    assert kinds(first, later) == ["notice.amounts.changed"]


def test_a_real_change_before_the_rereading_is_told_all_the_same():
    first = capture("a", LIMIT)
    changed = captured_after(first, "b", LESS)
    upgraded = captured_after(changed, "b", LESS, MODELS)
    assert kinds(first, upgraded) == ["notice.amounts.changed"]


def test_notes_of_what_was_reread_are_stored_and_read_back():
    upgraded = captured_after(capture("a", LIMIT), "a", LESS, MODELS)
    files = files_of(upgraded)
    assert "reread.jsonl" in files
    again = snapshot_of_files(files, label="again")
    assert again.reread == upgraded.reread
    assert files_of(again) == files


def test_a_reader_that_loses_more_than_a_hundredth_of_the_facts_is_told_once():
    many = [Values(at=f"values · list {number}", name=f"list {number}", values=("a",)) for number in range(300)]
    (told,) = compare(capture("a", *many), capture("a", *many[:290]))
    assert (told.kind, told.name, told.before, told.after) == ("reading.lost", "10", 300, 290)
    assert compare(capture("a", *many), capture("a", *many[:298])) == ()
    assert compare(capture("a", *many), capture("a", *many, LIMIT)) == ()


CALL = Owner("operation", "POST /things")


def call(*fields: str, root: str) -> Snapshot:
    """Capture a call whose fields stand in one place."""
    names = [Field(at=f"{root} · {name}", type=("string",)) for name in fields]
    if root.startswith("parameter"):
        names = [Field(at=f"{root} · {name} · $", type=("string",)) for name in fields]
    framing = (RequestBody(at="request"), MediaType(at=root, name="application/json", has_schema=True))
    parameters = tuple(Parameter(at=f"{root} · {name}", name=name, within=UNSTATED) for name in fields)
    known = capture("a")
    facts = (*(framing if root.startswith("request") else parameters), *names)
    return known.with_parts(entries=[entry_of(CALL, ("guide",), facts)])


@pytest.mark.parametrize(("one", "other"), [(BODY, PLACELESS), (PLACELESS, BODY)])
def test_fields_that_are_read_in_another_place_are_not_lost(one: str, other: str):
    names = tuple(f"field_{number}" for number in range(12))
    assert compare(call(*names, root=one), call(*names, root=other)) == ()
    (told,) = compare(call(*names, root=one), call(*names[:2], root=other))
    assert told.kind == "reading.lost"


def test_fields_that_are_bound_to_another_call_of_their_page_by_now_are_not_lost():
    old = call(*(f"of{number}" for number in range(5)), root="request")
    (entry,) = old.entries.values()
    for owner in (Owner("page", "guide"), Owner("operation", "GET /things")):
        before = old.with_parts(entries=[entry_of(owner, entry.documents, entry.facts)])
        assert compare(before, call(*(f"of{number}" for number in range(5)), root="parameter · query")) == ()
        (change,) = compare(before, call("other", root="parameter · query"))
        assert change.kind == "reading.lost"


def test_a_reader_that_shows_more_words_of_a_page_is_silent():
    less = said(1, Line("sentence", ("10 a minute.",)))
    more = said(2, Line("sentence", ("10 a minute.",)), Line("sentence", ("Behind a tab: 5 a minute.",)))
    assert compare(capture("a", LIMIT, text=less), capture("b", LIMIT, MODELS, text=more)) == ()
    assert compare(capture("b", LIMIT, MODELS, text=more), capture("a", LIMIT, text=less)) == ()
    other = said(2, Line("sentence", ("5 a minute.",)))
    assert kinds(capture("a", LIMIT, text=less), capture("b", LESS, text=other)) == ["notice.amounts.changed"]
    nothing = said(1)
    assert kinds(capture("a", text=nothing), capture("b", LIMIT, text=more)) == ["notice.added"]


def said(form: int, *lines: Line, kept: Kept = "full") -> PageText:
    whole = PageText(lines=lines, form=form)
    return whole if kept == "full" else whole.digested()


ROW = Line("row", ("Calls", "10 a minute."))
SENTENCES = Line("sentence", ("Calls",)), Line("sentence", ("10 a minute.",)), Line("sample", ("GET /calls",))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (said(1, ROW), said(2, *SENTENCES), []),
        (said(2, *SENTENCES), said(1, ROW), []),
        (said(1, ROW), said(2, Line("row", ("Calls", "5 a minute."))), ["notice.amounts.changed"]),
        (said(1, ROW), said(1, *SENTENCES), ["notice.amounts.changed", "page.row.removed"]),
        (said(1, ROW), said(2, *SENTENCES, kept="digest"), ["notice.amounts.changed"]),
        (said(1, ROW, kept="digest"), said(2, *SENTENCES), ["notice.amounts.changed"]),
    ],
)
def test_words_that_stand_in_the_lines_of_another_normal_form_are_the_same(
    before: PageText, after: PageText, expected: list[str]
):
    old, new = capture("a", LIMIT, text=before), capture("b", LESS, text=after)
    assert kinds(old, new) == expected
    noted = rereadings(old, new)
    assert bool(noted) == (not expected)
    assert kinds(old, capture("c", LESS, reread=noted)) == ([] if noted else ["notice.amounts.changed"])


JOINED = Line("heading", ("Calls",), level=2), Line("sentence", ("cURLHTTPPython 10 a minute. { width=500 }",))
APART = (
    Line("heading", ("Calls",), level=2),
    *(Line("sentence", (label,)) for label in ("cURL", "HTTP", "Python")),
    Line("sentence", ("10 a minute.",)),
)


def test_words_that_an_older_normal_form_ran_together_and_markup_that_it_showed_are_no_other_words():
    old, new = capture("a", LIMIT, text=said(1, *JOINED)), capture("b", LESS, MODELS, text=said(2, *APART))
    assert kinds(old, new) == []
    assert kinds(new, old) == []
    for other in ("cURLHTTPPython 5 a minute.", "curlhttpruby 10 a minute.", "{ width=500 } 500 or 10 a minute"):
        old = capture("a", LIMIT, text=said(1, JOINED[0], Line("sentence", (other,))))
        assert "notice.amounts.changed" in kinds(old, new)


TOP = Line("heading", ("Guide",), level=1)
OTHER = Owner("page", "other")


def section(title: str, *said: str) -> tuple[Line, ...]:
    return (Line("heading", (title,), level=2), *(Line("sentence", (each,)) for each in said))


def two_pages(
    lines: tuple[Line, ...], *facts: Notice | Values, known: Notice, kept: Kept = "full", form: int = FORM
) -> Snapshot:
    """Capture a page of some sections, and one that says the same all the time, of which another thing may be known."""
    text = PageText(lines=[TOP, *lines], form=form)
    text = text if kept == "full" else text.digested()
    url = "https://docs.example.com/{}"
    documents = [
        Document(path="guide", url=url.format("guide"), digest=str(hash((form, lines)))),
        Document(path="other", url=url.format("other"), digest="o"),
    ]
    entries = [entry_of(OTHER, ("other",), [known]), *([entry_of(PAGE, ("guide",), facts)] if facts else ())]
    return Snapshot(entries, documents, texts={"guide": lambda: text})


HERE = structs.replace(LIMIT, locator="Limits")
HERE_LESS = structs.replace(LESS, locator="Limits > a")
BEFORE = (*section("Limits", "Ten a minute, or five."), *section("Weather", "It rains."))
AFTER = (*section("Limits", "Ten a minute, or five."), *section("Weather", "It snows."))
LIMITED = (*section("Limits", "Five a minute."), *section("Weather", "It rains."))
MOVED = (*section("Limits"), *section("Weather", "It rains.", "Ten a minute, or five."))
UPGRADED = {"known": LESS}


def told(old: Snapshot, new: Snapshot) -> list[str]:
    return [kind for kind in kinds(old, new) if not kind.startswith("page.")]


@pytest.mark.parametrize(("before", "after"), [((HERE,), (HERE_LESS,)), ((), (HERE,)), ((HERE,), ())])
def test_a_section_that_says_the_same_is_read_as_today_where_its_page_changed_elsewhere(before, after):
    assert told(two_pages(BEFORE, *before, known=LIMIT), two_pages(AFTER, *after, **UPGRADED)) == []
    more = structs.replace(MODELS, locator="Weather")
    old, new = two_pages(BEFORE, *before, more, known=LIMIT), two_pages(AFTER, *after, more, **UPGRADED)
    assert told(old, new) == []
    assert [one.kind for one in rereadings(old, new)[PAGE]] == ["notice"]


def test_what_a_section_says_that_changed_is_drift_in_the_run_after_an_upgrade_as_well():
    for lines in (LIMITED, MOVED):
        assert told(two_pages(BEFORE, HERE, known=LIMIT), two_pages(lines, HERE_LESS, **UPGRADED)) == [
            "notice.amounts.changed"
        ]
        assert told(two_pages(BEFORE, HERE, known=LIMIT), two_pages(lines, **UPGRADED)) == ["notice.removed"]
        assert told(two_pages(BEFORE, known=LIMIT), two_pages(lines, HERE, **UPGRADED)) == ["notice.added"]


def test_without_a_sign_that_driftwatch_reads_otherwise_or_without_words_a_changed_page_tells_its_drift():
    assert told(two_pages(BEFORE, HERE, known=LIMIT), two_pages(AFTER, HERE_LESS, known=LIMIT)) == [
        "notice.amounts.changed"
    ]
    old, new = (
        two_pages(lines, fact, known=known, kept="digest")
        for lines, fact, known in ((BEFORE, HERE, LIMIT), (AFTER, HERE_LESS, LESS))
    )
    assert told(old, new) == ["notice.amounts.changed"]
    nowhere = structs.replace(HERE_LESS, locator="", text="Said nowhere.")
    assert told(two_pages(BEFORE, HERE, known=LIMIT), two_pages(AFTER, nowhere, **UPGRADED)) == [
        "notice.amounts.changed"
    ]


@pytest.mark.parametrize("facts", [((HERE,), (HERE_LESS,)), ((), (HERE,)), ((HERE,), ())])
def test_a_section_of_the_same_words_is_read_as_today_in_another_normal_form_too(facts):
    before, after = facts
    old = two_pages(BEFORE, *before, known=LIMIT, form=1)
    assert told(old, two_pages(AFTER, *after, known=LIMIT)) == []
    assert told(old, two_pages(LIMITED, *after, known=LIMIT)) != []


def test_a_specification_that_comes_beside_another_one_takes_its_names_and_changes_nothing_of_it():
    def api(name: str, place: str, scheme: str) -> Entry:
        stated = Api(at="api", title=place, openapi="3.1.0", security=((Requirement(scheme=scheme),),))
        bearer = SecurityScheme(at=f"security-scheme · {scheme}", name=scheme, type="http", scheme="bearer")
        server = Server(at=f"server · https://{place}.example.com", url=f"https://{place}.example.com")
        return entry_of(Owner("api", name), (place,), (stated, bearer, server))

    first, second = (
        Document(path=place, url=f"https://docs.example.com/{place}.json", format="openapi", digest=place)
        for place in ("first", "second")
    )
    before = Snapshot([api("", "first", "old")], [first])
    found = Snapshot([api("", "second", "new"), api("one", "first", "old")], [first, second])
    assert "global-security.requirement-removed" not in kinds(before, found)
    noted = found.with_parts(reread=rereadings(before, found))
    assert kinds(before, noted) == kinds(before, found)
    assert kinds(noted, noted) == []
