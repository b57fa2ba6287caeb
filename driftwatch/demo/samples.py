"""Generate what a docs generator generates: sample requests in code, and sample values from schemas."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

_PLACEHOLDERS: Mapping[str, Any] = {"string": "<string>", "integer": 123, "number": 123, "boolean": True}
_DEEPEST = 8


def operation_of(spec: Mapping[str, Any]) -> tuple[str, str, Mapping[str, Any]]:
    """Give method, path template and operation of a file that documents one operation."""
    ((path, item),) = spec["paths"].items()
    ((method, operation),) = item.items()
    return method, path, operation


def resolved(schema: Mapping[str, Any], spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow the `$ref` of a schema into the components of its own file."""
    while "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def sample(schema: Mapping[str, Any], spec: Mapping[str, Any], *, enums: bool, depth: int = 0) -> Any:
    """Give a value of the shape of `schema`; a build without `enums` leaves out members that have one."""
    schema = resolved(schema, spec)
    if "oneOf" in schema:
        return sample(schema["oneOf"][0], spec, enums=enums, depth=depth)
    if "enum" in schema:
        return schema["enum"][0]
    if depth > _DEEPEST:
        return {}
    if "properties" in schema:
        return {
            name: sample(inner, spec, enums=enums, depth=depth + 1)
            for name, inner in schema["properties"].items()
            if enums or "enum" not in resolved(inner, spec)
        }
    if schema.get("type") == "array":
        return [sample(schema.get("items", {}), spec, enums=enums, depth=depth + 1)]
    kind = schema.get("type")
    return _PLACEHOLDERS.get(kind, {}) if isinstance(kind, str) else None


def code_samples(spec: Mapping[str, Any], languages: Sequence[str], key: str) -> list[dict[str, str]]:
    """Give the `x-codeSamples` of an operation, with `key` where the reader puts a credential."""
    method, path, operation = operation_of(spec)
    url = spec["servers"][0]["url"] + path
    content = operation.get("requestBody", {}).get("content", {})
    form = "multipart/form-data" in content
    body = _example(content, spec)
    writers = {"Shell": _shell, "Python": _python, "JavaScript": _javascript}
    return [
        {
            "lang": language,
            "label": operation["summary"],
            "source": writers[language](method.upper(), url, body, form=form, key=key),
        }
        for language in languages
    ]


def _example(content: Mapping[str, Any], spec: Mapping[str, Any]) -> Any:
    for media in content.values():
        if "example" in media:
            return media["example"]
        return sample(media["schema"], spec, enums=True)
    return None


def _shell(method: str, url: str, body: Any, *, form: bool, key: str) -> str:
    lines = [f"curl -X {method} {url}", f'-H "Authorization: Bearer {key}"']
    if form:
        lines += [f"-F '{name}=\"{value}\"'" for name, value in body.items()]
    elif body is not None:
        lines += ['-H "Content-Type: application/json"', f"-d '{json.dumps(body)}'"]
    return " \\\n  ".join(lines)


def _python(method: str, url: str, body: Any, *, form: bool, key: str) -> str:
    word = "data" if form else "json"
    bearer = '"Bearer " + os.environ["COMETAPI_KEY"]' if key.startswith("$") else f'"Bearer {key}"'
    argument = "" if body is None else f"\n    {word}={body!r},"
    return (
        "import os\nimport requests\n\nresponse = requests.request(\n"
        f'    "{method}",\n    "{url}",\n    headers={{"Authorization": {bearer}}},{argument}\n    timeout=30,\n)\n'
        "response.raise_for_status()\nprint(response.json())\n"
    )


def _javascript(method: str, url: str, body: Any, *, form: bool, key: str) -> str:
    fields = "" if body is None else f"\n  body: {'form' if form else f'JSON.stringify({json.dumps(body)})'},"
    appended = "".join(f'form.append("{name}", "{value}");\n' for name, value in body.items()) if form else ""
    bearer = "${process.env.COMETAPI_KEY}" if key.startswith("$") else key
    return (
        f"{'const form = new FormData();' if form else ''}\n{appended}"
        f'const response = await fetch("{url}", {{\n  method: "{method}",\n'
        f"  headers: {{ Authorization: `Bearer {bearer}` }},{fields}\n}});\n\nconsole.log(await response.json());\n"
    )
