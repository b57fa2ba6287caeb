"""driftwatch init."""

import re
import sys
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from driftwatch.config.faults import check_source_name, check_url
from driftwatch.config.keys import CONFIG_NAME, PATHS, SCHEMA_NAME, SourceConfig
from driftwatch.config.reading import parse_config
from driftwatch.config.repositories import remote_host
from driftwatch.config.rewriting import quoted
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.errors import ObservationError, RepositoryError, UsageError
from driftwatch.patterns import lazy_regex
from driftwatch.reports.safe import one_line
from driftwatch.reports.verdict import counted

if TYPE_CHECKING:
    from driftwatch.workflows.discovery import Discovery

_WORKFLOW: Final = ".github/workflows/driftwatch.yml"
_CONTRACTS: Final = "contracts/README.md"
_SKILL: Final = "skills/driftwatch/SKILL.md"
_GENERIC: Final = frozenset({"www", "docs", "apidoc", "apidocs", "api", "developer", "developers"})
_PRESETS: Final = {"cometapi": "https://apidoc.cometapi.com/llms.txt"}
"""The index of each documentation that is known by name."""
_COUNTED: Final = {
    "llms.txt": ("entry", "entries"),
    "sitemap": ("address", "addresses"),
    "page": ("page by its links", "pages by its links"),
    "specification": ("operation", "operations"),
    "api-catalog": ("specification", "specifications"),
    "repository": ("file", "files"),
}
_HOLLOW: Final = "; hardly a word stands in it, so scripts may write what its readers see"
_DRAWN: Final = "; empty boxes stand in it for the fields of its call, so a script draws them"
_MINUTE: Final = lazy_regex(r'(cron: ")([0-9]{1,2})( 5 )')


@click.command()
@click.argument("url", required=False)
@click.option("--index", help="Watch this llms.txt, sitemap or OpenAPI file as it is, without looking at it first.")
@click.option("--preset", type=click.Choice(tuple(_PRESETS)), help="Watch a documentation that driftwatch knows.")
@click.option("--name", help="Name of the source.  [default: from the URL]")
@click.option(
    "--uses", metavar="OWNER/REPO@COMMIT", help="What the workflow runs: driftwatch on GitHub, at a full commit."
)
@click.option(
    "--with",
    "added",
    type=click.Choice(("monitoring", "skill")),
    help="Write that workflow, or that file for coding agents, and nothing else.",
)
@click.option(
    "--allow-production",
    "typed",
    multiple=True,
    metavar="HOST",
    help="With monitoring: a host of production that it may call, typed out. May be repeated.",
)
def init(
    *,
    url: str | None,
    index: str | None,
    preset: str | None,
    name: str | None,
    uses: str | None,
    added: str | None,
    typed: tuple[str, ...],
) -> int:
    """Look at documentation, and write driftwatch.toml, a scheduled workflow and a folder for manifests, here.

    Beside driftwatch.toml lies driftwatch.schema.json, by which editors complete its keys.

    URL is a home page of docs, an llms.txt, a sitemap, an OpenAPI file, or a git repository of docs (an address or a
    path). Its host is asked for llms.txt, sitemap.xml, specifications and an api-catalog; what was found and what would
    be watched is said. Without URL it asks, on a terminal.

    Files that exist are left as they are. Without --uses the workflow is a placeholder, which fails and says so;
    a later call with --uses replaces it.

    `--with monitoring` adds, to a repository with manifests, a workflow that calls their API every day: only what costs
    nothing, with the key in an environment of GitHub, and never for a pull request or a fork.

    `--with skill` adds a file that tells a coding agent how to ask driftwatch, below .claude or .agents.

    \b
    Examples:
      driftwatch init https://docs.acme.example
      driftwatch init https://github.com/acme/docs --uses OWNER/REPO@COMMIT
      driftwatch init --preset cometapi
      driftwatch init --with monitoring --uses OWNER/REPO@COMMIT --allow-production api.acme.example
      driftwatch init --with skill
    """
    from driftwatch.workflows.workflow_origins import pinned_action

    if typed and added != "monitoring":
        raise UsageError("--allow-production goes with --with monitoring", hint="nothing else of it calls an API")
    if sum(each is not None for each in (url, index, preset)) > 1:
        raise UsageError("URL, --index and --preset each say what to watch", hint="give one of them")
    if added and (url or index or preset or name):
        raise UsageError(
            f"--with {added} watches nothing new", hint="call init once with what to watch, and once with --with"
        )
    index = _PRESETS[preset] if preset else index
    _check_written(index, name)
    action = None if uses is None else pinned_action(uses)
    root = _root_above(Path.cwd())
    if root is not None:
        raise UsageError(
            f"this is a folder inside the repository {root}", hint=f"GitHub reads workflows at its top: cd {root}"
        )
    if added == "skill":
        return _add_skill()
    return _add_monitoring(action, typed) if added else _begin(url, index, preset=preset, name=name, action=action)


