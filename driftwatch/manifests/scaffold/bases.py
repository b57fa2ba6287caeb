"""The base URL of a written manifest: what is declared, else where the samples of its pages send the call."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from driftwatch.manifests.check.documented import OperationView
from driftwatch.manifests.file.targets import base_url_faults, doubled, is_file, is_for_examples
from driftwatch.manifests.file.yaml_text import comment, scalar
from driftwatch.manifests.scaffold.quoting import WIDE, Quotations
from driftwatch.model.facts import Server
from driftwatch.model.json_values import Json
from driftwatch.patterns import lazy_regex

UNKNOWN: Final = "https://TODO.invalid"
"""What stands where a URL is not known: nothing answers there (RFC 2606)."""
_VARIABLE: Final = lazy_regex(r"\{([^{}/]{1,60})\}")
MOST: Final = 4
"""Base URLs that are named where several are documented."""


class Base(Struct, frozen=True):
    """A base URL, where it stands, and how well it is stated."""

    url: str
    remark: str
    is_declared: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether a call can be sent there."""
        if "{" in self.url or list(base_url_faults(self.url)):
            return False
        return self.is_declared or not is_for_examples(self.url)


def base_lines(view: OperationView, quotations: Quotations, given: str = "") -> Iterator[str]:
    """Write base_url: what is given, else the one that is documented; where that is a choice, all there is."""
    if given:
        yield f"base_url: {scalar(given.rstrip('/'))}"
        return
    known = bases_of(view, quotations)
    base = chosen(known)
    others = [one for one in known if base is None or one.url != base.url][:MOST]
    yield from dict.fromkeys(comment(f"also documented: {one.url}; {one.remark}", limit=WIDE) for one in others)
    if base is None:
        why = "no base URL is documented for this operation" if not known else "which one is yours?"
        yield f"base_url: {UNKNOWN}  # TODO {why}"
    else:
        yield f"base_url: {scalar(base.url)}  {comment(base.remark, limit=WIDE)}"


def chosen(known: tuple[Base, ...]) -> Base | None:
    """Return the base URL that is meant: the only one that is declared, else the only one that a page calls.

    Servers of a specification are alternatives (production, sandbox, a region): which one is yours, nothing says.
    """
    usable = [one for one in known if one.is_usable]
    meant = [one for one in usable if one.is_declared] or usable
    return meant[0] if len({one.url for one in meant}) == 1 else None


def bases_of(view: OperationView, quotations: Quotations) -> tuple[Base, ...]:
    """Return every base URL that is stated for an operation: declared, called by its samples, named in prose."""
    facts = [fact for fact in (view.api.facts if view.api else ()) if isinstance(fact, Server)]
    own = view.operation.servers
    declared = [(url, view.operation.server_variables.get(url)) for url in own]
    declared += [(fact.url, fact.variables) for fact in facts if fact.stated_by == "schema"] if not own else []
    found = [
        Base(filled(url, variables), str(quotations.of(view.entry, view.operation)) if own else "", is_declared=True)
        for url, variables in declared
    ]
    if not own and view.api is not None:
        by_url = {filled(fact.url, fact.variables): fact for fact in facts}
        found = [Base(one.url, str(quotations.of(view.api, by_url[one.url])), is_declared=True) for one in found]
    found += [Base(base, str(quoted)) for base, quoted in quotations.bases]
    for fact in facts if view.api is not None and not found else ():
        url = filled(fact.url, fact.variables)
        if not is_file(url):
            twice = doubled(url, view.operation.path)
            found.append(Base(url.removesuffix(twice), str(quotations.of(view.api, fact)) if view.api else ""))
    return _once(found)


def filled(url: str, variables: Json) -> str:
    """Put the defaults of a server's variables into its URL; what has none stays in braces."""
    known = variables if isinstance(variables, Mapping) else {}
    return _VARIABLE.sub(lambda match: _default(known.get(match[1])) or match[0], url).rstrip("/")


def _default(variable: Json) -> str:
    value = variable.get("default") if isinstance(variable, Mapping) else variable
    return str(value) if isinstance(value, str | int) else ""


def _once(bases: Iterable[Base]) -> tuple[Base, ...]:
    found: dict[str, Base] = {}
    for one in bases:
        found.setdefault(one.url, one)
    return tuple(found.values())
