"""Whether a section that says something else is one that clients of an API have to obey, and whether that binds them.

Three things come together: the page documents an API there, a heading or a column names limits, money, failures or
credentials, and what came, went or differs states something, and does not only say it in other words.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.compare.pages.binding_lines import is_binding
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
from driftwatch.compare.pages.substance import has_substance, is_bare_call, is_front, is_setting, obliges, states_rule
from driftwatch.extract.words.notice_words import BACKOFF, SET
from driftwatch.patterns import lazy_regex

_SILENT: Final = frozenset(("heading", "head", "sample"))
_CALL: Final = lazy_regex(r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) `?(?:/|https?://)")
_ADVISING: Final = lazy_regex(
    rf"{BACKOFF}|{SET}|\btoo (?:many|much|fast|often|large|long)\b|过多|слишком"
    r"|\b(?:instead of|no longer|any longer)\b"
    r"|\b(?:above|beyond|over|(?:more|larger|longer|greater) than) (?:\w+ )?\d",
    re.IGNORECASE,
)
"""What a client does about a failure, what of it it does less, and that the failure is another one now."""


def is_obeyed(contract: PageContract, section: SectionEdits, edits: Sequence[Edit], *, by_title: bool = False) -> bool:
    """Tell whether a section is about what clients of an API have to obey, and something of substance in it differs.

    A section that came or went is about what its heading says, whatever the tables in it are about. Where `by_title`
    is set, a rule in a section about anything else does not count: it is one line of it. Where no heading above is the
    name of such a topic, nor the page's title, and one only mentions it, a line that came or went has to bind, too.
    """
    if is_aside(contract.below_title(section.path)):
        return False
    sides = (one for edit in edits if not section.whole for one in edit.sides)
    columns = {cell for one in sides for cell in one.head}
    if not contract.has(section.path):
        return False
    if not _is_topical(contract, section.path, columns):
        ruling = _of_calls(contract, section.path, but_recut(edits))
        return contract.is_all and not by_title and any(map(states_rule, ruling))
    saying = [edit for edit in edits if edit.kind not in _SILENT and not is_front(edit) and not is_setting(edit)]
    saying = [edit for edit in saying if not is_bare_call(edit)]
    if not _is_topical(contract, section.path, ()):
        saying = [edit for edit in saying if is_about_contract((), _differing_columns(edit), things=contract.things)]
    titles = (*contract.topics, *section.path, *columns)
    if _asks_nothing(contract, section, titles, edits):
        return False
    asking = _asking(contract, section, titles, but_recut(saying))
    is_named = names_contract((*_nearest(contract, section.path), *columns), things=contract.things)
    telling = (edit for edit in asking if not is_spelling(edit) and has_substance(edit, is_named=is_named))
    is_named_above = names_contract((*contract.topics, *section.path, *columns), things=contract.things)
    return any(is_named_above or is_binding(edit) for edit in telling)


def _asking(
    contract: PageContract, section: SectionEdits, titles: Sequence[str], saying: Sequence[Edit]
) -> Sequence[Edit]:
    """Leave out what asks nothing by what its headings name: on a product, on money, a further failure, advice."""
    saying = _of_calls(contract, titles, saying)
    if any(map(is_advice, contract.below_title(section.path))):
        saying = [edit for edit in saying if (edit.old is not None and edit.new is not None) or obliges(edit)]
    if is_of_money(titles):
        return [edit for edit in saying if _is_priced(edit) and not _is_of_new_thing(edit)]
    if is_of_failures(titles):
        return [edit for edit in saying if edit.old is not None or _advises(edit)]
    return saying


def _of_calls(contract: PageContract, titles: Sequence[str], edits: Sequence[Edit]) -> Sequence[Edit]:
    """Leave out lines of a handbook that speak of no calls, nor stand below a heading that does, or in a reference."""
    is_about = not contract.is_of_product or is_reference(contract.place) or any(map(CALLS.search, titles))
    return edits if is_about else [edit for edit in edits if _names_calls(edit)]


def _nearest(contract: PageContract, path: Path) -> Sequence[str]:
    """Return the heading right above a section; above all sections what the page is called."""
    return path[-1:] if contract.below_title(path) else (*contract.topics, *path[-1:])


def _asks_nothing(contract: PageContract, section: SectionEdits, titles: Sequence[str], edits: Sequence[Edit]) -> bool:
    """Tell whether a section asks nothing of clients that are there: it is new and of a further way, or of a call.

    In a handbook what its heading tells to do is done by people, on the pages of the product.
    """
    if contract.is_of_product and section.path and is_action(section.path[-1]):
        return True
    if section.whole == "added":
        return is_of_credentials(titles) or _tells_of_a_call(contract, section)
    return _brings_a_call(edits)


def _brings_a_call(edits: Sequence[Edit]) -> bool:
    """Tell whether all that differs is new and documents a call: a line begins with it, and a sample of it came too."""
    came = [edit.new.line for edit in edits if edit.old is None and edit.new is not None]
    if len(came) != len(edits) or not any(line.kind == "sample" for line in came):
        return False
    return any(line.kind in ("item", "sentence") and _CALL.match(line.words) for line in came)


def _tells_of_a_call(contract: PageContract, section: SectionEdits) -> bool:
    """Tell whether a section is of a call, below a heading of what the calls are about: `Billing > Create a meter`.

    `Retry failed jobs` only mentions a topic: it is what the call does.
    """
    named = is_about_limits(section.path) or names_contract(section.path[-1:], things=contract.things)
    lines = (edit.new.line for edit in section.edits if edit.new is not None)
    return not named and any(_CALL.search(line.words) for line in lines)


def _is_topical(contract: PageContract, path: Path, columns: Iterable[str]) -> bool:
    below = contract.below_title(path)
    if is_about_contract(below, columns, things=contract.things):
        return True
    if not contract.topics:
        return titles_contract(path[: len(path) - len(below)], things=contract.things)
    return not (path and is_done_by_people(path[-1]))


def _differing_columns(edit: Edit) -> list[str]:
    """Return the columns in which a row says something else; of a row that came or went those in which it says it."""
    one, other = edit.old, edit.new
    sides = [side for side in (one, other) if side is not None and len(side.head) == len(side.line.cells)]
    if one is not None and other is not None and len(sides) == 2 and one.head == other.head:  # noqa: PLR2004 - both
        pairs = zip(one.line.cells, other.line.cells, strict=True)
        return [head for head, (was, now) in zip(one.head, pairs, strict=True) if words_of(was) != words_of(now)]
    return [head for side in sides for head, cell in zip(side.head, side.line.cells, strict=True) if words_of(cell)]


def _is_priced(edit: Edit) -> bool:
    """Tell whether a line about money names an amount, or what calls are: the rest is between people and their bank."""
    return _names_calls(edit) or any(any(map(str.isdigit, said)) for said in edit.said)


def _is_of_new_thing(edit: Edit) -> bool:
    """Tell whether a row that came is of one more thing to choose: what it costs is asked of nobody who is there."""
    head = edit.new.head if edit.new is not None else ()
    return edit.old is None and bool(head) and is_of_choices(head[0])


def _names_calls(edit: Edit) -> bool:
    return any(map(CALLS.search, edit.said))


def _advises(edit: Edit) -> bool:
    """Tell whether a failure that is new says what to do, or which limit was met: as a fact it warns then as well."""
    return edit.new is not None and _ADVISING.search(edit.new.line.words) is not None
