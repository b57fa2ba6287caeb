"""Titles that are the names of calls, though the same words say elsewhere what fields are for: "Query", "Webhooks"."""

from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Code, Paragraph, Section
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import unadorned, word
from driftwatch.platforms.calls.endpoint_headings import call_of_section

_OPENING: Final = 8
"""Blocks in which a section says which call it documents."""


def titles_for_fields(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the titles of sections, each in the one before, with "" for one that is the name of the call in it.

    `POST /boxes/query` below "Query" is called so; what it takes stands in no query for that.
    """
    titles = tuple(section.title for section in sections)
    at = next((at for at, section in enumerate(sections) if _is_named(section)), None)
    if at is None or any(call_of_section(outer) is not None for outer in sections[:at]):
        return titles
    return (*titles[:at], "", *titles[at + 1 :])


def _is_named(section: Section) -> bool:
    """Tell whether a section is called as the path of its call ends."""
    said = word(unadorned(section.title))
    if not said or " " in said or not role_of_title(section.title):
        return False
    ending = f"/{said}"
    if not any(ending in _text(block) for block in section.blocks[:_OPENING]):
        return False
    call = call_of_section(section)
    steps = [step for step in call.path.lower().split("/") if step and step[0] != "{"] if call is not None else []
    return steps[-1:] == [said]


def _text(block: Block) -> str:
    said = block.text if isinstance(block, Code) else block.text.plain if isinstance(block, Paragraph) else ""
    return said[:400].lower()
