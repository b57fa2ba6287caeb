"""The bundled site is what its description says, and its versions differ by nothing else."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from driftwatch.demo.build import ORIGIN, VERSIONS, redirects, site_files

EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
STEPS = EXPECTED["steps"]
SAID_ANEW = frozenset({"example", "examples", "description", "summary", "info", "x-codeSamples"})
FENCE = re.compile(r"\n## OpenAPI\n\n````yaml ([^\n]+)\n(.+)\n````\n$", re.DOTALL)
METHODS = ("get", "post", "put", "patch", "delete")

SCHEMA_OF_A_FILE = {
    "type": "object",
    "required": ["openapi", "info", "servers", "security", "paths", "components"],
    "additionalProperties": False,
    "properties": {
        "openapi": {"const": "3.1.0"},
        "info": {"type": "object", "required": ["title", "version"]},
        "servers": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["url"]}},
        "security": {"type": "array"},
        "components": {"type": "object"},
        "paths": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": {"enum": list(METHODS)},
                "additionalProperties": {"$ref": "#/$defs/operation"},
            },
        },
    },
    "$defs": {
        "content": {"type": "object", "additionalProperties": {"type": "object", "required": ["schema"]}},
        "operation": {
            "type": "object",
            "required": ["summary", "responses", "x-codeSamples"],
            "properties": {
                "parameters": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "in", "schema"],
                        "properties": {"in": {"enum": ["path", "query", "header"]}},
                        "if": {"properties": {"in": {"const": "path"}}},
                        "then": {"required": ["required"]},
                    },
                },
                "requestBody": {
                    "type": "object",
                    "required": ["content"],
                    "properties": {"content": {"$ref": "#/$defs/content"}},
                },
                "responses": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^[1-5][0-9]{2}$"},
                    "additionalProperties": {
                        "type": "object",
                        "required": ["description"],
                        "properties": {"content": {"$ref": "#/$defs/content"}},
                    },
                },
            },
        },
    },
}


def specs_of(version: str) -> dict[str, Any]:
    return {
        path.removeprefix("/"): json.loads(text)
        for path, text in site_files(version).items()
        if path.endswith(".openapi.json")
    }


def pages_of(version: str) -> dict[str, str]:
    return {path: text.decode() for path, text in site_files(version).items() if path.endswith(".md")}


def listed_in(version: str) -> list[str]:
    index = site_files(version)["/llms.txt"].decode()
    return [link.removeprefix(ORIGIN) for link in re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", index, re.MULTILINE)]


def schemas_in(value: Any, key: str = "") -> Iterator[Any]:
    if isinstance(value, dict):
        if key in {"schema", "schemas"}:
            yield from value.values() if key == "schemas" else (value,)
        for name, inner in value.items():
            yield from schemas_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from schemas_in(inner)


def refs_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rsplit("/", 1)[1]
        for inner in value.values():
            yield from refs_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs_in(inner)


def contract_of(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Give everything in a file that is contract, by an address that no order of writing changes."""
    flat: dict[str, Any] = {}
    (path, item), *_ = spec["paths"].items()
    for method, operation in item.items():
        flat.update(_flat(operation, f"{method} {path}"))
    flat.update(_flat(spec["components"], "components"))
    flat.update(_flat(spec["servers"], "servers"))
    flat.update(_flat(spec["security"], "security"))
    return flat


