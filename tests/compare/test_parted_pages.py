"""Pages that are parted, and joined again: what went to another page as a whole is no change of either."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site

SHIPS = "## Ships\n\nOf ships.\n\n### Sails\n\nA sail takes the wind that blows from behind the ship.\n"
BOXES = "# Boxes\n\nA box keeps what a hand has put into it for a long time.\n\n"


def words_told(old: Snapshot, new: Snapshot) -> list[str]:
    return [change.kind for change in compare(old, new) if change.location == "text"]


def test_a_section_goes_along_with_what_stands_below_its_parts():
    one, two = site(boxes=BOXES + SHIPS), site(boxes=BOXES, ships="# More\n\n" + SHIPS)
    assert words_told(one, two) == words_told(two, one) == []


def test_a_page_that_becomes_a_section_is_no_new_section():
    deeper = SHIPS.replace("# ", "## ")
    one, two = site(boxes=BOXES, ships="# Sea\n\n" + SHIPS), site(boxes=BOXES + "## Sea\n\n" + deeper)
    assert words_told(one, two) == words_told(two, one) == []


def test_a_section_that_lost_its_parts_to_another_page_and_its_heading_to_nobody_is_told():
    kept = SHIPS.replace("## Ships\n\nOf ships.\n\n", "")
    assert words_told(site(boxes=BOXES + SHIPS), site(boxes=BOXES, ships="# More\n\n" + kept))


TABLE = "\n\n`GET /ships/{id}`\n\n| Field | Type |\n| --- | --- |\n| `name` | string |\n| `masts` | integer |\n"


def test_a_section_of_short_rows_is_known_again_as_a_page():
    one = site(ships=BOXES + "## Get a ship" + TABLE)
    assert words_told(one, site(ships=BOXES, get="# Get a ship" + TABLE)) == []
    assert words_told(one, site(ships=BOXES, get="# Find a ship" + TABLE))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("A key has 60 calls per minute.", "The key has 60 calls per minute."),
        ("Calls for boxes cost 2 credits.", "Calls for bags cost 2 credits."),
        ("Admins must send a key with each call.", "Guests must send a key with each call."),
    ],
)
def test_a_line_below_another_heading_said_otherwise_is_another_rule(was: str, now: str):
    text = "# Boxes API\n\n## Limits\n\n### Free plan\n\nSmall.\n\n{}\n\n### Pro plan\n\nLarge.\n\n{}\n"
    told = compare(site(guide=text.format("", was)), site(guide=text.format(now, "")))
    assert ["topical" in each.traits for each in told if each.location == "text"] == [True, True]
