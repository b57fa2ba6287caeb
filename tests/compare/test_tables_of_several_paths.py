"""One table for several paths of a page, and types that tables leave out: nothing that breaks a caller."""

from driftwatch.compare.compare import compare
from driftwatch.model.finding import Finding
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

PAGE = """# Boxes

Count the boxes.

```
GET /boxes
GET /boxes/{boxId}
```

## Path parameters

| Parameter | Type | Description |
| --- | --- | --- |
| `boxId` | String | Which box. |

## Response fields

| Field | Type | Description |
| --- | --- | --- |
| `lids` | Object | All lids. |
| `size` | Integer | How large it is. |
"""


def told(old: str, new: str) -> tuple[Finding, ...]:
    assert old in PAGE
    return judge(compare(site(boxes=PAGE), site(boxes=PAGE.replace(old, new))))


def test_a_parameter_of_the_path_that_has_no_place_in_it_breaks_nothing():
    found = told("| `boxId` | String |", "| `box_id` | String |")
    assert found
    assert {one.level for one in found} == {"info"}


def test_that_a_table_says_no_type_any_longer_is_no_other_type():
    found = told("| `size` | Integer |", "| `size` | |")
    assert {(one.id, one.level) for one in found if one.field == "size"} == {("response-property-type-changed", "info")}


def test_another_type_in_a_table_warns():
    found = told("| `size` | Integer |", "| `size` | String |")
    assert "warning" in {one.level for one in found}