def _flat(value: Any, at: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in SAID_ANEW or at.endswith("/properties"):
                flat.update(_flat(inner, f"{at}/{key.replace('/', '~')}"))
        return flat or {at: {}}
    if isinstance(value, list) and value and all(isinstance(inner, dict) for inner in value):
        for inner in value:
            name = inner.get("name") or inner.get("title") or inner.get("url") or min(inner)
            flat.update(_flat(inner, f"{at}[{name}]"))
        return flat
    return {at: sorted(value, key=str) if isinstance(value, list) else value}


@pytest.mark.parametrize("version", VERSIONS)
class TestEveryVersion:
    def test_the_index_lists_at_least_thirty_documents_and_each_is_served(self, version: str) -> None:
        listed = listed_in(version)
        assert len(set(listed)) == len(listed) >= 30
        assert [] == [path for path in listed if path not in site_files(version)]

    def test_at_least_twenty_operations_have_a_file_of_their_own(self, version: str) -> None:
        documented = {
            (path, method)
            for spec in specs_of(version).values()
            for path in spec["paths"]
            for method in METHODS
            if method in spec["paths"][path]
        }
        assert len(documented) >= 20

    def test_the_index_mixes_relative_and_absolute_links_under_two_headings(self, version: str) -> None:
        index = site_files(version)["/llms.txt"].decode()
        assert ["## Docs", "## OpenAPI Specs"] == re.findall(r"^## .+$", index, re.MULTILINE)
        assert re.search(r"\]\(/[a-z]", index)
        assert f"]({ORIGIN}/" in index

    def test_every_openapi_file_is_openapi_3_1(self, version: str) -> None:
        validator = Draft202012Validator(SCHEMA_OF_A_FILE)
        for path, spec in specs_of(version).items():
            assert [] == [error.message for error in validator.iter_errors(spec)], path
            for schema in schemas_in(spec):
                Draft202012Validator.check_schema(schema)
            assert set(refs_in(spec)) <= set(spec["components"].get("schemas", {})), path

    def test_every_path_parameter_is_declared(self, version: str) -> None:
        for path, spec in specs_of(version).items():
            ((template, item),) = spec["paths"].items()
            ((_, operation),) = item.items()
            declared = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
            assert set(re.findall(r"\{([^}]+)\}", template)) == declared, path

    def test_every_fence_is_yaml_that_names_its_operation(self, version: str) -> None:
        fences = {path: match for path, text in pages_of(version).items() if (match := FENCE.search(text))}
        assert len(fences) >= 25
        for path, match in fences.items():
            *_, method, template = match[1].split(" ")
            value = yaml.safe_load(match[2])
            if isinstance(value["paths"].get("path"), str):
                assert (template, method) == (value["paths"]["path"], value["paths"]["method"]), path
            else:
                assert [method.lower()] == list(value["paths"][template]), path

    def test_a_fence_of_the_newer_dialect_says_what_its_file_says(self, version: str) -> None:
        specs = specs_of(version)
        compared = 0
        for path, text in pages_of(version).items():
            match = FENCE.search(text)
            named = match[1].split(" ")[0].removeprefix("/") if match and ".json " in match[1] else None
            if match and named and not path.startswith(("/pl/", "/fr/")):
                assert specs[named] == yaml.safe_load(match[2])
                compared += 1
        assert compared >= 20

    def test_every_page_has_an_html_twin_with_the_same_title(self, version: str) -> None:
        for path, text in pages_of(version).items():
            twin = BeautifulSoup(site_files(version)[path.removesuffix(".md")], "lxml")
            title = re.search(r"^# (.+)$", text, re.MULTILINE)
            assert title is not None
            assert title[1] == twin.select_one("#page-title").text

    def test_html_twins_are_laid_out_like_the_generator_does(self, version: str) -> None:
        page = BeautifulSoup(site_files(version)["/api/video/seedance/create"], "lxml")
        headings = [heading.text for heading in page.select(".api-section > h4")]
        assert ["Authorizations", "Body", "Response"] == headings
        names = {part.text for part in page.select('[id^="body-"] > [data-component-part="field-name"]')}
        assert names == {"prompt", "model", "seconds", "size", "input_reference"}
        assert page.select('[data-component-part="field-required-pill"]')
        assert "\N{ZERO WIDTH SPACE}" in page.text
        assert "Last modified on" in page.text

    def test_locale_copies_translate_headings_and_badges(self, version: str) -> None:
        polish = BeautifulSoup(site_files(version)["/pl/api/text/chat"], "lxml")
        assert ["Autoryzacje", "Treść", "Odpowiedź"] == [heading.text for heading in polish.select(".api-section > h4")]
        assert {"wymagane"} == {pill.text for pill in polish.select('[data-component-part="field-required-pill"]')}
        assert [] == [path for path in listed_in(version) if path.startswith(("/pl/", "/fr/"))]

    def test_at_least_three_pages_document_the_same_operation_differently(self, version: str) -> None:
        creating = [path for path, spec in specs_of(version).items() if "post" in spec["paths"].get("/v1/videos", {})]
        querying = {
            path
            for spec in specs_of(version).values()
            for path in spec["paths"]
            if path.startswith("/v1/videos/{") and path.endswith("}")
        }
        assert len(creating) >= 3
        assert {"/v1/videos/{id}", "/v1/videos/{video_id}"} == querying

    def test_both_fence_dialects_and_a_fence_without_a_file_occur(self, version: str) -> None:
        openings = [match[1] for text in pages_of(version).values() if (match := FENCE.search(text))]
        assert any(opening.startswith("post /") for opening in openings)
        assert any(".openapi.json POST /" in opening for opening in openings)
        assert any(opening.lower() == "post /kling/v1/videos/text2video" for opening in openings)

    def test_the_error_page_has_the_traps_of_the_real_one(self, version: str) -> None:
        page = pages_of(version)["/errors/error-codes-handling.md"]
        assert re.search(r"^\| 500, 503, 504, 524 +\|", page, re.MULTILINE)
        assert re.search(r"^\| `Path mistake` +\|", page, re.MULTILINE)
        assert re.search(r"\| Usually no +\|", page)

    def test_the_rate_limit_page_states_no_number_outside_its_sample(self, version: str) -> None:
        page = pages_of(version)["/guides/rate-limits-and-concurrency.md"]
        before, sample, after = page.split("```")
        assert "Semaphore(5)" in sample
        assert ["429"] == re.findall(r"\d+", before.split("# ", 2)[-1]) + re.findall(r"\d+", after)

    def test_the_keys_in_samples_are_plainly_made_up(self, version: str) -> None:
        keys = {key for text in pages_of(version).values() for key in re.findall(r"sk-[A-Za-z0-9]{20,}", text)}
        assert {"sk-" + "a1B2c3D4" * 6} == keys

    def test_moved_addresses_lead_to_a_page_and_to_no_further_address(self, version: str) -> None:
        moved = redirects(version)
        assert [] == [old for old in moved if old in site_files(version)]
        assert [] == [new for new in moved.values() if new not in site_files(version)]


def test_the_triage_row_for_invalid_requests_appears_in_may() -> None:
    row = "| `500` with `error.code: invalid_request`"
    assert [False, True, True] == [row in pages_of(version)["/errors/error-codes-handling.md"] for version in VERSIONS]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["new"])
