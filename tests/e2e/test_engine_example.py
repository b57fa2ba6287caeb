"""The example of docs/scale.md for an engine of one's own, with the engine's decorators replaced by plain calls."""

import os
import re
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.workshop import Workshop

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
(PROGRAM,) = re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL)


class Task:
    """A task that runs at once; `expand` runs it for each value, as a mapped task does."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work = work

    def __call__(self, *values: Any) -> Any:
        return self._work(*values)

    def expand(self, **values: list[Any]) -> list[Any]:
        ((name, each),) = values.items()
        return [self._work(**{name: value}) for value in each]


def plain(*given: Any, **_: Any) -> Any:
    return Task(given[0]) if given else Task


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    decorators = types.ModuleType("airflow.decorators")
    decorators.task = plain  # type: ignore[attr-defined]
    decorators.dag = lambda **_: lambda work: work  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "airflow", types.ModuleType("airflow"))
    monkeypatch.setitem(sys.modules, "airflow.decorators", decorators)


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_the_example_captures_in_its_tasks_and_commits_in_one_place(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "driftwatch"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m driftwatch "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    workshop.on("2026-03-15")
    tables = (
        f'[sources.s{number}]\nindex = "{workshop.site.index_url}"\ninclude = ["/api/text/*"]\n' for number in range(3)
    )
    (workshop.root / "driftwatch.toml").write_text("".join(tables))
    program = PROGRAM.replace("/srv/team", str(workshop.root)).replace("/srv/captured", str(tmp_path / "captured"))
    exec(compile(program, "docs/scale.md", "exec"), {})  # noqa: S102 - of our own document
    names = workshop.git("log", "--format=%s").splitlines()[:3]
    assert [name.split()[0] for name in names] == ["s2", "s1", "s0"]
    assert subprocess.run(("git", "status", "--porcelain", "snapshots"), capture_output=True, check=True).stdout == b""
