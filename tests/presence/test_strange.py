"""What comes in the place of a page and has nothing of it is waited for: a week, and no longer."""

import pytest

from tests.presence.island import HTML, JSON, MARKDOWN, PLAIN, Answer, Island, Watch, page_about

PAGE = "/api/depots.md"
DAYS = 10
STRANGE = {
    "a gateway": Answer("no healthy upstream", PLAIN),
    "a word": Answer("OK", PLAIN),
    "nothing in JSON": Answer("null", JSON),
    "a storage": Answer("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "application/xml"),
    "a traceback": Answer("Traceback (most recent call last):\n  File 'docs.py', line 7\nKeyError: 'depots'\n", PLAIN),
    "a limit": Answer("# Slow down\n\nRate limit: 30 requests per minute.\n", MARKDOWN),
    "an upgrade": Answer("# Back soon\n\nWe upgrade the portal. Come back at noon.\n", MARKDOWN),
    "a banner": Answer("<!DOCTYPE html><html><body><h1>Cookies</h1><p>Choose what you accept.</p></body></html>", HTML),
}


def loud(watch: Watch) -> list[str]:
    return [each.id for each in watch.next_day() if not each.id.startswith("document-")]


def watched() -> Watch:
    watch = Watch(Island())
    watch.next_day()
    return watch


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("days", [2, 3, 6])
def test_what_has_nothing_of_a_page_says_nothing_of_it_however_often_it_comes(answer: Answer, days: int) -> None:
    watch = watched()
    before = watch.facts()
    watch.island.answers[PAGE] = answer
    told = [each for _ in range(days) for each in loud(watch)]
    watch.island = Island()
    assert (told + loud(watch), watch.facts()) == ([], before)


@pytest.mark.parametrize("answer", [STRANGE["a gateway"], STRANGE["an upgrade"], STRANGE["a limit"]])
def test_what_stands_in_the_place_of_a_page_for_a_week_has_replaced_it(answer: Answer) -> None:
    watch = watched()
    watch.island.answers[PAGE] = answer
    told = [loud(watch) for _ in range(DAYS)]
    assert [at for at, ids in enumerate(told) if "api-path-removed-without-deprecation" in ids] == [7]


def test_a_page_that_keeps_its_title_says_itself_that_it_is_retired() -> None:
    watch = watched()
    watch.island.answers[PAGE] = Answer("# Create depots\n\nDepots are no longer offered. Ask the people of sales.\n")
    told = [loud(watch) for _ in range(3)]
    assert [at for at, ids in enumerate(told) if "api-path-removed-without-deprecation" in ids] == [1]


def told_of_titles(before: str, after: str) -> list[list[str]]:
    """A page with one title, and what is told of the days on which another text stands there."""
    site = Island()
    site.answers[PAGE] = Answer(page_about("depots").replace("# Create depots", before, 1))
    watch = Watch(site)
    watch.next_day()
    site.answers[PAGE] = Answer(f"{after}\n\nAsk again when the day is over, please.\n")
    return [loud(watch) for _ in range(2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# List the depots", "# The server is sleeping"),
        ("# Create a depot", "# We take a break"),
        ("# Get it in your depots", "# Get in touch: it is your turn"),
        ("# Crear los almacenes", "# Los servidores descansan"),
        ("# Crear y listar la lista de depots", "# Pausa de la tarde y noche"),
        ("# 查询仓库", "# 请稍后查看"),
        ("# 创建仓库", "# 仓储系统升级"),
        ("# 倉庫を取得する", "# しばらく停止する"),
        ("# 取得する", "# 停止する"),
    ],
)
def test_words_that_any_two_titles_share_tell_of_no_page(before: str, after: str) -> None:
    assert told_of_titles(before, after) == [[], []]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# List the depots", "# The depots are closed"),
        ("# 创建仓库", "# 创建仓库(已下线)"),
        ("# 查询仓库", "# 仓库查询已下线"),
        ("# 倉庫を作成する", "# 倉庫の作成は終わりました"),
        ("# 창고 생성", "# 창고 안내"),
    ],
)
def test_a_title_that_is_named_still_is_believed_on_the_second_date(before: str, after: str) -> None:
    """The other half: a note that shares small words, or half of the signs, is told after a week alone."""
    first, second = told_of_titles(before, after)
    assert (first, "api-path-removed-without-deprecation" in second) == ([], True)


