"""What GitHub says when it refuses, in words: the same status stands for many things that call for different deeds.

Source: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

_LONGEST: Final = 300
_FORBIDDEN: Final = 403
_MOVED: Final = (301, 307, 308)
_UNPROCESSABLE: Final = 422
_SIGN_ON: Final = "x-github-sso"
"""A header of answers that ask for single sign-on."""


class _Refusal(Struct):
    message: str = ""
    errors: tuple[Any, ...] = ()


def said(content: bytes) -> str:
    """Return in one line what GitHub says in the body of a refusal, "" when it says nothing."""
    try:
        told = msgspec.json.decode(content, type=_Refusal)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    more = "; ".join(filter(None, map(_detail, told.errors)))
    return " ".join((f"{told.message} ({more})" if more else told.message).split())[:_LONGEST]


def _detail(error: Any) -> str:
    """One of the things that GitHub holds against a text: in words, else by field and code."""
    if not isinstance(error, dict):
        return error if isinstance(error, str) else ""
    says = [error["message"]] if error.get("message") else [error.get("field"), error.get("code")]
    return " ".join(each for each in says if isinstance(each, str))


def hint_for(status: int, says: str, headers: Mapping[str, str], hints: Mapping[int, str]) -> str:
    """Return what to do about a refusal; `hints` are those of the call, by status."""
    if status == _FORBIDDEN and "archived" in says:
        return "bring the repository back from the archive, or write to another repository"
    if status == _FORBIDDEN and _SIGN_ON in headers:
        return "authorize the token for the single sign-on of the organization, on the page of your tokens"
    if status in _MOVED:
        return "the repository was renamed or moved: use its present name"
    if status == _UNPROCESSABLE:
        return hints.get(status, "mend what GitHub names; what is written is configured under [issues]")
    return hints.get(status, "check repository and token")
