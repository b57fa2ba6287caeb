"""Field tables on a page whose operation an OpenAPI block describes: they are held against the schema.

A table under a heading that says where its fields travel may also add fields; any other one only contradicts.
"""

from collections.abc import Iterator

from driftwatch.extract.blocks import Section, Table
from driftwatch.extract.call_facts import Call, call_facts
from driftwatch.extract.field_tables import table_fields
from driftwatch.extract.fields import DocumentedField
from driftwatch.extract.legends import stars_mean_required
from driftwatch.extract.roles import aim_of
from driftwatch.model.facts import AnyFact
from driftwatch.platforms.platform import Claim

_Told = tuple[bool, str, tuple[DocumentedField, ...]]
"""Whether a heading says where the fields travel, "response" or "request", the fields."""


def table_facts_beside(page: Section) -> tuple[tuple[AnyFact, ...], tuple[AnyFact, ...]]:
    """Return the facts of tables under telling headings, and those of the others."""
    told = list(_tables(page))
    return _facts([item for item in told if item[0]]), _facts([item for item in told if not item[0]])


def table_claims(page: Section) -> tuple[Claim, ...]:
    """Return what tables say outright of whether a field is required; "no" counts as well as "yes"."""
    return tuple(
        Claim(
            name=field.name,
            aspect="required",
            says=field.required,
            within="response" if side == "response" else "request",
            locator=field.locator,
            stated_by="table",
        )
        for _, side, fields in _tables(page)
        for field in fields
        if field.required is not None and field.name and field.within in {"", "body", "response"}
    )


def _facts(told: list[_Told]) -> tuple[AnyFact, ...]:
    sent = tuple(field for _, side, fields in told if side == "request" for field in fields)
    received = tuple(field for _, side, fields in told if side == "response" for field in fields)
    if not sent and not received:
        return ()
    return call_facts(Call(request=sent, responses={"200": received} if received else {}), stated_by="table")


def _tables(page: Section) -> Iterator[_Told]:
    stars = stars_mean_required(page)
    for above, section in page.walk():
        aim = aim_of([inner.title for inner in (*above, section)][1:])
        if aim.is_elsewhere:
            continue
        for block in section.blocks:
            fields = table_fields(block, place=section.title, stars=stars) if isinstance(block, Table) else ()
            if fields:
                yield bool(aim.side), "response" if aim.side == "response" else "request", fields