def test_the_openapi_files_differ_by_the_expected_drifts_alone(step: dict[str, Any]) -> None:
    old, new = specs_of(step["old"]), specs_of(step["new"])
    for before, after in step["moved_files"].items():
        old[after] = old.pop(before)
    found = [
        {"file": file, "at": at, "before": before, "after": after}
        for file in sorted(set(old) & set(new))
        for at, before, after in _differences(contract_of(old[file]), contract_of(new[file]))
    ]
    wanted = [
        {"file": one["file"], "at": one["at"], "before": one.get("before"), "after": one.get("after")}
        for one in step["schema_changes"]
    ]
    assert sorted(wanted, key=str) == sorted(found, key=str)
    assert step["added_files"] == sorted(set(new) - set(old))
    assert step["removed_files"] == sorted(set(old) - set(new))


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for at in sorted(set(old) | set(new)):
        if old.get(at) != new.get(at):
            yield at, old.get(at), new.get(at)


@pytest.mark.parametrize("drift", [f"D{number}" for number in [*range(1, 17), *range(18, 28)]])
def test_each_real_drift_happens_in_some_step(drift: str) -> None:
    assert drift in {one["drift"] for step in STEPS for one in step["drifts"]}


@pytest.mark.parametrize("drift", ["D7", "D14", "D15", "D16", "D18"])
def test_drifts_that_are_no_contract_are_expected_to_be_silent(drift: str) -> None:
    assert {True} == {one["silent"] for step in STEPS for one in step["drifts"] if one["drift"] == drift}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_in_html_alone_is_listed_and_has_no_markdown(version: str) -> None:
    assert "/overview/regions" in listed_in(version)
    assert "/overview/regions.md" not in site_files(version)


def test_almost_every_document_is_rewritten_between_versions() -> None:
    for old, new in pairwise(VERSIONS):
        shared = set(listed_in(old)) & set(listed_in(new))
        same = [path for path in shared if site_files(old)[path] == site_files(new)[path]]
        assert [] == [path for path in same if path.endswith(".json")]


def test_rendered_samples_lose_members_with_an_enum_in_may() -> None:
    march, may = (site_files(version)["/api/text/gemini-generating-content"].decode() for version in VERSIONS[:2])
    sample = '"finishReason": "STOP"'
    assert sample in march
    assert sample not in may
    assert "finishReason" in may
