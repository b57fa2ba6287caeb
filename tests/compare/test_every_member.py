"""Every member of an OpenAPI document that changes, comes or goes is told, or a row says why it is not."""

import copy
from collections import defaultdict
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from driftwatch.extract.openapi.document import snapshot_of_openapi
from tests.compare.openapi_members import MEMBERS, Site, at, sites
from tests.compare.whole_spec import whole_spec
from tests.rules.examples import findings_between

Json = Any
SPEC = whole_spec()
OLD = snapshot_of_openapi(SPEC, place="spec", label="old")
OTHERWISE: dict[tuple[str, str], Json] = {
    ("Flow", "scopes"): {"read": "Read."},
    ("Encoding", "style"): "spaceDelimited",
    ("Header", "style"): "matrix",
    ("Info", "version"): "1.0.0",
    ("OpenAPI", "openapi"): "3.1.1",
    ("Parameter", "in"): "cookie",
    ("Parameter", "style"): "form",
    ("Schema", "$ref"): "#/components/schemas/Bird",
    ("Schema", "format"): "date",
    ("Schema", "type"): "boolean",
    ("Schema", "additionalProperties"): False,
    ("Scheme", "in"): "header",
    ("Scheme", "type"): "mutualTLS",
    ("XML", "nodeType"): "text",
}
"""Other values of members for which a text with one more letter means nothing."""
PROSE = "prose and examples of a specification file, which are not watched"
SILENT: dict[tuple[str, str], str] = {
    **dict.fromkeys(((kind, "description") for kind in MEMBERS if "description" in MEMBERS[kind]), PROSE),
    **dict.fromkeys(((kind, "summary") for kind in MEMBERS if "summary" in MEMBERS[kind]), PROSE),
    **dict.fromkeys(((kind, name) for kind in MEMBERS for name in ("example", "examples", "externalDocs")), PROSE),
    **dict.fromkeys((("Example", name) for name in MEMBERS["Example"]), PROSE),
    ("ExternalDocs", "url"): PROSE,
    **dict.fromkeys((("Info", name) for name in ("title", "termsOfService", "contact", "license")), PROSE),
    ("OpenAPI", "info"): "holds prose and the version, which may rise",
    ("Info", "version"): "a version that goes up, comes or goes is no news; one that goes down is told",
    ("Schema", "title"): PROSE,
    ("Server", "name"): PROSE,
    ("OpenAPI", "openapi"): "the language of the description, not the API",
    ("OpenAPI", "$self"): "where the description itself is found",
    ("OpenAPI", "jsonSchemaDialect"): "the language of the description, not the API",
    ("OpenAPI", "tags"): "a list for the reader; what an operation is tagged with is compared there",
    **dict.fromkeys((("Tag", name) for name in MEMBERS["Tag"]), "as the list of tags"),
    ("Components", "examples"): PROSE,
    ("Components", "pathItems"): "what no path refers to is no part of any call",
    ("Components", "requestBodies"): "what no operation refers to is no part of any call",
    ("XML", "prefix"): "stands for the namespace, and can be any (Namespaces in XML 1.0, 6.1)",
    **dict.fromkeys(
        (("Schema", name) for name in ("$id", "$anchor", "$dynamicAnchor", "$schema", "$vocabulary", "$comment")),
        "names for other schemas, and the language of the description",
    ),
    ("Schema", "$defs"): "what nothing refers to says nothing",
    ("Schema", "$dynamicRef"): "where it leads is known while a value is held against a schema, and not before",
}
"""Object and member -> why nothing is told of it."""
HOLDS_ANYWAY: dict[tuple[str, str], str] = {
    ("Header", "style"): "the one style that headers have",
    ("Parameter", "explode"): "what is so for every style but form",
    ("Schema", "type"): "what the keywords beside it imply",
    ("Schema", "minProperties"): "what `required` beside it implies",
    ("Schema", "prefixItems"): "what `items` beside it say of every item",
}
"""Object and member -> what it says, so that nothing is told where it comes or goes; that it changes is told."""
UNUSED = (("components", "requestBodies"), ("components", "pathItems"), ("components", "examples"))
"""Where nothing stands that a call is made of."""
ALWAYS = Site(("paths", "/books/{book_id}", "parameters", 0), "Parameter", "required")
"""A parameter of a path is required, whatever is said of it."""


def told(new: Json) -> tuple[set[str], set[str]]:
    """Return the ids of what is told there and back."""
    other = snapshot_of_openapi(new, place="spec", label="new")
    there, back = findings_between(OLD, other), findings_between(other, OLD)
    return {finding.id for finding in there}, {finding.id for finding in back}


def otherwise(site: Site, value: Json) -> Json:
    """Return another value of a member; the same where it holds other objects, which are edited themselves."""
    if (site.kind, site.name) in OTHERWISE:
        return OTHERWISE[site.kind, site.name]
    if MEMBERS[site.kind].get(site.name):
        return value
    if isinstance(value, dict):
        return {key: f"{said}x" if isinstance(said, str) else ["x"] for key, said in value.items()}
    if isinstance(value, list):
        return [f"{value[0]}x" if isinstance(value[0], str) else value[0], *value[1:]]
    if isinstance(value, str):
        return f"{value}x"
    return not value if isinstance(value, bool) else value + 1


def edits(site: Site) -> dict[str, Json]:
    """Make the documents in which a member is gone, or says something else."""
    gone, other = copy.deepcopy(SPEC), copy.deepcopy(SPEC)
    if (site.kind, site.name) != ("OpenAPI", "openapi"):  # without it, it is no such document
        del at(gone, site.path)[site.name]
    value = otherwise(site, at(SPEC, site.path)[site.name])
    at(other, site.path)[site.name] = value
    return {"gone": gone, **({"other": other} if value != at(SPEC, site.path)[site.name] else {})}


def test_the_document_states_every_member():
    stated = {(site.kind, site.name) for site in sites(SPEC)}
    assert stated >= {(kind, name) for kind, names in MEMBERS.items() for name in names if name != "*"}
    assert {name for kind, name in stated if name not in MEMBERS[kind] and "*" not in MEMBERS[kind]} <= {"$ref"}


def test_members_of_schemas_are_those_of_json_schema():
    dialect = REGISTRY.contents("https://json-schema.org/draft/2020-12/schema")
    vocabularies = [
        REGISTRY.contents(f"https://json-schema.org/draft/2020-12/{one['$ref']}") for one in dialect["allOf"]
    ]
    assert {name for one in vocabularies for name in one["properties"]} <= MEMBERS["Schema"].keys()


@pytest.mark.slow
@pytest.mark.parametrize("kind", MEMBERS)
def test_a_member_that_changes_is_told_or_a_row_says_why_not(kind):
    silent: defaultdict[str, set[str]] = defaultdict(set)
    unclear = set()
    for site in sites(SPEC):
        if site.kind != kind or site.path[:2] in UNUSED or site == ALWAYS:
            continue
        for edit, document in edits(site).items():
            there, back = told(document)
            unclear |= (there | back) & {"unclassified-change", "change-not-explained", "comparison-failed"}
            if not there or not back:
                silent[edit].add(site.name)
    assert unclear == set()
    assert silent["other"] <= {name for of, name in SILENT if of == kind}
    assert silent["gone"] <= {name for of, name in (*SILENT, *HOLDS_ANYWAY) if of == kind}
    rows = {name for of, name in (*SILENT, *HOLDS_ANYWAY) if of == kind and name in MEMBERS[kind]}
    assert rows <= silent["gone"] | silent["other"]
