r"""Field paths: the manifest's `choices.*.message.content` and the facts' `choices[].message<oneOf:Text>.content`.

Both become steps: names without escapes, and `ANY` for every item of a list or value of a map. Branches of a schema
(oneOf, allOf, ...) are no step: a manifest does not know them.
"""

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from driftwatch.model.address import EMPTY, ROOT, escape, unescape

ANY: Final = "*"
Steps: TypeAlias = tuple[str, ...]
Relation: TypeAlias = Literal["same", "within", "around", "apart"]
"""How a claim's path stands to a fact's: at it, below it (`within`), above it (`around`), or elsewhere."""

_STEP: Final = re.compile(r"\[\]|<(?:[^\\>]|\\.)*>|\.\*|(?:[^.\[<\\]|\\.)+|.", re.DOTALL)
_ITEMS: Final = ("<prefixItems", "<contains", "<patternProperties", "<additionalProperties", "<unevaluated")
_LITERAL_ANY: Final = "\\*"
"""A property that is really named `*`: no claim can mean it, and it is not ANY."""


@lru_cache(maxsize=4096)
def claim_steps(path: str) -> Steps:
    r"""Return the steps of a manifest's path; `\.` is a dot inside a name.

    >>> claim_steps("choices.*.a\\.b")
    ('choices', '*', 'a.b')
    """
    steps = re.findall(r"(?:[^.\\]|\\.)+", path, re.DOTALL)
    return tuple(ANY if step == ANY else _plain(step) for step in steps)


@lru_cache(maxsize=65536)
def fact_steps(path: str) -> Steps:
    """Return the steps of a fact's path, its branches left out.

    >>> fact_steps("choices[].message<oneOf:Text>.content")
    ('choices', '*', 'message', 'content')
    """
    if path == ROOT:
        return ()
    steps = []
    for step in _STEP.findall(path):
        if step in {"[]", ".*", ANY} or step.startswith(_ITEMS):
            steps.append(ANY)
        elif not step.startswith("<") and step != ".":
            steps.append(_plain(step))
    return tuple(steps)


def last_step(path: str) -> str:
    """Return the last step of a fact's path as it is written: a name, `[]`, `.*` or `<keyword:label>`.

    >>> last_step("messages[].role"), last_step("a.b[]"), last_step("a<oneOf:B>")
    ('role', '[]', '<oneOf:B>')
    """
    steps = _STEP.findall(path)
    return str(steps[-1]) if steps else path


def written(steps: Steps) -> str:
    r"""Write steps as a manifest's path.

    >>> written(("choices", "*", "a.b"))
    'choices.*.a\\.b'
    """
    return ".".join(step if step == ANY else _escaped(step) for step in steps)


def relation(claim: Steps, fact: Steps) -> Relation:
    """Tell how a claim stands to a fact."""
    shared = min(len(claim), len(fact))
    if claim[:shared] != fact[:shared]:
        return "apart"
    if len(claim) == len(fact):
        return "same"
    return "within" if len(claim) > len(fact) else "around"


def _plain(step: str) -> str:
    name = unescape(step)
    return _LITERAL_ANY if name == ANY else name


def _escaped(name: str) -> str:
    if name in ("", EMPTY):
        return escape(name)
    return re.sub(r"([\\.\[\]]|[^\S\n])", r"\\\1", name).replace("\n", "\\n")
