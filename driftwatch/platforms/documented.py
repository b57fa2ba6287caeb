"""An OpenAPI value that a document holds, as a documentation: entries without secrets, with their contradictions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from driftwatch.errors import BudgetError, DocumentError
from driftwatch.extract.openapi.contradictions import contradictions_of_openapi
from driftwatch.extract.openapi.document import entries_of_openapi
from driftwatch.model.address import ROOT
from driftwatch.model.facts import AnyFact, Field
from driftwatch.model.json_values import Json
from driftwatch.model.paths import name_in, split
from driftwatch.model.snapshot import Entry
from driftwatch.model.stored import entry_of
from driftwatch.platforms.platform import Documentation, Form
from driftwatch.redaction import MASK, looks_secret, redact

MOST_OPERATIONS: Final = 50_000
"""Operations of one document. The largest public description has some 20,000."""
MOST_FACTS: Final = 1_000_000
"""Facts of one document: pointers into parts of parts write out to any number of them. GitHub's file has 180,000."""

_encode = msgspec.json.Encoder().encode


def documentation_of(document: Json, *, place: str, form: Form, spec: str = "", part: str = "") -> Documentation:
    """Read an OpenAPI document into a documentation.

    Args:
        document: the parsed OpenAPI document.
        place: place of the document that holds it.
        form: how it is held.
        spec: place of the OpenAPI file that it is a copy of.
        part: place of the page that it stands on, where one document holds several pages.

    Raises:
        DocumentError: it is not an OpenAPI document, is nested too deeply, or is over its budget.
    """
    document = _without_queries(document)
    try:
        found = contradictions_of_openapi(document)
        entries = tuple(
            entry_of(
                entry.owner,
                entry.documents,
                without_secrets((*entry.facts, *found.get((entry.owner.kind, entry.owner.name), ()))),
            )
            for entry in within_budget(entries_of_openapi(document, place=place))
        )
    except RecursionError:
        raise DocumentError(f"{place} is nested too deeply") from None
    return Documentation(form=form, entries=entries, spec=spec, part=part)


def within_budget(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries until they come to more than one document may state; their facts are made on the way."""
    operations = facts = 0
    for entry in entries:
        operations += entry.owner.kind == "operation"
        facts += len(entry.facts)
        if operations > MOST_OPERATIONS:
            raise BudgetError(MOST_OPERATIONS, "operations")
        if facts > MOST_FACTS:
            raise BudgetError(MOST_FACTS, "facts")
        yield entry


def without_secrets(facts: tuple[AnyFact, ...]) -> tuple[AnyFact, ...]:
    """Mask what looks like a credential in every fact: in defaults, server URLs, texts."""
    plain = tuple(_without_secret_values(fact) if isinstance(fact, Field) else fact for fact in facts)
    return tuple(_clean(fact) for fact in plain) if looks_secret(_encode(plain).decode()) else plain


def _clean(fact: AnyFact) -> AnyFact:
    if not looks_secret(_encode(fact).decode()):
        return fact
    return msgspec.structs.replace(fact, **{name: _redacted(getattr(fact, name)) for name in fact.__struct_fields__})


def _without_secret_values(fact: Field) -> Field:
    """Mask a default or constant that is a secret only by the name of its field: `api_key: 8f3a...`."""
    name = name_in(split(fact.at)[1]) or ROOT
    changed = {
        keyword: MASK
        for keyword in ("default", "const")
        if isinstance(value := getattr(fact, keyword), str) and looks_secret(f"{name}={value}")
    }
    return msgspec.structs.replace(fact, **changed) if changed else fact


def _redacted(value: Json) -> Json:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, tuple | list):
        return type(value)(_redacted(item) for item in value)
    if isinstance(value, dict):
        return {key: _redacted(item) for key, item in value.items()}
    if isinstance(value, Struct):
        changed = {name: _redacted(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    return value


def _without_queries(document: Json) -> Json:
    """Drop queries from path templates: the quota endpoint is documented as `/user/quota?key=...`."""
    paths = document.get("paths") if isinstance(document, Mapping) else None
    if not isinstance(paths, Mapping) or not any("?" in str(path) for path in paths):
        return document
    plain: dict[str, Json] = {}
    for path, item in paths.items():
        plain.setdefault(str(path).partition("?")[0], item)
    return {**document, "paths": plain}
