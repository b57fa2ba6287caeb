"""Capture the bundled documentation site in this repository, where that would change anything.

    python scripts/example.py

The source `example` of driftwatch.toml is the demo site that comes with driftwatch, in three dated versions. Each
version is served over HTTP on this machine and captured on its day by `driftwatch run --source example`: one commit a
version. Where captures stand already, they are made again in a scratch repository first. If those are the same,
nothing is done; else the old ones are removed in one commit, and a new history begins. What decides about captures (the
program, the configuration, the manifests) must be committed before.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import httpcore
from msgspec import structs

from driftwatch.adapters.git.repository import GitRepository
from driftwatch.adapters.http.cache import BodyCache
from driftwatch.adapters.http.fetcher import HttpFetcher
from driftwatch.cli.program import run
from driftwatch.config.keys import SourceConfig
from driftwatch.demo.build import VERSIONS
from driftwatch.demo.server import DemoSite
from driftwatch.wiring import App, policy_of

ROOT = Path(__file__).parents[1]
SOURCE = "example"
ORIGIN = "http://bundled-site.example"
"""What the captures call the site: names below .example lead nowhere (RFC 2606), so it is taken for no live one."""
TRAIL = f"snapshots/{SOURCE}/captures.jsonl"
MAKES = ("driftwatch", "driftwatch.toml", "contracts", "scripts/example.py")
"""All that decides what is captured."""
COMMIT = re.compile(rb"(`\d{4}-\d{2}-\d{2}) \([0-9a-f]{10}\)`")
"""How a report names the capture before, by date and commit."""
REMOVED = """\
Remove the captures of the bundled site

They are no longer what the site, the format or the rules of today give. The next three commits capture it anew, and
begin a new history.
"""


def main() -> None:
    if dirty := git(ROOT, "status", "--porcelain", "--", *MAKES):
        sys.exit(f"error: not committed yet, and it decides what is captured:\n{dirty}\n  hint: commit it first")
    if refresh(ROOT):
        print("captured anew; these commits are named in the reports: merge them as they are, without rebase or squash")
    else:
        print("fresh: the captures of the bundled site are what would be captured now")


def refresh(root: Path) -> bool:
    """Capture the site anew unless what is there is what would be captured; tell whether that was done."""
    with tempfile.TemporaryDirectory(prefix="driftwatch-example-") as scratch:
        there = Path(scratch) / "repository"
        if files_of(root):
            replay(root, there)
            if not differences(root, there):
                return False
    remove(root)
    capture(root)
    return True


def remove(root: Path) -> None:
    """Remove all captures and their reports in one commit."""
    repository = GitRepository.discover(root)
    head = repository.head() or ""
    tracked = [
        f"{folder}/{path}"
        for folder in ("snapshots", "reports")
        for path in repository.tree(head, folder)
        if is_captured(f"{folder}/{path}")
    ]
    if tracked:
        repository.commit_files(dict.fromkeys(tracked), REMOVED, when=datetime.now(UTC).replace(microsecond=0))


def capture(root: Path, *, quiet: bool = False) -> None:
    """Serve each version of the site, and capture it on its day."""
    options = ["--quiet"] if quiet else []
    command = ["run", "--config", str(root / "driftwatch.toml"), "--source", SOURCE, "--fail-on", "never"]
    with DemoSite(VERSIONS[0], origin=ORIGIN) as site, leading_to(site):
        for version in VERSIONS:
            site.switch(version)
            with mock.patch.dict(os.environ, {"DRIFTWATCH_NOW": f"{version}T05:17:00Z"}):
                code = run([*options, *command])
            if code:
                sys.exit(f"error: the run of {version} ended with exit code {code}")


@contextmanager
def leading_to(site: DemoSite) -> Iterator[None]:
    """Let the name of the bundled site lead to where it is served; other hosts are no more allowed than ever."""

    async def address(_host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    def http(_app: App, source: SourceConfig, cache: BodyCache | None) -> HttpFetcher:
        policy = structs.replace(policy_of(source), allow_private=True, min_interval=0.0)
        return HttpFetcher(policy, cache=cache, resolver=address, network=ToPort(site.port))

    with mock.patch.object(App, "http", http):
        yield


class ToPort(httpcore.AnyIOBackend):
    """Opens every connection to one port: that on which the site is served, another one each time."""

    def __init__(self, port: int) -> None:
        self._served = port

    async def connect_tcp(self, host: str, _port: int, *more: object) -> httpcore.AsyncNetworkStream:
        return await super().connect_tcp(host, self._served, *more)


def replay(root: Path, scratch: Path) -> None:
    """Capture the site in a scratch repository as it would be captured in `root`.

    Where git has the commit that the captures of `root` were made on, these are made on the same one, by the same
    author: they are the same commits then.
    """
    began = start(root)
    author: dict[str, str] = {}
    if began is None:
        git(scratch.parent, "init", "--quiet", scratch.name)
    else:
        git(scratch.parent, "clone", "--quiet", "--no-checkout", str(root), scratch.name)
        git(scratch, "checkout", "--quiet", "--detach", began)
        name, email = git(root, "show", "--no-patch", "--format=%an%n%ae", captures(root)[-1]).split("\n")
        author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email}
    # What decides about captures today, which may be other than it was when they were made.
    shutil.copy(root / "driftwatch.toml", scratch)
    shutil.rmtree(scratch / "contracts", ignore_errors=True)
    shutil.copytree(root / "contracts", scratch / "contracts")
    with mock.patch.dict(os.environ, author), redirect_stdout(io.StringIO()):
        capture(scratch, quiet=True)


def captures(root: Path) -> list[str]:
    """Return the newest commits of captures, one for each version where git has them, newest first."""
    return git(root, "log", "--format=%H", f"--max-count={len(VERSIONS)}", "--", TRAIL).split()


def start(root: Path) -> str | None:
    """Return the commit that the captures were made on.

    None where git does not have them as one commit a version, one right after the other: in a shallow clone, or when
    they were squashed.
    """
    found = captures(root)
    chain = (
        git(root, "rev-list", "--first-parent", f"--max-count={len(VERSIONS) + 1}", found[0]).split() if found else []
    )
    is_whole = chain[:-1] == found and len(found) == len(VERSIONS)
    return chain[-1] if is_whole and not git(root, "ls-tree", chain[-1], "--", TRAIL) else None


def differences(root: Path, scratch: Path) -> list[str]:
    """Return the files that are not the same in both, sorted.

    Where git lacks the commit that the captures of `root` were made on, those of `scratch` are other commits: then the
    names of commits in reports count for nothing.
    """
    plain = start(root) is None
    one, other = files_of(root, plain=plain), files_of(scratch, plain=plain)
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def files_of(root: Path, *, plain: bool = False) -> dict[str, bytes]:
    """Return snapshot and reports of the site as they stand in a work tree; `plain`: without the names of commits."""
    found = (path for folder in ("snapshots", "reports") for path in (root / folder).rglob("*") if path.is_file())
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
    return {
        name: COMMIT.sub(rb"\1 (commit)`", content) if plain else content
        for name, content in files.items()
        if is_captured(name)
    }


def is_captured(path: str) -> bool:
    """Tell whether a path, relative to the root, is of the snapshot or of a report of the site, or its changelog."""
    parts = path.split("/")
    return (
        path == f"reports/{SOURCE}.md"
        or parts[:2] == ["snapshots", SOURCE]
        or (parts[0] == "reports" and parts[2:3] == [SOURCE])
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"error: git {arguments[0]} failed in {folder}: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    main()
