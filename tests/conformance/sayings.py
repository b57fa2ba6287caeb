"""What no finding may say, whatever it finds: the laws of messages and advice."""

import re
from collections.abc import Iterator

from driftwatch.model.address import ROOT, child
from driftwatch.model.change import Change
from driftwatch.model.finding import Finding
from driftwatch.model.paths import parent
from driftwatch.rules.places import spoken

_INNER = (
    (re.compile(r"`\[\]|\[\]`(?!\w)|\[\]\["), "a path of nothing but items"),
    (re.compile(r"~[012]"), "an escape"),
    (re.compile(r"any~|<(?:any|one|all)Of"), "a step of an address"),
    (re.compile(r"[\ue000-\uf8ff]"), "a character for private use"),
    (re.compile(r"``"), "an empty name"),
    (re.compile(r"UNSET|NotPresent|frozenset|Requirement\("), "a value of Python"),
)
_READS = re.compile(r"\b(?:read|reads|reader|parser?|parse|receive[sd]?)\b", re.IGNORECASE)
_SENDS = re.compile(r"\b(?:send|sends|sending|sent)\b", re.IGNORECASE)
_BOTH = re.compile(r"is now (.+), before (.+?)\.?$|is now (.+) \(was (.+)\)\.?$")


def faults(finding: Finding, change: Change) -> Iterator[str]:
    """Yield what is wrong with the words of a finding."""
    yield from (f"{what} in: {finding.message}" for pattern, what in _INNER if pattern.search(finding.message))
    match = _BOTH.search(finding.message)
    if match and (match[1] or match[3]) == (match[2] or match[4]):
        yield f"the same before and after: {finding.message}"
    yield from (f"does not name {name}: {finding.message}" for name in _named(change) if name not in finding.message)
    wrong = {"request": _READS, "response": _SENDS}.get(change.direction or "")
    if wrong is not None and wrong.search(finding.advice):
        yield f"advises the other side: {finding.id}: {finding.advice}"


def _named(change: Change) -> Iterator[str]:
    """Name what must stand in the message: the parameter; of a renaming both paths, or both names."""
    if "parameter" in change.role and change.name:
        yield f"`{change.name}`"
    if change.kind == "field.renamed":
        above = parent(change.field or ROOT)
        yield from (f"`{spoken(path).name}`" for path in (child(above, str(change.before)), change.field or ROOT))
