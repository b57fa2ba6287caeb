"""What a receiver of notifications is sent: JSON with the findings as data, and a text that chats show as it is.

Slack reads `text` of an incoming webhook, Discord `content` of at most 2,000 characters; each ignores what it does not
know. A workflow of Microsoft Teams takes cards alone: https://learn.microsoft.com/connectors/teams (webhook trigger).
Sources: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
https://discord.com/developers/docs/resources/webhook#execute-webhook
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from driftwatch.model.finding import Finding, Level
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex
from driftwatch.reports.grouping import counts_in_words
from driftwatch.reports.names import owners_of
from driftwatch.reports.plain_lines import said_of
from driftwatch.reports.safe import unlinked
from driftwatch.reports.untrusted import paths_in

_MOST_TEXT: Final = 1_900
"""Characters of the text: Discord refuses more than 2,000."""
_ROOM_FOR_THE_END: Final = 200
_MOST_FINDINGS: Final = 50
_MOST_NAMED: Final = 20
"""Operations and manifests that are named of one finding."""
_LINE: Final = 400
_LIVE: Final = lazy_regex(r"<(?=[!@#:/a-zA-Z])")
"""How Slack and Discord begin what is live: channels, people, links, emoji."""
_MARKUP: Final = lazy_regex(r"(?<=\])\(|(?<=\|)\||(?<=~)~|(?<=``)`")
"""What would hide, strike out or swallow what follows, once a name holds the backtick that ends its code: spoilers of
Discord, strikes, fences, and links with words of their own, for which Mattermost wants no scheme."""
_NO_EMBEDS: Final = 4
"""SUPPRESS_EMBEDS of Discord: https://discord.com/developers/docs/resources/message#message-object-message-flags"""
_CARD: Final = "application/vnd.microsoft.card.adaptive"


class Told(Struct, frozen=True, kw_only=True):
    """What there is to tell of one source."""

    receiver: str
    source: str
    fresh: tuple[Finding, ...]
    """New since the last message, worst first."""
    settled: tuple[Finding | str, ...]
    """What is over since; its fingerprint alone where nothing else is known of it."""
    open_now: tuple[Finding, ...]
    """All that is open and concerns the receiver."""
    capture: str
    """Date of the newest capture."""
    address: str = ""
    """Web address of the commit of the newest capture; empty without one."""

    @property
    def id(self) -> str:
        """The same for the same news: a receiver that gets a message twice knows it by this."""
        settled = (each if isinstance(each, str) else each.fingerprint for each in self.settled)
        parts = (self.receiver, self.source, self.capture, *(one.fingerprint for one in self.fresh), "/", *settled)
        return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


class NotifiedFinding(Struct, frozen=True, kw_only=True):
    """One finding that is new."""

    fingerprint: str
    """As in every other output; `driftwatch explain` tells all about it."""
    id: str
    """The rule."""
    level: Level
    """How bad it is."""
    operations: list[str]
    """Methods and documented path templates, twenty at the most."""
    field: str | None
    """Path of the field."""
    message: str
    """What the documentation says now."""
    advice: str
    """What to do."""
    documented: str
    """Address of the page; empty without one."""
    owners: list[str]
    """Owners of the manifests that it affects."""
    manifests: list[str]
    """The manifests that rely on it, twenty at the most."""


class Notification(Struct, frozen=True, kw_only=True):
    """A message: what is new of one source, what is over, and how much is open."""

    schema: Literal["driftwatch.notify/1"]
    """Name and version of this shape."""
    id: str
    """The same when a message is sent twice."""
    receiver: str
    """The name under `[[notify]]`."""
    source: str
    """The source that drifted."""
    capture: str
    """Date of the newest capture."""
    findings: list[NotifiedFinding]
    """What is new, worst first, fifty at the most."""
    more: int
    """How many new ones are left out."""
    settled: list[str]
    """Fingerprints of what is over."""
    open: dict[str, int]
    """How many findings are open that concern the receiver, by level."""
    address: str
    """Web address of the newest capture's commit; empty without one."""
    untrusted: list[str]
    """Where text of the documentation stands, as JSON paths: data, whatever it says."""


_CHATS: Final = ("$.text", "$.content", "$.attachments")
"""What chats read: the same text once more."""


def text_of(told: Told) -> str:
    """Write the message as plain lines in which a chat makes nothing live that came from outside."""
    fresh = f"{len(told.fresh)} new finding{'' if len(told.fresh) == 1 else 's'}"
    head = f"driftwatch: {fresh} in the documentation of {told.source}" + (
        f" ({counts_in_words(told.fresh)})" if told.fresh else ""
    )
    end = [f"{len(told.settled)} settled since."] if told.settled else []
    end.append(f"Open now: {counts_in_words(told.open_now) if told.open_now else 'nothing'}.")
    end += [told.address] if told.address else []
    lines = [f"- {each.level}: {_inert(said_of(each, shown=unlinked))}" for each in told.fresh]
    lines += [
        f"- settled: {_inert(said_of(each, shown=unlinked))}" for each in told.settled if isinstance(each, Finding)
    ]
    room = _MOST_TEXT - _ROOM_FOR_THE_END - len(head) - sum(map(len, end))
    return "\n".join((head, *_fitting(lines, room), *end))


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return [*kept, f"and {len(lines) - number} more"]
        kept.append(line)
    return kept


def _inert(line: str) -> str:
    inert = _LIVE.sub("{U+003C}", line)
    return _MARKUP.sub(lambda match: f"{{U+{ord(match[0]):04X}}}", inert)[:_LINE]


def body_of(told: Told, shape: Literal["text", "teams"]) -> bytes:
    """Write the body of the message."""
    counts = {level: sum(one.level == level for one in told.open_now) for level in ("breaking", "warning", "info")}
    message = Notification(
        schema="driftwatch.notify/1",
        id=told.id,
        receiver=told.receiver,
        source=told.source,
        capture=told.capture,
        findings=[_shape(finding) for finding in told.fresh[:_MOST_FINDINGS]],
        more=max(0, len(told.fresh) - _MOST_FINDINGS),
        settled=[each if isinstance(each, str) else each.fingerprint for each in told.settled],
        open=counts,
        address=told.address,
        untrusted=[*_CHATS, *paths_in(Notification)],
    )
    text = text_of(told)
    chat = _card(text) if shape == "teams" else _lines(text)
    return msgspec.json.encode({**chat, **msgspec.to_builtins(message)})


def _lines(text: str) -> Mapping[str, Json]:
    """Write the text for Slack and for Discord, neither of which shall call anybody, or look at what it names."""
    slack: Mapping[str, Json] = {"text": text, "unfurl_links": False, "unfurl_media": False}
    return {**slack, "content": text, "allowed_mentions": {"parse": []}, "flags": _NO_EMBEDS}


def _card(text: str) -> Mapping[str, Json]:
    """Write a card; its lines are runs of text, in which Teams reads no Markdown."""
    lines: list[Json] = [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line}]} for line in text.split("\n")
    ]
    content: Json = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": lines,
    }
    return {"type": "message", "attachments": [{"contentType": _CARD, "contentUrl": None, "content": content}]}


def _shape(finding: Finding) -> NotifiedFinding:
    return NotifiedFinding(
        fingerprint=finding.fingerprint,
        id=finding.id,
        level=finding.level,
        operations=list(finding.operations[:_MOST_NAMED]),
        field=finding.field,
        message=finding.message,
        advice=finding.advice,
        documented=next((source.url for source in finding.sources), ""),
        owners=list(owners_of(finding)),
        manifests=list(finding.impact.manifests[:_MOST_NAMED]),
    )
