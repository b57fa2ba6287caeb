"""Bodies that a page names by the name of a type: "Response: `Widget[]`", "Returns a `Widget` object"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from driftwatch.extract.fields.components import status_of_titles
from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.text.blocks import Run, Section, Text
from driftwatch.extract.words.roles import Aim, role_of_title
from driftwatch.extract.words.wording import word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.page_objects import link_of_name, target_of_type, with_targets
from driftwatch.platforms.messages.statuses import status_at_head
from driftwatch.platforms.messages.whole_bodies import (
    ALONE,
    DETERMINERS,
    DONE,
    ENDS,
    MANY,
    REQUEST,
    RETURNS,
    SENDS,
    SUCCESS,
    TAIL,
    Whole,
    whole_below,
)

_LONGEST: Final = 300
"""Characters of a sentence before a type that are looked at."""
_LABEL: Final = lazy_regex(r"\s{0,3}([^:\uff1a\n]{3,40}?)\s?[:\uff1a]\s{0,3}")
_BEHIND_STATUS: Final = lazy_regex(r"\s{0,3}(?:[:\uff1a\u2013\u2014-]\s?)?")
_TYPE: Final = " type"


class NamedBodies(Struct, frozen=True):
    """The types and objects that the page at `place` describes, by name, and what its words say with them."""

    place: str
    types: Mapping[str, str]
    """What types are called, with links to where they are described."""
    objects: Mapping[str, str]
    """The anchors of objects, by what they are called."""
    page: Section | None = None
    """The page itself."""

    def led(self, fields: Iterable[DocumentedField], aim: Aim) -> tuple[DocumentedField, ...]:
        """Write out where the types and descriptions of fields lead that an aim says what they are for."""
        return with_targets(fields, self.place, self.types, self.page, sent=aim.side == "request")

    def below_heading(self, text: Text, status: str) -> Whole | None:
        """Return what a few words below a heading such as "Response" name: "An array of `Widget` objects"."""
        linked = whole_below(text, self.place, self.objects, status) if not _brackets(text) else None
        return linked or self._alone(text.runs, status)

    def behind_label(self, text: Text) -> Whole | None:
        """Return what stands behind the label of a message: "**Response**: `Widget`", "Request body: [Widget](#w)"."""
        match = _LABEL.match(text.plain) if any(run.code or run.href for run in text.runs) else None
        said = match[1].lower().removesuffix(_TYPE) if match else ""
        role = role_of_title(said) if said else ""
        if match is None or role not in ("response", "body") or len(text.plain) > _LONGEST:
            return None
        status = REQUEST if role == "body" else status_of_titles([match[1]]) or "200"
        return self.below_heading(_after(text, match.end()), status)

    def of_item(self, text: Text) -> Whole | None:
        """Return what an item says that a status comes with: "`200 OK`: [Widget](#widget)"."""
        first = text.runs[0] if text.runs else Run("")
        head = first.text if first.code or first.strong else text.plain.partition(":")[0]
        goes_on = text.runs[1:2] and text.runs[1].href == first.href
        status = status_at_head(head.strip(" :\uff1a")) if len(text.plain) <= _LONGEST else ""
        if status and status in first.href.partition("#")[2] and (goes_on or len(head) < len(first.text)):
            return None  # the link leads to what is said of the status: "[404: Not found](#404)"
        rest = _after(text, len(head)) if status else Text()
        behind = _BEHIND_STATUS.match(rest.plain)
        return self.below_heading(_after(rest, behind.end()), status) if behind and rest.runs else None

    def returned_by(self, text: Text) -> Whole | None:
        """Return what a sentence says that a call returns: "Returns the new `Widget`, once it is made."."""
        is_told = any(run.code for run in text.runs) and RETURNS.search(text.plain)
        return next(self._said(text.runs), None) if is_told else None

    def sent_by(self, text: Text) -> Whole | None:
        """Return what a sentence says that the body is: "The request body is a `Widget`."."""
        is_told = any(run.code for run in text.runs) and SENDS.search(text.plain)
        return next(self._said(text.runs, REQUEST), None) if is_told else None

    def _said(self, runs: Sequence[Run], status: str = "200") -> Iterator[Whole]:
        before = ""
        for number, run in enumerate(runs):
            target, step = self._target(run) if run.code and not run.href else ("", "")
            sentence = ENDS.split(before)[-1]
            verbs = list((RETURNS if status else SENDS).finditer(sentence)) if target else []
            between = f" {sentence[verbs[-1].end() :].lstrip(' :')}" if verbs else ""
            is_named = verbs and not verbs[-1].groupdict().get("given") and _precedes(between)
            if is_named and _ends(runs, number + 1):
                success = SUCCESS.search(between) if status else None
                is_array = step == "[]" or MANY.search(between) is not None
                yield Whole(target, is_array, success[0] if success else status)
            before = (before + run.text)[-_LONGEST:]

    def _alone(self, runs: Sequence[Run], status: str) -> Whole | None:
        """Return the type in code that some words name, and nothing else."""
        named = [number for number, run in enumerate(runs) if run.code or run.href]
        if len(named) != 1 or runs[named[0]].href:
            return None
        at = named[0]
        target, step = self._target(runs[at])
        before = "".join(run.text for run in runs[:at])
        is_whole = target and ALONE.fullmatch(before.lstrip()) and _ends(runs, at + 1)
        return Whole(target, step == "[]" or MANY.search(before) is not None, status) if is_whole else None

    def _target(self, run: Run) -> tuple[str, str]:
        """Return where the type that a run names is described, and the step to it; of a map that is no body."""
        name, step = named_type(run.text)
        if not name or step == ".*":
            return "", ""
        anchor = self.objects.get(word(name), "")
        link = self.types.get(name, "") or (f"#{anchor}" if anchor else "") or link_of_name(name, self.types)
        return (target_of_type(link, self.place), step) if link else ("", "")


def _precedes(between: str) -> bool:
    """Tell whether the words between a verb and a type only lead to it."""
    return DETERMINERS.fullmatch(between) is not None or ALONE.fullmatch(between.lstrip()) is not None


def _ends(runs: Sequence[Run], at: int) -> bool:
    """Tell whether nothing from a run on, behind a type, makes it a part of something else, or one of several."""
    after = runs[at : at + _LONGEST]  # each of them has a character at least
    said = ENDS.split("".join(run.text for run in after)[:_LONGEST], maxsplit=1)[0]
    return DONE.fullmatch(TAIL.split(said, maxsplit=1)[0].removesuffix(",")) is not None


def _brackets(text: Text) -> bool:
    return any(run.code and not run.text.isidentifier() for run in text.runs)


def _after(text: Text, length: int) -> Text:
    """Return a text without its first characters."""
    runs: list[Run] = []
    for run in text.runs:
        left = run.text[length:] if length > 0 else run.text
        length -= len(run.text)
        if left:
            runs.append(replace(run, text=left))
    return Text(tuple(runs))
