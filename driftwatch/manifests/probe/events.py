"""Server-sent events (https://html.spec.whatwg.org/#event-stream-interpretation): what JSON they hold, how they end."""

from typing import Final

from msgspec import Struct

from driftwatch.manifests.recordings import decoded
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

EVENT_STREAM: Final = "text/event-stream"
_DONE: Final = "[DONE]"
_LINES: Final = lazy_regex(r"\r\n|\r|\n")


class Events(Struct, frozen=True, kw_only=True):
    """What a stream brought."""

    bodies: tuple[Json, ...]
    """The JSON of its events, in their order."""
    is_done: bool
    """Whether `[DONE]` came."""

    def told(self, ending: str) -> str:
        """Say how it went, in the same words each time."""
        done = "[DONE] came" if self.is_done else "no [DONE]"
        return f"server-sent events, {done}" + ("" if ending == "whole" else f", ended by {ending}")


def events_of(body: bytes) -> Events:
    """Read a stream; an event that is not closed by an empty line does not count."""
    found: list[Json] = []
    is_done = False
    data: list[str] = []
    for line in _LINES.split(body.decode("utf-8", "replace").removeprefix("\ufeff")):
        name, _, value = line.partition(":")
        if name == "data":
            data.append(value.removeprefix(" "))
        elif not line:
            text = "\n".join(data).strip()
            data = []
            is_done = is_done or text == _DONE
            if text and text != _DONE and (item := decoded(text)) is not None:
                found.append(item)
    return Events(bodies=tuple(found), is_done=is_done)
