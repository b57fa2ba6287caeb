"""Findings for each edit: compares commits in a row of a specification in a git repository, each with the next.

    python tests/benchmarks/commits_in_a_row.py GIT_DIR PATH [COMMITS] [-v]

Prints a line for each commit: edited places, edits, findings, findings an edit, breaking, warning, info, subject; with
`-v` its places and findings as well. A place is counted where it stands in the document, however many calls reach it: a
member that came, went or has another value; of one that came with all below it the member alone. Places of one member
with the same values before and after are one edit. What nobody is told of (descriptions, examples, extensions) is left
out, and so is the order of lists.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from driftwatch.errors import DriftwatchError
from driftwatch.history.review import review
from driftwatch.model.finding import Finding, Side, counted
from driftwatch.model.snapshot import Snapshot
from driftwatch.rules.policy import Policy
from driftwatch.workflows.resolve import snapshot_of_file

UNTOLD: Final = {
    "description", "summary", "example", "examples", "externalDocs", "title", "tags", "info", "termsOfService",
    "contact", "$comment",
}  # fmt: skip
"""Members that are for people."""
NAMES: Final = {
    "properties", "patternProperties", "definitions", "$defs", "schemas", "parameters", "responses", "headers", "paths",
    "requestBodies", "securitySchemes", "securityDefinitions", "callbacks", "links", "variables", "mapping", "scopes",
    "content", "encoding", "webhooks", "dependentRequired", "dependentSchemas", "pathItems",
}  # fmt: skip
"""Members whose own members are called as somebody liked."""
PARTS: Final = {"definitions", "securityDefinitions"}
"""Members of a document of Swagger 2.0 whose members are parts that others refer to."""
MISSING: Final = object()


class Place(NamedTuple):
    """Where two documents differ, and what stands there."""

    at: tuple[str, ...]
    old: Any = MISSING
    new: Any = MISSING

    @property
    def edit(self) -> tuple[str, str, str]:
        """What places have in common at which the same was done."""
        return self.at[-1], _text(self.old), _text(self.new)


def edited(old: Any, new: Any, at: tuple[str, ...] = ()) -> Iterator[Place]:
    """Yield the places at which two documents differ."""
    if isinstance(old, dict) and isinstance(new, dict) and ("$ref" in old) == ("$ref" in new):
        # YAML takes a status for a number where nobody put it in quotes.
        old, new = ({str(key): value for key, value in side.items()} for side in (old, new))
        named = bool(at) and at[-1] in NAMES and not (len(at) > 1 and at[-2] in NAMES)
        for key in {**old, **new}:
            if named or not (key in UNTOLD or key.startswith("x-")):
                yield from _member(old, new, key, (*at, key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, at)
    elif old != new or type(old) is not type(new):
        yield Place(at, old, new)


def _member(old: Mapping[str, Any], new: Mapping[str, Any], key: str, at: tuple[str, ...]) -> Iterator[Place]:
    if key == "required" and isinstance(old.get(key, []), list) and isinstance(new.get(key, []), list):
        # A field that came or went as a whole is one edit, with what the list says of it.
        was, now = (side.get("properties") or {} for side in (old, new))
        before, after = set(old.get(key, [])), set(new.get(key, []))
        for name in sorted(before ^ after):
            if (name in was) == (name in now):
                yield Place((*at, str(name)), name in before, name in after)
    elif key in old and key in new:
        yield from edited(old[key], new[key], at)
    elif at[0] == "paths" and len(at) == 2:
        # A path is the calls that it has.
        yield from edited(old.get(key, {}), new.get(key, {}), at)
    elif key in old or not ((at[0] in PARTS and len(at) == 2) or (at[0] == "components" and len(at) == 3)):
        # What a new part is good for is counted where something refers to it.
        yield Place(at, old.get(key, MISSING), new.get(key, MISSING))


def _lists(old: Sequence[Any], new: Sequence[Any], at: tuple[str, ...]) -> Iterator[Place]:
    whole = [*old, *new]
    if at and at[-1] == "parameters" and all(isinstance(item, dict) for item in whole):
        yield from edited(*({_parameter(item): item for item in side} for side in (old, new)), at)
    elif any(isinstance(item, dict) for item in whole):
        before, after = ({_text(item): item for item in side} for side in (old, new))
        gone = [item for text, item in before.items() if text not in after]
        come = [item for text, item in after.items() if text not in before]
        for number, (one, other) in enumerate(zip(gone, come, strict=False)):
            yield from edited(one, other, (*at, str(number)))
        yield from (Place((*at, "-"), old=item) for item in gone[len(come) :])
        yield from (Place((*at, "+"), new=item) for item in come[len(gone) :])
    elif sorted(map(_text, old)) != sorted(map(_text, new)):
        yield Place(at, old, new)


def _parameter(item: Mapping[str, Any]) -> str:
    return str(item.get("$ref") or f"{item.get('in')} {item.get('name')}")


def _text(item: Any) -> str:
    return "" if item is MISSING else json.dumps(_told(item), sort_keys=True, default=str)


def _told(item: Any) -> Any:
    if isinstance(item, dict):
        told = {str(key): value for key, value in item.items()}
        return {key: _told(value) for key, value in told.items() if key not in UNTOLD and not key.startswith("x-")}
    return [_told(each) for each in item] if isinstance(item, list) else item


def git(folder: str, *arguments: str) -> bytes:
    return subprocess.run(["git", f"--git-dir={folder}", *arguments], check=True, capture_output=True).stdout


def commits(folder: str, path: str, most: int) -> list[tuple[str, str]]:
    """Return the last commits that touched a file, with their subjects, oldest first."""
    log = git(folder, "log", "--first-parent", f"-n{most + 1}", "--format=%H %s", "--", path).decode()
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in reversed(log.splitlines())]


def parsed(text: bytes, path: str) -> Any:
    if path.endswith(".json"):
        return json.loads(text)
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - one of the safe ones


def findings_of(old: Snapshot, new: Snapshot) -> tuple[Finding, ...]:
    sides = (Side(label="old"), Side(label="new"))
    return review(old, new, source="", policy=Policy(today="2026-01-01"), sides=sides).findings


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    folder, path = arguments[:2]
    before: tuple[Any, Snapshot] | None = None
    sums = [0, 0, 0, 0]
    for commit, subject in commits(folder, path, int(arguments[2]) if len(arguments) > 2 else 40):
        try:
            after = read(git(folder, "show", f"{commit}:{path}"), path)
        except (subprocess.CalledProcessError, DriftwatchError, ValueError, yaml.YAMLError) as error:
            print(f"{commit[:9]} skipped: {str(error).splitlines()[0]}", flush=True)  # noqa: T201
            continue
        if before is not None:
            places = list(edited(before[0], after[0]))
            found = findings_of(before[1], after[1])
            counts = [1, len(places), len({place.edit for place in places}), len(found)]
            sums = [known + more for known, more in zip(sums, counts, strict=True)]
            tell(f"{commit[:9]} {subject[:80]}", places, found, verbose="-v" in sys.argv)
        before = after
    number, all_places, edits, told = sums
    print(  # noqa: T201
        f"{number} commits, {all_places} places, {edits} edits, {told} findings, {told / max(edits, 1):.2f} an edit"
    )


def read(text: bytes, path: str) -> tuple[Any, Snapshot]:
    with tempfile.NamedTemporaryFile(suffix=Path(path).suffix) as file:
        file.write(text)
        file.flush()
        return parsed(text, path), snapshot_of_file(Path(file.name), "spec")


def tell(subject: str, places: Sequence[Place], found: Sequence[Finding], *, verbose: bool) -> None:
    levels = " ".join(f"{counted(found)[level]:4}" for level in ("breaking", "warning", "info"))
    edits = len({place.edit for place in places})
    ratio = f"{len(found) / max(edits, 1):6.2f}"
    print(f"{len(places):5} {edits:5} {len(found):5} {ratio} {levels}  {subject}", flush=True)  # noqa: T201
    if verbose:
        for place in places:
            print("    at " + " ".join(place.at))  # noqa: T201
        for finding in found:
            print(f"    {finding.level:8} {finding.id} [{len(finding.single)}]: {finding.message}")  # noqa: T201


if __name__ == "__main__":
    main()
