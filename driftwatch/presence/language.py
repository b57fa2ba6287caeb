"""Which language a page is written in: a site that answers in another one chose by who asks, or by its cache."""

from collections.abc import Mapping
from typing import Final

from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import Said, Sides

FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "de": "der die das und ist nicht mit für wird werden eine einen dem den auf sich von zu",
        "en": "the of and to is that with this for are when by be or from it its",
        "es": "el los las una que para con por del se cada cuando este esta",
        "fr": "le les des est une dans pour que avec sur être cette du vous",
        "id": "yang dan untuk dengan dari pada adalah tidak ini akan atau",
        "it": "il che per con una sono della è gli nel dei alla questo",
        "nl": "het een van niet voor met zijn wordt deze worden dat op",
        "pl": "jest nie się na do że jak przez dla oraz lub są po",
        "pt": "os uma não para com por em são você cada quando esta do",
        "ru": "и в не на что с для по это как или если от при",
        "tr": "bir ve için bu ile olarak değil veya olan her daha",
        "vi": "và của các cho không được một trong với là này khi",
    }.items()
}
"""The commonest words without a meaning of their own, by language (ISO 639-1), by the frequency lists of Wiktionary."""
SCRIPTS: Final = {"ja": lazy_regex(r"[\u3040-\u30ff]"), "ko": lazy_regex(r"[\uac00-\ud7af]")}
HAN: Final = lazy_regex(r"[\u3400-\u9fff]")
ENOUGH_WORDS: Final = 40
"""Words below which no language is told: a table of names has none."""
_SPOKEN: Final = 0.06
"""Share of a page's words that are such words of its language; prose has a third of them, tables of fields less."""
_CLEARLY: Final = 3
"""How many times as often as those of another language: `die` is English as well, `do` is Polish."""


def is_translated(sides: Sides) -> bool:
    """Tell whether a page came in another language than the day before: a site chose by who asks, or by its cache."""
    if sides.before is None or sides.came.text is None or sides.before.kept == "digest":
        return False
    was, now = language_of(sides.was), language_of(sides.now)
    return bool(was and now) and was != now


def language_of(text: Said) -> str:
    """Return the language that a text is written in (ISO 639-1), "" where that is not plain."""
    words = text.words
    if words.total() < ENOUGH_WORDS:
        return ""
    if not text.whole.isascii() and (script := _script_of(text.whole)):
        return script
    total = words.total()
    found = sorted((sum(words[each] for each in spoken), name) for name, spoken in FUNCTION_WORDS.items())
    (second, _), (most, language) = found[-2:]
    return language if most >= _SPOKEN * total and most >= _CLEARLY * second else ""


def _script_of(said: str) -> str:
    """Return the language that a text is written in the signs of, "" where there are few."""
    signs = {language: len(script.findall(said)) for language, script in SCRIPTS.items()}
    signs["zh"] = 0 if signs["ja"] else len(HAN.findall(said))
    written = max(signs, key=signs.__getitem__)
    return written if signs[written] > ENOUGH_WORDS else ""