def _check_written(index: str | None, name: str | None) -> None:
    if index is not None:
        check_url(index, option="--index")
    if name is not None:
        check_source_name(name)


def _begin(url: str | None, index: str | None, *, preset: str | None, name: str | None, action: str | None) -> int:
    """Look at what is to be watched, and write all files that are not there."""
    kept = Path(CONFIG_NAME).exists() or Path(CONFIG_NAME).is_symlink()
    wanted = url or (None if index or kept else _asked())
    source = _looked_at(wanted) if wanted else SourceConfig(index=index or "")
    called = name or preset or _name_of(source)
    config = _text("driftwatch.toml").replace("[sources.@NAME@]", f"[sources.{called}]")
    config = config.replace("@WATCHED@", _watched(source)).replace("@LOCALE@", quoted(source.locale))
    if not kept:
        parse_config(config)
    _write(Path(CONFIG_NAME), config)
    _write_schema()
    _write_workflow(Path(_WORKFLOW), _minute(called), action)
    _write(Path(_CONTRACTS), _text("contracts.md") + (_text(f"contracts-{preset}.md") if preset else ""))
    if kept and wanted:
        click.echo(f"{CONFIG_NAME} stays as it was; to watch this, too, add:\n\n{_block(called, source)}\n")
    click.echo(_next(called))
    return 0


def _add_monitoring(action: str | None, typed: tuple[str, ...]) -> int:
    from driftwatch.cli.init_monitoring import FILE, manifests_here, monitored, next_steps, workflow

    if action is None:
        raise UsageError(
            "--with monitoring: which driftwatch is to run?", hint="name it: --uses OWNER/REPO@COMMIT, a full commit"
        )
    what = monitored(manifests_here(), typed)
    _write(Path(FILE), workflow(_text("workflow-monitoring.yml"), minute=_minute(FILE), action=action, what=what))
    click.echo(next_steps(what))
    return 0


def _add_skill() -> int:
    """Write the skill into each folder of coding agents that there is, else into the one that is nobody's own."""
    if not Path(CONFIG_NAME).is_file():
        raise UsageError(
            f"--with skill: there is no {CONFIG_NAME} here, so an agent would have nothing to ask",
            hint="driftwatch init https://docs.example.com, then again",
        )
    written = [Path(folder, _SKILL) for folder in (".claude", ".agents") if Path(folder).is_dir()]
    written = written or [Path(".agents", _SKILL)]
    for path in written:
        _write(path, _text("skill.md"))
    click.echo(f"next: git add {' '.join(map(str, written))}, and commit it")
    return 0


def _minute(name: str) -> str:
    """Give each schedule a minute of its own, never on the hour."""
    return str(7 + zlib.crc32(name.encode()) % 46)


def _write_schema() -> None:
    """Write the schema that editors complete driftwatch.toml by; over one that an older driftwatch wrote, too."""
    text, present = _text(SCHEMA_NAME), _present(Path(SCHEMA_NAME))
    is_ours = present.startswith(text[: text.index('"description"')]) and not Path(SCHEMA_NAME).is_symlink()
    _write(Path(SCHEMA_NAME), text, anew=is_ours and present != text)


