"""driftwatch.toml: all that is wrong is said, with file, line, column, key and remedy."""

import json
import re
import tomllib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.config.keys import LIMITS, Config, IssuesConfig, SourceConfig
from driftwatch.config.reading import parse_config, read_config
from driftwatch.config.shape import config_shape
from driftwatch.config.sources import allowed_hosts, source_named, wanted_sources
from driftwatch.errors import ConfigError
from driftwatch.located.toml import read_toml
from driftwatch.located.value import Located
from driftwatch.workflows.policies import suppressions_of

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
        ("snapshots = 3", "driftwatch.toml:1:1: snapshots: 3 is not text; put it in quotes"),
        ("\nfial_on = 'x'", "driftwatch.toml:2:1: (top): unknown key 'fial_on'; did you mean 'fail_on'?"),
        ("[sources.a]\nindx = 'x'", "driftwatch.toml:2:1: sources.a: unknown key 'indx'; did you mean 'index'?"),
        (
            "[sources.a]\nlocale = 'en'",
            "driftwatch.toml:1:10: sources.a: it has none of `index`, `documents` and `repository`",
        ),
        (
            "[sources.a]\nindex = 'ftp://x/'",
            "driftwatch.toml:2:1: sources.a.index: 'ftp://x/' is not an http or https URL",
        ),
        (
            "[sources.a]\nindex = 'http://[::1'",
            "driftwatch.toml:2:1: sources.a.index: 'http://[::1' is not an http or https URL",
        ),
        (
            "[sources.a]\nindex = 'http://x:99999/'",
            "driftwatch.toml:2:1: sources.a.index: 'http://x:99999/' is not an http or https URL",
        ),
        ("[sources.a]\nindex = 'https://u:p@x/'", "driftwatch.toml:2:1: sources.a.index: a URL carries credentials"),
        ("[sources.A]\nindex = 'https://x/'", "driftwatch.toml:1:10: sources.A: a source's name is also a folder's"),
        (
            "[sources.a]\nindex = 'https://x/'\nconcurrency = 99",
            "driftwatch.toml:3:1: sources.a.concurrency: 99 is not between 1 and 32",
        ),
        (
            "[sources.a]\nindex = 'https://x/'\nconcurrency = 'x'",
            "driftwatch.toml:3:1: sources.a.concurrency: 'x' is not a whole number",
        ),
        (
            "[sources.a]\nindex = 'https://x/'\nscheduled = 'no'",
            "driftwatch.toml:3:1: sources.a.scheduled: 'no' is not true or false",
        ),
        ("[rules]\nx = 'loud'", "driftwatch.toml:2:1: rules.x: 'loud' is not one of breaking, info, warning, off"),
        ("[issues]\n[issues.owners]\nmedia = 'ada'", "driftwatch.toml:3:1: issues.owners.media: 'ada' is not an array"),
        (
            "[[accept]]\nreason = 'a'\nowner = 'b'\nexpires = 'soon'",
            "driftwatch.toml:4:1: accept[0].expires: 'soon' is not a date",
        ),
        (
            "[[accept]]\nreason = 'a'\nowner = 'b'\nexpires = '2026-12-31'",
            "driftwatch.toml:1:3: accept[0]: it matches nothing",
        ),
        ("[[accept]]\nrule = 'x'", "driftwatch.toml:1:3: accept[0]: missing key 'expires'"),
        ("[[accept]]\nresaon = 'x'", "driftwatch.toml:1:3: accept[0]: missing key 'reason'; did you mean 'resaon'?"),
        (
            "[[accept]]\nrule = 'x'\nreason = ' '",
            "driftwatch.toml:3:1: accept[0].reason: is empty; an accepted finding",
        ),
        (
            "[[accept]]\n\nexpires = 2026-12-31",
            "driftwatch.toml:3:1: accept[0].expires: 2026-12-31 is not text; put it",
        ),
        ("fail_on = 'braking'", "'braking' is not one of breaking, info, never, warning; did you mean 'breaking'?"),
        ("[issues]\nlevel = 'warn'", "driftwatch.toml:2:1: issues.level: 'warn' is not one of"),
        ("[issues]\nmax_new = 0", "driftwatch.toml:2:1: issues.max_new: 0 is not between 1 and 1000"),
        ("[issues]\nlabel = '@'", "driftwatch.toml:2:1: issues.label: '@' is no plain label"),
        ("issues.owners.a = ['b', '@c']", "driftwatch.toml:1:25: issues.owners.a[1]: '@c' is neither a login nor"),
        (
            "[sources.a]\nmin_read_share = nan",
            "driftwatch.toml:2:1: sources.a.min_read_share: nan is not between 0.0 and",
        ),
        ("[sources.a]\nconcurrency = 6.0", "driftwatch.toml:2:1: sources.a.concurrency: 6.0 is not a whole number"),
        ("sources.a = {\tindx = 'x'}", "driftwatch.toml:1:15: sources.a: unknown key 'indx'; did you mean 'index'?"),
        (
            "[sources.a]\ndocuments = [\n  'https://x/', 5]",
            "driftwatch.toml:3:17: sources.a.documents[1]: 5 is not text",
        ),
        ("[sources.a]\ndocuments = [\n  '/a']", "driftwatch.toml:3:3: sources.a.documents[0]: '/a' is not an http"),
        ("manifests = 'snapshots/x'", "driftwatch.toml:1:1: snapshots: 'snapshots' holds the folder of manifests"),
        ("a = 1\n[rules]\n[rules]", "driftwatch.toml:3:2: (top): the key 'rules' stands twice; first in line 2"),
        ("sources = 5", "driftwatch.toml:1:1: sources: 5 is not a table"),
        ("x =", "driftwatch.toml:1:4: (top): not TOML: Invalid value"),
    ],
)
def test_each_fault_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert says in caught.value.message


