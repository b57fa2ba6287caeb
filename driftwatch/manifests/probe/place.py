"""Where calls go: which base URL, whether it may be called at all, and whether it has to be typed out."""

import ipaddress
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from driftwatch.errors import UsageError
from driftwatch.manifests.file.targets import base_url_faults
from driftwatch.manifests.observations.matching import same_origin
from driftwatch.model.manifest import Manifest
from driftwatch.model.probing import ProbedPlace
from driftwatch.spelling import did_you_mean

_HERE: Final = "localhost"


def place_of(manifest: Manifest, target: str | None, variables: Mapping[str, str]) -> ProbedPlace:
    """Return where the calls of a contract go: the target of the user, else the variable of the manifest, else its URL.

    Args:
        manifest: of the contract.
        target: a URL, or the name of one of `probe.targets`.
        variables: of the environment.

    Raises:
        UsageError: there is no such target, or it may not be called.
    """
    named = {one.name: one for one in manifest.probe.targets}
    variable = manifest.probe.base_url_env
    if target is not None and "://" not in target:
        if target not in named:
            known = f"known: {', '.join(named)}" if named else "name a URL, or write probe.targets into the manifest"
            raise UsageError(f"{manifest.file} knows no target {target!r}{did_you_mean(target, named)}", hint=known)
        one = named[target]
        env = one.env or manifest.auth.env
        return _checked(manifest, ProbedPlace(base_url=one.base_url, environment=one.environment, env=env), target)
    said_by = "--target" if target is not None else variable if variables.get(variable) else "base_url"
    url = target if target is not None else variables.get(variable) or manifest.base_url
    environment = manifest.environment if same_origin(url, manifest.base_url) else "unknown"
    place = ProbedPlace(base_url=url.strip().rstrip("/"), environment=environment, env=manifest.auth.env)
    return _checked(manifest, place, said_by)


def _checked(manifest: Manifest, place: ProbedPlace, said_by: str) -> ProbedPlace:
    """Return a place that may be called; the URL is not repeated where it may hold a credential."""
    fault = next(base_url_faults(place.base_url), "")
    if fault:
        raise UsageError(f"{said_by}: {fault}", hint="write scheme and host, as https://api.example.com")
    parts = urlsplit(place.base_url)
    host = (parts.hostname or "").lower()
    is_here = is_loopback(host)
    if parts.scheme != "https" and not is_here:
        raise UsageError(f"{said_by}: {host} is not called without https", hint="only this machine may be")
    allowed = manifest.probe.allow_hosts or _own_hosts(manifest)
    if host not in allowed and parts.netloc.lower() not in allowed and not (is_here and not manifest.probe.allow_hosts):
        raise UsageError(
            f"{said_by}: {host} is none of the hosts that {manifest.file} allows",
            hint=f"allowed: {', '.join(allowed)}; write it under probe.allow_hosts",
        )
    return ProbedPlace(
        base_url=place.base_url,
        environment="local" if is_here else place.environment,
        is_loopback=is_here,
        may_be_private=is_here or bool(manifest.probe.allow_hosts),
        env=place.env,
    )


def _own_hosts(manifest: Manifest) -> tuple[str, ...]:
    urls = (manifest.base_url, *(one.base_url for one in manifest.probe.targets))
    return tuple(dict.fromkeys((urlsplit(url).hostname or "").lower() for url in urls))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host == _HERE or ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def check_production(place: ProbedPlace, typed: tuple[str, ...]) -> None:
    """Refuse to send to production what nobody typed out.

    Raises:
        UsageError: the target is production, and its host is none of those that the user typed.
    """
    if not place.is_production:
        return
    parts = urlsplit(place.base_url)
    known = {(parts.hostname or "").lower(), parts.netloc.lower()}
    if known.isdisjoint(host.lower() for host in typed):
        wanted = f"--allow-production {parts.netloc.lower()}"
        said = f"the target is production ({place.environment}), and {' or '.join(typed)} is not its host"
        raise UsageError(
            said if typed else f"the target is production ({place.environment})", hint=f"if it is meant: {wanted}"
        )
