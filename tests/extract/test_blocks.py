"""What is found out about a text or a section once is no part of what it is."""

import pickle

from driftwatch.extract.text.blocks import Run, Section, Text, asked_once

ASKED: list[Text] = []


@asked_once
def _length(text: Text) -> int:
    ASKED.append(text)
    return len(text.plain)


def test_a_text_that_was_asked_for_its_words_is_the_same_text() -> None:
    asked, other = (Text((Run("Size of the "), Run(" lid ", code=True))) for _ in range(2))
    assert (asked.plain, asked.codes) == ("Size of the  lid", ("lid",))
    assert asked == other
    assert hash(asked) == hash(other)
    assert repr(asked) == repr(other)
    assert pickle.loads(pickle.dumps(asked)) == other  # noqa: S301


def test_a_question_about_a_text_is_answered_once() -> None:
    text = Text((Run("Size"),))
    assert (_length(text), _length(text)) == (4, 4)
    assert ASKED == [text]


def test_sections_are_walked_in_reading_order_as_often_as_one_likes() -> None:
    inner = Section(title="b", children=(Section(title="c"),))
    page = Section(title="a", children=(inner, Section(title="d")))
    for _ in range(2):
        found = [(*(each.title for each in above), section.title) for above, section in page.walk()]
        assert found == [("a",), ("a", "b"), ("a", "b", "c"), ("a", "d")]
