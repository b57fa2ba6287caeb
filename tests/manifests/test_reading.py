import textwrap

import pytest

from driftwatch.located.value import plain
from driftwatch.manifests.file.reading import MAX_BYTES, read_file_text


def read(text, file="m.yaml"):
    content = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
    return read_file_text(content, file=file)


def problems(text):
    return [str(one) for one in read(text).problems]


def test_words_and_dates_of_yaml_1_1_stay_text():
    document = read("a: no\nb: 2026-11-24\nc: 1:30\nd: on\n").documents[0]
    assert {"a": "no", "b": "2026-11-24", "c": "1:30", "d": "on"} == plain(document)


def test_every_value_knows_the_place_of_its_key():
    document = read("a:\n  b: {c: 1, d: [x, y]}\n").documents[0]
    inner = document.get("a").get("b")
    assert (2, 3) == (inner.line, inner.column)
    assert (2, 7) == (inner.get("c").line, inner.get("c").column)
    assert [(2, 17), (2, 20)] == [(item.line, item.column) for item in inner.get("d").items()]


def test_a_file_holds_several_documents():
    assert [{"a": 1}, {"a": 2}] == [plain(one) for one in read("a: 1\n---\na: 2\n---\n").documents]


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert {"a": 1} == plain(read(b"\xef\xbb\xbfa: 1\n").documents[0])


def test_a_duplicate_key_names_both_lines():
    assert ["m.yaml:3:1: (top): the key 'a' stands twice; first in line 1"] == problems("a: 1\nb: 2\na: 3\n")


def test_anchors_and_merge_keys_are_written_out():
    document = read("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n").documents[0]
    assert {"x": 1, "y": 3} == plain(document)["own"]


def test_anchors_that_explode_are_one_problem():
    lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (found,) = problems("\n".join(lines))
    assert "holds more than 50,000 values once its aliases are written out" in found


@pytest.mark.slow
@pytest.mark.parametrize("merge", ["<<: [%s]", "k: {<<: [%s]}", "<<: {<<: [%s]}"])
def test_merge_keys_that_explode_are_one_problem(merge):
    lines = ["a0: &a0 {x: 1, y: 2}"]
    lines += [f"a{n}: &a{n} {{{merge % ','.join([f'*a{n - 1}'] * 10)}}}" for n in range(1, 9)]
    (found,) = problems("\n".join(lines))
    assert "holds more than 50,000 values once its aliases are written out, its merge keys too" in found


def test_an_alias_that_holds_itself_is_one_problem():
    assert ["m.yaml:1:4: a[0]: an alias holds itself"] == problems("a: &a [*a]\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: [1\n", "m.yaml:2:1: (top): not YAML: did not find expected ',' or ']'"),
        ("a: b: c\n", "m.yaml:1:5: (top): not YAML: mapping values are not allowed in this context"),
        ("a: *nowhere\n", "m.yaml:1:4: (top): not YAML: found undefined alias"),
        ("a: !!python/object:os.system x\n", "m.yaml:1:1: a: has a tag or number that JSON does not know"),
        (b"a: 1\nb: caf\xe9\n", "m.yaml:2:7: (top): not UTF-8: byte 0xe9; save the file as UTF-8"),
        (b"\xff\xfea\x00", "m.yaml:1:1: (top): not UTF-8: byte 0xff; save the file as UTF-8"),
        (b"a: \x00\n", "m.yaml:1:1: (top): not YAML: character U+0000 is not allowed"),
        ("", "m.yaml:1:1: (top): holds no manifest"),
        ("# nothing\n", "m.yaml:1:1: (top): holds no manifest"),
        ("? [a]\n: 1\n", "m.yaml:1:3: (top): a key is not text"),
        ("a: 0x" + "f" * 5000, "m.yaml:1:4: a: has a tag or number that JSON does not know"),
    ],
)
def test_each_fault_of_the_text_is_one_clear_problem(content, expected):
    (found,) = problems(content)
    if "!!python" in str(content):
        assert found.endswith(expected.partition(": a")[2])
    else:
        assert expected == found


def test_a_file_of_five_megabytes_is_refused_by_its_size():
    (found,) = problems(b"a: " + b"x" * 5 * MAX_BYTES)
    assert found.startswith("m.yaml:1:1: (top): 5.0 MB; a manifest file has at most 1 MB")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "? " * 50_000, "- " * 100_000])
def test_deep_junk_ends_with_one_problem(text):
    found = read(text)
    assert len(found.problems) == 1


def test_a_secret_in_broken_yaml_is_not_repeated():
    assert "sk-abc123" not in " ".join(problems("auth: 'Bearer sk-abc123def456ghi789jkl\n"))
