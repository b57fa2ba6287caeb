"""Words for findings: what changed and where, in one sentence, with names from outside in backticks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import starmap
from typing import Final
from urllib.parse import urlsplit

from msgspec import UnsetType

from driftwatch.alignment import told_apart
from driftwatch.extract.words.amounts import amount_in_words
from driftwatch.model.address import ROOT, child
from driftwatch.model.change import Change
from driftwatch.model.facts import UNSTATED
from driftwatch.model.json_values import Json, canonical
from driftwatch.model.paths import parent
from driftwatch.patterns import lazy_regex
from driftwatch.presence.missing import IN_WORDS
from driftwatch.rules.places import LONGEST, alternative, quoted, spoken

_MOST: Final = 6
_IN_FULL: Final = partial(quoted, limit=None)
_BODY: Final = "the error body"
_OF_VALUES: Final = ("field.enum.", "field.extensible-enum.", "field.const.", "field.default.")
_OF_SHAPES: Final = ("field.one-of.", "field.any-of.", "field.all-of.")
_LITERAL: Final = lazy_regex(r"true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|")
"""Texts that a reader would take for other values."""
_REASONS: Final = tuple(IN_WORDS.values())
_WORD: Final = lazy_regex(r"[a-z_]{1,30}(?: \d)?")
"""A key that can stand in a sentence as it is; with a number where several statements are of one kind (`schema 2`)."""


def sentence(template: str, change: Change, operations: tuple[str, ...]) -> str:
    """Fill the placeholders of a message (driftwatch.rules.rule.Rule.message), as a whole sentence."""
    text = template.format_map(_Words(change, operations))
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


class _Words(dict[str, str]):
    """What stands for the placeholders of one change: a message has few of them, and only those are written."""

    def __init__(self, change: Change, operations: tuple[str, ...]) -> None:
        super().__init__()
        self.change = change
        self.operations = operations

    def __missing__(self, name: str) -> str:
        if name in ("before", "after"):
            self["before"], self["after"] = _sides(self.change)
        elif name == "owner":
            self[name] = _owner(self.change, self.operations)
        else:
            self[name] = _SAID_OF[name](self.change)
        return self[name]


def advice_on(template: str, change: Change) -> str:
    """Fill the placeholders of what to do about a change (driftwatch.rules.rule.Rule.naming_advice)."""
    return template.format_map(_Words(change, ()))


def exchanged(change: Change, gave_way_too: Sequence[str] = ()) -> str:
    """Say which schema gave way to which other one, as a sentence; "" of what no exchange did.

    `gave_way_too` names the other schemas that gave way elsewhere to the one that came in place of this one.
    """
    if not change.exchange:
        return ""
    before, after = (quoted(name) if name else "a schema without a name" for name in change.exchange.names)
    more = f", and elsewhere of {shown([*gave_way_too])}" if gave_way_too else ""
    return f"{after[:1].upper()}{after[1:]} stands there in place of {before}{more}."


def _sides(change: Change) -> tuple[str, str]:
    """Write both sides; the text `true` and true itself are told apart where both can stand."""
    before, after = change.before, change.after
    if isinstance(after, Mapping) and change.kind == "contradiction.added":
        places = dict.fromkeys(urlsplit(source.url).path for source in change.sources)
        if len(places) == len(after) > 1:
            return shown(before), _said_where(after, places)
    if change.kind.startswith(_OF_SHAPES):
        before, after = _labelled(before), _labelled(after)
    if isinstance(before, str) and isinstance(after, str):
        before, after = told_apart(before, after, limit=LONGEST)
    if not change.kind.startswith(_OF_VALUES):
        write = next((write for kinds, write in _WRITERS.items() if change.kind.startswith(kinds)), shown)
        said = write(before), write(after)
        if said[0] != said[1] or canonical(_plain(before)) == canonical(_plain(after)):
            return said
    return _value(before), _value(after)


def _said_where(sayings: Mapping[str, Json], places: Iterable[str]) -> str:
    """Write what each of several schemas says, with the document in which it stands."""
    told = zip(sayings.items(), places, strict=True)
    return "; ".join(f"{kind} {_said(says)} (in {quoted(place)})" for (kind, says), place in told)


def _statements(value: Json | UnsetType) -> str:
    """Write what each kind of statement says: "table maximum `15`, minimum `2`; schema maximum `12`"."""
    if not isinstance(value, Mapping) or not any(isinstance(says, Mapping) for says in value.values()):
        return shown(value)
    return "; ".join(f"{kind} {_said(says)}" for kind, says in value.items())


def _said(value: Json) -> str:
    """Write what one statement says; of bounds each by its name."""
    if not isinstance(value, Mapping) or not value or any(isinstance(item, Mapping) for item in value.values()):
        return shown(value)
    return ", ".join(f"{name.replace('_', ' ')} {shown(item)}" for name, item in value.items())


def _plain(value: Json | UnsetType) -> Json:
    return None if isinstance(value, UnsetType) else value


def _amounts(value: Json | UnsetType) -> str:
    """Write amounts as a reader says them: "`60 requests per minute`"."""
    said = value if isinstance(value, list | tuple) else [value] if isinstance(value, str) else None
    return shown(value if said is None else [amount_in_words(str(each)) for each in said])


def _labelled(value: Json | UnsetType) -> Json | UnsetType:
    if isinstance(value, list | tuple):
        return [alternative(item) if isinstance(item, str) else item for item in value]
    return alternative(value) if isinstance(value, str) else value


def _value(value: Json | UnsetType) -> str:
    """Write values that the documentation states: a text that reads as another one, or loses blanks, is in quotes."""
    if isinstance(value, list | tuple) and value:
        more = f" and {len(value) - _MOST} more" if len(value) > _MOST else ""
        return ", ".join(map(_value, value[:_MOST])) + more
    if value in ([], (), {}):
        return "an empty object" if value == {} else "an empty list"
    if isinstance(value, str) and (_LITERAL.fullmatch(value) or value != value.strip()):
        return quoted(canonical(value))
    return shown(value) if isinstance(value, str | UnsetType) else quoted(canonical(value))


def _former(change: Change) -> str:
    """Write the path that a renamed field had before, with its parents by their names of today."""
    former = change.before if isinstance(change.before, str) else ""
    return quoted(spoken(child(parent(change.field or ROOT), former)).name)


def _counts(value: Json | UnsetType) -> str:
    """Write numbers of things, which are named in the plural: `1 document, 12 fields`."""
    counted = value.items() if isinstance(value, Mapping) else ()
    return ", ".join(
        f"{number:,} {name.removesuffix('s') if number == 1 else name}"
        for name, number in counted
        if isinstance(number, int)
    )


def shown(value: Json | UnsetType) -> str:
    """Write a value for a sentence."""
    if isinstance(value, UnsetType) or value is None:
        return "nothing"
    if isinstance(value, str):
        return quoted(value or '""')
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        more = f" and {len(value) - _MOST} more" if len(value) > _MOST else ""
        return ", ".join(quoted(item) for item in value[:_MOST]) + more
    if isinstance(value, Mapping) and _is_plain(value):
        return _members(value)
    return quoted(canonical(value))


def _reason(value: Json | UnsetType) -> str:
    """Write why a document is missing, in words of ours; what else is said of one is from outside."""
    return str(value) if value in _REASONS else shown(value)


def _mapping(value: Json | UnsetType) -> str:
    """Write which value leads to which schema, by its name: "`cat` for `Cat`"."""
    if not isinstance(value, Mapping):
        return shown(value)
    return _listed(f"{quoted(key)} for {shown(_name_of(target))}" for key, target in value.items())


def _along(value: Json | UnsetType) -> str:
    """Write which properties require which other ones: "`high` along with `wide`"."""
    if not isinstance(value, Mapping):
        return shown(value)
    return _listed((f"{shown(names)} along with {quoted(key)}" for key, names in value.items()), "; ")


def _name_of(target: Json) -> Json:
    return target.rpartition("/")[2] or target if isinstance(target, str) else target


def _variables(value: Json | UnsetType) -> str:
    """Write what the variables of a base URL may be: "`region`: `eu`, one of `eu`, `us`"."""
    if not isinstance(value, Mapping) or not value:
        return shown(value)
    return _listed((f"{quoted(name)}: {_variable(one)}" for name, one in value.items()), "; ")


def _variable(one: Json) -> str:
    if not isinstance(one, Mapping) or not {"default", "enum"}.issuperset(one):
        return shown(one)
    values = one.get("enum")
    among = f", one of {shown(values)}" if values else ""
    return f"{shown(one.get('default'))}{among}"


def _listed(said: Iterable[str], between: str = ", ") -> str:
    known = list(said)
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return between.join(known[:_MOST]) + more


def _in_words(value: Json | UnsetType) -> str:
    return _members(value) if isinstance(value, Mapping) and _is_plain(value, fewest=1) else shown(value)


def _scheme(value: Json | UnsetType) -> str:
    """Write what a security scheme says: "type `oauth2`; flow `password` at `https://a.example.com`; scopes `read`"."""
    return "; ".join(filter(None, starmap(_facet, value.items()))) if isinstance(value, Mapping) else shown(value)


def _facet(key: str, says: Json) -> str:
    if key == "flows" and isinstance(says, Mapping):
        return _listed((f"flow {quoted(name)}{_led_by(urls)}" for name, urls in says.items()), "; ")
    if key == "scopes" and isinstance(says, Mapping):
        scopes = sorted({str(scope) for each in says.values() if isinstance(each, list) for scope in each})
        return f"scopes {shown([*scopes])}" if scopes else ""
    return f"{_OF_SCHEMES.get(key, key)} {shown(says)}"


def _led_by(urls: Json) -> str:
    return f" at {shown([*urls.values()])}" if isinstance(urls, Mapping) and urls else ""


def _members(value: Mapping[str, Json]) -> str:
    return "; ".join(f"{key} {shown(item)}" for key, item in value.items())


def _is_plain(value: Mapping[str, Json], *, fewest: int = 2) -> bool:
    """Tell whether an object can be written as words: a few members of one word each, none nested."""
    nested = any(isinstance(item, Mapping) for item in value.values())
    return fewest <= len(value) <= _MOST and not nested and all(_WORD.fullmatch(key) for key in value)


def subject(change: Change) -> str:
    """Say in words where a change stands: field `a` of query parameter `filter`."""
    at = spoken(change.field or ROOT, change.alternatives)
    shape = f" (as {quoted(at.shape)})" if at.shape else ""
    if change.location == "schemas" and change.role != "api":
        within = f"field {quoted(at.name)}{shape} of {at.within}" if at.name else ""
        return f"{at.each}{within}schema {quoted(change.owner.name)}{'' if at.name else shape}"
    if not at.name:
        return f"{at.each}{_whole(change) if change.name else _shared(change) or _whole(change)}{shape}"
    named = f"field {quoted(at.name)}{shape}"
    if change.location == "errors":
        return f"{at.each}{named} of {at.within}{_BODY}"
    if change.role.startswith("request-p") and "parameter" not in change.role:
        return f"{at.each}{_side(change)} {named}{_holder(change, at.within)}"
    if change.role.startswith("response-p"):
        holder = _holder(change, at.within)
        if change.status:
            holder = f" of {at.within}response {quoted(change.status)}{_of_schema(change)}"
        return f"{at.each}{_side(change)} {named}{holder}"
    return f"{at.each}{named} of {at.within}{_whole(change)}{_of_schema(change)}"


def _holder(change: Change, within: str) -> str:
    """Name the schema in which a property stands; else the body, where the property is one of the items of a list."""
    if change.owner.kind == "schema":
        return f" of {within}schema {quoted(change.owner.name)}"
    return f" of {within}the {_side(change)} body" if within else ""


def _shared(change: Change) -> str:
    """Name a schema that several things refer to, by where it is used; "" where it is a body as a whole."""
    if change.owner.kind != "schema" or change.role in {"request-body", "response-body"}:
        return ""
    within = change.location.rpartition(".")[2]
    kind = change.role.partition("-")[2]
    if kind.startswith("header"):
        used = "response headers"
    else:
        used = _parameters(within, "") if kind.startswith("parameter") else f"{_side(change)}s"
    return f"schema {quoted(change.owner.name)} in {used}"


def _whole(change: Change) -> str:
    """Name the parameter, header or body in which a change stands."""
    kind = change.role.partition("-")[2]
    within = change.location.rpartition(".")[2]
    if kind.startswith("parameter") or (kind.startswith("header") and change.location.endswith(_WITHIN)):
        return _parameters(within, change.name)
    if kind.startswith("header"):
        return f"response header {quoted(change.name)}" if change.name else "response headers"
    if change.location == "errors":
        return _BODY
    if change.status:
        return f"the body of response {quoted(change.status)}"
    return f"the {_side(change)} body{_of_schema(change)}"


def _parameters(within: str, name: str | None) -> str:
    """Name a parameter with its place; without a name, all of that place."""
    named = f"parameter {quoted(name)}" if name else "parameters"
    return f"{named} of no stated place" if within == UNSTATED else f"{within} {named}"


_WITHIN: Final = (
    "request.query",
    "request.querystring",
    "request.header",
    "request.path",
    "request.cookie",
    f"request.{UNSTATED}",
)


def _side(change: Change) -> str:
    """Name the message: request or response, as documented, and by whom it is sent."""
    documented = "request" if "request" in change.location else "response" if "response" in change.location else ""
    if not documented or documented == change.direction:
        return documented or change.direction or ""
    sender = "callback" if "callback" in change.location else "webhook"
    return f"{sender} {documented}"


def _of_schema(change: Change) -> str:
    return f" of schema {quoted(change.owner.name)}" if change.owner.kind == "schema" else ""


def _owner(change: Change, operations: tuple[str, ...]) -> str:
    if change.owner.kind == "operation":
        named = quoted(operations[0] if operations else change.owner.name)
        return f"{named} ({quoted(change.owner.variant)})" if change.owner.variant else named
    return quoted(change.owner.name) if change.owner.name else "the API"


def _form(value: Json | UnsetType) -> str:
    """Write the media type of a parameter; one without a media type is written by its style."""
    return shown(value) if isinstance(value, str) else "plain text"


def _part(change: Change) -> str:
    """Name a part of a body: by its name, or by its place in one whose parts have none."""
    at = spoken(change.field or ROOT)
    return f"part {quoted(at.name)}" if at.name else at.each.removesuffix(" of ")


def _encoding(value: Json | UnsetType) -> str:
    """Write how a part is encoded: "content type `image/png`, style `form`"."""
    if not isinstance(value, Mapping):
        return "what its type stands for" if value is None or isinstance(value, UnsetType) else shown(value)
    said = (
        f"{_OF_ENCODINGS.get(key, key)} {shown(list(item) if key == 'headers' and isinstance(item, Mapping) else item)}"
        for key, item in value.items()
    )
    return _listed(said) or "what its type stands for"


def _condition(change: Change) -> str:
    """Write under which condition something is demanded, where both have words: ": it holds `if a is b` now, ..."."""
    before, after = _sides(change)
    return "" if isinstance(change.after, UnsetType) else f": it holds {after} now, before {before}"


def _excerpt(change: Change) -> str:
    from driftwatch.rules.excerpts import excerpt  # noqa: PLC0415 - two specifications have no words of pages

    return excerpt(change, _IN_FULL)


def _row(change: Change) -> str:
    from driftwatch.rules.excerpts import of_rows  # noqa: PLC0415 - as above

    return of_rows(change, _IN_FULL)


def _section(change: Change) -> str:
    from driftwatch.rules.excerpts import of_section  # noqa: PLC0415 - as above

    return of_section(change, _IN_FULL)


def _notice(change: Change) -> str:
    from driftwatch.rules.notice_sides import notice_sides  # noqa: PLC0415 - as above

    return notice_sides(change, _IN_FULL)


_OF_ENCODINGS: Final = {"contentType": "content type", "allowReserved": "reserved characters"}
_OF_SCHEMES: Final = {"openIdConnectUrl": "discovered at", "oauth2MetadataUrl": "described at"}
_SAID_OF: Final[Mapping[str, Callable[[Change], str]]] = {
    "excerpt": _excerpt,
    "row": _row,
    "section": _section,
    "notice": _notice,
    "subject": subject,
    "part": _part,
    "name": lambda change: quoted(change.name or spoken(change.field or ROOT).name),
    "field": lambda change: quoted(spoken(change.field or ROOT).name or change.field or ROOT),
    "former": _former,
    "instead": lambda change: "" if isinstance(change.after, UnsetType) else f": it is {_sides(change)[1]} now",
    "condition": _condition,
    "status": lambda change: quoted(change.status or ""),
    "with_status": lambda change: f" with status {quoted(change.status)}" if change.status else "",
    "media": lambda change: quoted(change.media_type or ""),
    "sunset": lambda change: quoted(change.sunset),
    "counts": lambda change: _counts(change.after),
}
"""Placeholder of a message -> what stands for it, but for both sides and for the owner."""

_WRITERS: Final[Mapping[str, Callable[[Json | UnsetType], str]]] = {
    # What is said of a failure has members of ours, also where it is one alone.
    "error-rule.": _in_words,
    "field.discriminator-mapping.": _mapping,
    "field.discriminator.default-changed": lambda value: shown(
        value if isinstance(value, UnsetType) else _name_of(value)
    ),
    "field.dependent-required.": _along,
    "parameter.media-type.": _form,
    "media-type.encoding.": _encoding,
    "document.": _reason,
    "contradiction.": _statements,
    "security-scheme.type.": _scheme,
    "manifest.limit.": _amounts,
    "server.variables.widened": _variables,
    "server.variables.changed": _variables,
}
"""Beginning of kinds of change -> how their sides are written, where these are no plain values."""
