"""The numbers of lines that a page shows beside its samples are no words of it."""

import pytest

from tests.compare.page_snapshots import compare, site

SAMPLE = '<div class="language-json"><pre><code>{{"id": 1}}</code></pre>{0}</div>'
GUTTER = '<div class="line-numbers" aria-hidden="true"><span>1</span><br><span>2</span><br></div>'
PAGE = "<!doctype html><html><body><main><h1>Boxes</h1><p>Ask for a box.</p>{0}{1}</main></body></html>"


def page(gutter: str, more: str = "") -> str:
    return PAGE.format(SAMPLE.format(gutter), more)


def test_line_numbers_come_and_go_in_silence():
    assert compare(site(boxes=page("")), site(boxes=page(GUTTER))) == ()
    assert compare(site(boxes=page(GUTTER.replace("2", "3"))), site(boxes=page(GUTTER))) == ()


@pytest.mark.parametrize("said", ["<p>7</p>", '<p aria-hidden="true">7 boxes</p>', '<p aria-hidden="false">7</p>'])
def test_other_numbers_are_read(said: str):
    assert compare(site(boxes=page("")), site(boxes=page("", said))) != ()
