"""Which headings and tables of a page are about what a client has to obey: limits, money, failures, credentials."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from driftwatch.extract.words import topic_words
from driftwatch.patterns import lazy_regex

CALLS: Final = lazy_regex(
    r"\b(?:api|apis|calls?|(?<!pull[ -])(?<!merge[ -])(?<!feature[ -])requests?"
    r"|tokens?|endpoints?|models?|webhooks?|quer(?:y|ies)|headers?|http\w*)\b"
    rf"|接口|请求|调用|模型|запрос|вызов|модел|{topic_words.CALLS}",
    re.IGNORECASE,
)
"""What only an API has, or is sold by."""
_MONEY: Final = r"pric(?:e|es|ing)|billing|billed|cost|costs|credits?|charges?|fees?"
_TOPICS: Final = lazy_regex(
    r"\b(?:(?:rate|usage|size|request|token|concurrency)?[ -]?limit(?:s|ed|ation|ations)?|rate[ -]?limiting"
    r"|quotas?|throttl\w+"
    rf"|{_MONEY}"
    r"|errors?|status codes?|failures?|retr(?:y|ies|ying)|backoff|timeouts?"
    r"|auth|(?<!factor[ -])authentication|authorization|authorisation"
    r"|(?:secret|token|(?:api|access|secret) key|credential)s?[ -](?:expir\w+|lifetimes?|validity|rotation)"
    r"|deprecat\w+|sunset|end[ -]of[ -]life|retire\w*|breaking changes?)\b"
    r"|限流|限制|速率|价格|计费|定价|错误|重试|鉴权|(?<!实名)(?<!企业)(?<!个人)(?<!商户)(?<!资质)认证|弃用"
    r"|лимит|ограничени|(?<!\w)цен[аы]|тариф|ошибк|(?<!\w)повтор|авториз|устар"
    rf"|{topic_words.LIMITS}|{topic_words.MONEY}|{topic_words.FAILURES}|{topic_words.RETRIES}"
    rf"|{topic_words.CREDENTIALS}|{topic_words.RETIREMENT}",
    re.IGNORECASE,
)

_OF_MONEY: Final = lazy_regex(
    rf"\b(?:{_MONEY})\b|价格|计费|定价|(?<!\w)цен[аы]|тариф|{topic_words.MONEY}", re.IGNORECASE
)
_OF_FAILURE: Final = lazy_regex(rf"errors?|status codes?|failures?|错误|ошибк|{topic_words.FAILURES}", re.IGNORECASE)
_OF_CREDENTIALS: Final = lazy_regex(
    rf"auth|authentication|authori[sz]ation|鉴权|认证|авториз|{topic_words.CREDENTIALS}", re.IGNORECASE
)
_HEADS: Final = lazy_regex(
    r"\s[-\u2013\u2014|]\s|[:,;/(]|\b(?:and|or|for|in|of|with|by|on|per|to|и|или)\b|[和与及]", re.IGNORECASE
)
"""What parts a title into names, of each of which the last word says what it is: `404 error pages` are pages."""
_KIND: Final = lazy_regex(
    r"(?:\s(?:overview|reference|guide|details|handling|messages?|codes?|headers?|polic(?:y|ies)|methods?|information|rules?"
    r"|models?|plans?|table|list|schedule|structure|definitions?|summary|explained|\d+))*",
    re.IGNORECASE,
)
"""What may follow a topic in a title that is about it."""
_OF_CALLS: Final = lazy_regex(
    r"\s(?:(?:REST |HTTP |web )?APIs?|endpoints?|services?|docs|documentation)$", re.IGNORECASE
)
_MOST_BEFORE: Final = 3
"""Words that may stand before a topic in a title that names it: with more of them it is a sentence."""
_AROUND: Final = " .!?()[]{}\"'`*"
_MEASURED: Final = lazy_regex(
    r"\b(?:price|cost|credit|charge|fee|error)s?[ _-](?:stats?|statistics|agg|aggregates?|analytics|history|metrics)\b",
    re.IGNORECASE,
)
"""What is known of a thing after the event: `fee stats` are no fees."""
_THINGS: Final = lazy_regex(
    r"\b(?:(price|cost|credit|charge|fee)(?:s|[ _-]?(?:lists?|notes?|books?))?|(billing)s?)\b", re.IGNORECASE
)
"""Topics that are things as well: an API may have calls to make and to list them."""
_MODIFYING: Final = lazy_regex(
    r"\b(?:price|cost|credit|charge|fee)[ _-](?!(?:overview|reference|guide|details?|information|info|rules?|models?"
    r"|plans?|table|list|schedule|structure|system|breakdown|usage|use|consumption|balance|packs?|polic(?:y|ies)|tiers?|rates?"
    r"|limits?|per|by|and|or|for|of|in|on|to|with|vs|changes|increases?|codes?|errors?)\b)(?=[^\W\d_]{3})"
    r"|\bretry[ _-](?=(?:source|id|type|event|button|link|page|status|state|history|job|run|task|build|payment|charge"
    r"|webhook|message|upload|delivery|invoice|refund|order)s?\b)",
    re.IGNORECASE,
)
"""A word about money before a noun that is not about it: a `price ticker` and a `credit card` are no prices; nor is how
to send again what a `retry source` or a button to `retry payments` is about."""
_RETIRED: Final = lazy_regex(
    r"[(\[{]\s*(?:now |soon )?deprecated\b[^)\]}]*[)\]}]|(?:^|\s)[-\u2013\u2014|:]\s*deprecated\b"
    r"|^deprecated\s*[:\u2013\u2014-]"
    r"|(?<=[^\s/,]) deprecated$",
    re.IGNORECASE,
)
"""A mark that what a heading names is retired: the section is about that thing, not about what is retired."""
_BY_WAY: Final = lazy_regex(
    r"(?<=\w )[(\[](?:with|without|using|by|via|through|for|from|requires|requiring|needs) [^()\[\]]{1,80}[)\]]",
    re.IGNORECASE,
)
"""What a heading adds of the way in which something is done: `Log in (with credentials)` only mentions some."""
_FAILURES: Final = lazy_regex(
    r"(?:(?:common|api|http|possible|general) ){0,2}"
    r"(?:errors?|(?:error|status|response)(?: and (?:error|status))? codes?)|错误码|коды ошибок",
    re.IGNORECASE,
)
_PARTS: Final = lazy_regex(r"[-_]+")
_ADDRESS: Final = lazy_regex(r"\[(?:[A-Z]{3,7} )?/[^\[\]]*\]|(?<![^\s\[(`])(?:https?://|/[\w{:<])[^\s\])`]*")
"""An address in a heading: `List boxes [/boxes{?limit}]` names a call, and no limit."""
_MANAGED: Final = lazy_regex(r"\b(?:credentials?|api keys?)\b", re.IGNORECASE)
"""What a client has to send, but also what a whole guide can be about: it counts where the heading itself names it."""
_API: Final = lazy_regex(
    r"\bAPIs?\b(?![ _-]?(?:keys?|tokens?)\b)|\bendpoints?\b|\bHTTP\b|接口|\bREST\b|\bwebhooks?\b", re.IGNORECASE
)
"""How a page is called that documents an API, when no fact was read from it; a guide to anything has an API key."""
_API_ITSELF: Final = lazy_regex(r"\bAPIs?\b(?![ _-]?(?:keys?|tokens?)\b)|接口|\bREST\b", re.IGNORECASE)
"""The same, where nothing else tells of an API: what is set up for HTTP may be a server."""
_LESSON: Final = lazy_regex(
    r"(?:^|/)(?:[\w-]*(?:cookbook|tutorial|quick-?start|getting-?started|example|recipe|integration|test-?data|changelog|change-log"
    r"|troubleshoot(?:ing)?|release-?notes?|whats-?new|blog|faq)s?(?:[_-]guides?)?)(?:[./]|$)",
    re.IGNORECASE,
)
"""Places of pages that teach a use of the API, or tell what was: what clients have to obey is stated elsewhere."""
_HISTORY: Final = lazy_regex(
    r"(?:^|[/_-])(?:change-?log|release-?notes?|whats-?new|deprecat|sunset|end-of-life|breaking-?change)", re.IGNORECASE
)
"""Those that tell what was or will be: what goes away is announced there."""
_ACTION: Final = lazy_regex(
    r"(?:(?:step )?\d[\d.]*[.:)]? +)?(?:how (?:to|do|can)"
    r"|get|set|add|allow|build|buy|calculate|choose|clear|configure|connect|create|delete|deploy|disable|edit|enable"
    r"|enter|estimate|fetch|find|generate|list|override|receive|remove|rename|reset|retire|revoke|search|show"
    r"|install|manage|obtain|optimi[sz]e|organi[sz]e|reduce|retrieve|save|select|sign|specify|submit|tune|update|use"
    r"|(?:add|build|calculat|chang|choos|configur|connect|controll?|copy|creat|customi[sz]|delet|edit|enabl|enter|estimat"
    r"|find|generat|gett|import|install|manag|obtain|open|optimi[sz]|query|reduc|request|retriev|sav|select|specify"
    r"|submitt|test|track|transferr|tun|updat|upload|us|view|writ)ing"
    r"|(?:request|list|query|test|import|export|upload|download|view|track|copy|open|change|control|transfer|upgrade"
    r"|start) (?:an?|the|your|our|all|new)"
    r"|query(?! (?:limit|quota|cost|pric|credit|fee|charge|error|failure|timeout|retr|rate|usage|size|auth|throttl)))"
    r" .*"
    rf"|(?:\d[\d.]*[.:)、]? ?)?(?:{topic_words.ACTIONS})",
    re.IGNORECASE,
)
"""Headings of what somebody does: `Get risk limit` names a call, `Tune it for cost` a lesson, none of them a limit."""


_BY_PEOPLE: Final = lazy_regex(
    r"(?:(?:step )?\d[\d.]*[.:)]? +)?(?:how (?:to|do|can)(?: \w+)? )?"
    r"(?:(?:get(?:ting)?|creat(?:e|ing)|find(?:ing)?|obtain(?:ing)?|generat(?:e|ing)|manag(?:e|ing)|edit(?:ing)?|delet(?:e|ing)"
    r"|cop(?:y|ying)|buy(?:ing)?|view(?:ing)?|updat(?:e|ing)|remov(?:e|ing)|chang(?:e|ing)|(?:up|down)grad(?:e|ing)"
    r"|cancel(?:ling|ing)?|pay(?:ing)?) .*"
    r"|(?:register(?:ing)? (?:an?|the|your)(?: \w+)? app(?:lication)?s?|submit(?:ting)?(?: \w+){1,2} (?:request|form)s?"
    r"|receiv(?:e|ing) your(?: \w+)? (?:credentials|keys?))(?: .*)?)",
    re.IGNORECASE,
)


_ASIDE: Final = lazy_regex(
    r"(?:code |client |more |useful |further |api )?(?:libraries|sdks|examples?|samples?|resources|links|reading)"
    r"|sample applications|see also|related(?: \w+)?|(?:next|what'?s next|where to go next)(?: steps?)?|faqs?"
    r"|troubleshooting|(?:common |integration |usage )?(?:patterns|recipes|use cases|scenarios|walkthroughs|tutorials)"
    rf"|(?:\d[\d.]*[.:)、]? ?)?(?:{topic_words.ASIDES})",
    re.IGNORECASE,
)
"""Headings of what goes along with what a page says, and demands nothing."""
_EXAMPLE: Final = lazy_regex(r"(?:[\w.#+/-]+ ){0,4}(?:examples?|walkthroughs?)", re.IGNORECASE)


def is_aside(titles: Iterable[str]) -> bool:
    """Tell whether one of the headings down to a section says that it demands nothing: libraries, examples, links."""
    return any(
        _ASIDE.fullmatch(title) or (_EXAMPLE.fullmatch(title) and not is_about_contract((title,), ()))
        for title in titles
    )


_ADVICE: Final = lazy_regex(
    r"(?:[\w-]+ )?(?:best practices?|tips|recommendations)(?: for .*)?"
    r"|(?:contact(?:ing)?|get(?:ting)?|need)(?: (?:us|our|support|help|team|more))+\??|support",
    re.IGNORECASE,
)
"""Headings of advice, and of whom to ask for some."""


def is_advice(title: str) -> bool:
    """Tell whether a heading is of advice: that there is more of it, or less, asks nothing of clients."""
    return _ADVICE.fullmatch(title) is not None


def documents_api(place: str, title: Iterable[str]) -> bool:
    """Tell whether one of a page's names (its place, its title) says that it documents an API."""
    return not is_lesson(place) and any(map(names_api, (place, *title)))


