"""What a call does, by its method and by words that stand for one: `POST /boxes/{id}/delete` is a DELETE."""

from typing import Final

from driftwatch.model.address import TEMPLATE
from driftwatch.model.respelling import words_of
from driftwatch.model.snapshot import Entry

_WORDS: Final[dict[str, frozenset[str]]] = {
    "GET": frozenset({"get", "list", "find", "search", "query", "show", "fetch", "read", "view", "retrieve", "all"}),
    "POST": frozenset({"create", "add", "new", "insert", "post", "send", "submit"}),
    "PUT": frozenset({"update", "edit", "replace", "modify", "set", "change", "put", "save"}),
    "PATCH": frozenset({"update", "edit", "modify", "set", "change", "patch"}),
    "DELETE": frozenset({"delete", "remove", "destroy", "drop", "unset", "clear"}),
}


def may_do_the_same(one: Entry, other: Entry) -> bool:
    """Tell whether two calls of equal content may be one: with another method, only its deed may be new in the path.

    What deletes a thing and what starts it anew often state the same: whose it is, and that all went well.
    """
    old, new = one.operation, other.operation
    if old is None or new is None or old.method == new.method:
        return True
    deeds = _WORDS.get(old.method.upper(), frozenset()) | _WORDS.get(new.method.upper(), frozenset())
    return _words(old.path) ^ _words(new.path) <= deeds


def _words(path: str) -> frozenset[str]:
    """Return the words of a path but for its parameters."""
    return frozenset(word for step in TEMPLATE.sub("", path).split("/") for word in words_of(step))
