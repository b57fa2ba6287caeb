"""What the configuration asks for, of a site and of what is known of it."""

import pytest

from driftwatch.compare.compare import compare
from driftwatch.config.keys import SourceConfig
from driftwatch.extract.index.places import former_digest_of
from driftwatch.model.page import Link, Page
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.model.text import TRANSLATED, Line, PageText
from driftwatch.presence.digests import as_pinned, in_todays_digests
from driftwatch.presence.watched import selected, still_watched, unwatched

SITE = "https://docs.example.com"
BASE = f"{SITE}/llms.txt"


def source(**more: object) -> SourceConfig:
    return SourceConfig(index=BASE, **more)  # type: ignore[arg-type]


def known(*paths: str, site: str = SITE, **documented: tuple[str, ...]) -> Snapshot:
    """A snapshot with these documents; `documented` are owners of facts with the documents that state them."""
    documents = [Document(path=path, url=f"{site}/{path}") for path in paths]
    entries = [entry_of(Owner("page", name), stated_in, ()) for name, stated_in in documented.items()]
    return Snapshot(entries, documents, label="yesterday", digest="d1")


def test_without_a_list_of_what_to_include_everything_is_read() -> None:
    links = [Link(f"{SITE}/api/chat"), Link(f"{SITE}/guides/start")]
    assert [link.url for link in selected(source(), BASE, links).chosen] == [link.url for link in links]


def test_what_is_not_among_the_paths_to_include_is_left_out_and_said() -> None:
    links = [Link(f"{SITE}/api/chat"), Link(f"{SITE}/guides/start"), Link("https://other.example/api/x")]
    found = selected(source(include=("/api/*",)), BASE, links)
    assert [link.url for link in found.chosen] == [f"{SITE}/api/chat"]
    reasons = dict(found.left_out)
    assert reasons[f"{SITE}/guides/start"] == "not among the paths to include"
    assert set(reasons) == {f"{SITE}/guides/start", "https://other.example/api/x"}


def test_where_all_is_still_watched_the_snapshot_stays_as_it_is() -> None:
    previous = known("api/chat", "guides/start")
    assert still_watched(previous, source(), BASE, ()) is previous


def test_what_is_excluded_by_now_is_left_out_with_the_facts_that_it_alone_states() -> None:
    previous = known("api/chat", "guides/start", chat=("api/chat", "guides/start"), start=("guides/start",), team=())
    found = still_watched(previous, source(exclude=("/guides/*",)), BASE, ())
    assert list(found.documents) == ["api/chat"]
    assert {owner.name for owner in found.entries} == {"chat", "team"}
    assert (found.label, found.digest) == ("yesterday", "d1")


def test_what_was_asked_for_now_is_not_looked_at() -> None:
    previous = known("api/chat", "guides/start")
    assert still_watched(previous, source(exclude=("/guides/*",)), BASE, {"guides/start"}) is previous


def test_documents_of_a_host_that_moved_are_still_watched() -> None:
    previous = known("api/chat", site="https://old.example.com")
    assert still_watched(previous, source(), BASE, ()) is previous


def test_a_snapshot_of_format_one_gets_the_digests_of_today_where_the_words_are_as_they_were() -> None:
    words, other = "# Chat\n\nSend it.\n", "# Jobs\n\nAsk for it.\n"
    before = Snapshot(
        [],
        [
            Document(path=path, url=f"{SITE}/{path}", format="markdown", digest=former_digest_of("markdown", text))
            for path, text in (("chat", words), ("jobs", other))
        ],
    )
    pages = [Page(url=f"{SITE}/{path}", path=path, text=text) for path, text in (("chat", words), ("jobs", words))]
    today = [Document(path=path, url=f"{SITE}/{path}", digest="1" * 32) for path in ("chat", "jobs", "new")]
    found = in_todays_digests(before, pages, today, {}).documents
    assert found["chat"].digest == "1" * 32
    assert found["jobs"] == before.documents["jobs"]
    assert in_todays_digests(before, pages[1:], today[1:], {}) is before


def test_words_in_the_lines_of_another_normal_form_get_the_digest_of_today() -> None:
    row, sentence = Line("row", ("Calls", "10 a minute")), Line("sentence", ("Calls: 10 a minute",))
    before = Snapshot(
        [],
        [Document(path=path, url=f"{SITE}/{path}", digest="2" * 32) for path in ("chat", "jobs", "more")],
        texts={path: lambda: PageText(lines=(row,), form=0) for path in ("chat", "jobs", "more")},
    )
    today = [Document(path=path, url=f"{SITE}/{path}", digest="1" * 32) for path in ("chat", "jobs", "more")]
    other = Line("sentence", ("Calls: 5 a minute",))
    shown = {"chat": (sentence,), "jobs": (other,), "more": (sentence, other)}
    said = {path: PageText(lines=lines) for path, lines in shown.items()}
    found = in_todays_digests(before, [], today, said).documents
    assert (found["chat"].digest, found["jobs"].digest) == ("1" * 32, "2" * 32)
    assert found["more"].digest == "1" * 32, "the newer form shows more of what the page said all along"


