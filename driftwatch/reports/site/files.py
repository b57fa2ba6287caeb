"""The history of a source as a static site: pure, files by relative path.

    index.html                 the timeline, with filters; what is too much for one page stands in older/*.html
    subjects.html              operations, shared schemas, pages of prose, APIs
    accepted.html              the drift that the team accepted
    operations/NAME.html       what stands, since when, and everything that ever happened (also schemas/, pages/, apis/)
    captures/DATE-COMMIT.html  one capture that brought drift
    feed.xml, badge.svg        an Atom feed, a badge
    assets/                    the style, the script, the icon

A page that was called otherwise in an earlier build leads to where it is now. No page needs another host, an inline
script or an inline style; every page can be read without JavaScript.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from driftwatch.isolation import isolated
from driftwatch.model.finding import LEVELS, Finding, Level
from driftwatch.reports import templated
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.names import feed_id
from driftwatch.reports.safe import one_line
from driftwatch.reports.site.facts import sections_of
from driftwatch.reports.site.model import Moment, Past, Subject
from driftwatch.reports.site.view import Site

_ASSETS: Final = ("site.css", "site.js", "icon.svg")
_FEED_ENTRIES: Final = 50
_WIDTHS: Final[Mapping[str, float]] = (
    dict.fromkeys("ijl.,:'|", 3.2) | dict.fromkeys("frt -()", 4.4) | {"m": 10.7, "w": 9}
)


def files_of_site(past: Past, tell: Callable[[str, Exception], None] = lambda *_: None) -> dict[str, bytes]:
    """Write the site of a source as files by relative path.

    A page that cannot be written, for a fault of ours, says so; `tell` takes its path and what was raised.
    """
    site = Site(past)
    feed = templated.page("feed.xml.j2", site=site, entries=site.told[:_FEED_ENTRIES], id=feed_id)
    drawn = badge(past.source, site.told[0] if site.told else None, past.moments)
    files = {"feed.xml": feed.encode(), "badge.svg": drawn.encode()}

    def unwritten(path: str, error: Exception) -> str:
        tell(path, error)
        return _page("unwritten.html.j2", site, root="../" * path.count("/"), kind=type(error).__name__)

    for path, write in _pages(site):  # as bytes at once: the texts of all pages beside them were a fifth of the memory
        files[path] = isolated(write, partial(unwritten, path)).encode()
    return _assets() | dict(sorted(files.items()))


def overview(pasts: Sequence[Past]) -> dict[str, bytes]:
    """Write the page that leads to the sites of several sources, each in a folder of its name."""
    page = _page("sources.html.j2", None, sites=tuple(map(Site, pasts)))
    return {**_assets(), "index.html": page.encode()}


def badge(source: str, drifted: Moment | None, moments: Sequence[Moment]) -> str:
    """Draw the badge: the newest drift and its date, in the colour of its level."""
    label = one_line(source, limit=40)
    if drifted is not None:
        level: str = worst(drifted.findings)
        says = f"{counts_in_words(one for one in drifted.findings if one.level == level)} on {drifted.date}"
    else:
        level = "none" if moments else "unknown"
        says = f"no drift since {moments[0].date}" if moments else "no capture yet"
    return templated.page("badge.svg.j2", label=label, says=says, level=level, wide=wide)


def wide(text: str) -> int:
    """Return about how many pixels a text takes on the badge (Verdana, 11 pixels high)."""
    return round(sum(_WIDTHS.get(letter, 6.9) for letter in text))


def worst(findings: Iterable[Finding]) -> Level:
    """Return the most severe level among findings."""
    return min((finding.level for finding in findings), key=LEVELS.index)


def _pages(site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the paths of all pages, with what writes each."""
    yield "index.html", partial(_page, "index.html.j2", site, sheet=site.sheets[0])
    yield "subjects.html", partial(_page, "subjects.html.j2", site)
    yield "accepted.html", partial(_page, "accepted.html.j2", site)
    below = partial(_page, root="../", site=site)
    for sheet in site.sheets[1:]:
        yield sheet.path, partial(below, "older.html.j2", sheet=sheet)
    for subject in site.subjects:
        yield site.page(subject), partial(_subject, site, subject)
    for path, subject in site.moved.items():
        yield path, partial(below, "moved.html.j2", subject=subject)
    for moment in site.drifted:
        yield f"captures/{moment.key}.html", partial(below, "capture.html.j2", moment=moment)


def _subject(site: Site, subject: Subject) -> str:
    return _page("subject.html.j2", site, root="../", subject=subject, sections=sections_of(subject.stands))


def _page(template: str, site: Site | None, *, root: str = "", **values: Any) -> str:
    return templated.page(template, site=site, root=root, version=_version(), **values)


def _assets() -> dict[str, bytes]:
    return {f"assets/{name}": templated.asset(name).encode() for name in _ASSETS}


@cache
def _version() -> str:
    """Name the state of the assets, so that no browser keeps older ones."""
    return hashlib.sha256(b"".join(_assets().values())).hexdigest()[:10]