def _asked() -> str:
    """Ask what to watch, where there is somebody to ask.

    Raises:
        UsageError: there is not.
    """
    hint = "driftwatch init https://docs.example.com, or `driftwatch init --preset cometapi`"
    if not _is_terminal():
        raise UsageError("it is not said what to watch", hint=hint)
    click.echo("The documentation to watch: its home page, llms.txt, sitemap, an OpenAPI file, or a git repository.")
    answer: str = click.prompt("URL", type=str)
    return answer.strip()


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _looked_at(address: str) -> SourceConfig:
    """Look at what there is, say it, and return what is to be watched.

    Raises:
        ConfigError: it is no address.
        ObservationError: nothing can be read there.
    """
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.wiring import App
    from driftwatch.workflows.discovery import as_repository, discover

    is_path = "://" not in address and Path(address).is_dir()
    if "://" not in address and Path(address).is_file():
        raise UsageError(
            f"{address} is a file: what is watched is a site, or a git repository",
            hint="give its URL, or the folder of its repository; `driftwatch diff OLD NEW` compares two files",
        )
    if not is_path and address.startswith(("/", "./", "../", "~")):
        raise UsageError(f"there is no folder {address}", hint="check the path, or give the address of a site")
    if not is_path and not as_repository(address):
        address = address if "://" in address else f"https://{address}"
        check_url(address, option="URL")
    try:
        found = discover(address, open_fetcher=App(talk=QuietTalk()).visitor, is_path=is_path)
    except ObservationError as error:
        if not (is_path or as_repository(address)):
            raise
        asks = f"nothing was written; see what `git ls-remote {quote(address)}` says"
        raise ObservationError(error.message, hint=one_line(asks, limit=400)) from None
    if found.unread:
        from driftwatch.redaction import redact_url

        told = f"{redact_url(address)} could not be read ({found.unread}): what was found is beside it on that host"
        click.echo(one_line(f"attention: {told}", limit=400))
    for line in _lines_of(found):
        click.echo(one_line(line, limit=400))
    return found.source


def _lines_of(found: "Discovery") -> Iterator[str]:
    """Yield what was found and what would be watched, a line each."""
    from driftwatch.redaction import redact_url

    for each in found.found:
        what = _COUNTED.get(each.kind) if each.count or each.kind != "page" else None
        many = f", {each.count:,} {what[each.count != 1]}" if what else ""
        lack = _HOLLOW if each.hollow else _DRAWN if each.drawn else ""
        yield f"found  {each.kind}: {redact_url(each.url)}{many}{lack}"
    others = ", ".join(f"{count} in {language}" for language, count in found.languages.items())
    of_what = " of specifications" if any(each.kind != "page" for each in found.found) else ""
    specified = f", {counted(found.operations, 'operation')}{of_what}" if found.operations else ""
    yield (
        f"watch  {counted(found.pages, 'document')}{specified}; language {found.source.locale}"
        f"{f' (left out: {others})' if others else ''}"
    )
    if found.beyond:
        asks = f"`max_documents` raises that, `{'paths' if found.source.repository else 'include'}` chooses"
        yield f"watch  {counted(found.beyond, 'document')} more than {found.pages:,} are left out: {asks}"
    yield from _lines_of_files(found)
    if not found.source.repository or remote_host(found.source.repository):
        yield f"hosts  {', '.join(allowed_hosts(found.source))}"
    for host, count in found.elsewhere.items():
        are = "is" if count == 1 else "are"
        yield f"hosts  {counted(count, 'document')} {are} on {host}: add it to `hosts` to have what is there read"


def _lines_of_files(found: "Discovery") -> Iterator[str]:
    """Yield which files of a repository are watched in another way than most, or not."""
    for each in found.markup:
        read = "as they are written: what the build adds to them is on the site that is built of them"
        left = "are left out: add the pattern to `paths` to have them read"
        yield f"watch  {counted(each.count, 'file')} {each.pattern} {read if each.is_watched else left}"
    for path, kept in found.again.items():
        yield f"watch  {path} is left out: it is {kept} once more"


