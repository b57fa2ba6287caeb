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
    named = manifest.gate.monitoring
    times = [[one.seen_at(case) for case in one.cases if one.seen_by(case) == "probe"] for one in evident.observations]
    if not times or not all(times):
        return unknown(f"`{named}` has not brought an observation yet")
    last = min(max(each) for each in times)[:_DAY]
    if (days_between(last, today) or 0) > manifest.fresh_days:
        return failed(f"last probed on {last}, more than {manifest.fresh_days} days ago", _LOOK)
    failures = max(one.run.failures for one in evident.observations)
    if failures >= evident.patience:
        return failed(f"the last {failures} probes failed", _LOOK)
    return passed(f"`{named}`, last probed on {last}")
