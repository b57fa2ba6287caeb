"""Paragraphs that serve as headings, and sentences that say of what field the fields below them are parts."""

import re
from collections.abc import Sequence
from typing import Final

from driftwatch.extract.text.blocks import Block, Code, List, Run, Table, Text
from driftwatch.extract.words.role_words import NOT_SENT
from driftwatch.extract.words.roles import aim_of, names_media_type, names_members, role_of_title
from driftwatch.extract.words.wording import tidy
from driftwatch.patterns import holds_any, lazy_regex
from driftwatch.platforms.calls.call_lines import call_of_line
from driftwatch.platforms.calls.captions import path_of_caption
from driftwatch.platforms.messages.lead_sentences import led_by

_PARTS: Final = lazy_regex(
    r"\bobject\b|\b(?:each|every)\s(?:\w+\s)?(?:in|of)\b|\b(?:following|these)\s(?:\w+\s){0,2}(?:fields|parameters|properties|attributes|keys|members)\b"
    r"|对象|字段|объект|пол(?:я|ями)\b",
    re.IGNORECASE,
)
"""What a sentence about one field says of the list or table below it, where that describes what is in the field."""
_LISTS_PARTS: Final = lazy_regex(
    r"\bobject\s(?:can\s|may\s|must\s)?(?:has|have|supports?|contains?|includes?|takes?|accepts?|consists\sof)\sthe\sfollowing\s"
    r"(?:\w+\s){0,2}(?:fields|parameters|properties|attributes|keys|members|options)\.$"
    r"|\bfollowing\stable\s(?:lists|describes|shows|contains)\s(?:\w+\s){0,4}?(?:fields|parameters|properties|attributes|keys|members|options)"
    r"\s(?:of|in|for)\sthe\s[^.]{1,80}\sobject\.$",
    re.IGNORECASE,
)
"""The same without a colon, where an object has what follows: "The `lid` object has the following fields."."""
_HAS_PARTS: Final = lazy_regex(
    r"(?:(?:an?|each|every|the|all)\s)?(?P<thing>[A-Z][A-Za-z]{1,40}(?:\s[a-z]{2,30}){0,2})\s(?:has|have)\s(?:the\sfollowing|these)\s"
    r"(?:parameters|fields|properties|attributes)[:\uff1a]"
)
"""A sentence that names in words the thing whose parts stand below it: "Card details have the following fields:"."""
_EACH_HAS: Final = lazy_regex(
    r"(?:[^.]{1,200}\.\s)?(?:each|every)\s(?P<thing>[a-z][a-z_]{1,40}(?:\s[a-z]{2,30})?)\s(?:object|item|entry|element|record)\s"
    r"(?:has|contains?|includes?|holds?)(?:\s(?:the\sfollowing|these)(?:\s[a-z]{2,20})?)?\s?[:\uff1a]",
    re.IGNORECASE,
)
"""The same of each of several: "Each card object contains:"."""
_OF_CALL: Final = frozenset(
    (
        "api", "body", "call", "calls", "command", "endpoint", "endpoints", "it", "method", "methods", "operation",
        "payload", "query", "request", "requests", "response", "responses", "result", "they", "this", "url", "we",
        "you",
    )
)  # fmt: skip
"""What such a sentence speaks of where it is about the call."""
_BODY: Final = lazy_regex(
    r"\b(?:response|request|body|payload)\b[^.`]{0,60}\b(?:contains?|includes?|has|holds?|returns?|takes?|accepts?|with)\b",
    re.IGNORECASE,
)
"""What a sentence says before it names a field that stands in the body itself."""
_OF_PATH: Final = lazy_regex(r"\b(?:for|of|to|by|für|для)\s(?:[A-Z]{3,7}\s)?(/[^\s:]{1,70}):$")
_BESIDES: Final = lazy_regex(r"\b(?:in\saddition|besides?|same|like|plus|except|also|see|neben|кроме)\b", re.IGNORECASE)
"""What a label says that names another call than the one whose fields stand below it."""
_HOLDING: Final = (
    r"(?:(?:also|can|may|must|should|will)\s){0,2}(?:(?:accepts?|contains?|expects?|has|have|holds?|includes?|supports?|takes?)\b"
    r"|(?:is|be)\s(?=[^.:,;]{0,70}\sobject\b[^.:,;]{0,50}\swith\sthe\s))"
    r"(?:(?!\b(?:no|not|cannot|without|empty|instead|besides?|if|when|then|otherwise|response|reply|answer|result|returns?|returned"
    r"|query|url|headers?)\b)[^.:,;]){0,80}"
)
"""What is said right behind "request body" of what it holds, and of nothing else, up to "following"."""
_SAID: Final = lazy_regex(
    r"\b(?:(?P<sent>(?:(?:query|path|url|uri|header|body|form|request|json)\s(?:string\s)?){1,2}"
    r"(?:parameters|params|fields|attributes|properties|arguments|headers))\b[^.:]{0,80}"
    r"|(?P<body>(?:request\s)?body|payload)\s(?:[^.:]{0,40}|(?<=request\sbody\s)"
    + _HOLDING
    + r")\b(?:following|these)\s(?:\w{1,20}\s){0,2}(?:parameters|fields|attributes|properties|keys)\b[^.:]{0,60}"
    r"|(?P<formed>request\sbody)\s[^.:]{0,90}\b(?:following|this|these)\s(?:\w{1,20}\s){0,2}(?:format|structure|schema|form|shape)"
    r"|(?P<returned>(?:response|reply)\b|returns?\b)[^.:]{0,60}\b(?:following|these)\s(?:\w{1,20}\s){0,2}"
    r"(?:fields|attributes|properties|keys|variables|members|elements|information|details|data)\b[^.:]{0,60}"
    r"|(?P<held>(?:returns?|returned\sis|result\sis|respon(?:ds|se)\s(?:with|is|will\sbe)|responses?\s(?:contains?|includes?|has))\b"
    r"[^.:]{0,60}\bobjects?\s(?:that\s|which\s)?(?:with|containing|contains?|having|has|includ(?:es?|ing)|consist(?:s|ing)\sof)"
    r"(?:\sthe)?(?:\sfollowing)?(?:\s[\w-]{1,20}){0,3})"
    r"|(?:fields|parameters|params|properties|attributes|keys)\s(?:are|is|can\sbe|may\sbe)\s[^.:]{0,30}\bin\sthe\s"
    r"(?P<held_by>(?:(?:request|post|put|patch|json)\s){0,2}(?:body|payload))"
    r"|(?P<queried>(?:parameters|params|arguments|filters|options))\s(?:by|in|via|through|as|on)\s(?:the\s|a\s)?query\sstring"
    r"|(?P<known>(?:available|accepted|allowed|recogni[sz]ed|supported|valid)\s(?:\w{1,20}\s)?(?:parameters|params|arguments))"
    r"\s(?:are|include)(?:\sas\sfollows|\sthe\sfollowing)?"
    r"|(?:change|edit|modify|pass|provide|send|set|specify|supply|update)\s(?:(?:any|one|some)\s(?:or\smore\s)?of\s)?(?:the\s)?following\s"
    r"(?P<given>(?:\w{1,20}\s){0,2}(?:parameters|params|arguments|fields|attributes|properties|keys))\b[^.:]{0,60}"
    r"|(?:accepts?|takes?|supports?)\s(?:the\s)?(?:following\s)(?P<input>(?:\w{1,20}\s){0,2}(?:parameters|params|arguments))\b[^.:]{0,60}"
    r"|following\s(?P<listed>(?:\w{1,20}\s){0,2}(?:parameters|params|arguments|form[\s-]fields))\s(?:are|(?:can|may)\s(?:also\s)?be)\b[^.:]{0,60}"
    r"|following\s(?:\w{1,20}\s){0,2}(?:should|must|can|may)\sbe\s(?:passed|sent|given|provided|supplied)\sas\s(?:\w{1,20}\s){0,1}"
    r"(?:(?P<asked>GET|url|query)|(?P<posted>POST|form|body|json))[\s-](?:parameters|params|fields))[:\uff1a]$",
    re.IGNORECASE,
)
"""What the end of a sentence says of the list or table right below it: "These query parameters are supported:"."""
_BELOW: Final = lazy_regex(
    r"(?:^|[.:]\s)(?:[^.:]{0,60}\s)?following\s(?P<listed>(?:(?:optional|required|query|request|body|form|url)\s){0,2}"
    r"(?:parameters|params|arguments))\s(?:can|may)\s(?:also\s)?be\s[^.:]{1,60}\.$",
    re.IGNORECASE,
)
"""The same in a sentence that ends in a full stop: "The following parameters can be used to find some of them."."""
_THINGS: Final = r"(?:\w{1,20}\s){0,2}(?:parameters|params|arguments|fields|attributes|properties|keys)"
_OTHERWISE: Final = (
    (
        lazy_regex(
            r"(?:^|[.!?]\s|\b(?:on\ssuccess|if\ssuccessful|when\ssuccessful)\W{1,2})(?:(?!each\b|every\b)\w{1,20}\s){0,3}"
            r"(?:responses?|reply|answer)(?:\s(?:body|object|payload|fields|data|json)){0,2}\s(?:(?:will|should)\s)?"
            r"(?:contains?|includes?|has|have|looks?\slike|consists?\sof|(?:is|are|be)(?=\s(?:an?\s(?:json\s)?object\b|as\sfollows)))"
            r"(?![^.:]{0,60}\b(?:headers?|cookies?|codes?|status(?:es)?|one\sof|either|options?|values?|events?|formats?|"
            r"links?|sections?|parts?|arrays?|lists?|not|examples?)\b)[^.:]{0,60}[:\uff1a]$"
            r"|^(?:(?:on\ssuccess|if\ssuccessful|when\ssuccessful)\W{1,2}(?:it\s)?|(?:it|the\s(?:call|endpoint|route|server))\s)returns[:\uff1a]$",
            re.IGNORECASE,
        ),
        "response fields",
    ),
    (
        lazy_regex(
            rf"\bfollowing\s{_THINGS}\s(?:are|will\sbe|can\sbe|may\sbe)\s(?:also\s)?"
            r"(?:returned|(?:included|present|contained)\sin\sthe\s(?:response|answer|reply))(?:\sas\swell)?[:\uff1a]$",
            re.IGNORECASE,
        ),
        "response fields",
    ),
    (
        lazy_regex(
            rf"\bfollowing\s{_THINGS}\s(?:(?:can|may|must|should|could)\s(?:also\s)?be\s"
            r"(?:set|sent|passed|specified|provided|supplied|given|submitted|updated|changed|modified)"
            r"|are\s(?:accepted|recogni[sz]ed|understood))\b(?!\s(?:in|on|of|to|as)\b)[^.:]{0,60}[:\uff1a]$",
            re.IGNORECASE,
        ),
        "parameters",
    ),
    (
        lazy_regex(
            rf"\b(?:request|call|endpoint|operation|it|this|api)\s(?:accepts?|takes?|expects?)\s(?:the\sfollowing|these)\s{_THINGS}[:.\uff1a]$",
            re.IGNORECASE,
        ),
        "parameters",
    ),
    (
        lazy_regex(
            r"\b(?:request|call|endpoint|operation|it|this|api)\s(?:accepts?|takes?|expects?)\s(?:the\sfollowing|this)\s"
            r"(?:(?:json|request)\s)?(?:body|payload)[:\uff1a]$",
            re.IGNORECASE,
        ),
        "body fields",
    ),
    (
        lazy_regex(
            r"\b(?:body|payload)\s[^.:]{1,160}\.\s(?:the\s|its\s)?(?:available|supported|accepted|possible|allowed)\s"
            r"(?:fields|attributes|properties|keys|parameters)\s(?:are|include)(?:\sas\sfollows|\sthe\sfollowing)?[:\uff1a]$",
            re.IGNORECASE,
        ),
        "body fields",
    ),
)
"""What other sentences say of the list or table right below them, as a heading would say it."""
_IN_CHINESE: Final = (
    (
        lazy_regex(
            r"(?:^|[\uff0c,;\uff1b])\s?(?:请求体|请求主体|请求包体)(?:里面?|中|内)?(?:可?支持|可?包[含括]|含有?|可传|需要?|有)?的?"
            r"(?:以下|如下|下列|所有|全部)?(?:参数|字段|属性)(?:有|为|包括|如下|说明|列表|如下所示)?[:\uff1a]$"
        ),
        "body fields",
    ),
    (
        lazy_regex(
            r"^(?:(?:(?:请求|调用|操作)?成功[后时]?|该?接口|服务[器端]|将|会|则)[\uff0c,]?){0,4}返回(?:一个)?\s?(?:JSON)?\s?"
            r"(?:对象|数据|结果|信息)?[\uff0c,]?(?:其?[中里内])?(?:会|将)?(?:包[含括]|含有?|为|有)?(?:以下|如下|下列)(?:信息|字段|参数|内容|属性|数据)[:\uff1a]$",
            re.IGNORECASE,
        ),
        "response fields",
    ),
)
"""The same in Chinese: "请求体支持的参数有\uff1a", "成功后返回以下字段\uff1a"."""
_FAILED_IN_CHINESE: Final = lazy_regex(r"失败|错误|异常|回调")
_POINTING: Final = ("the following", "these")
"""What each of those holds one of that may end in a full stop."""
_SENT_IN: Final = lazy_regex(
    rf"\bfollowing\s{_THINGS}\b(?P<said>[^.:]{{0,80}}?)\b(?:in|as|via|through)\s(?:the\s|its\s|your\s|an?\s)?"
    r"(?:(?:http|json|request|post|put|patch|url|form)\s){0,2}(?P<place>body|payload|query|url|headers?|path)\b"
    r"(?!\sof\sthe\s(?:response|answer))[^.:]{0,80}[:\uff1a]$"
    r"|\bwith\s(?:the\sfollowing|this)\s(?:json\s)?(?:input|request\s)?(?P<held>body|payload|(?<=input))[:\uff1a]$",
    re.IGNORECASE,
)
"""A sentence that says where what it lists is sent: "The following keys are accepted in the request body:"."""
_NOT_SENT: Final = lazy_regex(r"\b(?:not|no|never|ignored|removed|returned|without|deprecated)\b", re.IGNORECASE)
_IN_PLACE: Final = {
    "query": "query parameters",
    "url": "url parameters",
    "path": "path parameters",
    "header": "headers",
}
_SUPPOSED: Final = lazy_regex(
    r"(?:the\s)?(?:available|supported|accepted|allowed|possible)\s(?:fields|attributes|properties|keys)"
    r"(?:\s(?:are|include)(?:\sas\sfollows|\sthe\sfollowing)?)?[:\uff1a]"
    r"|(?:the\s)?following\s(?:fields|attributes|properties|keys)\sare\s(?:supported|available)[^.:]{0,30}[:\uff1a]",
    re.IGNORECASE,
)
SUPPOSED: Final = "supported body fields"
"""What a label says of fields that are there to be used, which may be those of what is returned as well."""
_FAILED: Final = lazy_regex(r"\b(?:errors?|fail\w{0,4}|invalid|unsuccessful|webhooks?|callbacks?)\b", re.IGNORECASE)
_SENT_BY: Final = lazy_regex(
    r"\b(?:(?P<query>GET|URL|query)|(?P<body>POST|form|body))\s(?:parameters|params|arguments|fields)\b"
)
"""Where what such a sentence speaks of travels: "accepts the following GET parameters"."""
_FOR: Final = lazy_regex(
    r"(?P<listed>parameters|params|arguments)\s(?:for|to)\s(?P<what>[^.:]{1,60})[:\uff1a]$", re.IGNORECASE
)
"""A label that says what some of the parameters are for: "Parameters for finding old ones:"."""
_OF_STATUS: Final = lazy_regex(r"[1-5]\d\d(?:\s[A-Za-z ]{2,30})?$")
"""What stands in code in a sentence and is no name of a field: `200 OK`."""
_SENTENCES: Final = lazy_regex(r"(?<=[.!?])\s(?=[A-Z])")
_ANSWER: Final = lazy_regex(
    r"(?:response|réponse|respuesta|resposta|antwort|odpowiedź|ответ|响应|返回|レスポンス|응답)\s"
    r"(?:(?:http\s)?[1-5]\d\d|[(（](?:http\s)?(?:status\s)?(?:code\s)?[1-5]\d\d(?:\s[A-Za-z' -]{2,30})?[)）])"
    r"(?:\s\((?:application|text|image)/[\w.+-]{1,60}\))?$",
    re.IGNORECASE,
)
"""A line that announces an answer: "Response 200 (application/json)", "Response (201 Created)"."""
IN_PATH: Final = "url parameters"
"""What a caption says that is a path with parameters."""
_RUNS: Final = 40
_FEW: Final = 3
"""Words of a label without any mark; more of them are a sentence."""
_MARKED: Final = lazy_regex(r"/{3,6}\s(?P<kind>[a-z][a-z-]{0,40})(?:\s\|\s?(?P<title>[^|:]{1,80})$|\s[a-z]{1,20}:|$)")
"""What opens a block of the extension "blocks" of MkDocs, with an option behind it."""
_ROW: Final = lazy_regex(r"\s?([^.:\uff1a`]{2,60}?)\s?[:\uff1a]\s?")
"""A label with names behind it: "Body parameters: "."""
_BEGUN: Final = lazy_regex(r"([^.:\uff1a`{]{2,40}?)\s?[:\uff1a]\s?(?=\S)")
"""The same in front of names in plain words."""
_PLACED: Final = frozenset(("query", "path", "url", "body", "header"))
"""Roles by which a label says that names stand behind it; of an input words may say what it is about."""
_TAKES: Final = lazy_regex(
    r"\b(?:takes|accepts|supports|requires|expects)\s(?:also\s)?(?:the\s|an?\s|one\s|two\s|three\s|these\s)?"
    r"(?P<label>(?:(?:optional|required|mandatory)\s)?(?:(?:query|url|body|form|request)\s)?(?:string\s)?"
    r"(?:parameters?|params?|arguments?)),?\s$",
    re.IGNORECASE,
)
"""What a sentence says before it names parameters: "Takes the optional parameters "."""
_TAKES_NAMES: Final = lazy_regex(
    r"(?:^|[.;]\s)(?:(?:it|this\s(?:call|endpoint|route|method|operation)|the\s(?:call|endpoint|route))\s)?(?:also\s)?"
    r"(?:accepts|supports|takes)\s(?:the\s)?(?:optional(?:ly)?\s)?$",
    re.IGNORECASE,
)
"""The same where the names follow at once, of which there are several: "Lists them. Accepts "."""
_TAKING: Final = ("ccepts ", "upports ", "akes ", "ptional ", "ptionally ", "s the ")
"""How what stands before such names ends."""
_OTHER_NAMES: Final = frozenset(
    ("csv", "gzip", "html", "http", "https", "json", "jsonl", "markdown", "md", "text", "true", "false", "xml", "yaml")
)
"""What a call may accept beside parameters."""
LONGEST_SENTENCE: Final = 200
LONGEST_LABEL: Final = 80
_LONGEST_HEAD: Final = 40
_WORDS: Final = 4
"""Words of a remark; fewer are an answer: "Parameters: none."."""


