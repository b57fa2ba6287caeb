"""Boxes around text as Hugo writes them, as GitBook's hint is: `{{< hint danger >}}` up to `{{< /hint >}}`."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from driftwatch.extract.text.inline import SHOWN
from driftwatch.patterns import lazy_regex

BOX: Final = lazy_regex(
    r"\{\{[<%]\s{0,9}(?P<ends>/?)\s{0,9}(?P<name>hint|notice|note|tip|info|warning|alert|callout|admonition)\b"
    r"(?P<inner>[^{}<>%]{0,300})[>%]\}\}"
)
_TITLE: Final = lazy_regex(
    r"(?:^|\s)(?:(?:" + "|".join(SHOWN) + r")=(?:\"((?:[^\"\\]|\\.){1,200})\"|'([^']{1,200})')"
    r"|\"((?:[^\"\s\\]|\\.){1,100}\s(?:[^\"\\]|\\.){1,200}|[A-Z][^\"\s]{1,100})\")"
)
_CLOSE: Final = lazy_regex(r"(?<!`)(`)[^`\n]{1,500}`(?!`)|\{\{<(?=[a-z/])")
"""Code, which stays as it is written, or the sign of a short code that its name follows."""


def boxes(lines: Iterable[str]) -> frozenset[str]:
    """Return the names of the boxes of which each that is opened is closed: the others may stand alone."""
    found = [match for line in lines if "{{" in line for match in BOX.finditer(line)]
    opened = Counter(match["name"] for match in found if not match["ends"])
    closed = Counter(match["name"] for match in found if match["ends"])
    return frozenset(name for name, count in opened.items() if closed[name] == count)


def opening(match: re.Match[str]) -> str:
    """Return the begin of a box as GitBook has it, with what the box is called: by name, or in quotes.

    >>> opening(BOX.match('{{< alert color="red" title="Mind it" >}}'))
    '{% hint style="color=red title=Mind it" title="Mind it" %}'
    """
    inner = match["inner"].strip()
    title = _TITLE.search(inner)
    said = (title[1] or title[2] or title[3]).replace('\\"', '"').replace('"', "&quot;") if title else ""
    called = f' title="{said}"' if said else ""
    return '{% hint style="' + inner.replace('"', "") + f'"{called} %}}'


def set_apart(line: str) -> str:
    """Part the signs of short codes from their names, which would be tags: `{{<details>}}`.

    >>> set_apart("{{<details>}}, {{</details>}}")
    '{{< details>}}, {{< /details>}}'
    >>> set_apart("`{{<details>}}`, {{<details>}}")
    '`{{<details>}}`, {{< details>}}'
    """
    return _CLOSE.sub(lambda match: match[0] if match[1] else "{{< ", line)
