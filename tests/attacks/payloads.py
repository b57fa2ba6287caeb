"""The attacks of tests/attacks.jsonl, and which test exercises which of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import Struct

_Test = TypeVar("_Test", bound=Callable[..., Any])


class Attack(Struct, frozen=True, kw_only=True):
    """One entry: what is sent, over which surface, and what must come of it (`test` says it as pseudocode)."""

    id: str
    surface: str
    kind: str
    payload: str | list[str]
    expected: str
    test: str

    @property
    def text(self) -> str:
        """The payload, which is text to be planted as it is."""
        assert isinstance(self.payload, str), self.id
        return self.payload


ATTACKS = {
    attack.id: attack
    for attack in (
        Attack(**json.loads(line))
        for line in (Path(__file__).parents[1] / "attacks.jsonl").read_text("utf-8").splitlines()
    )
}
"""By id, in the order of the file."""

PLANTED = tuple(
    each.id
    for each in ATTACKS.values()
    if each.kind == "text"
    and each.surface in {"markdown", "template", "export", "terminal", "log", "actions", "git", "parser"}
)
"""Text that stands in the hostile site, each in a corner of its own: the first one's is `corner(1)`."""

OWN = (
    "`@octocat` `fixes #1` <b>`x",
    "a` @octocat and #1 `b",
    "x\u0085::error::y\u2028::error::z",
    "\x9b31mred\x9d8;;https://evil.example\x9c",
    "``` [x](https://evil.example) ``\u202e`@a`",
    "| x | <!-- --> | @octocat |\n|---|---|\n\n- [ ] @octocat",
)
"""Attacks of our own, which aim at how messages quote names; in the corners after those of the list."""

CLAIMED: dict[str, list[str]] = {}
"""Attack -> tests of this folder that exercise it, filled while they are imported."""


def texts(*surfaces: str) -> list[str]:
    """Name the attacks of some surfaces that are plain text."""
    return [each.id for each in ATTACKS.values() if each.kind == "text" and each.surface in surfaces]


def exercises(*ids: str) -> Callable[[_Test], _Test]:
    """Run a test once for each of some attacks, as its argument `attack`."""

    def decorate(test: _Test) -> _Test:
        for each in ids:
            CLAIMED.setdefault(each, []).append(test.__qualname__)
        marked: _Test = pytest.mark.parametrize("attack", [ATTACKS[each] for each in ids], ids=ids)(test)
        return marked

    return decorate
