"""docs/rules.md: one line an id, by what it is about; and what differs from oasdiff."""

from collections.abc import Iterator

from driftwatch.rules.catalogue import Explained, explained
from driftwatch.rules.differences import DIFFERENCES
from driftwatch.rules.oasdiff import NOT_APPLICABLE
from pages.regions import table

NOTE = "<!-- Written by `make docs`; do not edit. -->\n"
INTRODUCTION = """\
Every id, its levels, and what it finds. `driftwatch rules ID` tells why it matters, what to do, and the smallest
example; levels can be changed in `driftwatch.toml`. They are those of tolerant readers; where `strictness` makes a
difference, those of `strict` and `sdk` follow. An id with ✓ is oasdiff's for the same thing. A link to an id is
`rules.md#ID`.
"""


def rules_reference() -> str:
    """Return the catalogue of rules by area, and in which situations and why oasdiff says something else."""
    areas: dict[str, list[Explained]] = {}
    for rule in sorted(explained().values(), key=lambda each: (area_of(each), each.id)):
        areas.setdefault(area_of(rule), []).append(rule)
    contents = [f"- [{area}](#{area.lower().replace(' ', '-')}): {len(rules)}" for area, rules in areas.items()]
    parts = ["# Rules\n", NOTE, INTRODUCTION, "\n".join(contents) + "\n"]
    for area, rules in areas.items():
        parts += [f"## {area}\n", table(("id", "levels", "what it finds"), [line(rule) for rule in rules])]
    return "\n".join([*parts, *of_oasdiff()])


def area_of(rule: Explained) -> str:
    """Return what a rule is about; what holds for any field is told by where the field stands."""
    family = rule.rows[0].on.partition(".")[0]
    named = rule.roles[0] if family == "field" else family
    return named.replace("-", " ").capitalize()


def line(rule: Explained) -> tuple[str, ...]:
    mark = " ✓" if rule.is_oasdiff else ""
    levels = [", ".join(rule.levels), *(f"{one}: {', '.join(known)}" for one, known in rule.stricter.items())]
    return f'<a id="{rule.id}"></a>`{rule.id}`{mark}', "; ".join(levels), rule.title


def of_oasdiff() -> Iterator[str]:
    yield "## Rules that differ from oasdiff's\n"
    yield table(("id", "how"), [(listed(ids), reason) for reason, ids in deviations().items()])
    yield "## Situations in which oasdiff says something else\n"
    yield "An id without ✓ is for what oasdiff 1.27 is silent of.\n"
    rows = [
        (each.title, listed(each.theirs), listed((*each.both, *each.ours)) or "nothing", each.reason)
        for each in DIFFERENCES
    ]
    yield table(("situation", "only oasdiff says", "driftwatch says", "why"), rows)
    yield "## Ids of oasdiff that cannot be found in documentation\n"
    yield table(("id", "why"), [(f"`{waiver.what}`", waiver.reason) for waiver in NOT_APPLICABLE])


def deviations() -> dict[str, tuple[str, ...]]:
    """Return how single rules differ, each with the ids of those that do."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in explained().values():
        for reason in dict.fromkeys(reason for row in rule.rows for reason in row.reasons):
            found[reason] = (*found.get(reason, ()), rule.id)
    return found


def listed(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{each}`" for each in ids)
