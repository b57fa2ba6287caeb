"""A change of a contract tells the words that it shows of the line that it is about; a second edit is told as well."""

import pytest

from tests.compare.page_snapshots import changes_of

SEND = "# Send\n\n`POST /v1/mails`\n\n## Request body\n\n"
HEAD = "| Field | Type | Required | Indexed | Description |\n|-|-|-|-|-|\n| `subject` | string | yes | no | Above. |\n"
NEEDED = SEND + HEAD + "| `copies` | integer | no | no | Default: 5. |\n"
SIZES = "\n## Sizes\n\n| Thing | Guests | Members |\n|-|-|-|\n| text | 5 KB | 9 KB |\n"
ERRORS = (
    "# Send\n\n`POST /v1/mails`\n\n## Errors\n\n| Status | Meaning | Retry | Billed |\n|-|-|-|-|\n"
    "| 402 | Broke. | no | no |\n"
)


def both_ways(before: str, after: str) -> list[list[str]]:
    return [sorted(each.kind for each in changes_of(*sides)) for sides in ((before, after), (after, before))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| no | no | It is never logged. |", "| yes | no | It is always logged. |"),
        ("| no | no | It may be empty. |", "| yes | no | It must not be empty. |"),
        ("| no | no | Above. |", "| yes | yes | Above. |"),
        ("| no | yes | Above. |", "| yes | no | Above. |"),
    ],
)
def test_a_need_that_changed_tells_one_place_of_its_row(old: str, new: str):
    before, after = (f"{SEND}{HEAD}| `copies` | integer {row}\n" for row in (old, new))
    assert both_ways(before, after) == [
        ["field.became-required", "page.row.changed"],
        ["field.became-optional", "page.row.changed"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| `copies` | integer | no | no | Above. |", "| `copies` | integer | yes | no | Above. |"),
        ("- `copies` (integer, optional): How many.", "- `copies` (integer, required): How many."),
        ("### copies\n\n- Type: `integer`\n- Required: no", "### copies\n\n- Type: `integer`\n- Required: yes"),
    ],
)
def test_a_need_that_is_all_that_changed_is_told_once(old: str, new: str):
    table = HEAD if old.startswith("|") else ""
    found = both_ways(f"{SEND}{table}{old}\n", f"{SEND}{table}{new}\n")
    assert found == [["field.became-required"], ["field.became-optional"]]


def test_a_need_and_null_that_changed_are_told_once_each():
    head = HEAD.replace("Indexed", "Nullable")
    before, after = (f"{SEND}{head}| `copies` | integer {row} | Above. |\n" for row in ("| no | no", "| yes | yes"))
    assert both_ways(before, after) == [
        ["field.became-nullable", "field.became-required"],
        ["field.became-not-nullable", "field.became-optional"],
    ]


def test_null_that_came_to_be_allowed_is_told_once():
    head = HEAD.replace("Indexed", "Nullable")
    before, after = (f"{SEND}{head}| `copies` | integer | no | {word} | Above. |\n" for word in ("no", "yes"))
    assert both_ways(before, after) == [["field.became-nullable"], ["field.became-not-nullable"]]


@pytest.mark.parametrize("rows", [("| no | yes", "| yes | no"), ("| no | no", "| yes | yes")])
def test_advice_that_changed_tells_one_place_of_its_row(rows: tuple[str, str]):
    before, after = (f"{ERRORS}| 429 | Too often. {row} |\n" for row in rows)
    assert both_ways(before, after) == [["error-rule.retry.changed", "page.row.changed"]] * 2


def test_advice_and_meaning_that_changed_are_told_once_each():
    before, after = (
        ERRORS + row for row in ("| 429 | Do not call. | no | no |\n", "| 429 | Always call. | yes | no |\n")
    )
    assert both_ways(before, after) == [["error-rule.meaning.changed", "error-rule.retry.changed"]] * 2


