"""When somebody went over a page is nothing that the page says."""

import pytest

from tests.compare.page_snapshots import changes_of, compare, site


@pytest.mark.parametrize("key", ["lastUpdated", "last_updated", "ms.date", "Last reviewed", "reviewedAt", "checked_on"])
def test_when_a_page_was_gone_over_is_silent(key: str):
    page = f"# Jobs\n\n- {key}: %s\n\nA job has a queue.\n\n## More\n\n- Last run: %s\n"
    assert changes_of(page % ("2031-01-02", "2031"), page % ("2031-03-04", "2031")) == ()
    assert len(changes_of(page % ("2031-01-02", "2031"), page % ("2031-03-04", "2032"))) == 1


@pytest.mark.parametrize("said", ["%d min read", "~%d minutes to read", "Reading time: %d mins", "%d-min read."])
def test_how_long_a_page_takes_to_read_is_silent(said: str):
    page = "# Jobs\n\n{}\n\nA job has a queue.\n"
    assert changes_of(page.format(said % 5), page.format(said % 6)) == ()
    assert changes_of(page.format("A lid."), page.format(f"A lid.\n\n{said % 5}")) == ()
    assert len(changes_of(page.format("Wait 5 min to read it."), page.format("Wait 6 min to read it."))) == 1


@pytest.mark.parametrize(
    ("key", "warns"), [("parent: boxes.html", False), ("retry: never", True), ("note: Keys end after 9 days.", True)]
)
def test_a_key_that_steers_the_tool_warns_nobody_under_a_title_of_failures(key: str, *, warns: bool):
    page = f"---\n{key}\n---\n\n# Error codes\n\nThese are all.\n\n## Boxes\n\n`POST /boxes` makes one.\n"
    call = "# Boxes\n\n## POST /boxes\n\n| Field | Type |\n|-|-|\n| `size` | integer |\n"
    (told,) = compare(site(errors=page, boxes=call), site(errors=page.replace(f"{key}\n", ""), boxes=call))
    assert ("topical" in told.traits) is warns


@pytest.mark.parametrize(
    ("tag", "warns"),
    [
        ('{% source path="src/fees.c" /%}', False),
        ('{{< tabs "fees-1" >}} {{< file "src/fees.c" "c" >}} {{< /tabs >}}', False),
        ('{{% file "src/fees.c" %}}', False),
        ('{{< price per="call" cents=3 >}}', True),
        ("(`src/fees.c`)", True),
    ],
)
def test_a_tag_of_a_template_that_holds_nothing_warns_nobody(tag: str, *, warns: bool):
    call = "# Boxes\n\n## POST /boxes\n\n| Field | Type |\n|-|-|\n| `size` | integer |\n"
    page = call + "\n## Rate limits\n\nThey are counted. %s\n"
    (told,) = changes_of(page % "(here)", page % tag)
    assert ("topical" in told.traits) is warns
