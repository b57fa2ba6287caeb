"""What one page says against itself of sending again: a table against a sentence, one table against another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from driftwatch.extract.failures.error_tables import Stated
from driftwatch.extract.openapi.disagreements import contradiction
from driftwatch.extract.words import error_words
from driftwatch.extract.words.retry_advice import depends
from driftwatch.model.facts import Contradiction, ErrorRule, Retry, Statement
from driftwatch.patterns import lazy_regex

AGAINST: Final[frozenset[Retry]] = frozenset(("no", "usually-no"))
_WORD: Final = lazy_regex(r"[a-z]+")
_MOST_STATEMENTS: Final = 8

_Side: TypeAlias = tuple[Literal["table", "heading", "sentence"], int]
"""What states something, and its number; tables of one section are one."""


def contradictory_advice(stated: Iterable[Stated], advised: Iterable[ErrorRule]) -> Iterator[Contradiction]:
    """Yield a contradiction for each signal that the page both says to send again and not to.

    Rows of one table that differ are about different causes, and so are the tables of different calls.

    Args:
        stated: what tables, lists and headings state.
        advised: what sentences advise outright.
    """
    sides: defaultdict[str, dict[_Side, list[ErrorRule]]] = defaultdict(dict)
    for number, one in enumerate(stated):
        if (
            not one.is_of_call
            and not is_of_part(one.rule)
            and (one.table or not depends(f"{one.rule.meaning} {one.rule.action}"))
        ):
            _add(sides, one.rule, ("table", one.table) if one.table else ("heading", number))
    for number, rule in enumerate(rule for rule in advised if not is_of_part(rule)):
        _add(sides, rule, ("sentence", number))
    for at in sorted(sides):
        rules = [rule for said in sides[at].values() if not is_contradictory(said) for rule in said]
        if is_contradictory(rules):
            yield of_retry(at, [statement_of(rule) for rule in rules])


def is_contradictory(rules: Iterable[ErrorRule]) -> bool:
    """Tell whether rules say of a failure both that it is to be sent again and that it is not."""
    advice = {rule.retry for rule in rules}
    return "yes" in advice and bool(advice & AGAINST)


def is_of_part(rule: ErrorRule) -> bool:
    """Tell whether a rule stands below a heading about the failures of something: of others it says nothing."""
    heading = rule.locator.partition(" > ")[0]
    is_of_failures = error_words.OF_FAILURES.search(heading) is not None
    return is_of_failures and not error_words.OF_ALL.issuperset(_WORD.findall(heading.lower()))


def statement_of(rule: ErrorRule) -> Statement:
    """Return what a rule says of sending again."""
    return Statement(says=rule.retry, stated_by=rule.stated_by, locator=rule.locator)


def of_retry(at: str, statements: Iterable[Statement]) -> Contradiction:
    """Make the contradiction about one failure: each statement once."""
    unlike = tuple(dict.fromkeys(statements))[:_MOST_STATEMENTS]
    return contradiction("retry", at, unlike, stated_by=unlike[-1].stated_by)


def _add(sides: defaultdict[str, dict[_Side, list[ErrorRule]]], rule: ErrorRule, side: _Side) -> None:
    if rule.retry != "unspecified":
        sides[rule.at].setdefault(side, []).append(rule)
