"""What the path of a call states of its parameters."""

from typing import Literal

import pytest
from msgspec import structs

from driftwatch.model.facts import AnyFact, Contradiction, Field, Operation, Parameter
from driftwatch.model.path_parameters import but_of_path, plain, spelled_as, stated_by_path


def call(path: str) -> Operation:
    return Operation(at="operation", method="GET", path=path, document="guide", stated_by="prose", locator="Get a box")


def row(name: str, within: Literal["path", "query", "unstated"] = "path") -> Parameter:
    return Parameter(at=f"parameter · {within} · {name}", name=name, within=within, stated_by="table")


def value_of(name: str) -> Field:
    return Field(at=f"parameter · path · {name} · $", stated_by="table")


def names(*facts: AnyFact) -> list[str]:
    return [each.name for each in stated_by_path(facts)]


@pytest.mark.parametrize(
    ("path", "stated"),
    [
        ("/boxes", []),
        ("/boxes/{id}", ["id"]),
        ("/boxes/{id}/lids/{lid-id}", ["id", "lid-id"]),
        ("/boxes/{id}/lids/{id}", ["id"]),
        ("/boxes/{box_id}/{boxId}", ["box_id", "boxId"]),
        ("/boxes/{id:int}/{path*}/{+rest}", ["id", "path", "rest"]),
        ("/boxes.{format}", ["format"]),
        ("/boxes/{box id}", ["box id"]),
        ("/boxes{?page,size}", []),
        ("/boxes/{}/{0}/{...}", []),
        ("/boxes/{" + "a" * 90 + "}", []),
    ],
)
def test_a_path_names_its_parameters(path: str, stated: list[str]) -> None:
    assert names(call(path)) == stated


def test_what_the_path_states_is_required_and_rests_on_the_words_of_the_call() -> None:
    (found,) = stated_by_path([call("/boxes/{id}")])
    assert (found.at, found.within, found.required) == ("parameter · path · id", "path", True)
    assert (found.stated_by, found.document, found.locator) == ("prose", "guide", "Get a box")


@pytest.mark.parametrize("stated", [row("box_id"), row("boxId"), row("box_id", "unstated")])
def test_a_row_that_tells_of_a_parameter_is_the_same_fact(stated: Parameter) -> None:
    assert names(call("/boxes/{box_id}"), stated) == []
    assert names(call("/boxes/{box_id}/{lid}"), stated) == ["lid"]


def test_a_row_of_the_path_by_another_name_may_mean_any_parameter() -> None:
    assert names(call("/boxes/{id}"), row("which")) == []
    assert names(call("/boxes/{id}"), row("which", "query")) == ["id"]


def test_without_a_call_of_ours_nothing_is_stated() -> None:
    assert names(row("id")) == []
    assert names(structs.replace(call("/boxes/{id}"), event="webhook")) == []


def test_what_the_path_alone_states_can_be_left_out() -> None:
    alone, *_ = stated_by_path([call("/boxes/{id}")])
    described = (row("lid"), value_of("lid"))
    assert but_of_path((call("/boxes/{id}/{lid}"), alone, *described)) == (call("/boxes/{id}/{lid}"), *described)
    assert but_of_path(described) == described
    assert but_of_path((row("size", "query"),)) == (row("size", "query"),)


def test_a_specification_states_its_parameters() -> None:
    stated = Parameter(at="parameter · path · id", name="id", within="path")
    assert but_of_path((stated,)) == (stated,)
    assert not stated.is_of_path_alone({}.get)
    assert row("id").is_of_path_alone({}.get)
    assert not row("id").is_of_path_alone({row("id").at: "described"}.get)


def test_names_are_equal_in_each_way_of_writing_them() -> None:
    assert len({plain(name) for name in ("box_id", "boxId", "BoxID", "{box-id}", "<box id>")}) == 1
    assert (plain("_Id"), plain("id"), plain("")) == ("_id", "id", "")


def test_parameters_of_a_path_are_the_same_by_where_they_stand() -> None:
    facts = (call("/boxes/{box}/{lid}"), row("box"), value_of("box"), row("lid"), row("box", "query"))
    found = spelled_as("/boxes/{id}/{lid}", "/boxes/{box}/{lid}", facts)
    assert [fact.at for fact in found] == [
        "operation",
        "parameter · path · id",
        "parameter · path · id · $",
        "parameter · path · lid",
        "parameter · query · box",
    ]
    assert [fact.name for fact in found if isinstance(fact, Parameter)] == ["id", "lid", "box"]
    assert spelled_as("/boxes/{id}", "/boxes/{id}", facts) == facts


def test_what_is_said_against_a_parameter_of_a_path_goes_with_it() -> None:
    said = [
        Contradiction(at=f"contradiction · type · {subject}", aspect="type", subject=subject, statements=())
        for subject in ("parameter · path · box · $", "parameter · query · box · $")
    ]
    found = spelled_as("/boxes/{id}", "/boxes/{box}", said)
    assert [fact.at for fact in found] == [
        "contradiction · type · parameter · path · id · $",
        "contradiction · type · parameter · query · box · $",
    ]
    assert [fact.subject for fact in found if isinstance(fact, Contradiction)] == [fact.at[23:] for fact in found]
