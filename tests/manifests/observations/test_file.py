"""The file of an observation: what is written is read back, and every mistake is told with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.manifests.observations.file import read_observation, schema_text, written_observation
from driftwatch.model.observation import (
    Answer,
    Observation,
    ObservedCase,
    ObservingRun,
    RequestId,
    SeenField,
    Target,
)

SEEN = Observation(
    contract="POST /v1/things",
    variant="large",
    target=Target(origin="https://api.things.example", environment="production", credential="THINGS_PROBE_KEY"),
    run=ObservingRun(
        by="probe", at="2026-11-20T05:17:00Z", confirmed_at="2026-11-21T05:17:00Z", tool="driftwatch 0.2.0"
    ),
    cases=(
        ObservedCase(
            name="valid-minimal",
            answer=Answer(
                status=200,
                content_type="application/json",
                headers=(("retry-after", "3"),),
                request_id=RequestId(value="r-1", name="x-request-id"),
            ),
            answers=3,
            sent=("model", "messages"),
            fields=(
                SeenField(path="id", types=("string",)),
                SeenField(path="name", types=("null", "string"), there=2, of=3),
                SeenField(path="data.*", types=("object",), items=7),
                SeenField(path="status", types=("string",), values=("done", 3), has_others=True),
                SeenField(path="rest.*", types=(), items=0),
            ),
            verdict="pass",
        ),
        ObservedCase(name="timeout", answers=0, verdict="skipped", because="may bill"),
    ),
)
TEXT = written_observation(SEEN)


def problems(text: str, today: str = "2026-11-26") -> list[str]:
    return [str(one) for one in read_observation(text.encode(), file="o.yaml", today=today).problems]


def test_what_is_written_is_read_back() -> None:
    assert read_observation(TEXT.encode(), file="o.yaml", today="2026-11-26").observation == SEEN
    assert problems(TEXT) == []


def test_an_unchanged_run_is_a_change_of_one_line() -> None:
    later = written_observation(
        structs.replace(SEEN, run=structs.replace(SEEN.run, confirmed_at="2026-11-25T05:17:00Z"))
    )
    changed = [pair for pair in zip(TEXT.splitlines(), later.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("driftwatch_observation: 1\n", "", "o.yaml:1:1: (top): is no observation: it does not begin with"),
        ("driftwatch_observation: 1", "driftwatch_observation: 2", "o.yaml:1:1: driftwatch_observation: "),
        ("contract: POST /v1/things", 'contract: "post things"', "o.yaml:2:1: contract: "),
        ("contract: POST /v1/things\n", "", "o.yaml:1:1: (top): missing key 'contract'"),
        ("  by: probe", "  by: me", "o.yaml:9:3: run.by: 'me' is not one of probe, import, hand"),
        ("status: 200", "status: 20", "cases.valid-minimal.got.status: 20 is not between 100 and 599"),
        ("verdict: pass", "verdict: passed", "'passed' is not one of pass, differs, skipped, unknown"),
        ("verdict: pass", "verdit: pass", "unknown key 'verdit'; did you mean 'verdict'?"),
        ("2026-11-21T", "2026-12-21T", "o.yaml:11:3: run.confirmed_at: 2026-12-21 is yet to come"),
        ("2026-11-21T", "2026-11-19T", "o.yaml:11:3: run.confirmed_at: is before run.at"),
        ("2026-11-21T", "2026-02-30T", "2026-02-30 is no day of the calendar"),
        ("2 of 3", "two of three", "cases.valid-minimal.sometimes.name: "),
        ("      data.*: 7", "      date.*: 7", "cases.valid-minimal.samples.date.*: is not in the shape"),
        ("https://api.things.example", "https://me:pw@api.things.example", "target.origin: "),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, says: str) -> None:
    assert old in TEXT
    (told,) = problems(TEXT.replace(old, new, 1))
    assert says in told


def test_a_credential_is_refused_and_not_repeated() -> None:
    key = "sk-" + "a1B2c3D4e5F6g7H8" * 2
    (told,) = problems(TEXT.replace("r-1", key))
    assert "looks like a credential" in told
    assert key not in told


@given(st.binary(max_size=200))
def test_no_file_ends_the_reading(content: bytes) -> None:
    read = read_observation(content, file="o.yaml")
    assert read.observation is None
    assert read.problems


def test_the_schema_says_what_every_key_of_a_run_means() -> None:
    assert '"by"' in schema_text()


def test_the_example_of_the_page_is_an_observation_in_the_form_that_is_written() -> None:
    page = (Path(__file__).parents[3] / "docs" / "observations.md").read_text()
    example = page.partition("```yaml\n")[2].partition("```")[0]
    read = read_observation(example.encode(), file="o.yaml", today="2026-11-26")
    assert read.problems == ()
    assert read.observation is not None
    assert written_observation(read.observation) == example