def owner_of(text: Text) -> tuple[str, bool]:
    """Return the field whose parts stand right below a sentence, and whether the sentence says that a body holds it.

    "`filter` is an object with these fields:", "The response contains a `report` object with the following fields:".
    """
    codes = text.codes
    said = "" if codes else tidy(text.plain)[:LONGEST_SENTENCE]
    if said and (match := _HAS_PARTS.fullmatch(said) or _EACH_HAS.fullmatch(said)):
        return (match["thing"], False) if _OF_CALL.isdisjoint(match["thing"].lower().split()) else ("", False)
    plain = tidy(text.plain)[-LONGEST_SENTENCE:] if codes else ""
    last = plain if len(codes) == 1 else _SENTENCES.split(plain)[-1]
    named = {code for code in codes if re.search(rf"(?<!\w){re.escape(code)}(?!\w)", last)}
    if len(named) != 1 or not (_PARTS.search(last) if last.endswith((":", "：")) else _LISTS_PARTS.search(last)):
        return "", False
    (owner,) = named
    return owner, _BODY.search(last.partition(owner)[0]) is not None


def role_said(text: Text) -> tuple[str, ...]:
    """Return as a heading would say it what a sentence says of the fields right below it; () for nothing.

    >>> role_said(Text((Run("Lists all widgets. These query parameters are supported:"),)))
    ('query parameters',)
    """
    plain = tidy(text.plain)[-LONGEST_SENTENCE:]
    last = _SENTENCES.split(plain)[-1]
    names = [code for code in text.codes if code in last and not _OF_STATUS.match(code) and not call_of_line(code)]
    match = _SAID.search(plain) if plain.endswith((":", "\uff1a")) and not names else None
    if match is None:
        return _listed_below(plain) or _said_otherwise(plain) if not names else ()
    if match["returned"] and _FAILED.search(last):
        return ()
    said = (
        match["sent"]
        or ((match["body"] or match["formed"]) and "body fields")
        or (match["returned"] and "response fields")
        or (match["held"] and "response")
        or match["known"]
        or match["input"]
        or match["listed"]
    )
    said = (
        said
        or (match["given"] and "parameters")
        or ("query parameters" if match["asked"] or match["queried"] else "body parameters")
    )
    return (said.lower(),) if role_of_title(said) else ()


