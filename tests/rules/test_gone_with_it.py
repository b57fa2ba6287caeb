"""What goes with a call is told with it: the names of the schemas that nothing else refers to."""

from typing import Any

from driftwatch.model.change import Change
from driftwatch.model.finding import Finding
from driftwatch.model.snapshot import Owner
from driftwatch.model.source import Source
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from tests.rules.edited_operations import between, spec

BOX, LID = "/boxes", "/boxes/{id}/lids"


def shop(*paths: str, deprecated: str = "", **answers: tuple[str, ...]) -> dict[str, Any]:
    """Calls by path, each of which answers with the schemas that are listed for its first step."""
    used = {name for path in paths for name in answers.get(path.split("/")[1], ())}

    def edit(path: str, operation: dict[str, Any]) -> None:
        refers = [{"$ref": f"#/components/schemas/{name}"} for name in answers.get(path.split("/")[1], ())]
        schema: dict[str, Any] = {"type": "object", "properties": {f"p{n}": ref for n, ref in enumerate(refers)}}
        operation["responses"]["200"] = {"description": "-", "content": {"application/json": {"schema": schema}}}
        operation |= {"deprecated": True} if path == deprecated else {}

    bodies = {name: {"type": "object", "properties": {name.lower(): {"type": "string"}}} for name in sorted(used)}
    return spec(*paths, edit=edit, schemas=bodies)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(one.id, one.level, len(one.single)) for one in folded(between(old, new))]


def test_the_names_of_schemas_that_only_a_call_which_is_gone_reached_went_with_it() -> None:
    old = shop("/boxes", "/crates", boxes=("Box", "Hue"), crates=("Crate",))
    [one] = folded(between(old, shop("/crates", crates=("Crate",))))
    assert (one.id, one.level) == ("api-path-removed-without-deprecation", "breaking")
    assert {each.id: each.level for each in one.members} == {one.id: "breaking", "api-schema-removed": "info"}
    assert one.message == (
        "`GET /boxes` is no longer documented, and its path with it. "
        "Info: Schema names no longer documented: `Box`. The same holds for schema `Hue`."
    )


def test_they_go_with_all_that_is_below_a_path_as_well_and_with_a_method_alone() -> None:
    old = shop(BOX, LID, "/crates", boxes=("Box",), crates=("Crate",))
    assert told(old, shop("/crates", crates=("Crate",))) == [("api-path-removed-without-deprecation", "breaking", 3)]
    kept = shop(BOX, boxes=("Box",))
    more = shop(BOX, boxes=("Box",))
    posted = shop("/boxes/sent", boxes=("Sent",))
    more["paths"]["/boxes"]["post"] = posted["paths"]["/boxes/sent"]["get"] | {"operationId": "post"}
    more["components"]["schemas"] |= posted["components"]["schemas"]
    assert told(more, kept) == [("api-removed-without-deprecation", "breaking", 2)]


def test_what_another_call_reached_as_well_or_none_did_is_an_edit_of_its_own() -> None:
    old = shop("/boxes", "/crates", boxes=("Box", "Hue"), crates=("Hue",))
    new = shop("/crates", crates=())
    ids = {one.id: sorted(str(each.before) for each in one.single) for one in folded(between(old, new))}
    assert ids["api-schema-removed"] == ["Hue"]
    loose = shop("/boxes", "/crates")
    loose["components"]["schemas"] = {"Loose": {"type": "object", "properties": {"a": {"type": "string"}}}}
    assert len(told(loose, shop("/crates"))) == 2


def test_what_two_calls_reached_that_are_told_apart_is_told_apart_from_both() -> None:
    old = shop("/boxes", "/crates", "/jars", boxes=("Hue",), crates=("Hue",))
    assert [count for _, _, count in told(old, shop("/jars"))] == [1, 1, 1]
    old = shop(BOX, LID, "/jars", deprecated=LID, boxes=("Hue",))
    assert sorted(told(old, shop("/jars"))) == [
        ("api-path-removed-with-deprecation", "breaking", 1),
        ("api-path-removed-without-deprecation", "breaking", 1),
        ("api-schema-removed", "info", 1),
    ]


def test_so_many_names_that_went_do_not_make_one_line_of_the_others() -> None:
    names = tuple(f"Part{number:02}" for number in range(30))
    old, new = shop("/boxes", "/crates", boxes=names), shop("/crates")
    for number in range(2):
        loose = {"type": "object", "properties": {f"q{number}": {"type": "string"}}}
        old["components"]["schemas"][f"Loose{number}"] = loose
    found: tuple[Finding, ...] = folded(between(old, new))
    assert [len(one.single) for one in found] == [31, 2]
    assert {each.before for each in found[0].single} == {"GET /boxes", *names}


def test_the_name_of_a_schema_goes_with_whichever_call_of_a_page_that_is_gone_reached_it() -> None:
    page = Source(url="https://docs.example.com/ships", locator="", stated_by="prose")

    def gone(path: str, *traits: str, sources: tuple[Source, ...] = (page,)) -> Change:
        owner = Owner(kind="operation", name=f"GET {path}")
        held = frozenset(("with-page", *traits))
        return Change(
            kind="operation.removed", owner=owner, operations=(owner,), role="operation", location="operation",
            before=owner.name, traits=held, sources=sources,
        )  # fmt: skip

    calls = gone("/mast"), gone("/sail")
    for call in calls:
        schema = Owner(kind="schema", name="Rope")
        name = Change(
            kind="schema.removed", owner=schema, operations=(), role="api", location="schemas", name="Rope",
            before="Rope", content=call.removal,
        )  # fmt: skip
        [one] = folded(judge((*calls, name)))
        assert len(one.members) == 3
    assert len({each.removal for each in (*calls, gone("/a", "deprecated"), gone("/a", sources=()))}) == 3
