"""A credential that is in use: shown by its label wherever it is printed, and found wherever a text repeats it.

`redaction.py` knows what secrets look like; this knows one secret. Gateways repeat a part of a key (`sk-abc…wxyz`), and
in any coding, so every window of its random part counts, plain and encoded.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase, ascii_uppercase
from typing import Final
from urllib.parse import quote

from driftwatch.errors import UsageError
from driftwatch.patterns import lazy_regex
from driftwatch.redaction import is_placeholder

SHORTEST: Final = 12
"""Characters of the shortest credential: a part of a shorter one would be found in any text."""
LONGEST: Final = 16_384
WINDOW: Final = 8
"""Characters of the random part that nobody may repeat."""
_GRAM: Final = 4
_STEP: Final = WINDOW - _GRAM + 1
"""A text is looked at every so many characters, for so many of them: none of its windows is passed over."""
_WORDS_WINDOW: Final = 12
"""The same for a key of plain words, as test servers have them: eight characters of those stand in any text."""
_FEWEST_SIGNS: Final = 3
"""Different characters of a window that tells anything."""
_OFFSETS: Final = (0, 1, 2)
"""Where a byte can fall in the groups of three that base64 makes."""

_HEAD: Final = lazy_regex(r"([A-Za-z0-9]{1,10})[-_:.]")
_HEADS: Final = frozenset(
    """
    sk pk rk ak ek key api apikey token bearer secret user admin service svcacct proj project org team live test prod
    production staging sandbox dev local canary ant api03 admin01 sid01 or v1 v2 hf gsk xai pplx r8 gh ghp gho ghs
    github pat glpat npm pypi whsec dop xoxb xoxp shpat tvly fc cpk nvapi
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""How keys begin before anything random comes, as vendors document their formats; such words stand in documentation."""

_SCHEME: Final = lazy_regex(r"(?i)(bearer|basic|token|apikey|key)[ \t]")
_ODD_RUN: Final = lazy_regex(r"(?i)(?<!x)xxx(?!x)")
"""Three x's in a row come by chance in one key of a thousand; four do not."""
_UNSEEN: Final = lazy_regex(r"\0|\x1b\[[0-9;?]{0,40}[@-~]")
"""What a terminal does not show: zeros, as UTF-16 has them, and colours, which may stand inside a credential."""
_LOWER: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Keeps the length of a text, which `str.lower` does not."""


class Secret:
    """A credential. All that can be made of it by printing, copying or storing is its label.

    Args:
        label: what to call it, such as the name of its variable; no secret.
        value: the credential; `secret_of` says whether it can be one.
    """

    __slots__ = ("_grams", "_needles", "_value", "label")

    def __init__(self, label: str, value: str) -> None:
        self.label = label
        self._value = value
        self._needles = _needles_of(value)
        self._grams = frozenset(start[at : at + _GRAM] for start in self._needles for at in range(_STEP))

    def reveal(self) -> str:
        """Return the value: for what presents it to the API, and for nothing else."""
        return self._value

    def found_in(self, text: str | bytes) -> bool:
        """Whether a text repeats any part of it that tells something, plain or encoded; linear in the text."""
        return any(next(self._hits(each), None) is not None for each in _readings(text))

    def masked(self, text: str) -> str:
        """Return a text with its label in place of every part of it."""
        return _masked(text, ((self._shown, self.spans(text)),))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where a text repeats it, in order; they may overlap."""
        return self._hits(text)

    def mask_commands(self) -> tuple[str, ...]:
        """Return the lines that make a GitHub runner mask it in its log, in every coding; to be printed first."""
        return tuple(f"::add-mask::{_as_command(form)}" for form in sorted(_forms(self._value)))

    def _hits(self, text: str) -> Iterator[tuple[int, int]]:
        plain = text.translate(_LOWER)
        grams = self._grams
        checked = 0
        # Eight characters, wherever they begin, hold four that begin at a multiple of five.
        for mark in range(0, len(plain) - _GRAM + 1, _STEP):
            if plain[mark : mark + _GRAM] in grams:
                for at in range(max(checked, mark - _STEP + 1), mark + 1):
                    yield from self._hits_at(plain, at)
                checked = mark + 1

    def _hits_at(self, plain: str, at: int) -> Iterator[tuple[int, int]]:
        for needle in self._needles.get(plain[at : at + WINDOW], ()):
            if plain.startswith(needle, at):
                yield at, at + len(needle)
                return

    @property
    def _shown(self) -> str:
        return f"[redacted:{self.label}]"

    def __repr__(self) -> str:
        return self._shown

    def __str__(self) -> str:
        return self._shown

    def __format__(self, spec: str) -> str:
        return format(self._shown, spec)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickle as its label: what is read back is a text, and no credential."""
        return str, (self._shown,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and (self.label, self._value) == (other.label, other._value)

    def __hash__(self) -> int:
        return hash(self.label)

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, _: dict[int, object]) -> "Secret":
        return self


class Secrets:
    """All credentials of a run."""

    __slots__ = ("_known",)

    def __init__(self, known: Iterable[Secret] = ()) -> None:
        self._known = tuple(known)

    def __bool__(self) -> bool:
        return bool(self._known)

    def __iter__(self) -> Iterator[Secret]:
        return iter(self._known)

    def found_in(self, text: str | bytes) -> tuple[str, ...]:
        """Return the labels of those that a text repeats."""
        return tuple(one.label for one in self._known if one.found_in(text))

    def masked(self, text: str, start: int = 0) -> str:
        """Return a text, from a position on, with labels in place of every part of every credential."""
        if _UNSEEN.search(text) and self.found_in(bare := _UNSEEN.sub("", text)):
            text, start = bare, len(_UNSEEN.sub("", text[:start]))
        return _masked(text, ((str(one), one.spans(text)) for one in self._known), start)


def secret_of(value: str, label: str) -> Secret:
    """Return a credential that a client can send as it is.

    Raises:
        UsageError: it can be none; the message names the label, the length and the defect, never a character of it.
    """
    defect = _defect(value)
    if defect:
        raise UsageError(
            f"{label} holds {len(value)} characters that cannot be a credential: {defect}",
            hint=f"set {label} to the bare key: no quotes, no scheme, nothing before or after it",
        )
    return Secret(label, value)


def canary(noise: bytes, label: str = "canary") -> Secret:
    """Return a credential that opens nothing, of at least 24 random bytes: who repeats it repeats what they get."""
    return Secret(label, f"sk-canary-{base64.urlsafe_b64encode(noise).decode().rstrip('=')}")


def random_part(value: str) -> str:
    """Return what of a credential is secret: all but the words with which keys of its kind begin."""
    rest = value
    while (head := _HEAD.match(rest)) and head[1].lower() in _HEADS and len(rest) - head.end() >= WINDOW:
        rest = rest[head.end() :]
    return rest


def _defect(value: str) -> str:
    checks = (
        (not value, "it is empty"),
        (bool(_SCHEME.match(value)), "it begins with the name of a scheme, which goes before it by itself"),
        (value.endswith(("\n", "\r")), "it ends with a line break"),
        (any(sign in value for sign in "\n\r"), "it has a line break"),
        (any(sign.isspace() for sign in value), "it has white space"),
        (any(sign in value for sign in "\"'`\u201c\u201d\u2018\u2019"), "it has quotes"),
        (not (value.isascii() and value.isprintable()), "a character of it is not printable ASCII"),
        (is_placeholder(_ODD_RUN.sub("", value)), "it is a placeholder"),
        (len(value) < SHORTEST, f"a credential has at least {SHORTEST}"),
        (len(value) > LONGEST, f"a credential has at most {LONGEST}"),
    )
    return next((says for applies, says in checks if applies), "")


def _needles_of(value: str) -> Mapping[str, tuple[str, ...]]:
    """Return all that is looked for, by its first characters, longest first: one pass over a text finds any of it."""
    needles: dict[str, set[str]] = {}
    for piece in (value, *_windows(random_part(value))):
        for form in _forms(piece):
            plain = form.translate(_LOWER)
            needles.setdefault(plain[:WINDOW], set()).add(plain)
    return {start: tuple(sorted(forms, key=len, reverse=True)) for start, forms in needles.items()}


def _windows(random: str) -> Iterator[str]:
    is_words = not any(sign.isdigit() for sign in random) and random in {random.lower(), random.upper()}
    length = min(_WORDS_WINDOW if is_words else WINDOW, len(random))
    pieces = (random[at : at + length] for at in range(len(random) - length + 1))
    return (piece for piece in pieces if len(set(piece)) >= _FEWEST_SIGNS)


def _forms(piece: str) -> set[str]:
    """Return a text as it stands in JSON, HTML, URLs, hexadecimal and base64; none is shorter than a window."""
    import html  # noqa: PLC0415 - every command would pay for its table of entities, and few have credentials

    escaped = json.dumps(piece)[1:-1]
    data = piece.encode()
    return {
        piece,
        escaped,
        escaped.replace("/", "\\/"),
        "".join(sign if sign.isalnum() else f"\\u{ord(sign):04x}" for sign in piece),
        html.escape(piece),
        "".join(sign if sign.isalnum() else f"&#{ord(sign)};" for sign in piece),
        "".join(sign if sign.isalnum() else f"&#x{ord(sign):x};" for sign in piece),
        quote(piece, safe=""),
        "".join(f"%{byte:02x}" for byte in data),
        data.hex(),
        *_base64_forms(data),
    }


def _base64_forms(data: bytes) -> Iterator[str]:
    """Yield what base64 makes of bytes, whatever comes before and after them: that of `user:key` holds one of these."""
    for offset in _OFFSETS:
        first = -(-8 * offset // 6)
        after = (8 * (offset + len(data)) - 6) // 6 + 1
        coded = base64.b64encode(bytes(offset) + data).decode()[first:after]
        yield coded
        yield coded.replace("+", "-").replace("/", "_")


def _readings(text: str | bytes) -> tuple[str, ...]:
    """Return bytes as texts in which ASCII stays what it is, whatever the encoding of the rest."""
    if isinstance(text, str):
        return (text,)
    plain = text.decode("latin-1")
    return (plain, plain.replace("\0", "")) if b"\0" in text else (plain,)


def _masked(text: str, found: Iterable[tuple[str, Iterable[tuple[int, int]]]], start: int = 0) -> str:
    """Put a label in the place of all that overlaps, in a text from a position on."""
    spans = sorted((first, end, shown) for shown, hits in found for first, end in hits if end > start)
    parts: list[str] = []
    written = start
    covered = -1
    for first, end, shown in spans:
        if first >= covered:
            parts += (text[written:first], shown)
        covered = written = max(covered, end)
    return "".join((*parts, text[written:]))


def _as_command(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
