"""Whether what differs in a line can be of substance to a client, or only words it in another way.

An amount, a name in code, an address, a negation, a demand, a time, money or what becomes of a call is of substance
where a heading says that the section is about something to obey. Other words ("silently", "very small", a typing error
that was mended) tell how it is said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from driftwatch.alignment import stretches
from driftwatch.compare.pages.allowances import is_same_amount
from driftwatch.compare.pages.page_lines import Edit, is_specific, spelled_words, words_of
from driftwatch.extract.words.amount_words import CJK_FACTORS, CJK_ONES, HUNDREDS, MONTHS, ONES
from driftwatch.extract.words.amounts import in_digits
from driftwatch.extract.words.notice_words import (
    BACKOFF,
    COSTS,
    DEMANDED,
    FOR_FREE,
    LIMIT,
    NEGATION,
    OBEYED,
)
from driftwatch.extract.words.topic_words import MATTERS
from driftwatch.patterns import lazy_regex

_NAMED: Final = lazy_regex(r"\d|_|[^\W\d_]\.[^\W\d_]|/|(?<!\S)[a-z]+[A-Z]|(?<!\S)[^\w\s#](?!\S)")
"""An amount, a name in code, a host, a path, or a sign that means something; `#` begins headings."""
_IN_CODE: Final = lazy_regex(r"_|[^\W\d_]\.[^\W\d_]|[/{}\[\]]|(?<!\S)[a-z]+[A-Z]|\b[A-Z]\w*-[A-Z]|\b[Xx]-")
"""What a client writes into its code, fields, headers, paths and codes of errors, by how it is spelled."""
_SPELLED: Final = rf"\b(?:{'|'.join((*ONES, *HUNDREDS, *MONTHS))})\b|[{''.join((*CJK_ONES, *CJK_FACTORS))}百]"
"""An amount or a month in words."""
_OBEYED: Final = lazy_regex(
    f"{NEGATION}|{LIMIT}|{BACKOFF}|{COSTS}|{FOR_FREE}|{OBEYED}|{MATTERS}|{_SPELLED}", re.IGNORECASE
)
_DEMANDED: Final = lazy_regex(f"{NEGATION}|{LIMIT}|{BACKOFF}|{COSTS}|{FOR_FREE}|{DEMANDED}|{MATTERS}", re.IGNORECASE)
_WEIGHING: Final = lazy_regex(
    rf"{NEGATION}|{LIMIT}|{BACKOFF}|{COSTS}|{FOR_FREE}|{MATTERS}"
    rf"|\b(?:must|shall|required?|requires|mandatory|{'|'.join((*ONES, *HUNDREDS))})\b",
    re.IGNORECASE,
)
"""What has weight whatever the heading above it names: denials, limits, pauses, money, demands."""
WEIGHTY_NAME: Final = lazy_regex(
    r"(?<![^\W\d_])\d|_|(?<!\S)[a-z]+[A-Z]|(?<!\S)/|[^\W\d_][./][^\W\d_]|\b[A-Z][A-Za-z]*-[A-Z]\w*|[$\u20ac\u00a3\u00a5%<>\u2264\u2265]"
)
"""So do an amount, a status, a name in code, a path, a header and a currency; not `OAuth2`, nor where more is said."""
_DATED: Final = lazy_regex(r"\s\(20\d\d-\d\d-\d\d\)$")
"""Of which day what a heading announces is."""
_FATES: Final = lazy_regex(
    r"\b(?:sunset|deprecat|discontinu|retir|remov|expir|terminat|suspend|clos|shut|end|last|valid|until|after|before)",
    re.IGNORECASE,
)
"""What a day decides on."""
_COUNTED_BY: Final = frozenset({"per", "each", "every", "cada", "ogni", "mỗi"})
"""What stands before a thing that a limit is counted by."""
_SAID_ANYHOW: Final = lazy_regex(
    r"\b(?:(?:the|a) )?(?:limit(?:s|ed)?|max(?:imum|imal)?|up to|at most|no more than|can|could|may|might)\b",
    re.IGNORECASE,
)
"""What calls a number a limit, and what only permits: beside a denial or a demand that came or went it says nothing."""
_DOUBLED: Final = lazy_regex(r"(\w)\1+")
_EXACT: Final = 2
"""Words that may give way to as many at most, where nothing else is written otherwise."""
_LEAST_SLIP: Final = 5
"""Letters of a word below which another order of them is another word: no and on, form and from."""
_ROOT: Final = 5
"""Letters by which the forms of a long word are known to be one."""
_NAMES: Final = frozenset(
    word[:_ROOT]
    for word in (
        "tokens", "header", "status", "scopes", "secret", "permission", "password", "credit", "balance", "currency",
        "invoice", "errors", "quotas", "refund", "discount", "signature",
    )
)  # fmt: skip
"""Those of words that fields are called by as well: of them one more letter makes another name."""
SIGNS: Final = lazy_regex(r"[\u2e80-\u9fff]")
_PARTED: Final = lazy_regex(r"(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])")
"""Between two signs of a script without blanks, each of which counts as a word."""


def has_substance(edit: Edit, *, is_named: bool = True) -> bool:
    """Tell whether what came, went or differs in a line may be of substance.

    Below a heading that names no topic (`is_named`), and only stands below one or mentions it, it takes more than words
    that any page has, unless no more than these differ.

    >>> from driftwatch.compare.pages.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> very, slow, fast = (Placed(Line("sentence", (f"It takes {said}.",)), ()) for said in ("a lot", "long", "2 s"))
    >>> has_substance(Edit(very, slow)), has_substance(Edit(slow, fast))
    (False, True)
    """
    sides = edit.said
    if edit.kind == "sentence" and all(map(_says_nothing, sides)):
        return False
    if len(sides) == 1 and _only_points(sides[0]):
        return False
    parts = tuple(_differing(edit))
    if _is_counted_by_another(edit) or _are_opposite(parts):
        return True
    is_worded = edit.kind != "row" and not any(map(SIGNS.search, sides))
    if is_worded and len(sides) == 2 and weighty(_shown(sides[0])) == weighty(_shown(sides[1])):  # noqa: PLR2004 - both
        return False
    if len(sides) == 2 and is_same_amount(parts, sides):  # noqa: PLR2004 - both
        return False
    name, word = (_NAMED, _OBEYED) if is_named or _is_exact(parts) else (WEIGHTY_NAME, _WEIGHING)
    return any(name.search(part) or word.search(part) for part in parts)


def _says_nothing(said: str) -> bool:
    """Tell whether a sentence is one word that demands nothing, or asks nothing of a client."""
    from driftwatch.compare.pages.empty_sentences import says_nothing  # noqa: PLC0415 - two specifications have none

    return (said.isascii() and said.isalpha() and not _OBEYED.search(said)) or says_nothing(said)


def _are_opposite(parts: Sequence[str]) -> bool:
    """Tell whether a word gave way to its contrary: what is ascending is not descending.

    Args:
        parts: what differs, of each place what one side says and then what the other one does.

    >>> _are_opposite(["Case-sensitive", "case-insensitive"]), _are_opposite(["ascending", "descending", "day", "age"])
    (True, True)
    >>> _are_opposite(["date", "size", "ascending", ""]), _are_opposite(["idempotent", "non-idempotent"])
    (False, True)
    """
    from driftwatch.extract.words.binding_words import OPPOSITES  # noqa: PLC0415 - two specifications have none

    for old, new in zip(parts[::2], parts[1::2], strict=True):
        was, now = (part.lower().replace("-", " ").split() for part in (old, new))
        pairs = zip(was, now, strict=True) if len(was) == len(now) <= _EXACT else ()
        if any(frozenset(pair) in OPPOSITES for pair in (*pairs, (old.lower(), new.lower()))):
            return True
    return False


def _only_points(said: str) -> bool:
    from driftwatch.compare.pages.empty_sentences import only_points  # noqa: PLC0415 - two specifications have none

    return only_points(said)


def _is_exact(parts: Sequence[str]) -> bool:
    """Tell whether one or two words gave way to others at one place: that is no other way to write a sentence."""
    return len(parts) == 2 and all(part and part.count(" ") < _EXACT for part in parts)  # noqa: PLR2004 - both sides


def are_name(words: Sequence[str]) -> bool:
    """Tell whether words may be what a thing is called: none that demand, deny, limit or count, nor names in code.

    >>> are_name(["box-a1"]), are_name(["minute"]), are_name(["60"]), are_name(["X-Box"]), are_name(["lid_id"])
    (True, False, False, False, False)
    """
    said = " ".join(words)
    return any(map(str.isalpha, said)) and _OBEYED.search(said) is None and _IN_CODE.search(said) is None


def obliges(edit: Edit) -> bool:
    """Tell whether a line demands, denies or limits something, and by an amount, a status or a name."""
    sides = edit.said
    return any(WEIGHTY_NAME.search(said) and _WEIGHING.search(said) for said in sides)


def is_retitled(edit: Edit) -> bool:
    """Tell whether a heading only words its topic in another way, or is of another day: so does what refers to it."""
    if not has_substance(edit):
        return True
    was, now = (_DATED.sub("", said) for said in edit.said)
    return was == now and not (_WEIGHING.search(was) or _FATES.search(was))


def asks(said: str, *, is_description: bool = False) -> bool:
    """Tell whether a text may ask something of a client: it states an amount or a name, or demands in some words.

    What describes a call demands with fewer words: `all` and `returns` are in what it does.

    >>> asks("Throws one away"), asks("Returns all of the boxes"), asks("Returns all of the boxes", is_description=True)
    (False, True, False)
    """
    demand = _DEMANDED if is_description else _OBEYED
    return _NAMED.search(said) is not None or (is_specific(words_of(said)) and demand.search(said) is not None)


def _is_counted_by_another(edit: Edit) -> bool:
    """Tell whether what a line counts by is another thing: `per key` and `per account` are two limits."""
    if edit.old is None or edit.new is None:
        return False
    old, new = (spelled_words(side.line.words.lower()) for side in (edit.old, edit.new))
    if _COUNTED_BY.isdisjoint(old) or _COUNTED_BY.isdisjoint(new):
        return False
    return any(
        not is_same and first < last and start < end and first > 0 and old[first - 1] in _COUNTED_BY
        for is_same, first, last, start, end in stretches(old, new)
    )


def weighty(said: str) -> list[str]:
    """Return the words of a sentence that may be of substance, in order; that a number is a limit is said anyhow.

    >>> weighty("There is a limit of 15 calls.") == weighty("You may have up to 15 calls.")
    True
    """
    return [_stem(word) for word in spelled_words(_SAID_ANYHOW.sub(" ", said)) if _is_weighty(word)]


def _stem(word: str) -> str:
    """Return what a long word has in common with its other forms, `requires` and `required`; a name is as it is."""
    root = word[:_ROOT].lower()
    is_form = len(word) > _ROOT and word.isalpha() and not _NAMED.search(word) and root not in _NAMES
    return root if is_form else word.lower()


def _is_weighty(word: str) -> bool:
    return _NAMED.search(word) is not None or _OBEYED.search(word) is not None


def _differing(edit: Edit) -> Iterator[str]:
    """Yield what only one side of a line has, in order, but for slips and numbers that are written otherwise."""
    old, new = ((spelled_words(_shown(side.line.words)) if side is not None else ()) for side in (edit.old, edit.new))
    for is_same, first, last, start, end in stretches(*(tuple(map(str.lower, side)) for side in (old, new))):
        doubled = _is_doubled(old, first, last, new[start:end]) or _is_doubled(new, start, end, old[first:last])
        slip = _is_slip(old[first:last], new[start:end]) or _is_same_number(old[first:last], new[start:end])
        if not is_same and not doubled and not slip:
            yield from (_joined(part) for part in (old[first:last], new[start:end]))


def _shown(said: str) -> str:
    from driftwatch.compare.pages.shown_words import shown_words  # noqa: PLC0415 - two specifications have no words

    return shown_words(said)


def _is_doubled(said: Sequence[str], start: int, end: int, other: Sequence[str]) -> bool:
    """Tell whether one word went that still stands beside where it was: it stood there twice by mistake.

    >>> _is_doubled(["a", "token", "token", "is"], 2, 3, []), _is_doubled(["no", "token"], 1, 2, [])
    (True, False)
    """
    around = [*said[max(0, start - 1) : start], *said[end : end + 1]]
    return end - start == 1 and not other and said[start] in around and any(map(str.isalnum, said[start]))


def _is_slip(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether one word gave way to the same one with its letters in another order, or doubled: a slip was mended.

    A letter too many or too few may make another word: `contact` and `contract`, `stated` and `started`.

    >>> _is_slip(["contact"], ["contract"]), _is_slip(["limit"], ["limits"]), _is_slip(["reserved"], ["reversed"])
    (False, False, False)
    >>> _is_slip(["etiher"], ["either"]), _is_slip(["cancelation"], ["cancellation"]), _is_slip(["no"], ["on"])
    (True, True, False)
    """
    if len(old) != 1 or len(new) != 1 or not (old[0].isalpha() and new[0].isalpha()):
        return False
    if min(len(old[0]), len(new[0])) < _LEAST_SLIP:
        return False
    one, other = old[0].lower(), new[0].lower()
    return _swaps_two(one, other) or _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)


def _swaps_two(one: str, other: str) -> bool:
    """Tell whether two letters side by side changed places: any other order of letters may be another word."""
    differ = [at for at, (old, new) in enumerate(zip(one, other, strict=False)) if old != new]
    return len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(one) == sorted(other)  # noqa: PLR2004 - two


def _is_same_number(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether words are a number, in digits on one side.

    >>> _is_same_number(["Sixty"], ["60"]), _is_same_number(["one"], ["a"])
    (True, False)
    """
    one, other = (in_digits(" ".join((*words, "times")).lower()) for words in (old, new))
    return bool(old and new) and one == other


def _joined(words: Iterable[str]) -> str:
    return _PARTED.sub("", " ".join(words))
