"""Headings, labels and items that announce a call: "Endpoint", "**Definition**", "- Endpoint: `GET /widgets`"."""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, List, Paragraph, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.vocabulary import URL_KEYS
from driftwatch.extract.words.wording import unadorned, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.endpoint_headings import call_of_text
from driftwatch.platforms.calls.named_call import WRITING, NamedCall

_ENDPOINT_TITLES: Final = frozenset(
    (
        "endpoint", "endpoints", "http request", "request url", "url", "request", "api endpoint",
        "route", "method", "request line",
        "http method", "definition", "methods", "request methods", "http methods", "api endpoints", "routes",
        "请求", "요청", "http 요청", "http 请求", "http リクエスト", "httpリクエスト", "http-запрос", "http запрос",
        "调用地址", "访问地址", "请求方式和地址", "请求方法和路径", "api 地址", "api地址",
        "requête http", "petición http",
        "solicitud http", "requisição http", "http-anfrage",
        *(said for said in URL_KEYS if not said.isascii()),
    )
)  # fmt: skip
_SEPARATOR: Final = lazy_regex(r"\s?(?:\||/|,|;|&|\+|or|and|,\s(?:or|and))\s?", re.IGNORECASE)
"""What stands between calls of which a line names several."""
_FEW: Final = 2
_LONGEST_ITEM: Final = 400


def is_endpoint_title(title: str) -> bool:
    """Tell whether a heading only announces a call: "Endpoint", "HTTP request"."""
    return word(unadorned(title)) in _ENDPOINT_TITLES


def calls_of_labelled(items: Sequence[Text]) -> tuple[NamedCall, ...]:
    """Return the calls of items with a label for such; those that send come last, so that what follows is of them."""
    said = [(call_of_text(item),) for item in items if _labels_call(item)]
    found = [call for calls in said for call in calls if call is not None]
    found += [call for item in items for call in calls_of_alternatives(item)]
    return tuple(sorted(found, key=lambda call: call.method in WRITING))


def calls_of_alternatives(text: Text) -> tuple[NamedCall, ...]:
    """Return the calls of one address behind one such label: "Endpoint: `GET /boxes` or `POST /boxes`"."""
    if len(text.codes) < _FEW or not _labels_call(text):
        return ()
    at = next(number for number, run in enumerate(text.runs) if run.code)
    runs = [run for run in text.runs[at:] if run.text.strip()]
    calls = [call_of_line(run.text.strip()) for run in runs if run.code]
    is_plain = all(run.code or _SEPARATOR.fullmatch(run.text) for run in runs)
    found = tuple(call for call in calls if call is not None)
    return (
        tuple(sorted(found, key=lambda call: call.method in WRITING)) if is_plain and len(found) == len(calls) else ()
    )


def _labels_call(text: Text) -> bool:
    """Tell whether an item begins with a label that announces a call: "Endpoint: `GET /widgets`".

    "Request:" may stand before an example of one.
    """
    head, colon, _ = text.plain[:_LONGEST_ITEM].partition(":")
    return bool(colon) and is_endpoint_title(head) and not role_of_title(head)


def is_labelled(block: Block) -> bool:
    """Tell whether the call of a line has a label: "**Definition** `GET /widgets`"."""
    if isinstance(block, List):
        return any(_labels_call(item.text) for item in block.items)
    said = block.text.runs[0] if isinstance(block, Paragraph) and block.text.runs else None
    return said is not None and said.strong and not said.code and is_endpoint_title(said.text)


def is_label(block: Block) -> bool:
    """Tell whether a paragraph only announces the call of the next one: "**Definition**"."""
    return isinstance(block, Paragraph) and block.text.is_label and is_endpoint_title(block.text.plain)
