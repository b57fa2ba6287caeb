"""Pages of one template: what a fault did to several is no edit of what they share; nor is another page's text one."""

from functools import partial

import pytest

from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Came, Ending
from driftwatch.presence.digests import in_todays_digests
from driftwatch.presence.missing import COPY, CUT, LESSENED
from driftwatch.presence.silence import silent
from tests.presence.island import Answer, Island, Watch, page_about

PAGES = ("/api/parcels.md", "/api/couriers.md")
HELP = "## Help\n\n" + "".join(
    f"Ask the people of support by {way}.\n\n" for way in ("phone", "mail", "chat", "fax", "letter")
)
LIMITS = "\n## Limits\n"


def page(noun: str) -> str:
    """A page that says how to get help, as all pages do, and ends with a limit of its own."""
    return page_about(noun).replace(LIMITS, f"\n{HELP}{LIMITS[1:]}")


def ids(findings: list[Finding]) -> list[str]:
    return sorted({each.id for each in findings})


def watched() -> tuple[Island, Watch]:
    site = Island()
    for path in site.calls:
        site.answers[path] = Answer(page(path.removeprefix("/api/").removesuffix(".md")))
    watch = Watch(site)
    watch.next_day()
    return site, watch


def test_two_pages_that_were_cut_alike_are_no_edit() -> None:
    site, watch = watched()
    before = watch.facts()
    whole = {path: site.answers[path].body for path in PAGES}
    for path in PAGES:
        site.answers[path] = Answer(whole[path].partition("Ask the people of support by mail")[0])
    assert ids(watch.next_day()) == ["document-incomplete"]
    for path in PAGES:
        site.answers[path] = Answer(whole[path])
    assert watch.next_day() == []
    assert watch.facts() == before


def test_the_same_lines_of_all_pages_were_taken_out() -> None:
    shared = "- Orders: ask for more.\n\nRate limit: 77 requests per minute for all.\n\nNobody waits for long.\n"
    site, watch = watched()
    for path in site.calls:
        site.answers[path] = Answer(site.answers[path].body.replace(LIMITS, shared + LIMITS))
    watch.next_day()
    for path in site.calls:
        site.answers[path] = Answer(site.answers[path].body.replace(shared, ""))
    assert "document-incomplete" not in ids(watch.next_day(15))


SHARED = [Line("sentence", (f"What {number} stands for is written on every page.",)) for number in range(9)]
OWN = [Line("sentence", (f"This page alone says {number} of it in some words.",)) for number in range(3)]


@pytest.mark.parametrize(
    ("ending", "told"),
    [("words", {"one": CUT, "two": LESSENED}), ("line", {})],
    ids=["one of them was cut", "both were edited"],
)
def test_what_a_page_lost_that_was_cut_excuses_no_other_page(ending: Ending, told: dict[str, str]) -> None:
    def came(name: str, ends: Ending) -> Came:
        text = PageText(lines=(*SHARED[:4], OWN[0]))
        return Came(path=name, digest=f"2{name}", facts=0, owners=0, text=text, ending=ends)

    lines = PageText(lines=(*SHARED[:4], OWN[0], OWN[1], *SHARED[4:6]))
    known = [Document(path=name, url=f"https://example.com/{name}", digest=f"1{name}") for name in ("one", "two")]
    calls = [entry_of(Owner("operation", f"GET /v1/{name}"), (name,), ()) for name in ("one", "two")]
    before = Snapshot(calls, known, texts=dict.fromkeys(("one", "two"), lambda: lines))
    others = {name: Came(path=name, digest=f"3{name}", facts=0, owners=0, ending="line") for name in "abc"}
    found = silent(before, {"one": came("one", ending), "two": came("two", "line"), **others})
    assert found == told


@pytest.mark.parametrize(
    "after",
    [
        "\nupstream connect error or disconnect before headers. reset reason: overflow\n",
        "\n# Bad Gateway\n\nThe server behind this one gave no answer.\n\nnginx\n",
    ],
    ids=["a line", "a page"],
)
def test_an_error_below_what_was_sent_before_it_is_no_edit(after: str) -> None:
    site, watch = watched()
    whole = site.answers[PAGES[0]].body
    site.answers[PAGES[0]] = Answer(whole.partition("Ask the people of support by mail")[0] + after)
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PAGES[0]] = Answer(whole)
    assert watch.next_day() == []


