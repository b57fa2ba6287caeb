"""driftwatch manifest init --from-traffic: a manifest of what the code really uses."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from driftwatch.cli.program import run
from driftwatch.manifests.recordings import leaves
from driftwatch.model.stored import CAPTURES, files_of
from tests.manifests.documentation import snapshot

URL = "https://gateway.example.net/base/things"
FIELDS = {name: {"type": kind} for name, kind in (("name", "string"), ("size", "integer"), ("colour", "string"))}
TAGS = {"tags": {"type": "array", "items": {"type": "string"}}}
OPERATION = {
    "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": FIELDS | TAGS}}}},
    "responses": {
        "200": {
            "description": "ok",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["id"],
                        "properties": {
                            "id": {"type": "string"},
                            "items": {"type": "array", "items": {"type": "object", "properties": FIELDS}},
                        },
                    }
                }
            },
        }
    },
}


@pytest.fixture
def described(project: Path) -> Path:
    """A documented operation without a manifest."""
    (project / "contracts" / "things.yaml").unlink()
    for name, content in {**files_of(snapshot(OPERATION)), CAPTURES: b""}.items():
        path = project / "snapshots" / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return project


def traffic(*calls: dict[str, Any]) -> str:
    base = {"method": "POST", "url": URL, "status": 200}
    Path("calls.ndjson").write_text("\n".join(json.dumps(base | call) for call in calls))
    return "calls.ndjson"


def drafted(*calls: dict[str, Any]) -> tuple[dict[str, Any], str]:
    assert run(["manifest", "init", "POST /things", "--owner", "a-team", "--from-traffic", traffic(*calls)]) == 0
    text = Path("contracts/post-things.yaml").read_text()
    value = yaml.safe_load(text)
    assert isinstance(value, dict)
    return value, text


WORD = "heliotrope"
CALLS = (
    {"request": {"name": WORD, "tags": [WORD]}, "response": {"id": WORD, "items": [], "secret": WORD}},
    {"request": {"name": WORD, "size": 3}, "response": {"id": WORD, "items": [{"name": WORD}]}},
    {"status": 503, "n": 4, "request": {"colour": WORD}},
    {"status": 200, "response": {"error": {"message": WORD}}},
    {"url": "https://gateway.example.net/other", "request": {"colour": WORD}, "response": {"id": WORD}},
)


def test_the_fields_that_were_sent_and_got_are_written_and_no_others(described: Path) -> None:
    value, text = drafted(*CALLS)
    assert set(value["request"]["fields"]) == {"name", "size", "tags"}
    assert value["request"]["fields"]["tags"]["type"] == "array"
    assert set(value["response"]["fields"]) == {"id", "items.*.name"}
    assert "# secret: {type: string, documented: false}  # TODO recorded, but not documented" in text
    assert WORD not in text


def test_failures_that_came_are_named(described: Path) -> None:
    _, text = drafted(*CALLS)
    assert "# TODO 503 came 4 x in the traffic: say under errors.cases what your client does then" in text
    assert "# TODO 200 came 1 x in the traffic" in text


def test_the_draft_can_be_used_at_once(described: Path) -> None:
    drafted(*CALLS)
    assert run(["manifest", "lint"]) == 0


def test_without_bodies_that_were_sent_the_documented_request_stays(described: Path) -> None:
    _, text = drafted({"response": {"id": "a"}})
    assert "# colour: {type: string" in text


@pytest.mark.parametrize(
    ("calls", "says"),
    [
        ([{"url": "https://x.example/other"}], "no call of POST /things in it, none with a JSON body that succeeded"),
        ([{"status": 503, "n": 2}], "2 calls of POST /things in it, none with a JSON body that succeeded"),
        ([{"status": "no"}], "calls.ndjson:1: status is no HTTP status"),
    ],
)
def test_traffic_that_shows_nothing_writes_nothing(
    described: Path, calls: list[dict[str, Any]], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["manifest", "init", "POST /things", "--from-traffic", traffic(*calls)]) == 2
    assert says in capsys.readouterr().err
    assert not list(Path("contracts").iterdir())


def test_recordings_and_traffic_at_once_are_refused(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.json").write_text("{}")
    both = ["--from-fixture", "a.json", "a.json", "--from-traffic", traffic(*CALLS)]
    assert run(["manifest", "init", "POST /things", *both]) == 2
    assert "say the same" in capsys.readouterr().err


def test_of_a_list_of_plain_values_the_list_is_the_leaf() -> None:
    types = {
        (): {"object"},
        ("a",): {"array"},
        ("a", "*"): {"string"},
        ("b",): {"array", "null"},
        ("b", "*"): {"object"},
    }
    assert leaves({**types, ("b", "*", "c"): {"string"}}) == {("a",): ("array",), ("b", "*", "c"): ("string",)}
    assert leaves(types) == {("a",): ("array",), ("b",): ("array", "null")}