RETIRED = "# Retired\n\n`POST /v1/depots` was retired on March 1. Use labels instead.\n"


def test_a_note_that_retires_a_call_by_its_name_is_believed_on_the_second_date() -> None:
    watch = watched()
    watch.island.answers[PAGE] = Answer(RETIRED)
    told = [loud(watch) for _ in range(2)]
    assert (told[0], "api-path-removed-without-deprecation" in told[1]) == ([], True)


@pytest.mark.parametrize(
    "said",
    [
        "Your browser is no longer supported.",
        "This page is no longer available.",
        "This call was retired on March 1. Use labels instead.",
        "`GET /api/depots.md` is no longer available.",
        "`POST /v1/labels` was retired on March 1.",
        "Cannot answer `POST /v1/depots`.",
    ],
)
def test_a_note_that_names_no_call_of_the_page_is_told_after_a_week(said: str) -> None:
    """The other half: an error says such things as well, so that a note without the name of the call waits."""
    watch = watched()
    watch.island.answers[PAGE] = Answer(f"# Sorry\n\n{said}\n")
    told = [loud(watch) for _ in range(8)]
    assert [at for at, ids in enumerate(told) if ids] == [7]


def test_one_note_in_the_place_of_several_pages_for_a_week_has_replaced_them() -> None:
    watch = watched()
    for noun in ("depots", "labels"):
        watch.island.answers[f"/api/{noun}.md"] = Answer("Nothing is here any longer. Look around in the menu.\n")
    days = [[(each.id, each.level) for each in watch.next_day()] for _ in range(DAYS)]
    assert days[0] == [("document-unreadable", "warning")] * 2
    removed = [at for at, told in enumerate(days) for id_, _ in told if id_ == "api-path-removed-without-deprecation"]
    assert (removed, days[1:7], days[8:]) == ([7, 7], [[]] * 6, [[]] * 2)


def after_strange_days(statuses: list[int], strange: int = 3) -> tuple[Watch, list[list[str]]]:
    watch = watched()
    watch.island.answers[PAGE] = STRANGE["an upgrade"]
    told = [loud(watch) for _ in range(strange)]
    for status in statuses:
        watch.island.answers[PAGE] = Answer("no", PLAIN, status=status)
        told.append(loud(watch))
    return watch, told[strange:]


@pytest.mark.parametrize("strange", [1, 3])
def test_days_that_say_nothing_of_a_page_confirm_no_404(strange: int) -> None:
    watch, told = after_strange_days([404], strange)
    watch.island = Island()
    assert (told, loud(watch)) == ([[]], [])


@pytest.mark.parametrize(("strange", "expected"), [(1, [1]), (3, [1]), (7, [0])], ids=["a day", "three", "a week"])
def test_a_404_after_such_days_is_confirmed_by_the_next_one(strange: int, expected: list[int]) -> None:
    """The other half: a page that is gone after an error is told one date later, and after a week at once."""
    _, told = after_strange_days([404, 404, 404], strange)
    assert [at for at, ids in enumerate(told) if "api-path-removed-without-deprecation" in ids] == expected


def test_a_week_that_a_good_day_interrupts_begins_anew() -> None:
    watch = watched()
    spoilt = Island()
    spoilt.answers[PAGE] = STRANGE["a gateway"]
    told: list[str] = []
    for day in range(DAYS):
        watch.island = Island() if day == 4 else spoilt
        told += loud(watch)
    assert told == []


def test_a_short_page_that_states_little_and_becomes_an_error_is_missing() -> None:
    site = Island()
    site.answers[PAGE] = Answer(
        "# Delete a depot\n\n`DELETE https://api.example.com/v1/depots/{id}`\n\nA depot that is empty can be deleted "
        "for good. Its labels stay, and its couriers are sent to the one that is nearest; ask your team before that.\n"
    )
    watch = Watch(site)
    watch.next_day()
    site.answers[PAGE] = Answer("# Slow down\n\nRate limit: 30 requests per minute.\n", MARKDOWN)
    assert [each.id for each in watch.next_day()] == ["document-missing"]