def test_more_words_in_place_of_the_end_are_an_edit() -> None:
    site, watch = watched()
    words = "".join(f"\nThe desk at gate {gate} tells you more about it.\n" for gate in ("one", "two", "three", "four"))
    site.answers[PAGES[0]] = Answer(
        site.answers[PAGES[0]].body.partition("Ask the people of support by mail")[0] + words
    )
    assert "document-incomplete" not in ids(watch.next_day())


def test_a_page_that_goes_on_as_another_one_is_no_edit() -> None:
    site, watch = watched()
    whole, other = site.answers[PAGES[0]].body, site.answers["/guides/billing.md"].body
    site.answers[PAGES[0]] = Answer(whole.partition("## Errors")[0] + other[other.index("A refund takes") :])
    assert ids(watch.next_day()) == ["document-incomplete"]
    site.answers[PAGES[0]] = Answer(whole)
    assert watch.next_day() == []


def test_a_few_lines_of_another_page_are_an_edit() -> None:
    site, watch = watched()
    whole, other = (site.answers[path].body for path in PAGES)
    mine, theirs = (text[text.index("| 409") : text.index("## Help")] for text in (whole, other))
    site.answers[PAGES[0]] = Answer(whole.replace(mine, theirs))
    assert "document-incomplete" not in ids(watch.next_day())


