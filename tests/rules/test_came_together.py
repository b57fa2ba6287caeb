"""What is new and binds nobody is one edit with what came to the same places, and each of it is named."""

from typing import Any

import pytest
from msgspec import structs

from driftwatch.model.finding import Finding, Impact, Side, Suppression
from driftwatch.reports.plain_lines import said_of
from driftwatch.reports.safe import unlinked
from driftwatch.reports.text import text
from driftwatch.rules.folding import folded
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import build_report
from tests.compare.schema_documents import FORM, changes, document, put
from tests.rules.test_wrappers import TEXT, api, ref, thing

NUMBER: dict[str, Any] = {"type": "number"}
SIDES: dict[str, Any] = {"source": "store", "old": Side(label="old"), "new": Side(label="new")}
BARE, MORE = thing(mast=TEXT), thing(mast=TEXT, sail=TEXT, crew=NUMBER)


def found(old: dict[str, Any], new: dict[str, Any]) -> tuple[Finding, ...]:
    return folded(judge(changes(old, new)))


def counts(old: dict[str, Any], new: dict[str, Any]) -> list[int]:
    return sorted(len(one.single) for one in found(old, new))


def answering(*, sent: bool = False, **schemas: dict[str, Any]) -> dict[str, Any]:
    return api({name.lower(): ref(name) for name in schemas}, sent=sent, **schemas)


def asking(*parameters: tuple[str, str, bool], path: str = "/things") -> dict[str, Any]:
    stated = [{"name": name, "in": place, "required": need, "schema": TEXT} for name, place, need in parameters]
    return document({"parameters": stated})


def test_the_fields_that_one_object_gains_are_one_edit_that_names_each() -> None:
    [one] = found(answering(Boat=BARE), answering(Boat=MORE))
    assert (one.id, one.level, len(one.single)) == ("response-optional-property-added", "info", 2)
    assert one.message == "Response field `crew` of schema `Boat` is new. The same holds for field `sail`."
    fields = {f"field_{number}": {"type": "string", "maxLength": number + 1} for number in range(40)}
    [many] = found(answering(Boat=BARE), answering(Boat=thing(mast=TEXT, **fields)))
    assert all(f"`{name}`" in many.message for name in fields)
    for shown in (text(build_report((many,), **SIDES)), said_of(many, shown=unlinked)):
        assert all(f"`{name}`" in shown for name in fields)


def test_new_fields_whose_names_begin_as_an_item_is_written_are_named() -> None:
    [one] = found(answering(Boat=BARE), answering(Boat=thing(mast=TEXT, **{"[sail]": TEXT, "[crew]": NUMBER})))
    assert one.message == "Response field `[crew]` of schema `Boat` is new. The same holds for field `[sail]`."


def test_of_so_many_new_fields_that_no_report_shows_them_the_last_are_counted() -> None:
    fields = {f"field_{number:04}": {"type": "string", "maxLength": number + 1} for number in range(500)}
    [many] = found(answering(Boat=BARE), answering(Boat=thing(mast=TEXT, **fields)))
    assert (len(many.single), many.message.endswith(" more.")) == (500, True)
    assert len(many.message) < 2_000


@pytest.mark.parametrize("sent", [False, True])
def test_copies_that_gain_the_same_fields_are_one_edit_and_others_are_not(*, sent: bool) -> None:
    def both(boat: dict[str, Any], ship: dict[str, Any]) -> dict[str, Any]:
        return answering(sent=sent, Boat=boat, Ship=ship)

    assert counts(both(BARE, BARE), both(MORE, MORE)) == [4]
    assert counts(both(BARE, BARE), both(MORE, thing(mast=TEXT, sail=TEXT))) == [1, 2]
    assert counts(both(BARE, BARE), both(MORE, thing(mast=TEXT, sail=TEXT, crew=TEXT))) == [1, 1, 2]
    assert counts(both(BARE, BARE), both(thing(mast=TEXT, sail=TEXT), thing(mast=TEXT, crew=NUMBER))) == [1, 1]


