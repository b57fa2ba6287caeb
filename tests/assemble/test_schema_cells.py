"""Tables that say which schema a body is, by a link to where the page describes it."""

import pytest

from driftwatch.model.facts import AnyFact, Field, Response
from tests.assemble.test_page_objects import references, site

FIELDS = "| Name | Type | Required |\n|-|-|-|\n| size | integer | Yes |\n| lid | [Lid](#lid) | No |\n"
SCHEMAS = f"### Schemas\n\n#### Box\n\n{FIELDS}\n#### Lid\n\n| Name | Type |\n|-|-|\n| colour | string |\n"
CALL = "# Boxes\n\n### /boxes\n\n#### PUT\n\n##### Request Body\n\n{sent}\n\n##### Responses\n\n{answers}\n\n"


def told(sent: str = "", answers: str = "", schemas: str = SCHEMAS) -> dict[str, dict[str, AnyFact]]:
    """Owner -> what is said of it, by address."""
    found = site(boxes=CALL.format(sent=sent, answers=answers) + schemas)
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in found.entries}


def answers(*rows: str) -> str:
    return "| Code | Description | Schema |\n|-|-|-|\n" + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("[Box](#box)", "$"),
        ("**application/json**: [Box](#box)<br>", "$"),
        ("**application/json**: [Box](#box)<br>**application/xml**: [Box](#box)<br>", "$"),
        ("[ [Box](#box) ]", "[]"),
        ("**application/json**: [ [Box](#box) ]<br>", "[]"),
        ("array[[Box](#box)]", "[]"),
        ("list of [Box](#box)", "[]"),
    ],
)
def test_a_cell_names_the_schema_of_the_body(cell: str, at: str) -> None:
    sent = f"| Required | Schema |\n|-|-|\n| Yes | {cell} |\n"
    page = CALL.format(sent=sent, answers=answers(f"| 200 | All | {cell} |", f"| 409 | None | {cell} |")) + SCHEMAS
    assert references(site(boxes=page))["PUT /boxes"] == [
        (f"request · application/json · {at}", "box"),
        (f"response · 200 · application/json · {at}", "box"),
        (f"response · 409 · application/json · {at}", "box"),
    ]


@pytest.mark.parametrize(
    "cell", ["[Box](#box) or [Lid](#lid)", "a part of [Box](#box)", "[Box](#box) without lid", "Box"]
)
def test_a_cell_that_says_more_names_none(cell: str) -> None:
    page = CALL.format(sent="", answers=answers(f"| 409 | None | {cell} |")) + SCHEMAS
    assert "PUT /boxes" not in {name for name, refs in references(site(boxes=page)).items() if refs}


def test_what_a_schema_links_to_stands_in_it() -> None:
    found = told(answers=answers("| 200 | All | [Box](#box) |"))
    lid = found["box"]["schema · lid"]
    assert isinstance(lid, Field)
    assert lid.ref == "lid"
    assert "schema · colour" in found["lid"]


def test_a_status_stays_where_no_page_describes_its_schema() -> None:
    found = told(answers=answers("| 200 | All | [Box](#box) |", "| 404 | Gone | [Fault](#fault) |"))
    kinds = {at: type(fact) for at, fact in found["PUT /boxes"].items() if at.startswith("response · 404")}
    assert kinds == {"response · 404": Response}


