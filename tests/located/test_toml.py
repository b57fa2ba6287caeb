"""Every key and item of a TOML text is found where the text reads it, however it is written."""

import json
import re
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from driftwatch.located.problem import Problem
from driftwatch.located.toml import MAX_DEPTH, read_toml
from driftwatch.located.value import Key, Located, walk

SCALARS = (
    "1", "0x1F", "-17", "1_000.5e3", "inf", "nan", "true", "1979-05-27 07:32:00", "07:32:00.5", "1979-05-27",
    '""', "''", '"a # [b] = {c}, \\" d"', r"'c:\'", r'"\\"', '"\\u00e9 = 1"', "'é, \U0001f600'",
    '"""\n[x]\ny = 1 # "two" ""\n"""', '"""ends in two"""""', '"""\\""" and \\\n  on"""', '""""one before"""', '""""""',
    "'''\n[[x]]\n'y' = ''\n'''", "'''ends in two'''''", "''''one before'''", "''''''",
)  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(
        ("a", "b-1", "0", "3.5", "", " ", "x y", "a.b", '"', "'", "#", "[", "=", "\t\\", "é", "\n", "\u2028")
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=4),
)
BLANKS = st.sampled_from(("", " ", "\t "))
BREAKS = st.sampled_from(("", " ", "\n", "\n\n  ", " # ], } = 'x\n", "\n#[a]\n\t"))


class Writer:
    """Writes a document as the draws want it, and notes the offset of each key and item."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.offsets: dict[tuple[Key, ...], int] = {}

    def document(self) -> None:
        self.breaks()
        self.pairs(())
        for name in self.names():
            if self.draw(st.booleans()):
                self.table((), name)
            else:
                self.array(name)

    def breaks(self) -> None:
        self.text += self.draw(BREAKS)

    def blank(self) -> None:
        self.text += self.draw(BLANKS)

    def names(self) -> list[str]:
        taken = {path[0] for path in self.offsets}
        return [name for name in self.draw(st.lists(NAMES, max_size=3, unique=True)) if name not in taken]

    def table(self, above: tuple[Key, ...], name: str) -> None:
        """A header of one or more keys, `[a . "b"]`, with pairs, and sometimes the header of a table above it later."""
        below = self.draw(st.lists(NAMES, max_size=2))
        self.header("[", (*above, name, *below), "]")
        self.pairs((*above, name, *below))
        if below and self.draw(st.booleans()):
            self.header("[", (*above, name), "]")

    def array(self, name: str) -> None:
        for index in range(self.draw(st.integers(1, 3))):
            self.header("[[", (name,), "]]", index=index)
            self.pairs((name, index))
            if self.draw(st.booleans()):
                self.table((name, index), "of the item")

    def header(self, opened: str, path: tuple[Key, ...], closed: str, index: int | None = None) -> None:
        self.text += self.draw(st.sampled_from(("", " ", "\n"))) + opened
        self.dotted((), path, own=index is None)
        if index is not None:
            self.offsets[(*path, index)] = self.last
        self.text += closed + self.draw(st.sampled_from(("\n", " # ]\n", "\n\n")))

    def dotted(self, above: tuple[Key, ...], path: tuple[Key, ...], *, own: bool = True) -> tuple[Key, ...]:
        """Write a key of several parts; the last one is the key's own place, others count when nothing was before."""
        keys = [at for at, key in enumerate(path) if isinstance(key, str)]
        for at in keys:
            self.text += "." if at != keys[0] else ""
            self.blank()
            self.last = len(self.text)
            whole = (*above, *path[: at + 1])
            if (at == keys[-1] and own) or whole not in self.offsets:
                self.offsets[whole] = self.last
            self.text += self.draw(st.sampled_from(spellings(str(path[at]))))
            self.blank()
        return (*above, *path)

    def pairs(self, above: tuple[Key, ...], most: int = 3) -> None:
        for name in self.draw(st.lists(NAMES, max_size=most, unique=True)):
            if (*above, name) not in self.offsets:
                self.pair(above, name)
                self.text += self.draw(st.sampled_from(("\n", " # x = 'y\n", "\r\n", "\n\n\t")))

    def pair(self, above: tuple[Key, ...], name: str, depth: int = 0) -> None:
        path = self.dotted(above, (name, *self.draw(st.lists(NAMES, max_size=2))))
        self.text += "="
        self.blank()
        self.value(path, depth)

    def value(self, path: tuple[Key, ...], depth: int) -> None:
        kind = self.draw(st.sampled_from(("scalar", "array", "inline") if depth < 3 else ("scalar",)))
        if kind == "scalar":
            self.text += self.draw(st.sampled_from(SCALARS))
            return
        self.text += "[" if kind == "array" else "{"
        room = self.breaks if kind == "array" else self.blank
        members: list[Any] = (
            list(range(self.draw(st.integers(0, 3))))
            if kind == "array"
            else self.draw(st.lists(NAMES, max_size=3, unique=True))
        )
        for member in members:
            room()
            if kind == "array":
                self.offsets[(*path, member)] = len(self.text)
                self.value((*path, member), depth + 1)
            else:
                self.pair(path, member, depth + 1)
            room()
            self.text += "," if member != members[-1] else ""
        self.text += ",\n" if kind == "array" and members and self.draw(st.booleans()) else ""
        room()
        self.text += "]" if kind == "array" else "}"


