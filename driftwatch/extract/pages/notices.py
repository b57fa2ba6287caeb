"""Statements in prose about limits, billing, deprecation, availability, authentication and environments.

Only what states something: an example, a retry delay, a number in sample code or a pointer to another page is none.
A notice is known by its topic and its subject, so that a sentence may be reworded and still be the same notice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from driftwatch.extract.pages.limit_tables import table_limits
from driftwatch.extract.text.blocks import Section
from driftwatch.extract.text.prose import Sentence, sentences_of
from driftwatch.extract.words import notice_words
from driftwatch.extract.words.amounts import amounts, rates
from driftwatch.extract.words.dates import dates
from driftwatch.extract.words.wording import slug, tidy
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule, Notice, Topic
from driftwatch.patterns import holds_any, lazy_regex

_ADDRESS: Final = lazy_regex(r"https?://\S{1,500}")
_BYTES: Final = lazy_regex(r"\d(?:\.\d+)? [KMGT]i?B$")
_HARDWARE: Final = lazy_regex(r"\(\d[\d.]{0,9} ?[MG]i?B (?:of )?V?RAM\)", re.IGNORECASE)
"""How large a machine is, said beside it: nothing that is sent to it is, if another size is stated."""
_SECONDS: Final = lazy_regex(r"\d (?:ms|s|min|h|day|week|month|year)$")
_MOST_NAMES: Final = 20
_CODE: Final = lazy_regex(r"(?<!\S)\w{1,60} ?= ?(?:(?:await|new) )?[\w.]{1,120}\(")
"""An assignment of what a call returns, or of what is made anew: code that stands in no block of it is no sentence."""


def _compiled(pattern: str) -> re.Pattern[str]:
    return lazy_regex(pattern, re.IGNORECASE)


_LIMIT: Final = _compiled(notice_words.LIMIT)
_SET: Final = _compiled(notice_words.SET)
_MEASURED: Final = _compiled(notice_words.MEASURED)
_SAMPLE: Final = _compiled(notice_words.SAMPLE)
_BACKOFF: Final = _compiled(notice_words.BACKOFF)
_POINTER: Final = _compiled(notice_words.POINTER)
_TIERS: Final = _compiled(notice_words.TIERS)
_DEPRECATION: Final = _compiled(notice_words.DEPRECATION)
_NOT_SAID: Final = _compiled(notice_words.NOT_SAID)
_SAYING: Final = _compiled(notice_words.SAYING)
_ASKING: Final = _compiled(notice_words.ASKING)
_AVAILABILITY: Final = _compiled(notice_words.AVAILABILITY)
_SUPPOSED: Final = _compiled(notice_words.SUPPOSED)
_RETENTION: Final = _compiled(notice_words.RETENTION)
_HEADER: Final = _compiled(notice_words.HEADER)
_NAMED_HEADER: Final = _compiled(notice_words.NAMED_HEADER)
_OF_HEADERS: Final = _compiled(notice_words.OF_HEADERS)
_PROVES: Final = _compiled(notice_words.PROVES)
_ENVIRONMENT: Final = _compiled(notice_words.ENVIRONMENT)
_OF_AN_API: Final = _compiled(notice_words.OF_AN_API)
_SIZE_SUBJECTS: Final = _compiled(notice_words.SIZE_SUBJECTS)
_TIMEOUT: Final = _compiled(notice_words.TIMEOUT)
_BILLING: Final = tuple((subject, _compiled(pattern)) for subject, pattern in notice_words.BILLING)
_SIZES: Final = tuple((subject, _compiled(pattern)) for subject, pattern in notice_words.SIZES)


class _Found:
    """What the sentences of one topic and subject say together."""

    def __init__(self, topic: Topic, place: str) -> None:
        self.topic = topic
        self.place = place
        self.texts: dict[str, None] = {}
        self.amounts: set[str] = set()
        self.names: set[str] = set()

    def add(self, sentence: Sentence, stated: tuple[str, ...]) -> None:
        """Add one sentence with its quantities."""
        self.texts[sentence.text] = None
        self.amounts.update(stated, dates(sentence.text))
        self.names.update(_names(sentence))

    def notice(self, at: str) -> Notice:
        """Return the notice at an address."""
        return Notice(
            at=at,
            topic=self.topic,
            text=" ".join(self.texts),
            amounts=tuple(sorted(self.amounts)),
            names=tuple(sorted(self.names)[:_MOST_NAMES]),
            locator=self.place,
            stated_by="prose",
        )


class _Reading(Struct, frozen=True):
    """What a sentence says under one topic."""

    topic: Topic
    key: str
    amounts: tuple[str, ...] = ()


class _Reader(NamedTuple):
    """Finds one topic in a sentence, where that holds one of these words in small letters, or whatever it holds."""

    read: Callable[[Sentence], _Reading | None]
    words: Sequence[str] = ()


def notices(
    page: Section, sentences: Sequence[Sentence] | None = None, failures: Sequence[ErrorRule] = ()
) -> tuple[Notice, ...]:
    """Return the page's notices, sorted by address; sentences of one topic and subject are one notice.

    `sentences` are all of the page, where they were read already. What one of its `failures` means is no news of what
    is available where that failure is explained; the same words elsewhere are.
    """
    found: dict[str, _Found] = {}
    said = tuple(sentences_of(page)) if sentences is None else sentences
    whole = "\n".join([sentence.text for sentence in said]).lower()
    readers = tuple(each for each in _READERS if not each.words or holds_any(whole, each.words))
    for sentence in said:
        for reading in _readings(sentence, readers):
            if reading.topic == "availability" and _says_a_failure(sentence, failures):
                continue
            at = address.join("notice", reading.topic, reading.key)
            found.setdefault(at, _Found(reading.topic, sentence.section)).add(sentence, reading.amounts)
    for sentence in _headings(page):
        for reading in filter(None, (_deprecation(sentence), _availability(sentence))):
            at = address.join("notice", reading.topic, reading.key)
            found.setdefault(at, _Found(reading.topic, sentence.section)).add(sentence, reading.amounts)
    stated = {at: one.notice(at) for at, one in found.items()}
    for notice in table_limits(page):
        stated.setdefault(notice.at, notice)
    return tuple(stated[at] for at in sorted(stated))


def _says_a_failure(sentence: Sentence, failures: Sequence[ErrorRule]) -> bool:
    """Tell whether a sentence is what a failure of its section means: "503: it is unavailable" is no news of today."""
    said = (one for one in failures if sentence.text in f"{one.meaning} {one.action}")
    return any(_stands_below(one, tidy(sentence.section)) for one in said)


def _stands_below(one: ErrorRule, place: str) -> bool:
    """Tell whether a rule was read below a heading; without one its locator is the cell or item alone."""
    if not place:
        return one.stated_by == "table" and " > " not in one.locator
    return one.locator == place or one.locator.startswith(f"{place} > ")


def _headings(page: Section) -> Iterator[Sentence]:
    """Yield the headings that are sentences: "# This documentation is out of date"; each stands under the one above."""
    for above, section in page.walk():
        if _SAYING.search(section.title) and not _ASKING.search(section.title):
            yield Sentence(tidy(section.title), (), above[-1].title if above else "")


def _names(sentence: Sentence) -> Iterator[str]:
    """Yield what stands in code and is a name, of a header, an event, a model: no number, no placeholder of a key."""
    for code in sentence.codes:
        name = tidy(code)
        if name in sentence.text and any(map(str.isalpha, name)):
            yield name


def _readings(sentence: Sentence, readers: Sequence[_Reader]) -> Iterator[_Reading]:
    small = sentence.text.lower()
    able = [each for each in readers if not each.words or holds_any(small, each.words)]
    found = [reading for each in able if (reading := each.read(sentence)) is not None]
    bare = _ADDRESS.sub("", sentence.text) if found and "://" in sentence.text else sentence.text
    is_code = found and "=" in bare and _CODE.search(bare)
    if found and not is_code and not _SAMPLE.search(bare) and not _POINTER.match(sentence.text):
        yield from found


def _rate_limit(sentence: Sentence) -> _Reading | None:
    stated = rates(sentence.text)
    limits = tuple(item for item in stated if not item.startswith("USD") and "%" not in item)
    if not limits or not _LIMIT.search(sentence.text) or _BACKOFF.search(sentence.text):
        return None
    if _MEASURED.search(sentence.text) and not _SET.search(sentence.text):
        return None
    units = sorted({re.sub(r"^[\d.]+ ", "", item).replace("/", " per ") for item in limits})
    return _Reading("rate-limit", slug(" ".join([*_tiers(sentence.text), *units])), limits)


def _billing(sentence: Sentence) -> _Reading | None:
    subject = next((name for name, pattern in _BILLING if pattern.search(sentence.text)), "")
    quantities = amounts(sentence.text)
    money = any(item[0].isalpha() for item in quantities)
    if not subject or (subject in ("price", "top-up", "discount") and not money and "%" not in "".join(quantities)):
        return None
    named = [code for code in sentence.codes if subject == "price"][:1]
    tiers = _tiers(sentence.text) if subject in ("price", "per-use") else []
    return _Reading("billing", slug(" ".join([subject, *named, *tiers])), quantities)


def _deprecation(sentence: Sentence) -> _Reading | None:
    if not _DEPRECATION.search(sentence.text) or _NOT_SAID.search(sentence.text):
        return None
    return _Reading("deprecation", _subject(sentence), amounts(sentence.text))


def _availability(sentence: Sentence) -> _Reading | None:
    text = sentence.text.lower()
    stated = holds_any(text, notice_words.OF_AVAILABILITY) and _AVAILABILITY.search(sentence.text)
    if stated and not _SUPPOSED.search(sentence.text):
        return _Reading("availability", _subject(sentence))
    kept = tuple(item for item in amounts(sentence.text) if _SECONDS.search(item))
    if kept and _RETENTION.search(sentence.text) and not _BACKOFF.search(sentence.text):
        return _Reading("availability", "retention", kept)
    return None


def _authentication(sentence: Sentence) -> _Reading | None:
    of_header = holds_any(sentence.text.lower(), notice_words.OF_HEADER)
    named = sorted({match.lower() for match in _HEADER.findall(sentence.text)}) if of_header else []
    if not named and sentence.codes and _OF_HEADERS.search(sentence.text) and _NAMED_HEADER.search(sentence.text):
        return _Reading("authentication", _subject(sentence))
    if not named or not _PROVES.search(sentence.text):
        return None
    others = [name for name in named if name != "bearer"]
    return _Reading("authentication", slug(" ".join(others or named)))


def _environment(sentence: Sentence) -> _Reading | None:
    named = sorted({match.lower() for match in _ENVIRONMENT.findall(sentence.text)})
    return _Reading("environment", slug(" ".join(named))) if named and _OF_AN_API.search(sentence.text) else None


def _size_limit(sentence: Sentence) -> _Reading | None:
    sizes = _sizes(_HARDWARE.sub("", sentence.text)) or _sizes(sentence.text)
    if not sizes or not _LIMIT.search(sentence.text):
        return None
    subjects = sorted({match.lower().rstrip("s") for match in _SIZE_SUBJECTS.findall(sentence.text)})
    subjects = subjects or [subject for subject, pattern in _SIZES if pattern.search(sentence.text)]
    return _Reading("size-limit", slug(" ".join(subjects[:2])), sizes) if subjects else None


def _sizes(said: str) -> tuple[str, ...]:
    return tuple(item for item in amounts(said) if _BYTES.search(item))


def _timeout(sentence: Sentence) -> _Reading | None:
    spans = tuple(item for item in amounts(sentence.text) if _SECONDS.search(item))
    if not spans or not _TIMEOUT.search(sentence.text) or _BACKOFF.search(sentence.text):
        return None
    return _Reading("timeout", _subject(sentence), spans)


_READERS: Final = (
    _Reader(_rate_limit),
    _Reader(_billing, notice_words.OF_BILLING),
    _Reader(_deprecation, notice_words.OF_DEPRECATION),
    _Reader(_availability),
    _Reader(_authentication),
    _Reader(_environment, notice_words.OF_ENVIRONMENTS),
    _Reader(_size_limit),
    _Reader(_timeout),
)


def _tiers(text: str) -> list[str]:
    return sorted({match.lower() for match in _TIERS.findall(text) if match.lower() != "default"})


def _subject(sentence: Sentence) -> str:
    """Name what a sentence is about: the code spans in it, else the heading above it."""
    return slug(" ".join(sorted(set(sentence.codes))[:3]) or sentence.section) or "page"
