"""A base URL that a document lists twice, with other variables."""

from itertools import permutations

import pytest

from tests.compare.test_effective_facts import LEVELS, api, found


def listed_twice(*values):
    """A base URL that is listed once for each list of values of its variable."""
    return [
        {"url": "https://{at}.example.com", "variables": {"at": {"default": listed[0], "enum": listed}}}
        for listed in values
    ]


@pytest.mark.parametrize(("one", "other"), list(permutations(LEVELS, 2)))
def test_a_base_url_that_is_listed_twice_takes_the_values_of_both_wherever_it_is_stated(one, other):
    twice = {"servers": listed_twice(["eu"], ["us", "eu"])}
    assert [] == found(api(**{one: twice}), api(**{other: twice}))
    assert [] == found(api(**{one: twice}), api(**{other: {"servers": listed_twice(["eu", "us"])}}))
    assert found(api(**{one: twice}), api(**{other: {"servers": listed_twice(["eu"])}}))


def test_a_variable_that_is_listed_in_one_of_two_places_may_be_anything():
    free = {"url": "https://{at}.example.com", "variables": {"at": {"default": "eu"}}}
    listed = listed_twice(["eu", "us"])
    for twice in ([free, *listed], [*listed, free]):
        assert [] == found(api(top={"servers": twice}), api(top={"servers": [free]}))
