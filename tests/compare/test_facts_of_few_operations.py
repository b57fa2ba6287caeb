"""What an API states otherwise for few of its operations is told of these."""

import pytest

from tests.compare.test_effective_facts import ANSWER, HERE, KEY, api, found


@pytest.mark.parametrize("after", [{}, {"security": KEY}], ids=["not repeated", "repeated"])
def test_what_the_api_demands_of_few_operations_is_told_of_these(after):
    old, new = api(operation={"security": KEY}), api(top={"security": KEY}, operation=after)
    for side in (old, new):
        side["paths"]["/state"] = {"get": ANSWER}
    assert [("api-security-added", "breaking", ("GET /state",))] == found(old, new)
    assert [("api-security-removed", "info", ("GET /state",))] == found(new, old)


def test_a_base_url_whose_end_went_into_most_paths_is_told_of_the_others():
    paths = {f"/{name}": {"get": {**ANSWER, "operationId": name}} for name in ("boxes", "bags", "state")}
    longer = {name if name == "/state" else f"/v1{name}": item for name, item in paths.items()}
    old = api(top={"servers": HERE}) | {"paths": paths}
    new = api(top={"servers": [{"url": "https://api.example.com"}]}) | {"paths": longer}
    told = [(rule, level, calls) for rule, level, calls in found(old, new) if level == "breaking"]
    assert [("operation-server-changed", "breaking", ("GET /state",))] == told
    back = [(rule, level, calls) for rule, level, calls in found(new, old) if level == "breaking"]
    assert [("operation-server-changed", "breaking", ("GET /state",))] == back
