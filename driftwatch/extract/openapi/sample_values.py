"""Samples of one label in several languages: they show one call, so a value that only one of them sends is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.model.facts import Statement
from driftwatch.patterns import lazy_regex

_LONGEST: Final = 20_000
_MOST: Final = 50
"""Samples of one operation that are held against each other."""
_SENT: Final = lazy_regex(
    r"(?<![\w.-])[\"']?(?P<name>[A-Za-z_]\w{0,40})[\"']?\s{0,4}(?::|=(?!=)|=>)\s{0,4}[\"']?(?P<value>[\w./:+-]{1,80})"
)
"""`"model": "a"`, `model="a"`, `-F model=a`."""


class Sample(Struct, frozen=True):
    """A sample: in which language, under which label, and its text."""

    lang: str
    label: str
    text: str


def unlike_values(
    samples: Iterable[Sample], known: Mapping[str, frozenset[str]] | None = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the names of which samples of one label send unlike values, with the value of each language.

    Args:
        samples: those of one operation or section.
        known: the closed lists of the fields that are looked at, by name, a value outside of its list
            proves nothing; None for all that samples of one label have in common, with any value.
    """
    by_label: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in list(samples)[:_MOST]:
        label = " ".join(sample.label.lower().split())
        if label and label != sample.lang.lower():
            by_label[label].append(sample)
    told: set[str] = set()
    for label in sorted(by_label):
        sides = [(sample.lang.lower(), values_of(sample.text)) for sample in by_label[label]]
        names = known.keys() if known is not None else {name for _, values in sides for name in values}
        for name in sorted(names - told):
            sent = dict(_sent(sides, name, known[name] if known is not None else None))
            if len(set(sent.values())) > 1:
                told.add(name)
                yield name, sent


def statements_of(sent: Mapping[str, str], *, locator: str, document: str = "") -> tuple[Statement, ...]:
    """Return what samples that should show one call say, each in its language; the schema contradicts none of them."""
    return tuple(
        Statement(says=f"{lang}: {value}", stated_by="example", document=document, locator=locator)
        for lang, value in sent.items()
    )


def values_of(text: str) -> Mapping[str, frozenset[str]]:
    """Return what a sample sends, by name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for match in _SENT.finditer(text[:_LONGEST]):
        found[match["name"]].add(match["value"].rstrip(".:"))
    return {name: frozenset(values) for name, values in found.items()}


def _sent(
    sides: Iterable[tuple[str, Mapping[str, frozenset[str]]]], name: str, known: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """Yield language and value of each sample that sends exactly one value under the name, and one of the list."""
    for lang, sent in sides:
        values = sent.get(name, frozenset())
        if len(values) == 1 and (known is None or values <= known):
            yield lang, next(iter(values))
