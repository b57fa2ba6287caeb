"""Two files of data of apiDoc are compared as two OpenAPI files are, whatever they are called."""

import json
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run


def written(path: Path, text: str = "{}", **field: Any) -> str:
    row = {"group": "Parameter", "type": "Number", "field": "size", "optional": True, "description": "", **field}
    call = {"type": "get", "url": "/boxes", "title": "List boxes", "group": "Boxes", "filename": "boxes.js"}
    data = json.dumps([{**call, "parameter": {"fields": {"Parameter": [row]}}}])
    path.write_text(text.replace("{}", data))
    return str(path)


@pytest.mark.parametrize("text", ["{}", 'define({ "api": {} });'])
def test_two_files_are_compared(tmp_path: Path, capsys: Any, text: str) -> None:
    old = written(tmp_path / "old.json")
    new = written(tmp_path / "new.js", text, optional=False)
    assert run(["diff", old, new, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["id"], each["level"]) for each in told] == [("request-parameter-became-required", "warning")]
    assert run(["diff", old, old]) == 0


def test_a_file_that_is_cut_is_told(tmp_path: Path, capsys: Any) -> None:
    whole = written(tmp_path / "whole.js", 'define({ "api": {} });')
    cut = tmp_path / "cut.js"
    cut.write_text(Path(whole).read_text()[:-40])
    assert run(["diff", whole, str(cut)]) == 2
    assert "cut.js: the script cannot be read" in capsys.readouterr().err
