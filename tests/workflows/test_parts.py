"""The parts of a capture as a library."""

import json

import driftwatch


def test_a_specification_in_json_may_write_letters_as_escapes() -> None:
    stated = {
        "openapi": "3.1.0",
        "info": {"title": "Widgets \U0001f600", "version": "1"},
        "paths": {"/widgets": {"get": {"responses": {"200": {"description": "All of them"}}}}},
    }
    found = driftwatch.read_specification(json.dumps(stated))
    assert [entry.owner.name for entry in found.entries.values() if entry.operation] == ["GET /widgets"]
