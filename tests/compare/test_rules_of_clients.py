"""Rules are of clients and what they send: no people who answer, no claims, no other way to write an amount."""

import pytest

from tests.compare.test_page_contracts import topical
from tests.compare.test_plain_rules import PAGE

SUPPORT = PAGE.replace("The life of a box", "Support")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Our team responds within 24 hours.", "Our team responds within 48 hours."),
        ("Write to us, and you get a reply within 2 days.", "Write to us, and you get a reply within 3 days."),
        (
            "Ask about webhooks, and our team responds within 2 days.",
            "Ask about webhooks, and our team responds within 3 days.",
        ),
        ("Sessions with our trainers expire after 30 days.", "Sessions with our trainers expire after 60 days."),
        ("Training sessions are valid for 30 days.", "Training sessions are valid for 60 days."),
        (
            "The last 5 queries are charged to the team that made them.",
            "The last 9 queries are charged to the team that made them.",
        ),
        ("The average response is sent in less than 200 ms.", "The average response is sent in less than 300 ms."),
        (
            "Webhooks are on average answered with status 200 within 2 s.",
            "Webhooks are on average answered with status 200 within 3 s.",
        ),
        ("Tokens expire after 60 minutes.", "Tokens expire after 60 min."),
        ("Tokens expire after 60 minutes.", "Tokens expire after an hour."),
        ("Tokens expire after one hour.", "Tokens expire after 1 hour."),
        ("Tokens expire after one hour.", "Tokens expire after an hour."),
        ("Tokens expire after 24 hours.", "Tokens expire after a day."),
        ("Tokens expire after 24 hours.", "Tokens expire after 24h."),
        ("Tokens expire after 60 secs.", "Tokens expire after 60 seconds."),
        ("Tokens expire after 90 minutes.", "Tokens expire after 1.5 hours."),
        ("Wait 60-second pauses before you retry.", "Wait 60 seconds pauses before you retry."),
    ],
)
def test_what_people_do_what_is_claimed_and_an_amount_that_is_the_same_warn_nobody(before: str, after: str) -> None:
    assert not topical(SUPPORT.format(before), SUPPORT.format(after))
    assert not topical(SUPPORT.format(after), SUPPORT.format(before))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Your server answers within 5 seconds.", "Your server answers within 3 seconds."),
        ("The webhook must return a 2xx within 5 seconds.", "The webhook must return a 2xx within 3 seconds."),
        ("Respond with status 200 within 5 seconds.", "Respond with status 200 within 3 seconds."),
        (
            "It counts where a program responds with a 2xx within 9 s.",
            "It counts where a program responds with a 2xx within 5 s.",
        ),
        ("Tokens are typically valid for 1 hour.", "Tokens are typically valid for 2 hours."),
        ("Acknowledge each event within 5 seconds.", "Acknowledge each event within 3 seconds."),
        ("A session expires after 30 minutes.", "A session expires after 20 minutes."),
        ("Access tokens expire after 60 minutes.", "Access tokens expire after 60 seconds."),
        ("Access tokens expire after 60 minutes.", "Access tokens expire after half an hour."),
        ("Access tokens expire after 60 minutes of an hour.", "Access tokens expire after 60 minutes of a day."),
        ("An access token expires after 5 minutes.", "An access token expires after 5 hours."),
        ("Requests are billed per second.", "Requests are billed per minute."),
        ("Requests are billed at 2 cents.", "Requests are billed at 3 cents."),
        ("Credits are deducted after 5 calls.", "Credits are deducted after 3 calls."),
    ],
)
def test_what_clients_have_to_obey_warns(before: str, after: str) -> None:
    assert topical(SUPPORT.format(before), SUPPORT.format(after))
    assert topical(SUPPORT.format(after), SUPPORT.format(before))
