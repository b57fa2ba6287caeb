"""The files of a site: whole, inert, the same each time, and alone in their folder."""

import re
import shutil
import weakref
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from lxml import etree
from msgspec import structs

from driftwatch.errors import UsageError
from driftwatch.model.seen import SeenSums
from driftwatch.model.snapshot import Owner
from driftwatch.reports import templated
from driftwatch.reports.names import slug
from driftwatch.reports.site import files as site_files
from driftwatch.reports.site.chart import chart_of
from driftwatch.reports.site.files import files_of_site
from driftwatch.reports.site.model import Moment, Past, Subject
from tests.history.stories import HOSTILE
from tests.site.conftest import build

TEMPLATES = Path(__file__).parents[2] / "driftwatch" / "reports" / "templates" / "site"
ALLOWED_OUTSIDE = re.compile(r"https?://[^\s\"'<>]+\Z")


class Page(HTMLParser):
    """What a browser would make of a page: its tags, links, places and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def pages(out: Path) -> dict[str, Page]:
    return {
        path.relative_to(out).as_posix(): Page(path.read_text(encoding="utf-8")) for path in sorted(out.rglob("*.html"))
    }


def test_each_title_says_which_page_of_which_source_it_is(built: Path) -> None:
    titles = [
        re.search(r"<title>(.*) · clips · driftwatch</title>", path.read_text("utf-8"))
        for path in built.rglob("*.html")
    ]
    assert all(titles)
    told = [found[1] for found in titles if found]
    assert len(told) == len(set(told))
    assert {"Timeline", "Operations", "Accepted drift", "Capture of 2026-04-24", "POST /v1/clips"} <= set(told)


def test_every_link_leads_to_a_page_and_a_place_that_exist(built: Path) -> None:
    known = pages(built)
    places = {name: set(page.values("id")) for name, page in known.items()}
    broken = []
    for name, page in known.items():
        for link in (*page.values("href"), *page.values("src")):
            if ALLOWED_OUTSIDE.match(link):
                continue
            path, place = urldefrag(link.partition("?")[0] if "#" not in link else link)
            target = (built / name).parent.joinpath(unquote(path)).resolve() if path else built / name
            inside = target.relative_to(built.resolve() if path else built).as_posix()
            if not target.is_file() or (place and place not in places[inside]):
                broken.append((name, link))
    assert [] == broken


def test_every_place_on_a_page_has_a_name_of_its_own(built: Path) -> None:
    twice = {name: sorted(ids) for name, page in pages(built).items() if len(ids := page.values("id")) > len(set(ids))}
    assert {} == twice


def test_no_page_needs_an_inline_script_an_inline_style_or_another_host(built: Path) -> None:
    for name, page in pages(built).items():
        loaded = [attributes for tag, attributes in page.tags if tag in {"script", "link", "img"}]
        assert not [one for one in loaded if re.match(r"\w+:|//", one.get("src") or one.get("href") or "")], name
        assert [True] == ["src" in attributes for tag, attributes in page.tags if tag == "script"], name
        assert not [tag for tag, _ in page.tags if tag in {"style", "iframe", "object", "embed", "base"}], name
        assert not [key for _, attributes in page.tags for key in attributes if key == "style" or key.startswith("on")]


def test_every_page_has_a_strict_policy_before_anything_is_loaded(built: Path) -> None:
    for path in built.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        policy = text.index("Content-Security-Policy")
        assert policy < text.index("<link")
        assert "default-src 'none'" in text[policy : policy + 200]
        assert "unsafe" not in text[policy : policy + 400]


def test_hostile_text_is_shown_and_does_nothing(built: Path) -> None:
    known = pages(built)
    operation = known["operations/post-v1-clips.html"]
    assert "<script>alert(1)</script><img src=x onerror=alert(1)>" in operation.text
    assert "{U+202E}" in operation.text
    for name, page in known.items():
        assert not [tag for tag, attributes in page.tags if tag == "img" or attributes.get("src") == "x"], name
        assert "alert(1)" not in "".join(attributes.get("src") or "" for _, attributes in page.tags), name
    everything = b"".join(path.read_bytes() for path in built.rglob("*") if path.is_file())
    assert "\u202e".encode() not in everything


def test_a_link_out_leads_to_the_web_or_is_none(built: Path) -> None:
    links = [link for page in pages(built).values() for link in page.values("href")]
    assert [] == [link for link in links if re.match(r"(?i)\s*[a-z]+:", link) and not ALLOWED_OUTSIDE.match(link)]


def test_no_template_lets_text_through_unescaped() -> None:
    assert [] == [
        path.name for path in TEMPLATES.iterdir() if re.search(r"\|\s*safe|autoescape", path.read_text("utf-8"))
    ]


def test_feed_and_badge_are_well_formed_and_hold_text_in_tags_of_ours_alone(built: Path) -> None:
    feed = etree.parse(built / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert 4 == len(feed.findall(f"{atom}entry"))
    lists = feed.findall(f"{atom}entry/{atom}content//*")
    assert {"div", "ul", "li", "code", "strong"} >= {etree.QName(one).localname for one in lists}
    assert not [one.attrib for one in lists if one.attrib]
    identities = [one.text for one in feed.iter(f"{atom}id")]
    assert len(identities) == len(set(identities))
    badge = etree.parse(built / "badge.svg").getroot()
    assert {"svg", "title", "clipPath", "rect", "g", "text"} == {etree.QName(one).localname for one in badge.iter()}


def test_the_feed_knows_where_it_is_published(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "out", "--url", "https://example.github.io/drift")
    feed = (tmp_path / "out" / "feed.xml").read_text(encoding="utf-8")
    assert 'href="https://example.github.io/drift/captures/' in feed


def test_the_same_history_gives_the_same_bytes(project: Path, built: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "again")
    assert contents(built) == contents(tmp_path / "again")


def test_what_is_no_longer_written_is_removed_and_nothing_else(project: Path, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    (out / "CNAME").write_text("drift.example.com", encoding="utf-8")
    stale = out / "operations" / "old.html"
    stale.write_text("old", encoding="utf-8")
    marker = out / ".driftwatch-site"
    marker.write_text(marker.read_text(encoding="utf-8") + "operations/old.html\n", encoding="utf-8")
    build(project, out)
    assert not stale.exists()
    assert contents(out) == contents(built) | {"CNAME": b"drift.example.com"}


def test_a_folder_that_holds_something_else_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds something else than a site: thesis\.txt"):
        build(project, tmp_path)
    assert ["thesis.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("drift", "'drift' is not an http or https URL"),
        ("https://drift example.com", "'https://drift example.com' is not an http or https URL"),
        ("https://example.com/drift?at=1", "an address that pages lie below has no query and no fragment"),
        ("https://example.com/drift#", "an address that pages lie below has no query and no fragment"),
    ],
)
def test_a_url_that_is_none_is_refused_before_anything_is_written(
    project: Path, tmp_path: Path, url: str, says: str
) -> None:
    with pytest.raises(UsageError, match=f"--url: {re.escape(says)}"):
        build(project, tmp_path / "out", "--url", url)
    assert not (tmp_path / "out").exists()


def test_findings_name_the_manifests_and_owners_that_they_affect(built: Path) -> None:
    index = pages(built)["index.html"]
    assert "media-team" in index.values("data-owners")
    assert "manifest" in index.values("name")


def test_a_source_without_captures_says_how_to_make_one() -> None:
    files = files_of_site(Past(source="clips", moments=(), subjects=()))
    assert b"There is no capture yet" in files["index.html"]
    assert b"no capture yet" in files["badge.svg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POST /v1/clips/{id}", "post-v1-clips-id"),
        ("../..\\x", "x"),
        ("con", "con-0"),
        (HOSTILE, None),
        ("···", "root"),
    ],
)
def test_file_names_are_harmless(text: str, expected: str | None) -> None:
    made = slug(text)
    assert expected in (None, made)
    assert re.fullmatch(r"[a-z0-9-]{1,80}", made)


@pytest.mark.parametrize("days", [("2026-03-15",), ("2026-03-15", "2026-03-20"), ("2020-01-01", "2026-12-31")])
def test_the_drawing_fits_any_stretch_of_time(days: tuple[str, ...]) -> None:
    moments = [Moment(key=day, date=day, at=f"{day}T00:00:00Z", commit="0" * 40) for day in days]
    chart = chart_of(moments)
    assert len(days) == len(chart.ticks)
    assert 1 <= len(chart.labels) <= 8
    assert all(0 <= float(one.x.rstrip("%")) <= 100 for one in (*chart.ticks, *chart.labels))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_several_sources_have_a_folder_each_and_a_page_that_leads_there(project: Path, tmp_path: Path) -> None:
    both = tmp_path / "project"
    shutil.copytree(project, both)
    with (both / "driftwatch.toml").open("a", encoding="utf-8") as stream:
        stream.write('[sources.reels]\nindex = "https://reels.example.com/openapi.json"\n')
    build(both, tmp_path / "out")
    leading = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert {"clips/index.html", "reels/index.html"} <= set(leading.values("href"))
    assert "There is no capture yet" in (tmp_path / "out" / "reels" / "index.html").read_text(encoding="utf-8")
    build(both, tmp_path / "out", "--source", "clips")
    assert not (tmp_path / "out" / "reels").exists()


def test_the_timeline_says_how_much_of_the_pages_is_understood_and_watched_as_text() -> None:
    moment = Moment(key="2026-03-15-abc", date="2026-03-15", at="2026-03-15T00:00:00Z", commit="abc", first=True)
    seen = SeenSums(fields=61, fields_used=43, rows=212, sentences=3310)
    counted, bare = (
        files_of_site(Past(source="clips", moments=(each,), subjects=()))["index.html"].decode()
        for each in (structs.replace(moment, seen=seen), moment)
    )
    assert 'Watched as text</dt><dd>212 rows <span class="quiet">3,310 sentences</span>' in counted
    assert 'Understood</dt><dd>43 <span class="quiet">of 61 field rows</span>' in counted
    assert "Watched as text" not in bare
    assert "Understood" not in bare


def test_a_page_that_cannot_be_written_says_so_and_the_others_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a template trips over the facts of one operation."""
    subjects = tuple(Subject(owner=Owner("operation", name), title=name, first=0) for name in ("GET /a", "GET /b"))
    moment = Moment(key="2026-03-15-abc", date="2026-03-15", at="2026-03-15T00:00:00Z", commit="abc", first=True)
    past = Past(source="clips", moments=(moment,), subjects=subjects)
    whole, failed, real = files_of_site(past), [], templated.page

    def page(template: str, **values: Any) -> str:
        if template == "subject.html.j2" and values["subject"].title == "GET /a":
            raise LookupError("of the poisoned one")
        return real(template, **values)

    monkeypatch.setattr(templated, "page", page)
    files = files_of_site(past, lambda path, error: failed.append((path, str(error))))
    ((path, details),) = failed
    assert "of the poisoned one" in details
    assert {path} == {name for name in whole.keys() | files.keys() if whole[name] != files[name]}
    text = files[path].decode()
    assert "could not be written" in text
    assert "LookupError" in text
    assert "poisoned" not in text


class Text(str):  # noqa: SLOT000 - a text of which it can be told whether somebody still holds it
    pass


def test_no_text_of_a_page_is_held_beside_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[weakref.ref[Text]] = []

    def page() -> str:
        assert not any(each() is not None for each in written)
        text = Text("words")
        written.append(weakref.ref(text))
        return text

    monkeypatch.setattr(site_files, "_pages", lambda _: ((f"operations/{name}.html", page) for name in "abc"))
    files = files_of_site(Past(source="s", moments=(), subjects=()))
    assert len(written) == 3
    assert files["operations/c.html"] == b"words"
