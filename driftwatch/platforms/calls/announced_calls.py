"""Headings, labels and items that announce a call: "Endpoint", "**Definition**", "- Endpoint: `GET /widgets`"."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, List, Paragraph, Text
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.vocabulary import URL_KEYS
from driftwatch.extract.words.wording import unadorned, word
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
_LONGEST_ITEM: Final = 400


def is_endpoint_title(title: str) -> bool:
    """Tell whether a heading only announces a call: "Endpoint", "HTTP request"."""
    return word(unadorned(title)) in _ENDPOINT_TITLES


def calls_of_labelled(items: Sequence[Text]) -> tuple[NamedCall, ...]:
    """Return the calls of items with a label for such; those that send come last, so that what follows is of them."""
    said = [(call_of_text(item),) for item in items if _labels_call(item)]
    found = [call for calls in said for call in calls if call is not None]
    return tuple(sorted(found, key=lambda call: call.method in WRITING))


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
