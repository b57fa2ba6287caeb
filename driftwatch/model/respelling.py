"""Names that are one name, spelled otherwise: by what joins their words, and where they have capital letters.

What of a spelling counts for nothing depends on what the name is used for, so each use has a function of its own.
"""

from collections.abc import Sequence
from typing import Final

from driftwatch.model.address import is_version
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

_JOINS: Final = ("_", "-", ".", " ")
_PLURALS: Final = (
    ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("xes", "x"), ("sses", "ss"), ("shes", "sh"),
    ("ches", "ch"), ("s", ""),
)  # fmt: skip
"""How names of several things end, and of one of them; the first ending that fits."""
_BETWEEN_WORDS: Final = lazy_regex(r"(?<=[^\W\d_])[ -](?=[^\W\d_])")

_WORD: Final = lazy_regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words_of(name: str) -> list[str]:
    """Split a name to its words in lower case, however they are joined: `maxTokens`, `max_tokens`, `max-tokens`."""
    return [word.lower() for word in _WORD.findall(name)]


def letters_of_field(name: str) -> str:
    """Return the letters of a field's name, however its words are joined; the name itself where no letter begins it.

    A sign or a digit at the beginning may tell two names apart, as it does in keys that are numbers: `-1` is not `1`.

    >>> letters_of_field("vlan-tag") == letters_of_field("vlanTag") == letters_of_field("VLAN_tag")
    True
    >>> letters_of_field("-1")
    '-1'
    """
    bare = _without(name, *_JOINS)
    return bare.casefold() if bare and bare[0].isalpha() else name


def letters_of_path(path: str) -> str:
    """Return a call or a path as it is however the words of its steps are joined.

    A dot stays: it is part of a version or of a form, and `/1.0/boxes` is not `/10/boxes`.

    >>> letters_of_path("GET /snapToRoad") == letters_of_path("GET /snap-to-road")
    True
    """
    return _without(path, "-", "_").lower()


def singular(path: str) -> str:
    """Return a call or a path with each of its words as one thing is called, as far as its ending tells.

    >>> singular("GET /boxes/{id}/entries"), singular("GET /news/status")
    ('GET /box/{id}/entry', 'GET /new/status')
    """
    return "/".join(map(_as_one_thing, path.split("/")))


def _as_one_thing(step: str) -> str:
    """Return what one of several is called; words that only look like several are others then, on both sides alike."""
    for ending, single in _PLURALS:
        if step.endswith(ending):
            return step.removesuffix(ending) + single
    return step


def letters_of_label(name: str) -> str:
    """Return the letters and digits of a name that nobody sends, such as a security scheme's: no sign in it counts.

    >>> letters_of_label("Bearer (JWT)") == letters_of_label("bearer_jwt")
    True
    """
    return "".join(filter(str.isalnum, name)).casefold() or name


def letters_of_text(words: str) -> str:
    """Return the words of a page, however they are joined; between numbers, a hyphen may be a sign.

    >>> letters_of_text("Pay per event") == letters_of_text("pay-per-event"), letters_of_text("5 -3")
    (True, '5 -3')
    """
    return _BETWEEN_WORDS.sub("", words).casefold()


def respelling(old: str, new: str) -> list[str] | None:
    """Return the styles of two spellings of one field's name; None where they are two names, or one.

    >>> respelling("made_at", "madeAt"), respelling("made_at", "made_by")
    (['_', 'aA'], None)
    """
    if old == new or letters_of_field(old) != letters_of_field(new):
        return None
    return [_style(old), _style(new)]


def respelling_of_steps(old: Sequence[str], new: Sequence[str]) -> list[str] | None:
    """Return how the words of two paths differ that are spelled otherwise in one way; None where they are others.

    >>> respelling_of_steps(["snapToRoad", "{id}"], ["snap-to-road", "{id}"]), respelling_of_steps(["box"], ["boxes"])
    (['aA', '-'], ['1', 'n'])
    """
    differ = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    ways = {tuple(respelling(one, other) or _number(one, other)) for one, other in differ}
    return [*ways.pop()] if len(old) == len(new) and len(ways) == 1 and () not in ways else None


def _number(one: str, other: str) -> tuple[str, ...]:
    """Tell whether one name is that of one thing and the other that of several: `1` and `n`, as they stand."""
    if _as_one_thing(other) == one:
        return "1", "n"
    return ("n", "1") if _as_one_thing(one) == other else ()


