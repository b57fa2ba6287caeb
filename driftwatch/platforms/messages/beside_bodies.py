"""What a call has beside another part that says the same of it: "Request params" beside "Request body", a "Schema"."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.text.blocks import Section
from driftwatch.extract.words.roles import Aim
from driftwatch.extract.words.wording import unadorned, word
from driftwatch.platforms.messages.sample_places import BODILESS
from driftwatch.platforms.messages.told import Told, sections_to

_MODELS: Final = frozenset(("schema", "model", "data model", "definition", "entity", "structure", "data structure"))


def but_in_bodies(told: Sequence[Told]) -> tuple[Told, ...]:
    """Take what is called parameters as part of the address, where the body of the same call is told apart.

    What the body has as well, by its fields or by a sample, may be described twice.
    """
    bodies = [each for each in told if (each.aim.side, each.aim.within) == ("request", "body")]
    if not any(each.fields for each in bodies):
        return tuple(told)
    names = {"body", "payload"}  # what is described below such a heading may be this field
    names |= {field.name.partition(".")[0].partition("[")[0] for each in bodies for field in each.fields}
    names.update(
        name for each in told if isinstance(each.sample, dict) and each.aim.side != "response" for name in each.sample
    )
    return tuple(
        replace(each, aim=Aim("request", "path", is_url=True))
        if _is_of_address(each) and names.isdisjoint(each.names)
        else each
        for each in told
    )


def but_models(told: Sequence[Told], page: Section, method: str) -> tuple[Told, ...]:
    """Leave out what only says how something is built, where a call without a body has its parameters told apart.

    "Schema" between "Parameters" and "Responses" is none of its query; which answer it is of nobody says.
    """
    if method not in BODILESS or not any(each.fields and each.aim.side == "request" for each in told):
        return tuple(told)
    return tuple(each for each in told if each.aim.side or not each.fields or not _is_of_model(each, page))


def _is_of_model(told: Told, page: Section) -> bool:
    return word(unadorned(sections_to(page, told.place[0])[-1].title)) in _MODELS


def _is_of_address(told: Told) -> bool:
    """Tell whether a heading or label calls fields parameters; in an item or a sentence it may speak of a part."""
    is_called = told.is_of_parameters and not (told.is_item or told.is_said)
    return bool(told.fields) and is_called and (told.aim.side, told.aim.within) == ("request", "")
