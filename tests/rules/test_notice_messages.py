"""What findings about notices say: the amounts with their units and the words that differ, whole."""

import pytest

from driftwatch.extract.words.amounts import amount_in_words
from driftwatch.history.review import findings_between
from driftwatch.model.facts import Notice
from driftwatch.model.finding import Report, Side
from driftwatch.model.snapshot import Document, Owner, Snapshot
from driftwatch.model.stored import entry_of
from driftwatch.reports.formats import FORMATS
from driftwatch.rules.joint_message import _with_amounts_once

OWNER = Owner("page", "limits")
RATE = "A notice about `rate-limit`"
BILLING = "A notice about `billing`"


def side(topic: str, text: str, *amounts: str, names: tuple[str, ...] = ()) -> Snapshot:
    notice = Notice(at=f"notice · {topic} · a", topic=topic, text=text, amounts=amounts, names=names)  # type: ignore[arg-type]
    return Snapshot(
        [entry_of(OWNER, ("limits",), [notice] if text else [])],
        [Document(path="limits", url="https://docs.example.com/limits", digest=f"{hash((text, amounts)):x}")],
    )


def told(topic: str, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, str]:
    (finding,) = findings_between(side(topic, *old), side(topic, *new), today="2026-01-01")
    return finding.level, finding.message