def renaming(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the words by which two names differ; the names themselves where there is more to them than such words.

    >>> renaming("PageOfBox", "ListOfBox"), renaming("boxes", "Boxes"), renaming("Größe1", "Größe2")
    ((['page'], ['list']), (['a'], ['A']), (['Größe1'], ['Größe2']))
    """
    spelled = respelling(old, new)
    if spelled:
        return spelled[:1], spelled[1:]
    before, after = words_of(old), words_of(new)
    if any("".join(words) != letters_of_label(name) for words, name in ((before, old), (after, new))):
        return [old], [new]
    shortest = min(len(before), len(after))
    start = next((n for n in range(shortest) if before[n] != after[n]), shortest)
    end = next((n for n in range(shortest - start) if before[-1 - n] != after[-1 - n]), shortest - start)
    return before[start : len(before) - end], after[start : len(after) - end]


def _style(name: str) -> str:
    """Return the signs that join the words, and which capital letters there are: `_`, `-`, `aA`, `AA`, `a`."""
    joins = "".join(join for join in _JOINS if join in name)
    inner = "A" if any(letter.isupper() for letter in name[1:]) else ""
    first = "A" if name[:1].isupper() else "a"
    if joins and not inner and first == "a":
        return joins
    return joins + first + inner


def _without(name: str, *signs: str) -> str:
    for sign in signs:
        name = name.replace(sign, "")
    return name


def form_that_differs(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """Return by which end two calls differ that otherwise are one; None where it is more than the form."""
    if len(one) != 1 or len(other) != 1:
        return None
    short, long = sorted((one[0], other[0]), key=len)
    form = long[len(short) :]
    if not long.startswith(short) or not form.startswith("."):
        return None
    return ("", form) if short == one[0] else (form, "")


def steps_that_differ(before: str, after: str) -> tuple[Json, Json]:
    """Return the steps by which two calls or base URLs differ, with the step before them: `v1` and `v2` of `/a/v1/b`.

    Parameters, which have names for people only, say nothing of it; and so does the step itself of which a form such as
    `.json` came or went. Nor does it matter where a word stands that is another one, or which words are spelled
    otherwise.
    """
    old, new = before.split("/"), after.split("/")
    shortest = min(len(old), len(new))
    start = _alike(old, new, shortest)
    end = _alike(old[::-1], new[::-1], shortest - start)
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    form = form_that_differs(one, other)
    if form is not None:
        return form
    if start and len(one) == len(other):
        words = [pair for pair in dict.fromkeys(zip(one, other, strict=True)) if not _says_nothing(*pair)]
        spelled = respelling_of_steps(*zip(*words, strict=True)) if words else None
        if spelled:
            return "spelling", [*spelled]
        if len(words) == 1 and not any(is_version(word) or _is_parameter(word) for word in words[0]):
            return [words[0][0]], [words[0][1]]
    return [*old[1:start][-1:], one], [*new[1:start][-1:], other]


def addresses_that_differ(before: str, after: str) -> tuple[Json, Json]:
    """Return by what two base URLs differ, with the whole host where that is another one, however alike it is spelled.

    >>> addresses_that_differ("https://a-b.example/v1", "https://a.b.example/v1")
    (['https://a-b.example'], ['https://a.b.example'])
    """
    (old, of_old, path), (new, of_new, other) = map(_parts, (before, after))
    if not of_old or not of_new or of_old == of_new:
        return steps_that_differ(before, after)
    steps = steps_that_differ(f"/{path}", f"/{other}") if path != other else ()
    return [f"{old}://{of_old}", *steps[:1]], [f"{new}://{of_new}", *steps[1:]]


def _parts(url: str) -> tuple[str, str, str]:
    """Return the scheme, the host and the path of a base URL; one that is relative has no host."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    return scheme, host, path


def _says_nothing(one: str, other: str) -> bool:
    """Tell whether a step of two paths is the same on both, or a parameter, which is called as somebody likes."""
    return one == other or (_is_parameter(one) and _is_parameter(other))


def _is_parameter(step: str) -> bool:
    return step.startswith("{") and step.endswith("}")


def _alike(one: Sequence[str], other: Sequence[str], most: int) -> int:
    return next((number for number in range(most) if one[number] != other[number]), most)
