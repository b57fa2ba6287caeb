"""What the function of a client takes, read as what its call sends."""

from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import NAMED, DocumentedField
from driftwatch.extract.fields.named_types import named_type
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.told import Told
from driftwatch.platforms.messages.whole_bodies import REQUEST, Whole

_BODIES: Final = ("body", "payload")
_FORMS: Final = ("multipart/", "application/x-www-form-urlencoded")
_SEPARATORS: Final = lazy_regex(r"[\s_-]+")


def of_function(told: Told, sends: str) -> Told:
    """Return what is told of a call whose section documents a function; `sends` is the media type of its body.

    One argument may be all of the body: the only one whose type is a link, and which is called as that is. A form has
    an argument for each of its fields, which nothing tells from what is in the query or a header.
    """
    if not told.fields or told.aim.side == "response" or any(field.within for field in told.fields):
        return told
    led = [field for field in told.fields if field.target and not field.target.startswith(NAMED)]
    is_body = len(led) == 1 and _is_called_as_type(led[0]) and sends and not sends.startswith(_FORMS)
    if not is_body:
        return replace(told, is_of_function=True)
    whole = Whole(led[0].target, named_type(led[0].type)[1] == "[]", REQUEST)
    others = tuple(field for field in told.fields if field is not led[0])
    return replace(told, fields=others, whole=whole, media_type=sends, is_of_function=True)


def _is_called_as_type(field: DocumentedField) -> bool:
    said, called = (_SEPARATORS.sub("", each).lower() for each in (named_type(field.type)[0], field.name))
    return bool(said) and called in (said, *_BODIES)
