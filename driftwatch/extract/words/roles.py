"""What headings, labels and captions say of the fields below them: sent or returned, and where in the message."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from driftwatch.extract.words.cjk_titles import composed_role
from driftwatch.extract.words.error_words import PHRASES
from driftwatch.extract.words.foreign_titles import need_in_words, role_in_words
from driftwatch.extract.words.phrases import said as as_said
from driftwatch.extract.words.role_words import (
    BEGINNINGS,
    ENDINGS,
    GROUPS,
    MEMBERS,
    NEEDS,
    NOT_SENT,
    OF_MESSAGES,
    ROLES,
)
from driftwatch.extract.words.vocabulary import words
from driftwatch.extract.words.wording import tidy, unadorned, word
from driftwatch.patterns import lazy_regex

Side: TypeAlias = Literal["", "request", "response", "webhook"]

_ASIDE: Final = lazy_regex(r"\s?[(（][^()（）]{0,80}[)）]$")
_OF_TYPE: Final = lazy_regex(r"\s?[:：]\s?(?:application|multipart|text|image|audio|video)/[\w.+*-]{1,60}$")
"""A media type behind what a heading says: "Request body schema: application/json"."""
_NUMBER: Final = lazy_regex(
    r"(?<!\d)\d{1,2}(?:\.\d{1,2}){0,6}[.)、]?\s(?=\D)|^\d{1,2}(?:\.\d{1,2}){0,6}[.)、）](?=[^\W\d_])"
)
_BEFORE_STATUS: Final = lazy_regex(r"[\s(:`]*\b[1-5](?:\d\d|xx)\b", re.IGNORECASE)
_STATUS: Final = lazy_regex(
    r"(?:HTTP )?(?:(?:[1-5]\d\d|[1-5]xx)\b|default(?:\sresponse)?(?=\s?(?:$|[:(（–—-])))", re.IGNORECASE
)
_SAID_STATUS: Final = lazy_regex(r"(?:HTTP )?status(?: code)?:? [1-5](?:\d\d|xx)\b", re.IGNORECASE)
"""A heading of an answer that does not begin with its status: what is in it is returned."""
_DONE: Final = lazy_regex(
    r"(?P<said>.{1,60}?)[\s:\u2013\u2014-]{1,3}[(（]\s?(?:HTTP )?(?P<status>2\d\d)"
    r"(?: (?P<phrase>[A-Za-z -]{2,40}))?\s?[)）]$"
)
"""A heading of what is answered in good case, whatever it calls that: "Result (201 Created)", "Успех (200)"."""
_SUCCESS: Final = as_said("success") | words("success | successful | ok | done | 成功 | 성공 | 正常")
_MESSAGE: Final = lazy_regex(r"(?:[A-Z][a-z0-9]{1,40}){1,6}(Request|Response)$")
"""The name of a message as code has it: `CreateWidgetRequest`."""
_OTHER_CASE: Final = (
    r"malformed|missing|unknown|unauthori[sz]ed|rejected|expired|forbidden|time-?outs?|exceeded|no|not|without|[45]\d\d"
)
_EXAMPLE: Final = lazy_regex(
    r"(?:an?\s)?(?:example|sample)s?\s[^.:]{0,60}?\b(request|response)(?:\s(?:body|payload|object|json))?"
    rf"(?:\s(?:for\s(?!.{{0,80}}\b(?:{_OTHER_CASE})\b)|(?:on|upon|after)\s(?=success)).{{1,80}})?$"
    r"|(?:json\s)?(request|response)\s(?:body\s|json\s)?(?:example|sample)s?$"
)
"""A heading above an example of what is sent or returned: "Example of a widget response", "JSON response sample"."""
_FAILED: Final = lazy_regex(r"\b(?:errors?|fail\w{0,4}|invalid|unsuccessful|webhook|callback|bad|denied)\b")
"""What makes it one of a failure, or of another message."""
_OF_SUBJECT: Final = lazy_regex(r"\s(?:for|of|on|upon|after|if|when)\s")
"""What stands between a role and the call that it is one of: "Query parameters for 'Find widgets'"; or the case in
which: "Response body on success"."""
_IN_MESSAGE: Final = lazy_regex(
    r"(?:\w{1,20}\s)?(?:attributes|fields|properties|parameters)\s(?:[^.:]{0,60}\s)?(?:in|of|from)\s[^.:]{0,100}"
    r"\b(request|response)s?(?:\s(?:body|payload|object))?$"
)
"""A heading that names members of a message in its own words: "Attributes you will get in a 'Find' response"."""
_SUBJECT: Final = lazy_regex(r"[^-\u2013\u2014:\uff1a]{1,80}(?:\s[-\u2013\u2014]\s|[:\uff1a]\s)")
"""What a heading or caption is about, in front of the role: "List widgets - Query parameters"."""
_OF_METHOD: Final = lazy_regex(r"(\S{1,40}(?:\s\S{1,40}){0,2}?)\s`?[A-Za-z_]\w{0,40}(?:\.\w{1,40}){1,4}(?:\(\))?`?$")
"""A role in front of a method as SDKs call it: "Parameters Widget.create"."""
_DASH: Final = lazy_regex(r"\s[-\u2013\u2014]\s")
_OF_MESSAGES: Final = frozenset(("request", "body", "response"))
_STEP: Final = lazy_regex(r"(?:step|part|stage|phase)\s\d", re.IGNORECASE)
"""What stands there in a guide, whose steps are no parts of a message: "Step 1 - Authorization"."""
_BEFORE: Final = 4
"""Words that may stand before one that says a role: "Common optional URL query parameters"."""
_WORDS: Final = 4
"""Words in front of "parameters"; more of them are a sentence."""
_NEEDS: Final = {said: need == "required" for said, need in NEEDS.items()}
_MEMBERS: Final = tuple(sorted(words("parameters | params | fields | arguments")))
_PARAMETERS: Final = tuple(
    sorted(
        words(
            """
            parameters | parameter | params | param | arguments | args | 参数 | параметры | parâmetros | parámetros |
            paramètres | パラメータ | パラメーター | 매개변수 | 파라미터
            """
        )
    )
)
_MESSAGES: Final = {"request": "request", "requests": "request", "response": "response", "responses": "response"}
_PLACES: Final = frozenset(("path", "query", "header", "body", "cookie"))
_IN_BODY: Final = frozenset(("body", "payload"))
_WRITING: Final = frozenset(("post", "put", "patch"))
_OF_CALLS: Final = ("request body", "request payload")
"""What a title says behind the name of a call; what is returned is often described in parts below such a title."""
_DEFINED: Final = words("definition | structure | format | description | details | reference | specification")
"""What stands behind these where a heading says that the body is described, which is the one sent."""
_SAYING: Final = frozenset(each for said in (*ROLES, *NOT_SENT) for each in said.split())
"""Words by which a heading says what fields are for, or that they are no fields of a call."""
_LONGEST: Final = 120
"""Letters of a title; what is longer is a sentence."""


class Aim(Struct, frozen=True):
    """What fields are for: `within` is path, query, header, cookie or body, "" where that is not said."""

    side: Side = ""
    within: str = ""
    is_url: bool = False
    """It only says that they stand in the address: in the path, else in the query."""

    @property
    def where(self) -> str:
        """As fields say it in `within`: `response` for all that is returned."""
        return "response" if self.side == "response" else self.within

    @property
    def is_elsewhere(self) -> bool:
        """Whether they are no fields of a request or a response's body: those of a webhook, headers of a response."""
        return self.side == "webhook" or (self.side == "response" and self.within == "header")


