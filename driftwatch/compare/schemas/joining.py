"""What changed about allOf: which branches came and went, which only moved, and what several of them offer.

A schema that is split over allOf branches, or merged from them, demands what it demanded before: so everything is
joined first (driftwatch.compare.schemas.views), and only a branch that is new or gone as a whole is told as such.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from driftwatch.compare.match.digests import (
    Branch,
    digest,
    is_annotation,
    name_of,
    property_names,
    settled,
    stated_keywords,
)
from driftwatch.compare.match.likeness import alike_names
from driftwatch.compare.schemas.level import Task, Ways
from driftwatch.compare.schemas.views import GROUPS, View, opened
from driftwatch.compare.trees import Node
from driftwatch.compare.values.lists import types_of_union
from driftwatch.compare.values.parts import joined
from driftwatch.compare.values.verdict import Verdicts
from driftwatch.model.paths import PROPERTY, Step, unescape

Key = tuple[int, str]

_DECLARING: Final = frozenset(("type", "ref"))
_DECLARED_BY: Final = frozenset((PROPERTY, "allOf"))
_JOINED_BY: Final = frozenset(("allOf",))
_MANY: Final = 400
"""Pairs of property names that are held against each other."""


class Moves(NamedTuple):
    """Branches of allOf that one side lacks; those that are told by their own change take no part in the rest."""

    removed: list[Branch]
    added: list[Branch]
    annotations_removed: list[Branch]
    annotations_added: list[Branch]

    @property
    def inline(self) -> bool:
        """Whether branches came or went, and none of them refers to a named schema: a name says that it matters."""
        branches = (*self.removed, *self.added)
        return bool(branches) and not any(name_of(node) for _, node in branches)

    @property
    def annotations(self) -> frozenset[Key]:
        """Nodes of the branches that demand nothing."""
        return self.only_annotations.told

    @property
    def only_annotations(self) -> "Moves":
        """Return the moves of branches that demand nothing."""
        return Moves([], [], self.annotations_removed, self.annotations_added)

    @property
    def without_removed(self) -> "Moves":
        """Return the moves but for branches that are gone."""
        return self._replace(removed=[])

    @property
    def without_added(self) -> "Moves":
        """Return the moves but for branches that are new."""
        return self._replace(added=[])

    def but_bounds(self, old: Sequence[Node], new: Sequence[Node]) -> "Moves":
        """Return the moves but for branches without a name that only bound what the others say: each bound is told."""
        return self._replace(
            removed=[one for one in self.removed if not _only_bounds(one[1], new)],
            added=[one for one in self.added if not _only_bounds(one[1], old)],
        )

    @property
    def told(self) -> frozenset[Key]:
        """Nodes of the branches that are told as a whole."""
        return frozenset(node.key for part in self for _, node in part)


def moves_of(old: Sequence[Node], new: Sequence[Node]) -> Moves:
    """Find the allOf branches of two schemas that came or went as a whole."""
    moves = Moves([], [], [], [])
    if len(old) != 1 or len(new) != 1:
        return moves
    before, after = old[0].below("allOf"), new[0].below("allOf")
    if (not before and not after) or (name_of(old[0]) and name_of(new[0])):
        return moves  # of what only refers, be it in a part, one name may stand in place of another one
    if not (before and after) and not _same_beside(old[0], new[0]):
        return moves
    removed, added = _unmatched(before, after)
    gone, come = ([branch for branch in part if is_annotation(settled(branch[1]))] for part in (removed, added))
    moves.annotations_removed.extend(gone[len(come) :])
    moves.annotations_added.extend(come[len(gone) :])
    removed = [branch for branch in removed if not is_annotation(settled(branch[1]))]
    added = [branch for branch in added if not is_annotation(settled(branch[1]))]
    if (removed and added) or not _same_beside(old[0], new[0]):
        removed, added = _without_renamed(_unlisted(removed, after, new[0]), _unlisted(added, before, old[0]))
    moves.removed.extend(
        one
        for one in removed
        if not _only_declares(one[1]) and not _restates(one[1], new) and not _is_joined_by(one[1], after)
    )
    moves.added.extend(
        one for one in added if _is_told(one, old) and not _restates(one[1], old) and not _is_joined_by(one[1], before)
    )
    return moves


def but_implied(moves: Moves, old: Sequence[Node], new: Sequence[Node], verdicts: Verdicts) -> Moves:
    """Leave out the branches that went or came where what stands beside them demands all that they do."""
    if not moves.removed and not moves.added:
        return moves
    return moves._replace(
        removed=_not_implied(moves.removed, old, verdicts), added=_not_implied(moves.added, new, verdicts)
    )


def _only_bounds(branch: Node, others: Sequence[Node]) -> bool:
    """Tell whether a branch without a name or title says neither a type nor what is below it: `required`, `maxLength`.

    A type which the other side states all the same is none.
    """
    waiting = [branch]
    while waiting:
        node = waiting.pop()
        is_named = node.field.ref or node.field.title
        if is_named or not node.keywords <= _JOINED_BY or (node.field.type and not _is_typed(node, others)):
            return False
        waiting += [part for _, part in node.below("allOf")]
    return True


def _not_implied(branches: list[Branch], side: Sequence[Node], verdicts: Verdicts) -> list[Branch]:
    told = {node.key for _, node in branches}
    others = [below for node in side for _, below in node.below("allOf") if below.key not in told]
    return [one for one in branches if not others or not verdicts.same(joined(others), joined([*others, one[1]]))]


def _is_joined_by(branch: Node, others: Sequence[Branch]) -> bool:
    """Tell whether one of other branches joins the schema that a branch refers to: it holds there all the same."""
    name = name_of(branch)
    if not name:
        return False
    return any(
        name_of(part) == name for node in _flat([other for _, other in others]) for _, part in node.below("allOf")
    )


def _is_told(branch: Branch, beside: Sequence[Node]) -> bool:
    """Tell whether a new branch is told as such: its fields together, or that it demands something."""
    if _requires_fields(branch[1]):
        return False
    return not _only_declares(branch[1]) or only_offers([branch], beside)


def only_offers(branches: Sequence[Branch], beside: Sequence[Node]) -> bool:
    """Tell whether branches demand nothing of what stands beside them: they declare further fields, none required.

    Fields that they state as it is stated beside them are no demand either. Of what was not about objects they demand
    that it be one.
    """
    atoms = opened(node for _, node in branches)
    declared = [member for atom in atoms for _, member in atom.below(PROPERTY)]
    if not declared or any(member.field.required for member in declared):
        return False
    says_more = any(
        not stated_keywords(atom).keys() <= _DECLARING or not atom.keywords <= _DECLARED_BY for atom in atoms
    )
    known = opened(beside)
    return not says_more and any(map(_may_be_object, known)) and _state_alike(known, atoms)


def _state_alike(known: Iterable[Node], atoms: Iterable[Node]) -> bool:
    """Tell whether of fields that both declare the one says what the other does."""
    stated: dict[str, set[bytes]] = {}
    for atom in known:
        for step, member in atom.below(PROPERTY):
            stated.setdefault(step.label, set()).add(digest(member))
    declared = [(step.label, member) for atom in atoms for step, member in atom.below(PROPERTY)]
    return all(name not in stated or digest(member) in stated[name] for name, member in declared)


def _may_be_object(atom: Node) -> bool:
    """Tell whether an atom is about objects: by its types, else by its properties, or branches that state no type."""
    types = types_of_union(atom).union(atom.field.type)
    return "object" in types or (not types and not atom.keywords.isdisjoint((PROPERTY, *GROUPS)))


def offered_fields(branches: Sequence[Branch], beside: Sequence[Node]) -> list[str]:
    """Name the fields that branches declare, with what they join, and nothing beside them."""
    known = property_names(opened(beside))
    return sorted(map(unescape, property_names(opened(node for _, node in branches)) - known))


def _only_declares(branch: Node) -> bool:
    """Tell whether a branch without a name says which fields there are and nothing else: so it is no part by itself."""
    node = settled(branch)
    named = bool(name_of(branch) or node.field.title)
    return not named and stated_keywords(node).keys() <= {"type"} and node.keywords == {PROPERTY}


def _restates(branch: Node, beside: Sequence[Node]) -> bool:
    """Tell whether a branch without a name states a type and nothing else, and what the other side joins states it."""
    node = settled(branch)
    if name_of(branch) or node.keywords or stated_keywords(node).keys() != {"type"}:
        return False
    return _is_typed(node, beside)


def _is_typed(node: Node, beside: Sequence[Node]) -> bool:
    """Tell whether what stands elsewhere is of the type that a node states, or of one of its types."""
    return any(atom.field.type and set(atom.field.type) <= set(node.field.type) for atom in opened(beside))


def _requires_fields(branch: Node) -> bool:
    """Tell whether a branch without a name says which fields are required, its own or others: those are told then."""
    node = settled(branch)
    if name_of(branch):
        return False
    own = not node.field.title and any(member.field.required for _, member in node.below(PROPERTY))
    return own or bool(node.field.requires)


def _unmatched(old: list[Branch], new: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    waiting: dict[object, list[Branch]] = {}
    for branch in new:
        waiting.setdefault(_mark(branch[1]), []).append(branch)
    removed: list[Branch] = []
    for branch in old:
        partners = waiting.get(_mark(branch[1]))
        if partners:
            partners.pop()
        else:
            removed.append(branch)
    return removed, [branch for partners in waiting.values() for branch in partners]


def _mark(node: Node) -> object:
    return name_of(node) or digest(node)


def _same_beside(old: Node, new: Node) -> bool:
    """Tell whether two nodes say the same but for their allOf."""
    return _beside(old) == _beside(new)


def _beside(node: Node) -> object:
    children = sorted(
        (step.keyword, step.text, digest(below)) for step, below in node.children() if step.keyword != "allOf"
    )
    return stated_keywords(node), children


def _unlisted(branches: list[Branch], others: list[Branch], root: Node) -> list[Branch]:
    """Return the branches of whose properties the other side knows none: they did not move, they came or went.

    Most are known where they stand: it is not looked further than to the first of its properties.
    """
    left: dict[int, None] = {}
    naming: dict[str, list[int]] = {}
    for number, (_, branch) in enumerate(branches):
        for name in property_names(_flat([branch])):
            left[number] = None
            naming.setdefault(name, []).append(number)
    known = _flat([root, *(branch for _, branch in others)])
    while left and (node := next(known, None)) is not None:
        for name in naming.keys() & property_names([node]):
            for number in naming[name]:
                left.pop(number, None)
    return [branches[number] for number in left]


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield nodes with all that their allOf joins to them, be it by name; each once, inline ones first."""
    seen: set[Key] = set()
    waiting = [*map(settled, nodes)]
    while waiting:
        node = waiting.pop()
        if node.key not in seen:
            seen.add(node.key)
            yield node
            target = node.target()
            waiting += [target] if target is not None else []
            below = [settled(branch) for _, branch in node.below("allOf")]
            waiting += [each for each in below if each.tree is not node.tree]
            waiting += [each for each in below if each.tree is node.tree]


