"""Which documents came and say nothing of their own any longer: a collapse, another document's words, an error.

No list of vendors tells an error that is served with status 200 from a page. What tells is what stood there yesterday,
and what came under the other addresses today. Judged before copies are left out: of ten addresses that answer with one
error, one would be read and nine would be gone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from driftwatch.extract.words.notice_words import UNDENIED
from driftwatch.model.call_fields import has_fields
from driftwatch.model.path_parameters import but_of_path
from driftwatch.model.snapshot import Document, Entry, Snapshot
from driftwatch.model.text import Line
from driftwatch.patterns import lazy_regex
from driftwatch.presence.came import WORD, Came, Ending, Sides, documented_by, facts_at, word_counts
from driftwatch.presence.composed import is_doubtful
from driftwatch.presence.doubts import doubt_of
from driftwatch.presence.garbled import is_garbled
from driftwatch.presence.impostors import visible_text
from driftwatch.presence.integrity import ends_what_never_began, is_html, open_fence
from driftwatch.presence.language import ENOUGH_WORDS, FUNCTION_WORDS, HAN, SCRIPTS, is_translated
from driftwatch.presence.missing import (
    COLLAPSED,
    COPY,
    CUT,
    DRAWN,
    GARBLED,
    IMPOSTOR,
    LANGUAGE,
    LESSENED,
    STALE,
    STRANGE,
    UNMERGED,
)
from driftwatch.presence.other_pages import OtherPages
from driftwatch.presence.spilled import leave_out_links
from driftwatch.presence.stale import is_stale
from driftwatch.presence.unmerged import OURS

_MANY: Final = 3
"""Documents that came spoilt, at least, for a fault of the site: one and its neighbour is a chance."""
_LEFT: Final = 3
"""A document that says less than one part in so many of what it said yesterday says nothing any longer."""
_SHORTEST: Final = 200
"""Characters that a page without facts must have had: of one sentence another one is left by an ordinary edit."""
_LINES: Final = 8
"""Lines of a page, at least, of which none is left where it is another one: a short one may be written anew."""
_SMALL: Final = 1_500
"""Characters of an error page, at most: no page that documents a call says all of it in so few."""
_VARIES: Final = lazy_regex(r"[0-9a-f]*[0-9][0-9a-f-]*|/[^\s<>\"']*", re.IGNORECASE)
"""What differs between two answers with one error: numbers, ids, dates, and the path that was asked for."""
_HALF: Final = 0.6
"""Share of the words of a page that a server sends of it which stops on its way, at most: half of the characters."""
_NEW_WHERE_OPEN: Final = 0.5
"""Share of as many words as were lost that may be new on such a page that has more lines: its tags, and an error."""
_TAIL: Final = 400
"""Characters at the end of a text in which a tag or a line that does not end is looked for."""
_MID_MARKUP: Final = lazy_regex(r"\n[ \t]+$|<(?:[a-z/][^<>\n`]*)?$", re.IGNORECASE)
"""What no text ends with: the indentation of a line that is not there, half a tag."""
_HOLDERS: Final = ("table", "details", "pre")
"""What holds blocks and has to be closed."""
_COMPONENT: Final = lazy_regex(r"\n[ \t]{0,40}<([A-Z][\w.]{0,60})(?=[\s>])")
"""Where a component begins that holds blocks: no text with one that is never closed can be built."""
_END_TAG: Final = lazy_regex(r"</([A-Z][\w.]{0,60})")
_PAIRED: Final = ("div", "section", "article", "main", "ul", "table", "pre")
"""What holds blocks in HTML and is ended by a tag of its own always (HTML, section 13.1.2.4)."""
_WHOLE: Final = "html"
"""What stands once in HTML (HTML, section 4.1.1): twice where two answers are one."""
_ATTRIBUTES: Final = r"(?:[^<>=]++|=\s*(?:\"[^\"]*\"|'[^']*'|(?![\s\"'])))*+"
"""What stands in a tag behind its name: what is in quotes there is no tag (HTML, section 13.1.2.3)."""
_TAG: Final = lazy_regex(
    r"<(?:(?P<raw>!--|(?:script|style|textarea|title)(?=[\s/>]))"
    rf"|(?:(?P<end>/?)(?P<paired>{_WHOLE}|{'|'.join(_PAIRED)})(?=[\s/>])|[a-z][^\s<>/=]*+(?=\s)){_ATTRIBUTES})"
)
"""Such a tag, any other that may have attributes, or where text begins in which nothing is one."""
_NEXT_TAG: Final = lazy_regex(r"\n[ \t]*<")
_HALF_MARK: Final = lazy_regex(r"!?\[([^\[\]\n]+)\]\([^()\n]*$|<(?:/?[a-z][^<>\n]*)?$", re.IGNORECASE)
"""A link that is half written, of which its words are shown, and half a tag, which shows nothing."""
_UNORDERED: Final = frozenset(("row", "item"))
_WALL: Final = lazy_regex(
    r"\b(?:sign|log)[ -]?(?:in|up|on)\b.{0,60}\b(?:read|see|view|continue|go on|unlock)\b"
    r"|\b(?:continue|keep) reading\b",
    re.IGNORECASE,
)
"""What stands where a page is cut off for readers without an account."""
_HOST: Final = lazy_regex(r"https?://([a-z\d][\w.-]*)")
_SHORT: Final = 2
"""Bytes of a word, at most, that any two titles may have in common: an article, a preposition, no sign of Chinese."""
_SMALL_WORDS: Final = UNDENIED.union(*FUNCTION_WORDS.values())
"""Longer ones of the kind."""


def ending_of(text: str) -> Ending:
    """Tell where a text ends; "" of JSON and of HTML, which say themselves whether they do.

    With a line, in the middle of one, or inside a code block or other markup, or with a page of HTML that stands below
    it; of HTML whether its tags are torn, or it ends what it never began.
    """
    if is_html(text):
        # Counting is cheap, and takes what a script writes for tags: a look at each is left for where it finds some.
        is_even = all(text.count(f"<{name}") == text.count(f"</{name}") for name in _PAIRED)
        is_even = is_even and text.count(f"<{_WHOLE}") <= 1
        return "" if is_even or not _has_torn_tags(text.lower()) else "torn"
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        return ""
    if ends_what_never_began(text):
        return "rear"
    if text[-_TAIL:].rstrip().lower().endswith("</html>"):
        return "page"
    if _MID_MARKUP.search(text[-_TAIL:]) or _is_open(text) or open_fence(text) is not None:
        return "markup"
    return "line" if text.endswith("\n") else "words"


def _has_torn_tags(low: str) -> bool:
    """Tell whether tags that end always are more than their ends are, or less; what scripts and remarks say is none."""
    open_ones = Counter[str]()
    wholes = 0
    at = 0
    while (tag := _TAG.search(low, at)) is not None:
        name, raw, at = tag["paired"], tag["raw"], tag.end()
        if name == _WHOLE:
            wholes += not tag["end"]
        elif name:
            open_ones[name] += -1 if tag["end"] else 1
        elif raw and (at := low.find("-->" if raw == "!--" else f"</{raw}", at)) < 0:
            break
    return wholes > 1 or any(open_ones.values())


def _is_open(text: str) -> bool:
    """Tell whether the last table in a text, or what else holds blocks, does not end."""
    low = text.lower()
    return any(low.rfind(f"<{name}") > low.rfind(f"</{name}") for name in _HOLDERS) or _has_open_component(text)


def _has_open_component(text: str) -> bool:
    """Tell whether the last component of a name is not closed, neither by a tag of its own nor at once (`/>`)."""
    last = {match[1]: match.end() for match in _COMPONENT.finditer(text)}
    closed = {match[1]: match.end() for match in _END_TAG.finditer(text)} if last else {}
    return any(closed.get(name, 0) < at and not _is_closed_at_once(text, at) for name, at in last.items())


def _is_closed_at_once(text: str, at: int) -> bool:
    further = _NEXT_TAG.search(text, at)
    return "/>" in text[at : further.start() if further else len(text)]


def shown_in(text: str) -> str:
    """Return what a small document shows, without what varies from answer to answer; "" of a large one."""
    shown = visible_text(text) if is_html(text) else text.strip().lower()
    return " ".join(_VARIES.sub("0", shown).split()) if shown and len(shown) <= _SMALL else ""


def silent(
    previous: Snapshot,
    came: Mapping[str, Came],
    *,
    today: str = "",
    unread: Collection[str] = (),
    apart: Collection[str] = (),
) -> dict[str, str]:
    """Tell which documents say nothing of their own, by place, with the reason.

    That is COLLAPSED, STRANGE, CUT, LANGUAGE, GARBLED, UNMERGED, DRAWN, STALE, COPY or IMPOSTOR, or what
    `doubt_of` returns.

    Args:
        previous: the snapshot before; it may be empty.
        came: what came, by the place that was asked for.
        today: ISO date, UTC; "" where no answer is out of an old cache.
        unread: places of what was asked for and did not come.
        apart: places of pages that were left out as copies: nothing is lost where one is a copy of another page now.
    """
    known = {place: document for place, document in previous.documents.items() if document.digest}
    cited = citing(previous)
    said = partial(facts_said, cited)
    odd = _odd_endings(came.values())
    documented = partial(_documented_at, cited)
    others = OtherPages(previous, came, unread)
    copies = frozenset(_copies(known, came, unread))
    found = dict.fromkeys(sorted(copies.difference(apart)), COPY)
    found |= dict.fromkeys(_drawn(known, came, cited), DRAWN)
    whole: dict[str, Sides] = {}
    for place, each in came.items():
        if place in known and place not in copies and place not in found and each.is_change_of(known[place]):
            sides = Sides(previous.text(place), each)
            reason = _spoilt(
                sides,
                said=partial(said, place),
                documented=partial(documented, place),
                is_odd=each.ending in odd and not (each.ending == "torn" and known[place].is_torn),
                is_rear=each.ending == "rear" and not _was_rear(known[place]),
                is_split=partial(others.took, place),
            )
            if reason or is_stale(known[place], each.digest, today=today):
                found[place] = reason or STALE
            else:
                whole[place] = sides
    # What a page that is spoilt lost, or brought, says nothing of an edit of the others.
    others = OtherPages(
        previous, {place: each for place, each in came.items() if place not in found}, {*unread, *found}
    )
    for place, sides in whole.items():
        cites, is_odd = cited.get(place, ()), sides.came.ending in odd
        if doubt := doubt_of(sides, others, place, cited=cites, said=partial(said, place), is_odd=is_odd):
            found[place] = doubt
    # Copies are no fault of the network: who merges pages edits others on the same day. So does who takes edits back.
    spoilt = sum(reason not in (COPY, DRAWN, STALE) for reason in found.values())
    if spoilt >= _MANY and spoilt > len(whole.keys() - found.keys()):
        # What spoils most of what changed spoils the rest, and leaves less to see on some.
        found |= dict.fromkeys((place for place, sides in whole.items() if is_doubtful(sides)), LESSENED)
    return found | dict.fromkeys(_impostors(known, came), IMPOSTOR)


def _drawn(known: Mapping[str, Document], came: Mapping[str, Came], cited: Mapping[str, list[Entry]]) -> Iterator[str]:
    """Yield pages of a call that stated fields of it, and have empty boxes in their place by now."""
    for place, each in came.items():
        is_new = each.drawn and each.is_change_of(known.get(place))
        if is_new and any(has_fields(entry, place) for entry in cited.get(place, ())):
            yield place


def _spoilt(
    sides: Sides,
    *,
    said: Callable[[], int],
    documented: Callable[[], frozenset[str]],
    is_odd: bool,
    is_rear: bool,
    is_split: Callable[[Collection[Line]], bool],
) -> str:
    """Return why a document says nothing of its own by what came of it alone, "" where that may be an edit."""
    if _collapsed(sides, said=said, documented=documented):
        # An error may say that a browser or a page is "no longer supported"; none names a call of the page in that.
        is_retired = not sides.came.retired.isdisjoint(documented())
        return COLLAPSED if is_retired or _has_of_it(sides) else STRANGE
    if (
        (is_odd and sides.came.ending == "torn" and sides.lost)
        or (is_odd and sides.came.ending == "markup" and sides.came.owners == 0 and documented())
        or (is_rear and _begins_otherwise(sides))
        or _stops(sides, is_odd=is_odd, is_split=is_split)
    ):
        return CUT
    if _is_another(sides, documented=documented):
        return COLLAPSED
    if is_translated(sides):
        return LANGUAGE
    if sides.came.is_unmerged and OURS not in sides.was.whole:
        return UNMERGED
    return GARBLED if is_garbled(sides) else ""


def _copies(known: Mapping[str, Document], came: Mapping[str, Came], unread: Collection[str]) -> Iterator[str]:
    """Yield known documents that say by now what another known one says, or said, that was not the same before.

    What is asked for still and did not come said something, too; what is asked for no longer may have moved.
    """
    said: defaultdict[str, set[str]] = defaultdict(set)
    says: defaultdict[str, set[str]] = defaultdict(set)
    by_path: defaultdict[str, set[str]] = defaultdict(set)
    for place in came.keys() & known.keys():
        said[known[place].digest].add(place)
        by_path[came[place].path].add(place)
        if came[place].path == place:
            says[came[place].digest].add(place)
    for place in known.keys() & frozenset(unread):
        said[known[place].digest].add(place)
    for place in sorted(came.keys() & known.keys()):
        each = came[place]
        alike = said[each.digest] | says[each.digest]
        others = (alike | by_path[each.path]) - {place}
        elsewhere = each.path != place and (bool(others) or each.path in known)
        # What said the same before is one page under several addresses: an edit of it is one of all of them.
        says_anew = each.is_change_of(known[place]) and alike - said[known[place].digest]
        if elsewhere or says_anew:
            yield place


def _collapsed(sides: Sides, *, said: Callable[[], int], documented: Callable[[], frozenset[str]]) -> bool:
    """Tell whether text and facts both are less than a third of what they were.

    What stated notices alone has no facts that an error could not state as well ("60 requests per minute"): its text
    decides.
    """
    before, came = sides.before, sides.came
    if before is None or came.text is None or before.form != came.text.form:
        # A specification has no text, nor have pages of format 1: they must state nothing at all.
        return (came.owners if came.text is None else came.facts) == 0 and said() > 0
    was, now = sides.was, sides.now
    words = was.words.keys()
    if now.size * _LEFT >= was.size and len(words & now.words.keys()) * _LEFT >= len(words):
        return False
    if documented():
        return came.owners == 0 or came.facts * _LEFT < said()
    return came.owners == 0 and was.size >= _SHORTEST


def _is_another(sides: Sides, *, documented: Callable[[], frozenset[str]]) -> bool:
    """Tell whether no line of a page is left, and it documents none of the calls that it did, and names other hosts.

    Who writes a page anew, of the next version of a call, names a host of the vendor.
    """
    if not sides.are_in_words or len(sides.was.lines) < _LINES or sides.lost.total() < len(sides.was.lines):
        return False
    hosts, others = (frozenset(_HOST.findall(said.whole.lower())) for said in (sides.was, sides.now))
    calls = documented()
    return bool(calls and hosts and others) and hosts.isdisjoint(others) and calls.isdisjoint(sides.came.calls)


def _has_of_it(sides: Sides) -> bool:
    """Tell whether what came is about the same: a line of it, a heading with a word of its title, a specification."""
    if sides.came.text is None or sides.lost.total() < len(sides.was.lines):
        return True
    was, now = (
        [line.words.lower() for line in said.lines if line.kind == "heading"] for said in (sides.was, sides.now)
    )
    words = WORD.findall(was[0]) if was else ()
    title = frozenset(word for word in words if len(word.encode()) > _SHORT) - _SMALL_WORDS
    return any(_names_it(title, title.intersection(WORD.findall(line))) for line in now)


def _names_it(title: Collection[str], shared: frozenset[str]) -> bool:
    """Tell whether what a heading has of a title tells of the same: a word, or most signs where each is one."""
    signs = frozenset(word for word in title if HAN.match(word) or SCRIPTS["ja"].match(word))
    return bool(shared - signs) or 2 * len(shared) > len(signs)


def _odd_endings(came: Iterable[Came]) -> frozenset[Ending]:
    """Tell how texts end that do not end as most of the site do: with a line, or not inside markup at least."""
    endings = Counter(each.ending for each in came)
    odd: set[Ending] = set()
    odd.update(each for each in ("markup", "torn") if 2 * endings[each] < endings.total())
    if endings["line"] > endings["words"] + endings["markup"]:
        odd.add("words")
    return frozenset(odd)


def _was_rear(before: Document) -> bool:
    """Tell whether a page ended what it never began before as well: it may begin with what looks like front matter."""
    return before.is_torn and before.format != "html"


def _begins_otherwise(sides: Sides) -> bool:
    """Tell whether a page that ends what it never began lost its beginning: a sample of HTML may be its end.

    Two lines of it: a heading stands first, whatever front matter says above it.
    """
    return sides.are_comparable and sides.was.lines[:2] != sides.now.lines[:2]


def _stops(sides: Sides, *, is_odd: bool, is_split: Callable[[Collection[Line]], bool]) -> bool:
    """Tell whether a text is what was said, up to the middle of a line or to one that asks to sign in for the rest.

    A server sent half of it as the whole, or a wall stands there. So it is where nothing but the first half came,
    unless the other stands elsewhere now; of a text that ends as no other one of the site does, or inside markup, it
    need not be half.

    Args:
        sides: what was said, and what came.
        is_odd: whether most texts of the site do not end as it does.
        is_split: whether what was lost came under another address.
    """
    if not sides.are_in_words:
        return False
    came = sides.came
    lost, come = sides.lost.copy(), sides.come.copy()
    if leave_out_links(lost, come):
        return come.total() <= 1 and (came.may_be_cut or lost.total() > 1)
    if came.ending == "markup" and not come and lost.total() > 1 and sides.was.lines[-1] in lost:
        return not is_split(lost)  # what stands in a component that is not closed is read in another order
    if came.ending == "markup" and come.total() > 1:
        return _says_nothing_new(come, lost) or (is_odd and _says_much_less(sides))
    if come.total() > 1 or (lost.total() < 2 and not is_odd):  # noqa: PLR2004 - the line that was cut, and the next one
        return False
    return _ends_early(sides, lost, next(iter(come), None), is_odd=is_odd, is_split=is_split)


def _ends_early(
    sides: Sides,
    lost: Counter[Line],
    cut: Line | None,
    *,
    is_odd: bool,
    is_split: Callable[[Collection[Line]], bool],
) -> bool:
    """Tell the same of a text in which at most one line is new: the one that was cut."""
    came = sides.came
    said = _HALF_MARK.sub(r"\1", cut.words) if cut is not None else ""
    if cut is not None and _WALL.search(said):
        return sides.now.lines[-1].words == cut.words
    if said and came.may_be_cut and any(line.words != said and line.words.startswith(said) for line in lost):
        return True
    is_plain = came.may_be_cut and (said or is_odd or came.ending == "markup")
    return bool(is_plain or _is_short(sides)) and _begins(sides, cut, lost) and not is_split(lost)


def _says_nothing_new(come: Iterable[Line], lost: Iterable[Line]) -> bool:
    """Tell whether all words that came are among the lost ones, but for one that was cut.

    A table that does not end is read as something else.
    """
    said, whole = word_counts(come), word_counts(lost)
    new = said - whole
    return new.total() <= 1 and all(any(word.startswith(each) for word in whole) for each in new)


def _says_much_less(sides: Sides) -> bool:
    """Tell whether what breaks off inside markup lost more than came: a table in tags is read as a line a tag then."""
    is_in_more_lines = sides.come.total() >= sides.lost.total()
    return sides.words_come < (_NEW_WHERE_OPEN if is_in_more_lines else 1) * sides.words_lost


def _is_short(sides: Sides) -> bool:
    """Tell whether more of a page is missing than anybody takes out without another edit."""
    was, now = sides.was.words.total(), sides.now.words.total()
    return was >= ENOUGH_WORDS and now <= _HALF * was


def _begins(sides: Sides, cut: Line | None, lost: Iterable[Line]) -> bool:
    """Tell whether the lines of a page are those that it began with, and perhaps one that was read without its end.

    Rows and items have no order: those that are left were there, and something besides them is gone.
    """
    was, now = (
        [line for line in said.lines if line.kind not in _UNORDERED and line != cut] for said in (sides.was, sides.now)
    )
    if len(now) == len(was) or was[: len(now)] != now:
        return False
    return cut is None or any(_is_begun(cut, line) for line in lost)


def _is_begun(cut: Line, line: Line) -> bool:
    """Tell whether a line has the words of another one up to somewhere, in whatever form the two were read."""
    said, whole = (WORD.findall(words.lower()) for words in (_HALF_MARK.sub(r"\1", cut.words), line.words))
    if not said:
        return True
    if cut.kind == line.kind == "sample":  # its names are told in the order of the alphabet
        return not Counter(said) - Counter(whole)
    return len(said) <= len(whole) and said[:-1] == whole[: len(said) - 1] and "".join(whole).startswith("".join(said))


def citing(snapshot: Snapshot) -> Mapping[str, list[Entry]]:
    """Return what rests on each document, by the document's path."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in snapshot.entries.values():
        for path in entry.documents:
            found[path].append(entry)
    return found


def _documented_at(cited: Mapping[str, list[Entry]], place: str) -> frozenset[str]:
    return frozenset(documented_by(cited.get(place, ())))


def facts_said(cited: Mapping[str, list[Entry]], place: str) -> int:
    """Count the facts that a document stated, alone or just as the first one does, and the owners that they are of."""
    return sum(1 + _facts_of(entry, place) for entry in cited.get(place, ()))


def _facts_of(entry: Entry, place: str) -> int:
    # a document is counted before it is joined with others, and so without what paths state
    return len(but_of_path(facts_at(entry, place)))


def _impostors(known: Mapping[str, Document], came: Mapping[str, Came]) -> Iterator[str]:
    """Yield documents in whose place one small body without facts came under several addresses."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for place, each in came.items():
        if each.shown and not each.facts:
            groups[each.shown].append(place)
    words = {document.digest for document in known.values()}
    for places in groups.values():
        # No error is what a page said yesterday, wherever that stood.
        unchanged = any(came[place].digest in words for place in places)
        if len({came[place].path for place in places}) > 1 and not unchanged:
            yield from places
