"""Judge changes: the first rule that fits gives id, level and words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from msgspec import UNSET, UnsetType, structs

from driftwatch.isolation import isolated
from driftwatch.model.address import ROOT, below, join
from driftwatch.model.change import WORDS, Change
from driftwatch.model.facts import BINDING
from driftwatch.model.failure import Failure, Tell, changes_of_failures, untold
from driftwatch.model.finding import Finding, Level, Strictness
from driftwatch.model.json_values import Json
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.patterns import lazy_regex
from driftwatch.rules.catalogue import rules_by_kind
from driftwatch.rules.cause import Causes, Judged, SharedEdits, cause_of
from driftwatch.rules.edits import digest_of
from driftwatch.rules.rows.lifecycle import Calendar, dated
from driftwatch.rules.rule import FIXED, FLOWING, LABEL, Area, Example, Rule, fingerprint
from driftwatch.rules.wording import advice_on, exchanged, sentence

PREVIEW: Final = ("draft", "alpha")
"""Stabilities at which nothing is promised."""
_UNBOUND: Final = {"request": "read-only", "response": "write-only"}
"""What is not there at all, by the direction of flow."""
_NAMED: Final = frozenset({"errors", "values", "security", "notices"})
"""Locations where the name says which of several things changed."""
_AREAS: Final[Mapping[str, Area]] = {
    "security": "security",
    "server": "server",
    "errors": "errors",
    "notices": "notices",
    "values": "values",
    "documents": "documents",
    WORDS: "documents",
    "contradiction": "contradiction",
}
_DIGITS: Final = 12
_OF_SECTIONS: Final = frozenset({"notices", "errors"})
"""Areas of facts that a sentence or a row of a section states."""
_OF_SENTENCES: Final = frozenset({"page-text-changed", "page-section-added", "page-section-removed"})
_NUMBER: Final = lazy_regex(r"\d[\d.,]*")
_UNKNOWN: Final = Rule(
    on="",
    id="unclassified-change",
    roles=(*FLOWING, *FIXED),
    level="warning",
    title="A change that no rule knows",
    why="It was found, and nobody has decided yet what it means.",
    advice=LABEL,
    message="Something changed at {subject} of {owner}: {after} (was {before}).",
    example=Example(before=UNSET, after=UNSET),
)
"""Judges what no row fits, so that nothing is lost in silence; a test holds the table complete."""


def judge(
    changes: Iterable[Change],
    *,
    calendar: Calendar | None = None,
    paths: Mapping[Owner, str] | None = None,
    strictness: Strictness = "tolerant",
    tell: Tell = untold,
) -> tuple[Finding, ...]:
    """Make findings of changes, one for each, in their order; one that cannot be judged is a finding that says so.

    Args:
        changes: what differs.
        calendar: today, and how long a sunset must be announced; without it every date lies ahead.
        paths: how operations are documented (`GET /v1/videos/{id}`), from `documented_paths`; else by their key.
        strictness: what readers are taken to survive.
        tell: takes what failed.
    """
    found: dict[str, Finding] = {}
    changes = tuple(changes)
    judge_of = _Judge(changes, calendar or Calendar(), paths or {}, strictness)
    for finding in _judged(changes, judge_of.finding, tell):
        earlier = found.get(finding.fingerprint)
        found[finding.fingerprint] = finding if earlier is None else _joined(earlier, finding)
    judge_of.ways.settle()
    return tuple(map(judge_of.ways.told, _told_once(found.values())))


def _told_once(findings: Collection[Finding]) -> Iterator[Finding]:
    """Yield findings; of the sentences of a section no second one that asks for attention, where a fact of it does.

    Rows are told each by its key, and so is what says another number than before.
    """
    stated = (each for each in findings if each.area in _OF_SECTIONS and each.level != "info")
    told = {(source.url, part) for each in stated for source in each.sources for part in source.locator.split(" > ")}
    for each in findings:
        of_words = each.level == "warning" and each.id in _OF_SENTENCES and not _differs_in_numbers(each)
        is_told = of_words and any((source.url, source.locator) in told for source in each.sources)
        yield structs.replace(each, level="info") if is_told else each


def _differs_in_numbers(finding: Finding) -> bool:
    if not finding.before or not finding.after:
        return False
    before, after = (set(_NUMBER.findall(str(side))) for side in (finding.before, finding.after))
    return before != after


def _judged(changes: Iterable[Change], finding_of: Callable[[Change], Finding], tell: Tell) -> Iterator[Finding]:
    failures: list[Failure] = []

    def judged(change: Change) -> tuple[Finding, ...]:
        return (finding_of(change),)

    def failed(change: Change, error: Exception) -> tuple[Finding, ...]:
        failures.append(_failure(change, error))
        return ()

    for change in changes:
        yield from isolated(partial(judged, change), partial(failed, change))
    for failure in failures:
        tell(failure)
    yield from map(finding_of, changes_of_failures(failures))


def _failure(change: Change, error: Exception) -> Failure:
    at = (join(change.location, change.status or "", change.media_type or "", change.name or "", change.field or ""),)
    return Failure(
        owner=change.owner,
        stage="judging",
        error=error,
        operations=change.operations,
        before=() if change.before is UNSET else at,
        after=() if change.after is UNSET and change.before is not UNSET else at,
    )


def rule_of(change: Change, calendar: Calendar) -> Rule:
    """Return the row that judges a change: the first one that fits."""
    return _fitting(change, dated(change, calendar))


def documented_paths(changes: Iterable[Change], old: Snapshot, new: Snapshot) -> dict[Owner, str]:
    """Return method and path template, as documented, of every operation that the changes reach."""
    found: dict[Owner, str] = {}
    # Thousands of changes in schemas that refer to each other have one tuple of operations in common.
    for operations in {id(change.operations): change.operations for change in changes}.values():
        for owner in operations:
            if owner not in found:
                found[owner] = isolated(partial(_path, owner, old, new), partial(_key, owner))
    return found


def _key(owner: Owner, _: Exception) -> str:
    return owner.name


def _path(owner: Owner, old: Snapshot, new: Snapshot) -> str:
    return _documented(owner, new) or _documented(owner, old) or owner.name


def _documented(owner: Owner, snapshot: Snapshot) -> str:
    entry = snapshot.entries.get(owner)
    return entry.operation.call if entry is not None and entry.operation is not None else ""


def _fitting(change: Change, traits: frozenset[str]) -> Rule:
    return next((row for row in rules_by_kind().get(change.kind, ()) if row.fits(change.role, traits)), _UNKNOWN)


class _Names:
    """Operations as documented, sorted; made once for all changes that have the same tuple of them."""

    def __init__(self, paths: Mapping[Owner, str]) -> None:
        self._paths = paths
        self._made: dict[int, tuple[tuple[Owner, ...], tuple[str, ...]]] = {}
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}
        """Equal names as one tuple: what is told together is mostly seen to reach the same without a look at each."""

    def of(self, operations: tuple[Owner, ...]) -> tuple[str, ...]:
        if id(operations) not in self._made:
            names = tuple(sorted({self._paths.get(owner, owner.name) for owner in operations}))
            names = self._known.setdefault(names, names)
            # The tuple is kept as well: the identity of one that is gone may be another one's.
            self._made[id(operations)] = operations, names
        return self._made[id(operations)][1]


class _BothWays:
    """Names of edits, by what each edit of a name was done to: these tell it from others of the same name.

    Fields of many objects are called `name` or `status`. That one is gone from what a call is sent, and another one
    from what another call answers, are two edits of one name, in one comparison as in those of two weeks.
    """

    def __init__(self) -> None:
        self._ways: defaultdict[str, defaultdict[Owner, defaultdict[str, set[str]]]]
        self._ways = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
        """Causes by edit, by what it was done to, and by the way in which it is told of that."""
        self._names: dict[tuple[str, str], str] = {}

    def note(self, change: Change, causes: Causes) -> None:
        """Note what an edit was done to."""
        if causes.way:
            self._ways[causes.edit][change.owner][causes.way].add(causes.cause)

    def settle(self) -> None:
        """Name each edit after all to which it was done in several ways: to be asked for when all is noted."""
        for edit, places in self._ways.items():
            owners = sorted(owner for owner, ways in places.items() if len(ways) > 1)
            said = ([owner.kind, owner.name, owner.variant, owner.scope] for owner in owners)
            name = digest_of(edit, *said)[:_DIGITS] if owners else ""
            for owner in owners:
                self._names |= {(edit, cause): name for causes in places[owner].values() for cause in causes}

    def told(self, finding: Finding) -> Finding:
        """Return a finding with the name of its edit; with none where it is told alone, or by its cause."""
        if finding.edit not in self._ways:
            return finding
        return structs.replace(finding, edit=self._names.get((finding.edit, finding.cause), ""))


class _Judge:
    """Makes the finding of each change of one comparison."""

    def __init__(
        self, changes: Iterable[Change], calendar: Calendar, paths: Mapping[Owner, str], strictness: Strictness
    ) -> None:
        self.ways = _BothWays()
        self._edits = SharedEdits(changes)
        self._calendar = calendar
        self._names = _Names(paths)
        self._strictness: Strictness = strictness

    def finding(self, change: Change) -> Finding:
        """Return what a change means: its level, its words, and what it has in common with others."""
        traits = dated(change, self._calendar)
        rule = _fitting(change, traits)
        judged = self._judged(change, rule, traits)
        causes = cause_of(change, judged, self._edits)
        self.ways.note(change, causes)
        operations = self._names.of(change.operations)
        usual, naming = rule.advice_at(change.role), rule.naming_advice_at(change.role)
        instead = exchanged(change, self._edits.exchanges.gave_way_too(change))
        return Finding(
            id=rule.id_at(change.role),
            level=judged.level,
            area=_area(change),
            operations=operations,
            variant=change.owner.variant or None,
            location=change.location,
            media_type=change.media_type,
            status=change.status,
            field=_field(change),
            schema=change.owner.name if change.owner.kind == "schema" else None,
            before=_side(change.before),
            after=_side(change.after),
            message=" ".join(filter(None, (sentence(rule.message, change, operations), instead))),
            instead=instead,
            advice=advice_on(naming, change) if naming else usual,
            usual_advice=usual if naming else "",
            sources=change.sources,
            fingerprint=judged.fingerprint,
            cause=causes.cause,
            edit=causes.edit,
            title=rule.title,
            why=rule.why_at(change.role),
            strictly=judged.strictly,
            names_each=change.kind == "operation.added" or self._edits.names_each(change),
        )

    def _judged(self, change: Change, rule: Rule, traits: frozenset[str]) -> Judged:
        where = _where(change)
        return Judged(
            rule=rule,
            level=_capped(rule.level_at(change.role, self._strictness), change, traits),
            strictly=_capped(rule.level_at(change.role, "strict"), change, traits - {"gone-along"}),
            bound=_capped("breaking", change, traits),
            where=where,
            fingerprint=fingerprint(
                rule.id_at(change.role),
                change.owner,
                where=(where, change.media_type, change.status, change.name, change.field, *_identity(change)),
                before=change.before if rule.sides_tell_apart else UNSET,
                after=change.after if rule.sides_tell_apart else UNSET,
            ),
        )


def _identity(change: Change) -> tuple[str, ...]:
    return (change.identity,) if change.identity else ()


def _where(change: Change) -> str:
    """Return the location as part of a finding's identity.

    What a shared schema means in responses it means in the calls of webhooks, too: it is told once for both.
    """
    if change.owner.kind == "schema" and change.location.endswith(".body"):
        return f"{change.direction}.body"
    return change.location


_OF_NOBODY: Final = frozenset(
    (
        "unreached", "guide", "first-said", "last-said", "listed", "by-its-fields", "said-otherwise", "of-other-types",
        "gone-along", "few-calls",
    )
)  # fmt: skip
"""Traits of changes that break nobody."""


def _capped(level: Level, change: Change, traits: frozenset[str]) -> Level:
    """Lower a level where the provider promised nothing, or where the statement is weaker than a schema.

    At most info:

    * what an operation in draft or alpha says, which may change at any time;
    * what never travels this way: read-only in a request, write-only in a response, the body of an answer to HEAD
      (unless that it is so is what changed);
    * what no operation reaches, and what a guide says that documents no API;
    * what a new page says of its own new calls;
    * the type of a field of which a page said none before, or says none any longer;
    * a bound that excludes none of the values that were listed, that another keyword meant already, or that binds a
      type which no value is of;
    * what went with its page, which tells it; and that nothing is understood any longer, where only a call or two stood
      beside guides.

    At most a warning: listed values that a pattern replaces, since nobody looked whether they match it; and what only a
    table, a component or a sentence states. But what tables say of failures is the only statement that there is, and a
    manifest relies on what it claims: drift about these keeps its level. What was observed is no statement.
    """
    if level == "info":
        return level
    preview = change.before in PREVIEW if ".stability." in change.kind else "preview" in traits
    if preview or not traits.isdisjoint(_OF_NOBODY) or _is_of_something_new(traits) or _binds_nobody(change, traits):
        return "info"
    if level == "breaking" and "in-place-of-list" in traits:
        return "warning"
    weak = bool(change.sources) and all(source.stated_by not in BINDING for source in change.sources)
    if level == "breaking" and weak and not change.kind.startswith(("error-rule", "manifest.")):
        return "warning"
    return level


def _binds_nobody(change: Change, traits: frozenset[str]) -> bool:
    """Tell whether what changed never travels this way; of what is read-only no longer that is what stands above it.

    An answer to HEAD has no body, whatever is documented of one: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
    """
    if change.location == "response.body" and change.operations and all(map(_is_head, change.operations)):
        return True
    word = _UNBOUND.get(change.direction or "", "")
    return word in traits and ("-only" not in change.kind or change.kind.endswith(f".became-not-{word}"))


def _is_head(operation: Owner) -> bool:
    return operation.name.startswith("HEAD ")


def _is_of_something_new(traits: frozenset[str]) -> bool:
    """Tell whether a new page says it of what came with it, or another page said it in the same words.

    That something is retired, a page says of what there was.
    """
    if "restated" in traits:
        return True
    of_its_own = traits & {"availability", "authentication"} if "new-page" in traits else frozenset[str]()
    return "deprecation" not in traits and ("new-calls" in traits or bool(of_its_own))


def _area(change: Change) -> Area:
    if change.kind.startswith("manifest."):
        return "manifest"
    named = _AREAS.get(change.location)
    if named is not None:
        return named
    return change.direction or "operation"


def _field(change: Change) -> str | None:
    """Write the field; for what has a name of its own the name, followed by the path below it."""
    path = change.field if change.field != ROOT else None
    by_name = "parameter" in change.role or "header" in change.role or change.location in _NAMED
    if change.name is None or not by_name:
        return path
    if path is None:
        return change.name
    return below(change.name, path)


def _side(value: Json | UnsetType) -> Json:
    return None if isinstance(value, UnsetType) else value


def _joined(one: Finding, other: Finding) -> Finding:
    """Make one finding of two that say the same: of all operations, with all sources."""
    if other.location == f"{other.area}.body" != one.location:
        one, other = other, one
    operations = tuple(sorted({*one.operations, *other.operations}))
    sources = tuple(dict.fromkeys((*one.sources, *other.sources)))
    return structs.replace(one, operations=operations, sources=sources)