def test_what_travels_both_ways_is_said_of_both_and_its_names_once() -> None:
    def side(boat: dict[str, Any]) -> dict[str, Any]:
        held = {"content": {"application/json": {"schema": ref("Boat")}}}
        call = {"requestBody": held, "responses": {"200": {"description": "-", **held}}}
        return {**document({}, Boat=boat), "paths": {"/boats": {"post": call}}}

    [one] = found(side(BARE), side(MORE))
    assert (one.operations, len(one.single)) == (("POST /boats",), 4)
    assert one.message == (
        "Request field `crew` of schema `Boat` is new and optional. Response field `crew` of schema `Boat` is new. "
        "Both hold for field `sail`."
    )


def test_fields_that_came_to_two_media_types_are_told_of_each() -> None:
    def side(json: dict[str, Any], form: dict[str, Any]) -> dict[str, Any]:
        bodies = {"application/json": {"schema": json}, FORM: {"schema": form}}
        return document({"requestBody": {"content": bodies}})

    old = side(BARE, BARE)
    assert counts(old, side(thing(mast=TEXT, sail=TEXT), thing(mast=TEXT, crew=TEXT))) == [1, 1]
    assert counts(old, side(thing(mast=TEXT, sail=TEXT), thing(mast=TEXT, sail=TEXT, crew=TEXT))) == [1, 2]
    assert counts(old, side(MORE, MORE)) == [4]


def test_that_a_further_alternative_gained_the_same_fields_is_said() -> None:
    def side(*more: str) -> dict[str, Any]:
        forms = [{"title": name, **thing(**{name: TEXT}, **dict.fromkeys(more, TEXT))} for name in ("boat", "ship")]
        return document(put("request-body", {"oneOf": forms}))

    for more, also in ((("sail",), ""), (("sail", "oar"), "for field `sail` and ")):
        [one] = found(side(), side(*more))
        assert one.message == (
            f"Request field `{min(more)}` (as `boat`) is new and optional. The same holds {also}in 1 other place."
        )


def both_ways(*names: str, boat: dict[str, Any]) -> dict[str, Any]:
    """Five paths of each name: what is called `a` sends, `b` answers, `ab` does both."""

    def call(name: str) -> dict[str, Any]:
        return {
            **(put("request-body", boat) if "a" in name else {}),
            **(put("response-body", boat) if "b" in name else {}),
        }

    return {
        **document({}),
        "paths": {f"/{name}/{number}": {"post": call(name)} for number in range(5) for name in names},
    }


def test_as_many_other_operations_are_not_the_same_ones() -> None:
    sent, answered = "Request field `sail` is new and optional.", "Response field `sail` of response `200` is new."
    also = "The same holds for 4 other operations."
    more = thing(mast=TEXT, sail=TEXT)
    [one] = found(both_ways("a", "b", boat=BARE), both_ways("a", "b", boat=more))
    assert one.message == f"{sent} {also} For `POST /b/0`: {answered} {also}"
    [one] = found(both_ways("ab", boat=BARE), both_ways("ab", boat=more))
    assert one.message == f"{sent} {answered} Both hold for 4 other operations."


def test_fields_of_two_objects_of_one_schema_are_told_apart() -> None:
    old = answering(Boat=thing(mast=TEXT, hull=BARE))
    assert counts(old, answering(Boat=thing(mast=TEXT, oars=TEXT, hull=MORE))) == [1, 2]
    # A field that both of them gain is one edit, as ever.
    assert counts(old, answering(Boat=thing(mast=TEXT, sail=TEXT, hull=MORE))) == [1, 2]


def test_what_must_be_sent_is_told_apart_from_what_need_not() -> None:
    needed = {**thing("sail", "oars", **MORE["properties"], oars=TEXT, flag=TEXT)}
    told = found(answering(sent=True, Boat=BARE), answering(sent=True, Boat=needed))
    assert [(one.level, len(one.single)) for one in told] == [("breaking", 2), ("info", 2)]
    assert told[0].message == (
        "Request field `oars` of schema `Boat` is new and required. The same holds for field `sail`."
    )
    needed = asking(("sail", "query", True), ("oars", "query", True), ("flag", "query", False))
    assert [(one.level, len(one.single)) for one in found(asking(), needed)] == [("breaking", 2), ("info", 1)]


def test_fields_that_go_from_the_same_objects_are_one_edit_that_names_each() -> None:
    [one] = found(answering(Boat=MORE), answering(Boat=BARE))
    assert (one.id, one.level, len(one.single)) == ("response-optional-property-removed", "breaking", 2)
    assert one.message == (
        "Response field `crew` of schema `Boat` is no longer documented. The same holds for field `sail`."
    )
    assert counts(answering(Boat=MORE, Port=MORE), answering(Boat=BARE, Port=thing(mast=TEXT, sail=TEXT))) == [1, 2]


