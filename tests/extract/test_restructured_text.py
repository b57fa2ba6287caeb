"""reStructuredText says the same as the Markdown that it is written as: what is shown stays, what steers goes."""

import pytest

from driftwatch.extract.text.restructured_text import markdown_of_restructured
from driftwatch.extract.text.restructured_words import markdown_words
from driftwatch.model.facts import Field, Operation, Parameter, Response
from driftwatch.model.page import Page
from driftwatch.platforms.detection import statements_of


def shown(text: str) -> list[str]:
    return [line for line in markdown_of_restructured(text).split("\n") if line]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("====\nBoxes\n====\n\nLids\n----\n\n====\nBags\n====\n", ["# Boxes", "## Lids", "# Bags"]),
        (".. _lid size:\n\nLids\n----\n", ["# Lids {#lid-size}"]),
        (".. note ::\n\n  Keys end.\n", [":::note", "Keys end.", ":::"]),
        (".. _lids:\n\n====\nLids\n====\n\n:ref:`lids`, :ref:`boxes`, :code:`!=`\n",
         ["# Lids {#lids}", "[Lids](#lids), [boxes](#boxes), `!=`"]),
        (".. list-table::\n\n   * - .. _a:\n\n       A\n     - b\n", ["|  |  |", "| --- | --- |", "| A | b |"]),
        ("+--------+---+\n| .. _a: | b |\n|        |   |\n| A      | c |\n+--------+---+\n",
         ["|  |  |", "| --- | --- |", "| A | b <br> c |"]),
        (".. nobody sees it\n   nor that\n\nSeen.\n", ["Seen."]),
        ("* a\n\n  * b\n\n* c\n", ["- a", "    - b", "- c"]),
        ("size\n  How many.\n\n  More.\n", ["size", ":   How many.", "    More."]),
        (":Method: GET\n:Path: /boxes\n", ["- **Method**: GET", "- **Path**: /boxes"]),
        ("So::\n\n  run it\n\nAfter.\n", ["So:", "```", "run it", "```", "After."]),
        (".. code-block:: json\n   :linenos:\n\n   {}\n", ["```json", "{}", "```"]),
        (".. container:: wide\n\n   A lid.\n", ["wide", "A lid."]),
        (".. note:: Keys end.\n", [":::note", "Keys end.", ":::"]),
        (".. deprecated:: 2.1\n   Use boxes.\n", ["Deprecated since version 2.1: Use boxes."]),
        (".. deprecated:: 2.1\n\n   - Use boxes.\n", ["Deprecated since version 2.1", "- Use boxes."]),
        (".. toctree::\n\n   a\n   b\n\nAfter.\n", ["After."]),
        (".. toctree::\n   :caption: Parts\n   :maxdepth: 2\n\n   a\n   The lid <lid>\n   *\n   <lid>\n\nAfter.\n",
         ["**Parts**", "- The lid", "After."]),
        (".. figure:: lid.png\n   :alt: unseen\n\n   A lid.\n\n   It.\n\nAfter.\n", ["A lid.", "It.", "After."]),
        (".. figure:: lid.png\n\nAfter.\n", ["After."]),
        (".. image:: lid.png\n   :alt: unseen\n\nAfter.\n", ["After."]),
        (".. [#a] One\n   two.\n\n   Three.\n.. [Lids] Four\n   five.\n\nAfter.\n",
         ["One", "two.", "Three.", "Four", "five.", "After."]),
        (".. sidebar:: Lids\n   :subtitle: Close\n\n   Turn it.\n", ["**Close**", "**Lids**", "Turn it."]),
        (".. code-block:: json\n   :caption: A lid\n\n   {}\n", ["**A lid**", "```json", "{}", "```"]),
        (".. |x| replace:: the box\n\nSee |x|.\n", ["See the box."]),
        ("See `the\nbox <https://x.example>`_.\n", ["See [the box](https://x.example)."]),
        ("* a::\n\n    code\n", ["- a:", "    ```", "    code", "    ```"]),
    ],
)  # fmt: skip
def test_a_block_is_written_as_markdown_has_it(written: str, read: list[str]):
    assert shown(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+---+-----+\n| N | T   |\n+===+=====+\n| a | one |\n|   | two |\n+---+-----+\n",
         ["| N | T |", "| a | one two |"]),
        ("+---+---+\n| a | b |\n+---+---+\n| c     |\n+---+---+\n", ["|  |  |", "| a | b |", "| c |  |"]),
        ("===  ====\nN    T\n===  ====\na    one\n     two\nb    c\n===  ====\n",
         ["| N | T |", "| a | one two |", "| b | c |"]),
        ("===  ====\nN    T\n===  ====\na    one\n     two\n\n     three\n\nb    c\n\n===  ====\n",
         ["| N | T |", "| a | one two <br> three |", "| b | c |"]),
        ("+--------+--------+\n| 名前   | N      |\n+========+========+\n| 大きさ | a      |\n+--------+--------+\n",
         ["| 名前 | N |", "| 大きさ | a |"]),
        ("======  ====\n名前    N\n======  ====\n大きさ  a b\n======  ====\n",
         ["| 名前 | N |", "| 大きさ | a b |"]),
        (".. list-table::\n   :header-rows: 1\n\n   * - N\n     - T\n   * - a\n     - x\n\n       y\n",
         ["| N | T |", "| a | x <br> y |"]),
        ('.. csv-table::\n   :header: N, T\n\n   a, "b, c"\n', ["| N | T |", "| a | b, c |"]),
    ],
)  # fmt: skip
def test_a_table_is_one_of_markdown(written: str, read: list[str]):
    assert [line for line in shown(written) if "---" not in line] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("``a b`` and *c* and **d**", "`a b` and *c* and **d**"),
        (":ref:`the lid <lid size>`, :doc:`boxes`", "[the lid](#lid-size), [boxes](boxes)"),
        (":mimetype:`text/plain` of :term:`box`", "`text/plain` of box"),
        (":http:get:`/boxes`", "`GET /boxes`"),
        ("`there <https://x.example>`_ and `here`_ [#n]_", "[there](https://x.example) and here"),
        (r"``x``\ s for <host>", "`x`s for &lt;host>"),
        (":http:statuscode:`404` or :statuscode:`200 OK`", "`404 Not Found` or `200 OK`"),
        (
            "GET /__health__ of box_size -- or --x, ``a--b__`` and `x__ <https://x.example/__y__--z>`__",
            r"GET /\_\_health\_\_ of box_size \u2013 or --x, `a--b__` and [x\_\_](https://x.example/__y__--z)".replace(
                "\\u2013", "\u2013"
            ),
        ),
    ],
)
def test_words_are_written_as_markdown_has_them(written: str, read: str):
    assert markdown_words(written, {}) == read