_PARTS: Final = frozenset(("body", "header"))
"""Parts of any message."""
_REQUEST: Final = frozenset(("path", "query", "header", "cookie", "body"))
_HYPHENED: Final = lazy_regex(
    r"(?:Request|Response|Query|Path|Body|Header)-(?:fields|parameters|params|headers|examples?|body)\s?[:\uff1a]?",
    re.IGNORECASE,
)
"""Titles that a generator writes as one word: "Response-fields:"."""
_JOINED: Final = lazy_regex(r"\A\s{0,9}(Request|Response)(Body)(?=\s?[:\uff1a]?\s{0,9}\Z)")
"""What openapi-to-md and people write in one word: "RequestBody"; `requestBody` is a member of OpenAPI, or a field."""
_OF_MEMBERS: Final = (*(ending.strip() for ending in ENDINGS), *MEMBERS)


@lru_cache(maxsize=2048)  # asked again for every block below a title
def role_of_title(title: str) -> str:
    """Return what a title says of the fields below it, as `role_words` names it; "" when it says nothing.

    >>> role_of_title("Query Parameters"), role_of_title("Response 200"), role_of_title("Notes")
    ('query', 'response', '')
    """
    if len(title) > _LONGEST:
        return ""
    title = _OF_TYPE.sub("", unadorned(title))
    title = title.replace("-", " ") if _HYPHENED.fullmatch(title) else _JOINED.sub(r"\1 \2", title)
    said = word(_ASIDE.sub("", _NUMBER.sub("", tidy(title))))
    before = word(_BEFORE_STATUS.split(tidy(title), maxsplit=1)[0])
    found = _outright(said) or (_outright(before) if before != said else "")
    message = _MESSAGE.match(title) or (_example(said) if not _FAILED.search(said) else None)
    found = found or (message[message.lastindex or 1].lower() if message else "") or _in_own_words(said)
    of_method = _OF_METHOD.match(tidy(title)) if "." in title else None
    found = found or _described(said) or (_known(word(of_method[1])) if of_method else "")
    found = found or _before_dash(title) or (_of_call(said) if " " in said else "")
    has_subject = _SUBJECT.match(title) and not _STEP.match(title)
    found = found or (_known(word(_SUBJECT.sub("", title))) if has_subject else "")
    found = found or (
        "response" if _STATUS.match(tidy(title)) or _is_of_success(title) else "input" if group_of_title(title) else ""
    )
    return (_place_aside(title) or found) if found in ("request", "input") else found


