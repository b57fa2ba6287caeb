"""A team that watches the hostile site with real runs, and every text that driftwatch then makes for it."""

import contextlib
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from msgspec import structs

from driftwatch.adapters.github import api as github_api
from driftwatch.cli import output
from driftwatch.cli.program import run
from driftwatch.cli.talk import QuietTalk
from driftwatch.model.finding import Report, Side
from driftwatch.reports.formats import COLOURED_TEXT, FORMATS
from driftwatch.wiring import App
from driftwatch.workflows.diff import compared
from tests.adapters.badserver import BadServer, answer
from tests.attacks import hostile_site
from tests.attacks.hostile_site import corner
from tests.workflows.fake_github import REPOSITORY, FakeGitHub, served

TOKEN = "ghs_" + "0123456789abcdefghijklmnopqrstuvwxyz"  # put together here: it looks like a real one
DAYS = ("2026-03-15", "2026-03-16")
ACCEPTED_RULE = "endpoint-added"


class Team:
    """A repository with two captures: the second one holds every attack."""

    def __init__(self, root: Path, payloads: list[str]) -> None:
        self.root = root
        self.payloads = payloads
        self.report = Report(source="docs", old=Side(label=""), new=Side(label=""), findings=())
        self.out: dict[str, str] = {}
        """Standard output by command, `run` for the one that captured the attacks; in colours for `colour`."""
        self.err: dict[str, str] = {}
        self.message = ""
        """Of the commit that captured the attacks."""
        self.github = FakeGitHub()
        self._files: dict[str, dict[str, str]] = {}
        self._reports: dict[str, Report] = {}
        self._rendered: dict[tuple[str, str], str] = {}

    def work(self, patch: pytest.MonkeyPatch) -> None:
        """Capture the site twice and use every command on it."""
        patch.chdir(self.root)
        patch.setattr(github_api, "_PAUSE", 0.0)
        self.git("init", "--quiet")
        with BadServer() as server:
            self._configure(server.url("/llms.txt"))
            for day in DAYS:
                patch.setenv("DRIFTWATCH_NOW", f"{day}T05:17:00Z")
                self._serve(server, hostile=day == DAYS[1])
                self.call("run" if day == DAYS[1] else "first", "-v", "run", "--fail-on", "never", "--format", "text")
        self.message = self.git("log", "-1", "--format=%B")
        self._look()
        patch.setattr(output, "wants_colour", lambda: True)
        self.call("colour", "diff", "--fail-on", "never")
        with served(self.github) as url:
            for name, value in {
                "GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": url,
            }.items():  # fmt: skip
                patch.setenv(name, value)
            self.call("issues", "issues", "sync")
            self.call("dry-run", "issues", "sync", "--dry-run")

    def _look(self) -> None:
        self.report = compared(App(talk=QuietTalk()), old=None, new=None, source=None, only_affecting=False)
        for name, render in FORMATS.items():
            self.out[name] = render(self.report)
        for name in ("text", "markdown"):
            self.call(f"check-{name}", "check", "--fail-on", "never", "--format", name)
        for name in ("text", "markdown", "junit"):
            self.call(f"gate-{name}", "gate", "--dry-run", "--format", name)
        for name in ("text", "markdown", "json"):
            self.call(f"observe-{name}", "observe", "show", "--format", name)
        for name in ("text", "json"):
            self.call(f"triage-{name}", "triage", "429", "--format", name)
        self.call("history", "history", "--limit", "1")
        self.call("blame", "blame", f"POST {hostile_site.EVERYTHING}")
        self.call("blame-json", "blame", f"POST {hostile_site.EVERYTHING}", "--format", "json")
        self.call("init", "manifest", "init", f"POST {hostile_site.EVERYTHING}", "--stdout")
        self.call("lint", "manifest", "lint")
        self.call("review", "manifest", "review", f"contracts/{corner(0)}.yaml")
        self.call("site", "site", "--out", "site")

    def call(self, name: str, *arguments: str) -> int:
        """Run a command and keep what it says."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(list(arguments))
        self.out[name], self.err[name] = out.getvalue(), err.getvalue()
        # 2: some manifests are refused, such as one whose owner looks like a credential.
        assert code in {0, 2}, (arguments, code, self.err[name][-2000:])
        return code

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)
        return done.stdout.decode()

    def of(self, here: str) -> Report:
        """Return the part of the report that is about a corner."""
        if here not in self._reports:
            found = [each for each in self.report.findings if f"/{here}/" in " ".join(each.operations[:1])]
            accepted = [each for each in self.report.suppressed if f"/{here}/" in each.finding.operations[0]]
            self._reports[here] = structs.replace(self.report, findings=tuple(found), suppressed=tuple(accepted))
        return self._reports[here]

    def told(self, here: str, name: str) -> str:
        """Return what a format, or `colour`, makes of a corner."""
        if (here, name) not in self._rendered:
            self._rendered[here, name] = {**FORMATS, "colour": COLOURED_TEXT}[name](self.of(here))
        return self._rendered[here, name]

    def files(self, folder: str) -> dict[str, str]:
        """Texts below a folder by path relative to it."""
        if folder not in self._files:
            top = self.root / folder
            paths = [Path(place, name) for place, _, names in os.walk(top) for name in names]
            self._files[folder] = {path.relative_to(top).as_posix(): path.read_bytes().decode() for path in paths}
        return self._files[folder]

    def _configure(self, url: str) -> None:
        accepted = [
            f"[[accept]]\nrule = {_toml(ACCEPTED_RULE)}\noperation = {_toml(f'GET /{corner(number)}/*')}\n"
            f"reason = {_toml(payload)}\nowner = {_toml(payload)}\nexpires = '2030-01-01'\n"
            for number, payload in enumerate(self.payloads)
            if payload.strip()
        ]
        text = (
            f'[sources.docs]\nindex = "{url}"\nmin_read_share = 0.0\n[issues]\nonly = "all"\nmax_new = 1000\n'
            + "".join(accepted)
        )
        (self.root / "driftwatch.toml").write_text(text, encoding="utf-8")
        (self.root / "contracts").mkdir()
        for number, payload in enumerate(self.payloads):
            here = corner(number)
            (self.root / "contracts" / f"{here}.yaml").write_text(hostile_site.manifest(here, payload), "utf-8")

    def _serve(self, server: BadServer, *, hostile: bool) -> None:
        specification = hostile_site.specification(self.payloads, hostile=hostile)
        texts = hostile_site.pages(self.payloads, hostile=hostile)
        texts["/llms.txt"] = hostile_site.index(server.url(""), self.payloads, hostile=hostile)
        server.routes = {path: answer(text.encode()) for path, text in texts.items()}
        server.routes["/openapi.json"] = answer(
            json.dumps(specification).encode(), headers={"Content-Type": "application/json"}
        )


def _toml(text: str) -> str:
    """Write text as a TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
