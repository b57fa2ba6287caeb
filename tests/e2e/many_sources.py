"""Many small sites on one port of this machine, and a repository that watches all of them."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from driftwatch.demo.loopback import Answer, Asked, Loopback

DAY = "2026-03-15"


class ManySites(Loopback):
    """A site for each name that is asked for: an index and some pages, the same in every run."""

    def __init__(self, pages: int = 2) -> None:
        super().__init__("127.0.0.1", 0)
        self._pages = pages
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        self.edited: dict[str, str] = {}
        """A field that the pages of a site have besides, by its name."""
        self.before: Callable[[str], None] = lambda _: None
        """Called with the path of each request, before it is answered."""

    def reply(self, asked: Asked) -> Answer:
        with self._lock:
            self._asked[asked.path] = self._asked.get(asked.path, 0) + 1
        self.before(asked.path)
        name, _, page = asked.path.strip("/").partition("/")
        if page == "llms.txt":
            links = (f"- [Page {number}]({self.origin}/{name}/p{number}.md)" for number in range(self._pages))
            return Answer(200, "\n".join(links).encode(), {"Content-Type": "text/plain"})
        if not page.endswith(".md"):
            return Answer(404, b"no such page", {"Content-Type": "text/plain"})
        more = f"| `{self.edited[name]}` | string | yes | words |\n" if name in self.edited else ""
        text = (
            f"# Create {name}\n\n`POST /v1/{name}/{page.removesuffix('.md')}`\n\n## Request body\n\n"
            f"| Field | Type | Required | Description |\n|---|---|---|---|\n| `model` | string | yes | words |\n{more}"
        )
        return Answer(200, text.encode(), {"Content-Type": "text/markdown"})

    def times_asked(self, path: str) -> int:
        return self._asked.get(path, 0)


class Watch:
    """A repository that watches many sites, driven in processes of its own, as a schedule does."""

    def __init__(self, root: Path, sites: ManySites, count: int) -> None:
        self.root = root
        self.names = tuple(f"s{number:04}" for number in range(count))
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        tables = (f'[sources.{name}]\nindex = "{sites.origin}/{name}/llms.txt"\n' for name in self.names)
        (root / "driftwatch.toml").write_text("".join(tables))
        self.git("add", "driftwatch.toml")
        self.git("commit", "--quiet", "--message", "Watch them")

    def git(self, *arguments: str) -> str:
        # At one time: two repositories are compared by the names of their commits, also across the end of a second.
        when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{DAY}T00:00:00Z")
        done = subprocess.run(
            ("git", *arguments), cwd=self.root, env={**os.environ, **when}, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def started(self, *arguments: str, day: str = DAY) -> subprocess.Popen[str]:
        return subprocess.Popen(
            (sys.executable, "-m", "driftwatch", *arguments),
            cwd=self.root, env={**os.environ, "DRIFTWATCH_NOW": f"{day}T05:17:00Z"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def driftwatch(self, *arguments: str, day: str = DAY) -> tuple[int, str, str]:
        process = self.started(*arguments, day=day)
        out, err = process.communicate(timeout=170 + 2 * len(self.names))
        return process.returncode, out, err

    def tree(self) -> str:
        """The identity of all files that are committed."""
        return self.git("rev-parse", "HEAD^{tree}")

    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD"))


def descendants(process: int) -> list[int]:
    """The processes that a process started, and those that these started."""
    found = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, listed.read_text().split()):
            found += [child, *descendants(child)]
    return found


def is_python(process: int, mark: str) -> bool:
    """Tell whether a process was started with a mark in its command."""
    try:
        return mark in Path(f"/proc/{process}/cmdline").read_bytes().decode()
    except OSError:
        return False
