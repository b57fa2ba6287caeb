"""Which headings and tables of a page are about what a client has to obey: limits, money, failures, credentials."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_TOPICS: Final = re.compile(
    r"\b(?:(?:rate|usage|size|request|token|concurrency)?[ -]?limit(?:s|ed|ation|ations)?|quotas?|throttl\w+"
    r"|pric(?:e|es|ing)|billing|billed|cost|costs|credits?|charges?|fees?"
    r"|errors?|status codes?|failures?|retr(?:y|ies|ying)|backoff|timeouts?"
    r"|auth|authentication|authorization|authorisation"
    r"|deprecat\w+|sunset|end[ -]of[ -]life|retire\w*|breaking changes?)\b"
    r"|限流|限制|速率|价格|计费|定价|错误|重试|鉴权|认证|弃用"
    r"|лимит|ограничени|цен[аы]|тариф|ошибк|повтор|авториз|устар",
    re.IGNORECASE,
)
"""English, Chinese and Russian, the languages that notices are read in (driftwatch.extract.notices)."""

_MANAGED: Final = re.compile(r"\b(?:credentials?|api keys?)\b", re.IGNORECASE)
"""What a client has to send, but also what a whole guide can be about: it counts where the heading itself names it."""
_API: Final = re.compile(r"\bAPIs?\b|\bendpoints?\b|\bHTTP\b|接口|\bREST\b", re.IGNORECASE)
"""How a page is called that documents an API, when no fact was read from it."""


def documents_api(names: Iterable[str]) -> bool:
    """Tell whether one of a page's names (its place, its headings) says that it documents an API."""
    return any(_API.search(name) for name in names)


_LIMITS: Final = re.compile(
    r"\b(?:limit(?:s|ed|ation|ations)?|quotas?|throttl\w+|max(?:imum)?|allowances?"
    r"|(?:per|a|/) ?(?:second|minute|hour|day|week|month)|rp[smdh]|tp[md]|qp[sm])\b"
    r"|限流|限制|速率|上限|лимит|ограничени|максимум",
    re.IGNORECASE,
)
"""Names of what more of is better: ceilings, and counts by time."""


def is_about_limits(titles: Iterable[str]) -> bool:
    """Tell whether one of the headings, or of the names of a table, is that of a limit."""
    return any(_LIMITS.search(title) for title in titles)


def is_about_contract(path: Sequence[str], columns: Iterable[str]) -> bool:
    """Tell whether one of the headings down to a section, or of the columns of a table in it, names such a topic."""
    return any(map(_TOPICS.search, (*path, *columns))) or any(map(_MANAGED.search, (*path[-1:], *columns)))
