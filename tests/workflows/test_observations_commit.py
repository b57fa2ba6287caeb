"""driftwatch observe commit: what was seen becomes a commit, and nothing else does."""

from driftwatch.manifests.observations.file import written_observation
from driftwatch.model.observation import Answer, Observation, ObservedCase, ObservingRun, Target
from tests.e2e.workshop import Workshop

PLACE = "observations/post-v1-chat-completions/api.cometapi.com"


def observed(team: Workshop, *, verdict: str = "pass", failures: int = 0, name: str = "latest.yaml") -> None:
    seen = Observation(
        contract="POST /v1/chat/completions",
        target=Target(origin="https://api.cometapi.com"),
        run=ObservingRun(by="probe", at="2026-05-01T05:00:00Z", failures=failures),
        cases=(ObservedCase(name="auth-invalid", answer=Answer(status=403), verdict=verdict),),
    )
    path = team.root / PLACE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written_observation(seen))


def test_what_was_observed_is_committed_with_how_it_fared(drifted: Workshop) -> None:
    observed(drifted, verdict="differs", failures=2)
    observed(drifted, verdict="differs", name="2026-05-01T050000Z.yaml")
    (drifted.root / "edited.txt").write_text("ours\n")
    drifted.git("add", "edited.txt")
    code, out = drifted.driftwatch("observe", "commit")
    assert (code, out.startswith("committed ")) == (0, True)
    assert drifted.git("show", "--name-only", "--format=%s%n%b", "HEAD").split("\n") == [
        "observations 2026-12-01: 1 contract",
        "POST /v1/chat/completions at https://api.cometapi.com: auth-invalid differs, 2 in a row",
        "",
        "",
        f"{PLACE}/2026-05-01T050000Z.yaml",
        f"{PLACE}/latest.yaml",
        "",
    ]
    assert drifted.git("status", "--porcelain").strip() == "A  edited.txt"


def test_the_same_again_makes_no_commit(drifted: Workshop) -> None:
    observed(drifted)
    assert drifted.driftwatch("observe", "commit")[0] == 0
    before = drifted.git("rev-parse", "HEAD")
    assert drifted.driftwatch("observe", "commit") == (0, "nothing new was observed\n")
    assert drifted.git("rev-parse", "HEAD") == before


def test_without_observations_there_is_nothing_to_commit(drifted: Workshop) -> None:
    assert drifted.driftwatch("observe", "commit") == (0, "nothing new was observed\n")


def test_a_file_that_cannot_be_used_is_not_committed(drifted: Workshop) -> None:
    observed(drifted)
    (drifted.root / PLACE / "latest.yaml").write_text("driftwatch_observation: 1\nsecret: " + "sk-" + "a1B2" * 9 + "\n")
    before = drifted.git("rev-parse", "HEAD")
    code, out = drifted.driftwatch("observe", "commit")
    assert (code, out) == (2, "")
    assert drifted.git("rev-parse", "HEAD") == before
