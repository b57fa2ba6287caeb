"""One step of the walk: two views of the same schema at one path, and what is found there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import UNSET, UnsetType

from driftwatch.compare.match.digests import digest, state_the_same, stated_keywords
from driftwatch.compare.schemas.circumstances import circumstances, is_of_other_types
from driftwatch.compare.schemas.views import View, ViewOfType, opened
from driftwatch.compare.trees import Node
from driftwatch.compare.values.lists import list_the_same
from driftwatch.compare.values.parts import joined, kind_of
from driftwatch.compare.values.verdict import Verdict, Verdicts
from driftwatch.model.address import child
from driftwatch.model.change import Change, Exchange, Role
from driftwatch.model.json_values import Json
from driftwatch.model.paths import ITEMS, MAP, PROPERTY, Step, steps
from driftwatch.model.snapshot import Owner

BELOW: Final[dict[Role, Role]] = {
    "request-body": "request-property",
    "request-parameter": "request-parameter-property",
    "response-body": "response-property",
    "response-header": "response-header-property",
}
"""The role of what is below a thing, by the role of that."""

_HOLDING: Final = frozenset((PROPERTY, MAP, "patternProperties", ITEMS, "prefixItems"))
"""Keywords of what a value holds."""
_PREVIEW: Final = ("draft", "alpha")
_OF_PARTS: Final = "multipart/"
_TEXTUAL: Final = ("application/x-www-form-urlencoded", _OF_PARTS, "text/plain", "text/csv", "text/html")
"""Bodies of which every value is text; events and lines of JSON, whatever they are called, are JSON."""


class Where(NamedTuple):
    """What every change of one schema carries: where the schema stands. `role` is that of its root."""

    role: Role
    owner: Owner
    operations: tuple[Owner, ...] = ()
    location: str = ""
    media_type: str | None = None
    status: str | None = None
    name: str | None = None
    traits: frozenset[str] = frozenset()
    json_parts: frozenset[str] = frozenset()
    """Parts of a body of several that are sent as JSON, as properties are named."""
    encoded_parts: frozenset[str] = frozenset()
    """Those of which either side states that they are written otherwise."""


Pairing = tuple[frozenset[tuple[int, str]], frozenset[tuple[int, str]]]
"""Which nodes are held against which."""


class Task(NamedTuple):
    """Two schemas to compare: everything that holds at `path` on either side."""

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    path: str
    role: Role
    required: tuple[bool, bool] = (False, False)
    guards: frozenset[str] = frozenset()
    """read-only, write-only: what holds of all that is below something that says so."""
    trail: frozenset[Pairing] = frozenset()
    """References looked into on the way here: one that comes again is a loop."""
    settled: bool = False
    """Above here both sides were seen to admit the same values: only what is said beside values is told."""
    null_apart: bool = False
    """Whether null is admitted was judged above: one of both is a branch, the other one a schema that admits null."""
    beside: frozenset[str] = frozenset()
    """Attributes that stand beside the alternatives that one of both is a branch of: they were judged there."""
    exchange: Exchange | None = None
    """Here, or nearest above, one schema gave way to another one."""
    open_list: bool = False
    """Another branch of the union that this is one of admits any text: what is listed here is only known by name."""
    of_type: str = ""
    """One of both is a schema of several types, the other one a branch of one: of the first that type alone counts."""


class Ways:
    """Whether what was found depends on the way in which the values travel; else it holds of both."""

    __slots__ = ("differ",)

    def __init__(self) -> None:
        self.differ = False


class Level:
    """Two views of one schema. What is found is kept in `changes`, what is to be compared next in `tasks`."""

    __slots__ = (
        "_equal", "_same", "_stated", "_verdicts", "_ways", "changes", "new", "old", "referring", "separator",
        "separator_before", "task", "tasks", "where",
    )  # fmt: skip

    def __init__(
        self,
        task: Task,
        old: View,
        new: View,
        *,
        where: Where,
        equal: Callable[[Node, Node], bool],
        verdicts: Verdicts,
        ways: Ways,
        separators: tuple[str | None, str | None],
        referring: bool,
    ) -> None:
        self.task = task
        self.old = old
        self.new = new
        self.where = where
        self._equal = equal
        self._verdicts = verdicts
        self._ways = ways
        self.separator_before, self.separator = separators
        """What stands between the items of a list where this is the root of a parameter; "" where it is repeated."""
        self.referring = referring
        """Both refer to a schema that is not looked into here: it may state a type."""
        self.changes: list[Change] = []
        self.tasks: list[Task] = []
        self._same: bool | None = None
        self._stated: frozenset[str] | None = None

    @property
    def stated(self) -> frozenset[str]:
        """The keywords that either side states itself, by attribute: most state one or two, no other is asked for."""
        if self._stated is None:
            atoms = (*self.old.atoms, *self.new.atoms)
            self._stated = frozenset(name for atom in atoms for name in stated_keywords(atom))
        return self._stated

    @property
    def role(self) -> Role:
        """The role of the schema, for whoever finds something else in what is sent than in what is received.

        It is asked for last: what is found without it is told of both ways and found once.
        """
        self._ways.differ = True
        return self.task.role

    @property
    def verdict(self) -> Verdict:
        """How the values that the schema admits now relate to those that it admitted; null is judged apart."""
        return self._verdicts.of_all_but_null(joined(self.task.old), joined(self.task.new))

    def sides(self, attribute: str) -> tuple[Any, Any]:
        """Return a keyword's value on both sides, UNSET where it was judged beside the alternatives above."""
        if attribute in self.task.beside:
            return UNSET, UNSET
        return self.old.value(attribute), self.new.value(attribute)

    @property
    def lists(self) -> tuple[Mapping[str, Json], Mapping[str, Json]] | None:
        """The values of both sides by canonical text, where each lists them and demands the same of them besides."""
        if self.referring or self.task.of_type:
            return None
        return self._verdicts.lists(joined(self.task.old), joined(self.task.new))

    def relate(self, old: Iterable[Node], new: Iterable[Node]) -> Verdict:
        """Return how the values of new nodes that all hold relate to those of old ones."""
        return self._verdicts.of(joined(old), joined(new))

    def relate_but_null(self, old: Iterable[Node], new: Iterable[Node]) -> Verdict:
        """Return the same where null is no value: it cannot travel, or is judged apart."""
        return self._verdicts.of_all_but_null(joined(old), joined(new))

    def are_disjoint(self, old: Node, new: Node) -> bool:
        """Tell whether two schemas are known to have no value in common."""
        return self._verdicts.are_disjoint((old,), (new,))

    def serves(self, inner: Node, outer: Node) -> bool:
        """Tell whether one schema takes what is written by the documentation of another one."""
        return self._verdicts.serves((inner,), (outer,))

    def implies(self, ones: Iterable[Node], others: Iterable[Node]) -> bool:
        """Tell whether whatever fits all of some nodes is known to fit all of others."""
        return self._verdicts.implies(joined(ones), joined(others))

    @property
    def may_be_settled(self) -> bool:
        """Whether values are told of here, or below by branches of a union that may be the same together."""
        if any(map(_is_of_values, self.changes)):
            return True
        if not (self.old.offers or self.new.offers):
            return False
        return any(not node.field.ref for task in self.tasks for node in (*task.old, *task.new))

    def settle(self) -> None:
        """Leave out what is told of values, here and below: both sides admit the same."""
        self.changes[:] = [change for change in self.changes if not _is_of_values(change) or self._is_beside(change)]
        self.tasks[:] = [task._replace(settled=True) for task in self.tasks]

    def _is_beside(self, change: Change) -> bool:
        """Tell whether a keyword is not about the types that stand here: it rules nothing out, and means something."""
        return change.kind.split(".")[1] in _CONDITIONS or is_of_other_types(change.kind, self.old, self.new)

    @property
    def textual(self) -> bool:
        """Whether values travel as text here: parameters, headers, forms."""
        media = self.where.media_type or ""
        if self.where.role in {"request-parameter", "response-header"}:
            return "json" not in media
        if media.startswith(_OF_PARTS) and self._is_within_json():
            return False
        return media.startswith(_TEXTUAL) or media.partition(";")[0].endswith("xml")

    def _is_within_json(self) -> bool:
        """Tell whether a body's part is stated to be JSON, or is more than text, or a list of it, and nothing is said.

        An object is JSON then (OpenAPI 3.0.4 and 3.1.1, Encoding Object); what a list holds is sent each by itself.
        """
        way = [step for step in steps(self.task.path) if step.keyword in _HOLDING]
        if not way or way[0].keyword in {ITEMS, "prefixItems"}:
            return False
        name = way[0].label if way[0].keyword == PROPERTY else ""
        below = way[2:] if len(way) > 1 and way[1].keyword == ITEMS else way[1:]
        return name in self.where.json_parts or (bool(below) and name not in self.where.encoded_parts)

    @property
    def knows_null(self) -> bool:
        """Whether null can travel here: in a parameter or header it cannot, unless that is a text of JSON."""
        as_text = self.where.role in {"request-parameter", "response-header"}
        return not as_text or "json" in (self.where.media_type or "")

    @property
    def is_one_sided(self) -> bool:
        """Whether one side has no schema here at all, as an array without `items`: then anything goes."""
        return not self.old.atoms or not self.new.atoms

    def leave_keywords_to_their_types(self) -> None:
        """Look no more at what binds values of one type where branches, one for each type, are held against it."""
        self.old, self.new = (ViewOfType(view.atoms, singles=view.singles, type_="") for view in (self.old, self.new))

    def leave_out_what_another_type_tells(self) -> None:
        """Leave out what alternatives beside a type demand otherwise, where no value of either type fits the other."""
        self.changes[:] = [change for change in self.changes if not change.kind.startswith(_COMPOSED)]
        self.tasks.clear()

    def leave_out_what_an_object_requires(self) -> None:
        """Leave out which properties must be sent where there was no object: whoever sent another type is refused."""
        left = [change for change in self.changes if change.kind not in _REQUIRED or "optional" in change.traits]
        if len(left) < len(self.changes) and self.role in {"request-body", "request-property"}:
            self.changes[:] = left

    @property
    def travels_on_one_side(self) -> bool:
        """Whether a property is sent on one side only, being read-only on the other: nobody sends another one now.

        The same holds of what comes back and is write-only on one side.
        """
        apart = [
            (self.old.value(attribute) is True) is not (self.new.value(attribute) is True) for _, attribute in _GUARDS
        ]
        return any(apart) and {"request-property": apart[0], "response-property": apart[1]}.get(self.role, False)

    @property
    def may_be_anything_now(self) -> bool:
        """Whether there is no type any more to limit values."""
        return any(change.kind == "field.type.removed" for change in self.changes)

    @property
    def was_or_is_anything(self) -> bool:
        """Whether one side has no type to limit values: what an object has beside its properties the type tells."""
        return any(change.kind in TYPE_STATED for change in self.changes)

    def leave_out_what_the_type_tells(self) -> None:
        """Leave out that values are no longer limited, one by one, where there is no type any more to limit them.

        Of what was anything, and is one of a list by now, the list says what it is.
        """
        if self.may_be_anything_now:
            self.changes[:] = [change for change in self.changes if not change.kind.endswith(_FREED)]
        elif any(change.kind in _LISTED for change in self.changes):
            self.changes[:] = [change for change in self.changes if change.kind != "field.type.added"]

    @property
    def same_keywords(self) -> bool:
        """Whether both sides state the same of themselves: most schemas only hold, or refer to, what differs.

        The values that a union lists, branch by branch, are stated by the schema that holds it.
        """
        if self._same is None:
            self._same = self._state_the_same()
        return self._same

    def _state_the_same(self) -> bool:
        old, new = self.old.atoms, self.new.atoms
        return len(old) == len(new) and all(map(state_the_same, old, new)) and all(map(list_the_same, old, new))

    def are_equal(self, old: Sequence[Node], new: Sequence[Node]) -> bool:
        """Tell whether each side is one node, and both are equal with everything below."""
        return len(old) == len(new) == 1 and self._equal(old[0], new[0])

    def emit(
        self,
        kind: str,
        before: Json | UnsetType = UNSET,
        after: Json | UnsetType = UNSET,
        *,
        step: Step | None = None,
        nodes: tuple[Node | None, Node | None] | None = None,
        traits: Iterable[str] = (),
    ) -> None:
        """Note a change of this schema, or of what hangs on it by `step`; `nodes` are what the evidence comes from."""
        old, new = nodes or (_first(self.old), _first(self.new))
        evidence = new or old or _first(self.new)
        said = View((new or old,), singles=True) if step is not None and (new or old) else self.new  # type: ignore[arg-type]
        path = child(self.task.path, step.text) if step is not None else self.task.path
        self.changes.append(
            Change(
                kind=kind,
                role=BELOW.get(self.task.role, self.task.role) if step is not None else self.task.role,
                owner=self.where.owner,
                operations=self.where.operations,
                location=self.where.location,
                media_type=self.where.media_type,
                status=self.where.status,
                name=self.where.name,
                field=path,
                before=before,
                after=after,
                traits=self._traits(said, own=step is None).union(
                    traits, circumstances(kind, self.old, self.new, before, after)
                ),
                sunset=said.value("sunset") or "",
                exchange=self.task.exchange,
                sources=(evidence.source(),) if evidence is not None else (),
                content=_content(evidence) if evidence is not None and kind in _WHOLE else "",
            )
        )

    def _traits(self, said: View, *, own: bool) -> frozenset[str]:
        traits = {*self.where.traits, *(self.task.guards if own else self._guards)}
        traits |= {name for name, attribute in _TRAITS if said.value(attribute) is True}
        if said.value("stability") in _PREVIEW:
            traits.add("preview")
        if own and self.task.role not in BELOW:
            traits.add("required" if self.task.required[1] else "optional")
        if self.where.location == "request.header":
            traits.add("in-header")
        if self.where.role == "request-parameter" and "json" in (self.where.media_type or ""):
            traits.add("in-json")
        if own and self.task.open_list:
            traits.add("open-list")
        return frozenset(traits)

    @property
    def _guards(self) -> frozenset[str]:
        """What holds of all that hangs on this schema: it stays away with it."""
        return self.task.guards | {name for name, attribute in _GUARDS if self.new.value(attribute) is True}

    def go_on(
        self,
        old: Iterable[Node],
        new: Iterable[Node],
        step: Step,
        *,
        required: tuple[bool, bool] = (False, False),
        null_apart: bool = False,
        beside: frozenset[str] = frozenset(),
        open_list: bool = False,
        of_type: str = "",
    ) -> None:
        """Compare what hangs on this schema by `step` later on; nothing is to be done for what is equal."""
        ones, others = tuple(old), tuple(new)
        if self.are_equal(ones, others):
            return
        role = BELOW.get(self.task.role, self.task.role)
        path = child(self.task.path, step.text)
        below = Task(ones, others, path, role, required, guards=self._guards, null_apart=null_apart)
        if open_list or of_type:
            below = below._replace(open_list=open_list, of_type=of_type)
        if beside or self.task.exchange:
            below = below._replace(beside=beside, exchange=self.task.exchange)
        self.tasks.append(below)