def test_of_fields_that_go_together_it_is_said_which_were_always_there() -> None:
    needed = thing("sail", **MORE["properties"], oars=TEXT)
    [told] = found(answering(Boat=needed), answering(Boat=BARE))
    assert told.message == (
        "Response field `sail` of schema `Boat`, which was always there, is no longer documented. "
        "Warning: Response field `crew` of schema `Boat` is no longer documented. The same holds for field `oars`."
    )


def test_a_field_that_comes_to_an_object_of_its_own_keeps_its_name() -> None:
    """What came alone has the fingerprint that it always had; with another one it is another edit."""
    sail, crew = (answering(Boat=thing(mast=TEXT, **more)) for more in ({"sail": TEXT}, {"crew": NUMBER}))
    [alone] = found(answering(Boat=BARE), sail)
    [both] = found(answering(Boat=BARE), answering(Boat=MORE))
    [other] = found(answering(Boat=BARE), crew)
    assert len({alone.fingerprint, both.fingerprint, other.fingerprint}) == 3
    assert {one.fingerprint for one in both.single} == {alone.single[0].fingerprint, other.single[0].fingerprint}


def test_accepting_one_of_several_new_fields_leaves_the_others() -> None:
    made = judge(changes(answering(Boat=BARE), answering(Boat=MORE)))
    accepted = Suppression(reason="known", owner="us", expires="2999-01-01", fingerprint=made[0].fingerprint)
    report = build_report(made, suppressions=(accepted,), **SIDES)
    assert [len(one.single) for one in report.findings] == [1]
    assert [one.fingerprint for one in report.accepted] == [made[0].fingerprint]


def test_a_new_field_that_somebody_relies_on_is_told_alone() -> None:
    one, *others = judge(changes(answering(Boat=BARE), answering(Boat=thing(**MORE["properties"], oars=TEXT))))
    hurt = structs.replace(one, impact=Impact(kind="affects"))
    assert sorted(len(each.single) for each in folded((hurt, *others))) == [1, 2]


def test_the_optional_parameters_that_the_same_calls_gain_are_one_edit() -> None:
    new = asking(("page", "query", False), ("size", "query", False), ("sort", "query", False))
    [one] = found(asking(), new)
    assert (one.id, len(one.single)) == ("new-optional-request-parameter", 3)
    assert one.message == (
        "Query parameter `page` of `POST /things` is new and optional. The same holds for parameters `size`, `sort`."
    )
    mixed = asking(("page", "query", False), ("X-Trace", "header", False), ("size", "query", True))
    assert counts(asking(), mixed) == [1, 1, 1]
    [gone] = found(new, asking())
    assert (gone.id, len(gone.single)) == ("request-parameter-removed", 3)
    assert gone.message.endswith("is no longer documented. The same holds for parameters `size`, `sort`.")


def test_parameters_of_which_another_call_gained_one_are_told_apart() -> None:
    def side(**parameters: str) -> dict[str, Any]:
        def call(names: str) -> dict[str, Any]:
            stated = [{"name": name, "in": "query", "schema": TEXT} for name in names.split()]
            return {"get": {"parameters": stated, **put("response-body", TEXT)}}

        return {**document({}), "paths": {f"/{path}": call(names) for path, names in parameters.items()}}

    assert counts(side(a="", b=""), side(a="page size", b="page size")) == [4]
    assert counts(side(a="", b=""), side(a="page size", b="page")) == [1, 2]


def calls(*paths: str, webhooks: tuple[str, ...] = ()) -> dict[str, Any]:
    answer = {"responses": {"204": {"description": "-"}}}
    hooks = {name: {"post": answer} for name in webhooks}
    methods = {"get": answer, "put": answer}
    return {**document({}), "paths": {"/kept": methods, **dict.fromkeys(paths, methods)}, "webhooks": hooks}


