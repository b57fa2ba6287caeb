"""One broken manifest costs its own contract only: every command works for the others, and says what it left out."""

import pytest

from driftwatch.cli.program import run
from tests.manifests.documentation import text_of
from tests.manifests.test_commands import project, write

__all__ = ("project",)

BROKEN = {
    "not YAML": b"contract: [\n",
    "not UTF-8": b"contract: \xff\n",
    "another shape": b"driftwatch: 1\ncontract: nothing\n",
    "a wrong value": text_of({"contract": "PUT /others", "environment": "prod"}),
    "empty variants": text_of({"contract": "PUT /others", "variants": {}}),
    "a credential": text_of({"contract": "PUT /others", "auth": "Bearer " + "sk-" + "a1B2c3D4e5F6g7H8i9J0"}),
}
TOLD = {
    ("check",): (2, "`gone`"),
    ("gate",): (2, "POST /things -> production"),
    ("manifest", "show"): (2, "POST /things"),
    ("manifest", "todo"): (2, "POST /things"),
    ("manifest", "review"): (2, "contracts/things.yaml: POST /things"),
    ("manifest", "update"): (2, ""),
    ("manifest", "lint"): (2, "contracts/things.yaml: OK"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", TOLD, ids=" ".join)
def test_a_broken_manifest_keeps_no_command_from_the_others(project, capsys, kind, command):
    write(project, "things.yaml", {"response": ["id", "gone"]})
    (project / "contracts" / "broken.yaml").write_bytes(BROKEN[kind])
    code, says = TOLD[command]
    assert code == run(list(command))
    told = capsys.readouterr()
    assert says in told.out
    assert "contracts/broken.yaml" in told.out + told.err


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_manifest_changes_nothing_of_what_is_told_of_the_others(project, capsys, kind):
    write(project, "things.yaml", {"response": ["id", "gone"]})
    run(["check", "--format", "json"])
    alone = capsys.readouterr().out
    (project / "contracts" / "broken.yaml").write_bytes(BROKEN[kind])
    run(["check", "--format", "json"])
    assert alone == capsys.readouterr().out
