"""The section `probe` of a manifest: what the live API may be asked."""

from typing import Any

from driftwatch.located.value import Located, plain
from driftwatch.model.manifest import PollClaims, ProbeClaims, ProbeTarget


def probe_claims(at: Located) -> ProbeClaims:
    """Return what the section says; nothing that bills is sent of a job unless it says so."""
    said = _said(at)
    poll = at.get("poll")
    return ProbeClaims(
        base_url_env=said.get("base_url_env", ""),
        billable=said.get("billable", "never" if poll else "opt-in"),
        max_requests=said.get("max_requests", 0),
        max_output_tokens=said.get("max_output_tokens", 0),
        allow_hosts=tuple(host.lower() for host in said.get("allow_hosts", ())),
        skip=tuple(said.get("skip", ())),
        keep_headers=tuple(said.get("keep_headers", ())),
        fresh_days=said.get("fresh_days", 30),
        poll=_poll(poll) if poll else None,
        targets=tuple(_target(name, one) for name, one in said.get("targets", {}).items()),
        line=at.line,
    )


def _poll(at: Located) -> PollClaims:
    said = _said(at)
    return PollClaims(**{**said, "until": tuple(said["until"]), "line": at.line})


def _target(name: str, said: dict[str, Any]) -> ProbeTarget:
    return ProbeTarget(name=name, **{**said, "base_url": said["base_url"].rstrip("/")})


def _said(at: Located) -> dict[str, Any]:
    value = plain(at)
    return value if isinstance(value, dict) else {}
