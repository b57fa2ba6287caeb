"""Statements in prose about limits, billing, deprecation, availability, authentication and environments.

Only what states something: an example, a retry delay, a number in sample code or a pointer to another page is none.
A notice is known by its topic and its subject, so that a sentence may be reworded and still be the same notice.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from driftwatch.extract.amounts import amounts, rates
from driftwatch.extract.blocks import Section
from driftwatch.extract.limit_tables import table_limits
from driftwatch.extract.prose import Sentence, sentences_of
from driftwatch.extract.wording import slug, tidy
from driftwatch.model import address
from driftwatch.model.facts import Notice, Topic

_ADDRESS: Final = re.compile(r"https?://\S{1,500}")
_LIMIT: Final = re.compile(
    r"\b(?:limit\w*|max\w*|up to|at most|no more than|cannot exceed|must not exceed|not exceed|allow\w*|quota"
    r"|per)\b|\bRP[MDS]\b|\bTPM\b|\bQPS\b",
    re.IGNORECASE,
)
_SAMPLE: Final = re.compile(
    r"\b(?:for example|e\.g\.|for instance|sample|snippet|example|suppose|imagine|tutorial|in our tests?"
    r"|we (?:did|ran|saw|tested|observed)|"
    r"live (?:checks?|validation)|production (?:checks?|request)|benchmark)\b",
    re.IGNORECASE,
)
_BACKOFF: Final = re.compile(
    r"\b(?:back ?off|jitter|retry|retries|retrying|delay\w*|sleep|wait|poll\w*|interval)\b", re.IGNORECASE
)
_POINTER: Final = re.compile(
    r"^(?:see|learn|read|check|visit|refer|for more|for details|want|need|view|open|go to|click|how|what|why"
    r"|can|do|does|is)\b[^.]*(?:[?]|$)",
    re.IGNORECASE,
)
_TIERS: Final = re.compile(
    r"\b(free|trial|basic|starter|pro|plus|team|business|enterprise|premium|tier \d{1,2}|default|anonymous"
    r"|paid)\b(?= (?:plan|tier|account|user|customer|key|level|organi[sz]ation)s?\b|\b)",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"\b(\d{4}-\d\d-\d\d)\b|\b((?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2}, \d{4})\b"
)

_BILLING: Final[tuple[tuple[str, str], ...]] = (
    ("refund", r"\brefund\w*"),
    ("minimum-top-up", (r"\b(?:min\w*\b.{0,30}\b(?:top[- ]?up|recharge|deposit)|(?:top[- ]?up|recharge"
                 r"|deposit)\w*\b.{0,30}\bmin\w*)")),
    ("top-up", r"\b(?:top[- ]?ups?|recharg\w+|deposits?)\b"),
    ("free-credit", (r"\bfree\b.{0,30}\b(?:credits?|trial|quota|balance)\b|\b(?:sign[- ]?up|welcome) (?:bonus"
                 r"|credits?)")),
    ("expiry", r"\b(?:balance|credits?|quota)\b.{0,40}\bexpir\w+|\bexpir\w+.{0,40}\b(?:balance|credits?)\b"),
    ("negative-balance", r"\bnegative balance|\bbalance\b.{0,40}\bnegative|\binsufficient balance"),
    ("failed-calls", r"\bfail\w*\b.{0,60}\b(?:charged|billed|billing)|\b(?:charged|billed)\b.{0,60}\bfail\w*"),
    ("pay-as-you-go", r"\bpay[- ]as[- ]you[- ]go\b"),
    ("per-use", (r"\b(?:billed|charged|priced)\s(?:only\s)?(?:per|by|for each)\b|\bbilled at\b|\bper[- ](?:use"
                 r"|request|call) billing")),
    ("official-price", r"\bofficial (?:pric\w+|rates?)\b"),
    ("discount", r"\bdiscount\w*|\b(?:below|off|cheaper)\b.{0,40}\bpric\w+|\bpric\w+.{0,40}\b(?:below|cheaper)\b"),
    ("price", r"\b(?:pric\w+|costs?|fees?|charge[sd]?|billed|billing)\b"),
)  # fmt: skip
_OF_BILLING: Final = re.compile(
    r"refund|top|recharg|deposit|free|bonus|credit|expir|balance|charg|bill|pay|pric|cost|fee|discount|official",
    re.IGNORECASE,
)
"""A word of each subject above, to be done with most sentences at once."""
_DEPRECATION: Final = re.compile(
    r"\b(?:is|are|was|were|been|now|be)\s(?:being\s|officially\s|now\s)?"
    r"(?:deprecated|discontinued|retired|sunset|removed from the api|phased out)\b"
    r"|\bdeprecated\b(?=[.:,]| (?:since|as of|in|on|and|from)\b)|\bwill stop working\b"
    r"|\bwill be (?:removed|shut down|switched off)\b"
    r"|\bno longer (?:supported|available|maintained|accepted)\b"
    r"|\bwill no longer (?:be (?:supported|available|accepted)|work)\b"
    r"|\bend[- ]of[- ]life\b|\bsunset (?:date|on)\b",
    re.IGNORECASE,
)
_NOT_SAID: Final = re.compile(r"\bnot (?:necessarily|yet|being|been)\b|\bif\b.{0,80}\bdeprecated\b", re.IGNORECASE)
_AVAILABILITY: Final = re.compile(
    r"\b(?:temporarily|currently|presently) (?:unavailable|removed|disabled|not available|offline)\b"
    r"|\bunder maintenance\b|\bcoming soon\b|\bin (?:public |private |closed )?(?:beta|preview)\b"
    r"|\b(?:only|not yet|not) available (?:in|to|for|on)\b.{0,60}"
    r"\b(?:plans?|tiers?|accounts?|customers?|users?|regions?|countr(?:y|ies)|models?|beta|preview|endpoints?)\b",
    re.IGNORECASE,
)
_RETENTION: Final = re.compile(
    r"\b(?:urls?|links?|files?|results?|outputs?|videos?|images?|tasks?|data)\b.{0,80}\b(?:expires?|valid for"
    r"|available for|deleted|retained|kept|stored)\b",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"\b(x-[a-z-]{1,30}(?:key|token|secret|auth)|x-goog-api-key|api-key|bearer|basic auth\w*)\b", re.IGNORECASE
)
_PROVES: Final = re.compile(
    r"\b(?:authenticat\w+|authori[sz]\w+|header|query|send|pass|include|accepts?|supports?|requires?|use)\b",
    re.IGNORECASE,
)
_ENVIRONMENT: Final = re.compile(
    r"\b(sandbox|staging|test mode|live mode|(?:preview|production) environment)\b", re.IGNORECASE
)
_OF_AN_API: Final = re.compile(
    r"https?://|\b(?:environments?|api|keys?|hosts?|urls?|endpoints?|calls?|requests?|answers?|results?)\b",
    re.IGNORECASE,
)
_SIZE_SUBJECTS: Final = re.compile(
    r"\b(files?|images?|videos?|audio|documents?|request bod\w+|payloads?|uploads?|attachments?|prompts?"
    r"|bod(?:y|ies))\b",
    re.IGNORECASE,
)
_TIMEOUT: Final = re.compile(r"\btime[sd]? ?out\w*|\btimeouts?\b|\bdeadline\b", re.IGNORECASE)
_BYTES: Final = re.compile(r"\d(?:\.\d+)? [KMGT]i?B$")
_SECONDS: Final = re.compile(r"\d (?:ms|s|min|h|day|week)$")


class _Reading(Struct, frozen=True):
    """What a sentence says under one topic."""

    topic: Topic
    key: str
    amounts: tuple[str, ...] = ()


def notices(page: Section) -> tuple[Notice, ...]:
    """Return the page's notices, sorted by address; sentences of one topic and subject are one notice."""
    found: dict[str, tuple[list[str], set[str], Topic, str]] = {}
    for sentence in sentences_of(page):
        for reading in _readings(sentence):
            at = address.join("notice", reading.topic, reading.key)
            texts, quantities, _, _ = found.setdefault(at, ([], set(), reading.topic, sentence.section))
            texts.append(sentence.text)
            quantities.update(reading.amounts)
    stated = {at: _notice(at, *parts) for at, parts in found.items()}
    for notice in table_limits(page):
        stated.setdefault(notice.at, notice)
    return tuple(stated[at] for at in sorted(stated))


