"""An object that a page describes is kept where a call has it: with the call it goes, and no reader lost it."""

from tests.compare.page_snapshots import compare, site

FIELDS = "".join(f"| `part_{number}` | string |\n" for number in range(12))
TYPES = f"# Types\n\n## Box object\n\n| Field | Type |\n| --- | --- |\n{FIELDS}"
CALL = "# {0}\n\n`GET /v1/{0}/{{id}}`\n\n### Response\n\nReturns a [box](types#box-object).\n"
LIDS = "# lids\n\n`GET /v1/lids`\n\n### Response\n\n| Field | Type |\n| --- | --- |\n| `id` | string |\n"


def kinds(old: dict[str, str], new: dict[str, str]) -> set[str]:
    return {change.kind for change in compare(site(types=TYPES, lids=LIDS, **old), site(types=TYPES, lids=LIDS, **new))}


def test_an_object_whose_call_is_gone_is_not_what_a_reader_lost():
    old = {"boxes": CALL.format("boxes")}
    assert "operation.removed" in kinds(old, {})
    assert "reading.lost" not in kinds(old, {})
    assert "reading.lost" not in kinds(old, {"boxes": "# boxes\n\nThere are none.\n"})