MANY = """\
fial_on = "warning"
snapshots = "."

[sources.A]
index = "ftp://docs.example/"
concurrency = 99

[[accept]]
rule = "x"
reason = "known"
owner = ""
expires = 2027-01-31

[issues]
group = "famly"
"""


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(MANY, file="here.toml")
    assert [re.sub(r" \([^()]+\)$", "", line) for line in caught.value.message.splitlines()] == [
        "here.toml:1:1: (top): unknown key 'fial_on'; did you mean 'fail_on'?",
        "here.toml:2:1: snapshots: '.' is no folder of its own",
        "here.toml:4:10: sources.A: a source's name is also a folder's",
        "here.toml:5:1: sources.A.index: 'ftp://docs.example/' is not an http or https URL",
        "here.toml:6:1: sources.A.concurrency: 99 is not between 1 and 32",
        "here.toml:11:1: accept[0].owner: is empty; an accepted finding needs a reason and an owner",
        "here.toml:12:1: accept[0].expires: 2027-01-31 is not text; put it in quotes",
        "here.toml:15:1: issues.group: 'famly' is not one of family, operation, source, week; did you mean 'family'?",
    ]
    assert caught.value.exit_code == 2
    assert "(known here: accept, fail_on, issues, " in caught.value.message
    assert (
        "here.toml:2:1: snapshots: '.' is no folder of its own (name a folder, as in snapshots" in caught.value.message
    )


def test_what_every_mistake_asks_for_is_said_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config('[sources.a]\nindex = "x"\ndocuments = ["y"]')
    assert len(caught.value.message.splitlines()) == 2
    assert caught.value.hint == "write the whole URL"


def test_a_mistake_that_is_made_all_over_the_file_is_told_fifty_times() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("[rules]\n" + "".join(f"r{number} = 1\n" for number in range(70)))
    lines = caught.value.message.splitlines()
    assert (len(lines), lines[49].partition(": ")[0], lines[50]) == (51, "driftwatch.toml:51:1", "and 20 more")


SECRET = "sk-" + "a1B2c3D4e5F6g7H8"
ESCAPES = "\\u001b[2J\\u202e\\n::error::x "


