"""What calls accept as a proof, and the schemes that come or go with it, are edited at once."""

import json
from typing import Any, Final

from driftwatch.assemble.assembly import assemble
from driftwatch.history.review import findings_between
from driftwatch.model.page import Page
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.platform import Statements
from driftwatch.rules.folding import folded
from tests.rules.edited_operations import between, spec

JSON: Final = "application/json"

SCHEMES: dict[str, Any] = {
    name: {"type": "apiKey", "in": "header", "name": f"X-{name}"} for name in ("key", "badge", "stamp", "seal")
}
LOGIN = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.example.com", "scopes": {"x": "-"}}}}


def shop(needs: dict[str, list[Any]], **schemes: Any) -> dict[str, Any]:
    """Calls of which each accepts what is listed for it."""
    return spec(*needs, edit=lambda path, call: call.update(security=needs[path]), securitySchemes=schemes)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one.id, len(one.single)) for one in folded(between(old, new))]


def test_alternatives_that_leave_one_list_are_one_edit_whatever_scopes_each_call_needs() -> None:
    key, login, other = {"key": []}, {"login": ["x"]}, {"login": []}
    old = shop({"/boxes": [key, login, {"seal": []}], "/lids": [key, other, {"seal": []}]}, **SCHEMES, login=LOGIN)
    new = shop({"/boxes": [{"seal": []}], "/lids": [{"seal": []}]}, **SCHEMES, login=LOGIN)
    [one] = folded(between(old, new))
    assert (one.id, one.level, len(one.single)) == ("api-security-removed", "breaking", 4)
    assert one.message == (
        "`GET /boxes` no longer accepts `key`. The same holds for `GET /lids` and for security scheme `login`."
    )
    assert told(new, old) == [("api-security-added", 4)]


def test_a_scheme_that_came_or_is_gone_is_told_with_the_calls_that_accept_it() -> None:
    kept = {"stamp": SCHEMES["stamp"]}
    old = shop({"/boxes": [{"key": []}, {"badge": []}]}, **kept, key=SCHEMES["key"], badge=SCHEMES["badge"])
    new = shop({"/boxes": [{"seal": []}]}, **kept, seal={"type": "http", "scheme": "bearer"})
    [one] = folded(between(old, new))
    assert (one.id, one.level) == ("api-security-removed", "breaking")
    assert [each.id for each in one.members].count("api-security-component-removed") == 2
    assert "Info: Security scheme `seal` is new." in one.message
    also = shop({"/boxes": [{"stamp": []}, {"seal": []}], "/lids": [{"seal": []}]}, **SCHEMES)
    only = shop({"/boxes": [{"stamp": []}], "/lids": [{"stamp": []}, {"seal": []}]}, **SCHEMES)
    assert told(only, also) == [("api-security-removed", 1), ("api-security-added", 1)]


def test_a_scheme_that_calls_let_go_by_several_edits_is_told_by_itself() -> None:
    old = shop({"/boxes": [{"key": []}, {"stamp": []}], "/lids": [{"key": []}, {"badge": []}]}, **SCHEMES)
    but_key = {name: scheme for name, scheme in SCHEMES.items() if name != "key"}
    new = shop({"/boxes": [{"stamp": []}], "/lids": [{"seal": []}]}, **but_key)
    assert sorted(told(old, new)) == [
        ("api-security-component-removed", 1), ("api-security-removed", 1), ("api-security-removed", 2),
    ]  # fmt: skip
    unused = shop({"/boxes": [{"stamp": []}]}, **but_key)
    assert told(shop({"/boxes": [{"stamp": []}]}, **SCHEMES), unused) == [("api-security-component-removed", 1)]


def test_a_scheme_of_another_api_is_told_by_itself() -> None:
    """Two specifications of one source: the one lets a call do without `key`, the other has its own `key` no longer."""

    def statements(place: str, needs: list[Any], *names: str) -> Statements:
        calls = {f"/{place}": {"get": {"responses": {"204": {"description": "-"}}, "security": needs}}}
        schemes = {"securitySchemes": {name: SCHEMES[name] for name in names}}
        head = {"openapi": "3.1.0", "info": {"title": place, "version": "1"}, "components": schemes}
        document = {**head, "servers": [{"url": f"https://{place}.example.com"}], "paths": calls}
        url = f"https://docs.example.com/{place}.json"
        return statements_of(Page(url=url, path=f"{place}.json", text=json.dumps(document), content_type=JSON))

    def apis(needs: list[Any], *names: str) -> Snapshot:
        lids = statements("lids", [{"badge": []}], *names)
        assembly = assemble([statements("boxes", needs, "key", "badge"), lids])
        return Snapshot(assembly.entries, assembly.documents)

    old, new = apis([{"key": []}, {"badge": []}], "key", "badge"), apis([{"badge": []}], "badge")
    found = [(one.id, len(one.single)) for one in folded(findings_between(old, new, today="2026-11-01"))]
    assert sorted(found) == [("api-security-component-removed", 1), ("api-security-removed", 1)]
