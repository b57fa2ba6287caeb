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


def test_a_run_and_a_check_say_where_their_files_lie_in_the_repository(workshop: Workshop) -> None:
    inner = workshop.root / "services" / "video"
    inner.mkdir(parents=True)
    workshop.git("mv", "driftwatch.toml", "services/video/driftwatch.toml")
    workshop.git("commit", "--quiet", "--message", "Watch from a folder")
    workshop.monkeypatch.chdir(inner)
    workshop.capture("2026-03-15")
    assert workshop.driftwatch("manifest", "init", "POST /v1/embeddings", "--owner", "media")[0] == 0
    workshop.site.switch("2026-05-28")
    workshop.on("2026-05-28")
    for command in (("run",), ("check",)):
        code, written = workshop.driftwatch(*command, "--format", "sarif", "--fail-on", "never")
        results = json.loads(written)["runs"][0]["results"]
        uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
        assert (code, errors_of(written)) == (0, [])
        assert uris
        assert all((workshop.root / uri).is_file() or "/operations/" in uri for uri in uris)
        assert all(uri.startswith("services/video/") for uri in uris)
