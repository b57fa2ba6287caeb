"""Parts of the sources: those that must not be read side by side, and equal shares for several jobs."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from driftwatch.config.keys import Config, SourceConfig
from driftwatch.config.sources import allowed_hosts
from driftwatch.errors import UsageError
from driftwatch.model.reading import LOOPBACK_HOSTS
from driftwatch.patterns import lazy_regex

MOST_JOBS: Final = 256
"""Jobs that a matrix of a GitHub workflow may have."""
_A_SHARE: Final = 40
"""Sources that one job captures in some minutes."""
Chain: TypeAlias = tuple[str, ...]
"""Names of sources that share a host: one is read after the other."""

_SHARD: Final = lazy_regex(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


def chains(sources: Mapping[str, SourceConfig]) -> tuple[Chain, ...]:
    """Part sources into those that share hosts, directly or through others, each sorted by name.

    Two of them that are read side by side would call on a host twice as often as one may. This machine, which is its
    own guest, may be called as often as it likes.
    """
    leader = {name: name for name in sources}

    def found(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    first: dict[str, str] = {}
    for name in sorted(sources):
        for host in _hosts(sources[name]):
            leader[found(name)] = found(first.setdefault(host, name))
    parts: dict[str, list[str]] = {}
    for name in sorted(sources):
        parts.setdefault(found(name), []).append(name)
    return tuple(sorted(map(tuple, parts.values())))


def shard_of(config: Config, shard: str) -> tuple[str, ...]:
    """Return the names of one share of the scheduled sources; `2/8` is the second of eight.

    Sources of one host are in one share. The shares are as equal as hosts allow, and every job finds the same ones,
    from the configuration alone.

    Raises:
        UsageError: it is no share, or one that there is not.
    """
    written = _SHARD.fullmatch(shard)
    if written is None or int(written[1]) > int(written[2]):
        raise UsageError(f"{shard[:40]!r} is no shard", hint="write I/N: `--shard 1/8` to `--shard 8/8`")
    number, count = int(written[1]), int(written[2])
    _refuse_too_many(count)
    shares: list[list[str]] = [[] for _ in range(count)]
    scheduled = {name: config.sources[name] for name in config.scheduled}
    for chain in sorted(chains(scheduled), key=lambda chain: (-len(chain), chain)):
        min(shares, key=len).extend(chain)
    return tuple(sorted(shares[number - 1]))


def matrix_of(names: Sequence[str], shards: int | None) -> dict[str, list[str]]:
    """Return the matrix of a GitHub job: a source a job, or a share of them.

    Raises:
        UsageError: it would have more jobs than GitHub starts.
    """
    if shards is not None:
        _refuse_too_many(shards)
        return {"shard": [f"{number}/{shards}" for number in range(1, shards + 1)]}
    if len(names) > MOST_JOBS:
        raise UsageError(
            f"{len(names)} scheduled sources are more than the {MOST_JOBS} jobs that a matrix of GitHub may have",
            hint=f"let a job take several: `driftwatch sources --matrix --shards {_advised(len(names))}`, "
            "and `driftwatch run --shard ${{ matrix.shard }}` in the job",
        )
    return {"source": list(names)}


def _advised(count: int) -> int:
    return min(MOST_JOBS, -(-count // _A_SHARE))


def _refuse_too_many(count: int) -> None:
    if count > MOST_JOBS:
        raise UsageError(
            f"{count} shards are more than the {MOST_JOBS} jobs that a matrix of GitHub may have",
            hint=f"take at most {MOST_JOBS}; `driftwatch run --jobs N` reads those of one side by side",
        )


def _hosts(source: SourceConfig) -> tuple[str, ...]:
    return tuple(host for host in allowed_hosts(source) if _name(host) not in LOOPBACK_HOSTS)


def _name(host: str) -> str:
    """Return a host without its port."""
    name, _, port = host.rpartition(":")
    return name.strip("[]") if name and port.isdigit() and not name.endswith(":") else host
