"""What stands above a block of a page and speaks of the fields in it: headings, labels, the sentence right above."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from driftwatch.extract.fields.components import status_of_titles
from driftwatch.extract.fields.field_lists import plain_names
from driftwatch.extract.fields.value_sentences import field_called, words_of_field
from driftwatch.extract.fields.value_tables import field_of_values
from driftwatch.extract.text.blocks import Block, Code, List, Paragraph, Section, Table, Text
from driftwatch.extract.text.columns import RULE_COLUMNS
from driftwatch.extract.words.role_words import NEUTRAL, OBJECTS, OF_SAMPLE
from driftwatch.extract.words.roles import aim_of, group_of_title, is_need, names_members, role_of_title
from driftwatch.extract.words.vocabulary import DEPRECATED_WORDS
from driftwatch.extract.words.wording import tidy, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.calls.endpoint_headings import (
    call_of_blocks,
    call_of_section,
    call_of_text,
    is_in_language,
    is_line_of_call,
    names_call,
)
from driftwatch.platforms.calls.methods_in_titles import methods_of
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.calls.sample_calls import is_request
from driftwatch.platforms.calls.titles_of_calls import titles_for_fields
from driftwatch.platforms.messages.lead_sentences import only_points
from driftwatch.platforms.messages.page_labels import (
    IN_PATH,
    LONGEST_SENTENCE,
    call_in,
    closes_block,
    label_of,
    owner_of,
    path_in,
    role_said,
)
from driftwatch.platforms.messages.statuses import is_of_answers
from driftwatch.platforms.messages.told import Path
from driftwatch.platforms.messages.types_in_labels import type_of_label
from driftwatch.platforms.pages.page_calls import fits

_ARRAY: Final = lazy_regex(
    r"\b(?:takes|accepts|expects|returns|is|send|sends|contains|receives)\s(?:\w{1,20}\s){0,3}(?:array|list)\sof\s[^.:]{1,80}:$"
    r"|^(?:json\s)?(?:an?\s)?(?:array|list)\sof(?:\s(?:the\s)?(?:following\s)?(?:objects?|items?|elements?))?(?:\swith)?:$"
    r"|(?:数组|列表)[^。：:]{0,40}[:：]$|(?:массив|список)\s[^.:]{1,80}:$",
    re.IGNORECASE,
)
"""A sentence that says of the table right below it that the body is an array of such."""
_VALUES: Final = lazy_regex(
    r"\b(?:(?<!key[-/])(?<!keys\sand\s)values?(?!\s\w{1,20}\sbe\s(?:passed|sent|given|provided|supplied)\sas\b)|options?|(?<!least\s)one\sof|either|example|events?|errors?|codes?|models?)\b[^.]{0,60}[:：]$|(?:值|选项)[^。]{0,20}[:：]$"
    r"|(?:значени|один\sиз)[^.]{0,40}:$",
    re.IGNORECASE,
)
"""A sentence that says of the list right below it that it is one of values, and not of fields."""
_POINTER: Final = lazy_regex(
    r"(?:the|these|all|additional|such)\s(?:\w{1,20}\s){0,2}(?:fields|parameters|attributes|properties)\s(?:are|is)\s"
    r"(?:listed\s|described\s|shown\s|as\s)?(?:below|follows|the\sfollowing|these)$|where$",
    re.IGNORECASE,
)
"""A label that only points to what stands below it, of which the one above speaks: "The fields are listed below:",
"Where:"."""
_WHOLE: Final = lazy_regex(
    r"(?:returns\s)?(?:an?|the)\s(?:json\s)?(?:object|hash|dictionary|map|array(?=\swith\s(?:the\s)?following\skeys\b))\s(?:with|containing|having|that\s(?:contains|has))\s(?:the\s)?following\s"
    r"(?:\w{1,20}\s){0,1}(?:keys|fields|properties|attributes|members|values)(?:\sand\svalues)?",
    re.IGNORECASE,
)
"""A label that says that what its heading names is an object: "A JSON object with the following keys:"."""
_WITH: Final = lazy_regex(
    r"(?:with|where|containing)\s(?:the\sfollowing|these)\s(?:\w{1,20}\s)?(?:parameters|fields|attributes|properties|keys)[:\uff1a]",
    re.IGNORECASE,
)
"""A line that goes on with the code above it: "With the following parameters:"."""
_CHOICE: Final = lazy_regex(
    r"\b(?:(?:available|following|possible|supported|these|valid)\s(?:\w{1,20}\s){0,3}(?:actions|commands|operations|variants)\b"
    r"|(?:actions|commands|operations|variants)\s(?:are|include)\b)[^.:]{0,60}[:\uff1a]$",
    re.IGNORECASE,
)
"""A sentence that says of all that follows that a call takes one of them: "These commands are supported:"."""
_TERM: Final = lazy_regex(r"[A-Za-z][\w-]{0,40}")
_ADDRESS: Final = lazy_regex(r"(?:https?:/)?/\S{1,300}")
"""A heading that is the address of the call around it, and nothing that its sections are about."""
_KEY: Final = lazy_regex(r"\"([A-Za-z_$][\w$.-]{0,80})\"\s{0,4}:")
"""A name in JSON."""
_LONGEST_SAMPLE: Final = 20_000
_PARAMETERS: Final = ("query", "path", "header")
_AS_SENT: Final = "http request"
_SENT: Final = "request fields"
"""A heading that announces a call, and what it says of the fields below where a request stands there as it travels."""
_FEW: Final = 2
"""Members of a sample that a list has to name for it to be one of its members."""
_OBJECT: Final = f" {OBJECTS[0]}"
"""Behind the name of a field: what stands below is in it, or nowhere."""


class Surroundings:
    """What speaks of the next block, while a page is read from its head to its end."""

    def __init__(self) -> None:
        self.path: Path = ()
        self.titles: tuple[str, ...] = ()
        self.title = ""
        self.subject: Path = ()
        self.part = ""
        self.is_array = False
        self.introduces_values = False
        self.valued = ""
        """The field of which the sentence right above says that these are its values."""
        self.above: Text | None = None
        """The paragraph right above, in the same section."""
        self.named = ""
        self.owner = ""
        self.is_held = False
        self.intro: tuple[str, ...] = ()
        self.label: tuple[str, ...] = ()
        self.sent_below: tuple[str, ...] = ()
        self.said: tuple[str, ...] = ()
        self.is_choice = False
        self.is_chosen = False
        self.ends_in_label = False
        self.shown: frozenset[str] = frozenset()
        """The names in the sample above, in the same section."""
        self.shown_of_call: frozenset[str] = frozenset()
        """Those in all samples of the call so far."""
        self.around_sample: tuple[str, ...] = ()
        """What stood above that sample."""
        self.is_answered = False
        """Whether the code right above is an answer as it travels."""
        self.is_below_sample = False
        self.is_told = False
        """Whether the label above has been followed by what it speaks of: a sample, a table or a list."""
        self.is_listed = False
        """Whether that was a table or a list."""
        self.is_of_sample = False
        """Whether a label right below the sample says that it is of what that shows: "Fields:"."""
        self.is_below_item = False
        """The item above, the last one of several, is a label: of the block right below it alone."""
        self.call: NamedCall | None = None
        """The last one that a heading, a section or a line named."""

    def enter(self, section: Section, path: Path, sections: tuple[Section, ...]) -> None:
        """Begin the section at `path`; of `sections`, it last, the titles count for its fields."""
        self.is_array &= path[:-1] == self.path  # the sentence may stand above the heading of its table
        label = self._label_above(section, path)
        self.path, self.title, self.label, self.intro, self.owner = path, section.title, label, (), ""
        self.ends_in_label = self.is_told = self.is_listed = False
        self._go_on_with(call_of_section(section))
        self.said = ()
        is_shown = word(section.title) == _AS_SENT and any(map(is_request, section.blocks))
        self.sent_below = (_SENT,) if is_shown else ()
        self.named = ""
        self.above = None
        self.is_choice = self.is_chosen = self.is_below_sample = False
        self.titles = titles_for_fields(sections)
        self.subject = subject_of(path, sections)
        depth = len(self.subject)
        roles = [bool(role_of_title(title)) for title in self.titles]
        self.part = self.titles[depth - 1] if depth and any(roles[:depth]) and not any(roles[depth:]) else ""
        if DEPRECATED_WORDS & set(self.part.lower().split()):
            self.part = ""  # they are of the same object as those that are not
        self.part = self.part or group_of_title(self.titles[-1] if self.titles else "")

    def _label_above(self, section: Section, path: Path) -> tuple[str, ...]:
        """Return the label right above a section in the one around it, where only the label says what is in it.

        "Response:" above "#### Widget found" and its table.
        """
        is_first = self.ends_in_label and path == (*self.path, 0)
        is_open = is_first and not role_of_title(section.title) and not names_call(section)
        return self.intro if is_open and aim_of(self.intro).side else ()

    def read(self, text: Text) -> None:
        """Take in what a paragraph says of the blocks below it."""
        above = self._role_right_above()
        self.intro = label_of(text)
        if closes_block(text):
            self.label = ()
        self.named = path_in(text) if self.intro else ""
        is_pointer = bool(self.intro) and _POINTER.match(self.intro[0]) is not None
        if above is not None and self.intro and only_points(self.intro[0]):
            self.intro, is_pointer = above, True
        self.label = self.label if is_pointer else self.intro or self.label
        self.is_told = self.is_told and not self.intro
        self.is_listed = self.is_listed and not self.intro
        self.is_of_sample = self.is_below_sample and len(self.intro) == 1 and word(self.intro[0]) in OF_SAMPLE
        self.said = self._said_by(text)
        self.named = self.named or (call_in(text) if self.said else "")
        self.owner, self.is_held = owner_of(text)
        self._choose(text)

    def _role_right_above(self) -> tuple[str, ...] | None:
        """Return the label right above that says a role, () where the heading right above does; None where none is."""
        if self.ends_in_label:
            return self.intro if any(map(role_of_title, self.intro)) else None
        is_at_head = self.above is None and not self.is_told
        return () if is_at_head and any(map(role_of_title, self.titles[-1:])) else None

    def _said_by(self, text: Text) -> tuple[str, ...]:
        """Return what a sentence says of the fields below it, where the heading or label does not say it.

        A label that says no more than the heading above it does not stand between that and the fields: "This request
        takes the following parameters:" below "Query parameters".
        """
        if self.is_answered and _WITH.fullmatch(tidy(text.plain)[:LONGEST_SENTENCE]):
            self.intro = self.label = ()
            return ("response fields",)
        if self.is_of_sample:
            return tuple(said for said in self.around_sample[-1:] if role_of_title(said))
        if any(map(role_of_title, self.intro)):
            return ()
        if not any(map(role_of_title, self.titles[-1:])):
            return role_said(text)
        if self.intro and _WHOLE.fullmatch(self.intro[0]):
            return self.titles[-1:]
        said = role_said(text) if self.intro else ()
        side = aim_of(self.titles).side
        return said if said and side in ("request", "response") and aim_of(said).side == side else ()

    def _choose(self, text: Text) -> None:
        """Find out whether what stands below a paragraph is of one choice among several, as `move` of two commands."""
        plain = text.plain
        if plain.endswith((":", "\uff1a")):
            is_choice = _CHOICE.search(tidy(plain)[-LONGEST_SENTENCE:]) is not None
            aim = aim_of(self.intro)
            self.is_choice = is_choice or (self.is_choice and not aim.within and aim.side != "response")
            self.is_chosen = self.is_chosen and self.is_choice and not is_choice
        elif self.is_choice and _TERM.fullmatch(plain):
            self.is_chosen = True

    def leave(self, block: Block) -> None:
        """Forget what spoke of the block right below it alone."""
        call = _call_of(block)
        of_other = self.is_told and aim_of(self.label).side == "response" and self._is_of_other(call)
        if (isinstance(block, Table) and IN_PATH in self.label) or self.is_below_item or of_other:
            self.intro = self.label = ()
        self._go_on_with(call)
        self.is_told = not of_other and (self.is_told or isinstance(block, Code | Table | List))
        self.is_listed = not of_other and (self.is_listed or isinstance(block, Table | List))
        last = block.items[-1].text if isinstance(block, List) and len(block.items) > 1 else None
        self.is_below_item = last is not None and bool(self.intro) and self.intro == label_of(last)
        self.said = self.said if isinstance(block, Paragraph) else ()
        self.is_below_sample = isinstance(block, Code)
        self.is_answered = isinstance(block, Code) and block.text.lstrip().startswith("HTTP/")
        self.ends_in_label = isinstance(block, Paragraph) and bool(self.intro)
        self.above = block.text if isinstance(block, Paragraph) else None
        plain = self.above.plain if self.above else ""
        said = tidy(plain)[-LONGEST_SENTENCE:] if ":" in plain or "\uff1a" in plain else ""
        introduces = said.endswith((":", "："))
        self.is_array = introduces and _ARRAY.search(said) is not None
        shown = self._shown_by_words(said) if introduces and self.shown else ""
        self.introduces_values = introduces and not self.said and (bool(shown) or _VALUES.search(said) is not None)
        of_field = shown or field_of_values(block.text) if isinstance(block, Paragraph) else ""
        self.valued = of_field if self.introduces_values else ""

    def show(self, text: str) -> None:
        """Take in a sample: what it shows of a message is none of the parameters that a label above has told of."""
        self.shown = frozenset(_KEY.findall(text[:_LONGEST_SAMPLE]))
        self.shown_of_call |= self.shown
        if self.shown and self.is_listed and aim_of(self.label).within in _PARAMETERS:
            self.intro = self.label = ()
            self.is_told = self.is_listed = False
        self.around_sample = self.here

    def of_other_message(self, names: Iterable[str]) -> bool:
        """Tell whether a label says of fields that the sample above shows them, and only another one of the call does.

        A sample may leave out what it has, `{"data": [...]}`: where none shows them, they are of the one above.
        """
        names = frozenset(names) if self.is_of_sample and self.shown else frozenset[str]()
        return self.shown.isdisjoint(names) and not self.shown_of_call.isdisjoint(names)

    def _go_on_with(self, call: NamedCall | None) -> None:
        """Take in the call that is named here, if one is."""
        if self._is_of_other(call):
            self.shown_of_call = frozenset()
        self.call = call or self.call

    def _is_of_other(self, call: NamedCall | None) -> bool:
        """Tell whether a line begins another call than the one that the section documents or the line before began.

        The same one, be it with values for its parameters or a query, is an example.
        """
        return call is not None and (self.call is None or not fits(call, self.call))

    def _shown_by_words(self, said: str) -> str:
        """Return the name that the sample above shows and a label calls in words: "Valid box kinds:" of `boxKind`."""
        words, end = words_of_field(said)
        return field_called(words, self.shown) if words and end == len(said) else ""

    def shows_names(self, block: List) -> bool:
        """Tell whether the sample above a list shows all that the list names in plain words."""
        return bool(self.shown) and self.shown.issuperset(plain_names(block) or ("",))

    def explains_sample(self, block: List) -> bool:
        """Tell whether a list says what the members of the sample above it are, each by its name in code.

        Of a sample below a heading of its own, which is inside what is sent or returned, nobody knows what part it is.
        """
        above = self.around_sample[-1:]
        if aim_of(self.around_sample).side and not any(map(role_of_title, above)):
            return False
        names = [item.text.codes[0] for item in block.items if item.text.codes and item.text.runs[0].code]
        is_whole = len(names) == len(block.items) and not self.introduces_values
        fewest = 1 if self.intro and word(self.intro[-1]) in RULE_COLUMNS else _FEW
        return is_whole and len(names) >= fewest and self.shown.issuperset(names)

    @property
    def is_below_call(self) -> bool:
        """Whether the line right above is that of the call that the section documents, and no example with a query."""
        return self.above is not None and "?" not in self.above.plain and call_of_text(self.above) is not None

    @property
    def here(self) -> tuple[str, ...]:
        """All of it, outermost first."""
        return (*self.titles, *self.sent_below, *self.label, *self.said)

    @property
    def place(self) -> str:
        """How the place of what stands here is called."""
        return (*((self.title,) if self.title else ()), *self.label)[-1] if self.title or self.label else ""

    @property
    def status(self) -> str:
        """Of the response that these speak of."""
        return status_of(self.here)

    @property
    def is_of_answers(self) -> bool:
        """Whether the innermost heading that says something speaks of failures or statuses, or the label does."""
        if is_of_answers(next(reversed(self.said or self.label or self.sent_below or self.titles), "")):
            return True
        return is_of_answers(next((title for title in reversed(self.titles) if word(title) not in NEUTRAL), ""))

    @property
    def is_status_said(self) -> bool:
        """Whether one of these names the status."""
        return bool(status_of_titles(self.here))

    @property
    def methods(self) -> frozenset[str]:
        """The methods that these name of the calls that they speak of."""
        return methods_of(self.here)

    @property
    def part_said(self) -> str:
        """The field that holds those here, or the object that they are of, as far as that is said."""
        if self.owner:
            return f"{self.owner}{_OBJECT}"
        return "" if any(map(role_of_title, (*self.label, *self.said))) else self.part

    @property
    def titled(self) -> str:
        """What the innermost heading names, where no label or sentence below it says what these are for."""
        is_own = (
            bool(self.titles) and self.subject == self.path and not any(map(role_of_title, (*self.label, *self.said)))
        )
        return self.titles[-1] if is_own else ""

    @property
    def type_said(self) -> str:
        """The name that the label right above consists of, as types are called."""
        return type_of_label(self.intro[-1]) if self.ends_in_label and len(self.intro) == 1 else ""

    @property
    def heading(self) -> str:
        """The nearest words above that serve as a heading."""
        return next(iter((*self.said, *self.intro, *self.titles[-1:])), "")

    @property
    def is_part_of_named(self) -> bool:
        """Whether the heading only says which of what the one around it names: "Optional" below "Arguments"."""
        *_, above, own = ("", "", *self.titles)
        return self.heading == own and is_need(own) and names_members(above)

    def is_of_fields(self) -> bool:
        """Tell whether a list here is one of fields, though it may state no types."""
        aim = aim_of(self.here)
        is_told = (
            bool(role_of_title(self.heading))
            or self.is_part_of_named
            or (not self.intro and word(self.heading) in NEUTRAL)
        )
        return bool(aim.side) and not aim.is_elsewhere and not self.introduces_values and (is_told or bool(self.owner))


def _call_of(block: Block) -> NamedCall | None:
    """Return the call of a block that is the line of one and nothing else."""
    if isinstance(block, Code):
        return call_of_blocks((block,)) if is_line_of_call(block) and not is_in_language(block) else None
    return call_of_text(block.text) if isinstance(block, Paragraph) else None


def subject_of(path: Path, sections: Sequence[Section]) -> Path:
    """Return the innermost of these sections on the way to `path` whose heading names a subject of its own."""
    for length in range(len(sections), 0, -1):
        section = sections[length - 1]
        says_nothing = role_of_title(section.title) or word(section.title) in NEUTRAL or _is_address(section.title)
        if not section.kind and not says_nothing:
            return path[:length]
    return ()


def _is_address(title: str) -> bool:
    return title[:1] in ("/", "h") and _ADDRESS.fullmatch(title) is not None


def status_of(titles: Sequence[str]) -> str:
    """Return the status of a response that titles name, 200 where they name none."""
    return status_of_titles(titles) or "200"
