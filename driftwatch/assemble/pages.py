"""Entries of pages: error rules, notices, values; and what pages say against each other about retrying."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeGuard

from msgspec import structs

from driftwatch.extract.failures.error_mentions import advised_errors
from driftwatch.extract.failures.retry_clashes import AGAINST, is_of_part, of_retry, statement_of
from driftwatch.extract.text.prose import Sentence
from driftwatch.extract.words.retry_advice import depends, retry_of_prose
from driftwatch.model.facts import AnyFact, Contradiction, ErrorRule, Statement
from driftwatch.model.snapshot import Entry, Owner
from driftwatch.model.stored import entry_of
from driftwatch.model.text import PageText
from driftwatch.platforms.platform import Statements


def page_entries(known: Sequence[Statements]) -> Iterable[Entry]:
    """Yield one entry for each page that states something on its own account; twins of a page are one."""
    pages: dict[str, dict[tuple[str, str], AnyFact]] = {}
    texts: dict[str, PageText] = {}
    for statements in known:
        facts = pages.setdefault(statements.document.path, {})
        if statements.text is not None:
            texts.setdefault(statements.document.path, statements.text)
        for fact in statements.facts:
            facts.setdefault((type(fact).__name__, fact.at), fact)
    advice = {place: _advice(facts.values(), texts.get(place)) for place, facts in sorted(pages.items())}
    for place, facts in pages.items():
        pages[place] = {key: fact for key, fact in facts.items() if not _is_of_retry(fact)}
    for place, found in _clashes(advice):
        pages[place]["Contradiction", found.at] = found
    for place in sorted(pages):
        if pages[place]:
            yield entry_of(Owner("page", place), (place,), pages[place].values())


def _advice(facts: Iterable[AnyFact], text: PageText | None) -> dict[str, tuple[Statement, ...]]:
    """Return what a page says outright of sending again, by failure: all sides of it, where it contradicts itself."""
    facts = tuple(facts)
    rules = [fact for fact in facts if isinstance(fact, ErrorRule) and fact.retry != "unspecified"]
    told = advised_errors(_sentences(text), outright=True) if any(rule.stated_by == "prose" for rule in rules) else ()
    outright = frozenset((rule.at, rule.retry) for rule in told)
    found: dict[str, tuple[Statement, ...]] = {
        rule.at: (statement_of(rule),)
        for rule in rules
        if not is_of_part(rule)
        and (rule.stated_by != "prose" or (rule.at, rule.retry) in outright or _says_outright(rule))
    }
    for clash in filter(_is_of_retry, facts):
        own = tuple(each for each in clash.statements if not each.document)
        if own:
            found[clash.subject] = own
    return found


def _sentences(text: PageText | None) -> Iterator[Sentence]:
    for line in text.lines if text is not None else ():
        if line.kind in ("sentence", "item"):
            yield Sentence(line.words, (), "")


def _says_outright(rule: ErrorRule) -> bool:
    """Tell whether the prose below the heading of a failure advises without a condition."""
    said = f"{rule.meaning} {rule.action}"
    return retry_of_prose(said) == rule.retry and not depends(said)


def _clashes(advice: Mapping[str, Mapping[str, tuple[Statement, ...]]]) -> Iterator[tuple[str, Contradiction]]:
    """Yield failures that are said to be sent again here and not to be there, with the first page that says so."""
    said: dict[str, dict[str, tuple[Statement, ...]]] = {}
    for place, by_failure in advice.items():
        for at, statements in by_failure.items():
            said.setdefault(at, {})[place] = statements
    for at, pages in sorted(said.items()):
        says = {statement.says for statements in pages.values() for statement in statements}
        if "yes" in says and says & AGAINST:
            first = next(iter(pages))
            named = (
                structs.replace(each, document="" if place == first else place)
                for place, statements in pages.items()
                for each in statements
            )
            yield first, of_retry(at, named)


def _is_of_retry(fact: AnyFact) -> TypeGuard[Contradiction]:
    return isinstance(fact, Contradiction) and fact.aspect == "retry"
