"""A page that goes takes its calls along, and pages that come say what holds for all: each is told once."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding, Impact, Suppression
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import matches, raised
from tests.compare.page_snapshots import site

CALLS = "# Boxes\n\n" + "".join(f"## Step {number}\n\n`GET /boxes/steps-{number}`\n\n" for number in range(9))
OTHER = "# Lids\n\n`GET /lids`\n\nReturns all lids.\n"
LIMITED = "# {0}\n\n`GET /{0}`\n\nEach key may send up to 60 requests per minute.\n"


def told(old: dict[str, str], new: dict[str, str]) -> list[Finding]:
    return [one for one in folded(judge(compare(site(**old), site(**new)))) if one.level != "info"]


def test_the_calls_of_a_page_that_is_gone_are_told_together():
    (found,) = told({"boxes": CALLS, "lids": OTHER}, {"lids": OTHER})
    assert (found.id, len(found.operations)) == ("api-path-removed-without-deprecation", 9)
    assert "8 other operations" in found.message


def test_calls_that_a_page_lost_are_told_one_by_one():
    left = CALLS.replace("`GET /boxes/steps-3`", "Nothing.").replace("`GET /boxes/steps-4`", "Nothing.")
    assert len(told({"boxes": CALLS}, {"boxes": left})) == 2


def test_the_calls_of_two_pages_are_told_by_page():
    more = CALLS.replace("/boxes/", "/crates/").replace("Boxes", "Crates")
    assert len(told({"boxes": CALLS, "crates": more, "lids": OTHER}, {"lids": OTHER})) == 2


def test_what_new_pages_say_of_limits_is_told_once_in_the_words_of_each():
    old = {"lids": LIMITED.format("lids"), "seals": LIMITED.format("seals")}
    guide = "# {0}\n\n## Rate limits\n\nEach key may send up to {1} requests per minute to {0}.\n"
    come = {name: guide.format(name, number) for number, name in enumerate(("boxes", "crates", "tins"), 40)}
    (found,) = told(old, old | come)
    assert found.id == "rate-limit-notice-added"
    assert all(f"{number} requests" in found.message for number in (40, 41, 42))


FIELDS = """# Boxes

## POST /boxes

### Request body

