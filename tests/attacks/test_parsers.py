"""Hostile documents: read within limits, or refused with one error; what is read says what is written."""

import contextlib
import json
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.config.reading import parse_config
from driftwatch.errors import ConfigError, DocumentError, SnapshotError, UsageError
from driftwatch.extract.data.json_text import read_json
from driftwatch.extract.data.structured_text import read_structured
from driftwatch.extract.data.yaml import read_yaml
from driftwatch.extract.index.sitemap import read_sitemap
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.extract.text.sections import sections_of_html, sections_of_markdown
from driftwatch.history.review import findings_between
from driftwatch.model.facts import Field
from driftwatch.model.reading import Reading
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import files_of, snapshot_of_files
from driftwatch.platforms.detection import page_of
from driftwatch.presence.integrity import judge
from tests.attacks.payloads import ATTACKS, Attack, exercises
from tests.extract.test_hostile_pages import facts_of

SECONDS = 20.0
"""Far more than any of these takes, far less than one that explodes: no test is a stop watch on a busy machine."""
GENERATED: dict[str, Callable[[], str | bytes]] = {
    "json-depth": lambda: "[" * 100_000 + "]" * 100_000,
    "json-bigint": lambda: '{"x": ' + "9" * 5000 + "}",
    "json-bom-utf16": lambda: b"\xff\xfe{\x00}\x00",
    "md-redos": lambda: "[" * 50_000,
    "md-redos-emphasis": lambda: "*a_ " * 20_000,
    "html-nesting": lambda: "<div>" * 100_000,
    "csv-table-huge": lambda: "|" * 200_000 + "\n",
    "invalid-utf8": lambda: b"\xff\xfe\x00\xd8",
}
"""What the payloads of kind `python` and `python-bytes` describe."""


@pytest.fixture(autouse=True)
def within_limits() -> Any:
    """Hold each reading to processor time and memory: what explodes takes minutes and gigabytes."""
    started, size = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size < 400_000


def api(**schemas: Any) -> dict[str, Any]:
    """An API whose only operation answers with the schema `A`."""
    answer = {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": answer}}}},
        "components": {"schemas": schemas},
    }


def read(document: Any) -> Snapshot:
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    return snapshot_of_openapi(read_structured(text), place="openapi", label="openapi")


def stored(document: Any) -> bytes:
    return b"".join(files_of(read(document)).values())


def fields_of(snapshot: Snapshot) -> list[Field]:
    return [fact for entry in snapshot.entries.values() for fact in entry.facts if isinstance(fact, Field)]


@exercises("yaml-bomb")
def test_a_document_that_explodes_is_refused(attack: Attack) -> None:
    with pytest.raises(DocumentError, match="explode"):
        read_yaml(attack.text)


@exercises("yaml-merge-key")
def test_a_merged_key_does_not_hide_an_explicit_one(attack: Attack) -> None:
    assert read_yaml(attack.text)["paths"] == {"/x": {}}


@exercises("yaml-duplicate-keys")
def test_a_second_key_does_not_hide_the_first(attack: Attack) -> None:
    with pytest.raises(DocumentError, match="duplicate key 'paths'"):
        read_yaml(attack.text)


@exercises("yaml-norway")
def test_words_and_dates_stay_text(attack: Attack) -> None:
    assert read_yaml(attack.text) == {"enum": ["no", "on", "1:30", 7, "2026-11-24", 1000.0]}
    schemas = read_yaml(f"A: {{type: string, {attack.text}}}")
    (values,) = [field.enum for field in fields_of(read(api(**schemas))) if field.enum]
    assert {"no", "on", "1:30", "2026-11-24"} <= set(values)


@exercises("json-nan")
def test_not_a_number_is_refused(attack: Attack) -> None:
    with pytest.raises(DocumentError, match="NaN is not JSON"):
        read_json(attack.text)


@exercises("json-depth")
def test_json_that_is_nested_too_deeply_is_refused(attack: Attack) -> None:
    with pytest.raises(DocumentError, match="nested too deeply"):
        read_json(GENERATED[attack.id]())


@exercises("json-bigint")
def test_a_number_with_thousands_of_digits_is_one_short_error(attack: Attack) -> None:
    with pytest.raises(DocumentError) as caught:
        read_json(GENERATED[attack.id]())
    assert len(caught.value.message) < 300
    assert caught.value.message.isprintable()