def test_what_is_below_a_path_that_is_new_came_with_it_and_is_named() -> None:
    [boats, *others] = found(
        calls(), calls("/boats", "/boats/{id}", "/boats/{id}/crew", "/boats-of-wood", "/oars/{id}")
    )
    assert (boats.id, boats.level, [len(one.single) for one in others]) == ("endpoint-added", "info", [2, 2])
    assert boats.message == (
        "`GET /boats` is new. The same holds for `PUT /boats`, `GET /boats/{}`, `PUT /boats/{}`, "
        "`GET /boats/{}/crew`, `PUT /boats/{}/crew`."
    )
    assert boats.operations == tuple(sorted({call for one in boats.single for call in one.operations}))
    lines = text(build_report((boats,), **SIDES)).splitlines()
    assert [line for line in lines if boats.message in line] == [f"  {boats.message}  {boats.fingerprint}"]


def test_what_is_below_a_path_that_was_there_or_that_nobody_documents_comes_alone() -> None:
    assert counts(calls("/boats"), calls("/boats", "/boats/{id}", "/boats/{id}/crew")) == [4]
    assert (
        counts(calls("/boats/{id}"), calls("/boats", "/boats/{id}", "/boats/{id}/crew", "/boats/{id}/oars")) == [2] * 3
    )
    assert counts(calls(), calls("/a/b", "/a/c")) == [2, 2]
    assert counts(calls(), calls("/boats", "/ships")) == [2, 2]


def described(**paths: tuple[str, str]) -> dict[str, Any]:
    """Calls by path, `_` for the slash, each with the schema that it answers with, and its tag."""
    called = {
        f"/{path.replace('_', '/')}": {
            "get": {**put("response-body", ref(name) if name else TEXT), "tags": [tag][not tag :]}
        }
        for path, (name, tag) in paths.items()
    }
    return {**document({}, **dict.fromkeys(("Boat", "Port"), thing(mast=TEXT))), "paths": called}


def test_calls_that_come_below_one_path_and_are_alike_are_one_edit() -> None:
    known = {"boats": ("Boat", ""), "ports": ("Port", "")}
    alike = {"boats_sell": ("Boat", ""), "boats_sink": ("Boat", "")}
    [one] = found(described(**known), described(**known, **alike))
    assert one.message == "`GET /boats/sell` is new. The same holds for `GET /boats/sink`."
    more = {"boats_crew": ("Port", ""), "boats_oars": ("Port", "")}
    assert counts(described(**known), described(**known, **alike, **more)) == [2, 2]
    for other in (("boats_sink", "Port"), ("ports_sink", "Boat"), ("boats_sell_sink", "Boat"), ("boats_{id}", "Boat")):
        come = {"boats_sell": ("Boat", ""), other[0]: (other[1], "")}
        assert counts(described(**known), described(**known, **come)) == ([2] if "sell_" in other[0] else [1, 1])
    assert counts(described(**known), described(**known, boats_sell=("", ""), boats_sink=("", ""))) == [1, 1]
    assert counts(described(**known, **alike), described(**known)) == [1, 1]


def test_calls_that_only_fail_alike_or_have_the_version_in_common_are_no_siblings() -> None:
    answers = {"boat": ref("Boat"), "number": {"type": "integer"}, "text": TEXT, "": None}

    def side(**paths: str) -> dict[str, Any]:
        called = {}
        for path, name in paths.items():
            body = {"content": {"application/json": {"schema": answers[name]}}} if name else {}
            error = {"content": {"application/json": {"schema": ref("Port")}}}
            responses = {
                "200" if name else "204": {"description": "-", **body},
                "default": {"description": "-", **error},
            }
            called[f"/{path.replace('_', '/')}"] = {"get": {"responses": responses}}
        return {**document({}, **dict.fromkeys(("Boat", "Port"), thing(mast=TEXT))), "paths": called}

    known = {"v1_boats": "boat", "v1_ports": "boat"}
    assert counts(side(**known), side(**known, v1_boats_oars="boat", v1_boats_crew="boat")) == [2]
    for one, other in (("", ""), ("number", "text"), ("number", "number")):
        assert counts(side(**known), side(**known, v1_boats_oars=one, v1_boats_crew=other)) == [1, 1]
    assert counts(side(**known), side(**known, v1_oars="boat", v1_crew="boat")) == [1, 1]


