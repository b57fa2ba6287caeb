"""What the nouns answer about themselves."""

import json

import pytest

from driftwatch.model.check import Check
from driftwatch.model.issue import Issue, is_app, same_name
from driftwatch.model.json_values import visible
from driftwatch.model.manifest import Evidence, FieldClaim
from driftwatch.model.reading import host_of
from driftwatch.model.snapshot import Owner
from driftwatch.model.stored import entry_of


@pytest.mark.parametrize(
    ("author", "labels", "ours"),
    [
        ("Octo-Bot", ("bug", "DriftWatch"), True),
        ("octo-bot", ("driftwatch:breaking",), False),
        ("somebody", ("driftwatch",), False),
        ("octo-bot", (), False),
    ],
)
def test_an_issue_is_ours_by_author_and_label_in_any_case(author: str, labels: tuple[str, ...], ours: bool) -> None:  # noqa: FBT001
    issue = Issue(number=1, author=author, labels=labels)
    assert issue.is_ours(author="octo-bot", label="driftwatch") is ours


def test_github_tells_names_apart_but_not_by_case() -> None:
    assert same_name("Straße", "STRASSE")
    assert not same_name("octo", "octo-bot")
    assert is_app("github-actions[bot]")
    assert not is_app("robot")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Docs.Example.com./llms.txt", "docs.example.com"),
        ("https://docs.example.com:443/", "docs.example.com"),
        ("http://docs.example.com:443/", "docs.example.com:443"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://[::1]/", "::1"),
    ],
)
def test_a_host_has_its_port_unless_it_is_the_schemes_own(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("url", ["/llms.txt", "https:///llms.txt", "https://./llms.txt", "https://a.example:99999/"])
def test_an_url_without_a_host_or_with_an_impossible_port_has_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"no host|[Pp]ort"):
        host_of(url)


def test_an_entry_is_shown_by_its_owner() -> None:
    entry = entry_of(Owner("page", "errors"), ("errors",), ())
    assert repr(entry) == f"Entry({entry.owner!r})"


@pytest.mark.parametrize(
    ("claim", "documented"),
    [
        (FieldClaim(path="a", evidence=Evidence(label="documented")), True),
        (FieldClaim(path="a", evidence=Evidence(label="observed")), False),
        (FieldClaim(path="a", documented=False, evidence=Evidence(label="documented")), False),
        (FieldClaim(path="a", documented=True, evidence=Evidence(label="observed")), True),
    ],
)
def test_what_a_claim_says_of_the_documentation_counts_more_than_its_evidence(
    claim: FieldClaim,
    documented: bool,  # noqa: FBT001
) -> None:
    assert claim.claims_documented is documented


def test_a_check_has_passed_and_needs_no_hint_unless_it_says_so() -> None:
    failed = Check(what="index", says="answers 404", passed=False, hint="look at the address")
    assert Check(what="index", says="was read") == Check(what="index", says="was read", passed=True, hint="")
    assert failed.hint == "look at the address"


def test_what_nobody_sees_is_escaped_between_line_feeds_that_stay() -> None:
    written = '["a\u200bb",\n "\x7f",\n "é",\n "\U000e0041"]'
    shown = visible(written.encode()).decode()
    assert shown == '["a\\u200bb",\n "\\u007f",\n "é",\n "\\udb40\\udc41"]'
    assert json.loads(shown) == json.loads(written)
