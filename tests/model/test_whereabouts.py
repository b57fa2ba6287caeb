"""Where the fields of a call travel."""

from driftwatch.model.facts import Parameter
from driftwatch.model.whereabouts import parameters


def parameter(within: str, name: str = "limit") -> Parameter:
    return Parameter(at=f"parameter · {within} · {name}", name=name, within=within)


def test_a_stated_place_counts_before_none_and_the_first_before_another_one():
    query, cookie, nowhere = (parameter(within) for within in ("query", "cookie", "unstated"))
    assert parameters([nowhere, query, cookie])["limit"].within == "query"
    assert parameters([query, nowhere, cookie])["limit"].within == "query"
    assert parameters([nowhere])["limit"].within == "unstated"
    assert parameters([parameter("header")]) == {}