def test_calls_below_steps_that_nothing_had_are_one_edit_where_they_have_a_tag_that_nothing_had() -> None:
    known = {"boats": ("Boat", "boats"), "ports": ("Port", "")}
    for tags, told in (
        (("state", "state"), [2]),
        (("boats", "boats"), [1, 1]),
        (("state", "ports"), [1, 1]),
        (("", ""), [1, 1]),
    ):
        come = dict(zip(("state_boats", "state_ports"), (("Boat", tags[0]), ("", tags[1])), strict=True))
        assert counts(described(**known), described(**known, **come)) == told
    apart = {"state_boats": ("Boat", "state"), "states_ports": ("Port", "state")}
    assert counts(described(**known), described(**known, **apart)) == [1, 1]


def test_webhooks_that_come_together_are_one_edit_of_their_list_and_those_that_go_are_told_each() -> None:
    few, many = calls(webhooks=("sunk",)), calls("/boats", webhooks=("sunk", "sold", "built"))
    told = {one.id: one for one in found(few, many)}
    assert {id_: len(one.single) for id_, one in told.items()} == {"endpoint-added": 2, "webhook-added": 2}
    assert (
        told["webhook-added"].message == "Webhook `POST webhook:built` is new. The same holds for `POST webhook:sold`."
    )
    assert counts(many, few) == [1, 1, 2]


def test_what_must_be_sent_is_one_edit_both_ways_whether_or_not_another_field_came_with_it() -> None:
    def both_ways(box: dict[str, Any]) -> dict[str, Any]:
        return document(put("response-body", ref("Box")) | put("request-body", ref("Box")), Box=box)

    bare = thing(left=TEXT)
    for more, counted in (({}, [2]), ({"free": TEXT}, [2, 2])):
        told = found(both_ways(bare), both_ways(thing("sent", left=TEXT, sent=TEXT, **more)))
        assert [len(one.single) for one in told] == counted
        assert {each.field for each in told[0].single} == {"sent"}


def test_a_field_that_takes_the_place_of_another_one_in_the_same_object_is_no_company_of_it() -> None:
    held = {name: thing(**{name: TEXT}) for name in ("ports", "boats", "crews")}
    sides = (answering(**{name: thing(by, **{by: each}) for name, each in held.items()}) for by in ("data", "items"))
    assert [len(one.single) for one in found(*sides) if one.level == "breaking"] == [3]


@pytest.mark.parametrize("sent", [False, True])
def test_what_became_an_object_is_one_edit_with_the_fields_that_came_with_it(*, sent: bool) -> None:
    old = answering(sent=sent, Boat=thing(mast=NUMBER, sail=NUMBER, crew=NUMBER))
    rig = thing(area=NUMBER, made=TEXT)
    [one] = found(old, answering(sent=sent, Boat=thing(mast=rig, sail=rig, crew=NUMBER)))
    kinds = [each.id.partition("-property-")[2] or each.id for each in one.single]
    assert (one.level, len(kinds), kinds.count("type-changed")) == ("breaking", 6, 2)
    assert one.message.endswith("`mast.made`, `sail.area`, `sail.made`.")
    bare = answering(sent=sent, Boat=thing(mast={"type": "object"}, sail=NUMBER, crew=TEXT))
    assert [(one.level, len(one.single)) for one in found(old, bare)] == [("breaking", 1)] * 2
    listed = answering(sent=sent, Boat=thing(mast=rig, sail=NUMBER, crew=TEXT, oars=NUMBER))
    assert counts(old, listed) == [1, 1, 3]


def test_of_bodies_that_became_objects_each_is_told_its_own_fields() -> None:
    def answers(*schemas: dict[str, Any]) -> dict[str, Any]:
        told = [{"200": {"description": "", "content": {"application/json": {"schema": each}}}} for each in schemas]
        return {**document({}), "paths": {f"/p{n}": {"get": {"responses": each}} for n, each in enumerate(told)}}

    boat, cart = thing(mast=TEXT, sail=TEXT), thing(axle=TEXT, wheel=TEXT)
    [one] = found(answers(TEXT, TEXT, TEXT), answers(boat, cart, boat))
    assert one.message.endswith(
        "Response field `mast` of response `200` is new. The same holds for `GET /p2` and for field `sail`. "
        "Info for `GET /p1`: Response field `axle` of response `200` is new. The same holds for field `wheel`."
    )


def test_a_list_that_became_a_page_of_it_is_one_edit() -> None:
    pages = [put("response-body", schema, whole=True) for schema in ({"type": "array", "items": TEXT}, MORE)]
    [one] = found(*map(document, pages))
    assert (one.id, len(one.single)) == ("response-body-type-changed", 4)
