"""When somebody went over a page is nothing that the page says."""

import pytest

from tests.compare.page_snapshots import changes_of


@pytest.mark.parametrize("key", ["lastUpdated", "last_updated", "ms.date", "Last reviewed"])
def test_when_a_page_was_gone_over_is_silent(key: str):
    page = f"# Jobs\n\n- {key}: %s\n\nA job has a queue.\n\n## More\n\n- Last run: %s\n"
    assert changes_of(page % ("2031-01-02", "2031"), page % ("2031-03-04", "2031")) == ()
    assert len(changes_of(page % ("2031-01-02", "2031"), page % ("2031-03-04", "2032"))) == 1
