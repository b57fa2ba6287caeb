"""What pages of generators are read as, where they draw the specification that they were made of."""

from driftwatch.model.facts import Field
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of


def facts(text: str) -> dict[str, dict[tuple[str, str], object]]:
    html = f"<!doctype html><html><body>{text}</body></html>"
    found = statements_of(Page(url="https://docs.example.com/index.html", path="index.html", text=html))
    entries = next(each for each in found.documentations if each.form == "embedded").entries
    return {entry.owner.name: {(type(fact).__name__, fact.at): fact for fact in entry.facts} for entry in entries}


def field(text: str, owner: str, at: str) -> Field:
    found = facts(text)[owner]["Field", at]
    assert isinstance(found, Field)
    return found
