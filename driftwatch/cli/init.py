"""driftwatch init."""

import re
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click

from driftwatch.config import CONFIG_NAME, check_source_options, parse_config
from driftwatch.errors import RepositoryError, UsageError

_WORKFLOW: Final = ".github/workflows/driftwatch.yml"
_CONTRACTS: Final = "contracts/README.md"
_GENERIC: Final = frozenset({"www", "docs", "apidoc", "apidocs", "api", "developer", "developers"})
_COMETAPI: Final = "https://apidoc.cometapi.com/llms.txt"


@click.command()
@click.option("--index", default=_COMETAPI, show_default=True, help="URL of llms.txt, a sitemap or an OpenAPI file.")
@click.option("--name", help="Name of the source.  [default: from the URL]")
def init(*, index: str, name: str | None) -> int:
    """Write driftwatch.toml, a scheduled workflow and a folder for manifests, here.

    Files that exist are left as they are.

    \b
    Examples:
      driftwatch init
      driftwatch init --name acme --index https://docs.acme.example/llms.txt
    """
    source = name or _name_of(index)
    check_source_options(source, index)
    root = _root_above(Path.cwd())
    if root is not None:
        raise UsageError(
            f"this is a folder inside the repository {root}", hint=f"GitHub reads workflows at its top: cd {root}"
        )
    config = _text("driftwatch.toml").replace("@NAME@", source).replace("@INDEX@", _toml(index))
    parse_config(config)
    minute = str(7 + zlib.crc32(source.encode()) % 46)
    wanted = {
        CONFIG_NAME: config,
        _WORKFLOW: _text("workflow.yml").replace("@MINUTE@", minute),
        _CONTRACTS: _text("contracts.md"),
    }
    for path, text in wanted.items():
        _write(Path(path), text)
    click.echo("next: read driftwatch.toml, then `driftwatch run`")
    return 0


def _write(path: Path, text: str) -> None:
    if path.exists():
        click.echo(f"kept   {path}")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
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
