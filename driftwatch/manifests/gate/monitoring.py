"""The item of the checklist about monitoring, for a manifest that names what calls its API on a schedule."""

from typing import Final

from driftwatch.manifests.file.lint_rules import days_between
from driftwatch.manifests.gate.evidence import Answer, Evident, failed, passed, unknown
from driftwatch.model.manifest import Manifest

_DAY: Final = 10
"""Characters of a time that are its date."""
_LOOK: Final = '`driftwatch observe show "{contract}"` tells what came; `driftwatch doctor` tells whether it still runs'


def monitoring(manifest: Manifest, evident: Evident, *, today: str) -> Answer:
    """Judge whether the workflow that a manifest names probes its API, did so lately, and was answered as it should."""
    named = manifest.gate.monitoring
    state = evident.where(named)
    if state == "elsewhere":
        return passed(f"`{named}`")
    if state != "there":
        return failed(f"`{named}` does not exist")
    if named not in evident.probing:
        return failed(f"`{named}` does not run `driftwatch probe` on a schedule")
    return _fared(manifest, evident, today)


def _fared(manifest: Manifest, evident: Evident, today: str) -> Answer:
    """Judge how the probes fared."""
    named, seen = manifest.gate.monitoring, evident.observation
    probed = [] if seen is None else [seen.seen_at(case) for case in seen.cases if seen.seen_by(case) == "probe"]
    if seen is None or not probed:
        return unknown(f"`{named}` has not brought an observation yet")
    last = max(probed)[:_DAY]
    if (days_between(last, today) or 0) > manifest.fresh_days:
        return failed(f"last probed on {last}, more than {manifest.fresh_days} days ago", _LOOK)
    if seen.run.failures >= evident.patience:
        return failed(f"the last {seen.run.failures} probes failed", _LOOK)
    return passed(f"`{named}`, last probed on {last}")