def _listed_below(plain: str) -> tuple[str, ...]:
    """Return what a sentence or a label calls the list right below it, where these are parameters of a call."""
    match = _FOR.match(plain)
    if match and not NOT_SENT.isdisjoint(re.findall(r"\w+", match["what"].lower())):
        return ()
    match = match or _BELOW.search(plain)
    return (match["listed"].lower(),) if match and role_of_title(match["listed"]) else ()


def _said_otherwise(plain: str) -> tuple[str, ...]:
    """Return what a sentence of another form says, where it ends in a colon or speaks of what it accepts."""
    is_open = plain.endswith((":", "\uff1a"))
    if not is_open and not (plain.endswith(".") and holds_any(plain.lower(), _POINTING)):
        return ()
    last = _SENTENCES.split(plain)[-1]
    if (sent_in := _SENT_IN.search(last)) and not _FAILED.search(last) and not _NOT_SENT.search(sent_in["said"] or ""):
        place = (sent_in["place"] or "body").lower()
        return (_IN_PLACE.get(place.removesuffix("s"), "body fields"),)
    said = "" if _FAILED.search(last) else next((role for pattern, role in _OTHERWISE if pattern.search(plain)), "")
    said = said or _said_in_chinese(plain)
    sent = _SENT_BY.search(last) if said == "parameters" else None
    if not said and _SUPPOSED.fullmatch(last):
        return (SUPPOSED,)
    said = said or led_by(last)
    return (f"{sent.lastgroup} parameters",) if sent else (said,) if said else ()


