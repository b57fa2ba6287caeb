"""Base URLs that pages state: "Base URL: https://…" in prose, a table row, or alone below such a heading."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Callout, Code, Paragraph, Section, Table, asked_once
from driftwatch.extract.text.prose import texts_of
from driftwatch.extract.words.wording import tidy, word
from driftwatch.model import address
from driftwatch.model.facts import Server, StatedBy
from driftwatch.patterns import lazy_regex

_NAMED: Final = lazy_regex(
    r"\b(?:base[ _-]?(?:urls?|path|address)|api (?:base|host|server|root)(?: url)?|server urls?|api endpoint"
    r"|基础 ?url|接口地址|请求地址|базовый (?:url|адрес)|ベース ?url)\b",
    re.IGNORECASE,
)
_HEADING: Final = lazy_regex(
    r"(?:.{0,20}\b)?(?:base[ -]?(?:urls?|address(?:es)?)|servers?|environments?|api hosts?)$", re.IGNORECASE
)
_URL: Final = lazy_regex(r"https?://(?![^\s/]*@)[A-Za-z0-9{}._~:-]{1,200}(?:/[A-Za-z0-9{}._~/-]{0,200})?")
_ENVIRONMENT: Final = lazy_regex(
    r"\b(production|prod|live|sandbox|staging|test|testing|preview|development|beta|legacy)\b", re.IGNORECASE
)
_SENTENCE_END: Final = lazy_regex(r"(?<=\w[.!?])\s")
"""What was named in the sentence before is not what this one gives the URL of."""
_CANONICAL: Final = {"prod": "production", "live": "production", "testing": "test"}
_NEAR: Final = 80


@asked_once
def servers(page: Section) -> tuple[Server, ...]:
    """Return the base URLs that prose and tables state, sorted by address; links and sample calls are none."""
    found: dict[str, Server] = {}
    for _, section in page.walk():
        below = bool(_HEADING.fullmatch(tidy(section.title).rstrip(":")))
        for url, environment, stated_by in _stated(section.blocks, below=below):
            at = address.join("server", address.step(url))
            known = found.get(at)
            if known is None or (environment and not known.environment):
                found[at] = Server(at=at, url=url, environment=environment, stated_by=stated_by, locator=section.title)
    return tuple(found[at] for at in sorted(found))


def _stated(blocks: Sequence[Block], *, below: bool) -> Iterator[tuple[str, str, StatedBy]]:
    labelled = False
    for block in blocks:
        if isinstance(block, Table):
            yield from _of_table(block, below=below)
        elif isinstance(block, Callout):
            yield from _stated(block.blocks, below=below)
        elif isinstance(block, Code) and below and _URL.fullmatch(block.text.strip()):
            yield _plain(block.text.strip()), "", "prose"
        else:
            yield from _of_prose(block, below=below or labelled)
        labelled = isinstance(block, Paragraph) and bool(_HEADING.fullmatch(tidy(block.text.plain).rstrip(":")))


def _of_prose(block: Block, *, below: bool) -> Iterator[tuple[str, str, StatedBy]]:
    for text in texts_of((block,)):
        for url, before in _urls(text.plain) if "://" in text.plain else ():
            named = _NAMED.search(_SENTENCE_END.split(before[-_NEAR:])[-1])
            if named or below:
                yield url, _environment(before if named else text.plain), "prose"


def _of_table(table: Table, *, below: bool) -> Iterator[tuple[str, str, StatedBy]]:
    named = [index for index, cell in enumerate(table.header) if index and _NAMED.search(tidy(cell.plain))]
    for row in (table.header, *table.rows):
        columns = named or ([1] if len(row) > 1 and (_NAMED.search(word(row[0].plain)) or below) else [])
        for column in columns:
            match = _URL.fullmatch(tidy(row[column].plain))
            if match:
                yield _plain(match.group()), _environment(row[0].plain), "table"


def _urls(text: str) -> Iterator[tuple[str, str]]:
    for match in _URL.finditer(text[:5_000]):
        if text[match.end() : match.end() + 1] not in ("?", "#"):
            yield _plain(match.group()), tidy(text[max(0, match.start() - 200) : match.start()])


def _plain(url: str) -> str:
    return url.rstrip("/.:-")


def _environment(text: str) -> str:
    named = _ENVIRONMENT.findall(_URL.sub("", text))
    said = named[-1].lower() if named else ""
    return _CANONICAL.get(said, said)
