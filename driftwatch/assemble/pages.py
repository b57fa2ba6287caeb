"""Entries of pages: error rules, notices, values; and what pages say against each other about retrying."""

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from msgspec import structs

from driftwatch.extract.retry_clashes import AGAINST, is_of_part, of_retry, statement_of
from driftwatch.model.facts import AnyFact, Contradiction, ErrorRule, Statement
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.stored import entry_of
from driftwatch.platforms.platform import Statements


def page_entries(known: Sequence[Statements]) -> Iterable[Entry]:
    """Yield one entry for each page that states something on its own account; twins of a page are one."""
    pages: dict[str, dict[tuple[str, str], AnyFact]] = {}
    for statements in known:
        facts = pages.setdefault(statements.document.path, {})
        for fact in statements.facts:
            facts.setdefault((type(fact).__name__, fact.at), fact)
    for found, places in _retries(pages):
        for place in places:
            pages[place].pop(("Contradiction", found.at), None)
        pages[places[0]]["Contradiction", found.at] = found
    for place in sorted(pages):
        if pages[place]:
            yield entry_of(Owner("page", place), (place,), pages[place].values())


def _retries(pages: dict[str, dict[tuple[str, str], AnyFact]]) -> list[tuple[Contradiction, tuple[str, ...]]]:
    """Find signals that are said to be retried here and not to be there; each with its pages, sorted.

    They stand with the first page; what one page says against itself is told with what others say.
    """
    said: dict[str, list[tuple[str, Statement]]] = {}
    for place in sorted(pages):
        own = {fact.subject for fact in pages[place].values() if _is_of_retry(fact)}
        for fact in pages[place].values():
            if (
                isinstance(fact, ErrorRule)
                and fact.retry != "unspecified"
                and fact.at not in own
                and not is_of_part(fact)
            ):
                said.setdefault(fact.at, []).append((place, statement_of(fact)))
            elif _is_of_retry(fact):
                said.setdefault(fact.subject, []).extend((place, statement) for statement in fact.statements)
    found: list[tuple[Contradiction, tuple[str, ...]]] = []
    for at, stated in sorted(said.items()):
        advice = {statement.says for _, statement in stated}
        places = tuple(dict.fromkeys(place for place, _ in stated))
        if "yes" in advice and advice & AGAINST and len(places) > 1:
            named = (structs.replace(each, document="" if place == places[0] else place) for place, each in stated)
            found.append((of_retry(at, named), places))
    return found


def _is_of_retry(fact: AnyFact) -> TypeGuard[Contradiction]:
    return isinstance(fact, Contradiction) and fact.aspect == "retry"
