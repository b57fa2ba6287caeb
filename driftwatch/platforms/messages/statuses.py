"""The statuses with which a call answers, as what stands below it says: lists, headings and sentences.

A number is a status where it looks like one: it stands behind "HTTP" or "status", or apart in code or bold type.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from driftwatch.extract.failures.error_tables import counts_something
from driftwatch.extract.text.blocks import List, Run, Table, Text
from driftwatch.extract.words import error_words
from driftwatch.extract.words.error_words import PHRASES
from driftwatch.extract.words.phrases import said
from driftwatch.extract.words.role_words import ANSWER_CODES
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.vocabulary import STATUS_COLUMNS
from driftwatch.extract.words.wording import tidy, unadorned, unboxed, word
from driftwatch.patterns import lazy_regex
from driftwatch.platforms.messages.page_labels import LONGEST_LABEL
from driftwatch.platforms.messages.status_cases import MARK as _MARK
from driftwatch.platforms.messages.status_cases import STATUS as _STATUS
from driftwatch.platforms.messages.status_cases import cases_in, is_known, written_status

_REASONS: Final = frozenset(PHRASES.values())
_ALONE: Final = lazy_regex(
    rf"(?:HTTP\s)?(?:status\s)?(?:code\s)?{_STATUS}(?P<said>\s?[-\u2013\u2014:\uff1a]\s?.{{0,200}}|\s?\(.{{0,200}}|\s.{{1,200}})?$",
    re.IGNORECASE | re.DOTALL,
)
_BEGUN: Final = lazy_regex(rf"(?:HTTP\s)?(?:status\s)?(?:code\s)?{_STATUS}(?=\s|$)", re.IGNORECASE)
_FAILURE_NAME: Final = lazy_regex(
    r"[A-Za-z]{1,40}[a-z][A-Z][A-Za-z]{1,60}|[A-Za-z][A-Za-z0-9]{1,30}(?:_[A-Za-z0-9]{1,30}){1,8}"
)
"""The name of a failure as programs write it: `NotFound`, `boxIsFull`, `box_not_found`."""
_REASON: Final = lazy_regex(r"([A-Za-z][A-Za-z' -]{1,40}?)(?:\s[-+\u2013\u2014]\s|\s?[:\uff1a(\uff08])")
"""The reason with which words behind a status begin, before what sets the rest apart."""
_VALUE_LEFT_OUT: Final = lazy_regex(
    r"default\s?[:\uff1a=]\s?(?!\S{0,40}(?:error|fail|success|response|ok$))\S{1,60}$", re.IGNORECASE
)
"""What a field is when it is left out, on a line of its own: "default: box"; no answer to all other statuses."""
_APART: Final = lazy_regex(r"\s?[-\u2013\u2014:\uff1a({\[]|(?:if|when|once|unless|upon)\b", re.IGNORECASE)
_ANNOUNCED: Final = lazy_regex(
    r"\b(?:returns?|returned|(?:responds?|answers?|replies)(?:\swith)?)(?:\s(?:one\sof\s)?(?:the\sfollowing|these)(?:\s\w{1,20}){0,3})?"
    r"\s?[:\uff1a]?$",
    re.IGNORECASE,
)
"""How a sentence ends below which the answers stand: "This call returns"."""
_ANSWERS: Final = lazy_regex(
    r"\b(?:respon[ds]|return|answer|repl(?:y|ies)|result|throw|rais|fail|give)\w{0,4}\b|\bhandled\swith\b"
    rf"|{error_words.ANSWERS}|\b(?:{'|'.join(sorted(said('response')))})\b",
    re.IGNORECASE,
)
"""What a call does that a sentence speaks of."""
_OTHERWISE: Final = lazy_regex(
    rf"{error_words.OTHERWISE}|`?/\w",
    re.IGNORECASE,
)
"""What makes a sentence one of something else: of what is not answered, of other times, of another call."""
_SENTENCE: Final = lazy_regex(r"(?<=[.!?])\s(?!or\b)", re.IGNORECASE)
"""Where a sentence ends; one that begins with "or" goes on with what is answered."""
_DENIED: Final = lazy_regex(error_words.DENIED, re.IGNORECASE)
_SHOWN: Final = lazy_regex(
    r"(?:HTTP[ -])?Status ?: {0,4}(?P<status>[1-5]\d\d) (?P<phrase>[A-Za-z' -]{2,40})", re.IGNORECASE
)
"""A status and its phrase in a line about what is answered: "Headers: `Status: 200 OK`"."""
_NAMED: Final = lazy_regex(rf"\b(?:HTTP|status|code|error)\s(?:status\s)?(?:code\s)?(?:of\s)?{_STATUS}", re.IGNORECASE)
_BEFORE_ITS_NAME: Final = lazy_regex(
    rf"(?<![\w.,$-]){_STATUS}\s(?:HTTP\s)?(?:status|response)(?:\scode)?\b", re.IGNORECASE
)
"""A status as it stands in "a 201 status code"."""
_LABEL: Final = lazy_regex(
    r"(?:(?:sample|example|expected|typical|success(?:ful)?|failure|error|possible)\s)?(?:HTTP\s)?"
    r"(?:(?:response|status|return)\s(?:HTTP\s)?(?:status\s)?code|response\sstatus|response|status)"
    rf"(?:\s?\([^()]{{1,60}}\))?\s?[:\uff1a]\s?(?:HTTP\s)?{_STATUS}"
    r"(?P<rest>\s?\(.{1,200}\)\.?|\s[A-Za-z' -]{1,40}|,\s[A-Za-z].{0,200})?$",
    re.IGNORECASE,
)
"""A line that is a label and a status: "Response code: 201 (it was made)", "Failure response (shut): 409 Conflict"."""
_DONE: Final = frozenset(("ok", "success", "successful"))
"""What stands behind the status of a success in place of its registered phrase: "Response: 201 Success"."""
_LABEL_OF_ROLE: Final = lazy_regex(
    rf"(?P<label>[^:\uff1a]{{1,40}}?)\s?[:\uff1a]\s?(?:HTTP\s)?{_STATUS}(?P<rest>.{{0,300}})$",
    re.IGNORECASE | re.DOTALL,
)
"""The same in any language, where the label is a word for answers or their statuses: "Antwort: 201 Created"."""
_OF_STATUS: Final = STATUS_COLUMNS - frozenset(("error", "errors", "codes", "symptom", "signal"))
_MARKED: Final = lazy_regex(
    rf"{_MARK}(?:HTTP\s)?(?:status\s)?(?:code\s)?{_STATUS}[^{_MARK}]{{0,60}}{_MARK}", re.IGNORECASE
)
_SEVERAL: Final = lazy_regex(r"\d+\s[a-z]+s\b", re.IGNORECASE)
"""A number of things; one thing behind it may be what failed: "returns `429` limit reached"."""
_BARE: Final = lazy_regex(
    r"\b(?:returns?|returning|answers?\swith|responds?\swith|replies\swith|fails?\swith|throws?|gives)\s(?:an?\s)?(?P<status>[245]\d\d)"
    r"(?=\s?(?:[.,;:)]|$)|\s(?:if|when|on|upon|once|unless|for|with|and\s(?:an?|the|no)|or\s[245]\d\d)\b)",
    re.IGNORECASE,
)
"""A number right behind what a call does, where no word follows that it could count: "Returns 204 when done"."""
_PASSIVE: Final = lazy_regex(
    rf"(?:\b(?:an?|the|HTTP|status|code|error)\s(?:of\s)?|{_MARK})(?:HTTP\s)?{_STATUS}(?P<said>[^{_MARK}.,;:]{{0,40}}?){_MARK}?"
    r"(?:\s(?:HTTP|status|code|error|response)){0,3}\s(?:is|gets|(?:will|would|may|can)\sbe)\s(?:then\s|also\s|always\s)?"
    r"(?:returned|sent|thrown|raised|given|issued)\b",
    re.IGNORECASE,
)
"""A status of which a sentence says that it comes: "A 404 error is returned", "status code `409` is thrown"."""
_NAMES_OF_STATUS: Final = frozenset(("http", "status", "code", "error", "response"))
_COMES: Final = ("returned", "sent", "thrown", "raised", "given", "issued")
_CLAUSE: Final = lazy_regex(
    rf"(?:if|when|whenever|unless|once|should|in\scase|otherwise|{'|'.join(sorted(said('if')))})\b[^,\d]{{1,160}},"
    r"|(?:如果|若|当|當)[^,\uff0c\d]{1,60}[,\uff0c]",
    re.IGNORECASE,
)
"""The condition with which a sentence begins, which denies nothing of what is answered: "If there is none, "."""
_QUOTE: Final = lazy_regex(r"\"[^\"]{1,120}\"|\u201c[^\u201d]{1,120}\u201d")
"""A message as it is sent: "not found"."""
_NUMBER: Final = lazy_regex(r"\b[1-5](?:\d\d|xx)\b", re.IGNORECASE)
_LISTED: Final = lazy_regex(rf"(?<![\w.-]){_STATUS}", re.IGNORECASE)
_ROW: Final = lazy_regex(rf"(?P<label>[^:\uff1a]{{1,60}})[:\uff1a]\s?(?P<row>{_STATUS}.{{0,900}})$", re.IGNORECASE)
"""Statuses behind a label, each with what it means or alone: "Errors: 404 if there is none, 409 (locked)"."""
_NEXT_IN_ROW: Final = lazy_regex(
    r"(?:\s?[.,;/|\u00b7\u2022\u3001\uff0c\uff1b]\s?(?:(?:and|or)\s)?|\s(?:and|or|-|\u2013|\u2014)\s)(?=[1-5](?:\d\d|xx)(?![\w%]|[.,-]\d))",
    re.IGNORECASE,
)
"""What stands between two of them."""
_NEXT_STATUS: Final = lazy_regex(r"\s?[,;\u3001\uff0c]\s?(?=[1-5]\d\d\b)")
_PAIR: Final = 2
_OUTCOMES: Final = ("response", "responses", "success", "failure")
"""How a label ends that stands above an answer of any kind."""
_SUCCEEDED: Final = ("success ", "successful ")
"""How a label begins that stands above the answer of a success, whatever that is called: "Success example (201)"."""
_HEADS: Final = (
    "response", "http", "status", "code", "状态码", "响应码", "код", "código", "resposta", "respuesta", "réponse",
    "antwort", "odpowied", "ответ", "успешный ответ", "відповід", "응답", "성공 응답", "レスポンス", "成功レスポンス",
    "响应", "返回", "成功响应", "成功返回", "回應", "yanıt", "başarılı yanıt", "respons", "phản hồi",
    *sorted(said("response", "success")),
)  # fmt: skip
"""How a line begins that names the status of a sample or of the fields below it."""
_ASIDE: Final = lazy_regex(
    r"[(（]\s?(?:HTTP\s)?(?P<status>[1-5]\d\d)(?:\s(?P<reason>(?!(?:of|or|to)\b)[A-Za-z' -]{2,40}?))?\s?[)）]$"
)
"""A status behind what a heading says, "Result (201 Created)"; an amount goes on otherwise: "Boxes (200 of them)"."""
_ASIDES: Final = lazy_regex(r"[(\uff08]\s?(?:HTTP\s)?([1-5]\d\d(?:\s?[/,|\u3001]\s?[1-5]\d\d){1,7})\s?[)\uff09]$")
"""The same of several: "Error response (401/404)"."""
_OF_SAMPLE: Final = lazy_regex(
    rf"(?:sample|example|expected|typical)\s(?:HTTP\s)?{_STATUS}\s(?:[A-Za-z' -]{{2,30}}\s)?(?:response|answer|reply)$",
    re.IGNORECASE,
)
"""A status in the midst of what a heading says: "Sample 200 response"."""
_LABELLED: Final = lazy_regex(rf"(?:HTTP )?{_STATUS}", re.IGNORECASE)
_LONGEST: Final = 1_000
_MOST_BESIDE: Final = 50
"""Headings beside one that are looked at."""


@lru_cache(maxsize=2048)  # asked again for every block below a title
def is_of_answers(title: str) -> bool:
    """Tell whether a heading or label speaks of failures or statuses: "Errors", "Status codes"."""
    return error_words.OF_FAILURES.search(title) is not None or names_codes(title)


def names_codes(title: str) -> bool:
    """Tell whether a heading says that below it are the codes with which one call answers: "Response codes"."""
    return word(unadorned(title[:LONGEST_LABEL])) in ANSWER_CODES


def announces_answers(text: Text) -> bool:
    """Tell whether a sentence breaks off where a list of what is answered begins: "This call returns"."""
    return _ANNOUNCED.search(tidy(text.plain)[-LONGEST_LABEL:]) is not None


def status_at_head(said: str, *, is_told: bool = False) -> str:
    """Return the status that a heading or a cell consists of, with its meaning or without; "" for none.

    Where it `is_told` that these are answers, "default: Problem" is that to all other statuses, and no value left out.

    >>> status_at_head("404 - Not found"), status_at_head("HTTP 200 OK"), status_at_head("200 boxes")
    ('404', '200', '')
    >>> status_at_head("404 box_not_found"), status_at_head("404 NotFound boxes")
    ('404', '')
    """
    plain = unadorned(tidy(said))
    match = _ALONE.match(plain)
    if match is None or not is_known(match["status"]) or (_VALUE_LEFT_OUT.match(plain) and not is_told):
        return ""
    meaning = (match["said"] or "").strip()
    is_apart = not meaning or _APART.match(meaning) is not None
    is_name = match["status"][0] in "45" and _FAILURE_NAME.fullmatch(meaning) is not None
    is_reason = is_name or meaning.lower() == PHRASES.get(match["status"]) or _is_reason(meaning)
    return written_status(match["status"]) if is_apart or is_reason else ""


def _is_reason(meaning: str) -> bool:
    """Tell whether words behind a status begin with a reason, be it that of another: "Forbidden - if signed out"."""
    match = _REASON.match(meaning)
    return match is not None and match[1].lower() in _REASONS


def status_of_heading(title: str, beside: Sequence[str]) -> str:
    """Return the status that a heading consists of; those `beside` it may say that a default is one.

    >>> status_of_heading("default: Problem", ["200: Done"]), status_of_heading("default: box", ["Size"])
    ('default', '')
    """
    found = status_at_head(title, is_told=True)
    is_status = found and (status_at_head(title) or any(map(status_at_head, beside[:_MOST_BESIDE])))
    return found if is_status else ""


def statuses_of_table(table: Table) -> tuple[str, ...]:
    """Return the statuses with which the rows of a table begin, where all of them do."""
    found = _statuses_at_heads_of([row[0] for row in table.rows])
    return tuple(dict.fromkeys(found)) if all(found) else ()


def listed_statuses(block: List, labels: Sequence[str], *, told: bool) -> tuple[str, ...]:
    """Return the statuses of a list below `labels`: at the heads of its items where these are `told` to be answers."""
    is_titled = any(is_of_answers(title) or role_of_title(title) == "response" for title in labels)
    is_told = told or is_titled or any("response" in word(title) for title in labels)
    found = (statuses_of_list(block, is_titled=is_titled) or statuses_with_reasons(block)) if is_told else ()
    said = (status for item in block.items for status in statuses_in(item.text))
    return found or (statuses_at_heads(block) if is_titled else ()) or tuple(dict.fromkeys(said))


def statuses_of_list(block: List, *, is_titled: bool = False) -> tuple[str, ...]:
    """Return the statuses with which the items of a list begin, where most of them do."""
    found = tuple(filter(None, _statuses_at_heads_of([item.text for item in block.items], is_told=is_titled)))
    return found if 2 * len(found) > len(block.items) else ()


def statuses_at_heads(block: List) -> tuple[str, ...]:
    """Return the statuses with which all items of a list of answers begin, whatever follows: "404 no such widget"."""
    found = [_BEGUN.match(unboxed(tidy(item.text.plain))[:_LONGEST]) for item in block.items]
    known = [written_status(each["status"]) for each in found if each is not None and is_known(each["status"])]
    return tuple(dict.fromkeys(known)) if len(known) == len(block.items) else ()


def statuses_with_reasons(block: List) -> tuple[str, ...]:
    """Return the statuses that items of a list about them name with their registered phrases: "uses 201 Created"."""
    texts = (item.text.plain[:_LONGEST] for item in block.items)
    found = (each.status for said in texts if not _DENIED.search(said) for each in _with_phrases(said))
    return tuple(dict.fromkeys(found))


def consists_of_reasons(block: List) -> bool:
    """Tell whether each item begins with a status and its registered phrase, as answers do: "200 OK: The widget".

    So do several that begin with a failure apart, as code or in bold: "`404 no_box`: There is none".
    """
    said = (next(_with_phrases(item.text.plain[:_LONGEST]), None) for item in block.items)
    if block.items and all(each is not None and each.start == 0 for each in said):
        return True
    return len(block.items) >= _PAIR and all(_is_failure_apart(item.text) for item in block.items)


def phrased_at_head(text: Text) -> str:
    """Return the status with which a text of any length begins, its registered phrase behind it, and a sign; or ""."""
    said = text.plain[:_LONGEST]
    found = next(_with_phrases(said), None) if said[:1] in "2345" else None
    is_apart = found is not None and not found.start and _APART.match(said[found.end :].lstrip(") ")) is not None
    return found.status if found is not None and is_apart else ""


def statuses_of_lines(text: Text) -> tuple[str, ...]:
    """Return the statuses of a text each of whose lines is one with its registered phrase: "`200 (OK)`: The box"."""
    lines = text.plain[:_LONGEST].split("\n")
    found = [next(_with_phrases(line), None) for line in lines] if len(lines) > 1 else []
    is_list = bool(found) and all(each is not None and not each.start for each in found)
    return tuple(dict.fromkeys(each.status for each in found if each is not None)) if is_list else ()


def _is_failure_apart(text: Text) -> bool:
    first = next((run for run in text.runs if run.text.strip()), None)
    return first is not None and (first.code or first.strong) and _status_of_item(text)[:1] in ("4", "5")


class _Phrased(NamedTuple):
    """A status with its registered phrase, and where the two stand in a text."""

    status: str
    start: int
    end: int


def _with_phrases(said: str) -> Iterator[_Phrased]:
    for match in _LISTED.finditer(said):
        phrase = PHRASES.get(match["status"])
        end = match.end() + (2 if said.startswith(" (", match.end()) else 1)
        if phrase and said[end : end + len(phrase) + 1].lower().rstrip(f" .,;:)\"'\u201d{_MARK}\n") == phrase:
            yield _Phrased(match["status"], match.start(), end + len(phrase))


def statuses_of_row(row: tuple[Text, ...]) -> tuple[str, ...]:
    """Return the statuses of a row about them, in a table about one call: "Response codes | 200 (OK), 404 (None)"."""
    label = tidy(row[0].plain) if len(row) == _PAIR else ""
    if role_of_title(label) == "response" and not is_of_answers(label):
        found = [status_at_head(piece) for piece in _NEXT_STATUS.split(tidy(row[1].plain)[:_LONGEST])]
        return tuple(dict.fromkeys(found)) if all(found) else ()
    if not label or not is_of_answers(label):
        return ()
    listed = (match["status"] for match in _LISTED.finditer(row[1].plain[:_LONGEST]))
    return tuple(dict.fromkeys(written_status(status) for status in listed if is_known(status)))


def status_aside(title: str) -> str:
    """Return the status in brackets with which a heading about an answer ends, or that of a sample; "" for none.

    >>> status_aside("Result (201 Created)"), status_aside("Boxes (200 of them)"), status_aside("Sample 200 response")
    ('201', '', '200')
    >>> status_aside("Result (200 items)"), status_aside("Error (408 Request Timeout)")
    ('', '408')
    """
    plain = tidy(title)
    match = _ASIDE.search(plain) or _OF_SAMPLE.match(plain)
    if match is None or not is_known(match["status"]):
        return ""
    is_amount = counts_something(plain[match.start("status") :]) and not _has_reason(plain)
    return "" if is_amount else match["status"]


def status_of_label(text: Text, *, is_told: bool = False) -> str:
    """Return the status that a short line above a sample names: "Response: 201 Created"; `is_told` as with a head."""
    plain = unadorned(unboxed(tidy(text.plain)))
    match = _LABELLED.search(plain) if len(plain) <= LONGEST_LABEL else None
    is_label = match is not None and plain.lower().startswith((*_HEADS, match["status"].lower()))
    is_label = is_label and (is_told or not _VALUE_LEFT_OUT.match(plain))
    return written_status(match["status"]) if match is not None and is_label else ""


def status_above(text: Text) -> str:
    """Return the status that a line above an answer names, be it in brackets: "Successful response (200 OK):"."""
    return status_of_label(text) or status_aside(text.plain[:LONGEST_LABEL].rstrip(":\uff1a "))


def statuses_in(text: Text) -> tuple[str, ...]:
    """Return the statuses that sentences say are answered: "Responds with HTTP 404 if there is no such widget."."""
    if not _NUMBER.search(text.plain):
        return ()
    if found := _in_a_row(text) or _aside_of_label(text):
        return found
    if len(text.codes) == 1 and (shown := _SHOWN.fullmatch(text.codes[0])) and len(text.plain) <= LONGEST_LABEL:
        return (shown["status"],) if shown["phrase"].lower() == PHRASES.get(shown["status"]) else ()
    label = _LABEL.match(unadorned(tidy(text.plain))) if len(text.plain) <= _LONGEST else None
    if label is not None and is_known(label["status"]):
        rest = (label["rest"] or "").strip()
        is_done = label["status"][0] == "2" and rest.lower() in _DONE
        is_apart = not rest or rest.startswith(("(", ",")) or is_done or rest.lower() == PHRASES.get(label["status"])
        return (written_status(label["status"]),) if is_apart else ()
    if (said := _behind_role(text)) is not None:
        return said
    marked = "".join(f"{_MARK}{run.text}{_MARK}" if run.code or run.strong else run.text for run in text.runs)
    return tuple(dict.fromkeys(status for said in _SENTENCE.split(marked[:_LONGEST]) for status in _answered(said)))


def _aside_of_label(text: Text) -> tuple[str, ...]:
    """Return the statuses in brackets of a label of answers: "**Error response (400):**", "**Success (202):** Yes"."""
    is_label = len(text.plain) <= LONGEST_LABEL and (text.is_label or text.plain.rstrip().endswith((":", "\uff1a")))
    head = text.runs[0] if text.runs else Run("")
    head_said = head.text if head.strong and not head.code and len(head.text) <= LONGEST_LABEL else ""
    title = tidy(text.plain if is_label else head_said).rstrip(":\uff1a ")
    if not title.endswith((")", "\uff09")):
        return ()
    aside = status_aside(title)
    said = title.rpartition(aside)[0].rstrip(" (\uff08") if aside else ""
    is_told = said and (role_of_title(said) == "response" or word(said).endswith(_OUTCOMES))
    is_alone = aside != "" and (title.endswith((f"{aside})", f"{aside}\uff09")) or _has_reason(title))
    is_told = is_told or (is_alone and aside.startswith("2") and word(said).startswith(_SUCCEEDED))
    return (aside,) if is_told else statuses_aside(title)


def _has_reason(title: str) -> bool:
    """Tell whether a reason stands behind the status in brackets, as no amount has: "Success story (200 users)"."""
    match = _ASIDE.search(title)
    reason = (match["reason"] or "").lower() if match is not None else ""
    return reason in _REASONS | _DONE


def statuses_aside(title: str) -> tuple[str, ...]:
    """Return the statuses in brackets with which a title ends that is about answers, or one that has its phrase.

    >>> statuses_aside("Errors (401/404):"), statuses_aside("Lid taken (409 Conflict)"), statuses_aside("Lids (200)")
    (('401', '404'), ('409',), ())
    """
    title = tidy(title).rstrip(":\uff1a ")
    listed = _ASIDES.search(title)
    found = tuple(_NUMBER.findall(listed[1])) if listed else tuple(filter(None, (status_aside(title),)))
    before, _, aside = title.replace("\uff08", "(").rpartition("(")
    has_phrase = len(found) == 1 and aside.lower().strip(" )\uff09").partition(" ")[2] == PHRASES.get(found[0])
    return found if found and all(map(is_known, found)) and (has_phrase or is_of_answers(before)) else ()


def _behind_role(text: Text) -> tuple[str, ...] | None:
    """Return the status right behind a word for answers or their statuses; None for any other text."""
    match = _LABEL_OF_ROLE.match(tidy(text.plain)) if len(text.plain) <= _LONGEST else None
    label = match["label"].strip(" *") if match is not None and is_known(match["status"]) else ""
    if match is None or not (role_of_title(label) == "response" or names_codes(label) or word(label) in _OF_STATUS):
        return None
    head = status_at_head(f"{match['status']}{match['rest']}")
    return (head,) if head else None


def _in_a_row(text: Text) -> tuple[str, ...]:
    match = _ROW.match(tidy(text.plain)[:_LONGEST])
    if match is None or not (is_of_answers(match["label"]) or word(match["label"]) in _OF_STATUS):
        return ()
    pieces = _NEXT_IN_ROW.split(match["row"])
    found = [_of_piece(piece, is_alone=len(pieces) == 1) for piece in pieces]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _of_piece(piece: str, *, is_alone: bool) -> str:
    """Return the status with which a piece of a row begins; one that `is_alone` may be an amount of what follows."""
    match = _LISTED.match(piece)
    if match is None or not is_known(match["status"]) or _DENIED.search(piece):
        return ""
    return status_at_head(piece.rstrip(". ")) if is_alone else written_status(match["status"])


def _answered(sentence: str) -> Iterator[str]:
    other = _OTHERWISE.search(sentence)
    cases = () if _DENIED.search(sentence) else cases_in(sentence, other.start() if other else len(sentence))
    yield from cases
    if cases and sentence.startswith(_MARK):
        return
    verb = _ANSWERS.search(sentence)
    comes = any(said in sentence for said in _COMES)
    if verb is None and not comes:
        return
    phrased = tuple(_with_phrases(sentence))
    plain = _CLAUSE.sub(_as_points, sentence, count=1) if _CLAUSE.match(sentence) else sentence
    plain = _QUOTE.sub(_as_points, plain) if '"' in plain or "\u201c" in plain else plain
    for each in phrased:  # "Not Found" denies nothing
        plain = f"{plain[: each.start]}{'.' * (each.end - each.start)}{plain[each.end :]}"
    other = _OTHERWISE.search(plain)
    end = other.start() if other else len(sentence)
    came = [match for match in _PASSIVE.finditer(sentence) if match.end() <= end] if comes else []
    yield from (
        written_status(match["status"])
        for match in came
        if is_known(match["status"]) and _is_beside(match["said"], match["status"])
    )
    if verb is None:
        return
    yield from (each.status for each in phrased if verb.end() <= each.start <= end)
    behind = (each for form in (_NAMED, _BEFORE_ITS_NAME, _MARKED) for each in form.finditer(sentence, verb.end()))
    for match in (*_BARE.finditer(sentence, verb.start()), *behind):
        if match.start() <= end and is_known(match["status"]) and not _is_amount(sentence, match):
            yield written_status(match["status"])


def _is_amount(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a number that is only set apart is one of what stands behind it: "returns at most **500** rows"."""
    said = sentence[match.start("status") :].replace(_MARK, "")
    return match.re.pattern == _MARKED.pattern and _SEVERAL.match(said) is not None and counts_something(said)


