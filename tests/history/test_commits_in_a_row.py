"""What is one edit of a specification, for who measures findings an edit."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import commits_in_a_row
from tests.benchmarks.commits_in_a_row import edited
from tests.compare.schema_documents import document, put

TEXT: dict[str, Any] = {"type": "string"}


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required]}


def places(old: Any, new: Any) -> list[str]:
    return [" ".join(place.at) for place in edited(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        (thing(a=TEXT), thing(a={**TEXT, "description": "Words."}), []),
        (thing(description=TEXT), thing(), ["properties description"]),
        (thing("a", a=TEXT), thing("b", a=TEXT, b=TEXT), ["properties b", "required a"]),
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}, []),
        ({"enum": ["a", "b"]}, {"enum": ["b", "c", "d"]}, ["enum"]),
        ({"parameters": [{"name": "a", "in": "query"}]}, {"parameters": []}, ["parameters query a"]),
        ({"anyOf": [TEXT, {}]}, {"anyOf": [TEXT, {"type": "null"}]}, ["anyOf 0 type"]),
        ({"anyOf": [TEXT]}, {"anyOf": [{"type": "null"}, TEXT]}, ["anyOf +"]),
        ({"a": {"$ref": "#/x"}}, {"a": thing(a=TEXT)}, ["a"]),
        ({"a": 1}, {"a": True}, ["a"]),
        ({"responses": {200: {}}}, {"responses": {"200": {}}}, []),
        ({"anyOf": [{200: {}, "b": {}}]}, {"anyOf": [{"200": {}, "b": {}}]}, []),
        ({"paths": {}}, {"paths": {"/a": {"get": {}, "put": {}}}}, ["paths /a get", "paths /a put"]),
        ({"components": {"schemas": {}}}, {"components": {"schemas": {"A": TEXT}}}, []),
        ({"components": {"schemas": {"A": TEXT}}}, {"components": {"schemas": {}}}, ["components schemas A"]),
    ],
)
def test_an_edit_is_counted_where_it_stands(old: Any, new: Any, at: list[str]) -> None:
    assert places(old, new) == at


def test_the_same_done_to_the_same_member_at_several_places_is_one_edit() -> None:
    found = list(edited({"a": thing(x=TEXT), "b": thing()}, {"a": thing(x=TEXT, y=TEXT), "b": thing(y=TEXT)}))
    assert (len(found), len({place.edit for place in found})) == (2, 1)


def test_commits_are_compared_each_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git = ("git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run([*git, "init", "-q"], check=True)
    for subject, properties in (("Start", {"a": TEXT}), ("Break it", None), ("Add b", {"a": TEXT, "b": TEXT})):
        schema = document(put("response-body", thing(**properties))) if properties else {}
        (tmp_path / "api.json").write_text(json.dumps(schema))
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-q", "-m", subject], check=True)
    monkeypatch.setattr("sys.argv", ["", str(tmp_path / ".git"), "api.json", "5", "-v"])
    commits_in_a_row.main()
    said = capsys.readouterr().out.splitlines()
    assert "skipped: " in said[0]
    assert said[1].split()[:7] == ["1", "1", "1", "1.00", "0", "0", "1"]
    assert said[1].endswith("Add b")
    assert said[2].endswith("schema properties b")
    assert "response-optional-property-added [1]: Response field `b`" in said[3]
    assert said[4] == "1 commits, 1 places, 1 edits, 1 findings, 1.00 an edit"
