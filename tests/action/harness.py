"""Runs the steps of our composite action in real bash, as a runner does: fresh command files, a clean environment."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXPRESSION = re.compile(r"\$\{\{ ([a-z_.-]+) \}\}")
PYTHON = """\
#!/bin/sh
echo "$@" >> "{log}"
if [ "$1" = -m ] && [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  ln -s "$0" "$3/bin/python"
  printf '#!/bin/sh\\nexec "{python}" -m driftwatch "$@"\\n' > "$3/bin/driftwatch"
  chmod +x "$3/bin/driftwatch"
fi
"""


@dataclass
class Job:
    """One job that uses the action in the repository `work`."""

    work: Path
    temporary: Path
    inputs: dict[str, str]
    github: dict[str, str]
    environment: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    failed: str = ""
    """Name of the step that failed."""
    code: int = 0
    ran: list[str] = field(default_factory=list)

    def run(self) -> "Job":
        unknown = self.inputs.keys() - ACTION["inputs"].keys()
        assert not unknown, f"unknown inputs {unknown}"
        self.temporary.mkdir(exist_ok=True)
        for number, step in enumerate(ACTION["runs"]["steps"]):
            assert "${{" not in step["run"]
            if self._wanted(step.get("if", "")):
                self._step(number, step)
            if self.failed:
                break
        return self

    def _step(self, number: int, step: dict[str, Any]) -> None:
        files = {name: self.temporary / f"{name}-{number}" for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        environment = {
            "PATH": os.environ["PATH"],
            **{key: value for key, value in os.environ.items() if key.startswith(("GIT_CONFIG_", "HOME", "LANG"))},
            **self.environment,
            **{f"GITHUB_{name}": str(file) for name, file in files.items()},
            **{key: self._value(str(value)) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.work, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.log += done.stdout + done.stderr
        self.summary += files["STEP_SUMMARY"].read_text()
        assert files["ENV"].read_text() == files["PATH"].read_text() == ""
        lines = files["OUTPUT"].read_text().splitlines()
        self.outputs[step.get("id", str(number))] = dict(line.split("=", 1) for line in lines)
        self.ran.append(step["name"])
        if done.returncode:
            self.failed, self.code = step["name"], done.returncode

    def _value(self, text: str) -> str:
        return EXPRESSION.sub(lambda match: self._named(match[1]), text)

    def _named(self, name: str) -> str:
        kind, _, rest = name.partition(".")
        if kind == "inputs":
            default = str(ACTION["inputs"][rest].get("default", ""))
            return self.inputs.get(rest, self._value(default))
        if kind == "github":
            return self.github[rest]
        if kind == "runner":
            return {"temp": str(self.temporary)}[rest]
        step, _, output = rest.removeprefix("").partition(".outputs.")
        assert kind == "steps"
        return self.outputs[step][output]

    def _wanted(self, condition: str) -> bool:
        if not condition:
            return True
        match = re.fullmatch(r"inputs\.([a-z-]+) (==|!=) '([a-z]+)'", condition)
        assert match, condition
        return (self._named(f"inputs.{match[1]}") == match[3]) == (match[2] == "==")


def python_stub(folder: Path) -> tuple[Path, Path]:
    """Stand for an interpreter whose venv holds the driftwatch under test; returns it and the log of its calls."""
    stub, log = folder / "python-stub", folder / "python.log"
    stub.write_text(PYTHON.format(log=log, python=sys.executable))
    stub.chmod(0o755)
    return stub, log