def names_api(name: str) -> bool:
    """Tell whether a name says that what is called so documents an API."""
    return _API.search(name) is not None


def names_api_itself(name: str) -> bool:
    """Tell whether a name says so where no call of the source was read: `HTTP routers` are settings."""
    return _API_ITSELF.search(name) is not None


def lists_failures(title: str) -> bool:
    """Tell whether a heading says that what stands below it is a list of failures."""
    return _FAILURES.fullmatch(title) is not None


def is_topic(place: str, title: Iterable[str], *, things: Container[str] = ()) -> bool:
    """Tell whether a whole page is about such a topic: its title says so, or the last part of its place."""
    stem = place.rstrip("/").rpartition("/")[2].partition(".")[0]
    names = (_PARTS.sub(" ", stem), *map(_but_address, title))
    return any(_names_topic(part, things) for name in names for part in _HEADS.split(name))


def _names_topic(name: str, things: Container[str]) -> bool:
    """Tell whether a name is that of a topic, with or without what kind of page it is: `Errors`, `Error handling`.

    That something is limited or deprecated is no topic: the page is about that thing.
    """
    said = _but_things(name, things).strip(_AROUND)
    return not _ACTION.fullmatch(said) and _ends_with(_TOPICS, said)


def _ends_with(topic: re.Pattern[str], said: str) -> bool:
    """Tell whether a name ends with a topic, but for what kind of thing it is called."""
    found = list(topic.finditer(said))
    return (
        bool(found)
        and not found[-1][0].lower().endswith("ed")
        and (not said.isascii() or _KIND.fullmatch(said, found[-1].end()) is not None)
    )


