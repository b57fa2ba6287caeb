"""Runs the steps of our composite action in real bash, as a runner does: fresh command files, a clean environment."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
TOKEN = re.compile(r"\s+|'(?:[^']|'')*'|&&|\|\||==|!=|!|[(),]|[a-z_][a-z_.-]*")
SECRET = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one
OPERATORS = {"&&": " and ", "||": " or ", "!": " not "}
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
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
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What happens elsewhere right before a step, by its name."""
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    """Other actions that were called, and what with."""
    caches: Path | None = None
    """Where the cache of the repository lies: a folder for each key, the newest sorted last."""

    def run(self) -> "Job":
        unknown = self.inputs.keys() - ACTION["inputs"].keys()
        assert not unknown, f"unknown inputs {unknown}"
        self.temporary.mkdir(exist_ok=True)
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if not self._wanted(step.get("if", "success()")):
                continue
            if "uses" in step:
                assert PINNED.fullmatch(step["uses"])
                given = {
                    key: self._value(value) if isinstance(value, str) else value for key, value in step["with"].items()
                }
                self._use(step["uses"].partition("@")[0], given)
            else:
                assert "${{" not in step["run"]
                self._step(number, step)
        return self

    def _use(self, action: str, given: dict[str, str]) -> None:
        self.used[action] = given
        folder = self.work / given.get("path", ".")
        if action == "actions/cache/restore" and self.caches is not None and self.caches.is_dir():
            fitting = sorted(one for one in self.caches.iterdir() if one.name.startswith(given["restore-keys"]))
            if fitting:
                shutil.copytree(fitting[-1], folder)
        elif action == "actions/cache/save" and self.caches is not None and folder.is_dir():
            shutil.copytree(folder, self.caches / given["key"])

    def _step(self, number: int, step: dict[str, Any]) -> None:
        self.meanwhile.get(step["name"], lambda: None)()
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
        return EXPRESSION.sub(lambda match: str(self._evaluated(match[1])), text)

    def _wanted(self, condition: str) -> bool:
        has_status = re.search(r"\b(success|failure|always|cancelled)\(\)", condition)
        return bool(self._evaluated(condition if has_status else f"success() && ({condition})"))

    def _evaluated(self, expression: str) -> Any:
        """Evaluate an expression of a workflow; && and || return one of their sides, as in Python."""
        parts, at = [], 0
        while at < len(expression):
            token = TOKEN.match(expression, at)
            assert token, expression[at:]
            at = token.end()
            text = token[0]
            name = re.fullmatch(r"[a-z_][a-z_.-]*", text)
            if text.startswith("'"):
                parts.append(repr(text[1:-1].replace("''", "'")))
            elif name and not expression.startswith("(", at):
                parts.append(f"named({text!r})")
            else:
                parts.append(OPERATORS.get(text, text))
        known = {
            "named": self._named, "success": lambda: not self.failed, "cancelled": lambda: False,
            "format": lambda text, *values: text.format(*values),
        }  # fmt: skip
        return eval("".join(parts).strip(), {"__builtins__": {}}, known)  # noqa: S307 - of our own action.yml

    def _named(self, name: str) -> str:
        kind, _, rest = name.partition(".")
        if kind == "inputs":
            default = str(ACTION["inputs"][rest].get("default", ""))
            return self.inputs.get(rest, self._value(default))
        if kind == "github":
            return self.github[rest]
        if kind == "runner":
            return {"temp": str(self.temporary)}[rest]
        step, _, output = rest.partition(".outputs.")
        assert kind == "steps"
        assert step in {each.get("id") for each in ACTION["runs"]["steps"]}
        return self.outputs.get(step, {}).get(output, "")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


