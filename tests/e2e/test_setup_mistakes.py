"""What people get wrong when they set it up: the configuration, and where it lies."""

import pytest

from tests.e2e.workshop import Workshop

WORKFLOW = "on:\n  schedule: [{cron: 23 5 * * *}]\njobs: {drift: {steps: [{run: driftwatch run}]}}\n"


def test_a_configuration_with_a_byte_order_mark_and_lines_of_windows_is_read(captured: Workshop) -> None:
    file = captured.root / "driftwatch.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert captured.driftwatch("sources")[0] == 0


@pytest.mark.parametrize(
    ("content", "says", "hint"),
    [
        (b"\xff\xfeh\x00i\x00", "driftwatch.toml:1:1: (top): not UTF-8: byte 0xff; save the file as UTF-8", "hint: "),
        (None, "driftwatch.toml cannot be read: No such file or directory", "check --config"),
    ],
)
def test_a_configuration_that_cannot_be_read_says_what_to_do(
    captured: Workshop, content: bytes | None, says: str, hint: str
) -> None:
    file = captured.root / "driftwatch.toml"
    file.unlink() if content is None else file.write_bytes(content)
    assert captured.driftwatch("sources", "--config", "driftwatch.toml") == (2, "")
    assert f"error: {says}" in captured.err
    assert hint in captured.err


@pytest.mark.parametrize("index", ["http://[::1", "https://docs.acme.example:99999/llms.txt"])
def test_an_index_that_is_no_address_is_refused_before_anything_is_written(captured: Workshop, index: str) -> None:
    (captured.root / "driftwatch.toml").unlink()
    assert captured.driftwatch("init", "--index", index) == (2, "")
    assert "is not an http or https URL" in captured.err
    assert not (captured.root / "driftwatch.toml").exists()


@pytest.mark.parametrize(
    "arguments",
    [("diff",), ("diff", "2026-03-15"), ("diff", "2026-03-15", "live"), ("manifest", "init", "POST /v1/videos")],
)
def test_what_needs_captures_asks_whose_when_there_are_several_sources(
    captured: Workshop, arguments: tuple[str, ...]
) -> None:
    captured.configure(f'[sources.other]\nindex = "{captured.site.index_url}"\n')
    assert captured.driftwatch(*arguments) == (2, "")
    assert "driftwatch.toml names several sources: cometapi, other" in captured.err
    assert "--source NAME" in captured.err


def test_files_are_compared_whatever_number_of_sources_there_is(captured: Workshop) -> None:
    captured.configure(f'[sources.other]\nindex = "{captured.site.index_url}"\n')
    assert captured.driftwatch("diff", "snapshots/cometapi", "snapshots/cometapi")[0] == 0


def test_the_doctor_minds_that_nothing_is_watched(captured: Workshop) -> None:
    (captured.root / "driftwatch.toml").write_text('fail_on = "never"\n')
    code, out = captured.driftwatch("doctor")
    assert code == 1
    assert "attention  sources: driftwatch.toml names no source" in out


def test_the_doctor_logs_what_it_reads_when_it_is_asked_to(captured: Workshop) -> None:
    captured.driftwatch("doctor", "--online")
    assert captured.err == ""
    captured.driftwatch("-v", "doctor", "--online")
    assert captured.site.index_url in captured.err
    assert captured.err.startswith("INFO ")


def test_the_doctor_finds_the_workflow_of_a_repository_with_a_configuration_further_down(captured: Workshop) -> None:
    below = captured.root / "ops"
    below.mkdir()
    (captured.root / "driftwatch.toml").rename(below / "driftwatch.toml")
    folder = captured.root / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "a-folder.yml").mkdir()
    (folder / "drift.yml").write_text(WORKFLOW)
    _, out = captured.driftwatch("doctor", "--config", "ops/driftwatch.toml")
    assert "ok         schedule: drift.yml\n" in out


@pytest.mark.parametrize(
    ("line", "says", "hint"),
    [
        ('locale = "english"', "locale: 'english' is no code of a language", 'locale = "en"'),
        ('hosts = ["https://acme.example"]', "hosts[0]: 'https://acme.example' is no name of a host", "hosts ="),
        ('hosts = ["docs.acme.example/api"]', "hosts[0]: 'docs.acme.example/api' is no name of a host", "hosts ="),
        ('hosts = ["*.acme.example"]', "hosts[0]: '*.acme.example' is no name of a host", "hosts ="),
    ],
)
def test_a_name_that_nothing_has_is_refused_before_anything_is_read(
    captured: Workshop, line: str, says: str, hint: str
) -> None:
    captured.configure(f'[sources.other]\nindex = "{captured.site.index_url}"\n{line}\n')
    assert captured.driftwatch("run", "--source", "other") == (2, "")
    assert says in captured.err
    assert f"hint: write it as in {hint}" in captured.err


@pytest.mark.parametrize("line", ['hosts = ["127.0.0.1:80", "[::1]:80", "bücher.example"]', 'locale = "zh-Hant-TW"'])
def test_names_of_hosts_and_languages_are_taken(captured: Workshop, line: str) -> None:
    captured.configure(f'[sources.other]\nindex = "{captured.site.index_url}"\n{line}\n')
    assert captured.driftwatch("sources")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("site", "--out", "a-file/site"),
        ("site", "--out", "/proc/nowhere/site"),
        ("snapshot", "--out", "a-file/snapshot"),
        ("manifest", "init", "POST /v1/videos", "--output", "a-file/videos.yaml"),
    ],
)
def test_a_folder_that_cannot_be_made_is_one_error(captured: Workshop, arguments: tuple[str, ...]) -> None:
    (captured.root / "a-file").write_text("mine\n")
    code, _ = captured.driftwatch(*arguments)
    assert code == 2, captured.err
    assert "cannot be made" in captured.err
    assert "internal error" not in captured.err
    assert (captured.root / "a-file").read_text() == "mine\n"