def _as_points(match: re.Match[str]) -> str:
    return "." * len(match.group())


def _is_beside(said: str, status: str) -> bool:
    """Tell whether nothing stands behind a status but its registered phrase, or that it is an error."""
    words = [each for each in said.lower().split() if each not in _NAMES_OF_STATUS]
    return not words or " ".join(words) == PHRASES.get(status)


def status_behind_label(text: Text) -> str:
    """Return the status behind a label in bold that says that it is one: "**Code:** 404 NOT FOUND"."""
    first, *rest = text.runs or (Run(""),)
    if not first.strong or word(first.text.strip(" :\uff1a")) not in STATUS_COLUMNS:
        return ""
    said = "".join(run.text for run in takewhile(lambda run: not run.strong or run.code, rest))
    return status_at_head(said.partition("\n")[0].strip(" :\uff1a`")[:_LONGEST])


def _statuses_at_heads_of(texts: Sequence[Text], *, is_told: bool = False) -> list[str]:
    """Return the status with which each text begins, "" for none; beside that of another a default is an answer."""
    is_told = is_told or any(map(_status_of_item, texts))
    return [_status_of_item(text, is_told=is_told) for text in texts]


def _status_of_item(text: Text, *, is_told: bool = False) -> str:
    if behind := status_behind_label(text):
        return behind
    first = next((run for run in text.runs if run.text.strip()), None)
    if first is not None and (first.code or first.strong):
        return status_at_head(first.text.strip(" :\uff1a"), is_told=is_told)
    return status_at_head(unboxed(tidy(text.plain))[:_LONGEST], is_told=is_told)
