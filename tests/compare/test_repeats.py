"""What several places state is told once, and what went with its operations is not told again."""

from collections.abc import Iterable

from driftwatch.assemble.assembly import assemble
from driftwatch.compare.compare import compare
from driftwatch.model.facts import Operation
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.platforms.detection import page_of, statements_of
from driftwatch.platforms.platform import Statements
from driftwatch.rules.judge import judge

SITE = "https://docs.example.com"
HOST, OTHER = "https://api.example.com", "https://other.example.com"
FIELDS = "| Field | Type | Required |\n|---|---|---|\n| size | string | yes |\n"


def stated(path: str, text: str, content_type: str = "text/markdown") -> Statements:
    url = f"{SITE}{path}"
    reading = Reading(url=url, final_url=url, state="read", status=200, content_type=content_type, body=text.encode())
    return statements_of(page_of(reading, f"{SITE}/llms.txt"))


def page(name: str, host: str) -> Statements:
    table = f"| Field | Type | Required |\n|---|---|---|\n| {name}_size | string | yes |\n"
    return stated(f"/{name}.md", f"# {name}\n\nBase URL: {host}\n\n`POST /v1/{name}`\n\n## Body\n\n{table}")


def prose(host: str) -> Statements:
    return stated("/start.md", f"# Start\n\nGet a key first.\n\nBase URL: {host}\n")


def with_list(name: str, *, errors: str = "") -> Statements:
    models = "| Model | Notes |\n|---|---|\n| `small-1` | quick |\n| `large-1` | slow |\n"
    return stated(
        f"/{name}.md",
        f"# {name}\n\n`POST /v1/{name}`\n\n## Body\n\n{FIELDS}\n## Supported models\n\n{models}\n{errors}",
    )


def described(name: str, host: str) -> Statements:
    head = f'{{"openapi": "3.1.0", "info": {{"title": "{name}", "version": "1"}}, "servers": [{{"url": "{host}"}}]'
    answers = '{"responses": {"200": {"description": "Fine."}}}'
    return stated(f"/{name}.json", f'{head}, "paths": {{"/v1/{name}": {{"post": {answers}}}}}}}', "application/json")


def snapshot(pages: Iterable[Statements], before: Snapshot | None = None) -> Snapshot:
    made = assemble(list(pages), before)
    return Snapshot(made.entries, made.documents, label="")


def told(old: list[Statements], new: list[Statements]) -> list[tuple[str, object]]:
    """Ids of findings with what was removed, but for those of documents."""
    one = snapshot(old)
    findings = judge(compare(one, snapshot(new, one)))
    return sorted(
        (each.id, each.before if each.after is None else each.after) for each in findings if each.area != "documents"
    )


def test_a_page_that_is_gone_takes_no_base_url_along_that_others_state() -> None:
    gone = [("api-path-removed-without-deprecation", "POST /v1/boxes")]
    assert gone == told([page("boxes", HOST), page("crates", HOST)], [page("crates", HOST)])


def test_a_base_url_that_went_with_all_of_its_operations_is_not_told_again() -> None:
    gone = [("api-path-removed-without-deprecation", "POST /v1/boxes")]
    assert gone == told([page("boxes", OTHER), page("crates", HOST)], [page("crates", HOST)])
    assert gone == told([described("boxes", OTHER), described("crates", HOST)], [described("crates", HOST)])


def test_a_page_that_is_new_brings_no_base_url_that_others_state() -> None:
    new = [("endpoint-added", "POST /v1/boxes")]
    assert new == told([page("crates", HOST)], [page("boxes", HOST), page("crates", HOST)])


def test_a_base_url_that_only_prose_states_is_told_when_it_goes() -> None:
    known = snapshot([prose(OTHER), page("crates", HOST)])
    assert [entry.owner.kind for entry in known.entries.values() if any(map(_is_other, entry.facts))] == ["page"]
    silent = stated("/start.md", "# Start\n\nGet a key first.\n")
    assert [("server-removed", OTHER)] == told([prose(OTHER), page("crates", HOST)], [silent, page("crates", HOST)])


def test_another_base_url_on_all_pages_is_told_once() -> None:
    old, new = ([page("boxes", host), page("crates", host), prose(host)] for host in (HOST, OTHER))
    assert [("server-changed", OTHER)] == told(old, new)


def test_a_base_url_that_one_description_drops_is_told_although_another_states_it() -> None:
    one, other = described("boxes", OTHER), described("crates", HOST)
    old, new = snapshot([one, other]), snapshot([described("boxes", HOST), other])
    assert "server" in {each.area for each in judge(compare(old, new))}


def test_a_list_of_values_that_went_with_the_operation_of_its_page_is_not_told_again() -> None:
    gone = [("api-path-removed-without-deprecation", "POST /v1/boxes")]
    assert gone == told([with_list("boxes"), page("crates", HOST)], [page("crates", HOST)])


def test_a_list_of_values_is_told_when_only_the_list_is_gone() -> None:
    plain = stated("/boxes.md", f"# boxes\n\n`POST /v1/boxes`\n\n## Body\n\n{FIELDS}")
    found = told([with_list("boxes"), page("crates", HOST)], [plain, page("crates", HOST)])
    assert [rule for rule, _ in found] == ["values-removed"]


def test_an_error_rule_that_went_with_an_operation_is_told_all_the_same() -> None:
    errors = "## Errors\n\n| Status | Meaning |\n|---|---|\n| 418 | The kettle is empty |\n"
    found = told([with_list("boxes", errors=errors), page("crates", HOST)], [page("crates", HOST)])
    assert [rule for rule, _ in found] == ["api-path-removed-without-deprecation", "error-rule-removed"]


def _is_other(fact: object) -> bool:
    return getattr(fact, "url", "") == OTHER and not isinstance(fact, Operation)
