"""Texts that look like a list of all the values of their field and are none, and those beside them that are one."""

import pytest
from msgspec import UNSET

from tests.extract.test_field_lists import listed
from tests.extract.test_field_tables import facts, rows


def _enum(kind: str, said: str) -> object:
    return facts(rows("| Field | Type | Description |", f"| a | {kind} | {said} |"))["a"].enum


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("number", "Opacity: 0 = transparent, 1 = opaque"),
        ("number", "Temperature: 0 = steady, 1 = lively, 2 = wild"),
        ("float", "Volume: 0 = mute, 1 = full"),
        ("integer", "Day: 0 = Sunday, 1 = Monday, up to 6 = Saturday"),
        ("integer", "Day of the week. 1 = Sunday, 2 = Monday, 3 = Tuesday, and so forth."),
        ("integer", "Status of the box. 1 - shut, 2 - open. Deprecated: 3 - lost."),
        ("integer", "Status of the box. 1 - shut, 2 - open. For v2 also 3 - torn."),
        ("integer", "Status of the box. 1 - shut, 2 - open. Only admins may send 3."),
        ("integer", "Status of the box. 1 - shut, 2 - open. Higher ones are kept for later."),
        ("integer", "Status of the box: 1: shut, 2: open,3 is torn"),
        ("integer", "Mode of the box: 0 - shut, 1 - open, 'auto' - as it was"),
        ("integer", "Verbosity. 0 = quiet, 1 = normal. Values above 1 are accepted."),
        ("integer", "Hour of the day: 0 = midnight, 1 = one o'clock. Up to 23."),
        ("integer", "Retry count: 0 = no retry, 1 = one retry."),
        ("integer", "Retry count: 0 = none, 1 = a retry, 2 = a retry and a call."),
        ("integer", "Maximum lids. 0 = unlimited, 1 = one at a time"),
        ("integer", "Timeout of this mode in minutes. 0 = no timeout, 1 = one minute."),
        ("integer", "Delay in this mode: 0 = at once, 1 = as soon as it may"),
        ("integer", "Offset. 0 = newest, 1 = second newest."),
        ("integer", "0 = newest, 1 = older"),
        ("boolean", "Status of the box: 0 = shut, 1 = open"),
        ("object", "Type of box: 1 = old, 2 = new"),
        ("array", "Types of box: 1 = old, 2 = new, 3 = torn"),
        ("array of integers", "Types of box: 1 = old, 2 = new, 3 = torn"),
        ("integer", "Status of the box. 1 - shut, 2 - open. Default 3."),
        ("string", "Must not be one of the following: root, admin."),
        ("string", "Cannot be one of these: root, admin"),
        ("string", "Only set if size is one of the following: small, large."),
        ("string", "Ignored where kind is one of the following: small, large."),
        ("string", "Required when `kind` is one of the following: small, large"),
        ("string", "Returned if status is one of the following: open, shut."),
        ("string", "Sent if the box is one of these: open, shut."),
        ("string", "If the box is shut: one of the following: open, shut."),
        ("string", "Must not be one of the following: `root`, `admin`."),
        ("string", "Cannot be one of: `root` or `admin`"),
        ("string", "Used when `kind` is one of: `small`, `large`"),
        ("string", "Required if the type is either `small` or `large`"),
        ("string", "Values must be unique, lowercase, and trimmed."),
        ("string", "Values can be read, written, or deleted."),
        ("string", "Values may be short, long, or empty."),
        ("string", "Valid values are positive, finite, and whole"),
        ("string", "Possible values are names, ids and dates."),
        ("string", "Available choices are listed, named and described"),
        ("string", "`a` / `b`. Default `c`."),
        ("string", "An enum {id, name} pair"),
        ("string", "See enum [box, lid]"),
        ("string", "Enum {id, name} pair"),
    ],
)
def test_what_may_have_other_values_lists_none(kind: str, said: str) -> None:
    assert _enum(kind, said) is UNSET


@pytest.mark.parametrize(
    ("kind", "said", "values"),
    [
        ("integer", "Urgency level (1 = High, 2 = Medium, 3 = Low)", (1, 2, 3)),
        ("integer", "How it is sent. 0 = flat, 1 = ipv4, 2 = ipv6. Defaults to 0.", (0, 1, 2)),
        ("integer", "The last hard state (0 = up, 1 = down).", (0, 1)),
        ("number", "Status: 0 = shut, 1 = open", (0, 1)),
        ("", "Filter by status: 0 = shut, 1 = open", (0, 1)),
        ("string", "Sent daily. 0 = Off, 1 = On", ("0", "1")),
        ("string", "Is it sent (0 = not sent, 1 = sent)", ("0", "1")),
        ("string", "Kind of it. Must be one of the following: small, large.", ("large", "small")),
        ("string", "The value can be one of these: small, large", ("large", "small")),
        ("string", "If set, must be one of `small`, `large`", ("large", "small")),
        ("string", "Read when `box` is one of `a`, `b`. Possible values: `small`, `large`", ("large", "small")),
        ("string", "Possible values are opened, closed and merged.", ("closed", "merged", "opened")),
        ("string", "Enum [ OAK, ASH ]", ("ASH", "OAK")),
    ],
)
def test_what_says_all_the_values_lists_them(kind: str, said: str, values: tuple[str, ...]) -> None:
    assert _enum(kind, said) == values


@pytest.mark.parametrize(("kind", "values"), [("integer", ("0", "1")), ("boolean", ()), ("object", ()), ("array", ())])
def test_an_item_of_a_list_has_numbers_for_values_where_its_type_allows_them(kind: str, values: object) -> None:
    assert (
        listed(f"- `lid` ({kind}): Status of the lid: 0 = shut, 1 = open\n- `box` (string): A box")["lid"].enum
        == values
    )
