"""What code scanning would be given after two captures of the bundled site."""

import json

from tests.e2e.workshop import Workshop
from tests.reports.sarif_schema import errors_of


def test_every_alert_stands_in_a_file_of_the_repository(workshop: Workshop) -> None:
    workshop.capture("2026-03-15")
    workshop.capture("2026-05-28", "--fail-on", "never")
    code, written = workshop.driftwatch("diff", "--format", "sarif", "--fail-on", "never")
    run = json.loads(written)["runs"][0]
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"] for place in one["locations"]
    }
    known = {*workshop.git("ls-tree", "-r", "--name-only", "HEAD").split()}
    known |= {*workshop.git("ls-tree", "-r", "--name-only", "HEAD~1").split()}
    assert (code, errors_of(written), uris - known) == (0, [], set())
    assert len(uris) > 3
    assert run["automationDetails"]["id"] == "driftwatch/drift/cometapi/"
