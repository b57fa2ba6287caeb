"""Rules for what only documentation has: documents, error rules, lists of values."""

from typing import Final

from msgspec import UNSET

from driftwatch.model.change import Role
from driftwatch.model.failure import COMPARISON_FAILED
from driftwatch.model.json_values import Json
from driftwatch.rules.rule import CHECK_DOCS, CONTROLLED, NOTHING, SILENT, Example, Rule

_PAGE: Final[tuple[Role, ...]] = ("page",)
_ONLY: Final = "Only documentation has this."
_REPORT: Final = "Report it with the details that the log holds, or use a newer version of driftwatch."
_RETRIES: Final = "Change the retry policy on purpose: which statuses are retried, how often, and with what pause."


def _error(**more: Json) -> Json:
    return [{"fact": "error-rule", "at": "error-rule · 429", "signal": "429", "status": 429, **more}]


def _values(*values: str, name: str = "model") -> list[Json]:
    return [{"fact": "values", "at": f"values · {name}", "name": name, "values": list(values)}]


_GUIDE: Final = "# A guide\n\nThis guide tells how calls are made.\n"


def _documents(**documents: Json) -> Json:
    """Write documents by place; a page that states one value stands for each."""
    return {"documents": documents}


DOCUMENT_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="document.moved",
        id="document-moved",
        roles=_PAGE,
        level="info",
        title="A document moved",
        why="What it says is still said, at another address.",
        advice="Change the links to it.",
        message="Document {before} is now at {after}.",
        deviation=_ONLY,
        example=Example(within="facts", before=_documents(old="read"), after=_documents(new="read")),
    ),
    Rule(
        on="document.added",
        id="document-added",
        roles=_PAGE,
        level="info",
        title="A document was added",
        why="There may be something new to know.",
        advice="Read it once.",
        message="Document {after} is new.",
        deviation=_ONLY,
        example=Example(within="facts", before={}, after=_documents(extra="read")),
    ),
    Rule(
        on="document.first-read",
        id="document-first-read",
        roles=_PAGE,
        level="info",
        title="A document could be read for the first time",
        why="What it says may have stood there all along: earlier captures could not read it.",
        advice="Read it once.",
        message="Document {after} could be read for the first time; what it says is not told as new.",
        deviation=_ONLY,
        example=Example(within="facts", before=_documents(extra="never read"), after=_documents(extra="read")),
    ),
    Rule(
        on="document.removed",
        id="document-removed",
        roles=_PAGE,
        when=frozenset({"elsewhere"}),
        level="info",
        title="A document is gone",
        why="All that it said is still said elsewhere.",
        advice="Change the links to it.",
        message="Document {before} is gone; all that it said stands elsewhere.",
        deviation=_ONLY,
        example=Example(
            within="facts",
            before={"pages": {"guide": _GUIDE, "copy": _GUIDE}},
            after={"pages": {"guide": _GUIDE}},
        ),
    ),
    Rule(
        on="document.removed",
        id="document-removed",
        roles=_PAGE,
        level="warning",
        title="A document is gone",
        why="What only it said is no longer promised anywhere.",
        advice=CHECK_DOCS,
        message="Document {before} is gone.",
        deviation=_ONLY,
        example=Example(within="facts", before=_documents(extra="read"), after={}),
    ),
    Rule(
        on="document.missing",
        id="document-missing",
        roles=_PAGE,
        level="info",
        title="A document is missing",
        why="Sites say in passing what they do not mean. What it said is carried over until captures of other dates "
        "say the same (`confirm_removals`); then it is told as gone.",
        advice="Open the address. When the page is in order there, report how it was answered.",
        message="Document {name} is missing: {after}. What it said still stands.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=Example(within="facts", before=_documents(extra="read"), after=_documents(extra="missing")),
    ),
    Rule(
        on="document.unreadable",
        id="document-unreadable",
        roles=_PAGE,
        level="warning",
        title="A document can not be read",
        why="Whether it still says the same is unknown; what it said before is carried over.",
        advice="Open the address. When the page is in order there, report how it was answered.",
        message="Document {name} can not be read: {after}.",
        deviation=_ONLY,
        example=Example(within="facts", before=_documents(extra="read"), after=_documents(extra="truncated")),
    ),
    Rule(
        on="reading.lost",
        id="facts-no-longer-read",
        roles=_PAGE,
        level="warning",
        title="Much is no longer read from documents that say what they said",
        why="A newer driftwatch reads less of them; what it does not read it cannot watch.",
        advice=_REPORT,
        message="{name} facts are no longer read from documents that say what they said: {after} are left of {before}.",
        deviation=_ONLY,
        sides_tell_apart=False,
        example=Example(
            within="facts",
            before={"words": [_values("a", name=f"list {number}")[0] for number in range(6)]},
            after={"words": _values("a", name="list 0")},
        ),
    ),
    Rule(
        on="document.failed",
        id="document-failed",
        roles=_PAGE,
        level="warning",
        title="A document could not be understood, for a fault of driftwatch's own",
        why="What it says now is unknown; what it said before is carried over. Everything else was read and compared.",
        advice=_REPORT,
        message="Document {name} could not be understood ({after}); what it said before is carried over.",
        deviation=_ONLY,
        example=Example(within="facts", before=_documents(extra="read"), after=_documents(extra="failed: KeyError")),
    ),
    Rule(
        on="comparison.not-explained",
        id="change-not-explained",
        roles=("operation", "api", "page"),
        level="info",
        title="Something differs that no rule speaks of",
        why="It may be harmless. No kind of change is known for it, so nobody has weighed what it means.",
        advice=f"Look at what differs in `git log -p` of the snapshot. {_REPORT}",
        message="{owner} differs where no other finding tells of it: {after}.",
        deviation="It tells what the comparison itself has missed; oasdiff has no such check.",
        sides_tell_apart=False,
        example=Example(before=UNSET, after=UNSET),
    ),
    Rule(
        on=COMPARISON_FAILED,
        id="comparison-failed",
        roles=("operation", "api", "page"),
        level="warning",
        title="Something differs that could not be compared, for a fault of driftwatch's own",
        why="It may be harmless, or break every call. The new facts are kept: it is told once, and the rest compared.",
        advice=f"Look at what differs in `git log -p` of the snapshot. {_REPORT}",
        message="What differs in {owner} could not be compared ({name}); it stands at {after} now, at {before} before.",
        deviation="A fault of driftwatch's own; oasdiff ends with an error.",
        sides_tell_apart=False,
        example=Example(before=UNSET, after=UNSET),
    ),
)

