"""A stand-in for GitHub on 127.0.0.1: it keeps state, people act in it, it fails as told.

Each request and each documented response is held against GitHub's own description (github_openapi.json).
"""

import functools
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

import jsonschema

from tests.workflows.fake_pulls import Pulls
from tests.workflows.fake_schedules import Schedules

BOT = "github-actions[bot]"
REPOSITORY = "acme/api-drift"
NOW = "2026-10-01T05:17:00Z"
SLICE = json.loads((Path(__file__).parent / "github_openapi.json").read_text(encoding="utf-8"))
NAMED = {
    "{issue_number}": r"(\d+)",
    "{comment_id}": r"(\d+)",
    "{pull_number}": r"(\d+)",
    "{ref}": "(.+)",
    "{workflow_id}": "([^/]+)",
    "{username}": "([^/]+)",
    "{owner}/{repo}": REPOSITORY,
}
CALLS = {
    call: re.compile(functools.reduce(lambda text, name: text.replace(name, NAMED[name]), NAMED, call))
    for call in SLICE["calls"]
}

Refusal: TypeAlias = tuple[int, Any, dict[str, str]]
"""Status, what GitHub says, headers."""
REFUSED: dict[str, Refusal] = {
    "500-before": (500, {"message": "Server Error"}, {}),
    "slow-down": (403, {"message": "You have exceeded a secondary rate limit."}, {"Retry-After": "3"}),
    "garbled": (200, [], {"Content-Encoding": "gzip"}),
}


def _validator(schema: Any) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema, "components": SLICE["components"]})


BODIES = {call: _validator(each["body"]) for call, each in SLICE["calls"].items() if each["body"]}
ANSWERS = {
    (call, status): _validator(schema)
    for call, each in SLICE["calls"].items()
    for status, schema in each["responses"].items()
    if schema
}