def _block(name: str, source: SourceConfig) -> str:
    return f"[sources.{name}]\n{_watched(source)}\nlocale = {quoted(source.locale)}"


def _watched(source: SourceConfig) -> str:
    """Write what a source watches as keys of driftwatch.toml."""
    lines = [f"{key} = {quoted(value)}" for key in ("index", "repository") if (value := getattr(source, key))]
    paths = source.paths if source.paths != PATHS else ()
    lists = {"documents": source.documents, "paths": paths, "exclude": source.exclude}
    lines += [f"{key} = [{', '.join(map(quoted, values))}]" for key, values in lists.items() if values]
    return "\n".join(lines)


def _next(name: str) -> str:
    """Return the commands that come next."""
    commands = [
        *([] if _is_in_repository(Path.cwd()) else ["git init"]),
        f"git add {CONFIG_NAME} {SCHEMA_NAME} {_WORKFLOW} {_CONTRACTS}",
        f'git commit -m "Watch the documentation of {name}"',
        "driftwatch run",
    ]
    return "\n".join(["next: read driftwatch.toml, then", *(f"  {command}" for command in commands)])


def _write_workflow(path: Path, minute: str, action: str | None) -> None:
    """Write the workflow, also over a placeholder that nobody edited; say what is left to do."""
    from driftwatch.workflows.workflow_origins import PLACEHOLDER

    present = _present(path)
    placeholder = _text("workflow-placeholder.yml")
    if action is None:
        _write(path, placeholder.replace("@MINUTE@", minute))
    elif (timed := _MINUTE.search(present)) and _MINUTE.sub(r"\1@MINUTE@\3", present, count=1) == placeholder:
        _write(path, _workflow(timed[2], action), anew=True)
    else:
        _write(path, _workflow(minute, action))
    if PLACEHOLDER in _present(path):
        wanted = (
            f"delete it, then `driftwatch init --uses {action}`"
            if action
            else "`driftwatch init --uses OWNER/REPO@COMMIT`"
        )
        click.echo(f"attention: {path} is a placeholder that runs nothing: {wanted} writes the one that watches")


def _workflow(minute: str, action: str) -> str:
    return _text("workflow.yml").replace("@MINUTE@", minute).replace('"@USES@"', action)


def _present(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _write(path: Path, text: str, *, anew: bool = False) -> None:
    """Write a file unless there is one, or a link of its name: a link could lead out of the repository.

    Raises:
        UsageError: a folder on the way is a link, or it cannot be written.
    """
    if not anew and (path.exists() or path.is_symlink()):
        click.echo(f"kept   {path}")
        return
    if link := next((folder for folder in path.parents if folder.is_symlink()), None):
        raise UsageError(f"{path} cannot be written: {link} is a link", hint="it may lead elsewhere: make it a folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if anew else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}", hint="check the folder") from None
    click.echo(f"wrote  {path}")


def _text(name: str) -> str:
    return (files("driftwatch.cli") / "scaffold" / name).read_text(encoding="utf-8")


def _name_of(source: SourceConfig) -> str:
    """Return the first part of the host that says whose documentation it is, or the owner of a repository."""
    try:
        base = urlsplit(base_of(source)) if source.index or source.documents or source.repository else urlsplit("")
        host = base.hostname or ""
    except ValueError:
        return "docs"
    owner = base.path.strip("/").split("/")[0] if source.repository else ""
    parts = [owner] if owner else [part for part in host.split(".") if part not in _GENERIC]
    return re.sub(r"[^a-z0-9]+", "-", parts[0].lower() if parts else "").strip("-")[:63] or "docs"


def _is_in_repository(folder: Path) -> bool:
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.wiring import App

    try:
        return bool(App(talk=QuietTalk(), start=folder).repository.root)
    except RepositoryError:
        return False


def _root_above(folder: Path) -> Path | None:
    """Return the top of the repository when that is not this folder."""
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.wiring import App

    try:
        top = App(talk=QuietTalk(), start=folder).repository.root
    except RepositoryError:
        return None
    return top if top != folder else None
