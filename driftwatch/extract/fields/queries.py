"""The query of a call as pages write it: with values, `?size=10&ids[]=7`, or with names alone, `{?size,page}`."""

from typing import Final

from driftwatch.patterns import lazy_regex

_NAME: Final = r"[A-Za-z_][\w.\[\]-]{0,60}"
_WHOLE: Final = lazy_regex(rf"\??{_NAME}=[^\s&]{{0,100}}(?:&{_NAME}=[^\s&]{{0,100}}){{0,20}}&?")
_SENT: Final = lazy_regex(rf"(?:^\??|&)({_NAME})=")
_LIST: Final = lazy_regex(r"[A-Za-z_][\w.*,-]{0,300}\}")
"""The names of a query as RFC 6570 writes them, up to the brace: `page,size}` of `/widgets{?page,size}`."""


def is_query(text: str) -> bool:
    """Tell whether a text is a query with values and nothing else: `page=1&size=20`, with its `?` or without."""
    return _WHOLE.fullmatch(text) is not None


def names_sent(query: str) -> tuple[str, ...]:
    """Return the names in a query with values, each once, as they are sent.

    >>> names_sent("?size=10&ids[]=7&ids[]=8&filter[kind]=")
    ('size', 'ids[]', 'filter[kind]')
    """
    return tuple(dict.fromkeys(_SENT.findall(query)))


def parameters_of_query(query: str) -> tuple[str, ...]:
    """Return the parameters that a query is written with, each once, be it as it is sent or as RFC 6570 has it.

    The brackets of a list are no part of its name, and one property of an object is no parameter.

    >>> parameters_of_query("?size=10&ids[]=7&filter[kind]="), parameters_of_query("page,size*}")
    (('size', 'ids'), ('page', 'size'))
    """
    if _LIST.fullmatch(query):
        return names_of_list(query[:-1])
    names = (name.removesuffix("[]") for name in names_sent(query))
    return tuple(dict.fromkeys(name for name in names if "[" not in name and "]" not in name))


def names_of_list(said: str) -> tuple[str, ...]:
    """Return the names of a list as RFC 6570 writes it: `page,ids*`."""
    names = (name.strip(" *") for name in said.split(","))
    return tuple(dict.fromkeys(filter(None, names)))