def _said_in_chinese(plain: str) -> str:
    last = plain.rpartition("。")[2]
    is_failed = last.isascii() or _FAILED_IN_CHINESE.search(last)
    return "" if is_failed else next((role for pattern, role in _IN_CHINESE if pattern.search(last)), "")


def call_in(text: Text) -> str:
    """Return the call that a sentence is about: "The `GET /widgets` endpoint supports these parameters:"."""
    last = _SENTENCES.split(tidy(text.plain)[-LONGEST_SENTENCE:])[-1]
    subject = last.removeprefix("The ")
    call = next((call for code in text.codes if subject.startswith(code) and (call := call_of_line(code))), None)
    return f"{call.method} {call.path}" if call is not None and not _BESIDES.search(last) else ""


def path_in(text: Text) -> str:
    """Return the one path that a label names."""
    match = _OF_PATH.search(tidy(text.plain)[-LONGEST_LABEL:])
    is_code = match is not None and any(code.endswith(match[1]) for code in text.codes[-1:])
    return match[1] if match and is_code and not _BESIDES.search(text.plain[:LONGEST_LABEL]) else ""


def label_of(text: Text) -> tuple[str, ...]:
    """Return a paragraph that serves as a heading: all strong, short with a colon at its end, or but a role.

    So is a role behind the signs of a heading, with no space between: "###Parameters".
    """
    plain = tidy(text.plain)
    if plain.startswith("##") and role_of_title(plain[:LONGEST_LABEL].lstrip("#")):
        return (plain.lstrip("#")[:LONGEST_LABEL],)
    if plain.startswith("///"):
        return _of_marked(plain)
    if head := _head_of(plain, text) or _last_label(plain, text):
        return (head,)
    if len(plain) > LONGEST_LABEL or not plain:
        return ()
    if path_of_caption(text):
        return IN_PATH, plain
    strong = "".join(run.text for run in text.runs if run.strong).strip(" :")
    is_label = text.is_label or plain.endswith((":", "：")) or role_of_title(strong) or names_media_type(plain)
    is_label = is_label or _ANSWER.match(plain) is not None
    is_plain = not any(run.code or run.href for run in text.runs) and plain.count(" ") < _FEW and plain[-1].isalpha()
    is_role = is_plain and not is_label and plain[0].isalpha() and role_of_title(plain)
    return (plain.rstrip(":： "),) if is_label or is_role else ()


