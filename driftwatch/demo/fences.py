"""Write an OpenAPI file into the `## OpenAPI` fence of a page's Markdown, in both dialects of the generator.

The newer dialect is the file itself as YAML. The older one (2025) is a layout of its own: `paths.path` is a
string, a body is a `schemaArray`, and each property is wrapped in `allOf`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import yaml

from driftwatch.demo.samples import operation_of, resolved, sample

_LONG = 60


class _Dumper(yaml.SafeDumper):
    """Write YAML as the generator does: lists indented under their key, long text folded."""

    sharing: ClassVar[bool] = False

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        del indentless
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:
        # Only the older dialect names what it repeats (&ref_0), and only schemas that more than one status has.
        return not self.sharing or not isinstance(data, dict) or bool(super().ignore_aliases(data))

    def generate_anchor(self, node: yaml.Node) -> str:
        del node
        self.last_anchor_id += 1
        return f"ref_{self.last_anchor_id - 1}"


class _SharingDumper(_Dumper):
    sharing = True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > _LONG and " " in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_SharingDumper.add_representer(str, _text)


def newer_fence(spec: Mapping[str, Any], file: str) -> str:
    """Give the fence of the newer dialect; `file` is how the opening line names the OpenAPI file."""
    method, path, _ = operation_of(spec)
    return _fence(f"{file} {method.upper()} {path}".strip(), spec, _Dumper)


def older_fence(spec: Mapping[str, Any], *, sample_enums: bool) -> str:
    """Give the fence of the older dialect, whose opening line names no file."""
    method, path, operation = operation_of(spec)
    request = {
        "security": _security(spec, operation),
        "parameters": {place: _parameters(operation, place) for place in ("path", "query", "header", "cookie")},
    }
    if "requestBody" in operation:
        request["body"] = {
            media: _media(content, spec, sample_enums=sample_enums)
            for media, content in operation["requestBody"]["content"].items()
        }
    response = {status: _response(answer, spec, sample_enums) for status, answer in operation["responses"].items()}
    layout = {
        "path": path,
        "method": method,
        "servers": operation.get("servers", spec["servers"]),
        "request": request,
        "response": response,
        "deprecated": operation.get("deprecated", False),
        "type": "path",
    }
    components = {"schemas": spec.get("components", {}).get("schemas", {})}
    return _fence(f"{method} {path}", {"paths": layout, "components": components}, _SharingDumper)


def _fence(opening: str, value: Mapping[str, Any], dumper: type[_Dumper]) -> str:
    body = yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=80)
    return f"````yaml {opening}\n{body}\n````\n"


def _security(spec: Mapping[str, Any], operation: Mapping[str, Any]) -> list[dict[str, Any]]:
    schemes = spec.get("components", {}).get("securitySchemes", {})
    wanted = operation.get("security", spec.get("security", []))
    return [
        {
            "title": name,
            "parameters": {"query": {}, "header": {"Authorization": dict(schemes[name])}, "cookie": {}},
        }
        for requirement in wanted
        for name in requirement
    ]


def _parameters(operation: Mapping[str, Any], place: str) -> dict[str, Any]:
    return {
        parameter["name"]: {"schema": [_parameter_schema(parameter)]}
        for parameter in operation.get("parameters", ())
        if parameter["in"] == place
    }


def _parameter_schema(parameter: Mapping[str, Any]) -> dict[str, Any]:
    schema = dict(parameter["schema"])
    if "enum" in schema:
        schema["type"] = "enum<string>"
    return {
        **schema,
        "required": parameter.get("required", False),
        "description": parameter.get("description", ""),
    }


def _response(answer: Mapping[str, Any], spec: Mapping[str, Any], sample_enums: bool) -> dict[str, Any]:  # noqa: FBT001
    content = answer.get("content") or {"_mintlify/placeholder": {"schema": {"type": "any"}}}
    return {
        media: {
            **_media(inner, spec, sample_enums=sample_enums),
            "description": answer["description"],
        }
        for media, inner in content.items()
    }


def _media(content: Mapping[str, Any], spec: Mapping[str, Any], *, sample_enums: bool) -> dict[str, Any]:
    schema = content["schema"]
    value = sample(schema, spec, enums=sample_enums)
    return {
        "schemaArray": [_schema(branch, spec) for branch in resolved(schema, spec).get("oneOf", [schema])],
        "examples": {"example": {"value": value}},
    }


def _schema(schema: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Any]:
    """Give a schema as one member of a `schemaArray`: properties wrapped, `required` named apart."""
    whole = resolved(schema, spec)
    written = {key: value for key, value in whole.items() if key not in {"properties", "required", "items"}}
    if "properties" in whole:
        written["properties"] = {name: {"allOf": [inner]} for name, inner in whole["properties"].items()}
    if "items" in whole:
        written["items"] = {"allOf": [whole["items"]]}
    if "$ref" in schema:
        written["refIdentifier"] = schema["$ref"]
    if whole.get("required"):
        written["requiredProperties"] = list(whole["required"])
    return {**written, "required": True}
