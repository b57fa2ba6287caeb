"""A page that moved is known again, also where another generator wrote it anew; and no two pages are taken for one."""

import random
import time
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from driftwatch.compare.match.moves import moved_documents
from driftwatch.model.snapshot import Document, Snapshot
from driftwatch.model.text import Line, PageText
from tests.compare.page_snapshots import changes_of, compare, site
from tests.presence.island import HTML, MARKDOWN, PROSE, Answer, Island, Watch, page_about

pytestmark = pytest.mark.thorough


def html(markdown: str) -> str:
    """A page as a generator builds it, with a menu and a footer."""
    body = MarkdownIt().enable("table").render(markdown)
    title = markdown.partition("\n")[0].removeprefix("# ")
    return (
        f"<!DOCTYPE html><html><head><title>{title} | Docs</title></head><body><nav><a href='/a'>Home</a> "
        f"<a href='/b'>All calls</a></nav><main>{body}</main><footer><a href='/c'>Imprint</a></footer></body></html>"
    )


def moved(place: Callable[[str], str], *, as_html: bool = False, edit: Callable[[str], str] = str) -> Island:
    """The island with its pages elsewhere."""
    island, old = Island(), Island()
    for path, answer in old.answers.items():
        if path.endswith(".json"):
            continue
        del island.answers[path]
        text = edit(answer.body)
        is_built = as_html and answer.kind == MARKDOWN
        island.answers[place(path)] = Answer(html(text), HTML) if is_built else Answer(text, answer.kind)
    island.listed = list(island.answers)
    return island


MIGRATIONS = {
    "another-folder": moved(lambda path: f"/docs/v2{path}"),
    "flat": moved(lambda path: f"/{path.rpartition('/')[2]}"),
    "html-elsewhere": moved(lambda path: f"/reference{path.removesuffix('.md')}/", as_html=True),
    "html-under-other-names": moved(
        lambda path: f"/r/how-to-{path.rpartition('/')[2].removesuffix('.md')}", as_html=True
    ),
    "edited-on-the-way": moved(
        lambda path: f"/docs/v2{path}", edit=lambda text: f"{text}\nQuestions? Ask the people of the help desk.\n"
    ),
}


@pytest.mark.parametrize("migration", MIGRATIONS.values(), ids=MIGRATIONS)
def test_a_site_that_is_moved_tells_moves_and_nothing_removed_or_added(migration: Island) -> None:
    watch = Watch(Island())
    watch.next_day()
    watch.island = migration
    told = [finding.id for finding in watch.next_day()]
    assert told.count("document-moved") == len(migration.answers) - 1
    assert [each for each in told if "removed" in each or "added" in each or "missing" in each] == []
    assert watch.next_day() == []


def test_a_page_that_gives_way_to_another_one_of_its_name_is_gone() -> None:
    old = snapshot({"parcels/create": page_about("parcels")})
    new = snapshot({"couriers/create": "A courier comes and goes.\nNobody knows when.\n"})
    assert moved_documents(old, new) == {}


def test_of_pages_with_one_name_each_is_known_again_by_its_words() -> None:
    nouns = ("parcels", "couriers", "depots")
    old = snapshot({f"{noun}/create": page_about(noun) for noun in nouns})
    new = snapshot({f"v2/{noun}-x/create": page_about(noun) + "\nOne sentence more.\n" for noun in nouns})
    assert moved_documents(old, new) == {f"{noun}/create": f"v2/{noun}-x/create" for noun in nouns}


def test_pages_of_different_calls_are_two_pages_however_alike_they_are() -> None:
    watch = Watch(Island())
    watch.next_day()
    island, before = watch.island, watch.known
    island.listed.remove("/api/depots.md")
    island.answers["/api/v2/depots.md"] = Answer(page_about("depots").replace("/v1/depots", "/v1/silos/{id}/doors"))
    island.listed.append("/api/v2/depots.md")
    told = [finding.id for finding in watch.next_day()]
    assert moved_documents(before, watch.known) == {}
    assert {"api-path-removed-without-deprecation", "endpoint-added"} <= set(told)


