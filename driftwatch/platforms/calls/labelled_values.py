"""Labels that say of a call its method and its address, and what stands behind them or below."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from driftwatch.extract.text.blocks import Block, Callout, Code, List, Paragraph, Text, behind_bold
from driftwatch.extract.words.vocabulary import METHOD_KEYS, URL_KEYS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import BARE_METHOD, LONGEST_METHODS, LONGEST_TARGET
from driftwatch.platforms.calls.lines_of_blocks import lines_of, lines_within

_LABELLED: Final = lazy_regex(r"([^:\uff1a]{1,40})[:\uff1a]\s?(\S.{0,400})$")
_ASIDE: Final = lazy_regex(r"(?P<said>[^()\uff08\uff09]{1,30}?)\s?[(\uff08](?P<aside>[A-Za-z ]{3,20})[)\uff09]")
_ADDRESSES: Final = URL_KEYS | frozenset(
    (
        "adres", "adres url", "adresa", "alamat", "cesta", "dirección", "indirizzo", "jalur", "percorso", "uç nokta",
        "địa chỉ", "đường dẫn", "đường dẫn api", "ścieżka", "адреса", "путь запроса", "шлях", "주소",
        "端点", "端点路径", "端點", "端點路徑", "請求位址", "請求路徑", "請求網址", "路徑",
    )
)  # fmt: skip
"""How the address of a call is called in front of "(URL)", where much else may be one: a picture, a page."""
_AT_HEAD: Final = 2
"""Blocks of a section among which its address may stand alone, above the method."""


def key_of_call(label: str) -> str:
    """Return a label as the vocabulary writes it; of one in two languages, what names a part of a call.

    >>> key_of_call("Method"), key_of_call("请求地址 (URL)"), key_of_call("방식 (Method)"), key_of_call("Lid (url)")
    ('method', 'url', 'method', 'lid (url')
    >>> key_of_call("头像 (URL)")
    '头像 (url'
    """
    said = word(label)
    found = _ASIDE.match(said + ")") if "(" in said or "\uff08" in said else None
    aside = word(found["aside"]) if found else ""
    head = word(found["said"]) if found else ""
    is_method = aside in METHOD_KEYS and (not head.isascii() or head in METHOD_KEYS)
    return aside if is_method or (aside in URL_KEYS and head in _ADDRESSES) else said


def labelled(blocks: Sequence[Block]) -> dict[str, str]:
    """Return what labels of a section say: of lines and items, of several in bold in one line, of what stands below.

    A label that says what it is in brackets counts where none says it outright.
    """
    pairs = [pair for block in blocks if isinstance(block, Paragraph) for pair in _in_bold(block.text)]
    said_so = [text for block in blocks for text in lines_within(block) if ":" in text or "\uff1a" in text]
    texts = [line for text in said_so for line in text.splitlines()]
    pairs += [(match[1], match[2]) for text in texts if (match := _LABELLED.match(tidy(text)[:600]))]
    pairs = [(key, value.strip(" `")) for key, value in reversed([*pairs, *_below(blocks)])]
    plain = {word(key): value for key, value in pairs}
    aside = {said: value for key, value in pairs if (said := key_of_call(key)) not in plain}
    kinds = [kind for kind in (METHOD_KEYS, URL_KEYS) if kind.isdisjoint(plain)]
    return plain | {said: value for said, value in aside.items() if any(said in kind for kind in kinds)}


def alone_at_head(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks at the head of a section that may be its address alone, be it quoted."""
    for block in blocks[:_AT_HEAD]:
        yield from block.blocks[:1] if isinstance(block, Callout) else (block,)


def _below(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield what stands alone below a line or in an item that is a label: "**Request URL:**" above "- `/widgets`"."""
    items = (item for block in blocks if isinstance(block, List) for item in block.items if item.blocks)
    for block, below in (*pairwise(blocks), *((Paragraph(item.text), item.blocks[0]) for item in items)):
        label = tidy(block.text.plain) if isinstance(block, Paragraph) and block.text.is_label else ""
        if not label:
            continue
        said = (
            lines_of(below) if isinstance(below, Paragraph | List) else (below.text,) if isinstance(below, Code) else ()
        )
        # What follows a method in the same list is of what is sent: "- POST", "- JSON".
        is_one = len(said) == 1 or (len(said) > 1 and BARE_METHOD.match(tidy(said[0][:LONGEST_METHODS])) is not None)
        if is_one and len(said[0]) <= LONGEST_TARGET and key_of_call(label) in METHOD_KEYS | URL_KEYS:
            yield label, tidy(said[0])


def _in_bold(text: Text) -> Iterator[tuple[str, str]]:
    """Yield each label in bold of a paragraph of several, with what stands behind it: "**URL:** /x **Method:** GET"."""
    found = tuple(behind_bold(text.runs))
    for label, said in found if len(found) > 1 else ():
        yield label.strip(" :\uff1a"), tidy(said)[:LONGEST_TARGET].strip(" :\uff1a")
