"""Whether what differs in a line can be of substance to a client, or only words it in another way.

An amount, a name in code, an address, a negation, a demand, a time, money or what becomes of a call is of substance
where a heading says that the section is about something to obey. Other words ("silently", "very small", a typing error
that was mended) tell how it is said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from driftwatch.alignment import stretches
from driftwatch.compare.pages.allowances import direction, is_same_amount, is_time
from driftwatch.compare.pages.negations import is_contrary
from driftwatch.compare.pages.page_lines import Edit, is_specific, spelled_words, words_of
from driftwatch.extract.words.amount_words import CJK_FACTORS, CJK_ONES, HUNDREDS, MONTHS, ONES
from driftwatch.extract.words.amounts import amounts, has_digits_apart, in_digits
from driftwatch.extract.words.notice_words import (
    AGAIN,
    BACKOFF,
    CLAIMS,
    COSTS,
    DEMANDED,
    DEMANDS,
    DENIES,
    FILLERS,
    FOR_FREE,
    LIMIT,
    MODAL,
    NEGATION,
    OBEYED,
    PERMITS,
    RULES,
    TIMES,
)
from driftwatch.extract.words.topic_words import MATTERS
from driftwatch.model.facts import Notice
from driftwatch.model.text import FRONT_KEYS
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
_VARIABLE: Final = lazy_regex(r"[A-Z][A-Z\d]*(?:_[A-Z\d]+)+")
_DEFAULT: Final = lazy_regex(r"default\b", re.IGNORECASE)
_ENVIRONMENT: Final = lazy_regex(r"\b(?:environment(?:al)?|env|(?:env )?variables?)\b", re.IGNORECASE)
"""What the head of a table or a heading says of variables of the environment: a quota may be called so as well."""
_STEERING: Final = lazy_regex(r"[a-z][A-Za-z_-]*: [^\s\d]\S*")
"""A key and one word for a tool, in front matter."""
_PLACING: Final = lazy_regex(
    r"[a-z][A-Za-z_-]*: (?:[^\s\d]\S*[./]\S+|true|false)"
    r"|(?:[a-z]+[_-])?(?:order|position|index|rank|priority|weight): -?\d[\d.]{0,9}"
    r"|(?:nav|menu|sidebar|toc)[A-Za-z_-]{0,40}: (?:\d{1,9}|\D{0,200})"
    r"|(?:link|nav|menu|sidebar|short|page|seo)[_-]?[Tt]itle: .{0,200}"
)
"""One that may stand below the title as well, where a list of the page may: `parent: errors.html`, `order: 2`."""
_MADE_OF: Final = lazy_regex(r"(?:openapi|asyncapi): .*")
"""The operation that a tool makes the page of, which may be written otherwise: where it came or went, a call did."""
_DATED: Final = lazy_regex(r"\s\(20\d\d-\d\d-\d\d\)$")
"""Of which day what a heading announces is."""
_FATES: Final = lazy_regex(
    r"\b(?:sunset|deprecat|discontinu|retir|remov|expir|terminat|suspend|clos|shut|end|last|valid|until|after|before)",
    re.IGNORECASE,
)
"""What a day decides on."""
_STATED: Final = lazy_regex(r"\d|_|[^\W\d_][./][^\W\d_]|(?<!\S)[a-z]+[A-Z]")
"""An amount, a status or a name in code."""
_AROUND: Final = ".,:;()[]\"'`*"
_MOSTLY: Final = 0.6
"""Share of the words of a text that stay where only one thing that it states is another one."""
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
_CALL_ALONE: Final = lazy_regex(
    r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS):? `?(?:https?://[\w.:{}$<>-]{1,200})?/[^\s`]{0,400}`?"
)
"""A line that names a call, be it with its host, and says nothing of it."""
_RULE: Final = lazy_regex("|".join(RULES), re.IGNORECASE)
_CLAIMS: Final = lazy_regex(CLAIMS, re.IGNORECASE)
_AGAIN: Final = lazy_regex(AGAIN, re.IGNORECASE)
_TIMES: Final = lazy_regex(TIMES, re.IGNORECASE)
_PROMISES: Final = lazy_regex(
    r"\b(?:returns?|returned|sends?|sent|receives?|keeps?|kept|stores?|stored|accepts?|allows?|must|exceed)\b"
    r"|\b(?:responses?|answers?|requests?|calls?|batch(?:es)?|payloads?|arrays?|lists?)\b[^.;:]{0,40}"
    r"\b(?:contains?|includes?|can|may)\b"
    r"|\b(?:can|may) (?:only )?(?:have|hold|create|register)\b",
    re.IGNORECASE,
)
"""What is said of a number that a client counts on; a guide contains, includes, takes and can show what it likes."""
_STORES: Final = lazy_regex(r"\b(?:keeps?|kept|stores?|stored)\b", re.IGNORECASE)
_COUNT: Final = lazy_regex(r"(?!(?:19|20)\d\d$)\d{1,9}")
_PLURAL: Final = lazy_regex(r"(?!(?:(?:milli)?second|sec|minute|min|hour|day|week|month|year)s$)[a-z]{3,}(?<!s)s")
"""What is counted; a year is none, and counts nothing. Less time is worse only for what is kept so long."""
_SPANS: Final = lazy_regex(r"(?:hour|day|week|month|year)s")
_MODAL: Final = lazy_regex(MODAL, re.IGNORECASE)
_TURNING: Final = DEMANDS | PERMITS | DENIES | FILLERS
_LEAST: Final = 4
"""Words that a line has, at least, beside those that turned: of fewer nobody knows what is denied."""


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


def is_front(edit: Edit) -> bool:
    """Tell whether a line says what a page is about, or what a tool does with it, above all sections."""
    known = edit.new or edit.old
    if known is None or len(known.path) > 1 or known.line.kind != "item":
        return False
    said = ": ".join(known.line.cells)
    is_rewritten = edit.old is not None and edit.new is not None and _MADE_OF.fullmatch(said)
    steers = is_rewritten or _PLACING.fullmatch(said) or (not known.path and _STEERING.fullmatch(said))
    return known.line.key in FRONT_KEYS or bool(steers)


def is_retitled(edit: Edit) -> bool:
    """Tell whether a heading only words its topic in another way, or is of another day: so does what refers to it."""
    if not has_substance(edit):
        return True
    was, now = (_DATED.sub("", said) for said in edit.said)
    return was == now and not (_WEIGHING.search(was) or _FATES.search(was))


def is_setting(edit: Edit) -> bool:
    """Tell whether a row is of a variable of the environment, with its default: whoever runs a server sets it."""
    sides = edit.sides
    return edit.kind == "row" and all(
        _VARIABLE.fullmatch(side.line.key) is not None
        and any(map(_DEFAULT.match, side.head))
        and any(map(_ENVIRONMENT.search, (*side.head, *side.path)))
        for side in sides
    )


def asks(said: str, *, is_description: bool = False) -> bool:
    """Tell whether a text may ask something of a client: it states an amount or a name, or demands in some words.

    What describes a call demands with fewer words: `all` and `returns` are in what it does.

    >>> asks("Throws one away"), asks("Returns all of the boxes"), asks("Returns all of the boxes", is_description=True)
    (False, True, False)
    """
    demand = _DEMANDED if is_description else _OBEYED
    return _NAMED.search(said) is not None or (is_specific(words_of(said)) and demand.search(said) is not None)


def states_another_thing(before: str, after: str) -> bool:
    """Tell whether a text denies what it said, or says all that it said but for an amount or a name.

    Not where the amount is a limit that went up, nor where it is written in words.

    >>> states_another_thing("Not your own.", "Your own."), states_another_thing("Above 20 KB.", "Above 10 KB.")
    (True, True)
    >>> states_another_thing("Above 10 KB.", "Above 20 KB."), states_another_thing("Wait five days.", "Wait 5 days.")
    (False, False)
    """
    if is_contrary(before, after):
        return True
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in (before, after))
    same = sum(last - first for is_same, first, last, *_ in stretches(old, new) if is_same)
    if same < _MOSTLY * max(len(old), len(new)):
        return False
    was, now = _stated(before), _stated(after)
    old_limit, new_limit = _as_limit(before), _as_limit(after)
    went_up = direction(old_limit, new_limit) == "raised" and not any(map(is_time, new_limit.amounts))
    return bool(was - now and now - was) and not went_up


def asks_no_more(before: str, after: str) -> bool:
    """Tell whether a text about a limit says most of what it said, with the same amounts or with more of each.

    >>> asks_no_more("The largest batch is 5 MB.", "The largest batch by far is 5 MB.")
    True
    >>> asks_no_more("The largest batch is 1 500 MB.", "The largest batch is 1 500 MB now.")
    True
    >>> asks_no_more("The largest batch is 9 500 MB.", "The largest batch is 1 500 MB now.")
    False
    >>> asks_no_more("The largest batch is 5 MB.", "At most 5 MB."), asks_no_more("9 calls an hour", "9 calls a day")
    (False, False)
    """
    was, now = _as_limit(before), _as_limit(after)
    old, new, same = _words_kept(before, after)
    is_said = same >= max(_MOSTLY * old, new / 2) and _units(was) == _units(now)
    if not was.amounts or not is_said or is_contrary(before, after):
        return False
    if has_digits_apart(before) or has_digits_apart(after):
        return [*filter(str.isdigit, before)] == [*filter(str.isdigit, after)]
    went_up = direction(was, now) == "raised" and not any(map(is_time, now.amounts))
    return was.amounts == now.amounts or went_up


def _words_kept(before: str, after: str) -> tuple[int, int, int]:
    """Count the words of both texts but for numbers, and those that stay."""
    old, new = (
        tuple(word for word in spelled_words(said.lower()) if not word[0].isdigit()) for said in (before, after)
    )
    return len(old), len(new), sum(last - first for is_same, first, last, *_ in stretches(old, new) if is_same)


def _units(limit: Notice) -> list[str]:
    return sorted(amount.lstrip("0123456789.") for amount in limit.amounts)


def _stated(said: str) -> frozenset[str]:
    return frozenset(word.strip(_AROUND).replace(",", "") for word in said.split() if _STATED.search(word))


def _as_limit(said: str) -> Notice:
    return Notice(at="", topic="rate-limit", text=said, amounts=amounts(said))


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


def is_bare_call(edit: Edit) -> bool:
    """Tell whether a line that came or went is only a call: whether that one is documented is told as a fact."""
    said = edit.said
    return len(said) == 1 and edit.kind != "row" and _CALL_ALONE.fullmatch(said[0]) is not None


def states_rule(edit: Edit) -> bool:
    """Tell whether what differs in a line is a rule to clients: it states one, or says the contrary of what it said.

    >>> from driftwatch.compare.pages.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> def line(said): return Placed(Line("sentence", (said,)), ())
    >>> states_rule(Edit(None, line("Try it for a while."))), states_rule(Edit(None, line("Retry it 3 times.")))
    (False, True)
    >>> states_rule(Edit(line("A box may have a lid on it."), line("A box must have a lid on it.")))
    True
    """
    if edit.kind in ("heading", "head", "sample"):
        return False
    return (
        _is_turned(edit) or _is_fewer(edit) or (any(map(says_rule, edit.said)) and has_substance(edit, is_named=False))
    )


def says_rule(said: str) -> bool:
    """Tell whether a text states a rule to clients, whatever it is about."""
    if _CLAIMS.search(said):
        return False
    return _RULE.search(said) is not None or (_AGAIN.search(said) is not None and _TIMES.search(said) is not None)


def _is_fewer(edit: Edit) -> bool:
    """Tell whether a sentence promises or allows fewer of what it counts, and says nothing else otherwise.

    >>> from driftwatch.compare.pages.page_lines import Placed
    >>> from driftwatch.model.text import Line
    >>> def line(count): return Placed(Line("sentence", (f"It returns the {count} last boxes of a shelf.",)), ())
    >>> [_is_fewer(Edit(line(was), line(now))) for was, now in ((90, 20), (20, 90), (2020, 2019))]
    [True, False, False]
    """
    if edit.old is None or edit.new is None or edit.kind != "sentence" or not _PROMISES.search(edit.new.line.words):
        return False
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in edit.said)
    parts = [part for part in stretches(old, new) if not part[0]]
    if len(parts) != 1 or len(old) <= _LEAST:
        return False
    _, first, last, start, end = parts[0]
    was, now = ("".join(part).replace(",", "") for part in (old[first:last], new[start:end]))
    is_count = last - first == end - start == 1 and _COUNT.fullmatch(was) and _COUNT.fullmatch(now)
    things = new[end : end + 3]
    counted = (_PLURAL, _SPANS) if _STORES.search(edit.new.line.words) else (_PLURAL,)
    return bool(is_count and int(now) < int(was) and any(each.fullmatch(said) for each in counted for said in things))


def _is_turned(edit: Edit) -> bool:
    """Tell whether a line says what it said but for a demand that gave way to a permission, or for a denial."""
    if edit.old is None or edit.new is None:
        return False
    old, new = (tuple(map(str.lower, spelled_words(said))) for said in edit.said)
    left: set[str] = set()
    come: set[str] = set()
    same = 0
    for is_same, first, last, start, end in stretches(old, new):
        same += last - first if is_same else 0
        left.update(() if is_same else old[first:last])
        come.update(() if is_same else new[start:end])
    if same < _LEAST or not (left | come) <= _TURNING:
        return False
    if (left & DENIES or come & DENIES) and all(map(_MODAL.search, edit.said)) and is_contrary(*edit.said):
        return True
    turned = (left & DEMANDS and come & PERMITS) or (left & PERMITS and come & DEMANDS)
    return bool(turned)
