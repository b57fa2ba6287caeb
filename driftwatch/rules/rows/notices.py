"""Rules for notices: what pages say about limits, money, deprecation, availability, credentials and environments."""

from typing import Final

from driftwatch.model.change import Role
from driftwatch.model.finding import Level
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import NOTHING, SILENT, Example, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_ONLY: Final = "Only documentation has this."


def _notice(topic: str, text: str, *amounts: str, names: Json = ()) -> Json:
    notice = {"fact": "notice", "at": f"notice · {topic} · a", "topic": topic, "text": text, "amounts": list(amounts)}
    return [{**notice, "names": names} if names else notice]


_TOPICS: Final[tuple[tuple[str, str, Level, Level, str], ...]] = (
    ("rate-limit", "rate limits", "warning", "warning", "Adapt pauses and concurrency of the client."),
    ("billing", "billing", "warning", "info", "Tell whoever pays; adapt budgets and alarms."),
    ("deprecation", "deprecation", "warning", "warning", "Move to what takes its place before it is gone."),
    ("availability", "availability", "warning", "warning", "Check whether what you use is still offered."),
    ("authentication", "authentication", "warning", "warning", "Check which credentials the client sends, and how."),
    ("environment", "environments", "warning", "info", "Check that each configuration points where it should."),
    ("size-limit", "size limits", "warning", "warning", "Check sizes before sending."),
    ("timeout", "timeouts", "warning", "info", "Adapt the timeouts of the client."),
)
"""Topic, its name, level of changed quantities, level of a new notice, advice."""
_LIMITS: Final = frozenset({"rate-limit", "size-limit"})
"""Topics of which more is better: a limit that was raised breaks nobody."""


def _direction_rules(topic: str, name: str, advice: str) -> tuple[Rule, ...]:
    """Make the rows of a limit that went up, and of one that went down."""
    if topic not in _LIMITS:
        return ()
    unit = "request/minute" if topic == "rate-limit" else "MB"

    low, high = (_notice(topic, "x", f"{number} {unit}") for number in (20, 60))

    def row(went: str, level: Level, why: str, advised: str, example: Example) -> Rule:
        return Rule(
            on="notice.amounts.changed",
            id=f"{topic}-changed",
            roles=_PAGE,
            when=frozenset({topic, went}),
            level=level,
            title=f"A notice about {name} allows {'more' if went == 'raised' else 'less'}",
            why=why,
            advice=advised,
            message=f"A notice about {{name}} allows {'more' if went == 'raised' else 'less'}: it {{notice}}.",
            deviation=_ONLY,
            example=example,
        )

    more = "What was allowed before is allowed still."
    less = "Calls that were allowed before may be refused."
    return (
        row("raised", "info", more, NOTHING, Example(within="facts", before=low, after=high)),
        row("lowered", "warning", less, advice, Example(within="facts", before=high, after=low)),
    )


def _notice_rules(topic: str, name: str, changed: Level, added: Level, advice: str) -> tuple[Rule, ...]:
    """Make the rows of one topic of notices."""
    when = frozenset({topic})
    return (
        *_direction_rules(topic, name, advice),
        Rule(
            on="notice.amounts.changed",
            id=f"{topic}-changed",
            roles=_PAGE,
            when=when,
            level=changed,
            title=f"Quantities in a notice about {name} changed",
            why="The client, or whoever runs it, was set up for the old ones.",
            advice=advice,
            message="A notice about {name} {notice}.",
            deviation=_ONLY,
            example=Example(within="facts", before=_notice(topic, "x", "1"), after=_notice(topic, "x", "2")),
        ),
        Rule(
            on="notice.reversed",
            id=f"{topic}-reversed",
            roles=_PAGE,
            when=when,
            level="warning",
            title=f"A notice about {name} says the contrary",
            why="What was denied is said now, or the other way round: whoever relied on it is wrong.",
            advice=advice,
            message="A notice about {name} was reversed: it {notice}.",
            deviation=_ONLY,
            example=Example(
                within="facts", before=_notice(topic, "It is not so."), after=_notice(topic, "It is always so.")
            ),
        ),
        Rule(
            on="notice.names.changed",
            id=f"{topic}-names-changed",
            roles=_PAGE,
            when=when,
            level=changed,
            title=f"A notice about {name} names something else",
            why="A header, an event or a model has another name now; code that uses the old one misses it.",
            advice=advice,
            message="A notice about {name} {notice}.",
            deviation=_ONLY,
            example=Example(
                within="facts",
                before=_notice(topic, "Use x-old.", names=["x-old"]),
                after=_notice(topic, "Use x-new.", names=["x-new"]),
            ),
        ),
        Rule(
            on="notice.added",
            id=f"{topic}-notice-added",
            roles=_PAGE,
            when=when,
            level=added,
            title=f"There is a new notice about {name}",
            why="It may ask for another behaviour of the client.",
            advice=advice,
            message="A new notice about {name} {notice}.",
            deviation=_ONLY,
            example=Example(within="facts", before=[], after=_notice(topic, "x")),
        ),
        Rule(
            on="notice.removed",
            id=f"{topic}-notice-removed",
            roles=_PAGE,
            when=when,
            level="info",
            title=f"A notice about {name} is gone",
            why="What it said is no longer promised.",
            advice=SILENT,
            message="A notice about {name} is gone; it {notice}.",
            deviation=_ONLY,
            example=Example(within="facts", before=_notice(topic, "x"), after=[]),
        ),
    )


_PLANNED: Final = Rule(
    on="notice.added",
    id="availability-notice-added",
    roles=_PAGE,
    when=frozenset({"availability", "planned"}),
    level="info",
    title="There is a new notice about what is coming",
    why="What is not there yet, nobody relies on.",
    advice=NOTHING,
    message="A new notice about {name} {notice}.",
    deviation=_ONLY,
    example=Example(within="facts", before=[], after=_notice("availability", "Batches are coming soon.")),
)
NOTICE_RULES: Final[tuple[Rule, ...]] = (
    _PLANNED,
    *(rule for topic in _TOPICS for rule in _notice_rules(*topic)),
)