def _last_label(plain: str, text: Text) -> str:
    """Return the role in bold with which a paragraph ends, before a colon, behind other things that it says.

    "**Purpose**: List them", and on the next line "**Query parameters**:".
    """
    if text.is_label or not plain.endswith((":", "\uff1a")) or not any(run.strong for run in text.runs):
        return ""
    run = next((run for run in reversed(text.runs) if run.text.strip(" :\uff1a\n")), Run(""))
    said = run.text.strip(" :\uff1a\n")
    return said if run.strong and len(said) <= LONGEST_LABEL and role_of_title(said) else ""


def last_label(block: List, following: Block | None) -> Text | None:
    """Return the last item of a list that serves as the label of the table or sample right below: "- Response"."""
    last = block.items[-1] if block.items and isinstance(following, Table | Code) else None
    is_label = last is not None and not last.blocks and any(map(role_of_title, label_of(last.text)))
    return last.text if last is not None and is_label else None


def closes_block(text: Text) -> bool:
    """Tell whether a line closes what one such as "/// details | Response" has opened."""
    return text.plain.startswith("///") and not text.plain.strip("/ ")


def _of_marked(plain: str) -> tuple[str, ...]:
    """Return what a line says that opens a block in MkDocs: "/// details | Response", "/// response-fields".

    What opens one that only folds or shows its content says nothing, and neither does what closes one.
    """
    match = _MARKED.match(plain)
    said = (match["title"] or match["kind"].replace("-", " ")).strip() if match else ""
    return (said,) if role_of_title(said) else ()


