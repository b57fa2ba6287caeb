"""What a status means on a page of several calls: their number changes, and nothing of what it means."""

import pytest

from driftwatch.model.change import Change
from tests.compare.page_snapshots import changes_of

SHUT = ("204 - done", "404 - no box", "409 - it is shut")


def page(*statuses: str, others: tuple[str, ...] = SHUT) -> str:
    def listed(items: tuple[str, ...]) -> str:
        return "".join(f"- **{item.partition(' ')[0]}** {item.partition(' ')[2]}\n" for item in items)

    opened = f"## Open\n\n`POST /boxes/open`\n\nOpens it.\n\n**Status codes**:\n\n{listed(statuses)}"
    shut = f"\n## Shut\n\n`POST /boxes/shut`\n\n**Status codes**:\n\n{listed(others)}"
    return f"# Boxes\n\n{opened}{shut if others else ''}"


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, object]]:
    return sorted((change.kind, change.name or change.before or change.after) for change in changes)


FULL = ("200 - open", "404 - no such box", "409 - it stands")


@pytest.mark.parametrize(("left", "status"), [(FULL[:2], "409"), ((FULL[0], FULL[2]), "404")])
def test_a_status_that_one_call_has_no_longer_means_for_the_other_what_it_meant(
    left: tuple[str, ...], status: str
) -> None:
    assert kinds(changes_of(page(*FULL), page(*left))) == [("response.removed", status)]
    assert kinds(changes_of(page(*left), page(*FULL))) == [("response.added", status)]


def test_a_meaning_that_nobody_stated_before_is_told() -> None:
    before, after = page(*FULL[:2]), page(*FULL[:2], others=(*SHUT[:2], "409 - it is broken"))
    assert ("error-rule.meaning.changed", "409") in kinds(changes_of(before, after))
