"""Files that owners share in a large snapshot: which, from when on, until when; and that nothing is lost or moves."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.errors import SnapshotError
from driftwatch.model import sharing, stored
from driftwatch.model.facts import AnyFact, Notice
from driftwatch.model.sharing import APART, HEAVIEST, OWNERS, PARTED, Mark, shared_files
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.stored import entry_of, files_of, is_shared, snapshot_of_files

LOW_FEW = 8
LOW = {"OWNERS": Mark(12, LOW_FEW), "PARTED": Mark(800, 400), "APART": Mark(200, 100), "HEAVIEST": 100}
PATH = re.compile(r"shared/(apis|operations|pages|schemas)(/[a-z0-9_-]{1,40})*(~[0-3]+)?\.jsonl")
HOSTILE = [
    "..",
    "../../x",
    "CON",
    "aux/nul",
    "a" * 400,
    "видео",
    "\u202ex",
    "a\\b",
    "A",
    "\uff41",
    "\ud800",
    "~",
    "x~1",
    " ",
    ".",
]


def operations(count: int, *, areas: int = 1) -> dict[Owner, int]:
    """Operations of a size that real ones have."""
    return {Owner("operation", f"GET /v1/area{each % areas}/things{each}/{{}}"): 3_000 for each in range(count)}


def laid_out(sizes: Mapping[Owner, int], before: Iterable[str] = ()) -> dict[Owner, str]:
    return shared_files(sizes, before)


def test_a_snapshot_of_a_thousand_owners_shares_nothing_and_a_larger_one_does() -> None:
    assert laid_out(operations(1_000)) == {}
    assert laid_out(operations(1_001)).keys() == operations(1_001).keys()


def test_sharing_ends_far_below_where_it_begins() -> None:
    before = laid_out(operations(1_001)).values()
    assert laid_out(operations(751), before)
    assert laid_out(operations(750), before) == {}


@pytest.mark.parametrize("areas", [1, 50, 10_000])
def test_ten_thousand_operations_are_some_hundred_files_of_a_sensible_size(areas: int) -> None:
    homes = laid_out(operations(10_000, areas=areas))
    sizes = dict.fromkeys(homes.values(), 0)
    for home in homes.values():
        sizes[home] += 3_000
    assert len(sizes) < 400
    assert max(sizes.values()) <= PARTED.above
    assert all(is_shared(path) and PATH.fullmatch(path) for path in sizes)


def test_operations_whose_paths_begin_alike_are_together_while_one_file_holds_them() -> None:
    homes = laid_out(operations(2_000, areas=30))
    by_area = {owner.name.split("/")[2]: home for owner, home in homes.items()}
    assert all(by_area[owner.name.split("/")[2]] == home for owner, home in homes.items())
    assert by_area["area7"] == "shared/operations/v1/area7.jsonl"


def test_schemas_are_together_by_the_words_of_their_names() -> None:
    schemas = {Owner("schema", f"{word}Part{each}"): 400 for word in ("Pull", "Issue", "Team") for each in range(500)}
    homes = laid_out(schemas)
    assert {home for owner, home in homes.items() if owner.name.startswith("Pull")} == {"shared/schemas/pull.jsonl"}
    assert len(set(homes.values())) == 3


def test_one_large_owner_is_not_parted_and_pulls_no_other_one_along() -> None:
    huge = Owner("operation", "POST /v1/area0/everything")
    alone, joined = operations(1_100), {**operations(1_100), huge: 50_000_000}
    before = laid_out(alone)
    after = laid_out(joined, before.values())
    moved = {owner for owner in alone if before[owner] != after[owner]}
    assert len({before[owner] for owner in moved}) <= 1


def test_every_hostile_name_stands_in_a_file_of_a_plain_name() -> None:
    names = [f"{each}{number}" for each in HOSTILE for number in range(30)] + HOSTILE
    owners = [
        owner
        for name in names
        for owner in (
            Owner("operation", f"GET /{name}/x", name),
            Owner("page", name),
            Owner("schema", name, scope=name),
            Owner("api", name),
        )
    ]
    homes = laid_out(dict.fromkeys(owners, 30_000))
    assert homes.keys() == set(owners)
    paths = set(homes.values())
    assert all(PATH.fullmatch(path) and len(path) < 200 for path in paths)
    device = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|~|$)")
    assert not [path for path in paths for part in PurePosixPath(path).parts if device.match(part)]
    assert len({path.casefold() for path in paths}) == len(paths)


def test_names_of_files_that_we_never_write_do_not_count() -> None:
    odd = [
        "shared/x.jsonl",
        "shared/../operations.jsonl",
        "shared/operations~9.jsonl",
        f"shared/{'pages/' * 900}a.jsonl",
    ]
    assert laid_out(operations(900), odd) == {}


def snapshot(names: Iterable[str]) -> Snapshot:
    return Snapshot(entry_of(owner_of(name), ("guide",), [fact(name)]) for name in names)


def owner_of(name: str) -> Owner:
    kind, _, rest = name.partition(":")
    return Owner("operation", f"GET /{rest}") if kind == "operation" else Owner("schema", rest.replace("/", ""))


def fact(name: str) -> AnyFact:
    return Notice(at="notice · billing · calls", topic="billing", text=f"About {name}.")


@pytest.fixture
def low_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few owners pass all marks."""
    monkeypatch.setattr(stored, "FEW", LOW_FEW)
    for name, value in LOW.items():
        monkeypatch.setattr(sharing, name, value)