def _head_of(plain: str, text: Text) -> str:
    """Return the label that opens a remark on all that stands below: "Optional parameters: Send what changes.".

    A remark that names fields lists them itself.
    """
    head, colon, rest = plain.partition(":")
    is_remark = bool(colon) and not text.codes and rest.endswith((".", ":")) and rest.count(" ") >= _WORDS
    return head if is_remark and len(head) <= _LONGEST_HEAD and names_members(head) and role_of_title(head) else ""


def row_of(text: Text) -> tuple[str, tuple[Run, ...], bool]:
    """Return what a line says of the names that it lists, as a label would, and all from the first of them on.

    "*Body parameters*: `name`, `size`", "**Required parameters** `name`", "Takes the optional parameters `a` and `b`";
    at last whether one name is enough behind these words: "Query: `red`" may say what is asked for.
    """
    at = next((number for number, run in enumerate(text.runs) if run.code), 0)
    head = text.runs[:at]
    strong = [run for run in head if run.text.strip(" :\uff1a\n")]
    if len(strong) == 1 and strong[0].strong:
        label = strong[0].text.strip(" :\uff1a")
        if label.endswith(("(", "\uff08")) and _names_type(text.codes):
            return "", (), False
        return (label, text.runs[at:], True) if aim_of((label,)).side == "request" else ("", (), False)
    plain = "".join(run.text for run in head)[-LONGEST_SENTENCE:]
    if at and (match := _ROW.fullmatch(plain)) and _says_what_is_sent(match[1]):
        return match[1], text.runs[at:], names_members(match[1])
    if at and (taken := _TAKES.search(plain)):
        return taken["label"].lower(), text.runs[at:], True
    if start := taken_at(text):
        return "parameters", text.runs[start:], False
    return _row_in_words(text)