def test_a_thousand_pages_with_one_name_and_one_menu_take_a_moment() -> None:
    chance = random.Random(7)  # noqa: S311 - words for a test
    words = [f"word{number}" for number in range(4_000)]
    menu = "This is the menu of the whole site"
    texts = {
        f"section{number}/overview": "\n".join([menu, *(" ".join(chance.choices(words, k=9)) for _ in range(40))])
        for number in range(1_000)
    }
    old = snapshot(texts)
    new = snapshot({f"new/{place}": f"{text}\nOne line more, on every page.\n" for place, text in texts.items()})
    began = time.process_time()
    found = moved_documents(old, new)
    assert found == {place: f"new/{place}" for place in texts}
    assert time.process_time() - began < 10


def snapshot(texts: dict[str, str]) -> Snapshot:
    pages = {
        place: PageText(lines=tuple(Line("sentence", (line,)) for line in text.splitlines() if line))
        for place, text in texts.items()
    }
    documents = [
        Document(path=place, url=f"https://docs.example.com/{place}", digest=place, format="markdown")
        for place in texts
    ]
    return Snapshot([], documents, texts={place: lambda text=text: text for place, text in pages.items()})


def test_pages_whose_titles_have_no_latin_letter_are_known_again_by_them() -> None:
    def known(*places: str, words: str) -> Snapshot:
        text = PageText(lines=(Line("sentence", (words,)),))
        documents = [
            Document(path=place, url=f"https://docs.example.com/{place}", title="调用次数的限制", digest=words)
            for place in places
        ]
        return Snapshot([], documents, texts={place: lambda: text for place in places})

    old, new = known("a/calls/", words="每分钟十次"), known("b/7/", words="每分钟二十次")
    assert moved_documents(old, new) == {"a/calls/": "b/7/"}


@pytest.mark.parametrize("place", ["boxes.html", "v2/boxes/index.md", "v2/boxes/", "v2/Boxes.mdx"])
def test_a_page_that_was_written_anew_in_another_form_is_known_by_its_name(place: str):
    old = "# Boxes\n\nA box keeps things.\n\nIt has a lid and walls.\n\nThings are kept for a day, then they go away.\n"
    new = "# What boxes are\n\nA box keeps some things for a day.\n\nIt has walls, and a lid.\n\nThey then go away.\n"
    kinds = [each.kind for each in compare(site(**{"docs/boxes.md": old}), site(**{place: new}))]
    assert "document.moved" in kinds
    assert "document.removed" not in kinds


OF_BOXES = (
    "# Make a box\n\nA box keeps things for a day, as long as somebody pays for it.\n\n## Usage\n\n"
    "Ask for one with the library of your language.\n\n## Answers\n\nThe box comes back with its number.\n"
)
OF_BOXES_ANEW = (
    "# Make a box\n\nSend the size, and the box comes back.\n\n## Samples\n\nEach library has a function for this; look"
    " it up below, in the tab of your language, and fill in the key of your account.\n\n## Errors\n\nWithout money"
    " there is none: pay first, then ask again.\n"
)


def kinds_of_a_move(before: dict[str, str], after: dict[str, str]) -> set[str]:
    found = compare(site(**before), site(**after))
    return {change.kind for change in found if change.kind.startswith("document.")}


def test_a_page_of_the_same_name_and_title_is_known_though_it_was_written_anew() -> None:
    assert kinds_of_a_move({"docs/make-box.md": OF_BOXES}, {"v2/make-box": OF_BOXES_ANEW}) == {"document.moved"}


def test_a_page_that_shares_its_title_alone_and_few_words_is_another_one() -> None:
    assert "document.moved" not in kinds_of_a_move({"docs/make-box.md": OF_BOXES}, {"v2/new-box": OF_BOXES_ANEW})


def test_of_several_pages_of_one_name_and_title_none_is_taken_for_one_that_says_little_of_the_same() -> None:
    more = {"docs/other/make-box.md": "# Make a box\n\nNothing of that is here any longer, look elsewhere please.\n"}
    assert "document.moved" not in kinds_of_a_move(
        {"docs/make-box.md": OF_BOXES, **more}, {"v2/make-box": OF_BOXES_ANEW}
    )


def test_what_says_too_little_goes_where_the_pages_beside_it_went() -> None:
    texts = {noun: page_about(noun) for noun in ("parcels", "couriers", "depots")}
    old = snapshot({f"docs/{noun}.md": text for noun, text in texts.items()} | {"docs/b/gnd.en.md": "To be written."})
    anew = {f"api/v2/{noun}/index": text for noun, text in texts.items()}
    stub = {"api/v2/b/gnd/_index.en.md": "Names of persons and bodies."}
    assert moved_documents(old, snapshot(anew | stub))["docs/b/gnd.en.md"] == "api/v2/b/gnd/_index.en.md"
    assert "docs/b/gnd.en.md" not in moved_documents(old, snapshot(anew | {"api/v2/c/gnd": "Names of persons."}))
    assert moved_documents(snapshot({"docs/b/gnd.en.md": "To be written."}), snapshot(stub)) == {}


