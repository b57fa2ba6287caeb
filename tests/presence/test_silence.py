"""Silence is not removal: whatever comes in a page's place for a day, nothing is told as removed, nor as new after."""

import contextlib
from collections.abc import Callable

import pytest

from driftwatch.errors import ObservationError
from tests.presence.island import HTML, JSON, MARKDOWN, PLAIN, Answer, Island, Watch, page_about

UPSTREAM = "upstream connect error or disconnect/reset before headers. reset reason: connection termination"
S3 = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code><Message>We met a fault.</Message>'
    "<Key>{path}</Key><RequestId>4F2A{number}</RequestId></Error>"
)
MAINTENANCE = (
    "<!DOCTYPE html><html><head><title>Back soon</title></head><body><h1>We are working on it</h1><p>The documentation "
    "is being moved to larger machines and will be back within the hour. Thank you for your patience.</p></body></html>"
)
COOKIES = (
    "<!DOCTYPE html><html><head><title>Before you go on</title></head><body><h1>Your privacy</h1><p>We and our 412 "
    "partners store cookies on your device. Choose what you agree to.</p><button>Accept all</button></body></html>"
)
SHELL = '<!DOCTYPE html><html><head><title>Docs</title></head><body><div id="root"></div></body></html>'
BODIES = {
    "upstream": (UPSTREAM, PLAIN),
    "no-upstream": ("no healthy upstream", PLAIN),
    "ok": ("OK", PLAIN),
    "null": ("null", JSON),
    "json-error": ('{"error": {"code": "internal", "message": "something broke"}}', JSON),
    "s3": (S3, "application/xml"),
    "maintenance": (MAINTENANCE, HTML),
    "cookies": (COOKIES, HTML),
    "shell": (SHELL, HTML),
    "soon": ("# Coming soon\n\nThis page is being written.\n", MARKDOWN),
    "moved-note": ("# Documentation\n\nWe moved. Look for the page in the new portal.\n", MARKDOWN),
    "request-id": (UPSTREAM + " (request {number}ab{number})", PLAIN),
}
LOGIN = (
    "<!DOCTYPE html><html><head><title>Portal</title></head><body><h1>Good to see you</h1><p>Log in with the "
    "account of your company to go on. Choose who knows you: the directory, or the key on your desk.</p></body></html>"
)
PUZZLE = (
    "<!DOCTYPE html><html><head><title>Docs</title></head><body><h1>One more step</h1><p>There was much traffic from "
    "your network. Solve the puzzle to go on. Your reference is 84ab-{number}.</p></body></html>"
)
LOST = "<!DOCTYPE html><html><head><title>Seite nicht gefunden</title></head><body><h1>Nichts da</h1></body></html>"
BODIES |= {
    "empty": ("", MARKDOWN),
    "blank": ("\n\n \n", HTML),
    "byte-order-mark": ("\ufeff", MARKDOWN),
    "zeros": ("\0\0\0", MARKDOWN),
    "rate-limited": ("# Too many requests\n\nLimit: 60 requests per minute. Try again after 30 seconds.\n", MARKDOWN),
    "login": (LOGIN, HTML),
    "puzzle": (PUZZLE, HTML),
    "lost-in-german": (LOST, HTML),
    "include-failed": ("# Create\n\nThe part `./_body.mdx` could not be loaded.\n", MARKDOWN),
}
NUMBERS = {"one": 1, "two": 2, "five": 5}


def spoil(island: Island, paths: list[str], body: str, kind: str) -> None:
    for number, path in enumerate(paths):
        island.answers[path] = Answer(body.replace("{path}", path).replace("{number}", str(7 + number)), kind)


def spoilt(name: str, count: int) -> Callable[[Island], None]:
    return lambda island: spoil(island, island.calls[:count], *BODIES[name])


def answering(path: str, answer: Answer) -> Callable[[Island], None]:
    return lambda island: island.answers.update({path: answer})


def swap(island: Island) -> None:
    one, other = island.calls[:2]
    island.answers[one], island.answers[other] = island.answers[other], island.answers[one]


def one_page_everywhere(island: Island) -> None:
    for path in island.calls[1:4]:
        island.answers[path] = island.answers[island.calls[0]]


