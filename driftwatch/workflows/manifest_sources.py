"""Which source a manifest was read from: told by its pages, and where those could be of several by its operation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from driftwatch.adapters.workspace import Workspace
from driftwatch.alignment import begun_alike
from driftwatch.config.keys import SourceConfig
from driftwatch.config.sources import allowed_hosts, base_of
from driftwatch.errors import DriftwatchError
from driftwatch.model.manifest import Manifest
from driftwatch.model.reading import host_if_any
from driftwatch.model.snapshot import SHARED, Owner
from driftwatch.model.stored import documented_in, operation_stem
from driftwatch.presence.watched import unwatched

_ELSEWHERE: Final = 0
_SAME_MACHINE: Final = 1
"""At another port, or left out by the configuration."""
_SAME_HOST: Final = 2
_EXTENSIONS: Final = frozenset(
    ("adoc", "htm", "html", "json", "markdown", "md", "mdx", "rst", "txt", "xml", "yaml", "yml")
)
"""Of files that hold documentation: what else follows a dot is part of a name, as in `v1.2`."""


def by_source(workspace: Workspace, manifests: Iterable[Manifest]) -> Mapping[str, tuple[Manifest, ...]]:
    """Part manifests by the source that they were read from; what fits none is the first one's.

    A source without manifests is left out unless it is the only one. Without a configuration there is one, called "".

    Raises:
        ConfigError: the configuration names no source.
    """
    if workspace.file is None:
        return {"": tuple(manifests)}
    sources = workspace.config.sources or dict([workspace.source(None)])  # which raises when there is none
    parted: dict[str, list[Manifest]] = {name: [] for name in sources}
    for manifest in manifests:
        parted[_source_of(manifest, sources, workspace)].append(manifest)
    return {name: tuple(mine) for name, mine in parted.items() if mine or len(parted) == 1}


def read_elsewhere(workspace: Workspace, manifests: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Return the manifests of whose pages none of several sources watches any: what they are held against is a guess.

    One source alone is meant, wherever its pages are public.
    """
    if workspace.file is None or len(workspace.config.sources) == 1:
        return ()
    sources = workspace.config.sources.values()
    return tuple(
        one
        for one in manifests
        if one.pages and all(_nearness(page.url, source) < _SAME_HOST for page in one.pages for source in sources)
    )


def _source_of(manifest: Manifest, sources: Mapping[str, SourceConfig], workspace: Workspace) -> str:
    """Take the source that most pages are nearest to; of several the one that documents the operation."""
    if len(sources) == 1:
        return next(iter(sources))
    votes = Counter[str]()
    for page in manifest.pages:
        near = {name: _nearness(page.url, source) for name, source in sources.items()}
        most = max(near.values())
        votes.update(name for name in near if near[name] == most > _ELSEWHERE)
    most = max(votes.values(), default=0)
    fitting = [name for name in sources if votes[name] == most]
    if len(fitting) > 1:
        fitting = [name for name in fitting if _documents(workspace.snapshots(name), manifest)] or fitting
    return fitting[0]


def _documents(folder: Path, manifest: Manifest) -> bool:
    """Tell whether the newest snapshot documents the operation; who reads what is damaged says so, nobody here."""
    stem = PurePosixPath(operation_stem(manifest.key))
    files = (*(folder / stem.parent).rglob(f"{stem.name}*.jsonl"), *(folder / SHARED / stem.parent).rglob("*.jsonl"))
    try:
        return any(owner.name == manifest.key for file in files for owner in _operations(file))
    except (DriftwatchError, OSError):
        return False


def _operations(file: Path) -> Iterable[Owner]:
    return documented_in(file.read_bytes(), name=file.name)


def _nearness(url: str, source: SourceConfig) -> int:
    """Return how near a page is to what a source watches: several sources may share a host, and many a forge."""
    if source.published and host_if_any(url) == host_if_any(source.published):
        return _SAME_HOST + _shared(url, source.published)
    hosts = allowed_hosts(source)
    if host_if_any(url) not in hosts:
        name = urlsplit(url).hostname or ""
        return _SAME_MACHINE if name in {host.partition(":")[0] for host in hosts} else _ELSEWHERE
    if unwatched(source, [url]):
        return _SAME_MACHINE
    return _SAME_HOST + max(_shared(url, address) for address in (base_of(source), *source.documents))


def _shared(url: str, address: str) -> int:
    """Count the segments in which two paths begin alike; the extension of a file is none of its name."""
    return begun_alike(_segments(url), _segments(address))


def _segments(url: str) -> tuple[str, ...]:
    *folders, name = urlsplit(url).path.strip("/").split("/")
    stem, _, extension = name.rpartition(".")
    return (*folders, stem if stem and extension.lower() in _EXTENSIONS else name)
