"""The pull requests of the stand-in for GitHub: they stand on the branches of a real bare repository.

Objects that GitHub's answers hold besides what matters here are made from its own description.
"""

import functools
import subprocess
from pathlib import Path
from typing import Any

NO_COMMIT = "0" * 40


class Pulls:
    """The pull requests of one repository; `remote` holds its branches, without it any branch is there."""

    def __init__(self, github: Any) -> None:
        self.github = github
        self.known: dict[int, dict[str, Any]] = {}
        self.remote: Path | None = None
        self.may_propose = True
        self.heads: list[str] = []
        """Branches besides those of pull requests, without a remote."""
        self.gone: set[str] = set()
        """Branches of pull requests that were deleted, without a remote."""

    # What people do.

    def add(
        self,
        branch: str,
        *,
        base: str = "main",
        author: str = "",
        body: str = "",
        title: str = "Theirs",
        fork: str = "",
    ) -> int:
        number: int = self.github.next_number()
        self.known[number] = {
            "number": number, "title": title, "body": body, "state": "open", "head": branch, "base": base,
            "author": author or "github-actions[bot]", "repository": fork or _repository(), "merged": False,
        }  # fmt: skip
        return number

    def close(self, number: int) -> None:
        self.known[number]["state"] = "closed"

    def merge(self, number: int, *, squash: bool = False) -> None:
        """Merge as the button does; the branch stays."""
        pull = self.known[number]
        base, head = self._commit(pull["base"]), self._commit(pull["head"])
        tree = self.git("merge-tree", "--write-tree", base, head)
        parents = ["-p", base] if squash else ["-p", base, "-p", head]
        made = self.git("commit-tree", tree, *parents, "-m", f"{pull['title']} (#{number})")
        self.git("update-ref", f"refs/heads/{pull['base']}", made, base)
        pull |= {"state": "closed", "merged": True}

    def open_ones(self) -> list[dict[str, Any]]:
        return [pull for pull in self.known.values() if pull["state"] == "open"]

    # What the API does.

    def answer(self, call: str, named: str, query: dict[str, str], content: Any) -> tuple[int, Any]:
        if "matching-refs" in call:
            return 200, [_ref(name, commit) for name, commit in self._heads() if name.startswith(f"refs/{named}")]
        if call.startswith("POST"):
            return self._create(content)
        number = int(named)
        if number and number not in self.known:
            return 404, {"message": "Not Found", "documentation_url": "", "status": "404"}
        if call.startswith("PATCH"):
            return self._edit(number, content)
        return 200, self._full(number) if number else self._list(query)

    def git(self, *arguments: str) -> str:
        assert self.remote is not None
        done = subprocess.run(["git", *arguments], cwd=self.remote, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def _heads(self) -> list[tuple[str, str]]:
        if self.remote is None:
            names = [
                *self.heads,
                *(pull["head"] for pull in self.known.values() if pull["repository"] == _repository()),
            ]
            return [(f"refs/heads/{name}", NO_COMMIT) for name in names if name not in self.gone]
        listed = self.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads/")
        return [(name, commit) for name, _, commit in (line.partition(" ") for line in listed.splitlines())]

    def _commit(self, branch: str) -> str:
        return dict(self._heads()).get(f"refs/heads/{branch}", NO_COMMIT)

    def _list(self, query: dict[str, str]) -> list[dict[str, Any]]:
        from tests.workflows.fake_github import page_of

        wanted = query.get("state", "open")
        found = [
            self._simple(number)
            for number, pull in self.known.items()
            if wanted in ("all", pull["state"])
            and query.get("base", pull["base"]) == pull["base"]
            and query.get("head", _label(pull)) == _label(pull)
        ]
        return page_of(found, query)

    def _create(self, content: Any) -> tuple[int, Any]:
        if not self.may_propose:
            return 403, {"message": "GitHub Actions is not permitted to create or approve pull requests."}
        head, base = content["head"], content["base"]
        taken = [(pull["repository"], pull["head"], pull["base"]) for pull in self.open_ones()]
        if (_repository(), head, base) in taken:
            return self._invalid("custom", f"A pull request already exists for {_owner()}:{head}.")
        if self.remote is not None and self._commit(head) == NO_COMMIT:
            return self._invalid("invalid", "head")
        if self.remote is not None and not self.git(
            "rev-list", "--max-count=1", f"refs/heads/{base}..refs/heads/{head}"
        ):
            return self._invalid("custom", f"No commits between {base} and {head}")
        if too_long(content):
            return self._invalid("custom", "body is too long (maximum is 65536 characters)")
        self.github.writes.append("POST pull")
        number = self.add(head, base=base, body=content.get("body", ""), title=content["title"])
        return 201, self._full(number)

    def _edit(self, number: int, content: Any) -> tuple[int, Any]:
        if too_long(content):
            return self._invalid("custom", "body is too long (maximum is 65536 characters)")
        self.github.writes.append(f"PATCH pull {number}")
        self.known[number] |= {key: content[key] for key in ("title", "body", "state") if key in content}
        return 200, self._full(number)

    @staticmethod
    def _invalid(code: str, message: str) -> tuple[int, Any]:
        error = {"resource": "PullRequest", "code": code, "message": message}
        return 422, {"message": "Validation Failed", "documentation_url": "", "errors": [error]}

    def _simple(self, number: int) -> dict[str, Any]:
        return least("pull-request-simple") | self._says(number)

    def _full(self, number: int) -> dict[str, Any]:
        return least("pull-request") | self._says(number)

    def _says(self, number: int) -> dict[str, Any]:
        from tests.workflows.fake_github import user_of

        pull = self.known[number]

        def side(branch: str, repository: str) -> dict[str, Any]:
            repo = least("repository") | {"full_name": repository}
            commit = self._commit(branch) if self.remote is not None else NO_COMMIT
            return {"label": f"x:{branch}", "ref": branch, "sha": commit, "repo": repo, "user": user_of("acme")}

        return {
            "number": number, "title": pull["title"], "body": pull["body"], "state": pull["state"],
            "user": user_of(pull["author"]), "head": side(pull["head"], pull["repository"]),
            "base": side(pull["base"], _repository()),
        }  # fmt: skip


def too_long(content: Any) -> bool:
    return len(content.get("body") or "") > 65_536 or len(content.get("title") or "") > 256


def _repository() -> str:
    from tests.workflows.fake_github import REPOSITORY

    return REPOSITORY


def _owner() -> str:
    return _repository().partition("/")[0]


def _label(pull: dict[str, Any]) -> str:
    return f"{pull['repository'].partition('/')[0]}:{pull['head']}"


def _ref(name: str, commit: str) -> dict[str, Any]:
    url = "https://api.github.invalid/"
    return {"ref": name, "node_id": "R_1", "url": url, "object": {"type": "commit", "sha": commit, "url": url}}


@functools.cache
def _schemas() -> dict[str, Any]:
    from tests.workflows.fake_github import SLICE

    schemas: dict[str, Any] = SLICE["components"]["schemas"]
    return schemas


@functools.cache
def least(name: str) -> dict[str, Any]:
    made: dict[str, Any] = _instance(_schemas()[name])
    return made


def _instance(schema: dict[str, Any]) -> Any:
    """Make the least value that a schema allows: what is required, nothing else."""
    if "$ref" in schema:
        return _instance(_schemas()[schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return None if {"type": "null"} in schema[several] else _instance(schema[several][0])
    if "allOf" in schema:
        return {key: value for each in schema["allOf"] for key, value in _instance(each).items()}
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object" or "properties" in schema:
        return {key: _instance(schema["properties"][key]) for key in schema.get("required", ())}
    url = "https://api.github.invalid/" if schema.get("format") == "uri" else "2026-10-01T05:17:00Z"
    return {"array": [], "boolean": False, "integer": 1, "number": 1, "string": url}[schema["type"]]
