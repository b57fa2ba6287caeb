"""At which line of a specification a finding is documented."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import structs

from driftwatch.cli.program import run
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import review
from driftwatch.model.finding import Report, Side
from driftwatch.reports.formats import FORMATS
from driftwatch.reports.sarif import render
from driftwatch.reports.spec_lines import with_lines
from driftwatch.rules.policy import Policy
from tests.project.test_growth import counted

OLD = """\
openapi: 3.1.0
info:
  title: Lamps
  version: '1'
paths:
  /lamps/{id}:
    parameters:
    - $ref: '#/components/parameters/Id'
    get:
      parameters:
      - name: colour
        in: query
        schema:
          type: string
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Lamp'
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                parts:
                  type: array
                  items:
                    type: object
                    properties:
                      size:
                        type: string
      responses:
        '200':
          description: ok
components:
  parameters:
    Id:
      name: id
      in: path
      required: true
      schema:
        type: string
  schemas:
    Lamp:
      type: object
      properties:
        watts:
          type: integer
        name:
          type: string
"""


def compared(old: str, new: str, *, lined: bool = True) -> Report:
    sides = [snapshot_of_openapi(yaml.safe_load(text), place=name, label=name, url=name) for name, text in
             (("old.yaml", old), ("new.yaml", new))]  # fmt: skip
    report = review(*sides, source="", policy=Policy(today="2026-11-20"), sides=(Side(label="a"), Side(label="b")))
    texts = {"old.yaml": old, "new.yaml": new}
    return with_lines(report, lambda url: texts.get(url, "")) if lined else report


def lines_of(old: str, new: str) -> list[str]:
    """Return the text of each line that findings name, with the file."""
    texts = {"old.yaml": old, "new.yaml": new}
    found = []
    for finding in compared(old, new).findings:
        source = finding.sources[0]
        number = int(source.locator.removeprefix("line "))
        found.append(f"{source.url}: {texts[source.url].splitlines()[number - 1].strip()}")
    return found


DEEP = "                      size:\n                        type: {}"
PARAMETER = "      - name: colour\n        in: query\n        schema:\n          type: {}"
CHANGES = {
    "a field of a named schema": ("type: integer", "type: string", "watts:"),
    "a field inside of a body": (DEEP.format("string"), DEEP.format("integer"), "size:"),
    "a parameter": (PARAMETER.format("string"), PARAMETER.format("integer"), "- name: colour"),
    "a call": ("    get:\n", "    get:\n      deprecated: true\n", "get:"),
    "a field that is gone": ("        name:\n          type: string\n", "", "name:"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_line_is_that_of_what_changed(what: str) -> None:
    before, after, line = CHANGES[what]
    assert before in OLD
    assert [each.partition(": ")[2] for each in lines_of(OLD, OLD.replace(before, after))] == [line]


@pytest.mark.parametrize("what", CHANGES)
def test_in_json_as_well(what: str) -> None:
    before, after, line = CHANGES[what]
    old, new = (json.dumps(yaml.safe_load(text), indent=2) for text in (OLD, OLD.replace(before, after)))
    told = '"name": "colour",' if what == "a parameter" else f'"{line.strip(":")}": {{'
    assert [each.partition(": ")[2] for each in lines_of(old, new)] == [told]


def test_items_may_begin_in_the_line_of_the_bracket() -> None:
    before, after, _ = CHANGES["a parameter"]
    old, new = (
        re.sub(r"([\[,])\n +\{", r"\1 {", json.dumps(yaml.safe_load(text), indent=2))
        for text in (OLD, OLD.replace(before, after))
    )
    assert '"parameters": [ {' in old
    assert lines_of(old, new) == ['new.yaml: "name": "colour",']


def test_what_is_gone_is_named_in_the_old_file() -> None:
    start = OLD.index("    post:")
    new = OLD[:start] + OLD[OLD.index("components:") :]
    assert lines_of(OLD, new) == ["old.yaml: post:"]


def test_a_text_that_is_not_at_hand_or_has_one_line_names_none() -> None:
    new = OLD.replace("type: integer", "type: string")
    (finding,) = compared(json.dumps(yaml.safe_load(OLD)), json.dumps(yaml.safe_load(new))).findings
    assert finding.sources[0].locator == ""
    report = compared(OLD, new)
    assert with_lines(report, lambda _: "") == report


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_command_names_the_line_in_each_format(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before, after, _ = CHANGES["a field of a named schema"]
    Path("old.yaml").write_text(OLD)
    Path("new.yaml").write_text(OLD.replace(before, after))
    run(["diff", "old.yaml", "new.yaml", "--format", form])
    line = OLD.splitlines().index("        watts:") + 1
    told = {"text": f"see new.yaml:{line}", "markdown": f"`new.yaml`, `line {line}`", "json": f'"line {line}"'}[form]
    assert told in capsys.readouterr().out


def test_code_scanning_is_told_the_line() -> None:
    (run,) = json.loads(render(compared(OLD, OLD.replace("type: integer", "type: string"))))["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": OLD.splitlines().index("        watts:") + 1}


def looked_up(properties: int, hold: Callable[[int, str], dict[str, Any]]) -> tuple[int, int]:
    """Return at how many lines the findings of a document and its successor stand, and the calls to look them up."""
    sides = [json.dumps(hold(properties, kind), indent=1) for kind in ("string", "integer")]
    report = compared(*sides, lined=False)
    texts = dict(zip(("old.yaml", "new.yaml"), sides, strict=True))
    located, calls = counted(lambda: with_lines(report, lambda url: texts.get(url, "")))
    told = [member for each in located.findings for member in (each.members or (each,))]
    return len({each.sources[0].locator for each in told}), calls


def of_parameters(count: int, kind: str) -> dict[str, Any]:
    listed = [{"name": f"q{each}", "in": "query", "schema": {"type": kind}} for each in range(count)]
    return called({"get": {"parameters": listed, "responses": {}}})


def of_parts(count: int, kind: str) -> dict[str, Any]:
    parts = [{"type": "object", "properties": {f"a{each}": {"type": kind}}} for each in range(count)]
    body = {"content": {"application/json": {"schema": {"allOf": parts}}}}
    return called({"post": {"requestBody": body, "responses": {}}})


def called(item: dict[str, Any]) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "Lamps", "version": "1"}, "paths": {"/lamps": item}}


@pytest.mark.parametrize("hold", [of_parameters, of_parts])
def test_many_findings_of_one_call_are_found_in_a_time_linear_in_their_number(
    hold: Callable[[int, str], dict[str, Any]],
) -> None:
    (lines, calls), (more, twice) = looked_up(100, hold), looked_up(200, hold)
    assert (lines, more) == (100, 200)
    assert twice < 2.2 * calls


def test_schemas_that_hold_each_other_end() -> None:
    names = [f"L{each}" for each in range(30)]
    schemas = {
        name: {"oneOf": [{"$ref": f"#/components/schemas/{each}"} for each in names if each != name]} for name in names
    }
    text = json.dumps({"components": {"schemas": schemas}}, indent=1)
    (finding,) = compared(OLD, OLD.replace("type: integer", "type: string")).findings
    source = structs.replace(finding.sources[0], locator="")
    lost = structs.replace(finding, schema="L0", field="lost", sources=(source,), members=())
    line = text.splitlines().index('   "L0": {')
    report = with_lines(structs.replace(compared(OLD, OLD), findings=(lost,)), lambda _: text)
    assert report.findings[0].sources[0].locator == f"line {1 + line}"


def test_the_line_of_a_file_stands_at_the_end_of_its_finding(tmp_path: Path) -> None:
    """What is found twice in a file is read in two lines, not in four; info says not where."""
    before, after, _ = CHANGES["a field of a named schema"]
    report = with_lines(compared(OLD, OLD.replace(before, after)), lambda _: OLD.replace(before, after))
    lines = FORMATS["text"](report).splitlines()
    told = [line for line in lines if report.findings[0].fingerprint in line]
    assert [line.endswith(f"  {report.findings[0].fingerprint}") for line in told] == [True]
    assert "  see " in told[0]
    assert not any(line.startswith("    see ") for line in lines)