ERROR_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="error-rule.added",
        id="error-rule-added",
        roles=_PAGE,
        level="warning",
        title="A failure is newly documented",
        why="The client may treat it like another failure that asks for another reaction.",
        advice=_RETRIES,
        message="Failure {name} is now documented: {after}.",
        deviation=_ONLY,
        example=Example(within="facts", before=[], after=_error(meaning="too many calls")),
    ),
    Rule(
        on="error-rule.removed",
        id="error-rule-removed",
        roles=_PAGE,
        level="warning",
        title="A failure is no longer documented",
        why="How to react to it is no longer said.",
        advice=SILENT,
        message="Failure {name} is no longer documented.",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(meaning="too many calls"), after=[]),
    ),
    Rule(
        on="error-rule.status.changed",
        id="error-rule-status-changed",
        roles=_PAGE,
        level="warning",
        title="A failure arrives under another status",
        why="Error handling that looks at the status misses it.",
        advice=CONTROLLED,
        message="Failure {name} now arrives with status {after} (was {before}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(), after=_error(status=430)),
    ),
    Rule(
        on="error-rule.retry.changed",
        id="error-rule-retry-changed",
        roles=_PAGE,
        when=frozenset({"reversed"}),
        level="breaking",
        title="The advice on retrying was reversed",
        why="A client that follows the old advice hammers the API, or gives up too early.",
        advice=_RETRIES,
        message="Whether failure {name} should be retried is now {after} (was {before}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(retry="yes"), after=_error(retry="no")),
    ),
    Rule(
        on="error-rule.retry.changed",
        id="error-rule-retry-changed",
        roles=_PAGE,
        level="warning",
        title="The advice on retrying changed",
        why="The client's retry policy rests on it.",
        advice=_RETRIES,
        message="Whether failure {name} should be retried is now {after} (was {before}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(retry="usually-no"), after=_error(retry="no")),
    ),
    Rule(
        on="error-rule.meaning.changed",
        id="error-rule-meaning-changed",
        roles=_PAGE,
        level="info",
        title="A failure is explained differently",
        why="Mostly other words; sometimes another cause.",
        advice="Read the new text once.",
        message="Failure {name} now means {after} (was {before}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(meaning="too fast"), after=_error(meaning="too many")),
    ),
    Rule(
        on="error-rule.action.changed",
        id="error-rule-action-changed",
        roles=_PAGE,
        level="info",
        title="Another first action is advised after a failure",
        why="Mostly other words; sometimes another remedy.",
        advice="Read the new text once.",
        message="The advice after failure {name} is now {after} (was {before}).",
        deviation=_ONLY,
        example=Example(within="facts", before=_error(action="wait"), after=_error(action="top up")),
    ),
)