def taken_at(text: Text) -> int:
    """Return where the names begin that a call is said to take, be it in a later sentence: "Lists them. Accepts "."""
    for number, run in enumerate(text.runs[1:_RUNS], start=1):
        before = text.runs[number - 1].text if run.code and run.text[:1].islower() else ""
        if before.endswith(_TAKING) and _TAKES_NAMES.search(before[-LONGEST_LABEL:]):
            names = {each.text.strip() for each in text.runs[number:_RUNS] if each.code}
            return 0 if names & _OTHER_NAMES else number
    return 0


def _names_type(codes: Sequence[str]) -> bool:
    """Tell whether what a label says in brackets is the type of all that is sent: "**Body (`boxes.Lid`)**"."""
    return len(codes) == 1 and codes[0].rpartition(".")[2][:1].isupper()


def _row_in_words(text: Text) -> tuple[str, tuple[Run, ...], bool]:
    """Read a label with names in plain words behind it, or with the members of an object: "**Body:** name, size"."""
    match = _BEGUN.match(text.plain[:LONGEST_LABEL])
    if match is None or not _says_what_is_sent(match[1]):
        return "", (), False
    rest = text.plain[match.end() :]
    role = role_of_title(match[1])
    is_named = names_members(match[1]) or role in _PLACED or rest.startswith("{")
    return (match[1], (Run(rest),), False) if is_named else ("", (), False)


def _says_what_is_sent(label: str) -> bool:
    return bool(role_of_title(label)) and aim_of((label,)).side == "request"
