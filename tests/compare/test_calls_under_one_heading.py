"""A call of another path under the heading that it had: the same call, as a reader of the page sees it."""

from driftwatch.compare.compare import compare
from driftwatch.rules.judge import judge
from tests.compare.page_snapshots import site

PAGE = (
    "# Boxes\n\n## Get a box\n\n`GET {get}`\n\nReturns the box.\n\n"
    "## Throw a box away\n\n`DELETE {delete}`\n\nIt is gone.\n"
)


def told(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str]]:
    sides = (site(boxes=PAGE.format(**paths)) for paths in (old, new))
    found = judge(compare(*sides))
    return sorted((one.id, operation) for one in found for operation in one.operations)


def test_a_call_that_lost_the_first_steps_of_its_path_moved():
    deep = {"get": "/sites/1/boxes/2.json", "delete": "/sites/1/boxes/2.json"}
    flat = {"get": "/boxes/2.json", "delete": "/boxes/2.json"}
    moved = [("endpoint-moved", "DELETE /boxes/2.json"), ("endpoint-moved", "GET /boxes/2.json")]
    assert moved == told(deep, flat)
    assert ["endpoint-moved"] * 2 == [rule for rule, _ in told(flat, deep)]


def test_a_call_of_which_one_step_went_moved():
    old = {"get": "/v2/boxes/{id}", "delete": "/v2/{key}/boxes/hard/{id}"}
    assert [("endpoint-moved", "DELETE /v2/boxes/hard/{}")] == told(old, old | {"delete": "/v2/boxes/hard/{id}"})


def test_another_call_under_the_heading_is_another_call():
    old = {"get": "/boxes/{id}", "delete": "/boxes/{id}"}
    found = {rule for rule, _ in told(old, old | {"get": "/crates/{id}/lid"})}
    assert "endpoint-added" in found
    assert "endpoint-moved" not in found


def test_a_heading_above_several_calls_of_a_method_tells_nothing():
    old = "# Boxes\n\n## Endpoints\n\n`GET /v1/boxes/open/{id}`\n\n`GET /v1/boxes/shut/{id}`\n"
    new = old.replace("/v1/boxes/open/{id}", "/boxes/open/{id}").replace("/v1/boxes/shut/{id}", "/boxes/torn/{id}")
    found = judge(compare(site(boxes=old), site(boxes=new)))
    assert "endpoint-added" in {one.id for one in found}
