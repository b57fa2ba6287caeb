"""Field tables on a page whose operation an OpenAPI block describes: they are held against the schema.

A table under a heading that says where its fields travel, or of what is sent under one that names nothing else, may
also add fields; any other one only contradicts.
"""

from collections.abc import Iterator

from msgspec import Struct

from driftwatch.extract.fields.field_tables import table_fields
from driftwatch.extract.fields.legends import stars_mean_required
from driftwatch.extract.text.blocks import Section, Table
from driftwatch.extract.text.columns import names_arguments
from driftwatch.extract.words.role_words import NEUTRAL
from driftwatch.extract.words.roles import aim_of, role_of_title
from driftwatch.extract.words.wording import word
from driftwatch.model.facts import AnyFact
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.messages.found_call import FoundCall
from driftwatch.platforms.messages.sample_places import sent_by, sent_by_samples
from driftwatch.platforms.messages.told import Told
from driftwatch.platforms.platform import Claim


class Beside(Struct, frozen=True, kw_only=True):
    """The facts of some tables beside a schema; `adds` where their headings say what the fields are for."""

    facts: tuple[AnyFact, ...]
    assumed: frozenset[str]
    """Addresses of what stands where the method of the call sends such fields, of which the page does not say more."""
    adds: bool


def tables_beside(page: Section, call: NamedCall) -> Iterator[Beside]:
    """Yield the facts of tables under telling headings, then those of the others."""
    told = list(_tables(page))
    sent = sent_by(call.method, sent_by_samples(page))
    for adds in (True, False):
        found = FoundCall(call, sent)
        for each in told:
            if _adds(each) is adds:
                found.add(each)
        facts = found.facts()
        if facts:
            yield Beside(facts=facts, assumed=found.assumed(facts), adds=adds)


def _adds(told: Told) -> bool:
    return bool(told.aim.side) or (told.is_sent and not told.subject)


def table_claims(page: Section) -> tuple[Claim, ...]:
    """Return what tables say outright of whether a field is required; "no" counts as well as "yes"."""
    return tuple(
        Claim(
            name=field.name,
            aspect="required",
            says=field.required,
            within="response" if told.aim.side == "response" else "request",
            locator=field.locator,
            stated_by="table",
        )
        for told in _tables(page)
        for field in told.fields
        if field.required is not None and field.name and field.within in {"", "body", "response"}
    )


def _tables(page: Section) -> Iterator[Told]:
    stars = stars_mean_required(page)
    for above, section in page.walk():
        titles = [inner.title for inner in (*above, section)][1:]
        aim = aim_of(titles)
        subject = () if all(role_of_title(title) or word(title) in NEUTRAL for title in titles) else (0,)
        if aim.is_elsewhere:
            continue
        for block in section.blocks:
            fields = table_fields(block, place=section.title, stars=stars) if isinstance(block, Table) else ()
            if isinstance(block, Table) and fields:
                named = names_arguments(block.header)
                yield Told(place=((), 0), aim=aim, fields=fields, names_arguments=named, subject=subject)
