"""Words of reStructuredText: what a directive says is prose however deep it stands, and samples are samples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.extract.text.restructured_text import markdown_of_restructured
from driftwatch.model.page import Page
from driftwatch.model.text import FORM
from driftwatch.platforms.detection import statements_of

LINES = st.lists(
    st.builds(
        "{}{}".format,
        st.integers(0, 12).map(" ".__mul__),
        st.sampled_from(["", "A box floats.", "So::", ".. note::", ".. code-block:: sh", "* one", "#. two", ":a: b"]),
    ),
    max_size=25,
)


def said(text: str) -> list[str]:
    read = statements_of(Page(url="https://docs.example.com/a.rst", path="a.rst", text=text)).text
    assert read is not None
    return [line.words for line in read.lines]


@pytest.mark.parametrize(
    "body",
    [
        ".. important::\n\n    Keys end after a year.\n",
        ".. note:: Keys end after a year.\n",
        ".. important::\n\n    * Keys end after a year.\n",
        ".. tab:: One\n\n    .. note::\n\n        Keys end after a year.\n",
        "It was said:\n\n    Keys end after a year.\n",
        ".. list-table::\n    :widths: 10 20\n\n    * * Keys\n      * Keys end after a year.\n",
    ],
)
def test_what_a_directive_says_is_read(body: str):
    assert any("Keys end after a year." in line for line in said(f"Keys\n====\n\n{body}\nAfter it.\n"))


@pytest.mark.parametrize(
    "body",
    [
        "So::\n\n    keys end\n",
        "So::\n\n  keys end\n",
        ".. code-block:: sh\n\n   keys end\n",
        ".. note::\n\n    So::\n\n        keys end\n",
        ".. sourcecode:: http\n    :linenos:\n\n    keys end\n",
    ],
)
def test_what_a_sample_says_is_no_sentence(body: str):
    lines = said(f"Keys\n====\n\n{body}\nAfter it.\n")
    assert "After it." in lines
    assert not any("keys end" in line for line in lines)


@given(LINES)
def test_no_sentence_is_lost(lines: list[str]):
    """Whatever stands around them: those of the first level are shown, and samples keep what they hold."""
    text = "\n".join(lines)
    assert markdown_of_restructured(text).count("A box floats.") == text.count("A box floats.")


def test_another_normal_form_is_theirs():
    """Their lines were others before they were written as Markdown."""
    read = statements_of(Page(url="https://docs.example.com/a.rst", path="a.rst", text="A\n=\n\nSend 5.\n")).text
    assert read is not None
    assert read.form > FORM


def test_underscores_that_the_page_escapes_are_what_they_are():
    assert said("Call ``GET /boxes`` or\n\n/v1/\\_\\_state\\_\\_ with \\_id\\_ and **\\_\\_type\\_\\_**.") == [
        "Call GET /boxes or",
        "/v1/__state__ with _id_ and __type__.",
    ]
