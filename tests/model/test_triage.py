"""What an answer is to one contract."""

import pytest

from driftwatch.model.triage import StatedFailure, Triaged


@pytest.mark.parametrize(
    ("retry", "stated", "differs"),
    [
        ("backoff", ("no",), True),
        ("never", ("yes",), True),
        ("never", ("no",), False),
        ("unknown", ("no",), False),
        ("backoff", ("unspecified", "no"), True),
        ("backoff", ("unspecified",), False),
        ("backoff", ("no", "yes"), False),
        ("backoff", (), False),
    ],
)
def test_what_a_page_advises_against_is_told(retry: str, stated: tuple[str, ...], *, differs: bool):
    failures = tuple(StatedFailure(signal="503", retry=each) for each in stated)
    one = Triaged(contract="GET /a", case="upstream-5xx", case_retry=retry, stated=failures)  # type: ignore[arg-type]
    assert one.is_contradicted is differs


def test_a_code_that_may_be_another_one_and_an_answer_without_a_case_contradict_nothing():
    stated = StatedFailure(signal="503 with code", retry="no", may_be=True)
    assert not Triaged(contract="GET /a", case="a", case_retry="backoff", stated=(stated,)).is_contradicted
    assert not Triaged(contract="GET /a", stated=(StatedFailure(signal="503", retry="no"),)).is_contradicted


def test_what_somebody_knows_better_is_contradicted_by_no_page():
    stated = (StatedFailure(signal="503", retry="no"),)
    known = [
        Triaged(contract="GET /a", case="a", case_retry="backoff", stated=stated, evidence=label).is_contradicted
        for label in ("documented", "confirmed by support")
    ]
    assert known == [True, False]


def test_the_most_telling_statement_counts():
    stated = (StatedFailure(signal="503 with error.code: busy", retry="no"), StatedFailure(signal="503", retry="yes"))
    assert Triaged(contract="GET /a", case="a", case_retry="backoff", stated=stated).is_contradicted