def test_a_page_that_is_translated_by_now_is_the_same_while_its_source_says_what_it_said() -> None:
    raw = "[[boxes]] === Boxes include::all.adoc[] See link:#lid[the lid]."
    before = Snapshot(
        [],
        [Document(path="boxes.adoc", url=f"{SITE}/boxes.adoc", digest="2" * 32)],
        texts={"boxes.adoc": lambda: PageText(lines=(Line("sentence", (raw,)),), form=TRANSLATED - 101)},
    )
    today = [Document(path="boxes.adoc", url=f"{SITE}/boxes.adoc", digest="1" * 32)]
    lines = Line("heading", ("Boxes",), 2), Line("sentence", ("See the lid.",))
    said = {"boxes.adoc": PageText(lines=lines, form=TRANSLATED)}

    def digest(source: str) -> str:
        page = Page(url=f"{SITE}/boxes.adoc", path="boxes.adoc", text=source)
        return in_todays_digests(before, [page], today, said).documents["boxes.adoc"].digest

    assert digest(raw.replace(" ===", "\n===").replace(" include", "\n\ninclude")) == "1" * 32
    assert digest(raw.replace("the lid", "the rim")) == "2" * 32
    assert digest(raw.replace(" See link:#lid[the lid].", "")) == "2" * 32


def test_a_page_that_was_read_otherwise_says_what_it_said_when_it_has_the_digest_of_then() -> None:
    then, now = (PageText(lines=(Line("sentence", (said,)),), form=TRANSLATED) for said in ("a<< ---- b", "b"))
    before = Snapshot(
        [], [Document(path="a.adoc", url=SITE, digest="2" * 32)], texts={"a.adoc": lambda: then}, label="yesterday"
    )
    today = Document(path="a.adoc", url=SITE, digest="1" * 32, formerly=("2" * 32,))
    known = in_todays_digests(before, [], [today], {"a.adoc": now}).documents["a.adoc"]
    assert known.digest == "1" * 32
    assert as_pinned(today, known).formerly == ("2" * 32,)
    assert compare(before, Snapshot([], [today], texts={"a.adoc": lambda: now})) == ()


def test_what_still_says_the_same_keeps_the_digests_that_older_normal_forms_made_of_it() -> None:
    row = Line("row", ("Calls", "10 a minute"))
    before = Snapshot(
        [],
        [Document(path="chat", url=f"{SITE}/chat", digest="2" * 32, formerly=("3" * 64,))],
        texts={"chat": lambda: PageText(lines=(row,), form=0)},
    )
    today = Document(path="chat", url=f"{SITE}/chat", digest="1" * 32)
    known = in_todays_digests(before, [], [today], {"chat": PageText(lines=(row,))}).documents["chat"]
    found = as_pinned(today, known)
    assert found.formerly == ("3" * 64, "2" * 32)
    assert [found.has_digest(pinned) for pinned in ("1" * 32, "2" * 32, "3" * 64, "4" * 32, "")] == [True] * 3 + [
        False
    ] * 2
    assert as_pinned(today, found) == found
    other = Document(path="chat", url=f"{SITE}/chat", digest="4" * 32)
    assert as_pinned(other, found) == other
    assert as_pinned(today, None) == today


def test_pages_that_the_configuration_leaves_out_are_not_watched_whatever_their_documents_end_in() -> None:
    chat, guide, other = f"{SITE}/api/chat", f"{SITE}/guides/start", "https://other.example/api/chat"
    pages = [chat, guide, other]
    assert unwatched(source(), pages) == {other}
    assert unwatched(source(include=("/api/*",)), pages) == {guide, other}
    assert unwatched(source(include=("*.md",), exclude=("/guides/*",)), pages) == {guide, other}
    assert unwatched(SourceConfig(repository="https://forge.example/acme/docs.git"), pages) == set()


@pytest.mark.parametrize(
    ("settings", "left_out"),
    [
        ({"exclude": ("/changelog",)}, {f"{SITE}/changelog"}),
        ({"exclude": ("*.html",)}, {f"{SITE}/guide.html"}),
        ({"exclude": ("*.md",)}, set()),
        ({"include": ("*.md", "*.html"), "exclude": ("/changelog",)}, {f"{SITE}/changelog"}),
        ({"include": ("/api/*",)}, {f"{SITE}/changelog", f"{SITE}/guide.html"}),
    ],
)
def test_a_page_is_left_out_that_is_excluded_as_it_is_written(
    settings: dict[str, tuple[str, ...]], left_out: set[str]
) -> None:
    pages = [f"{SITE}/changelog", f"{SITE}/guide.html", f"{SITE}/api/chat"]
    assert unwatched(source(**settings), pages) == left_out
