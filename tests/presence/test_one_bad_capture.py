"""Of one bad capture between good ones nothing is told afterwards: no removal, and nothing that came back."""

import copy
from collections.abc import Callable, Mapping
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from driftwatch.errors import DriftwatchError
from tests.presence.island import HTML, MARKDOWN, PLAIN, Answer, Island, Watch, html_about

Fault = Callable[[Answer, Answer, float], Answer]
"""Makes of an answer, of that of another page and of a share what comes in its place."""

HEAD = "<!doctype html><html><body>"
FRONT = "---\ntitle: All about it\nauthor: The people of the docs\n---\n\n"


def cut(whole: Answer, _: Answer, share: float) -> Answer:
    """Stop in the midst of a line, as who counts bytes does; of HTML anywhere."""
    at = int(len(whole.body) * share)
    while whole.kind == MARKDOWN and not (whole.body[at - 1].isalpha() and whole.body[at].isalpha()):
        at -= 1
    return Answer(whole.body[:at], whole.kind)


def twice(whole: Answer, _: Answer, __: float) -> Answer:
    return Answer(whole.body * 2, whole.kind)


def without_its_beginning(whole: Answer, _: Answer, share: float) -> Answer:
    """Begin in the midst of the front matter of Markdown, or of the head of HTML."""
    return Answer(whole.body[3 + int(20 * share) :], whole.kind)


def of_another(_: Answer, other: Answer, __: float) -> Answer:
    return Answer(other.body, other.kind)


def said(body: str, kind: str = PLAIN, status: int = 200) -> Fault:
    return lambda _, __, share: Answer(body.replace("{n}", str(int(share * 997))), kind, status)


def led(location: str) -> Fault:
    return lambda _, __, ___: Answer(location=location)


FAULTS: Mapping[str, Fault] = {
    "cut": cut,
    "twice": twice,
    "without its beginning": without_its_beginning,
    "of another": of_another,
    "empty": said(""),
    "status 500": said("no", status=500),
    "status 429": said("slow down", status=429),
    "status 404": said("no", status=404),
    "proxy": said("upstream connect error or disconnect before headers. reset reason: {n}"),
    "error in JSON": said('{"error": {"code": "internal", "request": "{n}"}}', "application/json"),
    "maintenance": said(f"{HEAD}<h1>Back soon</h1><p>{'We work on it. ' * 9}{{n}}</p></body></html>", HTML),
    "shell": said(f"{HEAD}<div id=root></div><script src=/main.{{n}}.js></script></body></html>", HTML),
    "login": led("https://docs.example.com/login?next=1"),
    "home": led("https://docs.example.com/"),
}  # fmt: skip


@cache
def watched() -> Watch:
    site = Island()
    for path in (*site.calls, "/guides/billing.md"):
        site.answers[path] = Answer(FRONT + site.answers[path].body)
    for noun in ("routes", "labels"):
        site.answers[f"/html/{noun}"] = Answer(html_about(noun), HTML)
        site.listed.append(f"/html/{noun}")
    watch = Watch(site)
    watch.next_day()
    return watch


PAGES = sorted({*Island().answers, "/html/routes", "/html/labels"} - {"/openapi.json"})


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(PAGES), st.sampled_from(sorted(FAULTS)), min_size=1, max_size=3),
    st.floats(0.2, 0.95),
)
def test_nothing_is_told_after_one_bad_capture(spoilt: dict[str, str], share: float) -> None:
    watch = copy.copy(watched())
    good = watch.island
    before, watch.island = watch.facts(), copy.copy(good)
    watch.island.answers = dict(good.answers)
    for path, fault in spoilt.items():
        at = PAGES.index(path)
        other = next(each for each in (*PAGES[at + 1 :], *PAGES) if each not in spoilt)
        watch.island.answers[path] = FAULTS[fault](good.answers[path], good.answers[other], share)
    try:
        told = watch.next_day()
    except DriftwatchError:
        told = []
    assert not [each for each in told if each.area != "documents"]
    watch.island = good
    assert [watch.next_day(), watch.next_day()] == [[], []]
    assert watch.facts() == before