def leading(count: int, target: str) -> Callable[[Island], None]:
    def lead(island: Island) -> None:
        for path in island.calls[:count]:
            island.answers[path] = Answer(status=302, location=target)

    return lead


def to_a_landing_page(count: int) -> Callable[[Island], None]:
    def lead(island: Island) -> None:
        island.answers["/docs/welcome"] = Answer("# Welcome\n\nChoose where to begin. All pages are in the menu.\n")
        leading(count, "/docs/welcome")(island)

    return lead


def half_of_a_page(island: Island) -> None:
    path = island.calls[0]
    island.answers[path] = Answer(island.answers[path].body[:200] + "\n")


def cut_index(island: Island) -> None:
    lines = "".join(f"- [{path}](https://docs.example.com{path}): words\n" for path in island.listed)
    island.index = f"# Docs\n\n## Pages\n\n{lines}"[: len(lines) - 90]


def halved_index(island: Island) -> None:
    island.listed = island.listed[: len(island.listed) // 2 - 1]


def missing(count: int, status: int) -> Callable[[Island], None]:
    def miss(island: Island) -> None:
        for path in island.calls[:count]:
            island.answers[path] = Answer("gone", PLAIN, status=status)

    return miss


def cut(count: int) -> Callable[[Island], None]:
    """Send half of some pages, up to the middle of a line, as the whole."""

    def spoil(island: Island) -> None:
        for path in island.calls[:count]:
            body = island.answers[path].body
            island.answers[path] = Answer(body[: len(body) // 2], MARKDOWN)

    return spoil


def first_lines(share: float) -> Callable[[str], str]:
    """Take the lines with which a page begins."""
    return lambda text: "\n".join(text.split("\n")[: int(share * text.count("\n"))]) + "\n"


def told_otherwise(path: str, change: Callable[[str], str], count: int = 1) -> Callable[[Island], None]:
    """Answer with what the page says, changed as a whole."""

    def tell(island: Island) -> None:
        for each in island.calls[:count] if path == "calls" else [path]:
            island.answers[each] = Answer(change(island.answers[each].body), island.answers[each].kind)

    return tell


def walled(text: str) -> str:
    """The first third of a page, before a wall."""
    return text[: len(text) // 3].rpartition("\n")[0] + "\n\n**Sign in to read the rest of this page.**\n"


GERMAN = {
    "Create": "Anlegen von",
    "Request body": "Was gesendet wird",
    "Name | Type | Required | Description": "Name | Typ | Nötig | Was",
    "Call this once for every": "Das wird einmal gerufen für jedes",
    "that your warehouse hands over": "das Ihr Lager übergibt",
    "is visible to all of your team": "ist für alle zu sehen",
    "as soon as the answer has come, and its": "sobald die Antwort da ist, und sein",
    "can be edited until the evening": "kann bis zum Abend geändert werden",
    "| yes |": "| ja |",
    "| no |": "| nein |",
    "What the": "Was das",
    "of the": "von dem",
    "Whether a": "Ob ein",
    "matters for the": "wichtig ist für das",
    "Number that stands for the": "Die Zahl, die für das steht:",
    "Errors": "Fehler",
    "Status | Meaning | Retry": "Status | Was | Erneut",
    "exists already": "ist schon da",
    "| No |": "| Nein |",
    "Too many": "Zu viele",
    "at once. | Yes, with backoff": "auf einmal. | Ja",
    "Limits": "Grenzen",
    "Rate limit:": "Nicht mehr als",
    "requests per minute for": "Rufe in der Minute mit",
}


def in_german(text: str) -> str:
    for said, meant in GERMAN.items():
        text = text.replace(said, meant)
    return text


HAZARDS: dict[str, Callable[[Island], None]] = {
    **{f"{name}-on-{count}": spoilt(name, number) for name in BODIES for count, number in NUMBERS.items()},
    **{
        f"{name}-as-specification": answering("/openapi.json", Answer(body, kind))
        for name, (body, kind) in BODIES.items()
    },
    **{f"{name}-as-html": answering("/api/tariffs", Answer(body, kind)) for name, (body, kind) in BODIES.items()},
    **{
        f"{name}-as-prose": answering("/guides/billing.md", Answer(body, kind)) for name, (body, kind) in BODIES.items()
    },
    "empty-object-as-specification": answering("/openapi.json", Answer("{}", JSON)),
    "specification-without-paths": answering("/openapi.json", Answer('{"openapi": "3.1.0", "paths": {}}', JSON)),
    "swapped": swap,
    "one-page-everywhere": one_page_everywhere,
    "to-home": leading(3, "/"),
    "to-login": leading(2, "/login?next=x"),
    "to-another-page": leading(1, "/api/routes.md"),
    "three-to-another-page": leading(3, "/guides/billing.md"),
    "to-a-landing-page": to_a_landing_page(1),
    "three-to-a-landing-page": to_a_landing_page(3),
    "cut-after-a-line": half_of_a_page,
    "404-on-one": missing(1, 404),
    "cut-on-one": cut(1),
    "cut-on-two": cut(2),
    "first-third-on-one": told_otherwise("calls", first_lines(0.34)),
    "first-third-on-three": told_otherwise("calls", first_lines(0.34), 3),
    "410-on-two": missing(2, 410),
    "503-on-two": missing(2, 503),
    "wall-on-one": told_otherwise("calls", walled),
    "wall-on-three": told_otherwise("calls", walled, 3),
    "german-on-one": told_otherwise("calls", in_german),
    "german-on-three": told_otherwise("calls", in_german, 3),
    "german-everywhere": told_otherwise("calls", in_german, 7),
    "bytes-of-two": told_otherwise("calls", lambda text: "\ufeff" + text.replace("\n", "\r\n"), 3),
    "cut-index": cut_index,
    "halved-index": halved_index,
}


@pytest.mark.slow
@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS)
def test_what_comes_in_the_place_of_pages_for_a_day_is_no_removal_and_no_addition_after(
    hazard: Callable[[Island], None],
) -> None:
    watch = Watch(Island())
    watch.next_day()
    before = watch.facts()
    hazard(watch.island)
    told = _told(watch)
    watch.island = Island()
    told += _told(watch)
    assert [each for each in told if "removed" in each or "added" in each or "moved" in each] == []
    assert watch.facts() == before


def _told(watch: Watch) -> list[str]:
    """Rule ids of a day's findings; none where the capture was refused."""
    try:
        return [finding.id for finding in watch.next_day()]
    except ObservationError:
        return []


@pytest.mark.parametrize("name", ["404-on-one", "upstream-on-one", "swapped", "three-to-another-page", "halved-index"])
def test_two_captures_of_one_day_confirm_nothing(name: str) -> None:
    watch = Watch(Island())
    watch.next_day()
    HAZARDS[name](watch.island)
    told = [*_told(watch)]
    with contextlib.suppress(ObservationError):
        told += [finding.id for finding in watch.next_day(0)]
    assert [each for each in told if "removed" in each] == []


def test_one_error_under_many_addresses_stays_an_error_for_days() -> None:
    watch = Watch(Island())
    watch.next_day()
    before = {name: content for name, content in watch.facts().items() if name != "documents.jsonl"}
    spoil(watch.island, watch.island.calls[:3], *BODIES["request-id"])
    told = [finding.id for _ in range(4) for finding in watch.next_day()]
    assert told == ["document-unreadable"] * 3
    assert {name: content for name, content in watch.facts().items() if name != "documents.jsonl"} == before


def unlist(island: Island) -> None:
    island.listed.remove("/api/depots.md")


def take_out(island: Island) -> None:
    unlist(island)
    del island.answers["/api/depots.md"]


def stub(island: Island) -> None:
    island.answers["/api/depots.md"] = Answer("# Depots\n\nDepots are no longer offered to new customers.\n")


def merge(island: Island) -> None:
    island.answers["/api/depots.md"] = Answer(status=301, location="/api/routes.md")


REAL = {
    "unlisted": (unlist, 2),
    "unlisted-and-not-served": (take_out, 1),
    "404-while-listed": (answering("/api/depots.md", Answer("", PLAIN, status=404)), 2),
    "410-while-listed": (answering("/api/depots.md", Answer("", PLAIN, status=410)), 2),
    "a-note-in-its-place": (stub, 2),
    "redirects-to-another-page": (merge, 2),
}


@pytest.mark.parametrize(("removal", "captures"), REAL.values(), ids=REAL)
def test_what_was_removed_is_told_within_two_captures_once(removal: Callable[[Island], None], captures: int) -> None:
    watch = Watch(Island())
    watch.next_day()
    removal(watch.island)
    told = [[finding.id for finding in watch.next_day()] for _ in range(4)]
    gone = [number for number, ids in enumerate(told, start=1) if any(id_.startswith("api-") for id_ in ids)]
    assert gone == [captures]
    assert told[0] == ["document-missing"] if captures == 2 else "document-missing" not in told[0]
    assert told[2:] == [[], []]


def test_a_page_that_is_translated_for_good_is_told_with_the_second_capture() -> None:
    watch = Watch(Island())
    watch.next_day()
    watch.island.answers["/api/depots.md"] = Answer(in_german(page_about("depots")))
    (missing,) = watch.next_day()
    assert missing.id == "document-missing"
    assert "it answers in another language" in missing.message
    assert "page-section-added" in [finding.id for finding in watch.next_day()]


def test_how_long_it_takes_can_be_configured() -> None:
    watch = Watch(Island(), confirm_removals=3)
    watch.next_day()
    watch.island.answers["/api/depots.md"] = Answer("", PLAIN, status=404)
    assert [finding.id for finding in watch.next_day()] == ["document-missing"]
    assert watch.next_day() == []
    assert "api-path-removed-without-deprecation" in [finding.id for finding in watch.next_day()]


def test_who_accepts_the_loss_waits_for_nothing() -> None:
    watch = Watch(Island())
    watch.next_day()
    watch.island.answers["/api/depots.md"] = Answer("", PLAIN, status=404)
    told = [finding.id for finding in watch.next_day(accept_loss=True)]
    assert "api-path-removed-without-deprecation" in told


def test_a_wait_that_an_outage_interrupts_goes_on_after_it() -> None:
    watch = Watch(Island())
    watch.next_day()
    watch.island.answers["/api/depots.md"] = Answer("", PLAIN, status=404)
    watch.next_day()
    watch.island.answers["/api/depots.md"] = Answer("", PLAIN, status=503)
    assert watch.next_day() == []
    watch.island.answers["/api/depots.md"] = Answer("", PLAIN, status=404)
    assert "api-path-removed-without-deprecation" in [finding.id for finding in watch.next_day()]


def test_a_page_that_is_written_anew_with_its_call_is_told_the_same_day() -> None:
    watch = Watch(Island())
    watch.next_day()
    text = page_about("depots").replace("capacity", "volume").replace("Rate limit: 16", "Rate limit: 12")
    watch.island.answers["/api/depots.md"] = Answer(text)
    told = {finding.id for finding in watch.next_day()}
    assert "request-property-renamed" in told or "request-property-removed" in told
    assert "document-missing" not in told


def test_a_site_of_which_most_pages_say_nothing_any_longer_asks_for_a_person() -> None:
    watch = Watch(Island())
    watch.next_day()
    for number, path in enumerate(watch.island.calls):
        watch.island.answers[path] = Answer(f"# {'Sorry ' * (number + 1)}\n\nNot now.\n")
    with pytest.raises(ObservationError, match="7 of 10 documents say nothing of what they said"):
        watch.next_day()


def test_a_page_that_leads_to_one_that_cannot_be_understood_is_not_gone() -> None:
    watch = Watch(Island())
    watch.next_day()
    watch.island.answers["/broken.md"] = Answer("# A\n\n```yaml POST /v1/videos\nopenapi: [\n```\n")
    watch.island.answers["/api/depots.md"] = Answer(status=302, location="/broken.md")
    told = [finding.id for day in range(3) for finding in watch.next_day()]
    assert [each for each in told if "removed" in each] == []
    assert watch.known.documents["api/depots"].reason == "unreadable"


def test_small_pages_that_differ_in_their_links_alone_move_together() -> None:
    watch = Watch(Island())
    for kind in ("air", "sea"):
        watch.island.answers[f"/{kind}/help.md"] = Answer(f"# Help\n\nAsk [the people](/{kind}/people) of the desk.\n")
    watch.island.listed = list(watch.island.answers)
    watch.next_day()
    for kind in ("air", "sea"):
        watch.island.answers[f"/docs/{kind}/help.md"] = watch.island.answers.pop(f"/{kind}/help.md")
    watch.island.listed = list(watch.island.answers)
    assert [finding.id for finding in watch.next_day()] == ["document-moved", "document-moved"]