def _is_of_success(title: str) -> bool:
    """Tell whether a title ends with a status of success in brackets, with its phrase or behind a word for success."""
    match = _DONE.match(tidy(title)) if title.rstrip().endswith((")", "）")) else None
    if match is None or match["status"] not in PHRASES:
        return False
    phrase = PHRASES[match["status"]]
    return word(match["said"]) in _SUCCESS or (match["phrase"] or "").strip().lower() == phrase


def _outright(said: str) -> str:
    return _known(said) or composed_role(said) or role_in_words(said)


def _place_aside(title: str) -> str:
    """Return where fields travel, as the brackets behind a title say: "Parameters (query)", "Request (body, JSON)"."""
    match = _ASIDE.search(tidy(title))
    said = re.split(r"[,，、;]", match.group().strip(" ()（）")) if match else []
    return next((role for piece in said if (role := _known(word(piece))) in _REQUEST), "")


def _in_own_words(said: str) -> str:
    """Return what a heading says that names the call as well: of its query, path or body, or of a message."""
    if _FAILED.search(said):
        return ""
    head, *rest = _OF_SUBJECT.split(said, maxsplit=1)
    role = _known(head) if rest and " " in head else ""
    message = _IN_MESSAGE.match(said)
    return (role if role != "input" else "") or (message[1] if message else "")


def _of_call(said: str) -> str:
    """Return what a title says that names the call in front: "Modify request body", "Put payload".

    >>> _of_call("modify request body"), _of_call("post payload"), _of_call("webhook request body")
    ('body', 'body', '')
    """
    first, *rest = said.split()
    if _WRITING.issuperset(first.split("/")) and " ".join(rest) in _IN_BODY:
        return "body"
    ending = next((each for each in _OF_CALLS if said.endswith(f" {each}")), "")
    named = said.removesuffix(ending).split() if ending else []
    is_of_call = 0 < len(named) < _BEFORE and NOT_SENT.isdisjoint(named) and not _FAILED.search(said)
    return _known(ending) if is_of_call else ""


