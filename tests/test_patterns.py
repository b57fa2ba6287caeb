"""Regular expressions of the package: none is compiled before it is used, and all of them can be."""

import gc
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import driftwatch
from driftwatch.patterns import holds_any, lazy_regex, pieces_of

_PROBE = """
import collections, importlib, json, pkgutil, re, sys
import driftwatch

ours = collections.Counter()

def counted(name):
    real = getattr(re, name)
    def called(*args, **options):
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] == "driftwatch.patterns":
            frame = frame.f_back
        caller = frame.f_globals["__name__"]
        if caller.startswith("driftwatch."):
            ours[caller] += 1
        return real(*args, **options)
    return called

for name in ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"):
    setattr(re, name, counted(name))
modules = [each.name for each in pkgutil.walk_packages(driftwatch.__path__, "driftwatch.")]
for module in modules:
    importlib.import_module(module)
print(json.dumps([len(modules), ours]))
"""
_COMPILED = {
    "driftwatch.extract.openapi.claimed": 1,  # what puts the patterns together that are compiled later
    "driftwatch.model.selftest": 2,  # by msgspec itself, for what it checks
}


def test_importing_compiles_hardly_a_pattern_of_ours() -> None:
    told = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True).stdout
    modules, compiling = json.loads(told)
    assert modules > 500
    assert compiling == _COMPILED, "a pattern of a module is made by driftwatch.patterns.lazy_regex"


def test_every_pattern_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(driftwatch.__path__, "driftwatch."):
        importlib.import_module(module.name)
    kind = type(lazy_regex(""))
    patterns = [each for each in gc.get_objects() if type(each) is kind]
    assert len(patterns) > 500
    assert [pattern for pattern in patterns if not _compiles(pattern)] == []


def _compiles(pattern: "re.Pattern[str]") -> bool:
    try:
        return pattern.groups >= 0
    except re.error:
        return False


def test_a_wrong_pattern_is_complained_of_where_it_is_used() -> None:
    wrong = lazy_regex("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_it_does_what_the_compiled_one_does() -> None:
    lazy, compiled = lazy_regex(r"(?P<one>a)b", re.IGNORECASE), re.compile(r"(?P<one>a)b", re.IGNORECASE)
    text = "xABab"
    assert lazy.findall(text) == compiled.findall(text) == ["A", "a"]
    assert lazy.sub("", text) == compiled.sub("", text) == "x"
    assert (lazy.match(text), lazy.fullmatch(text)) == (None, None)
    assert [match["one"] for match in lazy.finditer(text)] == ["A", "a"]
    assert lazy.split(text) == compiled.split(text)
    assert (lazy.pattern, lazy.flags, lazy.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert lazy_regex(rb"\d").search(b"a1") is not None


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = list[str]()
    real = re.compile

    def counted(pattern: str, flags: int = 0) -> "re.Pattern[str]":
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    lazy = lazy_regex("counted once")
    assert compiled == []
    for _ in range(3):
        lazy.match("")
        lazy.search("counted once")
    assert compiled == ["counted once"]
    assert repr(lazy) == "lazy_regex('counted once')"


def test_no_match_is_known_by_the_pattern_that_stands_for_its_own() -> None:
    """What a match names as `re` is the compiled pattern: held against one that is compiled late, it is another."""
    known = re.compile(r"\.re\s+(?:is|in|==|!=)\s(?!.*\.pattern)")
    package = Path(driftwatch.__file__).parent
    lines = (line for file in package.rglob("*.py") for line in file.read_text(encoding="utf-8").splitlines())
    assert [line for line in lines if known.search(line)] == []


@given(st.text(st.sampled_from(".!?\u3002\uff01\n aB(`1"), max_size=40))
def test_pieces_are_those_of_a_split_that_looks_at_the_character_before(text: str) -> None:
    split = re.split(r"(?<=[.!?])\s+(?=[A-Z\"'(\[\d`*$])|(?<=[\u3002\uff01])\s*|\n{1,}", text)
    ends = re.compile(r"[.!?\u3002\uff01\n](?:(?<=[.!?])\s+(?=[A-Z\"'(\[\d`*$])|(?<=[\u3002\uff01])\s*|(?<=\n)\n*)")
    assert list(pieces_of(text, ends)) == split


def test_a_text_holds_a_word_wherever_it_stands():
    assert holds_any("the retries", ("again", "retr"))
    assert not holds_any("the retries", ("again", "Retr"))
    assert not holds_any("the retries", ())