TYPE_STATED: Final = frozenset(("field.type.added", "field.type.removed"))
"""Kinds of change that say that a type is stated on one side only."""
_WHOLE: Final = frozenset(("field.added", "field.removed"))
"""Kinds of change of which nothing but what came or went says what was done."""
_FREED: Final = (
    "enum.unset", "const.unset", "pattern.unset", "multiple-of.unset", "unique-items.unset", "maximum.unset",
    "minimum.unset", "-length.unset", "-items.unset", "-properties.unset",
)  # fmt: skip
"""How kinds of change end that say that something is no longer demanded of the values of a type."""
_LISTED: Final = frozenset(("field.enum.set", "field.const.set"))
"""Kinds of change that say which values alone there may be."""
_REQUIRED: Final = frozenset(("field.added", "field.became-required"))
"""Kinds of change of what must be sent now."""
_COMPOSED: Final = ("field.any-of.", "field.not.", "field.one-of.")
"""How kinds of change begin that are about alternatives, and about what is ruled out."""
_CONDITIONS: Final = frozenset(("if", "then", "else"))
"""One of them alone says nothing, and is hardly written for that."""
_BESIDE_VALUES: Final = (
    "field.default.", "field.deprecated", "field.reactivated", "field.sunset.", "field.stability.",
    "field.became-read-only", "field.became-not-read-only", "field.became-write-only", "field.became-not-write-only",
    "field.discriminator", "field.extensible-enum.", "field.reference.", "field.all-of.annotation-",
    "field.content-", "field.xml.", "field.value-names.", "field.value-remarks.", "field.added", "field.removed",
    "field.renamed", "field.format-remark.",
)  # fmt: skip
"""Kinds of change that tell nothing of values: what is said about them, and which names are documented."""


def _content(node: Node) -> str:
    """Return what a property is made of; of one value alone only that: it tells one schema from others of its kind."""
    listed = View(opened((node,)), singles=True).listed
    return f"a value of its own, {kind_of(listed[0])}" if len(listed) == 1 else digest(node).hex()


def _is_of_values(change: Change) -> bool:
    return not change.kind.startswith(_BESIDE_VALUES)


_GUARDS: Final = (("read-only", "read_only"), ("write-only", "write_only"))
_TRAITS: Final = (*_GUARDS, ("deprecated", "deprecated"))


def _first(view: View) -> Node | None:
    return view.atoms[0] if view.atoms else None
