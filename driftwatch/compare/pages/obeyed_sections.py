"""Whether what a section of a page says otherwise deserves a warning: clients of an API have to obey it.

`is_obeyed` asks in this order:

1. Does the page document an API there, and the section not only list libraries, examples or links?
2. Does a heading or a column name limits, money, failures or credentials? If none does, only a rule to clients warns.
3. Does the section ask anything of the clients that there are? What is new may ask something only of new clients.
4. Which of the lines ask something of them, by what the headings name?
5. Is one of these lines of substance (`substance.py`), and where headings only mention such a topic, does a line that
   came or went bind by itself (`binding_lines.py`)?
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.compare.pages.binding_lines import is_binding, states_rule
from driftwatch.compare.pages.front_matter import is_front
from driftwatch.compare.pages.line_pairs import but_recut
from driftwatch.compare.pages.page_lines import Edit, Path, words_of
from driftwatch.compare.pages.page_sections import PageContract, SectionEdits, is_spelling
from driftwatch.compare.pages.page_topics import (
    CALLS,
    is_about_contract,
    is_about_limits,
    is_action,
    is_advice,
    is_aside,
    is_done_by_people,
    is_of_choices,
    is_of_credentials,
    is_of_failures,
    is_of_money,
    is_reference,
    names_contract,
    titles_contract,
)
from driftwatch.compare.pages.substance import has_substance, obliges
from driftwatch.extract.words.notice_words import BACKOFF, SET
from driftwatch.patterns import lazy_regex

_SILENT: Final = frozenset(("heading", "head", "sample"))
"""Kinds of lines that ask nothing by themselves."""
_CALL: Final = lazy_regex(r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) `?(?:/|https?://)")
_ADVISING: Final = lazy_regex(
    rf"{BACKOFF}|{SET}|\btoo (?:many|much|fast|often|large|long)\b|过多|слишком"
    r"|\b(?:instead of|no longer|any longer)\b"
    r"|\b(?:above|beyond|over|(?:more|larger|longer|greater) than) (?:\w+ )?\d",
    re.IGNORECASE,
)
"""Words of a failure that tell a client what to do: wait, send less, expect another failure than before."""
_CALL_ALONE: Final = lazy_regex(
    r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS):? `?(?:https?://[\w.:{}$<>-]{1,200})?/[^\s`]{0,400}`?"
)
"""A line that names a call, be it with its host, and says nothing of it."""
_VARIABLE: Final = lazy_regex(r"[A-Z][A-Z\d]*(?:_[A-Z\d]+)+")
_DEFAULT: Final = lazy_regex(r"default\b", re.IGNORECASE)
_ENVIRONMENT: Final = lazy_regex(r"\b(?:environment(?:al)?|env|(?:env )?variables?)\b", re.IGNORECASE)
"""What the head of a table or a heading says of variables of the environment: a quota may be called so as well."""


def is_obeyed(contract: PageContract, section: SectionEdits, edits: Sequence[Edit], *, by_title: bool = False) -> bool:
    """Tell whether clients of an API have to obey a section, and something of substance differs in it.

    Args:
        contract: which part of the page is about an API.
        section: what differs in the section; one that came or went as a whole is about what its headings say, whatever
            its tables are about.
        edits: the lines that are asked about.
        by_title: count only what headings and columns name, and no rule in a section about anything else.
    """
    if is_aside(contract.below_title(section.path)) or not contract.has(section.path):
        return False
    columns = set() if section.whole else {cell for edit in edits for side in edit.sides for cell in side.head}
    if not _is_about_topic(contract, section.path, columns):
        telling = _but_of_product(contract, section.path, but_recut(edits))
        return contract.is_all and not by_title and any(map(states_rule, telling))
    titles = (*contract.topics, *section.path, *columns)
    if _asks_nothing(contract, section, titles, edits):
        return False
    asking = _that_ask(contract, section, titles, but_recut(_that_say_something(contract, section.path, edits)))
    is_named = names_contract((*_nearest_titles(contract, section.path), *columns), things=contract.things)
    substantial = (edit for edit in asking if not is_spelling(edit) and has_substance(edit, is_named=is_named))
    is_named_above = names_contract(titles, things=contract.things)
    return any(is_named_above or is_binding(edit) for edit in substantial)


def _is_about_topic(contract: PageContract, path: Path, columns: Iterable[str]) -> bool:
    """Tell whether a section is about limits, money and the like: by its headings, its columns, or the page's title.

    A whole page about such a topic tells people, too, how to get a key; those sections are not for clients.
    """
    below = contract.below_title(path)
    if is_about_contract(below, columns, things=contract.things):
        return True
    if not contract.topics:
        return titles_contract(path[: len(path) - len(below)], things=contract.things)
    return not (path and is_done_by_people(path[-1]))


def _nearest_titles(contract: PageContract, path: Path) -> Sequence[str]:
    """Return the heading right above a section; above all sections, what the page is called as well."""
    return path[-1:] if contract.below_title(path) else (*contract.topics, *path[-1:])


def _asks_nothing(contract: PageContract, section: SectionEdits, titles: Sequence[str], edits: Sequence[Edit]) -> bool:
    """Tell whether a section asks nothing of clients that there are.

    What a heading of a handbook tells to do is done by people, on the pages of the product. A further way to send
    credentials, and a further call, are only for those who want them.
    """
    if contract.is_of_product and section.path and is_action(section.path[-1]):
        return True
    if section.whole == "added":
        return is_of_credentials(titles) or _tells_of_a_call(contract, section)
    return _brings_a_call(edits)


def _tells_of_a_call(contract: PageContract, section: SectionEdits) -> bool:
    """Tell whether a section documents a call, below a heading of what the calls are about: `Billing > Create a meter`.

    `Retry failed jobs` only mentions a topic: it is what the call does.
    """
    is_of_topic = is_about_limits(section.path) or names_contract(section.path[-1:], things=contract.things)
    lines = (edit.new.line for edit in section.edits if edit.new is not None)
    return not is_of_topic and any(_CALL.search(line.words) for line in lines)


def _brings_a_call(edits: Sequence[Edit]) -> bool:
    """Tell whether all that differs is new and documents a call: a line begins with it, and a sample of it came too."""
    came = [edit.new.line for edit in edits if edit.old is None and edit.new is not None]
    if len(came) != len(edits) or not any(line.kind == "sample" for line in came):
        return False
    return any(line.kind in ("item", "sentence") and _CALL.match(line.words) for line in came)


def _that_say_something(contract: PageContract, path: Path, edits: Iterable[Edit]) -> Sequence[Edit]:
    """Leave out headings, samples, front matter, settings of a server and bare calls.

    Where only a column of a table is about a topic, leave out as well what differs in other columns.
    """
    saying = [edit for edit in edits if edit.kind not in _SILENT]
    saying = [edit for edit in saying if not is_front(edit) and not _is_setting(edit) and not _is_bare_call(edit)]
    if _is_about_topic(contract, path, ()):
        return saying
    return [edit for edit in saying if is_about_contract((), _differing_columns(edit), things=contract.things)]


def _is_setting(edit: Edit) -> bool:
    """Tell whether a row is of a variable of the environment, with its default: whoever runs a server sets it."""
    sides = edit.sides
    return edit.kind == "row" and all(
        _VARIABLE.fullmatch(side.line.key) is not None
        and any(map(_DEFAULT.match, side.head))
        and any(map(_ENVIRONMENT.search, (*side.head, *side.path)))
        for side in sides
    )


def _is_bare_call(edit: Edit) -> bool:
    """Tell whether a line that came or went is only a call: whether that one is documented is told as a fact."""
    said = edit.said
    return len(said) == 1 and edit.kind != "row" and _CALL_ALONE.fullmatch(said[0]) is not None


def _that_ask(
    contract: PageContract, section: SectionEdits, titles: Sequence[str], saying: Sequence[Edit]
) -> Sequence[Edit]:
    """Leave out lines that ask nothing, by what the headings name: a product, advice, money, or a further failure."""
    saying = _but_of_product(contract, titles, saying)
    if any(map(is_advice, contract.below_title(section.path))):
        saying = [edit for edit in saying if (edit.old is not None and edit.new is not None) or obliges(edit)]
    if is_of_money(titles):
        return [edit for edit in saying if _is_priced(edit) and not _is_of_new_thing(edit)]
    if is_of_failures(titles):
        return [edit for edit in saying if edit.old is not None or _advises(edit)]
    return saying


def _but_of_product(contract: PageContract, titles: Sequence[str], edits: Sequence[Edit]) -> Sequence[Edit]:
    """Leave out lines of a product's handbook that are about no calls, unless a heading above or the page itself is."""
    is_about_calls = not contract.is_of_product or is_reference(contract.place) or any(map(CALLS.search, titles))
    return edits if is_about_calls else [edit for edit in edits if _names_calls(edit)]


