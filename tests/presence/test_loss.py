"""When too much is missing to believe it."""

import pytest

from driftwatch.errors import OVER_BUDGET, LossError, ObservationError
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import FAILED, Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.presence.loss import refuse_mass_loss, refuse_too_few
from driftwatch.presence.missing import CUT, DROPPED, STRANGE
from driftwatch.presence.presence import UNLISTED, Presence

SITE = "https://docs.example.com"


def read(count: int) -> list[Presence]:
    return [Presence(path=f"read/{number}") for number in range(count)]


def unseen(count: int, reason: str = "unreachable", *, in_part: bool = False) -> list[Presence]:
    names = (f"{reason}/{number}" for number in range(count))
    return [Presence(path=name, state="unseen", reason=reason, in_part=in_part) for name in names]


def gone(count: int) -> list[Presence]:
    return [Presence(path=f"gone/{number}", state="gone") for number in range(count)]


def refused(presences: list[Presence], *readings: Reading, least: float = 0.8) -> str:
    with pytest.raises(ObservationError) as error:
        refuse_too_few(presences, readings, least=least)
    return error.value.message


def snapshot(*operations: str) -> Snapshot:
    owners = [Owner("operation", name) for name in operations]
    return Snapshot([entry_of(owner, (), ()) for owner in (*owners, Owner("page", "errors"))])


def test_as_many_documents_as_are_asked_for_are_enough() -> None:
    refuse_too_few([*read(8), *unseen(2)], (), least=0.8)
    assert refused([*read(7), *unseen(3)]) == "only 7 of 10 documents could be read"


def test_what_came_and_cannot_be_read_is_told_with_what_to_do() -> None:
    presences = [*read(1), *unseen(3, "unreadable")]
    with pytest.raises(ObservationError) as error:
        refuse_too_few(presences, (), least=0.8, problems=["https://a.example/ci.yaml: not OpenAPI"] * 3)
    assert (
        error.value.message == "only 1 of 4 documents could be read; the first: https://a.example/ci.yaml: not OpenAPI"
    )
    assert "3 came and are no documentation: leave such files out" in error.value.hint


def test_what_is_gone_is_not_asked_for() -> None:
    refuse_too_few([*read(4), *unseen(1), *gone(5)], (), least=0.8)


def test_nothing_read_is_never_enough() -> None:
    assert refused(gone(3), least=0.0) == "only 0 of 0 documents could be read"


@pytest.mark.parametrize("reason", [f"{FAILED}: KeyError", f"{OVER_BUDGET}: 5000 fields"])
def test_what_came_and_trips_a_fault_of_ours_was_observed(reason: str) -> None:
    refuse_too_few([*read(1), *unseen(9, reason)], (), least=1.0)


def test_what_was_understood_in_part_was_observed() -> None:
    refuse_too_few([*read(1), *unseen(9, "unreadable", in_part=True)], (), least=1.0)


def test_the_first_that_failed_is_named_without_its_secrets() -> None:
    readings = (
        Reading(url=f"{SITE}/a", final_url=f"{SITE}/a", state="read"),
        Reading(url=f"{SITE}/b?token=hunter2hunter2", final_url=f"{SITE}/b", state="blocked", status=403),
        Reading(url=f"{SITE}/c", final_url=f"{SITE}/c", state="unreachable", detail="no route"),
    )
    said = refused([*read(1), *unseen(2)], *readings)
    assert said.startswith("only 1 of 3 documents could be read; the first: blocked: https://docs.example.com/b?token=")
    assert said.endswith(": blocked (HTTP 403)")
    assert "hunter2" not in said


def test_an_index_that_lists_too_little_is_called_incomplete() -> None:
    assert refused([*read(4), *unseen(6, UNLISTED)]) == (
        "the index lists 4 documents where 10 are known: it looks incomplete"
    )


def test_an_index_that_lists_one_is_told_in_the_singular() -> None:
    assert refused([*read(1), *unseen(5, UNLISTED)]) == (
        "the index lists 1 document where 6 are known: it looks incomplete"
    )


def test_an_index_is_not_blamed_for_what_it_lists_and_cannot_be_read() -> None:
    presences = [*read(1), *unseen(4), *unseen(5, UNLISTED)]
    assert refused(presences) == "only 1 of 10 documents could be read"


def test_half_of_the_operations_may_go_at_once() -> None:
    refuse_mass_loss(snapshot(*"abcd"), snapshot(*"ab"))


def test_more_than_half_may_not() -> None:
    with pytest.raises(ObservationError, match="only 1 of 4 operations were found"):
        refuse_mass_loss(snapshot(*"abcd"), snapshot("a"))


def test_of_a_few_all_may_go() -> None:
    refuse_mass_loss(snapshot(*"abc"), snapshot())


def test_other_operations_in_place_of_those_that_went_are_no_loss() -> None:
    refuse_mass_loss(snapshot(*"abcd"), snapshot(*"wxyz"))


def test_operations_that_a_reader_no_longer_finds_in_the_same_words_are_no_loss_of_the_site() -> None:
    def read_from(digest: str, *names: str) -> Snapshot:
        document = Document(path="all", url=f"{SITE}/all", digest=digest)
        return Snapshot([entry_of(Owner("operation", name), ("all",), ()) for name in names], [document])

    refuse_mass_loss(read_from("a", *"abcd"), read_from("a"))
    with pytest.raises(ObservationError, match="only 0 of 4 operations were found"):
        refuse_mass_loss(read_from("a", *"abcd"), read_from("b"))


@pytest.mark.parametrize(
    ("presences", "expected"),
    [
        ([*read(4), *unseen(6, DROPPED)], "the index no longer lists 6 of 10 documents: it may be cut, or the site"),
        ([*read(3), *unseen(5, DROPPED), *unseen(2, CUT)], "the index no longer lists 5 of 10 documents"),
        ([*read(3), *unseen(2, DROPPED), *unseen(5, CUT)], "7 of 10 documents say nothing of what they said"),
        ([*read(4), *unseen(6, STRANGE)], "6 of 10 documents say nothing of what they said: the site may show"),
    ],
)
def test_of_most_documents_that_are_missing_it_is_said_how_and_which_is_the_first(
    presences: list[Presence], expected: str
) -> None:
    with pytest.raises(LossError) as error:
        refuse_too_few(presences, (), least=0.8)
    assert error.value.message.startswith(expected)
    first = next(each.path for each in presences if each.state != "read")
    assert error.value.message.endswith(f"; the first: {first}")
    assert ("look at the index" in error.value.hint) is expected.startswith("the index")


def test_half_of_the_documents_that_an_index_no_longer_lists_is_no_reason_to_stop() -> None:
    refuse_too_few([*read(5), *unseen(5, DROPPED)], (), least=0.8)
