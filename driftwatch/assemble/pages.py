"""Entries of pages: error rules, notices, values; and what pages say against each other about retrying."""

from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.extract.disagreements import contradiction
from driftwatch.model.facts import AnyFact, Contradiction, ErrorRule, Statement
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.stored import entry_of
from driftwatch.platforms.platform import Statements

_AGAINST: Final = frozenset({"no", "usually-no"})


def page_entries(known: Sequence[Statements]) -> Iterable[Entry]:
    """Yield one entry for each page that states something on its own account; twins of a page are one."""
    pages: dict[str, dict[tuple[str, str], AnyFact]] = {}
    for statements in known:
        facts = pages.setdefault(statements.document.path, {})
        for fact in statements.facts:
            facts.setdefault((type(fact).__name__, fact.at), fact)
    for place, found in _retries(pages):
        pages[place].setdefault(("Contradiction", found.at), found)
    for place in sorted(pages):
        if pages[place]:
            yield entry_of(Owner("page", place), (place,), pages[place].values())


def _retries(pages: dict[str, dict[tuple[str, str], AnyFact]]) -> list[tuple[str, Contradiction]]:
    """Find signals that one page says to retry and another says not to; they stand with the page that sorts first."""
    said: dict[str, list[tuple[str, ErrorRule]]] = {}
    for place in sorted(pages):
        for fact in pages[place].values():
            if isinstance(fact, ErrorRule) and fact.retry != "unspecified":
                said.setdefault(fact.at, []).append((place, fact))
    found = []
    for at, rules in sorted(said.items()):
        advice = {rule.retry for _, rule in rules}
        if "yes" in advice and advice & _AGAINST:
            first = rules[0][0]
            statements = tuple(
                Statement(
                    says=rule.retry,
                    stated_by=rule.stated_by,
                    document="" if place == first else place,
                    locator=rule.locator,
                )
                for place, rule in rules
            )
            found.append((first, contradiction("retry", at, statements, stated_by=rules[-1][1].stated_by)))
    return found
