"""What was accepted together stays accepted when one more joins it; only that one is told."""

import json
import re
from typing import Any

import pytest

from tests.e2e.workshop import Workshop

DAYS = ("2026-03-02", "2026-03-03", "2026-03-10", "2026-03-11")
"""The first of a week, the next day, and two days of the week after."""


def spec(*fields: str, call: str = "") -> bytes:
    """One call that answers with an object of some fields, and perhaps another call."""
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in ("id", *fields)}}
    answer = {"description": "-", "content": {"application/json": {"schema": schema}}}
    paths = {path: {"get": {"responses": {"200": answer}}} for path in ("/v1/boats", call) if path}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "-", "version": "1"}, "paths": paths}).encode()


def publish(workshop: Workshop, day: str, *fields: str, call: str = "") -> None:
    """Publish the specification with some fields, and capture it on a day."""
    said = spec(*fields, call=call)
    workshop.site.answer("/api/openapi.json", 200, said, Content_Type="application/json", ETag=f'"{len(said)}"')
    workshop.on(day)
    assert workshop.driftwatch("--quiet", "run", "--fail-on", "never")[0] == 0


def watch(workshop: Workshop, extra: str = "") -> None:
    address = f"{workshop.site.origin}/api/openapi.json"
    (workshop.root / "driftwatch.toml").write_text(f'[sources.cometapi]\nindex = "{address}"\n{extra}')


def opened(workshop: Workshop) -> list[dict[str, Any]]:
    _, out = workshop.driftwatch("diff", "--open", "--format", "json", "--fail-on", "never")
    return workshop.findings(out)


def fields(found: list[dict[str, Any]]) -> list[list[str]]:
    """The fields that each finding tells of."""
    return [[one["field"] for one in (each["members"] or [each])] for each in found]


@pytest.fixture
def grown(workshop: Workshop) -> Workshop:
    """A repository in which two fields came on one day."""
    watch(workshop)
    publish(workshop, DAYS[0])
    publish(workshop, DAYS[1], "mast", "sail")
    assert fields(opened(workshop)) == [["mast", "sail"]]
    return workshop


def accept(workshop: Workshop, fingerprint: str, until: str = "40w") -> None:
    assert workshop.driftwatch("accept", fingerprint, "--because", "-", "--owner", "us", "--until", until)[0] == 0


def test_what_was_accepted_together_stays_accepted_when_more_joins_it(grown: Workshop) -> None:
    publish(grown, DAYS[2], "mast", "sail", "crew")
    (whole,) = opened(grown)
    accept(grown, whole["fingerprint"])
    names = ", ".join(sorted(f'"{one["fingerprint"]}"' for one in whole["members"]))
    assert f"members = [{names}]\n" in grown.file("driftwatch.toml")
    assert opened(grown) == []
    publish(grown, DAYS[3], "mast", "sail", "crew", "port")
    assert fields(opened(grown)) == [["port"]]
    accept(grown, opened(grown)[0]["fingerprint"])
    assert len(re.findall("^members = ", grown.file("driftwatch.toml"), re.MULTILINE)) == 1
    grown.on("2027-06-01")
    assert fields(opened(grown)) == [["crew", "mast", "port", "sail"]]


def test_what_somebody_accepted_by_its_name_alone_stays_accepted_as_a_capture_told_it(grown: Workshop) -> None:
    (whole,) = opened(grown)
    said = f'fingerprint = "{whole["fingerprint"]}"\nreason = "known"\nowner = "us"\nexpires = "2027-01-01"\n'
    watch(grown, f"[[accept]]\n{said}")
    publish(grown, DAYS[2], "mast", "sail", "crew")
    assert fields(opened(grown)) == [["crew"]]
