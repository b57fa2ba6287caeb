"""Links to an anchor that their page lacks: files that are put together to one page share their anchors."""

from driftwatch.model.facts import Field
from tests.assemble.test_page_objects import references, site, snapshot

CALLS = "# Paths\n\n## GET /me\n\nReturns a [user](#_user).\n\n## GET /lid\n\nReturns a [lid](#_lid).\n"
TABLE = "| Field | Type |\n|-|-|\n"
USER = f'# Definitions\n\n<a id="_user"></a>\n## User\n\n{TABLE}| id | string |\n'


def test_what_another_file_describes_below_the_anchor_is_what_the_link_leads_to() -> None:
    found = site(paths=CALLS, definitions=USER)
    assert references(found)["GET /me"] == [("response · 200 · application/json · $", "_user")]
    assert references(found)["GET /lid"] == []
    named = [entry for entry in snapshot(found).entries.values() if entry.owner.kind == "schema"]
    assert [fact.at for fact in named[0].facts if isinstance(fact, Field)] == ["schema · $", "schema · id"]


def test_an_anchor_of_the_page_itself_and_one_of_several_pages_lead_to_no_other() -> None:
    own = site(paths=f"{CALLS}\n## Those\n\n### User {{#_user}}\n\n{TABLE}| age | integer |\n", definitions=USER)
    assert [ref for _, ref in references(own)["GET /me"]] == ["_user (paths)"]
    assert references(site(paths=CALLS, definitions=USER, others=USER))["GET /me"] == []


def test_a_link_to_another_page_leads_to_that_page_alone() -> None:
    away = CALLS.replace("(#_user)", "(gone#_user)")
    assert references(site(paths=away, definitions=USER))["GET /me"] == []


def test_what_has_no_fields_is_of_the_type_that_a_line_says() -> None:
    listed = "# Definitions\n\n## Users {#_user}\n\nThose who are here.\n\n**Type** : < [Person](#_person) > array\n\n"
    kinds = (
        f"## Person {{#_person}}\n\n{TABLE}| kind | [Kind](#_kind) |\n\n## Kind {{#_kind}}\n\n**Type** : enum (b, a)\n"
    )
    found = snapshot(site(paths=CALLS, definitions=listed + kinds))
    fields = {entry.owner.name: entry.facts for entry in found.entries.values() if entry.owner.kind == "schema"}
    assert [(fact.at, fact.ref) for fact in fields["_user"] if isinstance(fact, Field)] == [
        ("schema · $", ""),
        ("schema · []", "_person"),
    ]
    (root,) = (fact for fact in fields["_kind"] if isinstance(fact, Field))
    assert (root.type, root.enum) == (("string",), ("a", "b"))
