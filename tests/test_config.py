"""driftwatch.toml: what is wrong is said with file, line, key and remedy."""

import json

import pytest

from driftwatch.config.reading import parse_config
from driftwatch.config.sources import allowed_hosts, source_named, wanted_sources
from driftwatch.errors import ConfigError

GOOD = """\
fail_on = "warning"

[sources.cometapi]
index = "https://apidoc.cometapi.com/llms.txt"

[rules]
"endpoint-added" = "off"

[[accept]]
fingerprint = "0123456789ab"
reason = "known"
owner = "team"
expires = "2027-01-31"
"""


def test_a_good_file_is_read() -> None:
    config = parse_config(GOOD)
    assert (config.fail_on, config.rules, config.accept[0].owner) == ("warning", {"endpoint-added": "off"}, "team")
    assert allowed_hosts(config.sources["cometapi"]) == ("apidoc.cometapi.com",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("snapshots = 3", "driftwatch.toml:1: snapshots: expected str, got int"),
        ("\nfial_on = 'x'", "driftwatch.toml:2: unknown key 'fial_on'; did you mean 'fail_on'?"),
        ("[sources.a]\nindx = 'x'", "driftwatch.toml:2: unknown key 'sources.a.indx'; did you mean 'index'?"),
        ("[sources.a]\nlocale = 'en'", "driftwatch.toml:1: sources.a: it has neither `index` nor `documents`"),
        ("[sources.a]\nindex = 'ftp://x/'", "driftwatch.toml:1: sources.a: 'ftp://x/' is not an http or https URL"),
        (
            "[sources.a]\nindex = 'http://[::1'",
            "driftwatch.toml:1: sources.a: 'http://[::1' is not an http or https URL",
        ),
        ("[sources.a]\nindex = 'http://x:99999/'", "sources.a: 'http://x:99999/' is not an http or https URL"),
        ("[sources.a]\nindex = 'https://u:p@x/'", "driftwatch.toml:1: sources.a: a URL carries credentials"),
        ("[sources.A]\nindex = 'https://x/'", "driftwatch.toml:1: sources.A: a source's name is also a folder's"),
        (
            "[sources.a]\nindex = 'https://x/'\nconcurrency = 99",
            "driftwatch.toml:3: sources.a.concurrency: 99 is not between",
        ),
        (
            "[sources.a]\nindex = 'https://x/'\nconcurrency = 'x'",
            "driftwatch.toml:3: sources.a.concurrency: expected int",
        ),
        (
            "[sources.a]\nindex = 'https://x/'\nscheduled = 'no'",
            "driftwatch.toml:3: sources.a.scheduled: expected bool, got str",
        ),
        ("[rules]\nx = 'loud'", "driftwatch.toml:2: rules.x"),
        ("[issues]\n[issues.owners]\nmedia = 'ada'", "driftwatch.toml:3: issues.owners.media: expected array, got str"),
        ("[[accept]]\nreason = 'a'\nowner = 'b'\nexpires = 'soon'", "expires 'soon' is not a date"),
        ("[[accept]]\nreason = 'a'\nowner = 'b'\nexpires = '2026-12-31'", "it matches nothing"),
        ("sources = 5", "driftwatch.toml:1: sources must be a table"),
        ("x =", "driftwatch.toml: "),
    ],
)
def test_each_fault_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert says in caught.value.message


@pytest.mark.parametrize("url", ["https://user:hunter2@x/", "https://user:hunter2@[::1/", "ftp://user:hunter2@x/"])
def test_credentials_in_a_url_are_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"[sources.a]\nindex = '{url}'")
    assert "hunter2" not in caught.value.message + caught.value.hint


def test_people_and_teams_are_named_as_github_names_them() -> None:
    named = parse_config('[issues.owners]\nmedia = ["ada-l", "mona_acme", "acme/media_team"]').issues.owners
    assert named == {"media": ("ada-l", "mona_acme", "acme/media_team")}
    for wrong in ("@ada", "a--b", "-a", "a_b_c", "acme/a/b", "a b"):
        with pytest.raises(ConfigError, match="neither a login nor"):
            parse_config(f'[issues.owners]\nmedia = ["{wrong}"]')


def test_one_source_needs_no_name_and_several_do() -> None:
    one = parse_config("[sources.a]\nindex = 'https://x/'")
    two = parse_config("[sources.a]\nindex = 'https://x/'\n[sources.b]\nindex = 'https://y/'")
    assert source_named(one, None)[0] == "a"
    with pytest.raises(ConfigError, match="several sources: a, b"):
        source_named(two, None)
    with pytest.raises(ConfigError, match="no source 'c'"):
        source_named(two, "c")


def test_sources_are_scheduled_unless_they_say_otherwise() -> None:
    text = "[sources.c]\nindex = 'https://x/'\n[sources.b]\nindex = 'https://y/'\nscheduled = false\n"
    config = parse_config(f"{text}[sources.a]\nindex = 'https://z/'\nscheduled = true")
    assert config.scheduled == wanted_sources(config, None) == ("a", "c")
    assert wanted_sources(config, "b") == ("b",)
    with pytest.raises(ConfigError, match="no source 'd'"):
        wanted_sources(config, "d")
    with pytest.raises(ConfigError, match="names no source"):
        wanted_sources(parse_config(""), None)


def test_a_port_is_part_of_an_allowed_host() -> None:
    config = parse_config("[sources.a]\nindex = 'http://127.0.0.1:8808/llms.txt'")
    assert allowed_hosts(config.sources["a"]) == ("127.0.0.1:8808",)


HERE = "[sources.a]\nindex = 'https://docs.example/llms.txt'\n"


@pytest.mark.parametrize("key", ["snapshots", "reports"])
@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("", "is no folder of its own"),
        (".", "is no folder of its own"),
        ("./", "is no folder of its own"),
        ("a/..", "is no folder of its own"),
        ("..", "is no folder of its own"),
        ("../..", "is no folder of its own"),
        ("/srv/drift", "is no relative path"),
        ("C:/drift", "is no relative path"),
        ("a\\b", "is no relative path"),
        ("a\nb", "is no relative path"),
        (".github", "lies in .github"),
        (".github/workflows", "lies in .github"),
        ("./.GitHub/x", "lies in .GitHub"),
        ("a/../.github/x", "lies in .github"),
        ("../.github/workflows", "lies in .github"),
        (".git/hooks", "lies in .git"),
        ("sub/.git", "lies in .git"),
        (".git. /hooks", "lies in .git. "),
        ("contracts", "holds the folder of manifests"),
        ("Contracts/", "holds the folder of manifests"),
    ],
)
def test_a_folder_that_is_not_driftwatchs_own_is_refused(key: str, folder: str, says: str) -> None:
    text = f"\n{key} = {json.dumps(folder)}\n{HERE}"
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert f"driftwatch.toml:2: {key}: " in caught.value.message
    assert says in caught.value.message
    assert caught.value.hint


def test_folders_that_hold_each_other_are_refused() -> None:
    for text in ("snapshots = 'drift'\nreports = 'drift/reports'\n", "snapshots = 'drift'\nreports = './drift'\n"):
        with pytest.raises(ConfigError, match="holds the folder of reports"):
            parse_config(text + HERE)


@pytest.mark.parametrize("folder", ["docs/drift", "../shared/snapshots", "a.github/x", "github", "snapshots/"])
def test_any_other_folder_is_taken(folder: str) -> None:
    assert parse_config(f"snapshots = {json.dumps(folder)}\n{HERE}").snapshots == folder