NAMES = st.builds(
    "{}:{}/{}{}".format,
    st.sampled_from(["operation", "operation", "schema"]),
    st.sampled_from(["Repos", "teams", "x", "видео"]),
    st.sampled_from(["a", "Issue", "{}/b"]),
    st.integers(0, 9),
)
STEPS = st.lists(st.sets(NAMES, max_size=60), min_size=2, max_size=6)


@pytest.mark.usefixtures("low_marks")
@settings(deadline=None)
@given(steps=STEPS)
def test_whatever_comes_and_goes_the_files_tell_the_same_snapshot(steps: list[set[str]]) -> None:
    files: dict[str, bytes] = {}
    for names in steps:
        written = snapshot(names)
        files = files_of(written, files)
        read = snapshot_of_files(files, label="")
        assert {owner: entry.facts for owner, entry in read.entries.items()} == {
            owner: entry.facts for owner, entry in written.entries.items()
        }
        # The same documentation once more changes nothing, whoever writes it and in which order it comes.
        assert files_of(read, files) == files == files_of(snapshot(sorted(names, reverse=True)), files)


@pytest.mark.usefixtures("low_marks")
@settings(deadline=None)
@given(steps=STEPS)
def test_owners_move_only_where_a_file_begins_or_ends(steps: list[set[str]]) -> None:
    before: dict[Owner, str] = {}
    files: dict[str, bytes] = {}
    for names in steps:
        after_files = files_of(snapshot(names), files)
        after = homes_in(after_files)
        moved = {owner for owner in before.keys() & after.keys() if before[owner] != after[owner]}
        touched = {
            homes[owner] for homes in (before, after) for owner in before.keys() ^ after.keys() if owner in homes
        }
        begun = {*before.values()} ^ {*after.values()}
        assert all(before[owner] in begun or after[owner] in begun for owner in moved)
        told = {path for path in files.keys() | after_files.keys() if files.get(path) != after_files.get(path)}
        about_moved = {homes[owner] for homes in (before, after) for owner in moved}
        assert told - {"documents.jsonl"} == touched | about_moved
        before, files = after, after_files


@pytest.mark.usefixtures("low_marks")
@settings(deadline=None)
@given(first=st.sets(NAMES, max_size=60), second=st.sets(NAMES, max_size=60), guest=NAMES)
def test_nothing_moves_when_one_owner_comes_and_goes(first: set[str], second: set[str], guest: str) -> None:
    without, joined = snapshot(second - {guest}), snapshot(second | {guest})
    files = files_of(without, files_of(snapshot(first)))
    files = files_of(without, files_of(joined, files))
    for _ in range(2):
        fuller = files_of(joined, files)
        own = homes_in(fuller)[owner_of(guest)]
        assert {path for path in fuller.keys() | files.keys() if fuller.get(path) != files.get(path)} == {own}
        files = files_of(without, fuller)


def homes_in(files: Mapping[str, bytes]) -> dict[Owner, str]:
    return {
        owner: path for path, content in files.items() for owner in snapshot_of_files({path: content}, label="").entries
    }


@pytest.mark.usefixtures("low_marks")
def test_what_both_layouts_hold_is_read_and_what_they_tell_otherwise_is_refused() -> None:
    names = [f"operation:repos/a{each}" for each in range(20)]
    shared = files_of(snapshot(names))
    single = {path: content for name in names for path, content in files_of(snapshot([name])).items()}
    assert any(map(is_shared, shared))
    assert not any(map(is_shared, single))
    both = snapshot_of_files({**single, **shared}, label="")
    assert files_of(both) == shared
    path, content = next(file for file in single.items() if "a7" in file[0])
    stale = {**shared, path: content.replace(b"About", b"All about")}
    with pytest.raises(
        SnapshotError, match=rf"shared/.* and snapshots/docs/{path} say different things of GET /repos/"
    ):
        snapshot_of_files(stale, label="", folder="snapshots/docs")


def test_the_marks_leave_room_for_one_owner_between_them() -> None:
    assert min(mark.above - mark.until for mark in (PARTED, APART)) >= HEAVIEST
    assert OWNERS.above - OWNERS.until > 1


def test_a_list_of_documents_that_was_emptied_is_damaged() -> None:
    files = files_of(snapshot(["operation:repos/a1"]))
    assert files["documents.jsonl"]
    with pytest.raises(SnapshotError, match=r"^snapshots/docs/documents\.jsonl is empty$"):
        snapshot_of_files({**files, "documents.jsonl": b""}, label="", folder="snapshots/docs")
