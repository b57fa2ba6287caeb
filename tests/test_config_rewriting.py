"""What is accepted is written into driftwatch.toml, and nothing else in it changes by a byte."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.config.expiry import last_day
from driftwatch.config.keys import AcceptConfig, SourceConfig
from driftwatch.config.reading import parse_config, read_config
from driftwatch.config.rewriting import Entry, quoted, source_table, with_accepted
from driftwatch.errors import ConfigError, UsageError

CONFIG = b"""\
# What we watch.  [[accept]] is below
[sources.docs]   # the only one
index = "https://docs.example/llms.txt"

[[accept]]
expires     = '2026-12-01'   # before the freeze
fingerprint = "0123456789ab"
reason      = \"\"\"
known, see "here"
expires = '1999-01-01'\"\"\"
owner       = "team"
  # the end
[issues]
level = "breaking"
"""
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(str.strip)


def entry(fingerprint: str = "ba9876543210", reason: str = "not read by us", about: str = "") -> Entry:
    accept = AcceptConfig(fingerprint=fingerprint, reason=reason, owner="Ann", expires="2027-01-31")
    return Entry(accept=accept, about=about)


def test_an_entry_is_added_at_the_end() -> None:
    made = with_accepted(CONFIG, [entry(about="POST /v1/videos: `seed` is gone")], file="driftwatch.toml")
    assert made == CONFIG + (
        b"\n# POST /v1/videos: `seed` is gone\n[[accept]]\n"
        b'fingerprint = "ba9876543210"\nreason = "not read by us"\nowner = "Ann"\nexpires = "2027-01-31"\n'
    )


def test_an_entry_that_is_there_is_changed_where_it_says_something_else() -> None:
    made = with_accepted(CONFIG, [entry("0123456789ab")], file="driftwatch.toml")
    wanted = CONFIG.replace(b"'2026-12-01'", b'"2027-01-31"').replace(b'"team"', b'"Ann"')
    begin, end = wanted.index(b'"""'), wanted.rindex(b'"""') + 3
    assert made == wanted[:begin] + b'"not read by us"' + wanted[end:]


def test_the_same_answer_again_changes_nothing() -> None:
    once = with_accepted(CONFIG, [entry()], file="driftwatch.toml")
    assert with_accepted(once, [entry()], file="driftwatch.toml") == once


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n", b"\n\n"])
def test_line_ends_and_byte_order_marks_stay(bom: bytes, end: bytes, last: bytes) -> None:
    content = bom + (CONFIG.rstrip(b"\n") + last).replace(b"\n", end)
    made = with_accepted(content, [entry(), entry("0123456789ab")], file="driftwatch.toml")
    assert made.startswith(bom + b"# What we watch.  [[accept]] is below" + end)
    assert made.count(b"\n") == made.count(end)
    accepted = read_config(made).config.accept
    assert [each.fingerprint for each in accepted] == ["0123456789ab", "ba9876543210"]
    assert {each.expires for each in accepted} == {"2027-01-31"}


def test_an_empty_file_gets_its_first_entry() -> None:
    assert with_accepted(b"", [entry()], file="driftwatch.toml").startswith(b"[[accept]]\n")


def test_an_array_is_refused_with_what_to_do() -> None:
    inline = b"accept = [{fingerprint = '0123456789ab', reason = 'a', owner = 'b', expires = '2026-12-01'}]\n"
    with pytest.raises(ConfigError, match="one array") as refused:
        with_accepted(inline, [entry()], file="driftwatch.toml")
    assert "[[accept]]" in refused.value.hint
    extended = with_accepted(inline, [entry("0123456789ab")], file="driftwatch.toml")
    assert extended.startswith(b"accept = [{fingerprint = '0123456789ab', reason = \"not read by us\"")


@given(TEXTS)
def test_no_text_ends_its_string_or_its_line(text: str) -> None:
    written = quoted(text)
    assert tomllib.loads(f"a = {written}")["a"] == text
    assert len(written.splitlines()) == 1


@given(TEXTS, TEXTS)
def test_whatever_is_said_only_its_entry_says_it(first: str, second: str) -> None:
    once = with_accepted(CONFIG, [entry(reason=first)], file="driftwatch.toml")
    assert once.startswith(CONFIG)
    twice = with_accepted(once, [entry(reason=second)], file="driftwatch.toml")
    assert twice == with_accepted(CONFIG, [entry(reason=second)], file="driftwatch.toml")


@pytest.mark.parametrize(
    ("text", "day"),
    [("30d", "2026-12-25"), ("2w", "2026-12-09"), ("0d", "2026-11-25"), (" 2027-01-31 ", "2027-01-31")],
)
def test_a_last_day_is_a_date_or_a_span(text: str, day: str) -> None:
    assert last_day(text, today="2026-11-25") == day


@pytest.mark.parametrize(
    "text", ["", "30", "d", "-3d", "3m", "99999d", "2027-02-30", "2027-1-31", "\u0663d", "20270131"]
)
def test_what_is_no_day_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError, match="no day") as refused:
        last_day(text, today="2026-11-25")
    assert "30d" in refused.value.hint


def test_a_day_of_the_past_is_refused_and_today_is_not() -> None:
    with pytest.raises(UsageError, match="in the past: today is 2026-11-25"):
        last_day("2026-11-24", today="2026-11-25")
    assert last_day("2026-11-25", today="2026-11-25") == "2026-11-25"


@pytest.mark.parametrize(
    "source",
    [
        SourceConfig(index="https://docs.example.com/llms.txt"),
        SourceConfig(
            documents=("https://docs.example.com/a.md", "https://docs.example.com/b.md"),
            user_agent='ours "1" \\ \x7f\u202e',
            timeout_s=2.5,
        ),
        SourceConfig(index="https://docs.example.com/llms.txt", respect_robots=False, max_documents=7, text="digest"),
    ],
)
@pytest.mark.parametrize("name", ["docs", "a-b", "1"])
def test_the_table_of_a_source_is_read_back(name: str, source: SourceConfig) -> None:
    assert parse_config(source_table(name, source)).sources == {name: source}
