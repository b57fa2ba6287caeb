"""Observations beside a manifest and a documentation of tests.manifests.documentation, and what comes of them."""

from collections.abc import Sequence
from typing import Any

import msgspec
import yaml

from driftwatch.manifests.observations.file import read_observation
from driftwatch.manifests.threeway.check import observed_breaches
from driftwatch.manifests.threeway.past import Past
from driftwatch.model.facts import Contradiction, Statement
from driftwatch.model.finding import Finding
from driftwatch.model.manifest import Manifest
from driftwatch.model.observation import Observation
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.workflows.manifests import findings_of
from tests.manifests.documentation import TODAY, snapshot

ORIGIN = "https://api.example.com"
FILE = "observations/post-things/api.example.com/latest.yaml"
GOT = {"status": 200, "content_type": "application/json"}


def answered(shape: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The case of a good answer."""
    return {"success": {"got": GOT, "shape": shape, **more}}


def observation(
    cases: dict[str, Any],
    *,
    at: str = "2026-11-20",
    by: str = "import",
    origin: str = ORIGIN,
    variant: str = "",
    contract: str = "POST /things",
) -> Observation:
    value = {
        "driftwatch_observation": 1,
        "contract": contract,
        **({"variant": variant} if variant else {}),
        "target": {"origin": origin, "environment": "production"},
        "run": {"by": by, "at": f"{at}T05:17:00Z"},
        "cases": cases,
    }
    file = read_observation(yaml.safe_dump(value, sort_keys=False).encode(), file=FILE)
    assert file.observation is not None, "\n".join(map(str, file.problems))
    return file.observation


def past(cases: dict[str, Any], *earlier: Observation, file: str = FILE, **more: Any) -> Past:
    return Past(file=file, latest=observation(cases, **more), earlier=earlier)


def documented(*, contradictions: Sequence[dict[str, Any]] = (), **parts: Any) -> Snapshot:
    """The documentation, with contradictions of response fields."""
    made = snapshot(**parts)
    facts = tuple(
        Contradiction(
            at=f"contradiction · {one['aspect']} · {one['field']}",
            aspect=one["aspect"],
            subject=f"response · 200 · application/json · {one['field']}",
            statements=msgspec.convert(one["statements"], tuple[Statement, ...]),
        )
        for one in contradictions
    )
    entries = [
        entry_of(entry.owner, entry.documents, (*entry.facts, *facts)) if entry.owner.kind == "operation" else entry
        for entry in made.entries.values()
    ]
    return Snapshot(entries, list(made.documents.values()), label="docs")


def findings(
    manifests: Manifest | Sequence[Manifest], docs: Snapshot, *pasts: Past, today: str = TODAY
) -> tuple[Finding, ...]:
    mine = (manifests,) if isinstance(manifests, Manifest) else tuple(manifests)
    breaches = observed_breaches(mine, docs, pasts, today=today)
    return findings_of(breaches, docs, mine, today=today)


def ids(*arguments: Any, **more: Any) -> list[tuple[str, str]]:
    """Id and level of each finding."""
    return [(one.id, one.level) for one in findings(*arguments, **more)]
