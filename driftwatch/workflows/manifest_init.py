"""manifest init: a new manifest from the newest snapshot, beside the others."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from driftwatch.adapters.files import make_folder, read_file, write_atomic
from driftwatch.errors import UsageError
from driftwatch.located.problem import Problem
from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.file.targets import base_url_faults
from driftwatch.manifests.observations.calls import calls_of
from driftwatch.manifests.observations.usage import Usage
from driftwatch.manifests.recordings import body_of
from driftwatch.manifests.scaffold.fields import Used
from driftwatch.manifests.scaffold.head import NO_PAGE
from driftwatch.manifests.scaffold.manifest import Wanted, base_question, call_of, file_name, scaffold
from driftwatch.model.address import operation_key
from driftwatch.model.json_values import Json
from driftwatch.ports import Project
from driftwatch.workflows.manifests import named
from driftwatch.workflows.observations import Opened
from driftwatch.workflows.resolve import resolver_of

_CODEOWNERS: Final = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")


class Request(Struct, frozen=True, kw_only=True):
    """What the user asks for."""

    operation: str
    variant: str = ""
    owner: str = ""
    base_url: str = ""
    """Where the API is called, of whoever knows."""
    fixtures: tuple[str, str] | None = None
    traffic: str | None = None
    """Name of recorded traffic, `-` for standard input."""
    output: str | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """A manifest that was written, and what keeps it from being used."""

    text: str
    path: Path
    problems: tuple[Problem, ...] = ()
    hint: str = ""
    """What would have told what no documentation does."""


def written(
    project: Project,
    request: Request,
    *,
    opened: Opened,
    source: str | None,
    against: str | None,
    keep: bool,
    ask: Callable[[str], str] = lambda _: "",
) -> Draft:
    """Write a manifest, and say what is wrong with it as `manifest lint` would.

    Args:
        project: where it belongs.
        request: what the user asks for.
        opened: opens recorded traffic.
        source: name of the source.
        against: the snapshot to write from; the newest without it.
        keep: whether a file is written.
        ask: returns the base URL that a person names, "" without one; told why it is asked.

    Raises:
        UsageError: the operation is not documented, or the file exists.
        ManifestError: a recording cannot be read or holds a credential.
    """
    folder = project.workspace.manifests
    path = Path(request.output) if request.output else folder / file_name(request.operation, request.variant)
    if keep and path.exists():
        raise UsageError(
            f"{path} exists and is left as it is", hint="review it with `driftwatch manifest review`, or name --output"
        )
    resolver = resolver_of(project, source)
    sided = resolver.named(against) if against else resolver.newest()
    snapshot, read_on = sided.snapshot, sided.side.date if against else resolver.newest_day()
    sent, received = _recordings(request.fixtures)
    usage = _usage(request, opened)
    wanted = Wanted(
        operation=request.operation,
        accessed=read_on or project.clock.today(),
        owner=request.owner or _codeowner(path, folder.parent),
        base_url=_checked(request.base_url),
        variant=request.variant,
        request=sent,
        response=received,
        files=_references(request.fixtures, folder.parent),
        traffic=_used(usage) if usage else None,
        failures=tuple(sorted(usage.failures.items())) if usage else (),
    )
    question = base_question(snapshot, wanted) if not wanted.base_url else ""
    if question:
        wanted = structs.replace(wanted, base_url=_checked(ask(question)))
    text = scaffold(snapshot, wanted)
    if keep:
        make_folder(path.parent, hint="name another file with --output")
        write_atomic(path, text.encode())
    found = lint(text.encode(), file=named(path, project.workspace.root), today=project.clock.today())
    return Draft(text=text, path=path, problems=found.errors, hint=_hint(project, source, text))


def _hint(project: Project, source: str | None, text: str) -> str:
    """Say how the page of an operation gets an address, where it is a file of a repository alone."""
    if NO_PAGE not in text or project.workspace.file is None:
        return ""
    name, settings = project.workspace.source(source)
    if not settings.repository or settings.published:
        return ""
    return f'where the pages of {name} are public is not configured: published = "https://..." in its table says so'


def _checked(base_url: str) -> str:
    """Return a base URL that somebody named.

    Raises:
        UsageError: it is none; it is not repeated, since it may hold a credential.
    """
    wrong = next(base_url_faults(base_url), "") if base_url else ""
    if wrong:
        raise UsageError(f"--base-url: {wrong}", hint="write scheme and host, as https://api.example.com")
    return base_url


def _usage(request: Request, opened: Opened) -> Usage | None:
    """Return what recorded traffic shows of the operation; None without traffic.

    Raises:
        UsageError: no call of it succeeded.
    """
    if request.traffic is None:
        return None
    if request.fixtures is not None:
        raise UsageError("--from-traffic and --from-fixture say the same", hint="leave one out")
    usage = Usage(operation_key(*call_of(request.operation)))
    with opened(request.traffic) as read:
        for call in calls_of(read, file=request.traffic):
            usage.add(call)
    if not usage.sent.bodies and not usage.got.bodies:
        why = (
            f"{usage.calls} calls of {request.operation} in it"
            if usage.calls
            else f"no call of {request.operation} in it"
        )
        raise UsageError(f"{request.traffic}: {why}, none with a JSON body that succeeded", hint="record one that does")
    return usage


def _used(usage: Usage) -> Used:
    """Return what was sent and got; of a side that had no body in JSON what is documented is written."""
    sent, got = (shape.leaves() if shape.bodies else None for shape in (usage.sent, usage.got))
    return Used(request=sent, response=got)


def _recordings(fixtures: tuple[str, str] | None) -> tuple[Json, Json]:
    if fixtures is None:
        return None, None
    sent, received = (body_of(_text(name), file=name) for name in fixtures)
    return sent, received


def _references(fixtures: tuple[str, str] | None, root: Path) -> tuple[str, str]:
    """Name the recordings relative to the project; those outside of it are not referred to."""
    if fixtures is None:
        return "", ""
    first, second = (_inside(Path(name), root) for name in fixtures)
    return first, second


def _inside(path: Path, root: Path) -> str:
    inside = path.resolve().is_relative_to(root.resolve())
    return _relative(path, root) if inside else ""


def _text(name: str) -> str:
    try:
        return read_file(Path(name)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8", hint="a recording is one JSON body in UTF-8") from None


def _codeowner(path: Path, root: Path) -> str:
    """Return the owner of a file by CODEOWNERS, its last fitting line, without @; "" when there is none."""
    for name in _CODEOWNERS:
        file = root / name
        if file.is_file():
            return _owner_in(read_file(file).decode("utf-8", "replace"), _relative(path, root))
    return ""


def _relative(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def _owner_in(text: str, path: str) -> str:
    owner = ""
    for line in text.splitlines()[:5000]:
        pattern, *owners = line.partition("#")[0].split() or [""]
        if owners and _covers(pattern, path):
            owner = owners[0].removeprefix("@").rpartition("/")[2]
    return owner


def _covers(pattern: str, path: str) -> bool:
    bare = pattern.strip("/")
    return pattern == "*" or path == bare or path.startswith(f"{bare}/") or fnmatchcase(path, bare)