GENERATED = """# Boxes

## make

`POST /v1/boxes`

<h3 id="make-parameters">Parameters</h3>

|Name|In|Type|Required|Description|
|---|---|---|---|---|
|body|body|[Box](#schemabox)|true|none|

<h3 id="make-responses">Responses</h3>

|Status|Meaning|Description|Schema|
|---|---|---|---|
|201|[Created](https://example.test)|Made|[Box](#schemabox)|
|422|[Unprocessable](https://example.test)|Not made|Inline|

<h3 id="make-responseschema">Response Schema</h3>

Status Code **422**

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|*anonymous*|{listed}|false|none|none|
|» colour|string|false|none|none|

# Schemas

<h2 id="tocS_Box">Box</h2>
<!-- backwards compatibility -->
<a id="schemabox"></a>
<a id="tocSbox"></a>

```json
{{"size": 3}}
```

### Properties

{properties}

#### Enumerated Values

|Property|Value|
|---|---|
|name|small|
|name|large|

<h2 id="tocS_Lid">Lid</h2>
<a id="schemalid"></a>

### Properties

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|colour|string\u00a6null|false|none|none|
"""
HEAD = "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n"
NAME = "|name|string|true|none|none|\n"


SIZE = "|size|integer|false|none|none|\n"
OBJECT = "|*anonymous*|object|false|none|none|\n"
OF_OBJECT = "|» size|integer|true|none|none|\n"
OF_OTHER = "|» mass|integer|true|none|none|\n"
TEXT = "|» *anonymous*|string|false|none|none|\n"
DEEP = "|» *anonymous*|object|false|none|none|\n|»» deep|string|false|none|none|\n"


def schema(properties: str, listed: str = "[object]") -> dict[str, dict[str, AnyFact]]:
    found = site(boxes=GENERATED.format(properties=properties, listed=listed))
    return {entry.owner.name: {fact.at: fact for fact in entry.facts} for entry in found.entries}


def names(facts: dict[str, AnyFact]) -> set[str]:
    return {at.rpartition(" · ")[2] for at, fact in facts.items() if isinstance(fact, Field)} - {"$"}


def test_anchors_below_a_heading_lead_to_what_it_describes() -> None:
    found = schema(f"{HEAD}{NAME}|lid|[Lid](#schemalid)|false|none|none|\n")
    sent = found["POST /v1/boxes"]["request · application/json · $"]
    (box,) = (name for name in found if "name" in names(found[name]))
    assert isinstance(sent, Field)
    assert sent.ref == box
    name = found[box]["schema · name"]
    assert isinstance(name, Field)
    assert (name.required, name.enum) == (True, ("large", "small"))
    (lid,) = (each for each in found if names(found[each]) == {"colour"})
    colour = found[lid]["schema · colour"]
    assert isinstance(colour, Field)
    assert (colour.type, colour.nullable) == (("string",), True)


@pytest.mark.parametrize(
    ("listed", "path"), [("[object]", "[].colour"), ("object", "colour"), ("[[Lid](#schemalid)]", "[]")]
)
def test_a_body_without_a_name_is_the_body(listed: str, path: str) -> None:
    found = schema(f"{HEAD}{NAME}", listed)["POST /v1/boxes"]
    paths = {at.rpartition(" · ")[2] for at in found if at.startswith("response · 422 · ")}
    assert path in paths
    assert not any("anonymous" in each for each in paths)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (f"{HEAD}{NAME}|**additionalProperties**|string|false|none|none|\n", {"name", "*"}),
        (f"allOf\n\n{HEAD}{OBJECT}{OF_OBJECT}", {"size"}),
        (f"{HEAD}{NAME}\noneOf\n\n{HEAD}{TEXT}\nxor\n\n{HEAD}{DEEP}\ncontinued\n\n{HEAD}{SIZE}", {"name", "size"}),
        (f"oneOf\n\n{HEAD}|*anonymous*|string|false|none|none|\n\nxor\n\n{HEAD}{OBJECT}{OF_OBJECT}", {"size"}),
        (f"oneOf\n\n{HEAD}{OBJECT}{OF_OBJECT}\nxor\n\n{HEAD}{OBJECT}{OF_OTHER}", set()),
    ],
)  # fmt: skip
def test_a_schema_is_read_over_all_of_its_tables(properties: str, expected: set[str]) -> None:
    found = schema(properties)
    assert set().union(*(names(found[each]) for each in found if "/" not in each)) - {"colour"} == expected