def _notice(at: str, texts: list[str], quantities: set[str], topic: Topic, place: str) -> Notice:
    text = " ".join(dict.fromkeys(texts))
    return Notice(at=at, topic=topic, text=text, amounts=tuple(sorted(quantities)), locator=place, stated_by="prose")


def _readings(sentence: Sentence) -> Iterator[_Reading]:
    if _SAMPLE.search(_ADDRESS.sub("", sentence.text)) or _POINTER.match(sentence.text):
        return
    found = (reader(sentence) for reader in _READERS)
    yield from (reading for reading in found if reading is not None)


def _rate_limit(sentence: Sentence) -> _Reading | None:
    stated = rates(sentence.text)
    limits = tuple(item for item in stated if not item.startswith("USD") and "%" not in item)
    if not limits or not _LIMIT.search(sentence.text) or _BACKOFF.search(sentence.text):
        return None
    units = sorted({re.sub(r"^[\d.]+ ", "", item).replace("/", " per ") for item in limits})
    return _Reading("rate-limit", slug(" ".join([*_tiers(sentence.text), *units])), limits)


def _billing(sentence: Sentence) -> _Reading | None:
    if not _OF_BILLING.search(sentence.text):
        return None
    subject = next((name for name, pattern in _BILLING if re.search(pattern, sentence.text, re.IGNORECASE)), "")
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
    return _Reading("deprecation", _subject(sentence), (*_dates(sentence.text), *amounts(sentence.text)))


