"""Rules for what pages say in words: rows of tables, sentences, samples. Below contracts: never breaking."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json
from driftwatch.model.text import Kept
from driftwatch.rules.rule import NOTHING, Example, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_ONLY: Final = "Only documentation has this."
_READ: Final = "Read the section. What your code relies on there belongs into a manifest, with a link to it."
_TOPICAL: Final = "topical"
"""Trait of a section, or a table, about limits, money, failures, credentials or deprecation of an API, where what
differs binds who calls it."""


def _page(*lines: str, text: Kept = "full") -> Json:
    """Write a page of Markdown, as an example holds it; `text` is how much of its words is kept."""
    return {"pages": {"guide": "\n".join(("# API guide", "", "A guide to it.", "", *lines, ""))}, "text": text}


_TABLE: Final = ("| Plan | Calls |", "| --- | --- |", "| Free | 50 |", "| Team | 500 |")


def _pair(
    on: str,
    *,
    title: str,
    why: str,
    message: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
) -> tuple[Rule, Rule]:
    """Make the row for sections that a client has to obey, and the one for all others."""

    def row(level: Level, heading: str, when: frozenset[str]) -> Rule:
        return Rule(
            on=on,
            id=on.replace(".", "-"),
            roles=_PAGE,
            level=level,
            when=when,
            title=title,
            why=why,
            advice=_READ,
            message=message,
            deviation=_ONLY,
            example=Example(
                within="facts", before=_page(f"## {heading}", "", *before), after=_page(f"## {heading}", "", *after)
            ),
        )

    return row("warning", "Rate limits", frozenset({_TOPICAL})), row("info", "Plans", frozenset())


def _cells(
    *traits: str,
    title: str,
    why: str,
    message: str,
    level: Level = "info",
    advice: str = NOTHING,
    before: str,
    after: str,
) -> Rule:
    """Make the row for a table in which nothing changed but one amount."""
    return Rule(
        on="page.row.changed",
        id="page-row-changed",
        roles=_PAGE,
        level=level,
        when=frozenset(traits),
        title=title,
        why=why,
        advice=advice,
        message=message,
        deviation=_ONLY,
        example=Example(
            within="facts",
            before=_page("## Quotas", "", *_TABLE[:2], f"| Free | {before} |", _TABLE[3]),
            after=_page("## Quotas", "", *_TABLE[:2], f"| Free | {after} |", _TABLE[3]),
        ),
    )


PAGE_RULES: Final[tuple[Rule, ...]] = (
    _cells(
        "restyled",
        title="A row of a page writes the same amount otherwise",
        why="The number and its unit are what they were.",
        message="Under {name} a row writes the same amount otherwise: it {excerpt}.",
        before="1000",
        after="1,000",
    ),
    _cells(
        _TOPICAL,
        "raised",
        title="A table of limits allows more",
        why="What was allowed before is allowed still.",
        message="Under {name} a limit was raised: a row {excerpt}.",
        before="50",
        after="80",
    ),
    _cells(
        _TOPICAL,
        "lowered",
        level="warning",
        title="A table of limits allows less",
        why="Calls that were allowed before may be refused.",
        advice="Adapt the client to the new limit.",
        message="Under {name} a limit was lowered: a row {excerpt}.",
        before="80",
        after="50",
    ),
    *_pair(
        "page.row.changed",
        title="A row of a page says something else",
        why="A number or a word in a table is often the only place where a limit or a price is stated.",
        message="Under {name} {row}.",
        before=_TABLE,
        after=(*_TABLE[:2], "| Free | 20 |", _TABLE[3]),
    ),
    *_pair(
        "page.row.added",
        title="A page has a row more",
        why="There may be a new case to handle.",
        message="Under {name} {row}.",
        before=_TABLE,
        after=(*_TABLE, "| Scale | 9000 |"),
    ),
    *_pair(
        "page.row.removed",
        title="A page has lost a row",
        why="What it said is no longer promised there.",
        message="Under {name} {row}.",
        before=(*_TABLE, "| Scale | 9000 |"),
        after=_TABLE,
    ),
    Rule(
        on="page.text.changed",
        id="page-text-changed",
        roles=_PAGE,
        level="info",
        when=frozenset({"heading"}),
        title="A page says something else",
        why="What a page or section is called says what it is about; nothing depends on it but links.",
        advice=_READ,
        message="The heading {before} now reads {after}.",
        deviation=_ONLY,
        example=Example(
            within="facts",
            before=_page("## Plans", "", "Calls beyond it wait a minute."),
            after=_page("## Plans and prices", "", "Calls beyond it wait a minute."),
        ),
    ),
    *_pair(
        "page.text.changed",
        title="A page says something else",
        why="Prose states rules that no schema holds.",
        message="Under {name} the page {excerpt}.",
        before=("Calls beyond it wait a minute.",),
        after=("Calls beyond it stand in line.",),
    ),
    *_pair(
        "page.section.added",
        title="A page has a section more",
        why="There may be something new to know.",
        message="Section {name} is new{section}.",
        before=("Calls are counted.",),
        after=("Calls are counted.", "", "### Batches of calls", "", "A batch counts as one call."),
    ),
    *_pair(
        "page.section.removed",
        title="A section of a page is gone",
        why="What it said is no longer promised there.",
        message="Section {name} is gone{section}.",
        before=("Calls are counted.", "", "### Batches of calls", "", "A batch counts as one call."),
        after=("Calls are counted.",),
    ),
    _pair(
        "sample.call.changed",
        title="A sample calls or sends something else",
        why="Samples are what people copy: a header or a field in them is a promise in all but name.",
        message="A sample under {name} {excerpt}.",
        before=("```bash", "curl https://api.example.com/v1/things -H 'X-Api-Key: KEY'", "```"),
        after=("```bash", "curl https://api.example.com/v1/things -H 'Authorization: Bearer KEY'", "```"),
    )[1],
    Rule(
        on="page.digest.changed",
        id="page-text-changed",
        roles=_PAGE,
        level="info",
        title="A page says something else",
        why="Prose states rules that no schema holds.",
        advice='Read the page. What it says and said is not kept: `text = "digest"` keeps digests of its words.',
        message="Page {name} says something else: {counts}.",
        deviation=_ONLY,
        example=Example(
            within="facts",
            before=_page("## Plans", "", "Calls beyond it wait a minute.", text="digest"),
            after=_page("## Plans", "", "Calls beyond it are refused for a minute.", text="digest"),
        ),
    ),
)
