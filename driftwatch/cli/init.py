"""driftwatch init."""

import re
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click

from driftwatch.config.faults import check_source_options
from driftwatch.config.keys import CONFIG_NAME
from driftwatch.config.reading import parse_config
from driftwatch.errors import RepositoryError, UsageError

_WORKFLOW: Final = ".github/workflows/driftwatch.yml"
_CONTRACTS: Final = "contracts/README.md"
_GENERIC: Final = frozenset({"www", "docs", "apidoc", "apidocs", "api", "developer", "developers"})
_COMETAPI: Final = "https://apidoc.cometapi.com/llms.txt"
_MINUTE: Final = re.compile(r'(cron: ")([0-9]{1,2})( 5 )')


@click.command()
@click.option("--index", default=_COMETAPI, show_default=True, help="URL of llms.txt, a sitemap or an OpenAPI file.")
@click.option("--name", help="Name of the source.  [default: from the URL]")
@click.option(
    "--uses", metavar="OWNER/REPO@COMMIT", help="What the workflow runs: driftwatch on GitHub, at a full commit."
)
@click.option("--with", "added", type=click.Choice(("monitoring",)), help="Write that workflow, and nothing else.")
@click.option(
    "--allow-production",
    "typed",
    multiple=True,
    metavar="HOST",
    help="With monitoring: a host of production that it may call, typed out. May be repeated.",
)
def init(*, index: str, name: str | None, uses: str | None, added: str | None, typed: tuple[str, ...]) -> int:
    """Write driftwatch.toml, a scheduled workflow and a folder for manifests, here.

    Files that exist are left as they are. Without --uses the workflow is a placeholder, which fails and says so;
    a later call with --uses replaces it.

    `--with monitoring` adds, to a repository with manifests, a workflow that calls their API every day: only what costs
    nothing, with the key in an environment of GitHub, and never for a pull request or a fork.

    \b
    Examples:
      driftwatch init --uses OWNER/REPO@COMMIT
      driftwatch init --name acme --index https://docs.acme.example/llms.txt
      driftwatch init --with monitoring --uses OWNER/REPO@COMMIT --allow-production api.acme.example
    """
    from driftwatch.workflows.workflow_origins import pinned_action

    if typed and added is None:
        raise UsageError("--allow-production goes with --with monitoring", hint="nothing else of it calls an API")

    source = name or _name_of(index)
    check_source_options(source, index)
    action = None if uses is None else pinned_action(uses)
    root = _root_above(Path.cwd())
    if root is not None:
        raise UsageError(
            f"this is a folder inside the repository {root}", hint=f"GitHub reads workflows at its top: cd {root}"
        )
    if added is not None:
        return _add_monitoring(action, typed)
    config = _text("driftwatch.toml").replace("@NAME@", source).replace("@INDEX@", _toml(index))
    parse_config(config)
    _write(Path(CONFIG_NAME), config)
    _write_workflow(Path(_WORKFLOW), _minute(source), action)
    _write(Path(_CONTRACTS), _text("contracts.md"))
    click.echo("next: read driftwatch.toml, then `driftwatch run`")
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


def _minute(name: str) -> str:
    """Give each schedule a minute of its own, never on the hour."""
    return str(7 + zlib.crc32(name.encode()) % 46)


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
    """Write a file unless there is one, or a link of its name: a link could lead out of the repository."""
    if not anew and (path.exists() or path.is_symlink()):
        click.echo(f"kept   {path}")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if anew else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}", hint="check the folder") from None
    click.echo(f"wrote  {path}")


def _text(name: str) -> str:
    return (files("driftwatch.cli") / "scaffold" / name).read_text(encoding="utf-8")


def _name_of(index: str) -> str:
    """Return the first part of the host that says whose documentation it is."""
    try:
        host = urlsplit(index).hostname or ""
    except ValueError:
        return "docs"
    parts = [part for part in host.split(".") if part not in _GENERIC]
    return re.sub(r"[^a-z0-9]+", "-", parts[0].lower() if parts else "").strip("-") or "docs"


def _root_above(folder: Path) -> Path | None:
    """Return the top of the repository when that is not this folder."""
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.wiring import App

    try:
        top = App(talk=QuietTalk(), start=folder).repository.root
    except RepositoryError:
        return None
    return top if top != folder else None


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
