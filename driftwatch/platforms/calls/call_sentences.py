"""Sentences that say where a request is sent, with the address in them or in the code right below."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from driftwatch.extract.fields.statements import marked
from driftwatch.extract.text.blocks import Block, Code, Paragraph
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import METHOD, call_of_line
from driftwatch.platforms.calls.named_call import NamedCall

_SENT_TO: Final = lazy_regex(
    rf"\x02?\b{METHOD}\x03?\s(?:[^\x02\x03.]{{0,40}}\s)?(?:to|against)\s[^\x02\x03.]{{0,40}}\x02((?:https?://|\$?\{{\w{{1,40}}\}}/|/)[^\x02\x03\s]{{1,300}})\x03"
)
_PAIR: Final = lazy_regex(
    rf"(?=[^\x03]{{1,40}}\x03[^\x02]{{0,80}}\b(?:requests?|calls?|sent|made|endpoint)\b)(?:(?:send|make|use|issue)\s(?:an?\s|the\s)?(?:http\s)?)?\x02{METHOD}\x03[\s:\uff1a-]{{1,3}}"
    r"(?:(?:an?|the|http|method|requests?|calls?|is|are|sent|made|goes|to|at|against|endpoint|url|uri|path|route"
    r"|resource)[\s:\uff1a-]{1,3}){0,6}\x02((?:https?://|/)[^\x02\x03\s]{1,300})\x03\s?[.:\uff1a]?",
    re.IGNORECASE,
)
"""A method and an address, each in code, and said that it is sent, and nothing else: "`GET` request sent: `/lids`"."""
_SENT_BELOW: Final = lazy_regex(
    rf"\b{METHOD}\b`?\s(?:\w{{1,20}}\s)?(?:requests?|calls?)\s(?:to|at)\s(?:[\w']{{1,20}}\s){{0,4}}"
    r"(?i:endpoint|url|uri|address|path|route|resource)\s?[:\uff1a]$"
)
"""How a sentence ends above the address: "Send a `POST` request to the following endpoint:"."""
_CALLED: Final = lazy_regex(
    r"\b(?:call(?:s|ed|ing)?|invok(?:e|es|ing)|us(?:e|es|ing)|request(?:s|ing)?)\s(?:the\s|this\s|its\s)?(?:\w{1,20}\s){0,2}"
    rf"(?:endpoint|resource|route|url|api)\s\x02(?P<method>{METHOD})\s(?P<target>[^\x02\x03\s]{{1,300}})\x03",
    re.IGNORECASE,
)
"""How a sentence says which call does what its section is about: "by calling the endpoint `POST /widgets/find`"."""
_LONGEST: Final = 400
_MOST: Final = 8
"""Blocks at the head of a section in which its call is told."""


def call_of_sentences(blocks: Sequence[Block]) -> tuple[NamedCall | None, bool]:
    """Return the call that the first sentence of a section states that states one, and whether it is no mention.

    Code shows it, or the sentence says nothing else.
    """
    for block, below in pairwise((*blocks[:_MOST], None)):
        found = _of_sentence(block, below) if isinstance(block, Paragraph) else None
        if found is not None:
            return found, isinstance(below, Code) or _matched_pair(block) is not None
    return _called(blocks[:_MOST])


def _matched_pair(block: Block | None) -> re.Match[str] | None:
    return _PAIR.fullmatch(marked(block.text)) if isinstance(block, Paragraph) and len(block.text.codes) > 1 else None


def _called(blocks: Sequence[Block]) -> tuple[NamedCall | None, bool]:
    """Return the one call that sentences say is made, where a sample of the section makes it as well."""
    samples = [block.text for block in blocks if isinstance(block, Code)]
    texts = [marked(block.text) for block in blocks if isinstance(block, Paragraph)] if samples else []
    found = {match["method"].upper() + " " + match["target"] for said in texts for match in _CALLED.finditer(said)}
    call = call_of_line(found.pop()) if len(found) == 1 else None
    if call is None or not any(call.path in sample and call.method in sample for sample in samples):
        return None, False
    return call, True


def _of_sentence(block: Paragraph, below: Block | None) -> NamedCall | None:
    """Read "Send a `POST` request to the URL endpoint `/widgets`", or one that ends above its address."""
    match = _matched_pair(block) or _SENT_TO.search(marked(block.text))
    if match is not None:
        return call_of_line(f"{match[1]} {match[2]}")
    said = tidy(block.text.plain)[-_LONGEST:]
    target = below.text.strip() if isinstance(below, Code) else below.text.plain if isinstance(below, Paragraph) else ""
    above = _SENT_BELOW.search(said) if target and len(target) <= _LONGEST and "\n" not in target else None
    return call_of_line(f"{above[1]} {target}") if above else None
