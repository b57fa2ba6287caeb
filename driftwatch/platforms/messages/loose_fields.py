"""Fields of a page that names no call: they are facts of the page itself, until something names their call.

They stand at `request · prompt`, `request · query · limit`, `response · task_id`: no media type and no status is said.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from driftwatch.extract.fields.field import NAMED, OR_ELSE, DocumentedField, field_facts
from driftwatch.model import address
from driftwatch.model.facts import ADDRESS, Field, StatedBy
from driftwatch.platforms.messages.told import Told


def loose_facts(told: Sequence[Told]) -> tuple[Field, ...]:
    """Return the fields that headings call sent or returned, sorted by address.

    Where they stand below headings that name several things (functions of a library, tools), they are of several calls
    that nothing tells apart, and () is returned: their rows are watched as rows.
    """
    spoken = [each for each in told if each.fields and each.says_role and not each.aim.is_elsewhere]
    if len({each.subject for each in spoken}) != 1:
        return ()
    groups: dict[str, list[DocumentedField]] = {}
    for each in spoken:
        for field in map(_of_this_page, each.fields):
            groups.setdefault(_root(field.within or each.aim.where), []).append(field)
    stated_by: StatedBy = "component" if any(each.is_component for each in spoken) else "table"
    found = [fact for at, fields in groups.items() for fact in field_facts(fields, at=at, stated_by=stated_by)]
    return tuple(sorted(found, key=ADDRESS))


def _of_this_page(field: DocumentedField) -> DocumentedField:
    """Leave out of what another page may describe by its name alone, and where else a link may lead."""
    target = "" if field.target.startswith(NAMED) else field.target.partition(OR_ELSE)[0]
    return replace(field, target=target, children=tuple(map(_of_this_page, field.children)))


def _root(within: str) -> str:
    if within == "response":
        return "response"
    return address.join("request", within if within != "body" else "")
