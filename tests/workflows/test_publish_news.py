"""What an issue says when drift changes: comments, titles, and what people closed wherever it was told."""

import re
from collections.abc import Iterable

import pytest
from msgspec import structs

from driftwatch.reports.issue_body import marker_of
from driftwatch.workflows.publish_plan import Action
from tests.workflows.desk import Desk, drift, lines, shown, wanted
from tests.workflows.fake_github import FakeGitHub

VIDEOS = wanted("videos", "prompt required")
MORE = wanted("videos", "prompt required", "seconds removed")


def verbs(actions: Iterable[Action]) -> list[str]:
    return [action.verb for action in actions]


def said(github: FakeGitHub, number: int = 1) -> str:
    """The newest comment, without its first line, which is hidden."""
    return github.notes(number)[-1].partition("\n")[2]


def test_a_comment_says_in_words_what_is_new_and_what_is_settled_since(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    desk.sync(drift(wanted("videos", "prompt required", "model removed"), lines=lines("seconds removed")))
    assert said(github) == (
        "1 new finding:\n\n- `model removed` is another one (breaking)\n\n"
        "1 settled since:\n\n- `seconds removed` is another one (breaking)\n"
    )


def test_what_is_told_in_another_issue_by_now_is_not_called_settled(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    standing = shown("seconds removed")
    desk.sync(
        drift(wanted("videos", "prompt required", "model removed"), lines=lines("seconds removed"), standing=standing)
    )
    assert said(github) == "1 new finding:\n\n- `model removed` is another one (breaking)\n"


def test_a_comment_names_ten_in_the_order_of_the_issue_and_counts_the_others(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift(wanted("videos", "prompt required", *(f"no. {number}" for number in range(14)))))
    named = "".join(f"- `no. {number}` is another one (breaking)\n" for number in range(10))
    assert said(github) == f"14 new findings:\n\n{named}- and 4 more\n"


def test_what_is_for_information_changes_the_text_in_silence_and_opens_nothing_again(
    desk: Desk, github: FakeGitHub
) -> None:
    desk.sync(drift(VIDEOS))
    grown = structs.replace(MORE, lines=lines("prompt required"))
    desk.sync(drift(grown))
    assert "seconds removed" in github.issues[1]["body"]
    assert github.notes(1) == []
    github.close(1)
    more = structs.replace(wanted("videos", "prompt required", "x", "y"), lines=lines("prompt required"))
    assert verbs(desk.sync(drift(more))[0]) == ["mute"]


def test_the_last_comment_says_what_became_of_it_in_words(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(MORE))
    desk.sync(drift(lines=lines("prompt required", "seconds removed"), accepted=shown("prompt required")))
    assert said(github) == (
        "Nothing of this is open here any more. Of the findings: 1 gone, 1 accepted.\n\n"
        "- gone: `seconds removed` is another one (breaking)\n- accepted: `prompt required` is another one (breaking)\n"
    )


def test_drift_that_is_back_is_said_in_words(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift())
    desk.sync(drift(VIDEOS))
    assert said(github) == "The drift is back: see above.\n\n- `prompt required` is another one (breaking)\n"


def test_other_drift_in_an_issue_that_was_closed_is_not_called_back(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    desk.sync(drift())
    desk.sync(drift(wanted("videos", "model removed"), lines=lines("prompt required")))
    assert github.issues[1]["state"] == "open"
    assert said(github) == "1 new finding:\n\n- `model removed` is another one (breaking)\n"


def test_the_title_follows_the_drift_until_a_person_writes_another(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(wanted("videos", "a", title="A is gone")))
    desk.sync(drift(wanted("videos", "a", "b", title="A is gone (+1)")))
    assert github.issues[1]["title"] == "A is gone (+1)"
    github.issues[1]["title"] = "Ours"
    desk.sync(drift(wanted("videos", "a", "b", "c", title="A is gone (+2)")))
    desk.sync(drift(wanted("videos", "a", title="A is gone")))
    assert github.issues[1]["title"] == "Ours"
    assert desk.sync(drift(wanted("videos", "a", title="A is gone"))) == ((), ())


@pytest.mark.parametrize("title", ["Documentation of docs drifted: videos", "Ours"])
def test_a_title_of_before_is_replaced_unless_a_person_wrote_it(desk: Desk, github: FakeGitHub, title: str) -> None:
    """Markers of a version that never changed titles do not say which one was ours."""
    desk.sync(drift(VIDEOS))
    body = github.issues[1]["body"]
    github.issues[1] |= {"title": title, "body": re.sub(r" title=[0-9a-f]{8} -->", " -->", body, count=1)}
    assert github.issues[1]["body"] != body
    former = "Documentation of docs drifted: videos"
    desk.sync(drift(wanted("videos", "a", "b", title="A is gone (+1)", former_title=former)))
    assert github.issues[1]["title"] == ("A is gone (+1)" if title == former else title)
    assert len(github.issues) == 1


def test_what_people_closed_wherever_it_was_told_is_not_told_anew_as_nobodys(desk: Desk, github: FakeGitHub) -> None:
    """A version before had an issue for each family of operations, also of what nobody relies on."""
    desk.sync(drift(VIDEOS, wanted("chat", "x")))
    for number in (1, 2):
        github.close(number)
    standing = shown("prompt required", "x")
    rest = wanted("not-relied-on", "prompt required", "x", is_nobodys=True)
    for _ in range(2):
        assert verbs(desk.sync(drift(rest, standing=standing))[0]) == ["mute", "mute", "mute"]
    assert github.open_ones() == []
    more = wanted("not-relied-on", "prompt required", "x", "new", is_nobodys=True)
    desk.sync(drift(more, standing=standing | shown("new")))
    assert [each["number"] for each in github.open_ones()] == [3]
    assert github.issues[3]["title"] == more.title
    desk.sync(drift())
    assert {marker_of(each["body"]).state for each in github.issues.values()} == {"resolved"}


def test_what_one_owner_closed_is_told_to_another_one(desk: Desk, github: FakeGitHub) -> None:
    desk.sync(drift(VIDEOS))
    github.close(1)
    desk.sync(drift(VIDEOS, wanted("videos-of-another", "prompt required")))
    assert [each["number"] for each in github.open_ones()] == [2]


def test_what_others_tell_is_told_nowhere_else_while_a_manifest_cannot_be_used(desk: Desk, github: FakeGitHub) -> None:
    rest = wanted("not-relied-on", "x", is_nobodys=True)
    desk.sync(drift(VIDEOS, rest))
    before = {number: dict(issue) for number, issue in github.issues.items()}
    grown = wanted("not-relied-on", "x", "prompt required", is_nobodys=True)
    assert verbs(desk.sync(drift(grown, claims_read=False, standing=shown("prompt required")))[0]) == ["keep", "keep"]
    assert github.issues == before


def test_a_refusal_is_told_while_a_manifest_cannot_be_used(desk: Desk, github: FakeGitHub) -> None:
    refused = structs.replace(wanted("refused", "the run"), about="refusal", lines={})
    desk.sync(drift(VIDEOS))
    assert verbs(desk.sync(drift(VIDEOS, refused, claims_read=False))[0]) == ["open"]
    assert len(github.open_ones()) == 2


def test_what_another_issue_told_is_no_news_where_nobodys_findings_are_told_as_one_by_now(
    desk: Desk, github: FakeGitHub
) -> None:
    """A version before told the parts of an edit apart, in an issue for each call."""
    one, other = wanted("a", "at a", is_nobodys=True), wanted("b", "at b", is_nobodys=True)
    desk.sync(drift(one, other))
    github.close(2)
    standing = shown("at a", "at b")
    both = wanted("a", "at a", "at b", is_nobodys=True)
    assert verbs(desk.sync(drift(both, standing=standing))[0]) == ["update", "mute"]
    assert github.notes(1) == []
    assert [each["number"] for each in github.open_ones()] == [1]
    more = wanted("a", "at a", "at b", "at c", is_nobodys=True)
    desk.sync(drift(more, standing=standing | shown("at c")))
    assert said(github) == "1 new finding:\n\n- `at c` is another one (breaking)\n"


def test_what_an_open_issue_told_is_news_in_one_that_a_person_closed(desk: Desk, github: FakeGitHub) -> None:
    one, other = wanted("a", "at a", is_nobodys=True), wanted("b", "at b", is_nobodys=True)
    desk.sync(drift(one, other))
    github.close(1)
    both = wanted("a", "at a", "at b", is_nobodys=True)
    desk.sync(drift(both, standing=shown("at a", "at b")))
    assert [each["number"] for each in github.open_ones()] == [1]
    assert said(github) == "1 new finding:\n\n- `at b` is another one (breaking)\n"