@exercises("json-proto")
def test_names_that_mean_something_to_other_languages_are_ordinary(attack: Attack) -> None:
    assert list(read_json(attack.text)) == ["__proto__", "constructor"]
    document = api(A={"type": "object", "properties": read_json(attack.text) | {"constructor": {"type": "string"}}})
    assert {"__proto__", "constructor"} <= {field.at.rpartition(" ")[2] for field in fields_of(read(document))}


@exercises("json-lone-surrogate")
def test_half_a_character_is_stored_as_utf_8_and_spelled_out(attack: Attack) -> None:
    half = attack.text.removeprefix('{"x": ').removesuffix("}")
    old = api(A={"type": "string", "enum": ["b"]})
    new = read(json.dumps(api(A={"type": "string", "enum": ["HALF", "b"]})).replace('"HALF"', half))
    assert b"{U+D800}" in b"".join(files_of(new).values())
    assert [["{U+D800}"]] == [each.after for each in findings_between(read(old), new, today="2026-12-01")]


@exercises("json-bom-utf16", "invalid-utf8")
def test_bytes_in_another_coding_give_no_garbled_facts(attack: Attack) -> None:
    body = GENERATED[attack.id]()
    assert isinstance(body, bytes)
    state, detail = judge("https://docs.example.com/a.json", 200, "application/json", body)
    assert state != "read" or read_json(body) == {}
    assert state == "read" or detail
    with contextlib.suppress(DocumentError):
        assert read_structured(body) == {}


@exercises("ref-cycle")
def test_a_circle_of_references_ends(attack: Attack) -> None:
    assert attack.text.endswith("A -> B -> A")
    there = {"$ref": "#/components/schemas/B"}
    snapshot = read(api(A=there, B={"$ref": "#/components/schemas/A"}))
    assert any(owner.kind == "operation" for owner in snapshot.entries)
    looped = api(A={"properties": {"b": there}}, B={"properties": {"a": {"$ref": "#/components/schemas/A"}}})
    assert {field.ref for field in fields_of(read(looped))} >= {"A", "B"}


@exercises("ref-deep-chain")
def test_a_chain_of_references_ends(attack: Attack) -> None:
    chain = {f"S{number}": {"$ref": f"#/components/schemas/S{number + 1}"} for number in range(5000)}
    snapshot = read(api(A={"$ref": "#/components/schemas/S0"}, **chain, S5000={"type": "string"}))
    assert len(snapshot.entries) >= 5001


@exercises("ref-exponential")
def test_schemas_that_double_thirty_times_do_not(attack: Attack) -> None:
    twice = {f"S{number}": {"allOf": [{"$ref": f"#/components/schemas/S{number + 1}"}] * 2} for number in range(30)}
    old = api(A={"$ref": "#/components/schemas/S0"}, **twice, S30={"properties": {"x": {"type": "string"}}})
    new = api(A={"$ref": "#/components/schemas/S0"}, **twice, S30={"properties": {"y": {"type": "string"}}})
    assert len(stored(old)) < 100_000
    assert findings_between(read(old), read(new), today="2026-12-01")