def names_contract(titles: Iterable[str], *, things: Container[str] = ()) -> bool:
    """Tell whether one of some headings and columns is the name of a topic, and not a sentence that mentions it."""
    names = (_BY_WAY.sub("", title) for title in titles)
    return any(_names_contract(part.strip(_AROUND), things) for name in names for part in _HEADS.split(name))


def titles_contract(titles: Sequence[str], *, things: Container[str] = ()) -> bool:
    """Tell whether a page's title is of a topic; of money it has to be the name, or that of calls for it.

    `Fee schedule` and `Pricing API` are about what is paid; what stands on a page of `Historical price data` is not.
    """
    if not is_about_contract(titles, (), things=things):
        return False
    return not is_of_money(titles) or names_contract((_OF_CALLS.sub("", title) for title in titles), things=things)


def _names_contract(name: str, things: Container[str]) -> bool:
    found = _TOPICS.search(name) or _MANAGED.search(name)
    if found is None or (name.isascii() and len(name[: found.start()].split()) > _MOST_BEFORE):
        return False
    return _names_topic(name, things) or _ends_with(_MANAGED, name)


def things_of(key: str) -> Iterator[str]:
    """Yield the words that a call has for what it is about, of those that are topics otherwise: `POST /fees/{id}`."""
    yield from map(_thing, _THINGS.finditer(_PARTS.sub(" ", key.partition(" ")[2])))