class FakeGitHub:
    """The issues of one repository.

    `faults` are taken by the next requests, one each: `500-before` and `500-after` the work is done, `lost` (done, but
    no answer), `slow-down` (a secondary limit), `garbled` (no gzip, though it says so), or "" for none;
    or a refusal of its own.
    """

    def __init__(self) -> None:
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.said = 0
        self.labels: dict[str, dict[str, Any]] = {}
        self.faults: list[str | Refusal] = []
        self.writes: list[str] = []
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self.login = ""
        """Whose token it is; "" for that of a job."""
        self.may_label = True
        self.enabled = True
        self.locked: set[int] = set()
        """Numbers of issues in which only members may comment, which the token of a job is not."""
        self.filters = True
        self.unknown_logins: set[str] = set()
        self.permissions: dict[str, str] = {}
        """Login -> admin, write or read; others have what everybody has in a public repository: read."""
        self.before: dict[str, Any] = {}
        self.pulls = Pulls(self)
        self.schedules = Schedules()

    # What people do.

    def open_issue(self, body: str, *, author: str, labels: tuple[str, ...] = (), title: str = "A question") -> int:
        number = self.next_number()
        self.issues[number] = {
            "number": number, "title": title, "body": body, "state": "open", "labels": list(labels), "author": author,
            "assignees": [], "reason": None,
        }  # fmt: skip
        self.comments[number] = []
        return number

    def next_number(self) -> int:
        """Issues and pull requests are numbered together."""
        return len(self.issues) + len(self.pulls.known) + 1

    def say(self, number: int, body: str, *, author: str, edited: bool = False) -> int:
        self.said += 1
        self.comments[number].append({"body": body, "author": author, "id": self.said, "edited": edited})
        return self.said

    def close(self, number: int) -> None:
        self.issues[number]["state"] = "closed"

    def reopen(self, number: int) -> None:
        self.issues[number]["state"] = "open"

    def open_ones(self) -> list[dict[str, Any]]:
        return [each for each in self.issues.values() if each["state"] == "open" and "driftwatch" in each["labels"]]

    def notes(self, number: int) -> list[str]:
        return [each["body"] for each in self.comments[number]]

    # What the API does.

    def answer(self, method: str, url: str, content: Any) -> tuple[int, Any]:
        path = urlsplit(url).path
        query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        self.requests.append(f"{method} {path}")
        for call, pattern in CALLS.items():
            match = pattern.fullmatch(f"{method} {path}")
            if match:
                self._hold_against(call, query, content)
                named = unquote(match[1]) if match.groups() else "0"
                if "/actions/" in call:
                    status, value = self.schedules.answer(call, named, query)
                elif "/collaborators" in call:
                    status, value = self._permission(named)
                elif "/labels" in call:
                    status, value = self._labels(call, query, content)
                elif "{comment_id}" in call:
                    status, value = self._write_anew(int(named), content)
                elif "/issues" in call or call == "GET /user":
                    status, value = self._do(call, int(named), query, content)
                else:
                    status, value = self.pulls.answer(call, named, query, content)
                self._hold_answer_against(call, status, value)
                return status, value
        self.wrong.append(f"GitHub has no call {method} {path}")
        return 404, {"message": "Not Found"}

    def _hold_against(self, call: str, query: dict[str, str], content: Any) -> None:
        known = SLICE["calls"][call]
        self.wrong += [f"{call}: unknown parameter {name}" for name in query.keys() - known["query"].keys()]
        for name, value in query.items():
            allowed = known["query"].get(name, {}).get("enum")
            if allowed and value not in allowed:
                self.wrong.append(f"{call}: {name}={value}")
        if content is not None and known["body"] is None:
            self.wrong.append(f"{call}: takes no body")
        elif content is not None:
            self.wrong += [f"{call}: unknown key {key}" for key in content.keys() - known["body"]["properties"].keys()]
            self.wrong += [f"{call}: {error.message[:200]}" for error in BODIES[call].iter_errors(content)]

    def _hold_answer_against(self, call: str, status: int, value: Any) -> None:
        if "/actions/" in call and status == 404:
            return  # GitHub's description leaves it out here
        if str(status) not in SLICE["calls"][call]["responses"]:
            self.wrong.append(f"{call}: {status} is not documented")
        elif (call, str(status)) in ANSWERS:
            errors = ANSWERS[call, str(status)].iter_errors(value)
            self.wrong += [f"{call}: {status}: {error.message[:200]}" for error in errors]

    def _do(self, call: str, number: int, query: dict[str, str], content: Any) -> tuple[int, Any]:
        if call == "GET /user" and self.login:
            return 200, self._account()
        if call == "GET /user":
            return 403, {"message": "Resource not accessible by integration", "documentation_url": "", "status": "403"}
        if not self.enabled and call.startswith(("POST", "PATCH")):
            return 410, {"message": "Issues are disabled for this repo", "documentation_url": ""}
        if number and number not in self.issues:
            return 404, {"message": "Not Found", "documentation_url": "", "status": "404"}
        if call.startswith("GET"):
            return 200, self._get(call, number, query)
        return self._write(call, number, content)

    def _account(self) -> dict[str, Any]:
        """The account of a person's token, as its owner sees it."""
        unsaid = dict.fromkeys(("bio", "blog", "company", "email", "hireable", "location", "name"))
        counts = ("followers", "following", "public_gists", "public_repos", "private_gists", "total_private_repos",
                  "owned_private_repos", "collaborators", "disk_usage")  # fmt: skip
        return {
            **user_of(self.login), **unsaid, **dict.fromkeys(counts, 0), "two_factor_authentication": True,
            "created_at": NOW, "updated_at": NOW, "type": "User", "user_view_type": "private",
        }  # fmt: skip

    def _permission(self, login: str) -> tuple[int, Any]:
        if login in self.unknown_logins:
            return 404, {"message": f"{login} is not a user", "documentation_url": "", "status": "404"}
        held = self.permissions.get(login.lower(), "read")
        return 200, {"permission": held, "role_name": held, "user": {**user_of(login), "role_name": held}}

    def _labels(self, call: str, query: dict[str, str], content: Any) -> tuple[int, Any]:
        if call.startswith("GET"):
            return 200, page_of(list(self.labels.values()), query)
        if content["name"].casefold() in map(str.casefold, self.labels):
            error = {"resource": "Label", "code": "already_exists", "field": "name"}
            return 422, {"message": "Validation Failed", "documentation_url": "", "errors": [error]}
        self.writes.append(call)
        number = len(self.labels) + 1
        url = f"https://api.github.invalid/repos/{REPOSITORY}/labels/{number}"
        self.labels[content["name"]] = {
            "id": number, "node_id": f"L_{number}", "url": url, "name": content["name"], "color": content["color"],
            "description": content["description"], "default": False,
        }  # fmt: skip
        return 201, self.labels[content["name"]]

    def _get(self, call: str, number: int, query: dict[str, str]) -> Any:
        if call.endswith("/comments"):
            return page_of([self._comment(number, each) for each in self.comments[number]], query)
        if number:
            return self._issue(number)
        wanted = _folded(query.get("labels", "").split(",")) - {""}
        found = [
            self._issue(number)
            for number, each in self.issues.items()
            if not self.filters
            or (_is(query.get("creator", each["author"]), each["author"]) and wanted <= _folded(each["labels"]))
        ]
        return page_of(found, query)

    def _write(self, call: str, number: int, content: Any) -> tuple[int, Any]:
        if len(content.get("body") or "") > 65_536 or set(content.get("assignees", ())) & self.unknown_logins:
            error = {"resource": "Issue", "code": "invalid", "field": "body"}
            return 422, {"message": "Validation Failed", "documentation_url": "", "errors": [error]}
        if call.endswith("/comments") and number in self.locked:
            return 403, {"message": "Unable to create comment because issue is locked.", "documentation_url": ""}
        self.writes.append(f"{call} {number}".strip())
        if "labels" in content:
            content["labels"] = self._as_they_are_written(content["labels"])
        if call.endswith("/comments"):
            self.say(number, content["body"], author=self.login or BOT)
            return 201, self._comment(number, self.comments[number][-1])
        if call.startswith("POST"):
            labels = tuple(content.get("labels", ())) if self.may_label else ()
            number = self.open_issue(content["body"], author=self.login or BOT, labels=labels, title=content["title"])
            self.issues[number]["assignees"] = content.get("assignees", [])
            return 201, self._issue(number)
        issue = self.issues[number]
        issue.update({key: content[key] for key in ("title", "body", "state", "labels") if key in content})
        issue["reason"] = content.get("state_reason", issue["reason"])
        return 200, self._issue(number)

    def _write_anew(self, comment: int, content: Any) -> tuple[int, Any]:
        for number, each in ((number, each) for number, said in self.comments.items() for each in said):
            if each["id"] == comment:
                self.writes.append(f"PATCH comment {comment}")
                each |= {"body": content["body"], "edited": True}
                return 200, self._comment(number, each)
        return 422, {"message": "Validation Failed", "documentation_url": ""}

    def _as_they_are_written(self, labels: list[str]) -> list[str]:
        """Labels that the repository has already keep their spelling, and none is there twice."""
        written = {name.casefold(): name for name in self.labels}
        return list(dict.fromkeys(written.get(label.casefold(), label) for label in labels))

    def _issue(self, number: int) -> dict[str, Any]:
        each = self.issues[number]
        url = f"https://api.github.invalid/repos/{REPOSITORY}/issues/{number}"
        return {
            "id": number, "node_id": f"I_{number}", "number": number, "title": each["title"], "body": each["body"],
            "state": each["state"], "state_reason": None, "locked": number in self.locked,
            "user": user_of(each["author"]),
            "labels": [{"id": 1, "name": name, "color": "ededed"} for name in each["labels"]],
            "assignee": None, "assignees": [user_of(login) for login in each["assignees"]], "milestone": None,
            "comments": len(self.comments[number]), "created_at": NOW, "updated_at": NOW, "closed_at": None,
            "author_association": "NONE", "url": url, "html_url": url, "comments_url": url, "events_url": url,
            "labels_url": url, "repository_url": url,
        }  # fmt: skip

    @staticmethod
    def _comment(number: int, each: dict[str, Any]) -> dict[str, Any]:
        url = f"https://api.github.invalid/repos/{REPOSITORY}/issues/comments/{number}"
        return {
            "id": each["id"], "node_id": f"C_{each['id']}", "url": url, "html_url": url, "issue_url": url,
            "created_at": NOW, "updated_at": "2026-10-01T06:00:00Z" if each["edited"] else NOW, "body": each["body"],
            "user": user_of(each["author"]), "author_association": "NONE",
        }  # fmt: skip


