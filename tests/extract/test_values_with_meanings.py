"""Lists of values of which each says what it means, and texts in quotes where types stand."""

from time import process_time

import pytest

from driftwatch.extract.fields.glossed_values import glossed_values
from driftwatch.extract.fields.statements import enum_in
from driftwatch.extract.text.inline import text_of
from driftwatch.extract.words.type_words import is_scalar, names_type, schema_of_type

_MOMENT = 1.0


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("Order of lids. Possible values: `new` \u2013 by `made_at`; `old` \u2013 by `kept_at`.", ("new", "old")),
        ("Weight. Valid values: `0` = None (default), `1` = Low, `10` = High.", ("0", "1", "10")),
        ("State. Possible values: `open` if it can be lifted; `shut` if it is (still) held.", ("open", "shut")),
        ("One of: `a` (the first), `b` (the second) or `c` (the last).", ("a", "b", "c")),
        ("Possible values: `only`.", ("only",)),
        ("The side. Either `f` for the front or `b` for the back. It is kept.", ("b", "f")),
        ("One of the following values: `none` (or null) - keeps it; `shut` - shuts it.", ("none", "shut")),
        ("It can be one of these: `a`, `b`", ("a", "b")),
        ("Send either `lid` or `box`, not both.", ()),
        ("Must be one of these fields: `lid`, `box`", ()),
        ("Valid values: `a`: a lid, `b`: a box, etc.", ()),
        ("Possible values: `true` = open, `false` = shut.", ()),
        ("Possible values: `a` - a lid, see `size`.", ()),
        ("Possible values: `a` - a lid; `b`: a box.", ()),
        ("Possible values: `a` for lids. `b` for boxes. `c`, `d`.", ()),
        ("All of it. Two `kind` values: `new` for new lids, and `old` for all.", ()),
        ("One of: `made_at:asc/desc` - its age; `size:asc/desc` - its size", ()),
        ("Can be `0` for no limit, `-1` for the limit of the account, or any positive number.", ()),
        ("One of `0` for no limit, `-1` for the limit of the account, or a positive number.", ()),
        ("Can be `all` for every box, `none` for no box, or a comma-separated list of ids.", ()),
        ("Will be `paid` when it is settled, `open` when not. Other values may be added.", ()),
        ("Possible values: `paid` when it is settled, `open` when not. Other values may be added.", ()),
        ("Possible values: `mixed` for round lids; `upper` or `plain` for square lids", ()),
        ("Possible values: `key`: a key; `sign_<kind>`: a sign of a kind.", ()),
        ("Possible values: `key`: a key; `sign_{kind}`: a sign of a kind.", ()),
        ("Possible values: `<`: below; `>`: above.", ("<", ">")),
        ("Any combination (comma separated) of the following. Valid values: `a` - a lid; `b` - a box.", ()),
        ("Valid values: `a` - a lid; `b` - a box. Separate several values by commas.", ()),
        ("Valid values: `a` - a lid; `b` - a box, in a comma-separated list.", ()),
        ("Valid values: `a` - a lid; `b` - the combination of two.", ("a", "b")),
        ("Like `1D`: a number and a unit, which can be `D` for day, `W` for week. Defaults to `1M`.", ()),
        ("Possible values: `D` for day, `W` for week. Defaults to `1M`.", ()),
        ("Possible values: `D` for day, `W` for week. Defaults to `W`.", ("D", "W")),
        ("A time like `3m`. Other options are `h` for hours, `d` for days", ()),
        ("The code of it can be either:<br>- `held`: it waits.<br>- `shut`: it is done.", ("held", "shut")),
        ("With `mode`, it can be either:<br>- `held`: it waits.<br>- `shut`: it is done.", ()),
        ("Where `mode` can be either: `held`: it waits; `shut`: it is done.", ()),
        ("How it is done. Currently supported: `held` - it waits; `shut` - it is done", ("held", "shut")),
        ("How it is done. The options are: `held`: (default) It waits. `shut`: It is done.", ()),
        ("How it is done. Valid options are `held` and `shut`. `shut` is quick.", ("held", "shut")),
        (
            "Can be one of: - `held`: it waits - `shut`: done<br>Only `held` is sent. One of: `held`, `shut`.",
            ("held", "shut"),
        ),
        ("Special values: `all` - every lid; `max` - as many as fit", ()),
    ],
)
def test_each_value_may_have_its_meaning_behind_it(description: str, values: tuple[str, ...]) -> None:
    assert enum_in(text_of(description)) == values


def test_a_place_without_a_meaning_begins_no_such_list() -> None:
    assert glossed_values("\x02a\x03, \x02b\x03", 0) == ()


@pytest.mark.parametrize(
    ("written", "schema"),
    [
        ('"lid", "box" or "bag"', {"type": "string", "enum": ["bag", "box", "lid"]}),
        ("'lid', 'box'", {"type": "string", "enum": ["box", "lid"]}),
        ('"lid" / "box" or null', {"type": ["null", "string"], "enum": ["box", "lid"]}),
        ('array of "lid" / "box"', {"type": "array", "items": {"type": "string", "enum": ["box", "lid"]}}),
        ('array of "lid" or "box" or null', {
            "type": ["array", "null"], "items": {"type": "string", "enum": ["box", "lid"]},
        }),
        ('"lid", required', {"type": "string", "enum": ["lid"]}),
    ],
)  # fmt: skip
def test_texts_in_quotes_are_all_that_may_stand_there(written: str, schema: dict[str, object]) -> None:
    assert schema_of_type(written) == schema


@pytest.mark.parametrize(
    ("description", "values"),
    [
        ("How lids are sorted<br>- `size`: by size<br>- `made`: by age", ("made", "size")),
        ("How lids are sorted, with the fields<br>- `size`: by size<br>- `made`: by age", ()),
        ("How lids are sorted<br>- `size`<br>- `made`", ()),
    ],
)
def test_a_value_with_its_meaning_may_stand_in_each_line_of_a_cell(description: str, values: tuple[str, ...]) -> None:
    assert enum_in(text_of(description), is_scalar=True) == values


@pytest.mark.parametrize(("kind", "expected"), [("string / null", True), ("integer or null", True), ("null", False)])
def test_what_may_be_null_besides_is_still_a_text_or_a_number(kind: str, *, expected: bool) -> None:
    assert is_scalar(kind) is expected


@pytest.mark.parametrize("piece", ['"a", ', '"a" or ', '"a" | ', "'a', or "])
def test_a_long_list_of_texts_that_ends_in_nothing_is_read_once(piece: str) -> None:
    started = process_time()
    names_type(piece * 300)
    assert process_time() - started < _MOMENT


@pytest.mark.parametrize(("is_scalar", "values"), [(True, ("a", "b")), (False, ())])
def test_options_are_values_of_a_text_and_members_of_an_object(values: tuple[str, ...], *, is_scalar: bool) -> None:
    assert enum_in(text_of("How it is. Options are `a`, `b`. Defaults to `a`"), is_scalar=is_scalar) == values


def test_members_that_are_called_options_are_no_values() -> None:
    assert enum_in(text_of("An object. Options are `timeout` (ms) and `retries` (count).")) == ()
    assert enum_in(text_of("What you may add. Other options are `h`, `d`"), is_scalar=True) == ()