def _thing(match: re.Match[str]) -> str:
    """Return the word for a thing in the singular: of `price lists` and `pricelists` that is the price."""
    return (match[1] or match[2]).lower()


def is_lesson(place: str) -> bool:
    """Tell whether a page teaches how something is done, or tells what was done."""
    return _LESSON.search(place) is not None


def teaches(place: str) -> bool:
    """Tell whether a page teaches how something is done, and does not tell what becomes of it."""
    return is_lesson(place) and _HISTORY.search(place) is None


_LIMITS: Final = lazy_regex(
    r"\b(?:limit(?:s|ed|ing|ation|ations)?|quotas?|throttl\w+|max(?:imum)?|allowances?"
    r"|(?:per|a|/) ?(?:second|minute|hour|day|week|month)|rp[smdh]|tp[md]|qp[sm])\b"
    rf"|限流|限制|速率|上限|лимит|ограничени|максимум|{topic_words.LIMITS}",
    re.IGNORECASE,
)
"""Names of what more of is better: ceilings, and counts by time."""


def is_about_limits(titles: Iterable[str]) -> bool:
    """Tell whether one of the headings, or of the names of a table, is that of a limit."""
    return any(_LIMITS.search(title) for title in titles)


def is_about_contract(path: Sequence[str], columns: Iterable[str], *, things: Container[str] = ()) -> bool:
    """Tell whether one of the headings down to a section, or of the columns of a table in it, names such a topic.

    `things` are words that calls of the page have for what they are about: with `POST /fees` a fee is no price.
    """
    titles = [title for title in path if not _ACTION.fullmatch(title) and not _is_of_call(title, things)]
    own = titles[-1:] if path and titles and titles[-1] == path[-1] else []
    titles = [_but_things(title, things) for title in titles]
    columns = [_MODIFYING.sub("", column) for column in columns]
    return any(map(_TOPICS.search, (*titles, *columns))) or any(map(_MANAGED.search, (*own, *columns)))


