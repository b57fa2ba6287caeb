"""Data dictionaries: fields by their path from a message, and which call sends and returns which message."""

import pytest

from driftwatch.extract.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.platforms.pages import PageOperation, operations_of_page

ENDPOINTS = """## Endpoints

| Resource | HTTP Operation | Endpoint | Request Object | Response Object |
|-|-|-|-|-|
| boxes | POST | POST /boxes | OrderOne | BoxOne |
| boxes | GET | GET /boxes/{BoxId} | NA | BoxOne |

### POST /boxes

Orders one.

### GET /boxes/{BoxId}

Shows one.

"""
HEAD = "| Name | Occurrence | XPath | EnhancedDefinition | Class | Codes |\n|-|-|-|-|-|-|\n"
ORDER = """| OrderOne | | OrderOne | | OrderOne | |
| Data | 1..1 | OrderOne/Data | | OrderData | |
| Size | 1..1 | OrderOne/Data/Size | How large it is. | Max40Text | |
| Sides | 0..n | OrderOne/Data/Sides | Its sides. | SideOne | |
| Shade | 1..1 | OrderOne/Data/Sides/Shade | The shade of one. | ShadeCode | Dark Light |
| Notes | 0..1 | | A row without its path. | Max40Text | |
| Marks | 0..* | OrderOne/Data/Marks | Words on it. | Max40Text | |
"""
BOX = """| BoxOne | | BoxOne | | BoxOne | |
| BoxId | 1..1 | BoxOne/BoxId | Which it is. | Max40Text | |
| MadeAt | 0..1 | BoxOne/MadeAt | When it was made. | ISODateTime | |
| IsFull | 0..1 | BoxOne/IsFull | Whether it is full. | xs:boolean | |
"""
PAGE = f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{ORDER}\n## Box\n\n{HEAD}{BOX}"


def operations(markdown: str) -> dict[str, PageOperation]:
    found = operations_of_page(sections_of_markdown(markdown), "boxes")
    return {f"{item.method} {item.path}": item for item in found}


def fields(operation: PageOperation, side: str) -> dict[str, Field]:
    found = [fact for fact in operation.facts if isinstance(fact, Field) and fact.at.startswith(side)]
    return {fact.at.rpartition(" · ")[2]: fact for fact in found}


def test_a_call_sends_and_returns_the_messages_that_a_table_names() -> None:
    ordered, shown = operations(PAGE).values()
    sent = fields(ordered, "request")
    assert {name: (field.type, field.required) for name, field in sent.items()} == {
        "$": (("object",), False),
        "Data": (("object",), True),
        "Data.Size": (("string",), True),
        "Data.Sides": (("array",), False),
        "Data.Sides[]": (("object",), False),
        "Data.Sides[].Shade": ((), True),
        "Data.Marks": (("array",), False),
        "Data.Marks[]": (("string",), False),
    }
    assert sent["Data.Sides[].Shade"].enum == ("Dark", "Light")
    assert fields(shown, "request") == {}
    returned = {name: (field.type, field.required) for name, field in fields(shown, "response").items()}
    assert returned == {
        "$": (("object",), False),
        "BoxId": (("string",), True),
        "MadeAt": (("string",), False),
        "IsFull": (("boolean",), False),
    }
    assert fields(ordered, "response").keys() == returned.keys()


@pytest.mark.parametrize(
    "change",
    [
        ("OrderOne/Data/Size", "Elsewhere/Data/Size"),
        ("OrderOne/Data/Size", "see below"),
        ("| OrderOne | BoxOne |\n", "| OrderTwo | BoxOne |\n"),
    ],
)
def test_a_message_that_is_not_whole_or_not_there_gives_nothing(change: tuple[str, str]) -> None:
    ordered, _ = operations(PAGE.replace(*change)).values()
    assert fields(ordered, "request") == {}


def test_a_dictionary_that_no_call_names_is_of_no_call() -> None:
    calls = operations(f"# Boxes\n\n## POST /boxes\n\nOrders one.\n\n## Order\n\n{HEAD}{ORDER}")
    assert fields(calls["POST /boxes"], "request") == {}
