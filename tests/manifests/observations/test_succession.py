"""How one observation follows another: for whatever was seen, in whatever order."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.manifests.observations.file import read_observation, written_observation
from driftwatch.manifests.observations.succession import added, differs, followed
from driftwatch.model.observation import Answer, Observation, ObservedCase, ObservingRun, SeenField, Target

FIELDS = st.lists(
    st.builds(
        SeenField,
        path=st.sampled_from(["id", "name", "data"]),
        types=st.sampled_from([("string",), ("integer",), ("null", "string")]),
        there=st.just(1),
        of=st.sampled_from([1, 3]),
    ),
    max_size=3,
    unique_by=lambda each: each.path,
).map(tuple)
CASES = st.lists(
    st.builds(
        ObservedCase,
        name=st.sampled_from(["success", "rate-limited", "auth-missing"]),
        answer=st.builds(Answer, status=st.sampled_from([200, 401, 429])),
        answers=st.integers(1, 9),
        fields=FIELDS,
        verdict=st.sampled_from(["pass", "differs"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.name,
).map(lambda found: tuple(sorted(found, key=lambda each: each.name)))
TIMES = st.integers(10, 28).map(lambda day: f"2026-10-{day}T00:00:00Z")
SEEN = st.builds(
    Observation,
    contract=st.just("POST /things"),
    target=st.just(Target(origin="https://api.example.com")),
    run=st.builds(ObservingRun, by=st.sampled_from(["import", "probe"]), at=TIMES),
    cases=CASES,
)


@given(SEEN, SEEN)
def test_nothing_that_was_seen_is_lost_and_the_newest_time_stands(first: Observation, second: Observation) -> None:
    after = followed(first, second)
    assert {case.name for case in after.cases} == {case.name for case in (*first.cases, *second.cases)}
    assert after.run.newest == max(first.run.at, second.run.at)
    newest = max((first, second), key=lambda each: each.run.at)
    for case in after.cases:
        seen = [each for each in (first, second) if any(one.name == case.name for one in each.cases)]
        assert after.seen_at(case) == max(each.run.at for each in seen)
        if newest in seen and first.run.at != second.run.at:
            (own,) = (one for one in newest.cases if one.name == case.name)
            assert (case.answer, case.verdict) == (own.answer, own.verdict)


@given(SEEN, SEEN)
def test_what_follows_is_written_and_read_back(first: Observation, second: Observation) -> None:
    after = followed(first, second)
    assert read_observation(written_observation(after).encode(), file="o").observation == after


@given(SEEN, TIMES, st.integers(1, 99))
def test_the_same_again_is_a_change_of_one_line(seen: Observation, at: str, count: int) -> None:
    cases = tuple(structs.replace(case, answers=count) for case in seen.cases)
    again = structs.replace(seen, cases=cases, run=structs.replace(seen.run, at=at))
    after = followed(seen, again)
    assert not differs(seen, after)
    before, now = (written_observation(each).splitlines() for each in (seen, after))
    assert len(set(now) - set(before)) == (1 if at > seen.run.at else 0)
    assert len(set(before) - set(now)) == 0


@given(SEEN, SEEN)
def test_taking_in_the_same_twice_is_taking_it_in_once(first: Observation, second: Observation) -> None:
    once = followed(first, second)
    assert followed(once, second) == once


@given(SEEN, TIMES)
def test_what_was_written_down_says_so_by_whatever_is_seen_after(seen: Observation, at: str) -> None:
    case = ObservedCase(name="upstream-5xx", answer=Answer(status=503), at=at)
    after = followed(added(seen, case), seen)
    (own,) = (one for one in after.cases if one.name == case.name)
    assert (after.seen_by(own), after.seen_at(own)) == ("hand", at)
    assert all(after.seen_by(one) == seen.run.by for one in after.cases if one != own)


def test_which_listed_values_come_is_chance_and_is_joined() -> None:
    def saw(at: str, *values: str, others: bool = False) -> Observation:
        field = SeenField(path="status", types=("string",), values=values, has_others=others)
        case = ObservedCase(name="success", answer=Answer(status=200), fields=(field,), verdict="pass")
        return Observation(
            contract="POST /things",
            target=Target(origin="https://api.example.com"),
            run=ObservingRun(by="import", at=at),
            cases=(case,),
        )

    first, later = saw("2026-11-20T00:00:00Z", "a"), saw("2026-11-21T00:00:00Z", "b")
    known = followed(first, later)
    assert not differs(first, known)
    assert known.run.at == first.run.at
    assert known.cases[0].fields[0].values == ("a", "b")
    assert differs(first, followed(first, saw("2026-11-21T00:00:00Z", "a", others=True)))
