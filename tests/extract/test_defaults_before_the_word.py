"""Defaults in front of the word that says so."""

import pytest

from driftwatch.extract.fields.defaults import default_in, default_of_cell
from driftwatch.extract.text.inline import text_of


@pytest.mark.parametrize(
    ("description", "default"),
    [
        ("The page of lids (value is 1 by default)", "1"),
        ("Opens the lid. Set to `false` by default.", "false"),
        ("Set to `1` (open) by default.", "1"),
        ("How many; 20 by default", "20"),
        ("By default true. If false, shut lids are left out.", "true"),
        ("Direction: `asc` (default) or `desc`", "asc"),
        ("Weight: `0` = None (default), `1` = Low", "0"),
        ("The maximum is 100 by default.", None),
        ("Sorted by `id` by default.", None),
        ("Returns 10 lids by default.", None),
        ("`10` by default, `20` by default for boxes.", None),
        ("`10` by default for boxes.", None),
    ],
)
def test_a_default_may_stand_before_the_word(description: str, default: str | None) -> None:
    assert default_in(text_of(description)) == default


@pytest.mark.parametrize("cell", ["none (all lids)", "None (see below)", "\u2014"])
def test_a_cell_that_says_what_no_default_means_has_none(cell: str) -> None:
    assert default_of_cell(text_of(cell)) is None