def _before_dash(title: str) -> str:
    """Return the message that a title names before it says which: "Response \u2013 short form", "Request - `text/csv`".

    What stands behind the dash must not say a role as well: "Request - response pairs".
    """
    head, *rest = _DASH.split(title, maxsplit=1)
    role = _known(word(head)) if rest and not _FAILED.search(word(title)) else ""
    return role if role in _OF_MESSAGES and _MESSAGES.keys().isdisjoint(word(rest[0]).split()) else ""


def _described(said: str) -> str:
    """Return which message a title describes in words that only say so: "Important response fields", "Body response".

    >>> _described("response data details"), _described("request body details"), _described("webhook response")
    ('response', 'body', '')
    >>> _described("payload definition"), _described("error payload format")
    ('body', '')
    """
    pieces = said.removeprefix("the ").split()
    if not 1 < len(pieces) <= _WORDS + 1:
        return ""
    named = [piece for piece in pieces if piece in _MESSAGES]
    if not named and pieces[0] in _IN_BODY and pieces[-1] in _DEFINED:
        return "body"
    if len(named) != 1 or not all(piece in OF_MESSAGES for piece in pieces if piece not in _MESSAGES):
        return ""
    role = _MESSAGES[named[0]]
    return role if role == "response" or _IN_BODY.isdisjoint(pieces) else "body"


def names_media_type(title: str) -> bool:
    """Tell whether a title says a role and, behind a colon, a media type: "Request body: application/json"."""
    return _OF_TYPE.search(title) is not None and bool(role_of_title(title))


def names_message(title: str) -> bool:
    """Tell whether a title is the name of a message as code has it, which others refer to: `CreateWidgetResponse`."""
    return _MESSAGE.match(title) is not None


def says_role(title: str) -> bool:
    """Tell whether a title says what is sent or returned, and is no name of a message, as code has them."""
    return bool(role_of_title(title)) and not names_message(title)


def is_example_title(title: str) -> bool:
    """Tell whether a heading only announces an example: what follows it in its section need not be about the same."""
    return len(title) <= _LONGEST and _example(word(_ASIDE.sub("", _NUMBER.sub("", tidy(title))))) is not None


def _example(said: str) -> re.Match[str] | None:
    return _EXAMPLE.match(said) or _EXAMPLE.match(_OF_SUBJECT.split(said, maxsplit=1)[0])


def group_of_title(title: str) -> str:
    """Return what some parameters are for, as their heading says: `filter` of "Filter parameters"; "" for any other.

    A heading that says where parameters travel is no such group.
    """
    said = word(title)
    said = f"{said.removesuffix('-parameter')} parameters" if said.endswith("-parameter") else said  # German
    ending = next((ending for ending in GROUPS if said.endswith(ending)), "")
    name = said.removesuffix(ending).strip()
    pieces = name.split()
    return name if ending and len(pieces) <= _WORDS and NOT_SENT.isdisjoint(pieces) and not _known(said) else ""


def aim_of(titles: Sequence[str]) -> Aim:
    """Return what the titles above some fields say of them, outermost first: what is around them counts as well."""
    return _aim_of(tuple(titles))


@lru_cache(maxsize=256)  # each block below some titles asks for them several times
def _aim_of(titles: tuple[str, ...]) -> Aim:
    aim = Aim()
    for at, title in enumerate(titles):
        role = role_of_title(title) or ("input" if _says_need_of_sent(title, titles[:at]) else "")
        if role == "url":
            aim = Aim("request", "path", is_url=True)
        elif role in _REQUEST:
            is_answer = at > 0 and role in _PARTS and _SAID_STATUS.match(titles[at - 1]) is not None
            side: Side = "response" if is_answer else aim.side
            is_part = side == "webhook" or (side == "response" and not _names_request(title))
            aim = Aim(side if role in _PARTS and is_part else "request", role)
        elif role == "request" or (role == "input" and aim.side not in ("response", "webhook")):
            aim = Aim("request", aim.within, is_url=aim.is_url) if role == "input" else Aim("request")
        elif role == "response-header":
            aim = Aim("response", "header")
        elif role in ("response", "webhook"):
            aim = Aim("response" if role == "response" else "webhook")
    return aim