def _folded(names: list[str]) -> set[str]:
    """GitHub tells no names apart by case."""
    return {name.casefold() for name in names}


def _is(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()


def page_of(values: list[Any], query: dict[str, str]) -> list[Any]:
    size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
    return values[size * (page - 1) : size * page]


def user_of(login: str) -> dict[str, Any]:
    url = "https://api.github.invalid/users/x"
    names = ("avatar", "events", "followers", "following", "gists", "html", "organizations", "received_events")
    more = ("repos", "starred", "subscriptions")
    links = {f"{name}_url": url for name in (*names, *more)}
    return {
        **links, "gravatar_id": "", "id": 1, "node_id": "U_1", "login": login, "site_admin": False, "type": "Bot",
        "url": url,
    }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        github: FakeGitHub = self.server.github  # type: ignore[attr-defined]
        length = int(self.headers.get("Content-Length") or 0)
        content = json.loads(self.rfile.read(length)) if length else None
        if not str(self.headers.get("Authorization")).startswith("Bearer "):
            github.wrong.append("a request without a token")
        fault = github.faults.pop(0) if github.faults else ""
        refused = fault if isinstance(fault, tuple) else REFUSED.get(fault)
        if refused:
            return self.send(*refused)
        act = github.before.pop(f"{self.command} {urlsplit(self.path).path}", None)
        if act:
            act()
        status, value = github.answer(self.command, self.path, content)
        if fault == "500-after":
            return self.send(500, {"message": "Server Error"})
        if fault == "lost":
            self.close_connection = True
            return None
        return self.send(status, value)

    do_GET = do_POST = do_PATCH = handle_any  # noqa: N815 - named by http.server

    def send(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {**(headers or {}), "Content-Length": str(len(data))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(github: FakeGitHub) -> Iterator[str]:
    """Serve it on 127.0.0.1 and yield the base URL."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.github = github  # type: ignore[attr-defined]
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
