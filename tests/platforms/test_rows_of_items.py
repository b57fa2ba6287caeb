"""Rows that widdershins writes for the items of an array, under the name of their schema: they are no fields."""

from driftwatch.model.facts import Field
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Page

PAGE = """# Shop

## Pack boxes

`POST /boxes`

<h3 id="pack-parameters">Parameters</h3>

|Name|In|Type|Required|Description|
|---|---|---|---|---|
|body|body|object|false|none|
|» boxes|body|[[Box](#schemabox)]|false|none|
|»» Box|body|[Box](#schemabox)|false|none|
|»»» size|body|integer|false|none|
|»»» lids|body|[[Lid](#schemalid)]|false|none|
|»»»» Lid|body|[Lid](#schemalid)|false|none|
|»»»»» color|body|string|false|none|
|»» Crate|body|[Lid](#schemalid)|false|none|
|» note|body|string|false|none|
"""


def test_what_stands_below_the_name_of_a_schema_is_in_the_items_themselves():
    found = statements_of(Page(url="https://docs.example.com/shop.md", path="shop.md", text=PAGE))
    facts = [fact for part in found.documentations for entry in part.entries for fact in entry.facts]
    said = {fact.at.rpartition(" · ")[2] for fact in facts if isinstance(fact, Field)}
    whole = {"$", "boxes", "boxes[]", "boxes[].size", "boxes[].lids", "boxes[].lids[]", "boxes[].lids[].color", "note"}
    assert said - {"boxes[].Crate"} == whole
    assert "boxes[].Crate" in said