def _without_renamed(removed: list[Branch], added: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    """Leave out the only branch that went and the only one that came when a property of it has a name alike."""
    if len(removed) == len(added) == 1 and not name_of(removed[0][1]) and not name_of(added[0][1]):
        olds, news = (
            {step.label for step, _ in settled(branches[0][1]).below(PROPERTY)} for branches in (removed, added)
        )
        if len(olds) * len(news) <= _MANY and any(alike_names(one, other) for one in olds for other in news):
            return [], []
    return removed, added


def offered_once(view: View, branches: list[Branch]) -> list[Branch]:
    """Leave out of alternatives what another part of an allOf offers again.

    The same alternatives twice are offered once. What one part has twice itself stays: whether it came or went as
    such is seen later on (`but_doubled`). Another part begins where a step comes again.
    """
    if len(view.atoms) == 1:
        return branches
    kept: dict[tuple[bytes, int], Branch] = {}
    times: Counter[bytes] = Counter()
    steps: set[Step] = set()
    for step, node in branches:
        if step in steps:
            times.clear()
            steps.clear()
        steps.add(step)
        said = digest(node)
        times[said] += 1
        kept.setdefault((said, times[said]), (step, node))
    return list(kept.values())


def but_doubled(branches: list[Branch], group: list[Branch]) -> list[Branch]:
    """Leave out what a union names once more, with nothing else beside the name, as it does what has a partner.

    No value comes or goes with the second time. Strictly a oneOf refuses what it names twice; nobody means that.
    """
    if not branches or len(branches) == len(group):
        return branches
    lone = {step for step, _ in branches}
    kept = {digest(node) for step, node in group if step not in lone and name_of(node)}
    return [branch for branch in branches if not name_of(branch[1]) or digest(branch[1]) not in kept]


def promises_fields(task: Task, branches: list[Node], ways: Ways) -> bool:
    """Tell whether properties were stated by allOf branches that are gone, and by nothing that is left.

    Then what went with these branches is told one by one, not that they are gone. So it is in a request where none of
    them has a name or a title by which people know it.
    """
    if not branches:
        return False
    left = View(opened(task.new), singles=False).members
    promised = View(opened(branches), singles=False).members
    if not any(one.nodes and not (name in left and left[name].nodes) for name, one in promised.items()):
        return False
    ways.differ = True
    if task.role in {"response-body", "response-property"}:
        return True
    return not any(name_of(branch) or branch.field.title for branch in branches)
