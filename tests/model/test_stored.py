"""What is stored is read back the same; the same facts give the same bytes."""

import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.errors import SnapshotError
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.model import stored
from driftwatch.model.characters import is_unseen
from driftwatch.model.facts import ErrorRule, Field, Operation
from driftwatch.model.known import Known
from driftwatch.model.snapshot import Capture, CaptureCounts, Document, Entry, Owner, Snapshot, at_hand
from driftwatch.model.stored import captures_of, digest_of, entry_of, files_of, snapshot_of_files, with_capture
from driftwatch.model.text import Line, PageText, head_of
from tests.benchmarks.large_spec import large_spec

CAPTURE = Capture(at="2026-10-01T05:17:00Z", digest="d", documents=CaptureCounts(read=3), operations=1, facts=9)


def small() -> Snapshot:
    return snapshot_of_openapi(large_spec(20), place="openapi.json", label="now")


def facts(snapshot: Snapshot) -> dict[Owner, object]:
    return {owner: (entry.documents, entry.facts, entry.references) for owner, entry in snapshot.entries.items()}


def test_a_snapshot_comes_back_as_it_was() -> None:
    back = snapshot_of_files(files_of(small()), label="now")
    assert facts(back) == facts(small())
    assert back.documents == small().documents
    assert files_of(back) == files_of(small())


def test_order_of_arrival_means_nothing() -> None:
    entries = list(small().entries.values())
    random.Random(5).shuffle(entries)  # noqa: S311 - a shuffle, no secret
    assert files_of(Snapshot(entries, small().documents.values())) == files_of(small())


def test_an_operation_has_a_file_of_its_own_and_shared_schemas_theirs() -> None:
    names = set(files_of(small()))
    assert {"operations/post-area0-things0-_.jsonl", "schemas/Thing0.jsonl", "api.jsonl", "documents.jsonl"} <= names


def test_schemas_of_a_document_with_one_operation_stand_in_its_file() -> None:
    owner = Owner("operation", "POST /v1/videos", "video/seedance")
    entries = (
        entry_of(owner, ("page",), [Operation(at="operation", method="POST", path="/v1/videos", schemas=owner.label)]),
        entry_of(Owner("schema", "Video", scope=owner.label), ("page",), [Field(at="schema · $", type=("object",))]),
    )
    files = files_of(Snapshot(entries))
    assert [name for name in files if name != "documents.jsonl"] == ["operations/post-v1-videos~video-seedance.jsonl"]
    assert facts(snapshot_of_files(files, label="")).keys() == {owner, Owner("schema", "Video", scope=owner.label)}