VALUE_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        on="values.value.added",
        id="values-value-added",
        roles=_PAGE,
        level="info",
        title="A value was added to a list",
        why="One more can be used.",
        advice=NOTHING,
        message="{after} is now in the list {name}.",
        deviation=_ONLY,
        example=Example(within="facts", before=_values("a"), after=_values("a", "b")),
    ),
    Rule(
        on="values.value.removed",
        id="values-value-removed",
        roles=_PAGE,
        level="warning",
        title="A value is no longer in a list",
        why="Calls with it may fail now or soon.",
        advice=CHECK_DOCS,
        message="{before} is no longer in the list {name}.",
        deviation=_ONLY,
        example=Example(within="facts", before=_values("a", "b"), after=_values("a")),
    ),
    Rule(
        on="values.added",
        id="values-added",
        roles=_PAGE,
        level="info",
        title="A list of values was added",
        why="What can be used is now said.",
        advice=NOTHING,
        message="The list {name} is now documented.",
        deviation=_ONLY,
        example=Example(within="facts", before=[], after=_values("a")),
    ),
    Rule(
        on="values.renamed",
        id="values-renamed",
        roles=_PAGE,
        level="info",
        title="A list of values stands under another heading",
        why="The list is the same; its heading is not.",
        advice=NOTHING,
        message="The list {before} is now called {after}.",
        deviation=_ONLY,
        example=Example(within="facts", before=_values("a", "b"), after=_values("a", "b", name="models")),
    ),
    Rule(
        on="values.removed",
        id="values-removed",
        roles=_PAGE,
        level="info",
        when=frozenset({"still-listed"}),
        title="A list of values was taken apart",
        why="All of its values are in other lists of the page.",
        advice=NOTHING,
        message="The list {name} is no longer documented; other lists of the page hold its values.",
        deviation=_ONLY,
        example=Example(
            within="facts",
            before=[*_values("a"), *_values("a", "b", "c", name="size")],
            after=_values("a", "b", "c", name="size"),
        ),
    ),
    Rule(
        on="values.removed",
        id="values-removed",
        roles=_PAGE,
        level="warning",
        title="A list of values is gone",
        why="What can be used is no longer said.",
        advice=SILENT,
        message="The list {name} is no longer documented.",
        deviation=_ONLY,
        example=Example(within="facts", before=_values("a"), after=[]),
    ),
)