def test_what_spoils_most_of_what_changed_spoils_the_rest() -> None:
    site, watch = watched()
    whole = {path: site.answers[path].body for path in site.calls}
    for path in site.calls[:4]:
        site.answers[path] = Answer(whole[path][: len(whole[path]) // 2])
    rest = site.calls[4]
    site.answers[rest] = Answer(whole[rest].partition(LIMITS)[0])
    assert "rate-limit-notice-removed" not in ids(watch.next_day())
    for path in site.calls:
        site.answers[path] = Answer(whole[path])
    assert watch.next_day() == []


TREES = ("oak", "elm", "ash", "fir", "yew", "box", "bay", "fig", "nut", "tea", "rye", "oat", "hop", "pea")
REWRITTEN = "".join(f"\nA desk of {tree} opens at noon and tells of {tree}.\n" for tree in TREES)


def test_what_spoils_most_pages_spoils_none_that_was_rewritten() -> None:
    site, watch = watched()
    whole = {path: site.answers[path].body for path in site.calls}
    for path in site.calls[:3]:
        site.answers[path] = Answer(whole[path][: len(whole[path]) // 2])
    for path in site.calls[3:5]:
        site.answers[path] = Answer(whole[path].partition(LIMITS)[0] + REWRITTEN)
    assert "rate-limit-notice-removed" in ids(watch.next_day())


def test_pages_that_became_copies_spoil_no_other_one() -> None:
    site, watch = watched()
    whole = {path: site.answers[path].body for path in site.calls}
    for path in site.calls[:3]:
        site.answers[path] = Answer(whole[site.calls[5]])
    rest = site.calls[4]
    site.answers[rest] = Answer(whole[rest].partition(LIMITS)[0] + REWRITTEN)
    assert "rate-limit-notice-removed" in ids(watch.next_day())


NOTICE = (
    "This call is about to go, and nobody should use it in anything that is new.\n\n"
    "Whoever uses it today has until the end of next spring to look for another one.\n\n"
    "The guide about moving on names, call by call, what has come in the place of each.\n\n"
)


@pytest.mark.parametrize("other", [PAGES[1], "/guides/billing.md"], ids=["a call", "a guide"])
@pytest.mark.parametrize("where", ["## Request body", "## Help"])
def test_a_notice_that_another_page_has_in_place_of_details_is_an_edit(other: str, where: str) -> None:
    site, watch = watched()
    whole = site.answers[PAGES[0]].body
    site.answers[other] = Answer(f"{site.answers[other].body.partition('## ')[0]}{NOTICE}\n## More\n\nThis is more.\n")
    watch.next_day()
    watch.next_day()
    less = whole.partition("| Name")[0] + HELP + whole.rpartition(LIMITS)[1] + whole.rpartition(LIMITS)[2]
    site.answers[PAGES[0]] = Answer(less.replace(where, NOTICE + where))
    assert "error-rule-removed" in ids(watch.next_day())


def lines(*words: str) -> tuple[Line, ...]:
    return tuple(Line("sentence", (" ".join(f"{each}{number}" for number in range(6)),)) for each in words)


@pytest.mark.parametrize(
    ("shared", "pages", "facts", "told"),
    [
        ("abcdef", 2, 0, {"p0": LESSENED}),
        ("abcdef", 2, 1, {}),
        ("ab", 2, 0, {}),
        ("abcdef", 9, 0, {}),
    ],
    ids=["the rest of another page", "with as many facts", "two lines of it", "what all pages end in"],
)
def test_what_came_in_place_of_the_rest_is_that_of_one_other_page(
    shared: str, pages: int, facts: int, told: dict[str, str]
) -> None:
    names = [f"p{number}" for number in range(pages)]
    text = {name: lines(*(f"{name}{number}" for number in range(6))) for name in names}
    said = {name: text[name] + (lines(*shared) if name != "p0" else ()) for name in names}
    before = Snapshot(
        [entry_of(Owner("operation", f"GET /v1/{name}"), (name,), ()) for name in names],
        [Document(path=name, url=f"https://example.com/{name}", digest=f"1{name}") for name in names],
        texts={name: partial(PageText, lines=said[name]) for name in names},
    )
    said["p0"] = text["p0"][:3] + lines(*shared)
    came = {
        name: Came(
            path=name,
            digest=f"{2 if name == 'p0' else 1}{name}",
            facts=facts,
            owners=facts,
            text=PageText(lines=said[name]),
            ending="line",
        )
        for name in names
    }
    assert silent(before, came) == told


def test_lines_that_reach_all_pages_are_an_edit_of_each() -> None:
    names = [f"p{number}" for number in range(60)]
    more = lines(*(f"shared {number}" for number in range(12)))
    first = {
        name: lines(*(f"{name}{number}" for number in range(8)))
        + tuple(line for at, line in enumerate(more) if (number + at) % 3)
        for number, name in enumerate(names)
    }
    before = Snapshot(
        [entry_of(Owner("operation", f"GET /v1/{name}"), (name,), ()) for name in names],
        [Document(path=name, url=f"https://example.com/{name}", digest=f"1{name}") for name in names],
        texts={name: partial(PageText, lines=first[name]) for name in names},
    )
    came = {
        name: Came(
            path=name,
            digest=f"2{name}",
            facts=0,
            owners=0,
            text=PageText(lines=(*first[name][:3], *more)),
            ending="line",
        )
        for name in names
    }
    assert silent(before, came) == {}


def test_who_edits_a_page_that_stands_under_two_addresses_edits_both() -> None:
    names, lines = ("one", "two"), (*SHARED, OWN[0])
    known = [Document(path=name, url=f"https://example.com/{name}", digest="1") for name in names]
    before = Snapshot([], known, texts=dict.fromkeys(names, lambda: PageText(lines=lines)))
    text = PageText(lines=(*lines, OWN[1]))
    edited = {name: Came(path=name, digest="2", facts=0, owners=0, text=text, ending="line") for name in names}
    assert silent(before, edited) == {}
    other = Document(path="three", url="https://example.com/three", digest="2")
    third = Came(path="three", digest="2", facts=0, owners=0, text=text, ending="line")
    merged = silent(Snapshot([], [*known, other], texts=before.texts), {**edited, "three": third})
    assert merged == dict.fromkeys(names, COPY)


def test_of_pages_that_say_nothing_none_says_what_another_one_does() -> None:
    """An empty page says the same in every normal form: there were many of them before, and there are."""
    names = ("one", "two")
    known = [Document(path=name, url=f"https://example.com/{name}", digest="1" * 32) for name in names]
    before = Snapshot([], known, texts={name: lambda: PageText(lines=(), form=0) for name in names})
    today = [Document(path=name, url=f"https://example.com/{name}", digest="2" * 32) for name in names]
    read = in_todays_digests(before, [], today, dict.fromkeys(names, PageText(lines=())))
    assert [read.documents[name].digest for name in names] == ["2" * 32] * 2


def test_pages_that_came_under_the_address_of_each_other_are_both_waited_for() -> None:
    site, watch = watched()
    before = watch.facts()
    one, other = (site.answers[path].body for path in ("/api/parcels.md", "/api/depots.md"))
    site.answers["/api/parcels.md"], site.answers["/api/depots.md"] = Answer(other), Answer(one)
    assert set(ids(watch.next_day())) == {"document-missing"}
    assert watch.known is not None
    assert {watch.known.documents[place].reason for place in ("api/parcels", "api/depots")} == {COPY}
    site.answers["/api/parcels.md"], site.answers["/api/depots.md"] = Answer(one), Answer(other)
    assert (watch.next_day(), watch.facts()) == ([], before)


def test_pages_that_said_the_same_are_edited_as_one_though_another_one_takes_over_what_they_said() -> None:
    site, watch = watched()
    twin = site.answers["/api/parcels.md"].body
    site.answers["/api/crates.md"] = Answer(twin)
    site.listed.append("/api/crates.md")
    watch.next_day()
    edited = Answer(twin.replace("| 409 |", "| 410 |"))
    site.answers["/api/parcels.md"], site.answers["/api/crates.md"] = edited, edited
    assert "document-missing" not in ids(watch.next_day())


@pytest.mark.parametrize("path", ["/api/parcels.md", "/v2/parcels.md"])
@pytest.mark.parametrize("part", ["# Oops\n\nSomething went wrong.\n", ""])
def test_a_page_that_says_what_another_one_does_lost_nothing_where_one_of_them_is_cut(path: str, part: str) -> None:
    site, watch = watched()
    whole = site.answers["/api/parcels.md"]
    site.answers["/v2/parcels.md"] = whole
    site.listed.append("/v2/parcels.md")
    watch.next_day()
    cut = Answer(part or whole.body[: whole.body.index("## Errors")])
    site.answers[path] = cut
    (told,) = watch.next_day()
    assert told.id in ("document-missing", "document-incomplete")
    site.answers[path] = whole
    assert watch.next_day() == []
    if not part:
        site.answers[path] = cut
        watch.next_day()
        assert "error-rule-removed" in ids(watch.next_day()), "whoever took that out of one of them is heard of"


def test_an_edit_of_one_of_two_pages_that_said_the_same_is_told_at_once() -> None:
    site, watch = watched()
    whole = site.answers["/api/parcels.md"].body
    site.answers["/v2/parcels.md"] = Answer(whole)
    site.listed.append("/v2/parcels.md")
    watch.next_day()
    site.answers["/v2/parcels.md"] = Answer(whole.replace("| 409 |", "| 410 |"))
    assert ids(watch.next_day()) == ["error-rule-status-changed"]


@pytest.mark.parametrize("other", [Answer(""), Answer("no", status=404), Answer("no", status=503)])
def test_a_copy_of_a_page_that_does_not_come_itself_is_waited_for(other: Answer) -> None:
    site, watch = watched()
    before = watch.facts()
    one, two = (site.answers[path].body for path in ("/api/parcels.md", "/api/depots.md"))
    site.answers["/api/parcels.md"], site.answers["/api/depots.md"] = Answer(two), other
    watch.next_day()
    assert watch.known is not None
    assert watch.known.documents["api/parcels"].reason == COPY
    site.answers["/api/parcels.md"], site.answers["/api/depots.md"] = Answer(one), Answer(two)
    assert (watch.next_day(), watch.facts()) == ([], before)


def test_a_page_that_moved_over_another_one_is_told_at_once() -> None:
    site, watch = watched()
    site.answers["/api/parcels.md"] = site.answers.pop("/api/depots.md")
    site.listed.remove("/api/depots.md")
    watch.next_day()
    assert watch.known is not None
    assert watch.known.documents["api/parcels"].state == "read"
