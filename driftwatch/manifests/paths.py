r"""Paths as a manifest writes them: `choices.*.message.content`.

They become steps as driftwatch.model.paths makes them of a fact's path: names without escapes, and `ANY` for every
item of a list or value of a map.
"""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from driftwatch.model.address import EMPTY, escape
from driftwatch.model.paths import ANY, NAMED_ANY, Claimed, unescape

Relation: TypeAlias = Literal["same", "within", "around", "apart"]
"""How a claim's path stands to a fact's: at it, below it (`within`), above it (`around`), or elsewhere."""


@lru_cache(maxsize=4096)
def claim_steps(path: str) -> Claimed:
    r"""Return the steps of a manifest's path; `\.` is a dot inside a name.

    >>> claim_steps("choices.*.a\\.b")
    ('choices', '*', 'a.b')
    """
    steps = re.findall(r"(?:[^.\\]|\\.)+", path, re.DOTALL)
    return tuple(ANY if step == ANY else _plain(step) for step in steps)


def written(steps: Claimed) -> str:
    r"""Write steps as a manifest's path.

    >>> written(("choices", "*", "a.b"))
    'choices.*.a\\.b'
    """
    return ".".join(step if step == ANY else _escaped(step) for step in steps)


def relation(claim: Claimed, fact: Claimed) -> Relation:
    """Tell how a claim stands to a fact."""
    shared = min(len(claim), len(fact))
    if claim[:shared] != fact[:shared]:
        return "apart"
    if len(claim) == len(fact):
        return "same"
    return "within" if len(claim) > len(fact) else "around"


def _plain(step: str) -> str:
    name = unescape(step)
    return NAMED_ANY if name == ANY else name


def _escaped(name: str) -> str:
    if name in ("", EMPTY):
        return escape(name)
    return re.sub(r"([\\.\[\]]|[^\S\n])", r"\\\1", name).replace("\n", "\\n")
