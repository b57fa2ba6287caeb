"""Literals of scripts are read as what they say, in time that grows with their length, and never run."""

import time

import pytest

from driftwatch.extract.data.script_values import MAX_DEPTH, NoLiteralError, value_at
from driftwatch.model.json_values import Json


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("[1,-2,.5,1e3,2.]", [1, -2, 0.5, 1000.0, 2.0]),
        ('{kind:"box",\'a b\':!0,200:!1,$_:null,lid:void 0,gone:undefined}',
         {"kind": "box", "a b": True, "200": False, "$_": None, "lid": None, "gone": None}),
        ("`two\nlines, and \\`ticks\\` for \\${money}`", "two\nlines, and `ticks` for ${money}"),
        (r'"\x41\u0042\u{43}\n\'\/\0\
"', "ABC\n'/\0"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"half \ud83d"', "half �"),
        ("[ true , false , ]", [True, False]),
        ("{}", {}),
        ("[]", []),
    ],
)  # fmt: skip
def test_a_literal_is_what_it_says(said: str, value: Json) -> None:
    assert value_at(f"let a={said};b()", len("let a=")) == (value, len("let a=") + len(said))


@pytest.mark.parametrize(
    "said",
    [
        "", "f()", "{a:f(1)}", "[1 2]", "{a 1}", "{a:1", "[1,", '"open', "'two\nlines'", "`for ${money}`", "{:1}",
        "9" * 400, "1e999", "[,]", "window",
    ],
)  # fmt: skip
def test_what_is_no_literal_is_refused(said: str) -> None:
    with pytest.raises(NoLiteralError):
        value_at(said, 0)


def test_what_is_nested_too_deeply_is_refused() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert value_at(deep, 0)[1] == len(deep)
    with pytest.raises(NoLiteralError, match="nested too deeply"):
        value_at(f"[[{deep}]]", 0)
    with pytest.raises(NoLiteralError):
        value_at("{a:[" * 1_000_000, 0)


@pytest.mark.parametrize("junk", ['"' + "\\a" * 500_000, "`" + "a" * 1_000_000, " " * 1_000_000, "-" * 1_000_000])
def test_junk_is_left_in_linear_time(junk: str) -> None:
    began = time.process_time()
    with pytest.raises(NoLiteralError):
        value_at(junk, 0)
    assert time.process_time() - began < 2