def test_a_page_that_alone_has_a_name_of_several_words_is_known_though_it_was_written_anew() -> None:
    anew = f"Weigh a parcel\n{page_about('parcels')}"
    assert moved_documents(
        snapshot({"docs/weigh-a-parcel.md": page_about("couriers")}), snapshot({"v2/weigh-a-parcel": anew})
    )
    assert moved_documents(snapshot({"docs/weigh.md": PROSE}), snapshot({"v2/weigh": anew})) == {}
    assert moved_documents(snapshot({"docs/weigh-a-parcel.md": PROSE}), snapshot({"v2/weigh-a-parcel": anew})) == {}


def test_a_page_that_says_little_but_its_name_is_known_by_that() -> None:
    old = snapshot({"labels/print-label.md": "post /v1/print label", "labels/void-label.md": "post /v1/void label"})
    full = {"all/print-label.md": f"Print a label\n{page_about('labels')}"}
    assert moved_documents(old, snapshot(full)) == {"labels/print-label.md": "all/print-label.md"}
    assert moved_documents(old, snapshot(full | {"print-label.md": page_about("depots")})) == {}, "one of two"
    assert moved_documents(old, snapshot({"all/print-label.md": "Colours of our paper."})) == {}, "no word in common"


@pytest.mark.parametrize("place", ["v2/boxes/overview.mdx", "v2/boxes/introduction"])
def test_the_page_of_a_folder_is_called_as_the_folder_is(place: str) -> None:
    assert kinds_of_a_move({"docs/boxes/README.md": OF_BOXES}, {place: f"{OF_BOXES}\nMore.\n"}) == {"document.moved"}


def test_a_title_in_front_matter_that_a_heading_says_as_well_may_go_and_come() -> None:
    bare = "# Boxes\n\nA box keeps what was put into it.\n"
    named = f"---\ntitle: Boxes\n---\n\n{bare}"
    assert () == changes_of(named, bare) == changes_of(bare, named)
    assert changes_of(named.replace("title: Boxes", "title: Crates"), bare)


FAILURES = (
    "## Errors\n\n- **400** - {what} lacks a name.\n- **403** - You do not own {what}.\n"
    "- **404** - There is no {what}.\n"
)
PATTERN = (
    "# {title}\n\n## What it takes\n\nEvery call takes the key of an account.\n\n## What it is for\n\n{use}\n\n"
    "## What comes back\n\nAn object of JSON that holds a status and a message.\n\n"
)


def of_one_pattern(*nouns: str) -> dict[str, str]:
    """Pages that somebody wrote after one pattern, each about another thing; what they call is not understood."""
    return {
        f"api/{noun}": PATTERN.format(title=noun.title(), use=f"Any {noun} that was sold is thrown away by it.")
        + FAILURES.format(what=f"the {noun}")
        for noun in nouns
    }


def test_pages_of_one_pattern_are_other_pages_where_nothing_of_their_own_is_alike() -> None:
    stay = ("boxes", "shelves", "couriers", "depots")
    old, new = (site(**of_one_pattern(*stay, *more)) for more in (("letters", "stamps"), ("pallets", "cranes")))
    assert moved_documents(old, new) == {}
    told = [change.kind for change in compare(old, new)]
    assert "document.moved" not in told
    assert told.count("document.removed") == told.count("document.added") == 2


def test_a_page_of_a_pattern_that_moves_is_known_by_what_it_alone_says() -> None:
    stay = ("boxes", "shelves", "couriers", "depots")
    old, new = of_one_pattern(*stay, "letters", "stamps"), of_one_pattern(*stay, "letters", "stamps")
    for noun in ("letters", "stamps"):
        new[f"guides/{noun}-of-ours"] = new.pop(f"api/{noun}").replace("thrown away by it", "burnt by it")
    assert moved_documents(site(**old), site(**new)) == {
        f"api/{noun}": f"guides/{noun}-of-ours" for noun in ("letters", "stamps")
    }
