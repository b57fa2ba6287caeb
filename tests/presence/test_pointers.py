"""What a page points at on itself, in each language that pages are written in."""

import pytest

from driftwatch.presence.pointers import pointed_at_in, points_at


@pytest.mark.parametrize(
    "link",
    [
        '<a class="toc" href="#send-a-box">Send a box</a>',
        "[Send a box](#send-a-box)",
        "[Send a box](<#send-a-box>)",
        "<<_send_a_box,Send a box>>",
        "xref:#send-a-box[]",
    ],
)
def test_a_link_to_a_place_on_the_page_points_at_its_section(link: str) -> None:
    assert points_at(pointed_at_in(f"# Boxes\n\n{link}\n"), ["Send a `box`!"])


def test_signs_of_other_scripts_are_letters_as_well() -> None:
    assert points_at(pointed_at_in("[x](#%E9%94%99%E8%AF%AF%E7%A0%81)"), ["错误码"])


@pytest.mark.parametrize("link", ["[Send a box](other.md#send-a-box)", "[x](#boxes)", "`cout << send`", "Send a box"])
def test_what_leads_elsewhere_points_at_nothing_here(link: str) -> None:
    assert not points_at(pointed_at_in(link), ["Send a box"])
