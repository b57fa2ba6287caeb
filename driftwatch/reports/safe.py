"""Text from outside, made inert for each surface: Markdown, a terminal, workflow commands.

Mentions, references such as `fixes #1`, HTML and closing fences stay text only inside code; GitHub's mention filter
works on rendered text, so that escaping does not stop it. Invisible and reordering characters are spelled out.
"""

import re
from collections.abc import Callable
from typing import Final

from driftwatch.model.characters import spelled
from driftwatch.model.json_values import Json, canonical
from driftwatch.patterns import lazy_regex

MAX_SHOWN: Final = 160
"""Characters of one value that a report shows."""
_LONGEST_NAME: Final = 400
"""Of what stands in backticks in a message of ours, which cuts names itself and quotes sentences whole."""

_KEPT: Final = frozenset("\t\n")
_COMMAND: Final = "##["
"""A runner of GitHub Actions obeys `##[name]` anywhere in a line (ActionCommand.TryParse)."""
_SKIPS: Final = lazy_regex(
    r"""(?ix)
      \[[^\[\]\n]{0,60}?(?=skip)           # [skip ci], [ci skip], [skip actions], [CF-Pages-Skip]
    | (?:\[|\*\*)\s*+(?=no[\s_-]*+ci)        # [no ci], ***NO_CI***
    | (?=skip[\s_-]*+(?:ci\b|checks))     # --skip-ci, skip-checks: true
    | (?=ci[\s_-]*+skip)                    # --ci-skip
    """
)
"""Up to the word for which a service leaves out the build of a commit: GitHub, GitLab, Azure, CircleCI, Travis,
AppVeyor, Drone, Buildkite, Netlify, Vercel, Cloudflare and Render each document some of these."""
_HARMLESS: Final = lazy_regex(r"(?:[A-Z]{3,7} )?[A-Za-z0-9_/{}.\[\]*:-]{1,80}")
_LIVE: Final = lazy_regex(r"(?i)://|\bwww\.|:[a-z0-9_+-]+:|\bgh-\d|\b[0-9a-f]{7,64}\b|[@#$]")
"""What GitHub makes live in plain text, escaped or not: addresses, emoji, issues, commits, mentions, mathematics."""
_SCHEME: Final = lazy_regex(r"(?i)\b(?:https?|ftp)://")
_COMMIT: Final = lazy_regex(r"[0-9a-fA-F]{40,64}")
_REFERENCE: Final = lazy_regex(
    r"""(?ix)
      @(?=\w)                         # @octocat, a@b.example
    | \#(?=\d)                        # #1, owner/name#1
    | (?<=\bgh)-(?=\d)                # GH-1
    | (?<=http):|(?<=https):|(?<=ftp):|(?<=\bwww)\.
    | :(?=//)                         # what is left of an address within an address
    | :(?=[a-z0-9_+-]{0,30}[a-z_+-][a-z0-9_+-]{0,30}:)   # :tada:, :+1:
    | :(?=(?:100|1234):)            # the emoji with names of digits alone; 12:30:45 is a time
    """
)
"""The character by which GitHub knows something live in plain text."""
_URL: Final = lazy_regex(r"https?://[A-Za-z0-9._~:/?&=%+\-\[\]]{1,500}")


def visible(text: str) -> str:
    """Spell out what nobody sees, reorders text or piles up: `{U+202E}`; break up `##[` and `[skip ci]`."""
    if not (text.isascii() and text.isprintable()):
        text = spelled(text, _spelled)
    return _unskipped(text.replace(_COMMAND, "#{U+0023}["))


