"""Types that are called by a name of the page's own: `Widget`, `Widget[]`, `Map<String, Widget>`."""

import re
from typing import Final

from driftwatch.patterns import lazy_regex

_NAMED: Final = lazy_regex(
    r"(?:(?P<map>(?:[Mm]ap|[Dd]ict(?:ionary)?|Record|HashMap)(?:[<\[(]\s?[A-Za-z]\w{0,20}\s?,\s?|\[string\]))|\[\]"
    r"|(?P<list>(?:[Aa]rray|[Ll]ist)(?:\sof\s|\[|<)|\[))?"
    r"(?P<name>[A-Za-z_]\w{1,60})(?P<many>\[\])?[\]>)]?(?:\sobjects?)?(?:\s?\|\s?null|\sor\snull)?"
)
_BEHIND: Final = lazy_regex(
    r"<\s?(?:[A-Za-z]\w{0,20}\s?,\s?)?([A-Za-z_]\w{1,60})\s?>\s(array|list|set|map)", re.IGNORECASE
)
"""What a container holds in front of its name: `< Widget > array`."""
_LONGEST: Final = 160


def named_type(kind: str) -> tuple[str, str]:
    """Return what a type is called, and the step from a field of it to what is called so; ("", "") for no one word.

    >>> named_type("Widget"), named_type("array[Widget]"), named_type("Map<String, Widget>"), named_type("a widget")
    (('Widget', ''), ('Widget', '[]'), ('Widget', '.*'), ('', ''))
    """
    kind = kind.strip()
    if kind.startswith("<") and len(kind) <= _LONGEST and (held := _BEHIND.fullmatch(kind)):
        return held[1], ".*" if held[2].lower() == "map" else "[]"
    match = _NAMED.fullmatch(kind) if len(kind) <= _LONGEST else None
    if match is None:
        return "", ""
    is_list = match["list"] or match["many"] or kind.startswith("[]")
    return match["name"], ".*" if match["map"] else "[]" if is_list else ""
