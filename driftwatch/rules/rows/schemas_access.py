"""Rules for properties that became, or no longer are, read-only or write-only.

Source: https://spec.openapis.org/oas/v3.1.1#schema-object, readOnly and writeOnly.
"""

from typing import Final, Literal

from msgspec import Struct

from driftwatch.rules.rows.schemas_bounds import LOOSER, NARROWED, NOTED, WIDENED
from driftwatch.rules.rows.schemas_members import SEND_IT, having
from driftwatch.rules.rule import BELOW, CONTROLLED, NOTHING, Example, Levels, Rule

_TEXT: Final = {"type": "string"}


class _Access(Struct, frozen=True, kw_only=True):
    """What it means that a property became, or no longer is, read-only or write-only."""

    word: Literal["read-only", "write-only"]
    required: bool
    lost: bool = False
    level: Levels = NOTED
    advice: str = NOTHING
    deviation: str = ""


_STOP_SENDING: Final = "Stop sending it."
_NO_LONGER_SENT: Final = (
    "oasdiff says info. A property that may no longer be sent is as good as removed from the request: a warning."
)
_NO_LONGER_COMES: Final = "oasdiff says info. A property that comes no longer is as good as removed from the response."
_ACCESS_ROWS: Final = (
    *(
        _Access(word="read-only", required=required, level=Levels(request="warning", response="info"),
                advice=_STOP_SENDING, deviation=_NO_LONGER_SENT)
        for required in (True, False)
    ),
    _Access(word="read-only", required=True, lost=True, level=NARROWED, advice=SEND_IT,
            deviation="oasdiff says info. A required property that nobody had to send must be sent now."),
    _Access(word="read-only", required=False, lost=True),
    _Access(word="write-only", required=True, level=WIDENED, advice=CONTROLLED, deviation=_NO_LONGER_COMES),
    _Access(word="write-only", required=False, level=LOOSER, advice=CONTROLLED, deviation=_NO_LONGER_COMES),
    _Access(word="write-only", required=True, lost=True,
            deviation="oasdiff 1.27 says warning. The response has one property more, which is info as elsewhere."),
    _Access(word="write-only", required=False, lost=True),
)  # fmt: skip


def _access(access: _Access) -> Rule:
    word, required, lost = access.word, access.required, access.lost
    keyword = "readOnly" if word == "read-only" else "writeOnly"
    sides = (having(_TEXT, required=required), having(_TEXT | {keyword: True}, required=required))
    before, after = sides[::-1] if lost else sides
    need, verb = ("required" if required else "optional"), ("no longer" if lost else "now")
    action = f"became-{'not-' if lost else ''}{word}"
    return Rule(
        on=f"field.{action}",
        id=f"request-{need}-property-{action}",
        ids={
            "response-property": f"response-{need}-property-{action}",
            "request-parameter-property": f"request-parameter-{need}-property-{action}",
            "response-header-property": f"response-header-{need}-property-{action}",
        },
        level=access.level,
        roles=BELOW,
        when=frozenset({need}),
        title=f"{'A required' if required else 'An optional'} property is {verb} {word}",
        why=_SENT_ONLY if word == "write-only" else _RECEIVED_ONLY,
        advice=access.advice,
        message=f"{{subject}} is {verb} {word}",
        deviation=access.deviation,
        example=Example(before=before, after=after, within="object"),
    )


_SENT_ONLY: Final = "A write-only property is sent and never comes back."
_RECEIVED_ONLY: Final = "A read-only property comes and is never sent."
RULES: Final = tuple(map(_access, _ACCESS_ROWS))