def _availability(sentence: Sentence) -> _Reading | None:
    if _AVAILABILITY.search(sentence.text):
        return _Reading("availability", _subject(sentence), _dates(sentence.text))
    kept = tuple(item for item in amounts(sentence.text) if _SECONDS.search(item))
    if kept and _RETENTION.search(sentence.text) and not _BACKOFF.search(sentence.text):
        return _Reading("availability", "retention", kept)
    return None


def _authentication(sentence: Sentence) -> _Reading | None:
    named = sorted({match.lower() for match in _HEADER.findall(sentence.text)})
    if not named or not _PROVES.search(sentence.text):
        return None
    others = [name for name in named if name != "bearer"]
    return _Reading("authentication", slug(" ".join(others or named)))


def _environment(sentence: Sentence) -> _Reading | None:
    named = sorted({match.lower() for match in _ENVIRONMENT.findall(sentence.text)})
    return _Reading("environment", slug(" ".join(named))) if named and _OF_AN_API.search(sentence.text) else None


def _size_limit(sentence: Sentence) -> _Reading | None:
    sizes = tuple(item for item in amounts(sentence.text) if _BYTES.search(item))
    if not sizes or not _LIMIT.search(sentence.text):
        return None
    subjects = sorted({match.lower().rstrip("s") for match in _SIZE_SUBJECTS.findall(sentence.text)})
    return _Reading("size-limit", slug(" ".join(subjects[:2])), sizes) if subjects else None


def _timeout(sentence: Sentence) -> _Reading | None:
    spans = tuple(item for item in amounts(sentence.text) if _SECONDS.search(item))
    if not spans or not _TIMEOUT.search(sentence.text) or _BACKOFF.search(sentence.text):
        return None
    return _Reading("timeout", _subject(sentence), spans)


_READERS: Final[tuple[Callable[[Sentence], _Reading | None], ...]] = (
    _rate_limit,
    _billing,
    _deprecation,
    _availability,
    _authentication,
    _environment,
    _size_limit,
    _timeout,
)


def _tiers(text: str) -> list[str]:
    return sorted({match.lower() for match in _TIERS.findall(text) if match.lower() != "default"})


def _subject(sentence: Sentence) -> str:
    """Name what a sentence is about: the code spans in it, else the heading above it."""
    return slug(" ".join(sorted(set(sentence.codes))[:3]) or sentence.section) or "page"


def _dates(text: str) -> tuple[str, ...]:
    return tuple(tidy(iso or long) for iso, long in _DATE.findall(text))
