"""What a failure says that it cannot send again is what went wrong, and no advice."""

import pytest

from tests.extract.test_error_rules import rules


@pytest.mark.parametrize(
    ("said", "retry"),
    [
        ("Cannot resend a mail to that address", "unspecified"),
        ("The job can not repeat a step that is done", "unspecified"),
        ("A mail cannot be resent.", "unspecified"),
        ("You can't retry an order that was paid", "no"),
        ("You cannot retry failed jobs.", "no"),
        ("Clients cannot retry the payment.", "no"),
        ("A request cannot be repeated.", "no"),
        ("Requests with this key cannot be repeated.", "no"),
        ("Payments cannot be repeated.", "no"),
        ("You cannot retry this request", "no"),
        ("Can't resend.", "no"),
        ("It can not be retried", "no"),
        ("Cannot try again", "no"),
    ],
)
def test_what_cannot_be_sent_again_is_advice_only_where_it_is_the_call(said: str, retry: str) -> None:
    found = rules(f"# T\n\n| Status | Meaning | Action |\n| --- | --- | --- |\n| 409 | {said} | Mend it |\n")
    assert [each.retry for each in found.values()] == [retry]
