"""The body of an issue: a marker on its first line, a region of ours, and the text of people around it.

A marker is read from the first line only, so that no text from outside can forge one: everything from outside stands
further down, in code. Whether the issue is ours at all (author, label) is decided by who lists the issues.
"""

import hashlib
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.model.issue import Wanted
from driftwatch.patterns import lazy_regex

MarkerState: TypeAlias = Literal["active", "resolved", "duplicate"]

BEGIN: Final = "<!-- driftwatch:begin -->"
END: Final = "<!-- driftwatch:end -->"
BODY_LIMIT: Final = 60_000
"""Characters of a body with our text; GitHub refuses more than 65,536."""
HARD_LIMIT: Final = 65_000
_KNOWN: Final = 1_500
"""Fingerprints that a marker holds."""
SHORT: Final = 8
"""Hex digits of a fingerprint that a marker holds."""
_MARKER: Final = lazy_regex(
    r"<!-- driftwatch:v1 key=([a-z0-9._-]{1,200}) drift=([0-9a-f]{16}) rev=(\d{1,9}) "
    r"state=(active|resolved|duplicate) open=([0-9a-f.]{0,20000})(?: title=([0-9a-f]{8}))? -->"
)


class Marker(Struct, frozen=True, kw_only=True):
    """What the first line of a body says.

    `known` are the open findings, each by 8 hex digits of its fingerprint; `titled` is the title that we wrote last, by
    8 of its digest.
    """

    key: str
    drift: str
    rev: int
    state: MarkerState
    known: frozenset[str] = frozenset()
    titled: str = ""

    def line(self) -> str:
        """Write it as the first line of a body."""
        known = ".".join(sorted(self.known)[:_KNOWN])
        says = f"key={self.key} drift={self.drift} rev={self.rev} state={self.state} open={known}"
        says += f" title={self.titled}" if self.titled else ""
        return f"<!-- driftwatch:v1 {says} -->"


def marker_of(body: str) -> Marker | None:
    """Read the marker on the first line of a body, if there is one."""
    found = _MARKER.fullmatch(unix(body[:40_000]).partition("\n")[0].rstrip())
    if found is None:
        return None
    state: MarkerState = "active" if found[4] == "active" else "resolved" if found[4] == "resolved" else "duplicate"
    known = frozenset(part for part in found[5].split(".") if part)
    return Marker(key=found[1], drift=found[2], rev=int(found[3]), state=state, known=known, titled=found[6] or "")


def marker_for(wanted: Wanted, *, rev: int) -> Marker:
    """Make the marker of an issue that is as it should be."""
    known = frozenset(each[:SHORT] for each in wanted.fingerprints)
    titled = digest_of(wanted.title)
    return Marker(key=wanted.key, drift=wanted.drift, rev=rev, state="active", known=known, titled=titled)


def digest_of(title: str) -> str:
    """Return what a marker holds of a title."""
    return hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:8]


def is_title_ours(marker: Marker, title: str, wanted: Wanted) -> bool:
    """Tell whether nobody has written another title; markers of before did not say which one was ours."""
    return marker.titled == digest_of(title) if marker.titled else title == wanted.former_title


def unknown_to(marker: Marker, wanted: Wanted) -> tuple[str, ...]:
    """Return the findings, by the fingerprints that they are told by, of which an issue does not know all yet."""
    fresh = (each for each in wanted.fingerprints if each[:SHORT] not in marker.known)
    return tuple(dict.fromkeys(wanted.told_as.get(each, each) for each in fresh))


def loud_in(wanted: Wanted) -> frozenset[str]:
    """Return the findings that are reason enough for an issue, by what a marker holds of them; a refusal is one."""
    is_drift = wanted.about == "drift"
    loud = (each for each in wanted.fingerprints if not is_drift or wanted.told_as.get(each, each) in wanted.lines)
    return frozenset(each[:SHORT] for each in loud)


def new_body(marker: Marker, text: str) -> str:
    """Write the body of a new issue."""
    return f"{marker.line()}\n{region(text)}\n"


def with_region(body: str, marker: Marker, text: str) -> str:
    """Put marker and text of ours into a body; what people wrote before and after the region stays."""
    return f"{marker.line()}\n{with_text(_unmarked(body), text)}"


def with_text(rest: str, text: str) -> str:
    """Put text of ours into a body without its marker, in place of the region that is there."""
    before, after = _around(rest)
    return f"{before}{region(text)}{after}"


def region(text: str) -> str:
    """Write the region of a body that is ours; nothing in the text can end it."""
    inert = "\n".join(f" {line}" if line in (BEGIN, END) else line for line in unix(text).strip("\n").split("\n"))
    return f"{BEGIN}\n{inert}\n{END}"


def unix(text: str) -> str:
    """Use line feeds alone: GitHub's editor writes CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def with_marker(body: str, marker: Marker) -> str:
    """Put another marker on the first line of a body that has one; the rest stays."""
    return f"{marker.line()}\n{unix(body).partition(chr(10))[2]}"


def people_wrote(body: str) -> int:
    """Count the characters that are not ours."""
    return sum(map(len, _around(_unmarked(body))))


def _unmarked(body: str) -> str:
    text = unix(body)
    return text.partition("\n")[2] if marker_of(body) else text


def _around(text: str) -> tuple[str, str]:
    rest = unix(text).split("\n")
    if BEGIN in rest and END in rest[rest.index(BEGIN) :]:
        begin = rest.index(BEGIN)
        end = begin + rest[begin:].index(END)
        return "".join(f"{line}\n" for line in rest[:begin]), "".join(f"\n{line}" for line in rest[end + 1 :])
    # The region is broken: what people wrote cannot be told apart, so that everything stays.
    return "", "\n" + "\n".join(line for line in rest if line not in (BEGIN, END))
