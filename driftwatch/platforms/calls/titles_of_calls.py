"""Titles that are the names of calls, though the same words say elsewhere what fields are for: "Query", "Webhooks"."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Code, Paragraph, Section
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import unadorned, word
from driftwatch.platforms.calls.address_headings import call_at
from driftwatch.platforms.calls.endpoint_headings import call_of_section, names_call
from driftwatch.platforms.calls.named_call import NamedCall

_OPENING: Final = 8
"""Blocks in which a section says which call it documents."""
_UNGROUPED: Final = "default"
"""What generators call the group of the calls that have none; elsewhere the answer to all other statuses."""


def titles_for_fields(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the titles of sections, each in the one before, with "" for one that is the name of what calls handle.

    `POST /boxes/query` below "Query" is called so; what it takes stands in no query for that. Neither is what
    "POST /webhooks" takes, in a section of its own below "Webhooks", sent to one.
    """
    titles = tuple(section.title for section in sections)
    at = next((at for at, section in enumerate(sections) if _is_named(section)), None)
    if at is None:
        return tuple("" if _is_handled(sections[at:]) else title for at, title in enumerate(titles))
    if any(call_of_section(outer) is not None for outer in sections[:at]):
        return titles
    return (*titles[:at], "", *titles[at + 1 :])


def _is_named(section: Section) -> bool:
    """Tell whether a section is called as the path of its call ends."""
    said = _one_word(section)
    ending = f"/{said}"
    if not said or not any(ending in _text(block) for block in section.blocks[:_OPENING]):
        return False
    call = call_of_section(section)
    return call is not None and _steps(call)[-1:] == [said]


def _is_handled(sections: Sequence[Section]) -> bool:
    """Tell whether the first of sections is called as a step of the path that a heading in it names."""
    said = _one_word(sections[0])
    if not said or call_of_section(sections[0]) is not None:
        return False
    if said == _UNGROUPED:
        return any(call_at(section, above) is not None for above, section in sections[0].walk() if above)
    named = next((section for section in sections[1:] if names_call(section)), None)
    call = call_of_section(named) if named is not None else None
    return call is not None and not call.server and said in _steps(call)


def _one_word(section: Section) -> str:
    """Return the one word that a section is called by which says as well what fields are for; "" for any other."""
    said = word(unadorned(section.title))
    return said if said and " " not in said and role_of_title(section.title) else ""


def _steps(call: NamedCall) -> list[str]:
    return [step for step in call.path.lower().split("/") if step and step[0] != "{"]


def _text(block: Block) -> str:
    said = block.text if isinstance(block, Code) else block.text.plain if isinstance(block, Paragraph) else ""
    return said[:400].lower()
