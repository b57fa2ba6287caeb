"""Which source is meant, and which hosts may be contacted for it."""

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from driftwatch.config.keys import CONFIG_NAME, Config, SourceConfig
from driftwatch.config.repositories import base_of_repository, folder_of_pages, published_page, remote_host
from driftwatch.errors import ConfigError
from driftwatch.model.reading import host_of
from driftwatch.spelling import did_you_mean


def source_named(config: Config, name: str | None) -> tuple[str, SourceConfig]:
    """Pick a source by name, or the only one.

    Raises:
        ConfigError: there is no such source, or several and no name.
    """
    if not config.sources:
        raise ConfigError(f"{CONFIG_NAME} names no source", hint="add a [sources.NAME] table, or run `driftwatch init`")
    if name is None:
        if len(config.sources) > 1:
            names = ", ".join(sorted(config.sources))
            raise ConfigError(f"{CONFIG_NAME} names several sources: {names}", hint="say which one with --source NAME")
        name = next(iter(config.sources))
    if name not in config.sources:
        known = ", ".join(sorted(config.sources))
        raise ConfigError(
            f"{CONFIG_NAME} has no source {name!r}{did_you_mean(name, config.sources)}", hint=f"known: {known}"
        )
    return name, config.sources[name]


def wanted_sources(config: Config, name: str | None) -> tuple[str, ...]:
    """Pick the source that is named, or all that are scheduled, sorted; never none.

    Raises:
        ConfigError: there is no such source, or none is scheduled.
    """
    if name or not config.sources:
        return (source_named(config, name)[0],)
    if not config.scheduled:
        names = ", ".join(sorted(config.sources))
        raise ConfigError(
            f"{CONFIG_NAME} schedules no source: {names} {'has' if len(config.sources) == 1 else 'have'} "
            "`scheduled = false`",
            hint="say which one with --source NAME",
        )
    return config.scheduled


def base_of(source: SourceConfig) -> str:
    """Return the URL to which the places of a source's documents are relative: of its index, or of its first page."""
    if source.repository:
        return base_of_repository(source.repository, source.branch)
    return source.index or source.documents[0]


def published_by(source: SourceConfig | None) -> Callable[[str, str], str] | None:
    """Return what tells the public URL of a page by that of its file and by what it says itself, and of no other.

    None for a source that says nothing of where its pages are public.
    """
    if source is None or not source.published:
        return None
    folder = source.published_from or folder_of_pages(source.paths)
    return partial(_published, base=base_of(source), folder=folder, at=source.published)


def _published(url: str, said: str, *, base: str, folder: str, at: str) -> str:
    path = unquote(url[len(base) :]) if url.startswith(base) else ""
    return published_page(path, folder=folder, at=at, said=said) or url


def allowed_hosts(source: SourceConfig) -> tuple[str, ...]:
    """Name the hosts that may be contacted for a source, as `FetchPolicy.allowed_hosts` writes them."""
    if source.hosts:
        # A folder of this machine is no host: who names others for a repository means what may be contacted.
        local = {host_of(base_of(source))} if source.repository and not remote_host(source.repository) else set()
        return tuple(sorted({host.lower() for host in source.hosts} | local))
    urls = (base_of(source), *source.documents)
    return tuple(sorted({host_of(url) for url in urls}))
