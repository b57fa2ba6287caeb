"""Text from outside, made inert for each surface: Markdown, a terminal, workflow commands.

Mentions, references such as `fixes #1`, HTML and closing fences stay text only inside code; GitHub's mention filter
works on rendered text, so that escaping does not stop it. Invisible and reordering characters are spelled out.
"""

import re
import unicodedata
from typing import Final

from driftwatch.model.json_values import Json, canonical

MAX_SHOWN: Final = 160
"""Characters of one value that a report shows."""

_KEPT: Final = frozenset("\t\n")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VARIATION: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NOT_PLAIN: Final = re.compile(r"[\d\[{\"-]|(true|false|null)?$")
_URL: Final = re.compile(r"https?://[A-Za-z0-9._~:/?&=%+\-\[\]]{1,500}")


def visible(text: str) -> str:
    """Spell out characters that a reader cannot see or that reorder text: `{U+202E}`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(character) for character in text)


def one_line(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Fold white space, spell out the invisible, and cut what is long."""
    folded = visible(" ".join(text[: limit * 4].split()))
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"


def shown(value: Json, *, limit: int = MAX_SHOWN) -> str:
    """Write a JSON value for people: strings as they are when they are plain, everything else as JSON."""
    if (
        isinstance(value, str)
        and value
        and value == value.strip()
        and not re.match(r"[\d\[{\"-]|true$|false$|null$", value)
    ):
        return one_line(value, limit=limit)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return one_line(", ".join(value) or "[]", limit=limit)
    if isinstance(value, dict) and value and all(re.fullmatch(r"[a-z_]{1,30}", key) for key in value):
        return one_line("; ".join(f"{key}: {shown(item, limit=limit)}" for key, item in value.items()), limit=limit)
    return one_line(canonical(value), limit=limit)


def code(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Make a Markdown code span that nothing inside can close; also fit for a table cell (GFM)."""
    inner = one_line(text, limit=limit).replace("|", "\\|")
    if not inner:
        return "-"
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") or not inner.strip() else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def prose(message: str) -> str:
    """Make a message of ours safe in Markdown: what stands in backticks becomes a code span, the rest is escaped."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return code(message, limit=600)
    return "".join(code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts))


def link(url: str) -> str:
    """Make a plain web address a Markdown autolink, anything else a code span."""
    return f"<{url}>" if _URL.fullmatch(url) else code(url, limit=500)


def spans(message: str) -> tuple[tuple[str, bool], ...]:
    """Part a message of ours into text and names from outside, which stand in backticks: `(text, is a name)`."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return ((message, True),)
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)


def web_address(url: str) -> str:
    """Return a plain web address as it is, and nothing for any other: `javascript:`, `data:`, credentials."""
    return url if _URL.fullmatch(url) else ""


def fenced(text: str, *, limit: int = 2000) -> str:
    """Make a fenced block that nothing inside can close."""
    inner = "\n".join(visible(line) for line in text[:limit].splitlines())
    longest = max((len(run) for run in re.findall(r"`{3,}", inner)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{inner}\n{fence}"


def command_data(text: str) -> str:
    """Escape the message of a workflow command (GitHub Actions toolkit, core/command.ts)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_\[\]<>&|~#@!$])", r"\\\1", visible(text.replace("\n", " ")))


def _spelled(character: str) -> str:
    if character in _KEPT or not (unicodedata.category(character) in _INVISIBLE or _VARIATION.match(character)):
        return character
    return f"{{U+{ord(character):04X}}}"