def page(name: str) -> Entry:
    return entry_of(Owner("page", name), (name,), [ErrorRule(at="error-rule · 429", signal="429", status=429)])


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8, unique=True))
def test_owners_of_any_name_have_files_that_no_machine_confuses(names: list[str]) -> None:
    snapshot = Snapshot([page(name) for name in names])
    files = files_of(snapshot)
    assert len({name.casefold() for name in files}) == len(names) + 1
    assert all(part.strip(".") and len(part) < 160 for name in files for part in name.split("/"))
    assert set("".join(files)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/.")
    assert facts(snapshot_of_files(files, label="")) == facts(snapshot)


def test_the_digest_leaves_captures_out_and_counts_names() -> None:
    assert digest_of({"a.jsonl": b"x"}) == digest_of({"a.jsonl": b"x", "captures.jsonl": b"y"})
    assert digest_of({"a.jsonl": b"x"}) != digest_of({"b.jsonl": b"x"})


def test_captures_are_appended_even_after_a_cut_line() -> None:
    once = with_capture(b"", CAPTURE)
    assert captures_of(with_capture(once.rstrip(b"\n"), CAPTURE)) == (CAPTURE, CAPTURE)


@pytest.mark.parametrize(
    "content",
    [
        b"not json\n",
        b'{"fact":"field","at":"x"}\n',
        b'{"owner":"operation"}\n',
        b'{"owner":"operation","name":"GET /a","format":99}\n',
        b'{"owner":"operation","name":"GET /\xff"}\n',
        b'{"owner":"operation","name":"GET /a"}\n{"fact":"field","at":"\xff"}\n',
        b'{"owner":"operation","name":"GET /a","documents":' + b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_named(content: bytes) -> None:
    with pytest.raises(SnapshotError, match=r"operations/a\.jsonl"):
        snapshot_of_files({"operations/a.jsonl": content}, label="")


HEAD = b'{"owner":"operation","name":"GET /a"}\n'


@pytest.mark.parametrize(
    "content",
    [
        b"<<<<<<< HEAD\n" + HEAD + b"=======\n" + HEAD + b">>>>>>> other\n",
        HEAD + b'<<<<<<< HEAD\n{"fact":"field","at":"a"}\n=======\n{"fact":"field","at":"b"}\n>>>>>>> other\n',
    ],
)
def test_of_a_merge_that_is_not_settled_it_is_said_which_side_to_take(content: bytes) -> None:
    with pytest.raises(SnapshotError, match="holds the marks of a merge that nobody settled") as error:
        _ = [entry.facts for entry in snapshot_of_files({"operations/a.jsonl": content}, label="").entries.values()]
    assert "git checkout --ours -- FOLDER" in error.value.hint
    captures = with_capture(b"", CAPTURE)
    with pytest.raises(SnapshotError, match=r"captures\.jsonl:2 is not of a driftwatch snapshot: it holds the marks"):
        captures_of(captures + b"<<<<<<< HEAD\n" + captures + b"=======\n>>>>>>> other\n")


def test_of_line_ends_of_windows_it_is_said_how_git_leaves_lines_alone() -> None:
    with pytest.raises(SnapshotError, match="its lines end as on Windows") as error:
        head_of(b'<!-- {"document":"a","form":7,"format":2} -->\r\n\r\n# A\r\n', "snapshots/a/text/a.md")
    assert "`snapshots/** -text` into .gitattributes" in error.value.hint
    newer = b'{"owner":"operation","name":"GET /a","x":1}\r\n'
    with pytest.raises(SnapshotError, match="unknown field `x`") as error:
        snapshot_of_files({"operations/a.jsonl": newer}, label="")
    assert "use that version or a newer one" in error.value.hint


@pytest.mark.parametrize("damage", [b"<<<<<<\n", b"<<<<<<<\n", b">>>>>>>other\n", b'"=======", \n', b" =======\n"])
def test_other_damage_is_no_merge(damage: bytes) -> None:
    with pytest.raises(SnapshotError) as error:
        snapshot_of_files({"operations/a.jsonl": damage + HEAD}, label="")
    assert "marks of a merge" not in error.value.message


def test_a_damaged_fact_is_named_when_it_is_read() -> None:
    content = b'{"owner":"operation","name":"GET /a"}\n{"fact":"field","at":"request","required":"yes"}\n'
    entry = snapshot_of_files({"operations/a.jsonl": content}, label="").entries[Owner("operation", "GET /a")]
    with pytest.raises(SnapshotError, match=r"operations/a\.jsonl.*\$\.required"):
        _ = entry.facts


def test_documents_are_one_line_each() -> None:
    document = Document(
        path="api/chat", url="https://docs.example.com/api/chat.md", title="Chat", state="unseen", reason="empty"
    )
    files = files_of(Snapshot((), (document,)))
    head, *lines = files["documents.jsonl"].splitlines()
    assert (head, len(lines)) == (b'{"format":2}', 1)
    assert snapshot_of_files(files, label="").documents == {"api/chat": document}


UNSEEN = "a\u202eb\u200bc\u009bd\x7fe\U000e0041f\ufe0fg\u2028h"


def test_what_nobody_sees_is_spelled_out_in_a_line_and_read_back() -> None:
    rule = ErrorRule(at="error-rule · 429", signal="429", status=429, meaning=UNSEEN)
    snapshot = Snapshot(
        [entry_of(Owner("page", "guide"), ("guide",), [rule])],
        [Document(path="guide", url="https://docs.example.com/guide", title=UNSEEN)],
    )
    files = files_of(snapshot)
    for content in files.values():
        text = content.decode()
        assert not [one for one in text if is_unseen(one) and one != "\n"]
        assert "\\u202e" in text
    back = snapshot_of_files(files, label="")
    assert facts(back) == facts(snapshot)
    assert back.documents == snapshot.documents
    assert files_of(back) == files


def test_text_in_any_script_stays_readable() -> None:
    said = "Ключ 必須 é 👍 naïve"
    rule = ErrorRule(at="error-rule · 429", signal="429", status=429, meaning=said)
    files = files_of(Snapshot([entry_of(Owner("page", "guide"), ("guide",), [rule])]))
    assert any(said in content.decode() for content in files.values())


def test_what_does_not_change_from_one_snapshot_of_a_folder_to_the_next_is_read_once(monkeypatch):
    def page(name: str, words: str) -> tuple[str, PageText]:
        return name, PageText(lines=[Line("sentence", (words,))])

    def snapshot(*pages: tuple[str, PageText]) -> dict[str, bytes]:
        texts = {name: partial(at_hand, text) for name, text in pages}
        return files_of(Snapshot(small().entries.values(), small().documents.values(), texts=texts))

    first = snapshot(page("one", "It is so."), page("two", "It was so."))
    second = snapshot(page("one", "It is so."), page("two", "It is otherwise."))
    read: list[bytes] = []
    head = stored.head_of
    monkeypatch.setattr(stored, "head_of", lambda content, name: read.append(content) or head(content, name))
    known = Known()
    snapshot_of_files(first, label="first", known=known)
    known = known.among(second)
    assert {name for name, _ in known.texts} == {"text/one.md"}
    made = snapshot_of_files(second, label="second", known=known)
    assert len(read) == 3
    assert made.digest == digest_of(second) == snapshot_of_files(second, label="alone").digest
    assert made.text("two") == page("two", "It is otherwise.")[1]


def test_a_record_that_a_newer_version_added_to_asks_for_that_version() -> None:
    document = Document(path="a", url="https://docs.example.com/a", format="markdown")
    files = files_of(Snapshot((), (document,)))
    content = files["documents.jsonl"].replace(b'"format":"markdown"', b'"format":"markdown","novel":1')
    assert content != files["documents.jsonl"]
    with pytest.raises(SnapshotError, match="unknown field `novel`") as refused:
        snapshot_of_files({**files, "documents.jsonl": content}, label="x")
    assert refused.value.hint.startswith("if a newer driftwatch wrote it, use that version or a newer one; ")
    with pytest.raises(SnapshotError) as damaged:
        snapshot_of_files({**files, "documents.jsonl": content.replace(b'"novel":1', b"1")}, label="x")
    assert damaged.value.hint.startswith("restore it from git")
