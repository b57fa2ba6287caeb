"""A document that is gone is no loss where all that it stated, and said, stands somewhere else."""

import pytest

from driftwatch.compare.pages.elsewhere import Elsewhere
from driftwatch.model.snapshot import Snapshot
from tests.compare.page_snapshots import site

CALL = "# Make\n\n`POST /things`\n\n## Body parameters\n\n| Name | Type | Description |\n|-|-|-|\n"
FIELD = "| `size` | integer | How large the thing is made. |\n"
LIMIT = "# Limits\n\nEach key has 60 requests per minute.\n"


def looks(old: Snapshot, new: Snapshot) -> Elsewhere:
    pairs = [(entry, new.entries[owner]) for owner, entry in old.entries.items() if owner in new.entries]
    return Elsewhere(old, new, pairs)


@pytest.mark.parametrize(
    ("gone", "there", "stands"),
    [
        (CALL + FIELD, CALL + FIELD, True),
        (CALL + FIELD, CALL + FIELD.replace("size", "width"), False),
        (CALL + FIELD, "# Make\n\nNothing is made any longer.\n", False),
        (LIMIT, LIMIT + "\nAsk for more of them.\n", True),
        (LIMIT, LIMIT.replace("60", "20"), False),
        ("# Words\n\nThey are said here alone.\n", "# Other\n\nThey are said here alone.\n", True),
        ("# Words\n\nThey are said here alone.\n", "# Other\n\nOther ones stand there.\n", False),
    ],
)
def test_what_is_gone_is_looked_for_everywhere(gone: str, there: str, *, stands: bool) -> None:
    old, new = site(gone=gone, kept="# Kept\n\nIt says what it said.\n"), site(there=there)
    elsewhere = looks(old, new)
    assert elsewhere.has_all_of("gone") is stands
    assert not elsewhere.has_all_of("nobody knows it")


def test_of_a_call_that_two_documents_state_each_is_looked_for() -> None:
    wider = CALL + FIELD + "| `depth` | integer | How deep the thing is made. |\n"
    old = site(one=CALL + FIELD, two=wider)
    assert looks(old, site(one=CALL + FIELD, two=wider)).has_all_of("two")
    assert not looks(old, site(one=CALL + FIELD)).has_all_of("two")
