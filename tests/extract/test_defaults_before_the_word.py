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
        ("Weight. Possible values: `0` = None (default), `1` = Low", "0"),
        ("Its kind. By default this is `lid`, but you may ask for `box`.", "lid"),
        ("Filter by kind. `0`: All (default), `1`: Lids, `2`: Boxes", "0"),
        ("Whether it is shut: `true` or `false` (default)", "false"),
        ("默认显示20条", None),
        ("默认`60`秒\uff0c最长`600`秒", "60"),
        ("每页大小\uff0c默认为20条", "20"),
        ("生效时长(秒)\uff0c默认1天(86400)", None),
        ("单位\uff1a秒\uff08s\uff09\uff0c默认1小时\uff0c3600秒", None),
        ("超时时间\uff08秒\uff09\uff0c默认为5分钟", None),
        ("有效期\uff0c单位毫秒\uff0c默认7天", None),
        ("有效期(毫秒)\uff0c默认60秒", None),
        ("有效期(秒)\uff0c默认60秒\uff0c最长600", None),
        ("The maximum is 100 by default.", None),
        ("Sorted by `id` by default.", None),
        ("Returns 10 lids by default.", None),
        ("`10` by default, `20` by default for boxes.", None),
        ("`10` by default for boxes.", None),
        ("The size of a page is 10,000 by default.", None),
        ("Timeout in ms (30,000 by default).", None),
        ("Timeout in ms (30 000 by default).", None),
        ("By default 10,000.", None),
        ("Default: 10,000", None),
        ("8:00 by default", None),
        ("A side as 16:9 by default", None),
        ("Set to 1,5 by default", None),
        ("A port of 24577 - 32768 by default", None),
        ("Ignored if `raw` is set (`raw` is false by default).", None),
        ("Requires `deep`, which is `false` by default.", None),
        ("Only with `deep` (false by default).", None),
        ("Only with deep (false by default).", None),
        ("Cannot be used with `mode=json` (default).", None),
        ("Use `all` to override `own` (default).", None),
        ("Overrides `limit` of the account, which is 20 by default.", None),
        ("When omitted or `false` (default), `made_at` is rounded.", None),
        ("Fields that come back: `id`, `name`, `size` by default.", None),
    ],
)
def test_a_default_may_stand_before_the_word(description: str, default: str | None) -> None:
    assert default_in(text_of(description)) == default


@pytest.mark.parametrize("cell", ["none (all lids)", "None (see below)", "\u2014"])
def test_a_cell_that_says_what_no_default_means_has_none(cell: str) -> None:
    assert default_of_cell(text_of(cell)) is None
