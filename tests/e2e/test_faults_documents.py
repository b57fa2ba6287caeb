"""Documents that fail one by one: carried over and marked, told once, gone only when gone."""

import json
from typing import Any

import pytest

from driftwatch.demo.build import site_files
from tests.e2e.workshop import Workshop

SITE = site_files("2026-03-15")
CHAT = "/api/openapi/text/post-chat-completions.openapi.json"
IMAGES = "/api/openapi/image/openai/post-images.openapi.json"
SEEDANCE = "/api/video/seedance/create.md"
ERRORS = "/errors/error-codes-handling.md"
EMBEDDINGS = ("/api/text/embeddings.md", "/api/openapi/text/post-embeddings.openapi.json")
HTML = {"Content_Type": "text/html; charset=utf-8"}
SHELL = b'<!DOCTYPE html><html><head><title>Docs</title></head><body><div id="root"></div></body></html>'
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b"<body><script>window._cf_chl_opt={}</script></body></html>"
)
LOGIN = (
    b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>"
    b'<form><input name="user"><input type="password"></form></body></html>'
)
BROKEN_FENCE = b"\n## More\n\n````yaml POST /v1/videos\nopenapi: [\n````\n"


def place_of(path: str) -> str:
    return path[1:].removesuffix(".md")


def run_on(workshop: Workshop, day: str, *arguments: str) -> tuple[int, Any]:
    workshop.on(day)
    code, out = workshop.driftwatch("run", "--format", "json", *arguments)
    return code, workshop.findings(out) if out else None


def facts(workshop: Workshop) -> dict[str, str]:
    """The files of facts, without what tells how documents fared."""
    folder = workshop.root / "snapshots" / "cometapi"
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*.jsonl"))
        if path.name not in ("captures.jsonl", "documents.jsonl")
    }


def test_a_few_pages_that_are_down_are_carried_over_and_marked(captured: Workshop) -> None:
    before = facts(captured)
    for path in (CHAT, SEEDANCE, ERRORS):
        captured.site.answer(path, 503, b"down")
    assert run_on(captured, "2026-03-16") == (0, [])
    assert captured.unseen() == {place_of(path): "unreachable" for path in (CHAT, SEEDANCE, ERRORS)}
    assert facts(captured) == before
    line = captured.captures()[-1]
    assert line["unseen"] == sorted(place_of(path) for path in (CHAT, SEEDANCE, ERRORS))
    assert line["documents"]["unseen"] == 3


def test_the_report_says_which_pages_were_not_seen(captured: Workshop) -> None:
    captured.site.answer(ERRORS, 503, b"down")
    captured.on("2026-03-16")
    code, out = captured.driftwatch("run", "--format", "markdown")
    assert code == 0
    assert "78 of 79 documents" in out
    assert "errors/error-codes-handling.md" in out
    assert "unreachable" in out
    assert "1 unseen, their facts carried over" in captured.git("log", "-1", "--format=%b")


def test_a_page_that_is_back_brings_no_finding(captured: Workshop) -> None:
    before = captured.documents(), facts(captured)
    for path in (CHAT, SEEDANCE, ERRORS, *EMBEDDINGS):
        captured.site.answer(path, 503, b"down")
    run_on(captured, "2026-03-16")
    captured.site.switch("2026-03-15")
    assert run_on(captured, "2026-03-17") == (0, [])
    assert (captured.documents(), facts(captured)) == before
    assert "unseen" not in captured.captures()[-1]


def test_a_change_behind_an_outage_is_told_when_the_page_is_back(captured: Workshop) -> None:
    captured.site.answer(IMAGES, 503, b"down")
    run_on(captured, "2026-03-16")
    spec = json.loads(SITE[IMAGES])
    spec["paths"]["/v1/images/generations"]["post"]["parameters"] = [
        {"in": "header", "name": "X-Team", "required": True, "schema": {"type": "string"}}
    ]
    captured.site.answer(IMAGES, 200, json.dumps(spec).encode(), Content_Type="application/json")
    code, findings = run_on(captured, "2026-03-17")
    assert code == 1
    assert [each["level"] for each in findings if each["id"] == "new-required-request-parameter"] == ["breaking"]


