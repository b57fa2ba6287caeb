"""A failure of a call is stated by the call and by its page: one edit of it is one change, which names the call."""

from collections.abc import Callable

import pytest

from driftwatch.model.snapshot import Owner
from tests.compare.page_snapshots import changes_of

Failures = tuple[tuple[str, str, str], ...]
OPEN = Owner("operation", "POST /boxes/open")


def table(failures: Failures) -> str:
    rows = "".join(f"| {status} | {meaning} | {retry} |\n" for status, meaning, retry in failures)
    return f"### Errors\n\n| Status | Meaning | Retry |\n| --- | --- | --- |\n{rows}"


def items(failures: Failures) -> str:
    rows = "".join(f"- `{status}`: {meaning}. Retry: {retry}\n" for status, meaning, retry in failures)
    return f"### Errors\n\n{rows}"


def headings(failures: Failures) -> str:
    advice = {"yes": "Retry with backoff.", "no": "Do not retry."}
    return "### Errors\n\n" + "".join(
        f"#### {status}\n\n{meaning}.\n\n{advice[retry]}\n\n" for status, meaning, retry in failures
    )


def page(failures: str, *, others: str = "") -> str:
    return f"# Boxes\n\n## Open\n\n`POST /boxes/open`\n\nOpens a box.\n\n{failures}\n{others}"


FORMS = pytest.mark.parametrize("form", [table, items, headings])
SOME: Failures = (("400", "The label is bad", "no"), ("429", "Too many boxes", "yes"))
CLASH = ("409", "It stands open", "no")
SHUT = "## Shut\n\n`POST /boxes/shut`\n\nShuts a box.\n\n"


def told(before: str, after: str) -> list[tuple[str, str | None, tuple[Owner, ...]]]:
    return [(each.kind, each.status, each.operations) for each in changes_of(before, after)]


@FORMS
def test_a_failure_that_comes_or_goes_is_told_once_and_names_its_call(form: Callable[[Failures], str]) -> None:
    without, with_it = page(form(SOME)), page(form((*SOME, CLASH)))
    assert told(without, with_it) == [("error-rule.added", "409", (OPEN,))]
    assert told(with_it, without) == [("error-rule.removed", "409", (OPEN,))]


@FORMS
def test_a_failure_that_arrives_under_another_status_is_one_change(form: Callable[[Failures], str]) -> None:
    before, after = (page(form((*SOME, (status, *CLASH[1:])))) for status in ("409", "410"))
    (found,) = changes_of(before, after)
    assert (found.kind, found.name, found.before, found.after) == ("error-rule.status.changed", "409", 409, 410)
    assert found.operations == (OPEN,)


def test_statuses_that_change_places_are_told_by_what_they_mean() -> None:
    swapped = tuple((status, *said) for status, (_, *said) in zip(("429", "400"), SOME, strict=True))
    kinds = {each.kind for each in changes_of(page(table(SOME)), page(table(swapped)))}
    assert kinds == {"error-rule.meaning.changed", "error-rule.retry.changed"}


@FORMS
def test_a_failure_in_place_of_another_one_is_two(form: Callable[[Failures], str]) -> None:
    before, after = page(form((*SOME, CLASH))), page(form((*SOME, ("415", "No such form", "no"))))
    assert [kind for kind, _, _ in told(before, after)] == ["error-rule.removed", "error-rule.added"]


def test_a_failure_with_fields_of_its_own_is_told_once() -> None:
    body = "#### 409\n\nIt stands open.\n\n| Field | Type |\n| --- | --- |\n| `code` | string |\n"
    assert told(page("### Errors\n\n"), page(f"### Errors\n\n{body}")) == [("error-rule.added", "409", (OPEN,))]


def test_a_failure_of_two_calls_names_both() -> None:
    shut = f"{SHUT}{table(SOME)}"
    without, with_it = (
        page(table(SOME), others=shut),
        page(table((*SOME, CLASH)), others=f"{shut}| 409 | It is shut | no |\n"),
    )
    both = (OPEN, Owner("operation", "POST /boxes/shut"))
    assert told(without, with_it) == [("error-rule.added", "409", both)]
    assert told(with_it, without) == [("error-rule.removed", "409", both)]


def test_a_status_that_another_call_of_the_page_states_already_is_told_by_its_call() -> None:
    shut = f"{SHUT}{table((*SOME, CLASH))}"
    without, with_it = page(table(SOME), others=shut), page(table((*SOME, CLASH)), others=shut)
    assert told(without, with_it) == [("response.added", "409", (OPEN,))]
    assert told(with_it, without) == [("response.removed", "409", (OPEN,))]


def test_a_success_is_told_by_its_call() -> None:
    before, after = (page(f"### Responses\n\n- `200` - done\n{more}") for more in ("", "- `202` - begun\n"))
    assert [kind for kind, _, _ in told(before, after)] == ["response.added"]


def test_a_status_of_one_call_that_became_one_that_others_have_is_one_change() -> None:
    shut = f"{SHUT}{table((*SOME, CLASH, ('410', 'It is gone', 'no')))}"
    before, after = (page(table((*SOME, (status, *CLASH[1:]))), others=shut) for status in ("409", "410"))
    (found,) = changes_of(before, after)
    assert (found.kind, found.before, found.after, found.operations) == ("response.removed", "409", "410", (OPEN,))


@FORMS
def test_a_status_of_one_call_that_no_call_had_is_one_change(form: Callable[[Failures], str]) -> None:
    shut = f"{SHUT}{form((*SOME, CLASH))}"
    before, after = (page(form((*SOME, (status, *CLASH[1:]))), others=shut) for status in ("409", "410"))
    (found,) = changes_of(before, after)
    assert (found.kind, found.name, found.before, found.after) == ("error-rule.status.changed", "409", 409, 410)
    assert found.operations == (OPEN,)


def test_another_failure_in_place_of_one_that_others_have_is_two() -> None:
    shut = f"{SHUT}{table((*SOME, CLASH))}"
    before = page(table((*SOME, CLASH)), others=shut)
    after = page(table((*SOME, ("415", "No such form", "no"))), others=shut)
    kinds = [kind for kind, _, _ in told(before, after)]
    assert kinds == ["response.removed", "error-rule.added", "page.row.changed"]


SAYING = (("403 Forbidden", "You wait"), ("404 Not Found", "There is no box"), ("409 Conflict", "It is open"))
CALLED = "".join(f"- **{name}** — {meaning}.\n" for name, meaning in SAYING)


def test_what_a_status_is_called_is_told_by_its_failure() -> None:
    went = CALLED.partition("\n")[0] + "\n"
    assert [kind for kind, *_ in told(page(CALLED), page(CALLED.replace(went, "")))] == ["error-rule.removed"]


@pytest.mark.parametrize(
    "other", ["- 403 Boxes — You may open them in a day.\n", "403 Boxes A Day - Nobody may open more.\n"]
)
def test_a_number_of_things_is_no_status_and_told_beside_a_failure(other: str) -> None:
    went = CALLED.partition("\n")[0] + "\n"
    kinds = [kind for kind, *_ in told(page(f"{CALLED}\n## Notes\n\n{other}"), page(CALLED.replace(went, "")))]
    assert len(kinds) > 1