def one_line(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Fold white space, show line ends as ⏎, spell out the invisible, and cut what is long."""
    lines = (" ".join(line.split()) for line in text[: limit * 4].splitlines())
    folded = visible(" ⏎ ".join(line for line in lines if line))
    return folded if len(folded) <= limit else folded[: limit - 1].rstrip() + "…"


def log_line(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Write one line for a terminal or a log, its indentation kept; a runner obeys `::name::` where a line begins."""
    words = text.lstrip(" ")
    line = one_line(words, limit=limit)
    return " " * (len(text) - len(words)) + (f":{{U+003A}}{line[2:]}" if line.startswith("::") else line)


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
    """Make a code span for a cell of a table (GFM): what a bar in it would part stays together."""
    return span(text, limit=limit).replace("|", "\\|")


def span(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Make a Markdown code span that nothing inside can close; outside of tables, where a bar stands as it is."""
    inner = one_line(text, limit=limit)
    if not inner:
        return "-"
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") or not inner.strip() else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def prose(message: str) -> str:
    """Make a message of ours safe in Markdown: what stands in backticks becomes a code span, the rest is escaped.

    A name with backticks of its own puts text from outside where our words should be; then the whole is code.
    """
    return _prose(message, span)


def cell(message: str) -> str:
    """Make a message of ours safe in a cell of a table, as `prose` does outside of one."""
    return _prose(message, code)


def _prose(message: str, name: Callable[..., str]) -> str:
    parts = message.split("`")
    if len(parts) % 2 == 0 or any(_LIVE.search(part) for part in parts[::2]):
        return name(message, limit=600)
    shown = (name(part, limit=_LONGEST_NAME) if index % 2 else _escaped(part) for index, part in enumerate(parts))
    return "".join(shown)


def bare(text: str) -> str:
    """Return a name or `METHOD /path` that may stand outside of code, and `…` for every other text.

    Commit messages and titles know no code: `fixes #1` in them closes an issue, `@name` calls somebody, `[skip-ci]`
    leaves the commit without a build.
    """
    return text if _HARMLESS.fullmatch(text) and not _LIVE.search(text) and not _SKIPS.search(text) else "…"


def unlinked(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Write a line where there is no code, so that GitHub makes nothing live of it; values in it stay readable.

    Web addresses lose their scheme, and what calls somebody or refers to an issue is broken up: `{U+0040}octocat`.
    """
    bared = _SCHEME.sub("", one_line(text, limit=limit + 100))
    broken = _REFERENCE.sub(lambda match: f"{{U+{ord(match[0]):04X}}}", _COMMIT.sub(lambda m: f"{m[0][:12]}…", bared))
    return one_line(broken, limit=limit)


def link(url: str) -> str:
    """Make a plain web address a Markdown autolink, anything else a code span."""
    return f"<{url}>" if _URL.fullmatch(url) else span(url, limit=500)


def spans(message: str) -> tuple[tuple[str, bool], ...]:
    """Part a message of ours into text and names from outside, which stand in backticks: `(text, is a name)`."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return ((message, True),)
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)


def web_address(url: str) -> str:
    """Return a plain web address as it is, and nothing for any other: `javascript:`, `data:`, credentials."""
    return url if _URL.fullmatch(url) else ""


def fenced(text: str, *, limit: int = 2000, language: str = "text") -> str:
    """Make a fenced block that nothing inside can close."""
    inner = "\n".join(visible(line) for line in text[:limit].splitlines())
    longest = max((len(run) for run in re.findall(r"`{3,}", inner)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{inner}\n{fence}"


def command_data(text: str) -> str:
    """Escape the message of a workflow command (GitHub Actions toolkit, core/command.ts)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_\[\]<>&|~#@!$])", r"\\\1", visible(text.replace("\n", " ")))


def _unskipped(text: str) -> str:
    """Break up what has a CI service skip a commit: a squash merge makes its message of a pull request's text."""
    lowered = text.lower()
    if "skip" not in lowered and not ("no" in lowered and "ci" in lowered):
        return text
    # What is left of a bracket may hold the word again. All of a round at once: one by one is quadratic in the text.
    while starts := _word_starts(text):
        text = "".join(f"{{U+{ord(letter):04X}}}" if number in starts else letter for number, letter in enumerate(text))
    return text


def _word_starts(text: str) -> frozenset[int]:
    return frozenset(match.end() for match in _SKIPS.finditer(text))


def _spelled(character: str) -> str:
    return character if character in _KEPT else f"{{U+{ord(character):04X}}}"