def _differing_columns(edit: Edit) -> list[str]:
    """Return the columns in which a row says something else; of a row that came or went those in which it says it."""
    one, other = edit.old, edit.new
    sides = [side for side in (one, other) if side is not None and len(side.head) == len(side.line.cells)]
    if one is not None and other is not None and len(sides) == 2 and one.head == other.head:  # noqa: PLR2004 - both
        pairs = zip(one.line.cells, other.line.cells, strict=True)
        return [head for head, (was, now) in zip(one.head, pairs, strict=True) if words_of(was) != words_of(now)]
    return [head for side in sides for head, cell in zip(side.head, side.line.cells, strict=True) if words_of(cell)]


def _is_priced(edit: Edit) -> bool:
    """Tell whether a line about money names an amount, or calls: the rest is between people and their bank."""
    return _names_calls(edit) or any(any(map(str.isdigit, said)) for said in edit.said)


def _is_of_new_thing(edit: Edit) -> bool:
    """Tell whether a row that came is of one more thing to choose: what it costs is asked of no client of today."""
    head = edit.new.head if edit.new is not None else ()
    return edit.old is None and bool(head) and is_of_choices(head[0])


def _names_calls(edit: Edit) -> bool:
    return any(map(CALLS.search, edit.said))


def _advises(edit: Edit) -> bool:
    """Tell whether a failure that is new says what to do, or which limit was met: as a fact it warns then as well."""
    return edit.new is not None and _ADVISING.search(edit.new.line.words) is not None
