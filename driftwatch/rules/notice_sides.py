"""What a notice says, before and now, in one sentence: the amounts with their units, and the words that differ."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import UnsetType

from driftwatch.alignment import stretches
from driftwatch.extract.words.amounts import amount_in_words, has_digits_apart
from driftwatch.extract.words.notice_words import SENTENCE_ENDS
from driftwatch.model.change import Change
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_MOST_AMOUNTS: Final = 6
_LONGEST: Final = 300
"""Characters of sentences that one side shows: a line of mail, four times."""
_MOST_PAIRS: Final = 3
"""Places of a notice that are shown, each with what it said: further ones are in its sides."""
_SIGNS: Final = (".", "!", "?", ":", ";", "\u3002", "\uff01", "\uff1f", "\u2026", ")", '"', "\u201d", "'")
"""What a sentence ends with."""
_SENTENCES: Final = lazy_regex(SENTENCE_ENDS)


def notice_sides(change: Change, quoted: Callable[[str], str]) -> str:
    """Say what a notice says now, and what it said: "says `60 requests per minute`, before `20 requests per minute`".

    Args:
        change: of a notice; a side is its text, or its amounts and its text.
        quoted: puts text from outside in backticks.
    """
    before = change.sentences[0] or _sentences(change.before)
    after = change.sentences[1] or _sentences(change.after)
    if not before or not after:
        return f"says {_quoted_of(after, quoted)}" if after else f"said {_quoted_of(before, quoted)}"
    pairs = _differing(before, after)
    if change.kind == "notice.removed":
        return f"said {_quoted_of(before, quoted)}, and the page says {_quoted_of(after, quoted)} now"
    if change.kind == "notice.amounts.changed" and not has_digits_apart(" ".join((*before, *after))):
        says, new = _amounts(change, quoted), [part for _, come in pairs for part in come]
        return f"{says}: {_quoted_of(new, quoted)}" if new else says
    if not any(old and new for old, new in pairs):
        gone, come = ([part for pair in pairs for part in pair[side]] for side in (0, 1))
        pairs = [(gone or before, come or after)]
    return ", and it ".join(_told(old, new, quoted) for old, new in pairs[:_MOST_PAIRS])


def _told(old: Sequence[str], new: Sequence[str], quoted: Callable[[str], str]) -> str:
    if old and new:
        return f"says {_quoted_of(new, quoted)}, before {_quoted_of(old, quoted)}"
    return f"now also says {_quoted_of(new, quoted)}" if new else f"no longer says {_quoted_of(old, quoted)}"


def _amounts(change: Change, quoted: Callable[[str], str]) -> str:
    before, after = _amounts_of(change.before), _amounts_of(change.after)
    old = [amount for amount in before if amount not in after]
    new = [amount for amount in after if amount not in before]
    if old and new:
        return f"says {_listed(new, quoted)}, before {_listed(old, quoted)}"
    return f"now also says {_listed(new, quoted)}" if new else f"no longer says {_listed(old, quoted)}"


def _listed(amounts: Sequence[str], quoted: Callable[[str], str]) -> str:
    more = f" and {len(amounts) - _MOST_AMOUNTS} more" if len(amounts) > _MOST_AMOUNTS else ""
    return ", ".join(quoted(amount_in_words(amount)) for amount in amounts[:_MOST_AMOUNTS]) + more


def _amounts_of(side: Json | UnsetType) -> list[str]:
    said = side.get("amounts") if isinstance(side, dict) else None
    return [str(amount) for amount in said] if isinstance(said, list | tuple) else []


def _sentences(side: Json | UnsetType) -> list[str]:
    said = side.get("text") if isinstance(side, dict) else side
    return [" ".join(part.split()) for part in _SENTENCES.split(said) if part.strip()] if isinstance(said, str) else []


def _differing(before: Sequence[str], after: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return what gave way to what, place by place, but for sentences that only stand elsewhere now."""
    olds, news = frozenset(before), frozenset(after)
    places = [(before[a:b], after[c:d]) for is_same, a, b, c, d in stretches(before, after) if not is_same]
    told = [
        ([each for each in old if each not in news], [each for each in new if each not in olds]) for old, new in places
    ]
    return [(old, new) for old, new in told if old or new]


def _quoted_of(sentences: Sequence[str], quoted: Callable[[str], str]) -> str:
    """Quote as many whole sentences as there is room for; of one that is too long the words that it begins with."""
    shown = list(sentences)
    while len(shown) > 1 and len(" ".join(shown)) > _LONGEST:
        shown.pop()
    left = len(sentences) - len(shown)
    more = f" and {left} more sentence{'' if left == 1 else 's'}" if left else ""
    text = " ".join(shown)
    if len(text) <= _LONGEST:
        return f"{', '.join(map(quoted, _joined(shown)))}{more}"
    begins = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
    return f"{quoted(begins)} and so on{more}"


def _joined(sentences: Sequence[str]) -> list[str]:
    """Write sentences as one text, and apart what ends without a sign: items of a list, cells of a table."""
    found: list[str] = []
    for said in sentences:
        if found and found[-1].endswith(_SIGNS):
            found[-1] = f"{found[-1]} {said}"
        else:
            found.append(said)
    return found
