"""Words of documentation brought to one form: types, required, defaults, quantities, typography."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from driftwatch.extract.words.amounts import amounts
from driftwatch.extract.words.phrases import said as as_said
from driftwatch.extract.words.vocabulary import DEPRECATED_WORDS, OPTIONAL, REQUIRED
from driftwatch.patterns import lazy_regex

__all__ = [
    "amounts",
    "fold",
    "is_conditional",
    "is_deprecated_word",
    "is_need_word",
    "required_word",
    "slug",
    "straight",
    "tidy",
    "unadorned",
    "unboxed",
    "word",
]

_TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        "…": "...",
    }
)
_KEEP_BACKTICK: Final = {key: value for key, value in _TYPOGRAPHY.items() if key != ord("`")}
_INVISIBLE: Final = lazy_regex(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CONTROL: Final = lazy_regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NEEDED: Final = frozenset(("required", "yes", "必填", "必选", "wymagane"))
_NOT_NEEDED: Final = as_said("no", "optional")
_CONDITIONS: Final = frozenset(("if", "when", "unless", "for", "depending", "except")) | as_said("if")
"""What makes a yes one under a condition."""
BADGE: Final = lazy_regex(r"\{\{[<%]\s?(\w{1,20})\s?[>%]\}\}")
"""A word that a site draws as a badge: `{{< required >}}`."""
_TAG: Final = lazy_regex(
    r"\{\{[<%]\s?/?\s?\w{1,20}\s[^{}]{0,80}[>%]\}\}"
    r"|\{\{[<%]\s?/\s?\w{1,20}\s?[>%]\}\}|\{\{\s?\}\}"
)
"""What opens and closes a box around a word in the sources of Hugo, with the element in it or without."""
_PICTURES: Final = "\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff"
_LEADING: Final = lazy_regex(rf"^\s{{0,4}}(?:\d\ufe0f?\u20e3|[{_PICTURES}])[{_PICTURES}\s]{{0,8}}(?=\w)")
"""Signs in front of what a heading says: arrows, marks and pictures, numbers in a box."""
_TRAILING: Final = lazy_regex(rf"(?<=[\w)])\s{{1,4}}[{_PICTURES}]{{1,8}}\s{{0,4}}$")
_HEAD_ENDS: Final = lazy_regex(r"[\s,.;(（:]")
_LONGEST_CELL: Final = 400
_LONGEST_KEPT: Final = 2_000
"""Characters of a text that is kept tidied: a thousand of these take a few megabytes."""
_DOTTED: Final = "i\u0307"
"""What the capital İ of Turkish is in small letters."""
_EDGES: Final = " \t\n:：*_`'\"()（）[]【】,，;；"


def fold(text: str) -> str:
    """Remove invisible characters, controls and lone surrogates; line ends become LF."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return text.encode("utf-8", "ignore").decode("utf-8")


def tidy(text: str) -> str:
    """Bring text to one typography: straight quotes, plain spaces folded to one, NFC, nothing invisible."""
    if text.isascii() and text.isprintable():
        # Its only white space: most texts are tidy, and taking them apart to find that out took a fortieth of a page.
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    return _tidied(text) if len(text) <= _LONGEST_KEPT else _tidied.__wrapped__(text)


@lru_cache(maxsize=1024)  # the readers of a page ask for the same texts eight times over
def _tidied(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", fold(text)).translate(_KEEP_BACKTICK).split())


def straight(text: str) -> str:
    """Bring text to one typography as `tidy` does, but keep a space at either end."""
    if "  " not in text and text.isascii() and text.isprintable():
        return text
    plain = tidy(text)
    return (" " if text[:1].isspace() else "") + plain + (" " if plain and text[-1:].isspace() else "")


@lru_cache(maxsize=1024)  # each reader of a table asks for those of its head
def word(text: str) -> str:
    """Return a cell or heading as the vocabulary writes it: tidied, lower case, without punctuation at its ends."""
    said = tidy(text).lower().strip(_EDGES)
    return said if said.isascii() else said.replace(_DOTTED, "i").replace("\u02bc", "'")


def unadorned(text: str) -> str:
    """Return a heading or label without the pictures around it, which say nothing by themselves.

    >>> unadorned("✅ 200 OK"), unadorned("Response 📦"), unadorned("✅"), unadorned("Grüße")
    ('200 OK', 'Response', '✅', 'Grüße')
    """
    return text if text.isascii() else _LEADING.sub("", _TRAILING.sub("", text))


def unboxed(text: str) -> str:
    """Return a text without what opens and closes a box around it in the sources of Hugo.

    >>> unboxed("{{<hint danger>}}Required{{</hint>}}")
    'Required'
    """
    return _TAG.sub(" ", text).strip() if "{{" in text else text


def _head(said: str) -> str:
    return _HEAD_ENDS.split(said, maxsplit=1)[0]


def required_word(text: str) -> bool | None:
    """Tell what a cell says about being required; None when it is neither a yes nor a no.

    >>> required_word("Yes"), required_word("必选"), required_word("可选"), required_word("Yes (if `n` is set)")
    (True, True, False, None)
    """
    text = unboxed(text) if len(text) <= _LONGEST_CELL else text
    said = word(text)
    if said in OPTIONAL or text.strip() in OPTIONAL:
        return False
    if said in REQUIRED or text.strip() in REQUIRED:
        return True
    head = _head(said)
    if head in _NEEDED:
        return None if is_conditional(said) else True
    if head in ("optional", "no", "可选", "否") or (head in _NOT_NEEDED and not is_conditional(said)):
        return False
    return _signed(said)


def _signed(said: str) -> bool | None:
    """Tell what a sign and a word say that agree: "✅ Oui", "❌ Não"."""
    sign, _, rest = said.partition(" ")
    if not rest or sign[:1].isalnum():
        return None
    by_word = required_word(rest)
    return by_word if required_word(sign) in (by_word, None) else None


def is_conditional(text: str) -> bool:
    """Tell whether a few words name a condition: "required if `n` is set"."""
    return not _CONDITIONS.isdisjoint(re.findall(r"\w+", text.lower()))


def is_need_word(text: str) -> bool:
    """Tell whether a text says something of being required, be it under a condition: "Required if `n` is set"."""
    return required_word(text) is not None or _head(word(text)) in _NEEDED


def is_deprecated_word(text: str) -> bool:
    """Tell whether a pill or cell says deprecated."""
    return word(text) in DEPRECATED_WORDS


def slug(text: str, limit: int = 60) -> str:
    """Return words joined by hyphens, lower case, letters and digits of any script only.

    >>> slug("Minimum top-up: $10")
    'minimum-top-up-10'
    """
    return "-".join(re.findall(r"\w+", tidy(text).lower().replace("_", " ")))[:limit].strip("-")
