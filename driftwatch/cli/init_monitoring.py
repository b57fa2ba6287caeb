"""The workflow of `driftwatch init --with monitoring`: which keys it hands over, and which hosts it may call."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from driftwatch.errors import UsageError
from driftwatch.model.manifest import Manifest

FILE: Final = ".github/workflows/driftwatch-monitoring.yml"
ENVIRONMENT: Final = "driftwatch-monitoring"
_HARMLESS: Final = frozenset({"sandbox", "preview", "local"})
"""Environments that need not be typed out; what nobody knows may be production."""
_CREDENTIALS: Final = "          credentials: |\n            @CREDENTIALS@\n"
_LINE: Final = "            {0}=${{{{ secrets.{0} }}}}\n"
_HOSTS: Final = (
    "          # Hosts of production that may be called, as somebody typed them.\n          allow-production: @HOSTS@\n"
)


class Monitored(Struct, frozen=True):
    """What is called."""

    variables: tuple[str, ...]
    """Names of the environment variables with credentials."""
    hosts: tuple[str, ...]
    """Of production, as they were typed out."""


def monitored(manifests: tuple[Manifest, ...], typed: tuple[str, ...]) -> Monitored:
    """Return what the manifests let be called.

    Raises:
        UsageError: there is no manifest, or a host of production was not typed out, or one was that nothing calls.
    """
    used = [manifest for manifest in manifests if manifest.status != "retired"]
    if not used:
        raise UsageError(
            "--with monitoring: there is no manifest whose API could be called",
            hint='`driftwatch manifest init "POST /v1/..."` writes one',
        )
    hosts = {_host(manifest): manifest for manifest in used if manifest.environment not in _HARMLESS}
    wanted = {host.lower() for host in typed}
    for host, manifest in hosts.items():
        if host not in wanted:
            raise UsageError(
                f"{manifest.file} calls {host}, whose environment is {manifest.environment}",
                hint=f"if it is meant, type it out: --allow-production {host}",
            )
    for host in sorted(wanted - hosts.keys()):
        raise UsageError(
            f"--allow-production {host}: no manifest calls it as production",
            hint=f"known: {', '.join(hosts) or 'none'}",
        )
    names = {manifest.auth.env for manifest in used if manifest.auth.env}
    return Monitored(tuple(sorted(names)), tuple(sorted(hosts)))


def manifests_here() -> tuple[Manifest, ...]:
    """Return the manifests of this folder.

    Raises:
        ManifestError: one cannot be used.
    """
    from driftwatch.cli.talk import QuietTalk
    from driftwatch.errors import ManifestError
    from driftwatch.wiring import App

    found = App(talk=QuietTalk(), start=Path.cwd()).policies.manifests_at(())
    if found.errors:
        raise ManifestError(str(found.errors[0]), hint="`driftwatch manifest lint` tells all")
    return found.manifests


def workflow(template: str, *, minute: str, action: str, what: Monitored) -> str:
    """Fill the template of the workflow in."""
    lines = "".join(_LINE.format(name) for name in what.variables)
    text = template.replace(_CREDENTIALS, f"          credentials: |\n{lines}" if lines else "")
    text = text.replace(_HOSTS, _HOSTS.replace("@HOSTS@", " ".join(what.hosts)) if what.hosts else "")
    return text.replace("@MINUTE@", minute).replace('"@USES@"', action)


def next_steps(what: Monitored) -> str:
    """Say what only a person can do."""
    secrets = f" with the secret{'s' if len(what.variables) > 1 else ''} {', '.join(what.variables)}"
    return (
        f"next: on GitHub, under Settings, Environments, make {ENVIRONMENT}{secrets if what.variables else ''}, "
        "and let only the default branch use it"
    )


def _host(manifest: Manifest) -> str:
    return (urlsplit(manifest.base_url).hostname or "").lower()
