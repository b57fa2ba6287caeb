"""Failures that the data of apiDoc names: `@apiError UserNotFound There is no such user`, in groups of each call.

The format does not say whether a group names failures, or the members of a body that tells of one. Members have types,
and the names that such bodies have everywhere; a failure has neither.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from driftwatch.extract.apidoc.data import Entry
from driftwatch.extract.apidoc.fields import words_of
from driftwatch.extract.data import loose
from driftwatch.extract.words.retry_advice import retry_of_prose
from driftwatch.extract.words.wording import tidy, word
from driftwatch.model import address
from driftwatch.model.facts import ErrorRule
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex, unescape

_NAME: Final = lazy_regex(r"(?=[^\d])[A-Za-z][\w.-]{2,80}")
_STATUS: Final = lazy_regex(r"(?<![\w.])([1-5]\d\d)(?!\w)")
_MEMBERS: Final = frozenset(
    """
    code data description desc detail details err errcode errmsg errno error errorcode errormessage errors fields info
    message messages msg name path reason result ret status statuscode statusmessage success text timestamp title type
    url value
    """.split()  # noqa: SIM905  # a list in one column would fill the screen
)
"""Members of bodies that tell of a failure, without what separates their words. Source: RFC 9457, JSON:API, Google's
`Status`, and what frameworks (Express, Laravel, Spring, Django) return."""


def states_a_body(items: Sequence[Json]) -> bool:
    """Tell whether a group of a failure lists what is returned: each row has a type, and not all are objects."""
    types = [word(loose.text(loose.mapping(item).get("type"))) for item in items]
    return all(types) and any(kind != "object" and not _STATUS.match(kind) for kind in types)


def failures_of(entries: Iterable[Entry]) -> tuple[ErrorRule, ...]:
    """Return the failures that calls name, each once, by signal: of what calls say of one, what most of them do."""
    found: defaultdict[str, list[ErrorRule]] = defaultdict(list)
    for rule in (rule for entry in entries for rule in _named_by(entry)):
        found[rule.at].append(rule)
    return tuple(_as_most_say(found[at]) for at in sorted(found))


def _as_most_say(rules: Sequence[ErrorRule]) -> ErrorRule:
    counts = Counter(rule.meaning for rule in rules)
    meaning = max(counts, key=lambda each: (counts[each], each))
    return next(rule for rule in rules if rule.meaning == meaning)


def _named_by(entry: Entry) -> Iterator[ErrorRule]:
    groups = loose.mapping(loose.mapping(entry.get("error")).get("fields"))
    title = tidy(loose.text(entry.get("title")))
    for group, rows in groups.items():
        items = [loose.mapping(row) for row in loose.items(rows)]
        names = [loose.text(item.get("field")).strip() for item in items]
        if states_a_body(items) or any(_plain(name) in _MEMBERS for name in names):
            continue
        of_group = _STATUS.search(unescape(group))
        for item, name in zip(items, names, strict=True):
            if _NAME.fullmatch(name):
                own = _STATUS.match(loose.text(item.get("type"))) or of_group
                yield _rule(name, own[1] if own else "", words_of(item), f"{title} > {name}")


def _rule(name: str, status: str, meaning: str, place: str) -> ErrorRule:
    signal = f"{status} {name}".strip()
    return ErrorRule(
        at=address.join("error-rule", address.step(signal)),
        signal=signal,
        status=int(status) if status else None,
        meaning=meaning,
        retry=retry_of_prose(meaning),
        stated_by="table",
        locator=place,
    )


def _plain(name: str) -> str:
    """Return a name without what separates its words, and without what stands around it: `body.error_message`."""
    return name.rpartition(".")[2].replace("_", "").replace("-", "").strip("[]").lower()
