"""The feed as RFC 4287 wants it, and the badge: the same ids and times for ever, names for those who cannot see."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from driftwatch.history.captures import History
from driftwatch.history.timeline import Judged, past_of
from driftwatch.reports.site.files import files_of_site
from driftwatch.rules.policy import Policy
from tests.history.stories import captured, document, story

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ONCE = ("id", "title", "updated")


def built(folder: Path, days: Sequence[dict[str, Any]], url: str = "") -> dict[str, bytes]:
    history = History(captured(folder, days), "snapshots/clips")
    return files_of_site(past_of(history, Judged(Policy(today="2026-12-01")), source="clips", url=url))


def feed_of(files: dict[str, bytes]) -> Any:
    return etree.fromstring(files["feed.xml"])


def texts(element: Any, *names: str) -> list[list[str]]:
    return [[one.text for one in element.findall(f"{ATOM}{name}")] for name in names]


def names_of(feed: Any) -> dict[str, tuple[str, str]]:
    """Return title and time of each entry by its id."""
    return {
        entry.findtext(f"{ATOM}id"): (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated"))
        for entry in feed.iter(f"{ATOM}entry")
    }


@pytest.mark.parametrize("days", [[], [document()], story()], ids=["no capture", "one capture", "drift"])
def test_feed_and_entries_have_what_the_standard_requires_once_each(tmp_path: Path, days: list[dict[str, Any]]) -> None:
    feed = feed_of(built(tmp_path, days))
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert [[1, 1], 1] == [[len(each) for each in texts(element, "id", "title")], len(texts(element, "updated")[0])]
        assert all(text for each in texts(element, *ONCE) for text in each)
        assert TIME.fullmatch(element.findtext(f"{ATOM}updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert ["self", "alternate"] == [link.get("rel") for link in feed.findall(f"{ATOM}link")]


def test_each_entry_links_to_its_page_and_lists_its_findings(tmp_path: Path) -> None:
    files = built(tmp_path, story())
    for entry in feed_of(files).iter(f"{ATOM}entry"):
        (link,) = entry.findall(f"{ATOM}link")
        assert ("alternate", "text/html") == (link.get("rel"), link.get("type"))
        assert link.get("href") in files
        content = entry.find(f"{ATOM}content")
        assert "xhtml" == content.get("type")
        assert [f"{XHTML}div"] == [one.tag for one in content]
        told = files[link.get("href")].count(b"<article")
        assert told == len(content.findall(f"{XHTML}div/{XHTML}ul/{XHTML}li"))


def test_the_feed_says_whom_a_finding_affects(lively: Path) -> None:
    feed = etree.fromstring((lively / "feed.xml").read_bytes())
    told = ["".join(one.itertext()) for one in feed.iter(f"{XHTML}li")]
    (one,) = [
        line for line in told if line.startswith("breaking: POST /v1/clips: Request field prompt is now required.")
    ]
    assert one.endswith("Affects media-team/POST /v1/clips.")


def test_ids_are_absolute_and_no_two_are_alike(tmp_path: Path) -> None:
    found = [one.text for one in feed_of(built(tmp_path, story())).iter(f"{ATOM}id")]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in found)


def test_entries_are_the_same_whatever_comes_after_them_and_wherever_it_is_published(tmp_path: Path) -> None:
    (tmp_path / "early").mkdir()
    (tmp_path / "late").mkdir()
    early = feed_of(built(tmp_path / "early", story()[:4]))
    late = feed_of(built(tmp_path / "late", story(), url="https://example.org/"))
    assert names_of(early).items() <= names_of(late).items()
    assert early.findtext(f"{ATOM}id") == late.findtext(f"{ATOM}id")


def test_entries_stand_newest_first_and_the_feed_is_as_old_as_the_newest(tmp_path: Path) -> None:
    feed = feed_of(built(tmp_path, story()))
    times = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert sorted(times, reverse=True) == times
    assert times[0] == feed.findtext(f"{ATOM}updated")


def test_without_a_capture_the_badge_is_not_the_green_of_no_drift(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "one").mkdir()
    none, one = built(tmp_path / "none", [])["badge.svg"], built(tmp_path / "one", story()[:1])["badge.svg"]
    assert (b"no capture yet" in none, b"#2c6e49" in none) == (True, False)
    assert (b"no drift since" in one, b"#2c6e49" in one) == (True, True)


def test_the_badge_says_the_same_to_those_who_see_it_and_those_who_do_not(tmp_path: Path) -> None:
    badge = etree.fromstring(built(tmp_path, story()[:4])["badge.svg"])
    assert "clips: 1 breaking on 2026-05-14" == badge.get("aria-label") == badge.findtext(f"{SVG}title")
    assert "img" == badge.get("role")
    assert ["clips", "1 breaking on 2026-05-14"] == [text.text for text in badge.iter(f"{SVG}text")]
