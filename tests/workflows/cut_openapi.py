"""Cut the calls that driftwatch makes out of GitHub's own OpenAPI description.

    python tests/workflows/cut_openapi.py node_modules/@octokit/openapi

The description is Copyright (c) 2020 Octokit contributors, under the MIT License, which the slice carries along.
"""

import json
import sys
from pathlib import Path
from typing import Any

CALLS = [
    ("get", "/user"),
    ("get", "/repos/{owner}/{repo}/issues"),
    ("post", "/repos/{owner}/{repo}/issues"),
    ("get", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("patch", "/repos/{owner}/{repo}/issues/{issue_number}"),
    ("get", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("post", "/repos/{owner}/{repo}/issues/{issue_number}/comments"),
    ("patch", "/repos/{owner}/{repo}/issues/comments/{comment_id}"),
    ("get", "/repos/{owner}/{repo}/collaborators/{username}/permission"),
    ("get", "/repos/{owner}/{repo}/labels"),
    ("post", "/repos/{owner}/{repo}/labels"),
    ("get", "/repos/{owner}/{repo}/pulls"),
    ("post", "/repos/{owner}/{repo}/pulls"),
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("patch", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("get", "/repos/{owner}/{repo}/git/matching-refs/{ref}"),
    ("get", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}"),
    ("get", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs"),
]
DROPPED = {"description", "example", "examples", "externalDocs", "title", "x-github", "nullable", "deprecated"}
SCHEMAS = "#/components/schemas/"


def cut(package: Path) -> dict[str, Any]:
    whole = json.loads((package / "generated" / "api.github.com.json").read_text(encoding="utf-8"))
    components = whole["components"]
    calls = {f"{method.upper()} {path}": call(whole["paths"][path][method], components) for method, path in CALLS}
    schemas: dict[str, Any] = {}
    waiting = sorted(references(calls))
    while waiting:
        name = waiting.pop()
        if name not in schemas:
            schemas[name] = plain(components["schemas"][name])
            waiting.extend(references(schemas[name]))
    return {
        "source": f"npm package @octokit/openapi {json.loads((package / 'package.json').read_text())['version']}",
        "licence": (package / "LICENSE").read_text(encoding="utf-8"),
        "calls": calls,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def call(operation: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    def found(value: dict[str, Any], kind: str) -> dict[str, Any]:
        return components[kind][value["$ref"].rpartition("/")[2]] if "$ref" in value else value

    parameters = [found(each, "parameters") for each in operation["parameters"]]
    responses = {status: found(each, "responses") for status, each in operation["responses"].items()}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "query": {each["name"]: plain(each["schema"]) for each in parameters if each["in"] == "query"},
        "body": plain(body) if body else None,
        "responses": {status: answer(each) for status, each in responses.items()},
    }


def answer(response: dict[str, Any]) -> Any:
    content = response.get("content", {})
    return plain(content.get("application/json", {}).get("schema", {}))


def plain(schema: Any) -> Any:
    """Turn a schema of OpenAPI 3.0 into one of JSON Schema: what is nullable may be null."""
    if isinstance(schema, list):
        return [plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "properties" in schema:
        kept = {key: plain(value) for key, value in schema.items() if key not in DROPPED and key != "properties"}
        kept["properties"] = {name: plain(value) for name, value in schema["properties"].items()}
    else:
        kept = {key: plain(value) for key, value in schema.items() if key not in DROPPED}
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") else kept


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for each in value for name in references(each)}
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"].removeprefix(SCHEMAS)} if isinstance(value.get("$ref"), str) else set()
    return own | {name for each in value.values() for name in references(each)}


if __name__ == "__main__":
    text = json.dumps(cut(Path(sys.argv[1])), separators=(",", ":"), sort_keys=True)
    (Path(__file__).parent / "github_openapi.json").write_text(text + "\n", encoding="utf-8")