@pytest.mark.parametrize(
    "others", [("| no | yes |", "| no | no |"), ("| no | no |", "| yes | yes |")], ids=["null alone", "null and a need"]
)
def test_what_turned_of_another_call_tells_no_place_of_a_row(others: tuple[str, str]):
    other_head = HEAD.replace("Indexed", "Nullable").replace("subject", "title")

    def page(row: str, other: str) -> str:
        of_another = f"\n# Draft\n\n`POST /v1/drafts`\n\n## Request body\n\n{other_head}"
        return f"{SEND}{HEAD}| `copies` | integer {row} Above. |\n{of_another}| `copies` | integer {other} Below. |\n"

    for sides in (others, others[::-1]):
        for kinds in both_ways(*(page(*rows) for rows in zip(("| no | no |", "| yes | yes |"), sides, strict=True))):
            assert "page.row.changed" in kinds


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        (f"{SIZES}| copies | 3 KB | 4 KB |\n", "page.row.added"),
        ("\n## Notes\n\n- boxes: are slow.\n- copies: are fast on Sundays.\n", "page.row.added"),
        ("\n## Notes\n\nThey rest.\n\n### copies\n\nThey are fast on Sundays.\n", "page.section.added"),
    ],
)
def test_what_comes_elsewhere_under_the_name_of_a_field_is_told_beside_its_change(more: str, kind: str):
    less = {
        "page.row.added": more.rpartition("\n")[0].rpartition("\n")[0] + "\n",
        "page.section.added": more.partition("\n### ")[0] + "\n",
    }[kind]
    for old, new in (("Default: 5.", "Default: 7."), ("| no | no | Def", "| yes | no | Def")):
        after = NEEDED.replace(old, new)
        forth, back = both_ways(NEEDED + less, after + more)
        assert [each for each in forth if each.startswith("page.")] == [kind]
        assert [each for each in back if each.startswith("page.")] == [kind.replace("added", "removed")]
        assert len(forth) == len(back) == 2


def test_a_row_about_a_status_is_told_beside_what_changed_of_its_failure():
    row = "| 429 | Too often. | {} | no |\n"
    before, after = (
        ERRORS + row.format("yes") + SIZES,
        ERRORS + row.format("no") + SIZES + "| 429 | 3 a day | 4 a day |\n",
    )
    assert both_ways(before, after) == [
        ["error-rule.retry.changed", "page.row.added"],
        ["error-rule.retry.changed", "page.row.removed"],
    ]


def test_what_a_new_section_says_beside_a_notice_is_told():
    said = "\n## Billing\n\nFailed requests are not charged. Invoices come as mail every month.\n"
    forth, back = both_ways(NEEDED, NEEDED + said)
    assert (forth, back) == (["notice.added", "page.section.added"], ["notice.removed", "page.section.removed"])


def test_a_new_section_that_says_a_notice_and_nothing_else_is_told_once():
    said = "\n## Billing\n\nFailed requests are not charged.\n"
    assert both_ways(NEEDED, NEEDED + said) == [["notice.added"], ["notice.removed"]]


@pytest.mark.parametrize(
    "item",
    [
        "- `copies` (integer, optional): How many.\n",
        "- integer `copies` (optional): How many.\n",
        "- `copies` (integer): How many. At most one a day.\n",
    ],
)
def test_an_item_that_comes_or_goes_with_its_field_is_told_once(item: str):
    before = f"{SEND}- `subject` (string, optional): Above.\n- `body` (string, optional): Below.\n"
    assert both_ways(before, before + item) == [["field.added"], ["field.removed"]]


LISTS = (
    f"{SEND}- `subject` (string, optional): Above.\n- `body` (string, optional): Below.\n{{}}\n"
    "## Response\n\n- `id` (string): What it is called.\n{}- `at` (string): When.\n{}"
)
NEW_ID = "- `id` (string, optional): What to call it.\n"
BELOW = "\n  Names are dropped after a day.\n"


@pytest.mark.parametrize(
    ("below", "rest"),
    [(f"{BELOW}\n", ""), ("", f"\n## Notes\n\n- **id**: Short.\n{BELOW}")],
    ids=["in the response", "in the notes"],
)
def test_what_comes_below_an_item_that_stays_is_told_whatever_came_of_its_name(below: str, rest: str):
    without = rest.removesuffix(BELOW)
    assert both_ways(LISTS.format("", "", without), LISTS.format(NEW_ID, below, rest)) == [
        ["field.added", "page.text.changed"],
        ["field.removed", "page.text.changed"],
    ]


def test_what_stands_below_an_item_comes_and_goes_with_it():
    sides = LISTS.format("", "", ""), LISTS.format(NEW_ID + BELOW, "", "")
    assert both_ways(*sides) == [["field.added"], ["field.removed"]]
