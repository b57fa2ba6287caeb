"""A scheduled job over two weeks in which one page, then one schema, trips a fault of ours: the job goes on."""

import copy
import json
from datetime import date, timedelta
from typing import Any

import pytest

from driftwatch.assemble import assembly
from driftwatch.compare.schemas import walk as schemas
from driftwatch.demo.server import DemoSite
from driftwatch.platforms import documented, specs
from driftwatch.reports import templated
from tests.e2e.workshop import Workshop

Spec = dict[str, Any]
FIRST = date(2026, 3, 1)
DAYS = 14
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
SECRET = "Authorization: Bearer sk-" + "a1B2c3D4" * 5
GUIDE = b"# Limits\n\n## Rate limits\n\nYou may send 60 requests per minute to the API.\n"
FAULT_OF_OURS = ("document-failed", "comparison-failed")


def spec(name: str) -> Spec:
    """One operation that takes, and returns, a schema of its own beside one that all have."""
    body = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    call = {"requestBody": body, "responses": {"200": {"description": "Done.", **body}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1.0.0"},
        "paths": {f"/{name.lower()}": {"post": call, "put": call}},
        "components": {"schemas": {name: {"type": "object", "properties": {"note": TEXT, "size": NUMBER}}}},
    }


def with_field(document: Spec, field: str, schema: Spec) -> Spec:
    new = copy.deepcopy(document)
    (held,) = new["components"]["schemas"].values()
    held["properties"][field] = schema
    return new


class Fortnight:
    """The job, day by day: what each run told, and what it left."""

    def __init__(self, workshop: Workshop, site: DemoSite) -> None:
        self.workshop = workshop
        self.site = site
        self.day = FIRST
        self.told: list[list[dict[str, Any]]] = []
        listed = "".join(
            f"- [{name}]({site.origin}/{name})\n" for name in ("Alpha.json", "Beta.json", "Gamma.json", "guide.md")
        )
        site.answer("/llms.txt", 200, f"# Docs\n\n{listed}".encode(), Content_Type="text/plain")
        site.answer("/guide.md", 200, GUIDE, Content_Type="text/markdown")
        for name in ("Alpha", "Beta", "Gamma"):
            self.publish(name, spec(name))

    def publish(self, name: str, document: Spec) -> None:
        self.site.answer(f"/{name}.json", 200, json.dumps(document).encode(), Content_Type="application/json")

    def run(self) -> list[dict[str, Any]]:
        """The job of one day; it must end as jobs do, and commit."""
        before = len(self.workshop.captures()) if self.told else 0
        self.workshop.on(self.day.isoformat())
        code, out = self.workshop.driftwatch("run", "--format", "json")
        assert code in {0, 1}, self.workshop.err
        assert before + 1 == len(self.workshop.captures())
        assert self.workshop.status() == ""
        self.told.append(self.workshop.findings(out))
        self.day += timedelta(days=1)
        return self.told[-1]

    def days_of(self, rule: str) -> list[int]:
        """The days on which a finding was told, counted from 0."""
        return [day for day, found in enumerate(self.told) for one in found if one["id"] == rule]

    def open(self) -> list[str]:
        code, out = self.workshop.driftwatch("diff", "--open", "--format", "json")
        assert code in {0, 1}, self.workshop.err
        return sorted(one["id"] for one in self.workshop.findings(out))


@pytest.fixture
def fortnight(workshop: Workshop, site: DemoSite) -> Fortnight:
    return Fortnight(workshop, site)


def poison_reading(monkeypatch: pytest.MonkeyPatch, *, module: Any = specs, name: str = "documentation_of") -> None:
    """Let whoever reads a document with the mark of the poison fail."""
    real = getattr(module, name)

    def reading(*arguments: Any, **keywords: Any) -> Any:
        if any("x-poison" in str(argument) for argument in arguments):
            raise LookupError(SECRET)
        return real(*arguments, **keywords)

    monkeypatch.setattr(module, name, reading)


def poison_comparing(monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    real = schemas.type_changes

    def comparing(level: Any) -> bool:
        if level.where.owner.name == schema:
            raise LookupError(SECRET)
        return real(level)

    monkeypatch.setattr(schemas, "type_changes", comparing)


def test_a_page_that_cannot_be_understood_for_a_week_costs_nothing_but_itself(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison_reading(monkeypatch)
    beta = spec("Beta")
    for day in range(DAYS):
        if day == 3:
            fortnight.publish("Beta", {**beta, "x-poison": True})
        if day == 5:
            fortnight.publish("Alpha", with_field(spec("Alpha"), "size", TEXT))
        if day == 7:
            fortnight.publish("Beta", {**with_field(beta, "note", NUMBER), "x-poison": True})
        if day == 8:
            assert fortnight.open() == ["document-failed", "request-property-type-changed"]
        if day == 10:
            fortnight.publish("Beta", with_field(beta, "note", NUMBER))
        found = fortnight.run()
        unseen = ["Beta.json"] if 3 <= day < 10 else []
        line = fortnight.workshop.captures()[-1]
        assert (line.get("unseen", []), line["documents"]["unseen"]) == (unseen, len(unseen))
        assert fortnight.workshop.unseen() == dict.fromkeys(unseen, "failed: LookupError")
        assert line["operations"] == 6
        assert line.get("breaking", 0) == sum(one["level"] == "breaking" for one in found)
    assert fortnight.days_of("document-failed") == [3]
    assert fortnight.days_of("request-property-type-changed") == [5, 10]
    assert [one["schema"] if "schema" in one else one["operations"] for one in fortnight.told[10]] == [
        ["POST /beta", "PUT /beta"],
    ]
    assert [day for day, found in enumerate(fortnight.told) if found] == [3, 5, 10]
    assert "document-failed" not in fortnight.open()


def test_a_schema_that_cannot_be_compared_is_told_once_and_all_else_as_ever(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        poison_comparing(faulty, "Beta")
        for day in range(DAYS):
            if day == 4:
                fortnight.publish("Beta", with_field(spec("Beta"), "note", NUMBER))
                fortnight.publish("Alpha", with_field(spec("Alpha"), "size", TEXT))
            if day == 9:
                fortnight.publish("Gamma", with_field(spec("Gamma"), "extra", TEXT))
            fortnight.run()
        assert fortnight.days_of("comparison-failed") == [4]
        assert fortnight.days_of("request-property-type-changed") == [4]
        assert fortnight.days_of("new-optional-request-property") == [9]
        (failed,) = (one for one in fortnight.told[4] if one["id"] == "comparison-failed")
        assert (failed["level"], failed["operations"]) == ("warning", ["POST /beta", "PUT /beta"])
        assert failed["before"] == failed["after"] == ["schema · note"]
        assert "comparison-failed" in fortnight.open()
    # Once the fault is mended the drift of that day is told as what it was.
    assert fortnight.open().count("request-property-type-changed") == 2
    assert "comparison-failed" not in fortnight.open()


def test_both_kinds_of_faults_stand_in_every_report(fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch) -> None:
    poison_comparing(monkeypatch, "Beta")
    poison_reading(monkeypatch)
    fortnight.run()
    fortnight.publish("Beta", with_field(spec("Beta"), "note", NUMBER))
    fortnight.publish("Gamma", {**spec("Gamma"), "x-poison": True})
    fortnight.run()
    workshop = fortnight.workshop
    for format_name in ("text", "markdown", "json", "sarif", "junit", "github"):
        code, out = workshop.driftwatch("diff", "--format", format_name, "--fail-on", "warning")
        assert code == 1
        for rule in FAULT_OF_OURS:
            # Annotations of a job have a title in place of an id.
            assert rule in out or "driftwatch" in out, format_name
        assert "sk-" not in out
    for command in (("history",), ("blame", "POST /beta"), ("site", "--out", "public")):
        code, out = workshop.driftwatch(*command)
        assert code == 0, workshop.err
    assert "comparison-failed" in workshop.file("public/index.html")
    assert "comparison-failed" in workshop.git("log", "-1", "--format=%b")
    folder = next((workshop.root / "reports").iterdir())
    assert "sk-" not in "".join(path.read_text("utf-8") for path in folder.rglob("*.md"))


def test_the_details_of_a_fault_are_in_the_log_without_secrets(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison_reading(monkeypatch)
    fortnight.publish("Beta", {**spec("Beta"), "x-poison": True})
    fortnight.run()
    log = fortnight.workshop.err
    assert "extraction failed for page Beta.json" in log
    assert "Traceback" in log
    assert "LookupError" in log
    assert "a1B2c3D4" not in log
    assert fortnight.days_of("document-failed") == [0]


def test_a_page_that_was_never_understood_is_read_for_the_first_time_when_it_is(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        poison_reading(faulty)
        fortnight.publish("Beta", {**spec("Beta"), "x-poison": True})
        fortnight.run()
    assert [one["id"] for one in fortnight.run()] == ["document-first-read"]


def test_the_only_document_of_a_source_may_fail_as_well(
    workshop: Workshop, site: DemoSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    fortnight = Fortnight(workshop, site)
    (workshop.root / "driftwatch.toml").write_text(f'[sources.cometapi]\ndocuments = ["{site.origin}/Beta.json"]\n')
    workshop.git("commit", "--quiet", "--all", "--message", "Watch one file")
    poison_reading(monkeypatch)
    fortnight.run()
    fortnight.publish("Beta", {**spec("Beta"), "x-poison": True})
    assert [one["id"] for one in fortnight.run()] == ["document-failed"]
    assert fortnight.run() == []
    fortnight.publish("Beta", with_field(spec("Beta"), "note", NUMBER))
    assert {"request-property-type-changed"} <= {one["id"] for one in fortnight.run()}


def test_an_operation_that_cannot_be_joined_keeps_its_facts_and_its_document_is_told(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = assembly.merge

    def merging(told: Any, claims: Any) -> Any:
        if any(fact.at == "operation" and fact.path == "/beta" for each in told for fact in each.facts):
            raise LookupError(SECRET)
        return real(told, claims)

    fortnight.run()
    before = fortnight.workshop.file("snapshots/cometapi/operations/post-beta.jsonl")
    changed = with_field(spec("Beta"), "note", NUMBER)
    changed["paths"]["/beta"]["post"]["deprecated"] = True
    for name, document in (("Alpha", with_field(spec("Alpha"), "size", TEXT)), ("Beta", changed)):
        fortnight.publish(name, document)
    with monkeypatch.context() as faulty:
        faulty.setattr(assembly, "merge", merging)
        found = {one["id"] for one in fortnight.run()}
        assert found >= {"document-failed", "request-property-type-changed"}
        assert "endpoint-deprecated" not in found
        assert fortnight.workshop.file("snapshots/cometapi/operations/post-beta.jsonl") == before
        line = fortnight.workshop.captures()[-1]
        assert (line["unseen"], line["documents"]["unseen"]) == (["Beta.json"], 1)
        assert fortnight.run() == []
    assert "endpoint-deprecated" in {one["id"] for one in fortnight.run()}


def test_documents_on_which_joining_as_a_whole_fails_are_found_and_told(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = assembly.parts_of

    def parts(stated: Any) -> Any:
        stated = list(stated)
        if any(
            form.entries and form.form == "openapi" and "Beta" in str(form.entries) and not form.also
            for _, form in stated
        ):
            raise LookupError(SECRET)
        return real(stated)

    fortnight.run()
    fortnight.publish("Alpha", with_field(spec("Alpha"), "size", TEXT))
    monkeypatch.setattr(assembly, "parts_of", parts)
    found = [one["id"] for one in fortnight.run()]
    assert found == ["request-property-type-changed", "document-failed"]
    assert fortnight.workshop.unseen() == {"Beta.json": "failed: LookupError"}
    assert fortnight.run() == []


def test_a_finding_that_cannot_be_written_leaves_the_others_readable(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = templated.group_body

    def writing(report: Any, group: Any) -> str:
        told = (one for finding in group.findings for one in finding.single)
        if any(one.schema == "Beta" and one.id != "comparison-failed" for one in told):
            raise LookupError(SECRET)
        return real(report, group)

    monkeypatch.setattr(templated, "group_body", writing)
    fortnight.run()
    for name in ("Alpha", "Beta"):
        fortnight.publish(name, with_field(spec(name), "note", NUMBER))
    fortnight.run()
    folder = next((fortnight.workshop.root / "reports").iterdir()) / "cometapi"
    summary = (folder / "summary.md").read_text("utf-8")
    assert "1 warning" in summary
    assert "comparison-failed" in (folder / "shared-schema-beta.md").read_text("utf-8")
    assert "request-property-type-changed" in (folder / "shared-schema-alpha.md").read_text("utf-8")
    # Both schemas lost the same kind of value, in requests and in responses: one finding, of which one part is told.
    assert fortnight.workshop.captures()[-1]["breaking"] == 1


def test_a_document_over_its_budget_is_told_with_the_limit(
    fortnight: Fortnight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documented, "MOST_OPERATIONS", 2)
    fortnight.run()
    more = spec("Beta")
    more["paths"]["/more"] = more["paths"]["/beta"]
    fortnight.publish("Beta", more)
    (found,) = fortnight.run()
    assert (found["id"], found["level"]) == ("document-unreadable", "warning")
    assert "over budget: more than 2 operations" in found["message"]
    assert fortnight.workshop.captures()[-1]["operations"] == 6
    assert fortnight.run() == []
