import copy

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.file.reading import read_file_text
from driftwatch.manifests.file.schema import manifest_schema
from driftwatch.manifests.file.shape import shape_problems
from tests.manifests.documentation import MANIFEST

LONG = {
    **MANIFEST,
    "environment": {"class": "production", "evidence": "documented"},
    "docs": [{"url": "https://docs.example.com/a", "accessed": "2026-11-01", "covers": ["endpoint", "auth"]}],
    "auth": {"header": "Authorization", "scheme": "Bearer", "env": "KEY", "evidence": "documented"},
    "headers": {"X-A": {"value": "1", "required": "api", "evidence": {"label": "unknown"}}},
    "request": {"content_type": "a/b", "fields": {"x": "string", "y": {"type": ["string", "null"], "max": 3}}},
    "response": {"status": 200, "fields": {"a.*.b": {"type": "string", "required": False, "fallback": "fail"}}},
    "errors": {
        "fields": {"error.code": {"type": "string"}},
        "cases": {
            "rate-limited": {"status": [429, "5xx"], "retry": "backoff", "evidence": "documented"},
            "x-own": {"body": {"error.code": "a"}, "retry": "never", "evidence": "unknown"},
        },
    },
    "limits": {"rate": "unknown", "billing": {"says": "per token", "evidence": "documented"}},
    "client": {"timeout_s": 30, "attempts": 3},
    "owner": {"team": "a-team", "approved_by": "lead"},
    "variants": {"one": {"docs": "https://docs.example.com/b", "when": {"model": "a*"}}},
}
JUNK = st.sampled_from(
    [
        "",
        "x",
        "never",
        "unknown",
        "documented",
        0,
        -1,
        10**400,
        3.5,
        True,
        None,
        [],
        ["a"],
        ["a", "a"],
        {},
        {"a": 1},
        "2026-01-01",
    ]
)


def paths_of(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield from paths_of(below, (*path, key))


PATHS = [path for path in paths_of(LONG) if path]


def changed(path, junk, *, delete):
    value = copy.deepcopy(LONG)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    if delete:
        del inner[path[-1]]
    else:
        inner[path[-1]] = junk
    return value


def problems(value):
    (document,) = read_file_text(yaml.safe_dump(value).encode(), file="m.yaml").documents
    return shape_problems(document, file="m.yaml")


def test_the_published_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(manifest_schema())


def test_short_and_long_forms_fit():
    assert () == problems(MANIFEST) == problems(LONG)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATHS), JUNK, st.booleans())
def test_whatever_fits_or_not_does_so_for_the_jsonschema_library_as_well(path, junk, delete):
    value = changed(path, junk, delete=delete)
    expected = jsonschema.Draft202012Validator(manifest_schema()).is_valid(value)
    assert expected == (problems(value) == ())


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PATHS), JUNK, st.booleans())
def test_no_value_makes_lint_stumble(path, junk, delete):
    found = lint(yaml.safe_dump(changed(path, junk, delete=delete)).encode(), file="m.yaml", today="2026-11-24")
    assert found.manifests or found.errors


def test_a_whole_number_larger_than_any_float_is_a_whole_number():
    client = {"timeout_s": 10**400, "attempts": 10**400}
    assert [] == [each for each in problems({**LONG, "client": client}) if "whole number" in each.says]


def test_a_value_below_auth_headers_or_probe_is_never_repeated():
    for key in ("auth", "headers", "probe"):
        text = " ".join(map(str, problems({**LONG, key: "hunter2 hunter2"})))
        assert "hunter2" not in text
        assert "(value hidden)" in text