class Server:
    """The repository of a team on its server, and jobs that run on fresh checkouts of it.

    `environment` is added to that of each job.
    """

    def __init__(self, root: Path, repository: str, environment: dict[str, str]) -> None:
        self.root = root
        self.repository = repository
        self.bare = root / "server" / repository
        self.environment = environment
        self.stub, self.python_log = python_stub(root)
        self._jobs = 0

    def run(
        self,
        day: str = "2026-12-01",
        *,
        at: str = "",
        depth: int = 0,
        branch: str = "main",
        ref: str = "",
        event: str = "schedule",
        github: dict[str, str] | None = None,
        meanwhile: dict[str, Callable[[], object]] | None = None,
        **inputs: str,
    ) -> Job:
        """Check out a branch (or a commit `at` of it), and use the action there on a day, for an event.

        `github` is what an expression finds below `github.` besides.
        """
        self._jobs += 1
        work = self.checkout(f"work-{self._jobs}", branch=branch, depth=depth)
        if at:
            git(work, "reset", "--quiet", "--hard", at)
        return Job(
            work=work,
            temporary=self.root / f"runner-{self._jobs}",
            inputs={"python": str(self.stub), **{key.replace("_", "-"): value for key, value in inputs.items()}},
            github={
                "action_path": str(ROOT), "token": SECRET, "ref": ref or f"refs/heads/{branch}",
                "ref_name": ref.removeprefix("refs/tags/").removeprefix("refs/pull/") or branch,
                "event_name": event, "repository": self.repository, "server_url": f"file://{self.root / 'server'}",
                "run_id": f"{self._jobs:04}", "run_attempt": "1", "actor": "mona",
                "event.pull_request.number": "", "event.pull_request.head.repo.full_name": "", **(github or {}),
            },
            caches=self.root / "caches",
            environment={"DRIFTWATCH_NOW": f"{day}T05:17:00Z", **self.environment},
            meanwhile=meanwhile or {},
        ).run()  # fmt: skip

    def checkout(self, name: str, *, branch: str = "main", depth: int = 0) -> Path:
        """Clone a branch; the remote is forgotten, as a job has no credentials for it."""
        shallow = [f"--depth={depth}"] if depth else []
        git(self.root, "clone", "--quiet", *shallow, "--branch", branch, f"file://{self.bare}", name)
        git(self.root / name, "remote", "remove", "origin")
        return self.root / name

    def push(self, path: str, text: str, *, branch: str = "main") -> str:
        """Somebody changes a file on a branch; returns the commit."""
        self._jobs += 1
        work = self.checkout(f"theirs-{self._jobs}", branch=branch)
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text)
        git(work, "add", path)
        git(work, "commit", "--quiet", "--message", "Theirs")
        git(work, "push", "--quiet", f"file://{self.bare}", f"HEAD:refs/heads/{branch}")
        return git(work, "rev-parse", "HEAD")

    def empty(self, files: dict[str, str]) -> None:
        """Begin the branch anew with one commit that holds some files."""
        self._jobs += 1
        work = self.checkout(f"anew-{self._jobs}")
        git(work, "checkout", "--quiet", "--orphan", "anew")
        git(work, "rm", "-r", "--quiet", "--force", ".")
        for path, text in files.items():
            (work / path).write_text(text)
            git(work, "add", path)
        git(work, "commit", "--quiet", "--message", "Begin")
        git(self.bare, "fetch", "--quiet", str(work), "+HEAD:refs/heads/main")

    def tip(self, branch: str = "main") -> str:
        return git(self.bare, "rev-parse", f"refs/heads/{branch}")

    def branches(self) -> list[str]:
        return git(self.bare, "for-each-ref", "--format=%(refname:short)", "refs/heads/").splitlines()

    def file(self, path: str, *, branch: str = "main") -> str:
        return git(self.bare, "show", f"refs/heads/{branch}:{path}")

    def has(self, ancestor: str, branch: str) -> bool:
        """Tell whether a branch was built on a commit."""
        done = subprocess.run(
            ["git", "merge-base", "--is-ancestor", ancestor, self.tip(branch)], cwd=self.bare, check=False
        )
        return done.returncode == 0


def python_stub(folder: Path) -> tuple[Path, Path]:
    """Stand for an interpreter whose venv holds the driftwatch under test; returns it and the log of its calls."""
    stub, log = folder / "python-stub", folder / "python.log"
    stub.write_text(PYTHON.format(log=log, python=sys.executable))
    stub.chmod(0o755)
    return stub, log
