"""What to do about an item of the release checklist that does not pass: what is missing, and the command that makes it.

One row an item, for what is usually missing; where an answer knows better it brings words of its own (`evidence.py`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from driftwatch.model.manifest import Manifest

OBSERVES: Final = (
    '`driftwatch probe "{contract}" --send --max-requests N` makes it, and `driftwatch observe import` of calls '
    "with a valid, a missing and a wrong credential"
)
HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "docs-source": "read the page, then `driftwatch manifest review {file} --by NAME` writes date and digest",
        "path-reviewed": "somebody else than who approved it runs "
        "`driftwatch manifest review {file} --by NAME --ref TICKET`",
        "release-reviewed": "read what changed (`driftwatch diff --since-release`), then "
        "`driftwatch manifest review {file} --by NAME --release RELEASE`",
        "auth-tested": OBSERVES,
        "request-tests": "record it without a credential as JSON, name it in request.minimal and request.production, "
        "and the test that sends it in gate.tests.request; `pytest --driftwatch {file}` holds recordings against it",
        "reads-listed": "record an answer without a credential as JSON, and name it in response.fixture; "
        "`pytest --driftwatch {file}` says what it lacks",
        "errors-classified": "`driftwatch triage STATUS` says what is documented of it; write its `retry` under "
        "errors.cases, with an evidence better than an assumption",
        "timeouts-reviewed": "write client: {{timeout_s: 30, attempts: 3, slo: docs/slo.md, review: {{by: NAME, "
        "at: DATE}}}}; `driftwatch manifest lint {file}` checks it",
        "limits-stated": "write rate, quota and billing under limits, `unknown` where nobody knows; "
        "`driftwatch manifest lint {file}` checks them",
        "redaction-verified": "name the test of your own code in gate.tests.redaction; `driftwatch selftest redaction "
        "--output observations/selftest-redaction.json` proves it of driftwatch",
        "rollback": "write the way back under a heading, and name it: gate.rollback: docs/runbook.md#rollback; "
        "`driftwatch gate {file}` looks it up",
        "owner-escalation": "write owner: {{team: NAME, approved_by: NAME, escalation: docs/runbook.md#escalation, "
        "review_by: DATE}}; `driftwatch manifest lint {file}` checks it",
        "links": "name the pages that lead here in gate.readme, gate.runbook and gate.index; "
        "`driftwatch gate {file}` looks them up",
        "monitoring": "`driftwatch init --with monitoring` writes the workflow, `gh workflow run FILE` starts it; "
        "`driftwatch doctor` tells how it fares",
        "no-open-drift": "`driftwatch check {file}` tells all; `driftwatch manifest update {file}` proposes a patch, "
        "`driftwatch manifest review {file} --by NAME` records that somebody looked",
    }
)


def hint_for(item: str, manifest: Manifest, own: str = "") -> str:
    """Say what to do about an item.

    Args:
        item: its id.
        manifest: whose checklist it is.
        own: what its answer says of it, "" for what is usual.
    """
    return (own or HINTS[item]).format(file=manifest.file, contract=manifest.contract)