@pytest.mark.parametrize(
    "text",
    [
        '"{0}" = 1',
        '[sources."{0}"]\nx = 1',
        'snapshots = ["{0}"]',
        'snapshots = "/{0}"',
        'fail_on = "{0}"',
        '[sources.a]\nindex = "{0}"',
        '[sources.a]\nindex = {{"{0}" = "{0}"}}',
        '[rules]\n"{0}" = "{0}"',
        '[[accept]]\nexpires = "{0}"',
        '[issues]\nlabel = "@{0}"',
        '[issues.owners]\n"{0}" = ["@{0}"]',
        '"{0}".a = 1\n["{0}"]',
        '"{0}" = 1\n"{0}" = 2',
    ],
)
def test_hostile_text_is_told_short_visibly_and_without_secrets(text: str) -> None:
    for hostile in (ESCAPES + SECRET, SECRET, f"Bearer {SECRET}", f"https://u:{SECRET}@x/", "long " * 10_000):
        with pytest.raises(ConfigError) as caught:
            parse_config(text.format(hostile))
        for line in caught.value.message.splitlines():
            assert line.startswith("driftwatch.toml:")
            assert line.isprintable()
            assert len(line) < 800
        assert SECRET not in caught.value.message + caught.value.hint


JUNK = st.sampled_from(
    ("1", "-1", "0", "0.5", "6.0", "nan", "inf", "true", "'x'", "''", "'off'", "'breaking'", "'family'", "'https://x/'",
     "2027-01-31", "'2027-01-31'", "07:32:00", "[]", "['a']", "[1]", "{}", "{a = 1}", "{a = 'info'}", "{a = ['b']}",
     "{a = {index = 'https://x/'}}", "[{}]", "[{reason = 'a', owner = 'b', expires = '2027-01-31', rule = 'c'}]")
)  # fmt: skip
KEYS = st.sampled_from(
    [*Config.__struct_fields__, "unknown", *(f"sources.a.{key}" for key in SourceConfig.__struct_fields__),
     *(f"issues.{key}" for key in IssuesConfig.__struct_fields__)]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, JUNK, max_size=5))
def test_whatever_has_the_right_shape_is_a_configuration_and_nothing_else(pairs: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in pairs.items())
    document = read_toml(text, file="x.toml")
    if not isinstance(document, Located):
        return
    fitting = not tuple(config_shape().misfits(document))
    try:
        config = msgspec.convert(tomllib.loads(text), Config)
    except msgspec.ValidationError:
        assert not fitting
        return
    within = all(
        low <= getattr(part, key) <= high
        for part in (config.issues, *config.sources.values())
        for key, (low, high) in LIMITS[type(part)].items()
    )
    assert fitting == within


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_mistakes() -> None:
    read = read_config(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read.config == parse_config(GOOD)
    (accepted,) = read.document.entries()["accept"].items()
    assert (accepted.line, accepted.column) == (9, 3)


def test_an_accepted_finding_is_named_by_where_it_is_accepted_whatever_the_file_is_called() -> None:
    again = GOOD + "  [[ accept ]]\nrule = 'x'\nreason = 'a'\nowner = 'b'\nexpires = '2027-01-31'\n"
    read = read_config(again.encode(), file="/srv/elsewhere.toml")
    assert [one.where for one in suppressions_of(read)] == [
        "driftwatch.toml:9:3: accept 1", "driftwatch.toml:14:6: accept 2",
    ]  # fmt: skip


def test_bytes_that_are_not_utf_8_are_told_with_their_place() -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(b'snapshots = "x"\nreports = "caf\xe9"\n')
    assert "driftwatch.toml:2:15: (top): not UTF-8: byte 0xe9; save the file as UTF-8" in caught.value.message


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
    assert f"driftwatch.toml:2:1: {key}: " in caught.value.message
    assert says in caught.value.message
    assert caught.value.hint


def test_folders_that_hold_each_other_are_refused() -> None:
    for text in ("snapshots = 'drift'\nreports = 'drift/reports'\n", "snapshots = 'drift'\nreports = './drift'\n"):
        with pytest.raises(ConfigError, match="holds the folder of reports"):
            parse_config(text + HERE)


@pytest.mark.parametrize("folder", ["docs/drift", "../shared/snapshots", "a.github/x", "github", "snapshots/"])
def test_any_other_folder_is_taken(folder: str) -> None:
    assert parse_config(f"snapshots = {json.dumps(folder)}\n{HERE}").snapshots == folder
