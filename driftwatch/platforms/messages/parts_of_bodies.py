"""Where in a body the fields of a table stand: below the object that a sample, a heading or a sentence names."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec.structs import replace

from driftwatch.extract.fields.field import DocumentedField, steps_of
from driftwatch.extract.fields.named_types import named_type
from driftwatch.extract.fields.sample_roots import (
    Shown,
    are_all_of,
    are_shown,
    nested_by,
    parted_by,
    placed_by,
    with_any_names,
    wrapper_of,
)
from driftwatch.extract.words.role_words import ENDINGS, GROUPS, OBJECTS
from driftwatch.extract.words.roles import Aim
from driftwatch.extract.words.type_words import schema_of_type
from driftwatch.extract.words.wording import word
from driftwatch.model.json_values import Json
from driftwatch.platforms.calls.named_call import WRITING
from driftwatch.platforms.messages.sample_places import BODILESS
from driftwatch.platforms.messages.told import Told

_SAMPLES: Final = 20
"""Samples of one body that are looked at."""
ANY: Final = ".*"
"""The step to the values of an object whose members may have any name."""
_MOST_OF_TYPE: Final = 4
"""Fields of one type that each hold what is described of it; what more of them are is described once, for itself."""
_DEEPEST: Final = 12
"""Steps of a field below which no further fields are put: nobody writes so many by headings."""


def in_samples(told: Sequence[Told], asked: AbstractSet[str] = frozenset()) -> tuple[Told, ...]:
    """Put the fields of a body below the object of its samples that has them.

    A member that is called as what the samples `asked` for, and as none of the fields, may have any name.
    """
    samples: dict[tuple[str, str], list[Json]] = {}
    names = {step for each in told for field in each.fields for step in steps_of(field.name)}
    for each in told:
        if each.sample is not None:
            shown_here = with_any_names(each.sample, asked - names)
            samples.setdefault((each.aim.side, each.status), []).append(shown_here)
    shown = {key: Shown(found[:_SAMPLES]) for key, found in samples.items()}
    types = {named_type(field.type)[0] for each in told for field in each.fields if field.type}
    return tuple(
        each if each.part and each.part in types else _in_sample(each, shown.get((each.aim.side, each.status)), names)
        for each in told
    )


def but_envelopes(told: Sequence[Told]) -> tuple[Told, ...]:
    """Leave out samples of JSON-RPC, where calls have paths of their own: the envelope is that of another transport."""
    return tuple(
        replace(each, sample=None) if isinstance(each.sample, dict) and "jsonrpc" in each.sample else each
        for each in told
    )


def but_supposed(told: Sequence[Told], method: str) -> tuple[Told, ...]:
    """Leave out fields of which is only said that they are available, where they need not be those of the body sent.

    A call without a body may return them, as one may whose answer shows them; another table may say what is sent.
    """
    if not any(each.is_supposed for each in told):
        return tuple(told)
    sent = [each for each in told if each.aim.side == "request" and each.aim.within in ("", "body") and each.fields]
    shown = Shown([each.sample for each in told if each.sample is not None and each.aim.side != "request"][:_SAMPLES])
    is_sent = method in WRITING and all(each.is_supposed for each in sent)
    return tuple(each for each in told if not each.is_supposed or (is_sent and not are_shown(shown, each.fields)))


def returned_as_shown(told: Sequence[Told], method: str) -> tuple[Told, ...]:
    """Take fields of which nobody says what they are for as returned, where a call without a body has them in a sample.

    What says of its fields whether they are needed, or calls them parameters, is sent. What only lists members of a
    sample is of nothing where that may be sent as well as returned, and in no query.
    """
    if method not in BODILESS:
        return tuple(each for each in told if not each.is_of_sample or each.aim.side)
    samples = [each.sample for each in told if each.sample is not None and each.aim.side in ("", "response")]
    shown = Shown(samples[:_SAMPLES])
    open_to_samples = (replace(each, aim=Aim("response")) if _is_open_sample(each) else each for each in told)
    aimed = (
        replace(each, aim=Aim("response")) if _is_open(each) and are_shown(shown, each.fields) else each
        for each in open_to_samples
    )
    return tuple(each for each in aimed if each.aim.side or not each.is_of_sample)


def sided_by_samples(told: Sequence[Told]) -> tuple[Told, ...]:
    """Take fields of which no heading says what they are for as those of the one message beside them that shows them.

    In their own section a sample has to show most of them; in one beside it, these and no others. What is said to be
    needed is returned by nobody, what samples of both messages show is of neither, and what an answer shows may be what
    was sent, unless something else is told of that.
    """
    sided = [each for each in told if each.aim.side in ("request", "response")]
    if all(each.sample is None for each in sided):
        return tuple(told)
    return tuple(_sided(each, sided) if _may_be_sided(each) else each for each in told)


def sided_by_holders(told: Sequence[Told]) -> tuple[Told, ...]:
    """Take what a sentence says to stand in an object as of the one message of the page that has a field of its name.

    "The `lid` object has the following fields." may stand in a section of its own, behind that of the body. Of a name
    that two messages have nobody knows which of them is meant. It is of no other call than that message.
    """
    loose = {_but_object(each.part) for each in told if _is_loose_part(each)}
    holding: dict[str, list[Told]] = {name: [] for name in loose}
    for each in told if loose else ():
        names = {field.name for field in each.fields if _is_told_to_hold(field)}
        for name in loose & names if each.aim.side in ("request", "response") else ():
            holding[name].append(each)
    return tuple(
        replace(each, aim=of[0].aim, status=of[0].status, holder=of[0].place)
        if _is_loose_part(each) and len(of := holding[_but_object(each.part)]) == 1
        else each
        for each in told
    )


def _is_loose_part(told: Told) -> bool:
    return bool(told.fields) and not told.aim.side and word(told.part).endswith(OBJECTS)


def _is_told_to_hold(field: DocumentedField) -> bool:
    """Tell whether the type of a field says that it has members, or that it holds what may have them."""
    return bool(field.type) and (schema_of_type(field.type) or {}).get("type") in ("object", "array")


def _may_be_sided(told: Told) -> bool:
    is_open = bool(told.fields) and not (told.aim.side or told.is_component or told.names_arguments or told.path)
    return is_open and not any(field.within for field in told.fields)


def _sided(told: Told, others: Sequence[Told]) -> Told:
    names = frozenset(steps[0] for field in told.fields if (steps := steps_of(field.name)))
    path = told.place[0]
    beside = [each for each in others if each.place[0][: len(path[:-1])] == path[:-1]]
    samples = [each for each in beside if each.sample is not None][:_SAMPLES]
    showing = [
        each
        for each in samples
        if are_all_of(each.sample, names) or (each.place[0] == path and are_shown(Shown([each.sample]), told.fields))
    ]
    messages = {(each.aim.side, each.status) for each in showing}
    side, status = messages.pop() if len(messages) == 1 else ("", "")
    is_sent_told = any(each.aim.side == "request" and (each.fields or each.sample is not None) for each in beside)
    if side == "response" and is_sent_told and not told.is_sent:
        return replace(told, aim=Aim("response"), status=status)
    return replace(told, aim=Aim("request")) if side == "request" else told


def _is_open_sample(told: Told) -> bool:
    return told.sample is not None and not told.aim.side and not told.fields


def _is_open(told: Told) -> bool:
    return bool(told.fields) and not (told.aim.side or told.is_sent or any(field.within for field in told.fields))


def _in_sample(told: Told, shown: Shown | None, names: AbstractSet[str]) -> Told:
    """Put the fields of one block where samples show them; `names` are told of the call, and so wrap nothing.

    What wraps all of a sample wraps fields that it does not show as well, if somebody says that these are sent or
    returned: else the sample may be that of the other way.
    """
    if not told.fields or shown is None or told.aim.within not in ("", "body"):
        return told
    fields = placed_by(shown, told.fields)
    fields = nested_by(shown, fields) if fields == told.fields else fields
    fields = parted_by(shown, fields, is_one=bool(told.part)) if fields == told.fields else fields
    is_placed = fields != told.fields
    if is_placed and _named_otherwise(told.part, fields, names):
        return told
    may_be_wrapped = bool(told.aim.side or told.is_sent) and not told.part and not _is_map(fields)
    if not is_placed and may_be_wrapped and (root := wrapper_of(shown.samples)) and root not in names:
        fields = tuple(_inside(field, root) if not field.within else field for field in fields)
    return replace(told, fields=fields, part="", titled="") if is_placed else replace(told, fields=fields)


def _is_map(fields: Sequence[DocumentedField]) -> bool:
    """Tell whether a table itself says that its fields stand below any name: `<widget>.size`."""
    firsts = {steps[0] for field in fields if not field.within and (steps := steps_of(field.name))}
    return ANY in firsts


def _named_otherwise(part: str, fields: Sequence[DocumentedField], names: AbstractSet[str]) -> bool:
    """Tell whether a heading or a sentence names another field as the holder than that in which samples show them.

    Lists of like objects have the same members: what is created and what is updated.
    """
    said = _but_object(part)
    known = {name for name in (said, f"{said}s", word(said)) if name in names}
    return bool(known) and not any(known & set(steps_of(field.name)) for field in fields)


def but_parts(told: Sequence[Told]) -> Iterator[Told]:
    """Put the fields of an object inside a body below the field that holds it, where the body's own fields are told.

    What describes an object of which nobody says where it stands in the body is left out.
    """
    whole: dict[str, dict[str, DocumentedField]] = {}
    for each in told:
        if each.fields and not word(each.part).endswith(OBJECTS):
            whole.setdefault(each.aim.side, {}).update(_by_name(each.fields))
    for each in (_below_title(each, whole.get(each.aim.side, {})) for each in told):
        known = whole.setdefault(each.aim.side, {})
        own = _by_name(each.fields) if each.part else {}
        if own and (typed := _of_type(each.part, known, own)):
            placed = tuple(_inside(field, step) for step in typed[:_MOST_OF_TYPE] for field in each.fields)
            if len(typed) <= _MOST_OF_TYPE:
                known.update(_by_name(placed))
                yield replace(each, fields=placed)
            continue
        others = len(known) > sum(name in known for name in own)
        named = _holder(each, known, own) if own else None
        if named is not None and _can_hold(named):
            placed = tuple(_inside(field, _held_in(named, each.part)) for field in each.fields)
            known.update(_by_name(placed))
            yield replace(each, fields=placed)
        elif not each.fields or not others or not (named or word(each.part).endswith(OBJECTS)):
            yield each


def _below_title(told: Told, known: Mapping[str, DocumentedField]) -> Told:
    """Put fields below the field that their heading consists of, with what they need in it."""
    holder = _titled_holder(told.titled, known) if told.titled and not told.part else ""
    inner = tuple(_inside(field, holder) for field in told.as_written or told.fields) if holder else ()
    return replace(told, fields=inner) if inner else told


def _titled_holder(title: str, fields: Mapping[str, DocumentedField]) -> str:
    """Return the field that a heading consists of, whose type says that it has members; "" for none.

    A remark may stand behind it: "parts (of the box)". Fields of the same names may stand in the body as well.
    """
    name = title.partition(" (")[0].strip()
    schema = schema_of_type(fields[name].type) if name[:1].islower() and name in fields else None
    items = schema.get("items", {}) if schema and schema.get("type") == "array" else schema
    return fields[name].name if schema and isinstance(items, dict) and items.get("type", "object") == "object" else ""


def _of_type(part: str, fields: Mapping[str, DocumentedField], own: Mapping[str, DocumentedField]) -> tuple[str, ...]:
    """Return the steps to what each field holds whose type is called exactly as a heading calls some fields."""
    found: dict[str, None] = {}
    sought = _one_word(part)
    for field in fields.values():
        may_be = bool(sought) and sought in field.type.replace(" ", "").lower() and field.name not in own
        name, step = named_type(field.type) if may_be else ("", "")
        if name == part or (name and _one_word(name) == sought):
            found[f"{field.name}{step}"] = None
    return tuple(found)


def _one_word(said: str) -> str:
    """Write the name of a type, or what a sentence calls it, in one way: `CardDetails`, "Card details object"."""
    return _but_object(said).replace(" ", "").lower()


def _by_name(fields: Sequence[DocumentedField]) -> dict[str, DocumentedField]:
    """Return fields by their whole names and by the last steps of these."""
    return {name: field for field in fields for name in (field.name.rpartition(".")[2], field.name)}


def _holder(
    told: Told, fields: Mapping[str, DocumentedField], own: Mapping[str, DocumentedField]
) -> DocumentedField | None:
    """Return the field that a heading or a sentence names as the holder of the fields below it, none of its own."""
    part = told.part
    said = _but_object(part.removeprefix("The ").removeprefix("the "))
    said = next((said.removesuffix(ending) for ending in ENDINGS if said.lower().endswith(ending)), said)
    plain = word(said)
    written = plain.replace(" ", "_")
    names = [said, f"{said}s", written, f"{written}s", f"{written}es"]
    if " " in plain and all(piece in fields for piece in plain.split()):
        names.append(plain.split()[-1])  # "Usage breakdown", where both are fields
    typed = (field for name, field in fields.items() if name not in own and _named_by(field.type) == plain)
    ends = (field for name, field in fields.items() if "." in said and _ends(name, said))
    found = next((fields[name] for name in names if name in fields and name not in own), None) or next(ends, None)
    found = found or next(typed, None)
    return DocumentedField(name=said) if found is None and told.is_held else found


def _ends(name: str, said: str) -> bool:
    """Tell whether the last steps of a field are those that a sentence names: "boxes.lid" of `order.boxes[].lid`."""
    return f".{name.replace('[]', '')}".endswith(f".{said.replace('[]', '')}")


def _held_in(holder: DocumentedField, part: str) -> str:
    """Return the step to what a field holds: its items, where one of several is described: "box" of `boxes`."""
    name = holder.name.rpartition(".")[2]
    is_one = not holder.type and word(name) in (
        f"{one}{end}" for one in (word(_but_object(part)),) for end in ("s", "es")
    )
    return f"{holder.name}[]" if is_one else holder.name


def _but_object(said: str) -> str:
    """Return a name without the word that only says that it is one of an object: "Widget settings object"."""
    return next((said[: -len(ending) - 1] for ending in OBJECTS if said.lower().endswith(f" {ending}")), said)


def _named_by(kind: str) -> str:
    """Return what a type is called: "Widget settings" for "Array of Widget settings parameters (see below)"."""
    said = _but_object(word(kind.partition("(")[0])).removeprefix("array of ").removeprefix("list of ")
    return next((said.removesuffix(ending) for ending in GROUPS if said.endswith(ending)), said).strip()


def _can_hold(field: DocumentedField) -> bool:
    """Tell whether a field may have fields in it, as far as its type says."""
    kind = (schema_of_type(field.type) or {}).get("type", "object")
    return field.name.count(".") < _DEEPEST and not {"object", "array"}.isdisjoint(
        [kind] if isinstance(kind, str) else kind
    )


def _inside(field: DocumentedField, part: str) -> DocumentedField:
    return field if field.name.startswith((f"{part}.", f"{part}[")) else replace(field, name=f"{part}.{field.name}")
