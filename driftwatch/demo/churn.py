"""The cosmetic churn of a docs generator: what changes between two builds although nothing was said anew.

Each function is pure and deterministic, so that a version of the site has the same bytes everywhere.
"""

import hashlib
from typing import Any, Literal

from driftwatch.patterns import lazy_regex

# A set written as a list: its order says nothing.
_SETS = frozenset({"enum", "required", "oneOf", "anyOf"})
_EXAMPLES = frozenset({"example", "examples"})
_STAMPS = range(1_700_000_000, 1_900_000_000)
_GENERATED_ID = lazy_regex(r"^(task|video|chatcmpl|resp|msg|req)[_-][0-9a-z]{4,40}$")
_APOSTROPHE = lazy_regex(r"(?<=[a-z])'(?=[a-z])")
_IMAGE = lazy_regex(r"\{\{image:([a-z0-9.-]{1,60})\}\}")

Order = Literal["written", "sorted", "reversed"]


def digest(*parts: str, length: int = 16) -> str:
    """Give a short hex digest of `parts`, as asset names and signatures carry it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:length]


def reordered(value: Any, order: Order) -> Any:
    """Write the keys, and the lists that are sets, of a JSON value in another order."""
    if isinstance(value, dict):
        pairs = [(key, _reordered_member(key, item, order)) for key, item in value.items()]
        if order == "sorted":
            pairs.sort(key=lambda pair: pair[0])
        elif order == "reversed":
            pairs.reverse()
        return dict(pairs)
    if isinstance(value, list):
        return [reordered(item, order) for item in value]
    return value


def regenerated(value: Any, epoch: int) -> Any:
    """Give every example inside an OpenAPI value the time stamps and ids of another day."""
    if isinstance(value, dict):
        return {
            key: _stamped(item, epoch) if key in _EXAMPLES else regenerated(item, epoch) for key, item in value.items()
        }
    if isinstance(value, list):
        return [regenerated(item, epoch) for item in value]
    return value


def requoted(value: Any, quotes: Literal["straight", "typographic"]) -> Any:
    """Write the apostrophes of every description and summary as the typesetter of the day does."""
    if quotes == "straight":
        return value
    if isinstance(value, dict):
        return {
            key: typographic(item)
            if key in {"description", "summary"} and isinstance(item, str)
            else requoted(item, quotes)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [requoted(item, quotes) for item in value]
    return value


def typographic(text: str) -> str:
    """Turn the apostrophes inside words into typographic ones."""
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)


def prose(text: str, *, build: str, quotes: str, tables: str) -> str:
    """Write the prose of a page as one build of the site shows it; code stays as it is."""
    lines: list[str] = []
    table: list[str] = []
    in_code = False
    for line in text.split("\n"):
        bare = line.strip()
        fence = bare.startswith("```")
        if not (in_code or fence) and bare.startswith("|"):
            table.append(line)
            continue
        lines += _table(table, tables)
        table = []
        lines.append(_line(line, in_code=in_code, opens_code=fence and not in_code, quotes=quotes))
        in_code ^= fence
    lines += _table(table, tables)
    return _IMAGE.sub(lambda match: _signed(match[1], build), "\n".join(lines))


def _reordered_member(key: str, item: Any, order: Order) -> Any:
    if key in _EXAMPLES:
        return item
    inner = reordered(item, order)
    if key in _SETS and isinstance(inner, list) and order != "written":
        return sorted(inner, key=repr) if order == "sorted" else inner[::-1]
    return inner


def _stamped(value: Any, epoch: int) -> Any:
    if isinstance(value, dict):
        return {key: _stamped(item, epoch) for key, item in value.items()}
    if isinstance(value, list):
        return [_stamped(item, epoch) for item in value]
    if isinstance(value, int) and value in _STAMPS:
        return epoch + value % 97
    if isinstance(value, str) and (match := _GENERATED_ID.match(value)):
        return f"{match[1]}{value[len(match[1])]}{digest(value, str(epoch), length=12)}"
    return value


def _table(rows: list[str], layout: str) -> list[str]:
    if layout == "compact" or not rows:
        return rows
    indent = rows[0][: len(rows[0]) - len(rows[0].lstrip())]
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    padded = (
        [cell.ljust(width, "-" if index == 1 else " ") for cell, width in zip(row, widths, strict=True)]
        for index, row in enumerate(cells)
    )
    return [f"{indent}| {' | '.join(row)} |" for row in padded]


def _line(line: str, *, in_code: bool, opens_code: bool, quotes: str) -> str:
    if opens_code:
        return f"{line} theme={{null}}"
    return line if in_code or quotes == "straight" else typographic(line)


def _signed(name: str, build: str) -> str:
    query = f"fit=max&auto=format&n={digest(build, name)}&q=85&s={digest(name, build, length=32)}"
    return f"![{name.rsplit('.', 1)[0]}](https://images.docs.example/{digest(build)}/{name}?{query})"