CASES = {
    "raised": (
        ("rate-limit", ("Keys have 20 requests per minute.", "20 request/minute"),
         ("Keys have 1000 requests per minute.", "1000 request/minute")),
        ("info", (f"{RATE} allows more: it says `1,000 requests per minute`, before `20 requests per minute`: "
                  "`Keys have 1000 requests per minute.`")),
    ),
    "digits that stand apart": (
        ("rate-limit", ("Keys have 10 500 requests per day.", "500 request/day"),
         ("Keys have 10 000 requests per day.", "0 request/day")),
        ("warning", f"{RATE} says `Keys have 10 000 requests per day.`, before `Keys have 10 500 requests per day.`"),
    ),
    "lowered": (
        ("size-limit", ("Files have 10 MB.", "10 MB"), ("Files have 5 MB.", "5 MB")),
        ("warning", "A notice about `size-limit` allows less: it says `5 MB`, before `10 MB`: `Files have 5 MB.`"),
    ),
    "money": (
        ("billing", ("It costs $2 for 1M tokens. Ask us.", "USD 2/1000000 token"),
         ("It costs $3 for 1M tokens. Ask us.", "USD 3/1000000 token")),
        ("warning", (f"{BILLING} says `USD 3 per 1,000,000 tokens`, before `USD 2 per 1,000,000 tokens`: "
                     "`It costs $3 for 1M tokens.`")),
    ),
    "a date": (
        ("deprecation", ("It goes in May.", "2026-05-01"), ("It goes in June.", "2026-06-01")),
        ("warning", "A notice about `deprecation` says `2026-06-01`, before `2026-05-01`: `It goes in June.`"),
    ),
    "a sentence that stands elsewhere now": (
        ("rate-limit", ("Uploads have 10 calls a day. Searches have 30 calls a day.", "10 call/day", "30 call/day"),
         ("Searches have 30 calls a day. Uploads have 40 calls a day.", "30 call/day", "40 call/day")),
        ("info", (f"{RATE} allows more: it says `40 calls per day`, before `10 calls per day`: "
                  "`Uploads have 40 calls a day.`")),
    ),
    "one amount more": (
        ("timeout", ("Calls end after 30 s.", "30 s"), ("Calls end after 30 s. Batches after 5 min.", "30 s", "5 min")),
        ("warning", "A notice about `timeout` now also says `5 min`: `Batches after 5 min.`"),
    ),
    "one amount less": (
        ("timeout", ("Calls end after 30 s. Batches after 5 min.", "30 s", "5 min"), ("Calls end after 30 s.", "30 s")),
        ("warning", "A notice about `timeout` no longer says `5 min`."),
    ),
    "the contrary": (
        ("billing", ("Failed calls are not charged. Ask us.",), ("Failed calls are charged. Ask us.",)),
        ("warning", (f"{BILLING} was reversed: it says `Failed calls are charged.`, before "
                     "`Failed calls are not charged.`")),
    ),
    "a new one": (
        ("billing", ("",), ("It costs $2. Ask us.", "USD 2")),
        ("info", "A new notice about `billing` says `It costs $2. Ask us.`"),
    ),
    "one that is gone": (
        ("billing", ("It costs $2. Ask us.", "USD 2"), ("",)),
        ("info", "A notice about `billing` is gone; it said `It costs $2. Ask us.`"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_message_says_in_words_what_changed(case: str) -> None:
    given, (level, message) = CASES[case]
    assert told(*given) == (level, message if message.endswith(".") else f"{message}.")


def test_a_name_that_gave_way_to_another_is_told_with_its_sentences() -> None:
    old, new = (side("authentication", f"Send `{name}`. Then wait.", names=(name,)) for name in ("x-old", "x-new"))
    (finding,) = findings_between(old, new, today="2026-01-01")
    assert finding.message == "A notice about `authentication` says `Send 'x-new'.`, before `Send 'x-old'.`."


def test_of_many_words_whole_sentences_are_told_and_how_many_more() -> None:
    sentences = [f"Sentence {number} says that there is no such call any longer." for number in range(40)]
    _, message = told("availability", ("",), (" ".join(sentences),))
    assert message.endswith("such call any longer.` and 35 more sentences.")
    _, message = told("availability", ("",), (f"It is {'very ' * 200}so.",))
    assert message.endswith(" very` and so on.")
    assert "…" not in message
    assert "..." not in message


def test_of_many_amounts_the_first_are_told() -> None:
    amounts = [f"USD {number}" for number in range(10, 20)]
    _, message = told("billing", ("Prices stand below.", "USD 1"), ("Prices stand below.", *amounts))
    assert message == (
        f"{BILLING} says `USD 10`, `USD 11`, `USD 12`, `USD 13`, `USD 14`, `USD 15` and 4 more, before `USD 1`."
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [("5 concurrent request", "5 concurrent requests"), ("1 token/day", "1 token per day"), ("15 min", "15 min"),
     ("20 %", "20 %"), ("3 month", "3 months"), ("EUR 0.25", "EUR 0.25"), ("x" * 9, "x" * 9)],
)  # fmt: skip
def test_an_amount_is_said_as_a_reader_says_it(amount: str, said: str) -> None:
    assert amount_in_words(amount) == said


@pytest.mark.parametrize("name", ["text", "markdown", "github", "junit"])
def test_no_report_shows_how_amounts_are_kept(name: str) -> None:
    old, new = (side("rate-limit", f"Keys have {n} requests an hour.", f"{n} request/hour") for n in (20, 60))
    findings = findings_between(old, new, today="2026-01-01")
    said = FORMATS[name](Report(source="docs", old=Side(label="a"), new=Side(label="b"), findings=tuple(findings)))
    assert "Keys have 60 requests an hour." in said
    assert "amounts" not in said


@pytest.mark.parametrize(
    ("added", "said"),
    [(True, "and it now also says `Sign it as well.`"), (False, "and it no longer says `Sign it as well.`")],
)
def test_what_came_or_went_in_another_place_of_a_notice_is_told_after_what_gave_way(added: bool, said: str) -> None:  # noqa: FBT001
    texts = ["Send `x-old`. Wait a day. Sign it as well. Then stop.", "Send `x-old`. Wait a day. Then stop."]
    old, new = (texts[1], texts[0]) if added else texts
    sides = (
        side("authentication", text, names=(name,))
        for text, name in ((old, "x-old"), (new.replace("old", "new"), "x-new"))
    )
    (finding,) = findings_between(*sides, today="2026-01-01")
    assert finding.message.startswith(
        "A notice about `authentication` says `Send 'x-new'.`, before `Send 'x-old'.`, and"
    )
    assert said in finding.message


def test_the_same_amounts_of_several_notices_are_said_once_with_the_words_of_each() -> None:
    says = "A notice allows less: it says `9 requests per day`, before `12 requests per day`"
    told_apart = [f"{says}: `Each key has 9 a day.`.", f"{says}: `Free: 9`.", "A notice is new.", f"{says}."]
    assert _with_amounts_once(told_apart) == [
        f"{says}: `Each key has 9 a day.`, `Free: 9`.", "A notice is new.", f"{says}."
    ]  # fmt: skip
