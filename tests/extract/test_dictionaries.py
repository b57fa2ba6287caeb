"""Data dictionaries: fields by their path from a message, and which call sends and returns which message."""

import pytest

import driftwatch
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.model.facts import Field
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.platforms.pages.plain_page import PageOperation, operations_of_page

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
        "Data.Sides[].Shade": (("string",), True),
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
        ("OrderOne/Data", "Elsewhere/Data"),  # as many rows of another message
        ("OrderOne/", "see below "),
        ("OrderOne/", ""),  # each row has a root of its own
        ("| OrderOne | BoxOne |\n", "| OrderTwo | BoxOne |\n"),
    ],
)
def test_a_message_that_is_not_told_by_most_rows_or_not_there_gives_nothing(change: tuple[str, str]) -> None:
    ordered, _ = operations(PAGE.replace(*change)).values()
    assert fields(ordered, "request") == {}


@pytest.mark.parametrize("path", ["Elsewhere/Data/Size", "see below", "OrderOne/Data/urn:size:1", "OrderOne//Size"])
def test_a_row_of_another_path_is_left_out_and_no_other(path: str) -> None:
    ordered, _ = operations(PAGE.replace("OrderOne/Data/Size", path)).values()
    sent = fields(ordered, "request")
    assert sent.keys() == {
        "$",
        "Data",
        "Data.Sides",
        "Data.Sides[]",
        "Data.Sides[].Shade",
        "Data.Marks",
        "Data.Marks[]",
    }


@pytest.mark.parametrize("more", [0, 1, 2, 4, 8])
def test_a_table_of_two_messages_describes_both_however_many_rows_each_has(more: int) -> None:
    added = "".join(f"| More{number} | 0..1 | BoxOne/More{number} | | Max40Text | |\n" for number in range(more))
    ordered, shown = operations(f"# Boxes\n\n{ENDPOINTS}## Messages\n\n{HEAD}{ORDER}{BOX}{added}").values()
    whole, _ = operations(PAGE).values()
    assert fields(ordered, "request").keys() == fields(whole, "request").keys()
    assert fields(shown, "response").keys() == {"$", "BoxId", "MadeAt", "IsFull"} | {f"More{n}" for n in range(more)}


@pytest.mark.parametrize("rows", [1, 2, 3, 9])
def test_rows_in_the_table_of_another_message_do_not_stand_for_its_own_table(rows: int) -> None:
    strays = "".join(f"| Stray{number} | 0..1 | BoxOne/Stray{number} | | Max40Text | |\n" for number in range(rows))
    page = f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{ORDER}{strays}\n## Box\n\n{HEAD}{BOX}"
    ordered, shown = operations(page).values()
    assert fields(ordered, "request").keys() == fields(operations(PAGE)["POST /boxes"], "request").keys()
    assert fields(shown, "response").keys() == {"$", "BoxId", "MadeAt", "IsFull"}


