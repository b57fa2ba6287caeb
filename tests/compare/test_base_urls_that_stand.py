"""A base URL that a page says as before is not gone because another one is stated now: nobody has to act on it."""

import pytest

from driftwatch.compare.pages.elsewhere import but_said_before
from driftwatch.model.change import Change
from driftwatch.model.snapshot import Owner
from driftwatch.model.source import Source
from tests.compare.page_snapshots import BASE, site

URL = "https://sandbox.example.org/v1"
LINE = f"Boxes are made at {URL}/boxes.\n"


def is_said(before: str, after: str, *, url: str = URL, page: str = "guide") -> bool:
    gone = Change(
        kind="server.removed",
        role="api",
        owner=Owner("api", ""),
        location="server",
        before=url,
        sources=(Source(url=f"{BASE}/{page}"),),
    )
    (told,) = but_said_before([gone], site(guide=before), site(guide=after))
    return "said-otherwise" in told.traits


@pytest.mark.parametrize("more", ["", "\nThe base URL is https://api.example.org.\n"])
def test_a_base_url_that_the_page_says_as_before_still_stands(more: str):
    assert is_said(f"# Boxes\n\n{LINE}", f"# Boxes\n\n{LINE}{more}")


@pytest.mark.parametrize(
    "after",
    ["# Boxes\n\nNothing.\n", f"# Boxes\n\nNo longer use {URL}.\n", f"# Boxes\n\n{LINE.replace('/v1', '/v10')}"],
)
def test_one_of_which_no_line_stands_is_gone(after: str):
    assert not is_said(f"# Boxes\n\n{LINE}", after)


def test_of_a_page_that_is_not_there_nothing_is_known():
    assert not is_said(LINE, LINE, page="other")
    assert not is_said(LINE, LINE, url="https://api.example.org")


@pytest.mark.parametrize(
    ("line", "stands"),
    [
        (f"Beta lives at {URL}-beta only.", False),
        (f"Beta lives at {URL}.5.", False),
        (f"Old ones live at {URL}_old/boxes.", False),
        (f"Others: {URL}.example.net/boxes", False),
        (f"The status page is {URL}/status", False),
        (f"The address is {URL}.", True),
        (f"Boxes: {URL}/boxes?size=2", True),
        (f"Boxes ({URL}): all", True),
    ],
)
def test_a_longer_address_is_another_one(line: str, *, stands: bool):
    assert is_said(f"# Boxes\n\n{LINE}\n{line}\n", f"# Boxes\n\n{line}\n") is stands


def test_lines_are_read_once_however_many_base_urls_are_gone(monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []

    def bases_in(line: str) -> list[str]:
        read.append(line)
        return line.split()[-1:]

    monkeypatch.setattr("driftwatch.compare.pages.elsewhere._bases_in", bases_in)
    gone = [
        Change(
            kind="server.removed",
            role="api",
            owner=Owner("api", ""),
            location="server",
            before=f"{URL}/{number}",
            sources=(Source(url=f"{BASE}/guide"),),
        )
        for number in range(50)
    ]
    page = site(guide="# Boxes\n\n" + "".join(f"See {URL}/{number}\n\n" for number in range(50)))
    told = list(but_said_before(gone, page, page))
    assert all("said-otherwise" in change.traits for change in told)
    assert len(read) == 50
