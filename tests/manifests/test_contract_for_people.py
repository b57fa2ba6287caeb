"""`manifest show` and `manifest todo`: the contract, its sources, its gate, and what is left to ask, for people."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from driftwatch.cli.program import run
from driftwatch.manifests.contract import contract_of
from driftwatch.manifests.questions import questions_of
from driftwatch.model.contract import Question
from driftwatch.model.gate import Gate, GateItem
from driftwatch.reports.contract_report import (
    ShownContract,
    contracts_markdown,
    contracts_text,
    questions_markdown,
    questions_text,
)
from tests.manifests.documentation import PAGE, TODAY, manifest
from tests.manifests.test_commands import project, write

__all__ = ("project",)

FULL = {
    "docs": [{"url": PAGE, "covers": ["endpoint", "auth"]}, {"url": "https://docs.example.com/limits"}],
    "headers": {"X-Trace": "on", "X-Beta": {"value": "1", "required": "optional"}},
    "request": {"fields": {"name": "string", "size": {"type": "integer", "in": "query", "required": "optional"}}},
    "errors": {
        "fields": {"error.code": "string"},
        "cases": {
            "rate-limited": {"status": 429, "retry": "backoff", "attempts": 3, "evidence": "documented"},
            "auth-missing": {"status": 401, "retry": "never", "evidence": "documented"},
            "timeout": {
                "retry": "once",
                "evidence": {"label": "account contract", "by": "ann", "at": "2026-10-02", "ref": "contract 7"},
            },
        },
    },
    "limits": {"rate": {"says": "60 a minute", "evidence": {"label": "unknown", "ask": "account manager"}}},
    "owner": {"team": "things-team", "approved_by": "bob", "escalation": "docs/ops.md"},
}
GATE = Gate(
    manifest="things-team/POST /things", contract="POST /things", file="contracts/things.yaml", target="production",
    date=TODAY, items=(GateItem(id="rollback", title="rollback documented", verdict="fail", evidence="`a` is gone"),),
)  # fmt: skip


def shown(parts):
    return ShownContract(contract=contract_of(manifest(parts)), gate=GATE)


def row(parts, item):
    return next((one.values, one.labels) for one in shown(parts).contract.rows if one.item == item)


def test_the_contract_has_the_items_of_the_runbook_in_its_order():
    assert [one.item for one in shown(FULL).contract.rows] == [
        "Documentation URL", "Access date", "Base URL", "Environment", "Endpoint path", "HTTP method",
        "Required headers", "Required request fields", "Optional fields used", "Expected success fields",
        "Error format", "Retryable conditions", "Non-retryable conditions",
        "Billing or rate limit assumptions", "Approving owner",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "values", "labels"),
    [
        ("Required headers", ("Authorization: Bearer $KEY", "X-Trace: on"), ("documented",)),
        ("Required request fields", ("name (string)",), ("documented",)),
        ("Optional fields used", ("size (integer) in query",), ("documented",)),
        (
            "Retryable conditions",
            ("rate-limited (429): backoff, 3 attempts", "timeout: once"),
            ("documented", "account contract (ann 2026-10-02 contract 7)"),
        ),
        ("Non-retryable conditions", ("auth-missing (401): never",), ("documented",)),
        ("Approving owner", ("things-team", "approved by bob"), ()),
    ],
)
def test_each_item_has_its_values_and_labels(item, values, labels):
    assert (values, labels) == row(FULL, item)


def test_what_a_manifest_says_nothing_of_is_called_unknown():
    assert ((), ("unknown",)) == row({}, "Error format")


def test_the_sources_checked_have_a_date_and_a_purpose():
    sources = [(one.source, one.accessed, one.purpose) for one in shown(FULL).contract.sources]
    assert (PAGE, "2026-11-01", ("endpoint and method", "authentication")) in sources
    assert ("contract 7", "2026-10-02", ("case timeout: account contract",)) in sources


def test_markdown_has_the_three_tables():
    text = contracts_markdown((shown(FULL),))
    assert "| Item | Contract | Label |" in text
    assert "| Source | Access date | Purpose |" in text
    assert "| 1 | rollback documented | **fail** | `a` is gone |" in text


HELD = manifest(FULL)
MARKDOWN = MarkdownIt("js-default").enable("table")


@given(st.text(min_size=1, max_size=80))
def test_hostile_text_opens_nothing_in_any_table(words):
    hostile = f"{words} | <img src=x> @octocat `` [a](http://x.example) \n## x"
    owner = msgspec.structs.replace(HELD.owner, team=hostile)
    held = msgspec.structs.replace(HELD, title=hostile, owner=owner, path=f"/{hostile}")
    asked = questions_markdown(questions_of(held))
    text = contracts_markdown((ShownContract(contract=contract_of(held), gate=GATE),))
    for token in (one for page in (text, asked) for one in MARKDOWN.parse(page)):
        children = token.children or ()
        assert not {child.type for child in children} & {"html_inline", "image"}
        links = {child.attrGet("href") for child in children if child.type == "link_open"}
        assert links <= {page.url for page in HELD.pages}
        assert token.type != "html_block"
    assert text.count("\n## ") + text.startswith("## ") == 1


def test_a_terminal_gets_one_line_for_each_item():
    assert "  Approving owner: things-team, approved by bob" in contracts_text((shown(FULL),))


def claims(parts):
    return {one.claim: one for one in questions_of(manifest(parts))}


def test_what_is_unknown_is_asked_of_whom_the_manifest_names_else_of_support():
    found = claims(FULL)
    assert ("account manager", "things-team") == (found["limit rate"].ask, found["limit rate"].owner)
    assert "support" == found["case upstream-5xx"].ask
    assert not {"case timeout", "case rate-limited", "owner.approved_by"} & set(found)


def test_an_assumption_is_a_question_until_it_ends():
    parts = {"auth": {"header": "X-Key", "env": "KEY", "evidence": {
        "label": "assumption", "by": "ann", "expires": "2027-01-01"}}}  # fmt: skip
    assert "2027-01-01" in claims(parts)["authentication"].asks


def test_a_status_that_nobody_vouches_for_is_asked_about_once():
    unknown = {"status": 429, "retry": "unknown", "evidence": "unknown"}
    asked = questions_of(manifest({"errors": {"cases": {"rate-limited": unknown}}}))
    (one,) = [each for each in asked if "rate-limited" in each.claim]
    assert "Is 429 the answer, and may a call be sent again after it, and after how long?" == one.asks
    known = manifest({"errors": {"cases": {"rate-limited": {**unknown, "evidence": "documented"}}}})
    (one,) = [each for each in questions_of(known) if "rate-limited" in each.claim]
    assert "May a call be sent again after 429, and after how long?" == one.asks


def test_what_a_team_settles_itself_is_decided_and_not_asked():
    text = questions_text(questions_of(manifest({"owner": "things-team"})))
    assert "things-team asks support:" in text
    assert "things-team decides:" in text
    assert "## `things-team` decides" in questions_markdown(questions_of(manifest({"owner": "things-team"})))


def test_nobody_is_asked_about_a_retired_contract():
    assert () == questions_of(manifest({"status": "retired"}))


def test_show_and_todo_read_the_project_and_tell_what_cannot_be_used(project, capsys):
    write(project, "things.yaml", FULL)
    assert 0 == run(["manifest", "show", "--format", "markdown"])
    assert "### Sources checked" in capsys.readouterr().out
    assert 0 == run(["manifest", "todo", "--format", "json", "--owner", "things-team"])
    found = msgspec.convert(json.loads(capsys.readouterr().out), list[Question])
    assert {"things-team"} == {one.owner for one in found}
    (project / "contracts" / "broken.yaml").write_text("driftwatch: 1\ncontract: nothing\n")
    assert 2 == run(["manifest", "todo"])
    told = capsys.readouterr()
    assert "POST /things" in told.out
    assert "contracts/broken.yaml:2" in told.err