def test_a_row_or_two_make_no_message_of_another_name() -> None:
    strays = "| A | 0..1 | BoxOne/A | | Max40Text | |\n| B | 0..1 | BoxOne/B | | Max40Text | |\n"
    _, shown = operations(f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{ORDER}{strays}").values()
    assert fields(shown, "response") == {}


def test_a_dictionary_that_no_call_names_is_of_no_call() -> None:
    calls = operations(f"# Boxes\n\n## POST /boxes\n\nOrders one.\n\n## Order\n\n{HEAD}{ORDER}")
    assert fields(calls["POST /boxes"], "request") == {}


SIDE = "| SideOne | | SideOne | | SideOne | |\n| Shade | 1..1 | SideOne/Shade | Its shade. | Max40Text | |\n"
HOLDER = """| OrderOne | | OrderOne | | OrderOne | |
| Front | 1..1 | OrderOne/Front | The side in front. | SideOne | |
| Others | 0..n | OrderOne/Others | All other sides. | SideOne | |
| Lid | 0..1 | OrderOne/Lid | On top. | LidOne | |
"""
DESCRIBED = f"### SideOne\n\nOne side.\n\n#### Data Dictionary\n\n{HEAD}{SIDE}\n"


def snapshot(**pages: str) -> Snapshot:
    """Capture pages that stand in one folder of a repository, so that links lead to files."""
    read = (
        driftwatch.Page(url=f"https://docs.example.com/guide/{name}.md", path=f"guide/{name}", text=text)
        for name, text in pages.items()
    )
    return driftwatch.assemble_snapshot(map(driftwatch.extract_page, read))


def references(found: Snapshot) -> dict[str, str]:
    facts = found.entries[Owner("operation", "POST /boxes")].facts
    return {fact.at.rpartition(" · ")[2]: fact.ref for fact in facts if isinstance(fact, Field) and fact.ref}


def shades(found: Snapshot) -> list[Field]:
    objects = (entry for owner, entry in found.entries.items() if owner.kind == "schema")
    return [fact for entry in objects for fact in entry.facts if isinstance(fact, Field) and fact.at.endswith("Shade")]


def test_a_class_is_the_message_of_that_name_on_its_page() -> None:
    found = snapshot(boxes=f"# Boxes\n\n{ENDPOINTS}## Classes\n\n{DESCRIBED}## Order\n\n{HEAD}{HOLDER}")
    assert references(found) == {"Front": "sideone", "Others[]": "sideone"}
    assert [(field.type, field.required) for field in shades(found)] == [(("string",), True)]


def test_a_class_that_the_page_names_with_a_link_is_described_there() -> None:
    elsewhere = "### SideOne\n\nThe SideOne class is defined in the [sides](./sides.md#sideone) page.\n\n"
    boxes = f"# Boxes\n\n{ENDPOINTS}## Classes\n\n{elsewhere}## Order\n\n{HEAD}{HOLDER}"
    found = snapshot(boxes=boxes, sides=f"# Sides\n\n## Classes\n\n{DESCRIBED}")
    assert references(found) == {"Front": "sideone", "Others[]": "sideone"}
    assert [(field.type, field.required) for field in shades(found)] == [(("string",), True)]
    assert references(snapshot(boxes=boxes)) == {}


def test_a_class_that_no_word_of_its_page_places_is_that_which_one_other_page_describes() -> None:
    boxes = f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{HOLDER}"
    found = snapshot(boxes=boxes, sides=f"# Sides\n\n{DESCRIBED}")
    assert references(found) == {"Front": "sideone", "Others[]": "sideone"}
    assert len(shades(found)) == 1
    twice = snapshot(boxes=boxes, sides=f"# Sides\n\n{DESCRIBED}", lids=f"# Lids\n\n{DESCRIBED}")
    assert references(twice) == {}


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("Occurrence", "Occurence")])
def test_the_names_of_a_dictionary_are_no_fields_without_their_paths(head: str) -> None:
    calls = operations(f"# Boxes\n\n## POST /boxes\n\n### Request body\n\n#### Data Dictionary\n\n{head}{ORDER}")
    assert not fields(calls["POST /boxes"], "request").keys() & {"OrderOne", "Size", "Shade"}


def test_a_step_in_angle_brackets_is_any_key() -> None:
    rows = (
        "| Marks | 0..1 | OrderOne/Marks | Marks. | | |\n| Size | 1..1 | OrderOne/Marks/<id>/Size | Its. | xs:int | |\n"
    )
    ordered, _ = operations(f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{rows}").values()
    assert fields(ordered, "request")["Marks.*.Size"].type == ("integer",)


def test_a_sentence_in_place_of_codes_is_no_list_of_values() -> None:
    row = "| Shade | 1..1 | OrderOne/Shade | Its shade. | ShadeCode | For all codes see here. |\n"
    ordered, _ = operations(f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{row}").values()
    assert not fields(ordered, "request")["Shade"].enum


def test_what_is_written_out_below_a_field_is_not_described_by_its_class() -> None:
    written = "| Shade | 0..1 | OrderOne/Front/Shade | Its shade. | Max40Text | |\n"
    found = snapshot(boxes=f"# Boxes\n\n{ENDPOINTS}## Classes\n\n{DESCRIBED}## Order\n\n{HEAD}{HOLDER}{written}")
    assert references(found) == {"Others[]": "sideone"}


@pytest.mark.parametrize(
    ("kind", "codes", "stated"),
    [
        ("ShadeCode", "", ("string",)),
        ("Any of the [list](https://codes.example.com/all)", "InternalShade1Code", ("string",)),
        ("xs:anyURI", "", ("string",)),
        ("xs:int", "", ("integer",)),
        ("Any of the [list](https://codes.example.com/all)", "", ()),
        ("ShadeThing", "", ()),
    ],
)
def test_classes_of_the_standard_have_types(kind: str, codes: str, stated: tuple[str, ...]) -> None:
    row = f"| Shade | 1..1 | OrderOne/Shade | Its shade. | {kind} | {codes} |\n"
    ordered, _ = operations(f"# Boxes\n\n{ENDPOINTS}## Order\n\n{HEAD}{row}").values()
    assert fields(ordered, "request")["Shade"].type == stated