def _is_of_call(title: str, things: Container[str]) -> bool:
    """Tell whether a heading is what a call is called, and begins with no topic: `Prepare signatures and fees`."""
    if title.lower() not in things or _TOPICS.match(title):
        return False
    return not _names_contract(_HEADS.split(title)[0].strip(_AROUND), things)


def _but_things(title: str, things: Container[str]) -> str:
    """Leave out of a title what only marks it or is measured of a topic, and topics that are things that calls have."""
    said = _but_address(title) if "/" in title else title
    said = _MODIFYING.sub("", _MEASURED.sub("", _RETIRED.sub("", said)))
    return _THINGS.sub(lambda match: "" if _thing(match) in things else match[0], said)


def _but_address(title: str) -> str:
    """Leave out of a title what is an address, unless it is nothing else."""
    said = _ADDRESS.sub("", title)
    return said if said.strip(_AROUND) else title


def is_of_money(titles: Iterable[str]) -> bool:
    """Tell whether all topics that the headings and columns name are money: what it is asked for may be anything."""
    return _names_only(_OF_MONEY, titles)


def is_of_failures(titles: Iterable[str]) -> bool:
    """Tell whether all topics that the headings and columns name are failures: one more of them asks for nothing."""
    return _names_only(_OF_FAILURE, titles)


def is_of_credentials(titles: Iterable[str]) -> bool:
    """Tell whether all topics that the headings and columns name are credentials: one more way is asked of nobody."""
    named = list(titles)
    return _names_only(_OF_CREDENTIALS, named) or not any(map(_TOPICS.search, named))


def _names_only(topic: re.Pattern[str], titles: Iterable[str]) -> bool:
    named = [match[0] for title in titles for match in _TOPICS.finditer(title)]
    return bool(named) and all(map(topic.fullmatch, named))


def is_action(title: str) -> bool:
    """Tell whether a heading is of what somebody does: `Step 6: Configure the client`."""
    return _ACTION.fullmatch(title) is not None


def is_done_by_people(title: str) -> bool:
    """Tell whether a heading is of what people do in an account: no client sends anything for it."""
    return _BY_PEOPLE.fullmatch(title) is not None


_CHOSEN: Final = lazy_regex(
    r"(?:(?:\w+ )?(?:models?|providers?|engines?|voices?)(?: (?:names?|ids?|strings?))?|模型(?:名称)?|модел[ьи])",
    re.IGNORECASE,
)
"""How the first column of a table is called that lists things of which a call takes one."""


def is_of_choices(column: str) -> bool:
    """Tell whether a column is of things of which a call takes one: `Model`, `Provider name`."""
    return _CHOSEN.fullmatch(column) is not None


_REFERENCE: Final = lazy_regex(r"(?:^|/)(?:rest[_-]?)?api[_-]?references?(?:/|$)", re.IGNORECASE)


def is_reference(place: str) -> bool:
    """Tell whether a page stands among those of the reference of an API, whatever else its source is about."""
    return _REFERENCE.search(place) is not None
