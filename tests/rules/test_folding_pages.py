"""What one edit did to several sentences, failures and pages is told once."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

LIMITED = "Each key has a limit of {} requests per {}."


def limits(*said: str, heading: str = "Limits") -> Snapshot:
    return site(guide="\n\n".join(("# API", "## GET /boxes", "Returns them.", f"## {heading}", *said)))


def drift(old: Snapshot, new: Snapshot, area: str) -> list[Finding]:
    return [finding for finding in folded(judge(compare(old, new))) if finding.area == area]


def test_notices_of_one_section_that_one_edit_brings_are_one_finding_with_each_in_its_words() -> None:
    (told,) = drift(limits("Be kind."), limits(LIMITED.format(5, "second"), "Uploads may be 10 MB at most."), "notices")
    assert (told.level, [one.id for one in told.single]) == (
        "warning",
        ["rate-limit-notice-added", "size-limit-notice-added"],
    )
    assert told.message.count("A new notice") == 2
    assert "5 requests per second" in told.message
    assert "10 MB" in told.message


def test_notices_of_two_sections_are_two_findings_and_a_raised_limit_is_told_apart_from_a_lowered_one() -> None:
    def two(first: str, second: str) -> Snapshot:
        parts = ("# API", "## GET /boxes", "Returns them.", "## Uploads", first, "## Downloads", second)
        return site(guide="\n\n".join(parts))

    files = ("Files may be {} MB at most.", "Attachments may be {} MB at most.")
    old, new = (two(*(said.format(size) for said in files)) for size in (20, 10))
    assert [len(each.single) for each in drift(old, new, "notices")] == [1, 1]
    one, other = (limits(files[0].format(big), LIMITED.format(calls, "minute")) for big, calls in ((20, 50), (10, 90)))
    assert [(each.level, len(each.single)) for each in drift(one, other, "notices")] == [("warning", 1), ("info", 1)]


def test_the_same_notices_on_two_pages_are_one_finding_that_names_the_other_page() -> None:
    page = "# API\n\n## GET /boxes\n\nReturns them.\n\n## Limits\n\n"
    said = f"{LIMITED.format(5, 'second')}\n\nUploads may be 10 MB at most."
    old, new = (site(one=page + words, two=page.replace("boxes", "bags") + words) for words in ("Be kind.", said))
    (told,) = drift(old, new, "notices")
    assert len(told.single) == 4
    assert told.message.count("The same holds for page") == 2


def test_of_many_notices_of_one_section_ten_are_shown_and_the_others_counted() -> None:
    table = "| Call | Limit |\n| --- | --- |\n"
    rows = [f"| `get_{name}` | {number} requests per minute |\n" for number, name in enumerate("abcdefghijkl", 2)]
    (told,) = drift(limits("Be kind."), limits(table + "".join(rows)), "notices")
    assert len(told.single) == 12
    assert told.message.count("A new notice") == 10
    assert told.message.endswith("There are 2 more changes like these.")
    (fewer,) = drift(limits("Be kind."), limits(table + "".join(rows[:11])), "notices")
    assert fewer.message.endswith("There is 1 more change like these.")


def test_the_failures_that_a_page_no_longer_lists_are_one_finding_and_new_ones_say_what_they_mean() -> None:
    def page(*rows: tuple[str, str]) -> Snapshot:
        lines = "".join(f"| {code} | {said} |\n" for code, said in rows)
        return site(
            guide=f"# API\n\n## GET /boxes\n\nReturns them.\n\n## Errors\n\n| Code | Meaning |\n| --- | --- |\n{lines}"
        )

    few = (("400", "Bad box"),)
    many = (*few, ("404", "No such box"), ("409", "Box is taken"), ("410", "Box is gone"))
    (gone,) = drift(page(*many), page(*few), "errors")
    assert {one.status for one in gone.single} == {"404", "409", "410"}
    assert gone.message.endswith("The same holds for failures `409`, `410`.")
    (come,) = drift(page(*few), page(*many), "errors")
    assert all(said in come.message for _, said in many[1:])


def test_lines_that_change_alike_on_several_pages_are_one_edit_and_others_are_told_apart():
    def page(name: str, limit: str, own: str = "") -> str:
        rows = f"| Case | Meaning |\n| --- | --- |\n| too large | the body has over {limit} |\n"
        return f"# {name}\n\nA {name} is kept for a day.\n\n## Sizes\n\n{rows}{own}"

    names = ("box", "lid", "seal", "key", "shelf", "room", "door")
    edited = set(names[:3])
    before = site(**{name: page(name, "1 MB") for name in names})
    own = "| too wide | ask us |\n"
    after = site(**{name: page(name, "2 MB" if name in edited else "1 MB", own * (name == "key")) for name in names})
    found = folded(judge(compare(before, after)))
    assert [("page-row-added", 1), ("page-row-changed", 3)] == [(one.id, len(one.single)) for one in found]
    assert "The same holds for pages" in found[1].message
    assert len(found[1].sources) == len(edited)


def pages_of(*said: str) -> Snapshot:
    return site(**dict(zip(("box", "lid", "seal", "key", "door", "room", "hall"), said, strict=False)))


def rest(names: tuple[str, ...]) -> list[str]:
    return [f"# {name}\n\nA {name} is kept for a day." for name in names]


def test_other_keys_and_items_of_the_text_that_differ_are_told_apart():
    others = rest(("seal", "key", "door", "room", "hall"))
    head = "---\n{}\n---\n\n# {}\n\nIt is."
    old = (head.format("audience: ab", "box"), head.format("audience: cd", "lid"))
    new = (head.format("audience: ef", "box"), head.format("audience: cd\nstatus-id: sun", "lid"))
    assert len(folded(judge(compare(pages_of(*old, *others), pages_of(*new, *others))))) == 2
    text = "# {}\n\nIt is one.\n\n- size: {}\n- color: red\n"
    old = (text.format("box", "as large as one"), text.format("lid", "as small as one"))
    new = (text.format("box", "as wide as two"), text.format("lid", "as narrow as two"))
    assert len(folded(judge(compare(pages_of(*old, *others), pages_of(*new, *others))))) == 2


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("# {}\n\n- most_boxes: {}\n- kind: box\n\nIt is.", (("10", "30"), ("20", "5"))),
        ("# {}\n\n- kind: box\n{}\n\nIt is.", (("- most: 10", ""), ("- most: 20", ""))),
        ("---\nslug-id: {1}\n---\n\n# {0}\n\nIt is.", (("0ab", ""), ("1ab", ""))),
        ("---\nmost_boxes: {1}\n---\n\n# {0}\n\nIt is.", (("10", "30"), ("20", "5"))),
        ("---\nmost: {1}\n---\n\n# {0}\n\nIt is.", (("ten", "not more than thirty"), ("all of twenty", "five"))),
    ],
)
def test_what_a_list_or_front_matter_says_is_told_of_each_page_unless_it_is_the_same(
    page: str, values: tuple[tuple[str, str], ...]
):
    others = rest(("seal", "key", "door", "room", "hall"))
    old, new = (
        pages_of(*(page.format(name, each[side]) for name, each in zip(("box", "lid"), values, strict=True)), *others)
        for side in (0, 1)
    )
    found = folded(judge(compare(old, new)))
    assert [len(one.single) for one in found] == [1, 1]
    assert len({one.cause for one in found}) == len(values)


def test_equal_lines_of_sections_that_are_called_otherwise_are_one_edit_that_names_them():
    page = "# Guide\n\nIt is short.\n\n## Boxes\n\nThese are {}.\n\n## Lids\n\nThese are {}.\n"
    old, new = (site(guide=page.format(said, said)) for said in ("kept for a day", "thrown away by night"))
    (told,) = folded(judge(compare(old, new)))
    assert told.message.endswith("The same holds for section `Boxes`.")
    apart = site(guide=page.format("thrown away by night", "thrown away by day"))
    assert len(folded(judge(compare(old, apart)))) == 2


def test_each_sentence_begins_with_the_page_at_which_the_finding_stands() -> None:
    codes = ("400", "401", "402", "403", "404", "503")

    def page(call: str, *shown: str) -> str:
        rows = "".join(f"| {code} | Case {code} |\n" for code in shown)
        return f"# API\n\n## GET /{call}\n\nReturns them.\n\n## Errors\n\n| Code | Meaning |\n| --- | --- |\n{rows}"

    for turned in (False, True):
        names = ("ape", "zoo")[:: -1 if turned else 1]
        old, new = (site(**{name: page(name, *some) for name in names}) for some in (("500",), ("500", *codes)))
        for told in drift(old, new, "errors"):
            own = told.sources[0].url
            assert own
            assert f"page `{own}`" not in told.message
            assert len(told.single) == 2 * len(codes)
            assert told.message.count("The same holds for page") == len(codes)