| Field | Type |
| --- | --- |
| `size` | integer |
| `lid` | string |
| `seal` | boolean |
"""


def test_fields_that_a_table_loses_at_once_are_told_together():
    left = FIELDS.replace("| `lid` | string |\n| `seal` | boolean |\n", "")
    (found,) = told({"boxes": FIELDS}, {"boxes": left})
    assert found.id == "request-property-removed"
    assert all(f"`{name}`" in found.message for name in ("lid", "seal"))


def test_a_page_that_is_only_called_after_an_api_goes_without_a_warning_and_one_on_a_topic_with_one():
    calls = {"calls": CALLS, "lids": OTHER}
    said = "It was made in spring, and we are glad that people like it."
    for place, title in (("welcome", "Our API"), ("rate-limits", "Rate limits")):
        found = [
            one.id for one in told({**calls, place: f"---\nsidebar_position: 2\n---\n\n# {title}\n\n{said}\n"}, calls)
        ]
        assert found == ["document-removed"] * (place == "rate-limits")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("API reference", "Each call has the header X-Sign, made of its body."),
        ("API request signing", "Callers must sign what they call."),
        ("Webhooks API", "They come up to three times."),
    ],
)
def test_a_page_that_is_called_after_an_api_and_says_what_to_obey_goes_with_a_warning(title: str, said: str):
    calls = {"calls": CALLS, "lids": OTHER}
    (found,) = told({**calls, "welcome": f"# {title}\n\nIt was made in spring. {said}\n"}, calls)
    assert (found.id, found.level) == ("document-removed", "warning")


def test_the_pages_of_an_api_that_no_reader_knows_the_layout_of_go_with_a_warning():
    names = ("Lids", "Bags", "Cups", "Kegs")
    pages = {name: f"# {name} API\n\nThe {name} come when they are called.\n" for name in names}
    (found,) = told(pages, {name: pages[name] for name in names[1:]})
    assert (found.id, found.level) == ("document-removed", "warning")


def all_told(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, int]]:
    found = folded(judge(compare(site(**old), site(**new))))
    return sorted((one.id, len(one.single)) for one in found if one.id.startswith("document-"))


def test_the_pages_of_one_folder_come_go_and_move_with_it():
    names = ("cedar", "maple", "beech")
    texts = {
        f"trees/{name}": f"# {name}\n\nA {name} is cut in March, and its wood is kept for {name} years.\n"
        for name in names
    }
    moved = {place.replace("trees", "wood"): text for place, text in texts.items()}
    rest = {"lids": OTHER, "shrubs/hazel": "# Hazel\n\nIt is cut in May, when nobody looks, and burnt in June.\n"}
    assert all_told(texts | rest, {"lids": OTHER}) == [("document-removed", 1), ("document-removed", 3)]
    assert all_told({"lids": OTHER}, texts | rest) == [("document-added", 1), ("document-added", 3)]
    assert all_told(texts | rest, moved | rest) == [("document-moved", 3)]
    (one,) = folded(judge(compare(site(**(texts | rest)), site(**(moved | rest)))))
    assert "The same kind of change holds for pages" in one.message


def gone(pages: dict[str, str], *places: str) -> Finding:
    left = {place: text for place, text in pages.items() if place not in places}
    (found,) = told(pages, left)
    return found


@pytest.mark.parametrize("folder", ["guides/", ""])
def test_who_accepts_that_pages_of_a_folder_are_gone_accepts_no_later_ones(folder: str):
    titles = {"old-errors": "Old errors", "old-limits": "Old limits", "auth": "Authentication", "prices": "Prices"}
    texts = {f"{folder}{name}": f"# {title}\n\nKeep {name} in mind.\n" for name, title in titles.items()}
    early, late = (
        [f"{folder}{name}" for name in names] for names in (("old-errors", "old-limits"), ("auth", "prices"))
    )
    pages = {"calls": CALLS, "lids": OTHER, **texts}
    accepted = Suppression(reason="read", owner="us", expires="", fingerprint=gone(pages, *early).fingerprint)
    assert len(gone(pages, *early).single) == 2
    assert matches(accepted, gone(pages, *early))
    later = {place: text for place, text in pages.items() if place not in early}
    assert not any(matches(accepted, gone(later, *places)) for places in (late, late[:1]))


FAILURES = (
    "## Errors\n\n| Status | Meaning | Retry |\n| --- | --- | --- |\n"
    "| 429 | Too many | yes |\n| 413 | Too large | no |\n"
)


def test_failures_that_went_with_their_page_are_told_by_it():
    calls = {"calls": CALLS, "lids": OTHER}
    (found,) = told({**calls, "errors": f"# Errors\n\n{FAILURES}"}, calls)
    assert (found.id, found.level) == ("document-removed", "warning")
    every = folded(judge(compare(site(**calls, errors=f"# Errors\n\n{FAILURES}"), site(**calls))))
    assert ("error-rule-removed", "info") in {(one.id, one.level) for one in every}


def test_a_manifest_that_relies_on_failures_which_went_with_their_page_is_broken_by_it():
    with_calls = {"boxes": f"{CALLS}\n{FAILURES}"}, {}
    alone = {"calls": CALLS, "errors": f"# Errors\n\n{FAILURES}"}, {"calls": CALLS}
    for before, after in (with_calls, alone):
        found = judge(compare(site(**before, lids=OTHER), site(**after, lids=OTHER)))
        gone = [one for one in found if one.id == "error-rule-removed"]
        assert {raised(one, Impact(kind="affects")) for one in gone} == {"breaking"}


def test_failures_that_went_with_all_calls_of_their_page_are_told_by_these():
    (found,) = told({"boxes": f"{CALLS}\n{FAILURES}", "lids": OTHER}, {"lids": OTHER})
    assert found.id == "api-path-removed-without-deprecation"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"boxes": f"{CALLS}\n{FAILURES}"}, {"boxes": CALLS}),  # the page stays
        ({"boxes": f"{CALLS}\n{FAILURES}"}, {"boxes": "# Boxes\n\nThey are closed for now.\n"}),  # only its calls went
        ({"errors": f"# Errors\n\n{FAILURES}"}, {"errors": "# Errors\n\nThere are none.\n"}),
        (
            {"boxes": f"{CALLS}\n{FAILURES}"},
            {"boxes": f"{CALLS}\n{FAILURES}".replace("| 413 | Too large | no |\n", "")},
        ),
        # another page documents one of its calls as well, which stays
        (
            {"boxes": f"{CALLS}\n{FAILURES}", "one": "# One\n\n`GET /boxes/steps-3`\n"},
            {"one": "# One\n\n`GET /boxes/steps-3`\n"},
        ),
    ],
)
def test_failures_are_told_where_nothing_else_tells_of_them(before: dict[str, str], after: dict[str, str]):
    assert "error-rule-removed" in {one.id for one in told({**before, "lids": OTHER}, {**after, "lids": OTHER})}


LID = "# Lids\n\n## GET /lids\n\nReturns all lids, of which the red ones come first.\n"


def gone_with(text: str, *, left: str = LID) -> list[str]:
    """Return what warns when a page goes, while another one documents its call."""
    return [one.id for one in told({"lids": left, "copy": text, "boxes": CALLS}, {"lids": left, "boxes": CALLS})]


def test_a_page_of_calls_that_stand_on_another_one_goes_without_a_warning():
    assert not gone_with("# Deckel\n\n## GET /lids\n\nGibt alle Deckel zurück, die roten zuerst.\n")
    assert not gone_with("# All lids\n\n## GET /lids\n\nAll of them are returned in 2 lists.\n")


@pytest.mark.parametrize(
    "said",
    [
        "## Rate limits\n\nEach key may send 60 calls a minute.\n",
        "## Authentication\n\nEvery call has the header `X-Lid`.\n",
        "## Errors\n\nA call that was refused with 409 must not be sent again.\n",
        "## Pricing\n\nA call costs 2 credits.\n",
        "## Deprecated calls\n\nThe old ones are refused from May 2027 on.\n",
    ],
)
def test_a_page_of_calls_goes_with_a_warning_where_it_said_what_clients_have_to_obey(said: str):
    assert "document-removed" in gone_with(f"# All lids\n\n## GET /lids\n\nAll of them are returned.\n\n{said}")


def test_a_page_of_calls_that_is_on_a_topic_goes_with_a_warning():
    assert "document-removed" in gone_with("# Rate limits\n\n## GET /lids\n\nAll of them are returned.\n")


def test_a_page_that_only_names_the_operation_it_is_made_of_goes_with_a_warning():
    calls = {"calls": CALLS, "lids": OTHER}
    made = "---\ntitle: All bags\nopenapi: bags.json GET /bags\n---\n"
    assert [one.id for one in told({**calls, "api-reference/bags": made}, calls)] == ["document-removed"]


def test_what_a_page_of_calls_said_and_another_page_says_is_not_lost_with_it():
    limit = "## Rate limits\n\nEach key may send 60 calls a minute.\n"
    copy = f"# All lids\n\n## GET /lids\n\nAll of them are returned.\n\n{limit}"
    assert "document-removed" not in gone_with(copy, left=f"{LID}\n{limit}")
    assert "document-removed" in gone_with(copy, left=f"{LID}\n{limit.replace('60', '50')}")
