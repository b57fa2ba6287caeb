"""Links of a response: which operation can be called next, and with which of its values.

Source: https://spec.openapis.org/oas/v3.2.0#link-object
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import UNSET

from driftwatch.extract.data import loose
from driftwatch.extract.openapi.references import Pointers
from driftwatch.model import address
from driftwatch.model.facts import Link, Unresolved
from driftwatch.model.json_values import Json, pointer_parts

_PATHS: Final = "#/paths/"


def link_facts(links: Json, pointers: Pointers, *, at: str) -> Iterator[Link | Unresolved]:
    """Yield the links of the response at an address; one that is a reference which leads nowhere as what it stands for.

    The address of an `Unresolved` is that of the link: its place among others is the caller's to know.
    """
    for name, node in pointers.resolved(links).items():
        where = address.join(at, "link", address.name_step(str(name)))
        reference = pointers.dangling(node)
        if reference:
            yield Unresolved(at=where, reference=reference)
            continue
        link = pointers.resolved(node)
        parameters = loose.mapping(link.get("parameters"))
        yield Link(
            at=where,
            name=str(name),
            target=_target(link, pointers),
            parameters={str(key): parameters[key] for key in sorted(parameters, key=str)},
            request_body=link.get("requestBody", UNSET),
            server=loose.text(loose.mapping(link.get("server")).get("url")),
        )


def _target(link: Mapping[str, Json], pointers: Pointers) -> str:
    """Name an operation of the same document by its id, whether the link does so or points at it."""
    reference = loose.text(link.get("operationRef"))
    if not reference.startswith(_PATHS):
        return loose.text(link.get("operationId")) or reference
    *_, path, method = ("", *pointer_parts(reference))
    operation = loose.mapping(pointers.target(reference))
    return loose.text(operation.get("operationId")) or f"{method.upper()} {path}"