@exercises("ref-file", "ref-relative")
def test_a_reference_out_of_the_document_is_not_followed(
    attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secrets.yaml"
    secret.write_text("x: {type: string, title: kept-secret}\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    references = [json.loads(attack.text), {"$ref": f"file://{secret}"}, {"$ref": f"{secret}#/x"}]
    for reference in references:
        written = stored(api(A={"properties": {"inner": reference}}))
        assert b"kept-secret" not in written
        assert b"root:" not in written
        assert json.dumps(reference["$ref"]).encode() in written


@exercises("ref-pointer-escape")
def test_a_pointer_is_decoded_in_the_order_of_its_standard(attack: Attack) -> None:
    document = api(A={"type": "string"})
    document["paths"]["/v1/models~1"] = {"get": {"responses": {"200": {"description": "", "content": {
        "application/json": {"schema": {"type": "string", "maxLength": 7}}}}}}}  # fmt: skip
    target = f"{attack.text}/responses/200/content/application~1json/schema"
    document["components"]["schemas"]["A"] = {"properties": {"inner": {"$ref": target}}}
    assert [field.max_length for field in fields_of(read(document)) if field.at.endswith("inner")] == [7]


@exercises("md-redos", "md-redos-emphasis", "html-nesting", "csv-table-huge")
def test_a_page_of_junk_is_read_in_linear_time_and_says_nothing(attack: Attack) -> None:
    junk = GENERATED[attack.id]()
    assert isinstance(junk, str)
    text = junk * max(1, 1_000_000 // len(junk))
    assert facts_of(sections_of_markdown(text)) == ()
    assert facts_of(sections_of_html(text)) == ()


def test_every_generated_payload_is_the_one_of_the_list() -> None:
    for identity, made in GENERATED.items():
        written, value = ATTACKS[identity].text, made()
        escaped = value.decode("latin-1") if isinstance(value, bytes) else value
        said = "".join(re.findall(r"'((?:\\\\.|[^'])*)'", written)) if "'" in written else written
        assert set(said.encode().decode("unicode_escape")) == set(escaped), identity


@exercises("xml-xxe")
def test_a_sitemap_expands_no_entity(attack: Attack) -> None:
    found = read_sitemap(attack.text, "https://docs.example.com/sitemap.xml")
    assert (found.pages, found.sitemaps) == ((), ())
    assert "entities" in found.reason


@exercises("null-bytes")
def test_names_with_a_null_byte_are_told_apart_and_spelled_out(attack: Attack) -> None:
    text = attack.text.removeprefix("GET ")
    document = api(A={"type": "string"})
    document["paths"][text] = document["paths"][text.replace("\0", "")] = document["paths"].pop("/a")
    old, new = read(api(A={"type": "string"})), read(document)
    assert 2 == len({owner.name for owner in new.entries if owner.kind == "operation"})
    assert b"\0" not in b"".join(files_of(new).values())
    assert findings_between(old, new, today="2026-12-01")


@exercises("utf7")
def test_nothing_is_decoded_as_utf_7(attack: Attack) -> None:
    body = f"# Title\n\n{attack.text}\n".encode()
    state, _ = judge("https://docs.example.com/a.md", 200, "text/markdown; charset=utf-7", body)
    if state != "read":
        return
    reading = Reading(
        url="https://docs.example.com/a.md", final_url="https://docs.example.com/a.md", state="read",
        content_type="text/markdown; charset=utf-7", body=body,
    )  # fmt: skip
    text = page_of(reading, "https://docs.example.com/").text
    assert attack.text in text
    assert "<script" not in text


@exercises("cfg-env-interp")
def test_a_configuration_takes_nothing_from_the_environment(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    line = attack.text.replace("url =", "index =")
    config = parse_config(f"[sources.docs]\n{line}\n")
    assert config.sources["docs"].index == "https://x/${GITHUB_TOKEN}"


@exercises("cfg-unknown-key")
def test_an_unknown_key_is_an_error_with_a_suggestion(attack: Attack) -> None:
    misspelled = attack.text.replace("igonre", "exlcude")
    for line, meant in ((attack.text, "igonre"), (misspelled, "exclude")):
        with pytest.raises(ConfigError, match=meant):
            parse_config(f'[sources.docs]\nindex = "https://docs.example.com/llms.txt"\n{line}\n')


@exercises("bundle-swapped")
def test_what_one_job_hands_to_the_next_is_read_by_a_closed_schema(attack: Attack, tmp_path: Path) -> None:
    files = files_of(read(api(A={"type": "string"})))
    name = next(name for name in files if name.startswith("operations/"))
    head, _, rest = files[name].partition(b"\n")
    swapped = head[:-1] + b',"files":{"../../x":"..."}}\n' + rest
    with pytest.raises(SnapshotError, match="files"):
        snapshot_of_files({**files, name: swapped}, label="swapped")
    elsewhere = snapshot_of_files({**files, "../../x.jsonl": files[name]}, label="renamed")
    assert set(files_of(elsewhere)) == set(files)


@exercises("bundle-huge")
def test_a_file_is_measured_before_it_is_read(
    attack: Attack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "500 MB" in attack.text
    huge, small = tmp_path / "huge.json", tmp_path / "small.json"
    small.write_text(json.dumps(api(A={"type": "string"})))
    with huge.open("wb") as file:
        file.truncate(500_000_000)
    assert run(["diff", str(small), str(huge)]) == 2
    assert "huge.json" in capsys.readouterr().err


def test_a_huge_file_of_a_snapshot_is_refused(tmp_path: Path) -> None:
    from driftwatch.history.captures import snapshot_in_folder

    for name, content in files_of(read(api(A={"type": "string"}))).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with (tmp_path / "api.jsonl").open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(UsageError, match=r"api\.jsonl"):
        snapshot_in_folder(tmp_path, label="now")