def spellings(name: str) -> list[str]:
    """All ways in which a key may be written."""
    codes = "".join(f"\\U{ord(character):08x}" for character in name)
    found = [json.dumps(name).replace("\x7f", "\\u007f"), f'"{codes}"']
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        found.append(name)
    if "'" not in name and not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", name):
        found.append(f"'{name}'")
    # json.dumps writes what lies beyond the first plane as two halves, which TOML does not take
    return [each for each in found if "\\ud" not in each.lower()]


def values(located: Located) -> Any:
    if located.is_mapping:
        return {key: values(below) for key, below in located.entries().items()}
    return [values(item) for item in located.items()] if isinstance(located.value, tuple) else located.value


def place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].replace("\r\n", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@st.composite
def written(draw: Any) -> Writer:
    writer = Writer(draw)
    writer.document()
    return writer


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(written())
def test_each_key_and_item_is_found_where_the_text_reads_it(writer: Writer) -> None:
    read = read_toml(writer.text, file="x.toml")
    assert isinstance(read, Located), f"{read}\n{writer.text}"
    assert repr(values(read)) == repr(tomllib.loads(writer.text))
    found = {path: (at.line, at.column) for path, at in walk(read) if path}
    assert found == {path: place(writer.text, offset) for path, offset in writer.offsets.items()}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab.=[]{},\n\r \"'#\\10-:T_é"), max_size=60))
@example("a=[[1,],]\n[b]\na.b=1")
@example("[a]\n[a]")
def test_any_text_that_is_toml_is_read_to_the_end_and_any_other_is_one_problem(text: str) -> None:
    read = read_toml(text, file="x.toml")
    try:
        value = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError:
        assert isinstance(read, Problem)
        return
    assert isinstance(read, Located)
    assert repr(values(read)) == repr(value)


def where(text: str) -> dict[str, tuple[int, int]]:
    read = read_toml(text, file="x.toml")
    assert isinstance(read, Located)
    return {".".join(map(str, path)): (at.line, at.column) for path, at in walk(read) if path}


def test_a_table_stands_where_its_header_does_and_else_where_it_is_first_named() -> None:
    assert where("[a.b]\n[a]\nc = 1\n[d.e]\nf.g = 1\n") == {
        "a": (2, 2), "a.b": (1, 4), "a.c": (3, 1), "d": (4, 2), "d.e": (4, 4), "d.e.f": (5, 1), "d.e.f.g": (5, 3),
    }  # fmt: skip


def test_the_items_of_an_array_of_tables_stand_at_their_headers() -> None:
    assert where("[[a]]\nb = 1\n[a.c]\n  [[a]]\nb = [\n  2, # two\n  {d = 3}]\n") == {
        "a": (1, 3), "a.0": (1, 3), "a.0.b": (2, 1), "a.0.c": (3, 4), "a.1": (4, 5), "a.1.b": (5, 1),
        "a.1.b.0": (6, 3), "a.1.b.1": (7, 3), "a.1.b.1.d": (7, 4),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x =", "x.toml:1:4: (top): not TOML: Invalid value"),
        ("a = 1\n\nb = 1 2\n", "x.toml:3:7: (top): not TOML: Expected newline or end of document after a statement"),
        ("a = 1\n[b]\na = 2\na = 3", "x.toml:4:1: (top): the key 'a' stands twice; first in line 3"),
        ("[a]\n[b]\n  [ 'a' ]\n", "x.toml:3:5: (top): the key 'a' stands twice; first in line 1"),
        ("a = {b = 1, b = 2}\n", "x.toml:1:13: (top): the key 'b' stands twice; first in line 1"),
        ("a = x\nb = 1\nb = 2\n", "x.toml:1:5: (top): not TOML: Invalid value"),
        ("a.b = 1\n[a]\n", "x.toml:2:3: (top): not TOML: Cannot declare ('a',) twice"),
        ("\na = \x1b\n", "x.toml:2:5: (top): not TOML: Invalid value"),
        (f"\na = 1{'0' * 5000}", "x.toml:2:5: (top): a number has too many digits"),
        (f"a = {'[' * 9999}", "x.toml:1:1: (top): nested too deeply"),
        (f"a = {'[' * (MAX_DEPTH + 1)}{']' * (MAX_DEPTH + 1)}", "x.toml:1:1: (top): nested too deeply"),
        (f"[{'a.' * 3000}a]", "x.toml:1:1: (top): nested too deeply"),
    ],
)
def test_what_is_no_toml_is_told_with_line_and_column(text: str, says: str) -> None:
    assert str(read_toml(text, file="x.toml")) == says


def test_a_message_of_the_parser_repeats_no_secret_and_no_control_character() -> None:
    secret = "sk-" + "a1B2c3D4e5F6g7H8"
    for text in (f'a."{secret}".b = 1\n[a."{secret}"]\n', f'["\\u001b[2J {secret}"]\na = 1\n["\\u001b[2J {secret}"]\n'):
        said = str(read_toml(text, file="x.toml"))
        assert "twice" in said
        assert secret not in said
        assert said.isprintable()


def test_line_ends_of_windows_and_of_old_macs_are_line_ends() -> None:
    assert where("a = 1\r\n\r\n b = 2") == where("a = 1\r\r b = 2") == {"a": (1, 1), "b": (3, 2)}
