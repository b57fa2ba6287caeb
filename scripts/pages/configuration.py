"""docs/configuration.md: the tables of keys, out of what the configuration is read into."""

from msgspec import NODEFAULT, Struct

from driftwatch.config import keys as config
from pages.regions import filled, named, table
from pages.structs import Member, UndocumentedError, as_toml, documented_members, structs_below, words

HEAD = ("key", "type", "default", "meaning")


def configuration(page: str) -> str:
    """Return the page with its tables written anew.

    Raises:
        UndocumentedError: a key has no docstring, or a table of the configuration none on the page.
    """
    kinds = {kind.__name__: kind for kind in structs_below(config.Config)}
    shown = named(page, "keys")
    if sorted(shown) != sorted(kinds):
        raise UndocumentedError(
            f"docs/configuration.md has tables of {sorted(shown)}, the configuration of {sorted(kinds)}"
        )
    return filled(page, {"keys": lambda name: keys(kinds[name])})


def keys(kind: type[Struct]) -> str:
    limits = config.LIMITS.get(kind, {})
    return table(HEAD, [row(each, limits.get(each.name)) for each in documented_members(kind)])


def row(member: Member, limits: tuple[float, float] | None) -> tuple[str, ...]:
    kind = words(member, table="table")
    if limits:
        kind += f", {limits[0]} to {limits[1]}"
    return f"`{member.name}`", kind, default(member), member.meaning


def default(member: Member) -> str:
    if member.default is NODEFAULT:
        return "required"
    return "" if isinstance(member.default, Struct) else f"`{as_toml(member.default)}`"
