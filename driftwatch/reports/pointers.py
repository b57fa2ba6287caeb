"""Where in a specification a finding is documented, as a JSON pointer: its facts are kept without one."""

from typing import Final

from driftwatch.model.finding import Finding

_METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


def pointer_of(finding: Finding) -> str:
    """Return the pointer to the operation, or the response of it; "" for several of them and for shared schemas.

    What lies deeper is written in several ways: a body by version of the format, a field by reference or in place.
    """
    if len(finding.operations) != 1 or finding.schema:
        return ""
    method, _, path = finding.operations[0].partition(" ")
    if method.lower() not in _METHODS or not path.startswith("/"):
        return ""
    steps = ["paths", path, method.lower()]
    if finding.location.startswith("response") and finding.status:
        steps += ["responses", finding.status]
    return "#/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
