"""Sentences that say whether a field is needed that only a sample shows: "`max_tries` is optional (default: 3)."."""

import re
from typing import Final

from driftwatch.extract.text.blocks import Text
from driftwatch.extract.words.wording import is_conditional
from driftwatch.patterns import lazy_regex

_NAME: Final = "\x02[A-Za-z_$][\\w$-]{0,60}\x03"
_NEED: Final = lazy_regex(
    rf"(?:the\s)?(?P<names>{_NAME}(?:(?:,\s|,?\sand\s){_NAME}){{0,7}})(?:\s(?:field|property|parameter|key)s?)?"
    r"\s(?:is|are)\s(?P<need>optional|required|mandatory)(?:\s\(default[^()]{0,60}\))?\s?[.;]?",
    re.IGNORECASE,
)
_CODES: Final = lazy_regex("\x02([^\x03]+)\x03")
_SENTENCES: Final = lazy_regex(r"(?<=[.!?])\s(?=\S)")
_LONGEST: Final = 400


def needs_said(text: Text) -> dict[str, bool]:
    """Return which names in code whole sentences of a text call required or optional, where nothing is conditional."""
    plain = text.plain
    is_about_need = len(plain) <= _LONGEST and any(need in plain for need in ("optional", "required", "mandatory"))
    if not text.codes or not is_about_need or is_conditional(plain):
        return {}
    marked = "".join(f"\x02{run.text.strip()}\x03" if run.code else run.text for run in text.runs)
    found = filter(None, map(_NEED.fullmatch, _SENTENCES.split(" ".join(marked.split()))))
    return {name: said["need"].lower() != "optional" for said in found for name in _CODES.findall(said["names"])}