def _names_request(title: str) -> bool:
    """Tell whether a title says itself that it is of a request: "Request body" below a "Response" that ended unseen."""
    return any(_MESSAGES.get(piece) == "request" for piece in word(title[:_LONGEST]).split())


def _says_need_of_sent(title: str, above: Sequence[str]) -> bool:
    """Tell whether a title says "Required" or "Optional" alone, and nothing above it is of anything but a call."""
    return is_need(title) and all(NOT_SENT.isdisjoint(word(outer[:_LONGEST]).split()) for outer in above)


@lru_cache(maxsize=2048)
def is_need(title: str) -> bool:
    """Tell whether a title says whether what stands below it is needed, and nothing else: "Optional"."""
    return word(title[:_LONGEST]) in _NEEDS


def names_members(title: str) -> bool:
    """Tell whether a title names what stands below it: parameters, fields, attributes."""
    said = word(_ASIDE.sub("", title[:_LONGEST]))
    return said.endswith(_OF_MEMBERS)


def names_parameters(title: str) -> bool:
    """Tell whether a title calls what stands below it parameters, and not fields."""
    return word(_ASIDE.sub("", title[:_LONGEST])).endswith(_PARAMETERS)


def need_of(titles: Sequence[str]) -> bool | None:
    """Tell whether what stands below these titles is required: "Optional parameters", "Parameters (optional)".

    The innermost title that says what fields are for, or only this, counts; None where it does not say.
    """
    return next((need for has_role, need in map(_need_in, reversed(titles)) if has_role), None)


@lru_cache(maxsize=2048)  # asked again for every block below a title
def _need_in(title: str) -> tuple[bool, bool | None]:
    """Tell whether a title says what fields are for or whether they are needed, and if so, which."""
    said = word(_NUMBER.sub("", tidy(title[:_LONGEST])))
    alone = said if said in _NEEDS else ""
    if not alone and not role_of_title(title):
        return False, None
    aside = _ASIDE.search(said + ")" if "(" in said else said)
    words = (alone, said.partition(" ")[0], said.rpartition(" ")[2], word(aside.group()) if aside else "")
    found = next((_NEEDS[each] for each in words if each in _NEEDS), None)
    return True, need_in_words(said) if found is None else found


def _known(said: str) -> str:
    said = said.replace("-", " ") if said not in ROLES else said
    for _ in range(_BEFORE):
        if said in ROLES:
            return ROLES[said]
        forms = (said.removesuffix(ending) for ending in ENDINGS) if said.endswith(ENDINGS) else ()
        if found := next((ROLES[form] for form in forms if form in ROLES), ""):
            return found
        if found := _first_of_two(said) or _of_two_languages(said):
            return found
        if not said.startswith(BEGINNINGS):
            break
        said = said.removeprefix(next(each for each in BEGINNINGS if said.startswith(each))).strip()
    return ""


def _of_two_languages(said: str) -> str:
    """Return the place that a title says in English beside a word of another language: "Path 파라미터", "요청 Body".

    >>> _of_two_languages("path 파라미터"), _of_two_languages("응답 body"), _of_two_languages("path name")
    ('path', 'response', '')
    """
    pieces = said.split()
    places = [piece.removesuffix("s") for piece in pieces if piece.removesuffix("s") in _PLACES]
    others = [piece for piece in pieces if piece.removesuffix("s") not in _PLACES and not piece.isascii()]
    if len(pieces) != len(("place", "word")) or len(places) != 1 or len(others) != 1:
        return ""
    other = "input" if others[0] in MEMBERS else ROLES.get(others[0], "")
    if other == "response":
        return "response-header" if places[0] == "header" else "response"
    return places[0] if other in ("request", "input") else ""


def _first_of_two(said: str) -> str:
    """Return what "query parameters and other options" says, and "query parameters for searching widgets".

    The second part must not say a role as well.
    """
    first, _, second = said.partition(" for " if " for " in said else " and ")
    is_named = first.endswith(_MEMBERS) and bool(second) and not any(each in _SAYING for each in second.split())
    return (
        next((ROLES[form] for ending in ENDINGS if (form := first.removesuffix(ending)) in ROLES), "")
        if is_named
        else ""
    )