def test_a_call_of_the_http_domain_is_read():
    text = (
        "Boxes\n=====\n\n.. http:post:: /boxes/(int:box_id)/lids\n\n   Adds a lid.\n\n   :param box_id: Which box.\n"
        "   :query string sort: How they are sorted,\n      by name.\n   :<json int size: How large.\n"
        "   :>json string id: Its name.\n   :status 201: It is there.\n   :code 404: No such box.\n"
    )
    read = statements_of(Page(url="https://docs.example.com/boxes.rst", path="boxes.rst", text=text))
    facts = [fact for each in read.documentations for entry in each.entries for fact in entry.facts]
    assert [(fact.method, fact.path) for fact in facts if isinstance(fact, Operation)] == [
        ("POST", "/boxes/{box_id}/lids")
    ]
    assert {(fact.within, fact.name) for fact in facts if isinstance(fact, Parameter)} == {
        ("path", "box_id"),
        ("query", "sort"),
    }
    fields = {fact.at: fact.type for fact in facts if isinstance(fact, Field)}
    assert [kind for at, kind in fields.items() if at.startswith("request") and at.endswith(" · size")] == [
        ("integer",)
    ]
    assert any(at.startswith("response") and at.endswith(" · id") for at in fields)
    assert {fact.status for fact in facts if isinstance(fact, Response)} == {"201", "404"}


def test_a_path_of_the_http_domain_says_the_types_of_its_parameters():
    def types(step: str) -> list[tuple[str, ...]]:
        text = f"Boxes\n=====\n\n.. http:get:: /boxes/({step})\n\n   One box.\n"
        read = statements_of(Page(url="https://docs.example.com/boxes.rst", path="boxes.rst", text=text))
        facts = [fact for each in read.documentations for entry in each.entries for fact in entry.facts]
        return [fact.type for fact in facts if isinstance(fact, Field)]

    assert (types("int:box"), types("string:box"), types("box")) == ([("integer",)], [("string",)], [])


def test_terms_below_a_term_are_what_it_announces_or_fields_of_it():
    """The first of them stood on the line of what is above it: it was no field, and neither were those in it."""
    text = """boxes.json
----------

Supported request methods
  ``POST``
Parameters
  ``size`` (integer, required)
    How many.
  ``lid`` (object)
    ``width`` (integer)
      In metres.
    ``colour``
      Any.

Response fields
  ``made``
    When.

.. code-block:: shell

   curl https://api.example.com/boxes.json -d size=3
"""
    read = statements_of(Page(url="https://docs.example.com/boxes.rst", path="boxes.rst", text=text))
    (entry,) = (entry for each in read.documentations for entry in each.entries if entry.owner.kind == "operation")
    fields = {fact.at.rpartition(" · ")[2]: fact for fact in entry.facts if isinstance(fact, Field)}
    assert entry.owner.name == "POST /boxes.json"
    assert {"size", "lid", "lid.width", "lid.colour", "made"} == fields.keys() - {"$"}
    assert (fields["size"].type, fields["size"].required, fields["lid.width"].type) == (
        ("integer",),
        True,
        ("integer",),
    )
    assert fields["made"].at.startswith("response")


def test_a_long_page_is_read_in_linear_time():
    assert markdown_of_restructured("* " * 9_000 + "\n" + "a\n b\n" * 5_000)
    assert markdown_of_restructured("\n".join(" " * (at % 200) + "* a" for at in range(2_000)))


def test_a_gap_before_the_colons_was_once_none_of_the_argument() -> None:
    text = ".. warning:: Use std ::vector.\n\n.. note :: Keys |a|.\n\n.. |a| replace :: end\n"
    assert "Use std ::vector." in markdown_of_restructured(text, steps_back=1)
    assert "Keys end." in markdown_of_restructured(text)
    assert "Keys" not in markdown_of_restructured(text, steps_back=1)
