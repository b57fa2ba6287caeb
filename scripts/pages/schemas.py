"""The JSON Schemas of what others read: reports in JSON, and the lines of a snapshot."""

import json
from typing import Any

import msgspec

from driftwatch.config.keys import LIMITS, Config
from driftwatch.model.documents_head import DocumentsHead
from driftwatch.model.facts import AnyFact
from driftwatch.model.snapshot import FORMAT, Capture, Document, Reread
from driftwatch.model.stored import SectionHead
from driftwatch.reports.json_shapes import Findings
from pages.structs import members, structs_below

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def findings_schema() -> str:
    """Return the schema of `driftwatch.findings/1`."""
    return schema(
        "driftwatch.findings/1",
        "What `--format json` of `driftwatch run`, `diff` and `check` prints. Members may be added.",
        Findings,
    )


def snapshot_schema() -> str:
    """Return the schema of one line of a stored snapshot."""
    return schema(
        f"driftwatch snapshot, format {FORMAT}",
        "One line of a file in snapshots/SOURCE/: of documents.jsonl (Document), of captures.jsonl (Capture), or of "
        "any other file, which holds sections of one SectionHead and the facts of that owner.",
        DocumentsHead, SectionHead, AnyFact, Reread, Document, Capture,
    )  # fmt: skip


def configuration_schema() -> str:
    """Return the schema of driftwatch.toml for editors; a run reads the file with its own words for mistakes."""
    value = json.loads(schema("driftwatch.toml", "What driftwatch watches, and how it judges.", Config))
    for kind, limits in LIMITS.items():
        for key, (low, high) in limits.items():
            value["$defs"][kind.__name__]["properties"][key] |= {"minimum": low, "maximum": high}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def schema(title: str, description: str, *kinds: Any) -> str:
    whole, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for kind in structs_below(*kinds):
        describe(parts[kind.__name__], {each.name: each.meaning for each in members(kind)})
    top = whole[0] if len(whole) == 1 else {"anyOf": [each for one in whole for each in one.get("anyOf", [one])]}
    value = {"$schema": DRAFT, "title": title, "description": description, **top, "$defs": dict(sorted(parts.items()))}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def describe(part: dict[str, Any], meanings: dict[str, str]) -> None:
    """Write what the members mean into the schema of a Struct; OpenAPI's `discriminator` is none of JSON Schema."""
    part["description"] = " ".join(part.get("description", "").split())
    for name, member in part["properties"].items():
        member.pop("discriminator", None)
        if meanings.get(name):
            member["description"] = meanings[name]