@pytest.mark.parametrize(
    ("path", "status", "body", "headers", "reason"),
    [
        (CHAT, 200, SITE[CHAT][: len(SITE[CHAT]) // 2], {"Content_Type": "application/json"}, "truncated"),
        (CHAT, 200, SITE[CHAT][:200], {"Content_Length": str(len(SITE[CHAT])), "Connection": "close"}, "truncated"),
        (CHAT, 200, SHELL, HTML, "soft-404"),
        (CHAT, 200, b'{"openapi": "3.1.0", "paths": {,}}\n', {"Content_Type": "application/json"}, "unreadable"),
        (SEEDANCE, 200, CHALLENGE, HTML, "blocked"),
        (SEEDANCE, 403, b"no", {}, "blocked"),
        (SEEDANCE, 200, LOGIN, HTML, "login"),
        (SEEDANCE, 302, b"", {"Location": "/login?next=/api/video/seedance/create.md"}, "login"),
        (SEEDANCE, 200, b"# Page not found\n\nNothing here.\n", {"Content_Type": "text/markdown"}, "soft-404"),
        (SEEDANCE, 200, SHELL, HTML, "soft-404"),
        (SEEDANCE, 200, b"\n", {}, "empty"),
        (SEEDANCE, 200, b"%PDF-1.7", {"Content_Type": "application/pdf"}, "wrong-type"),
        (SEEDANCE, 200, b"# A\n\n```yaml POST /v1/videos\nopenapi: [\n```\n", {}, "unreadable"),
    ],
    ids=[
        "cut-json", "short-body", "html-under-json", "broken-json", "challenge", "forbidden", "login", "login-redirect",
        "not-found-with-200", "html-under-md", "empty", "pdf", "broken-fence",
    ],
)  # fmt: skip
def test_a_page_that_is_not_the_document_is_one_finding_once_and_no_removal(
    captured: Workshop, path: str, status: int, body: bytes, headers: dict[str, str], reason: str
) -> None:
    before = facts(captured)
    captured.site.answer(path, status, body, **headers)
    code, findings = run_on(captured, "2026-03-16")
    assert (code, [(each["id"], each["level"]) for each in findings]) == (0, [("document-unreadable", "warning")])
    assert findings[0]["sources"][0]["url"] == captured.site.origin + path
    assert captured.unseen() == {place_of(path): reason}
    assert facts(captured) == before


def test_a_page_that_stays_unreadable_is_told_once_and_its_return_is_silent(captured: Workshop) -> None:
    captured.site.answer(CHAT, 200, b'{"openapi": "3.1.0", "paths": {,}}\n', Content_Type="application/json")
    captured.site.answer(SEEDANCE, 200, SHELL, **HTML)
    _, findings = run_on(captured, "2026-03-16")
    assert [each["id"] for each in findings] == ["document-unreadable"] * 2
    assert run_on(captured, "2026-03-17") == (0, [])
    captured.site.switch("2026-03-15")
    assert run_on(captured, "2026-03-18") == (0, [])
    assert captured.unseen() == {}


def test_a_page_that_can_be_read_in_part_is_unseen_everywhere(captured: Workshop) -> None:
    before = facts(captured)
    captured.site.answer(ERRORS, 200, SITE[ERRORS] + BROKEN_FENCE, Content_Type="text/markdown")
    captured.on("2026-03-16")
    code, out = captured.driftwatch("run", "--format", "json")
    line, place = captured.captures()[-1], place_of(ERRORS)
    assert (code, [each["id"] for each in captured.findings(out)]) == (0, ["document-unreadable"])
    assert facts(captured) == before
    assert (line["unseen"], captured.unseen()) == ([place], {place: "unreadable"})
    assert line["documents"] | {"unchanged": 0} == {"read": 78, "unchanged": 0, "unseen": 1, "gone": 0, "left_out": 0}
    assert "78 of 79 documents read" in captured.git("log", "-1", "--format=%b")
    captured.driftwatch("run", "--format", "markdown")
    _, out = captured.driftwatch("run", "--format", "markdown")
    assert "78 of 79 documents" in out


def test_pages_of_which_a_part_can_be_read_are_no_outage(captured: Workshop) -> None:
    for path, body in SITE.items():
        if path.endswith(".md"):
            captured.site.answer(path, 200, body + BROKEN_FENCE, Content_Type="text/markdown")
    code, findings = run_on(captured, "2026-03-16")
    assert (code, {each["id"] for each in findings}) == (0, {"document-unreadable"})
    line = captured.captures()[-1]
    assert len(line["unseen"]) == line["documents"]["unseen"] == len(findings)


def test_a_page_that_cannot_be_parsed_in_the_first_capture_is_one_finding_as_well(workshop: Workshop) -> None:
    workshop.site.answer(CHAT, 200, b'{"openapi": "3.1.0", "paths": {,}}\n', Content_Type="application/json")
    workshop.site.answer(IMAGES, 200, SHELL, **HTML)
    code, findings = run_on(workshop, "2026-03-15")
    told = [each for each in findings if each["id"] == "document-unreadable"]
    assert (code, [each["sources"][0]["url"] for each in told]) == (
        0,
        [workshop.site.origin + IMAGES, workshop.site.origin + CHAT],
    )
    assert workshop.unseen() == {place_of(IMAGES): "soft-404", place_of(CHAT): "unreadable"}
    assert run_on(workshop, "2026-03-16") == (0, [])


def test_a_first_capture_names_what_it_could_not_read(workshop: Workshop) -> None:
    workshop.site.answer(ERRORS, 403, b"no")
    run_on(workshop, "2026-03-15")
    assert workshop.captures()[-1]["unseen"] == [place_of(ERRORS)]
    assert workshop.unseen() == {place_of(ERRORS): "blocked"}


def test_an_operation_whose_page_and_file_are_gone_is_removed_when_a_later_capture_says_so(captured: Workshop) -> None:
    for path in EMBEDDINGS:
        captured.site.answer(path, 404)
    code, findings = run_on(captured, "2026-03-16")
    assert (code, [(each["id"], each["level"]) for each in findings]) == (0, [("document-missing", "info")] * 2)
    assert captured.unseen() == {place_of(path): "gone" for path in EMBEDDINGS}
    assert {each.get("missing_since") for each in captured.documents().values()} == {None, "2026-03-16"}
    assert run_on(captured, "2026-03-16") == (0, [])
    code, findings = run_on(captured, "2026-03-17")
    assert code == 1
    loud = [(each["level"], each["operations"]) for each in findings if each["level"] == "breaking"]
    assert loud == [("breaking", ["POST /v1/embeddings"])]
    assert run_on(captured, "2026-03-18") == (0, [])


def test_an_operation_whose_page_alone_is_gone_is_not_removed(captured: Workshop) -> None:
    captured.site.answer(EMBEDDINGS[0], 404)
    run_on(captured, "2026-03-16")
    code, findings = run_on(captured, "2026-03-17")
    assert code == 0
    assert [each["id"] for each in findings if each["level"] == "breaking"] == []
    assert (captured.root / "snapshots/cometapi/operations/post-v1-embeddings.jsonl").is_file()


def test_an_operation_whose_page_is_gone_and_whose_file_is_down_is_not_removed(captured: Workshop) -> None:
    captured.site.answer(EMBEDDINGS[0], 404)
    captured.site.answer(EMBEDDINGS[1], 503, b"down")
    run_on(captured, "2026-03-16")
    _, findings = run_on(captured, "2026-03-17")
    assert [each["id"] for each in findings if each["level"] == "breaking"] == []


def test_an_operation_that_a_complete_index_drops_is_removed(captured: Workshop) -> None:
    lines = SITE["/llms.txt"].decode().replace("{{origin}}", captured.site.origin).splitlines()
    kept = [line for line in lines if not any(path in line for path in EMBEDDINGS)]
    captured.site.answer("/llms.txt", 200, ("\n".join(kept) + "\n").encode(), Content_Type="text/plain")
    for path in EMBEDDINGS:
        captured.site.answer(path, 404, b"no")
    code, findings = run_on(captured, "2026-03-16")
    assert code == 1
    loud = [(each["level"], each["operations"]) for each in findings if each["level"] == "breaking"]
    assert loud == [("breaking", ["POST /v1/embeddings"])]


def without_its_middle(path: str) -> bytes:
    sections = SITE[path].split(b"\n## ")
    return b"\n## ".join([*sections[: len(sections) // 3], *sections[2 * len(sections) // 3 :]])


def test_a_page_that_lost_its_middle_for_a_day_is_told_at_once_and_removes_nothing(captured: Workshop) -> None:
    before = facts(captured)
    captured.site.answer(ERRORS, 200, without_its_middle(ERRORS))
    code, (found,) = run_on(captured, "2026-03-16")
    assert (code, found["id"], found["level"]) == (0, "document-incomplete", "info")
    assert captured.unseen() == {place_of(ERRORS): "lessened"}
    captured.site.switch("2026-03-15")
    assert run_on(captured, "2026-03-17") == (0, [])
    assert facts(captured) == before
    assert captured.unseen() == {}


def test_a_page_that_lost_its_middle_for_good_is_told_on_the_second_day(captured: Workshop) -> None:
    captured.site.answer(ERRORS, 200, without_its_middle(ERRORS))
    run_on(captured, "2026-03-16")
    assert "page-section-removed" in {each["id"] for each in run_on(captured, "2026-03-17")[1]}
    assert captured.unseen() == {}
    assert run_on(captured, "2026-03-18")[1] == []


def test_what_the_configuration_newly_leaves_out_is_no_drift(captured: Workshop) -> None:
    captured.configure('exclude = ["/api/text/embeddings*", "/api/openapi/text/post-embeddings*"]\n')
    assert run_on(captured, "2026-03-16") == (0, [])
    assert not (captured.root / "snapshots/cometapi/operations/post-v1-embeddings.jsonl").exists()
    assert {place_of(path) for path in EMBEDDINGS}.isdisjoint(captured.documents())


def test_a_page_that_is_gone_for_one_answer_is_not_gone(captured: Workshop) -> None:
    answers = iter((404, 200))
    usual = captured.site.answer_to

    def answer_to(path: str, validator: str | None) -> Any:
        if path == ERRORS and next(answers, 200) == 404:
            return type(usual(path, None))(404)
        return usual(path, validator)

    captured.monkeypatch.setattr(captured.site, "answer_to", answer_to)
    assert run_on(captured, "2026-03-16") == (0, [])
    assert captured.unseen() == {}
