"""What binds who sends calls, by kind, and words that are the contrary of each other; data alone.

Kinds are told apart since one alone is in many sentences that ask nothing: a demand is one of a client by what it
names.
"""

from typing import Final

from driftwatch.extract.words.amount_words import HUNDREDS, ONES
from driftwatch.extract.words.notice_words import BACKOFF, COSTS, FOR_FREE, LIMIT, NEGATION
from driftwatch.extract.words.topic_words import MATTERS

_DEMAND: Final = (
    r"\b(?:must|shall|required?|requires|mandatory|needs? to|ha(?:ve|s) to|always|only|except|unless"
    r"|at least|minimum)\b"
)
_BEYOND: Final = (
    r"\b(?:above|below|beyond|over|under|larger than|longer than|greater than|less than|fewer than|more than)"
    r"\s(?:\w+\s)?[\d$\u20ac\u00a3]"
)
COUNTED: Final = (
    rf"\b(?:{'|'.join((*(word for word, number in ONES.items() if number > 1), *HUNDREDS))})\s\w"
    r"|\b(?:once|twice|times?) (?:an?|per|each|every) \w"
    r"|\b(?:for|within|in|after|every|until) (?:an?|one|half an) (?:second|minute|hour|day|week|month|year)\b"
)
"""So much, in words."""
NO_LIMIT: Final = (
    r"\ballow(?:s|ing)?\b|\bas per\b|\blimited (?!to\b)\w"
    rf"|\bup to (?!(?:\w+ )?[$\u20ac\u00a3]?\d)(?!(?:{'|'.join((*ONES, *HUNDREDS))})\b)"
)
"""What limits nobody, though it is said with words of limits: "this allows you to", "it is up to you"."""
RETIRED: Final = (
    r"\b(?:deprecat|discontinu|retir|sunset|obsolet)\w*|\bend[ -]of[ -]life\b|\b(?:no|any) longer\b"
    r"|\breplaced (?:by|with)\b"
)
"""What says by itself that something goes away."""
_FATES: Final = (
    r"\b(?:removed|expir(?:es?|ed|y|ation)|rejected|rejects|refus(?:ed|es)|den(?:ied|ies)|ignor(?:ed|es)|revoked"
    r"|suspended|forbidden|throttl(?:ed|es)|block(?:ed|s)|disabled|unavailable|prohibited|enforced|truncated"
    r"|invalidated|unsupported|fail(?:s|ed)?)\b"
)
_DONE: Final = (
    r"\b(?:send|sends|sent|sending|pass|passed|put|sign|signs|signed|rotat(?:e|ed|es)|replac(?:e|ed|es)"
    r"|delet(?:e|ed|es)|attach(?:ed)?)\b"
)
"""What a client does with what it is let in by."""
KINDS: Final = (
    NEGATION,
    _DEMAND,
    f"{LIMIT}|{_BEYOND}|{COUNTED}",
    f"{COSTS}|{FOR_FREE}",
    BACKOFF,
    RETIRED,
    _FATES,
    _DONE,
    MATTERS,
)
"""Denials, demands, limits, money, pauses, what goes away, fates of calls, deeds; the last in other languages."""
THINGS: Final = (
    r"\b(?:headers?|tokens?|keys?|status(?:es)?|fields?|parameters?"
    r"|params?|endpoints?|requests?|calls?|responses?|body|bodies|query|queries|webhooks?|methods?|propert(?:y|ies)|scopes?|cookies?"
    r"|authenti\w+|authori[sz]\w+|nonces?|permissions?|privileges?|roles?|secrets?|passwords?|credentials?|signatures?|payloads?|errors?|bursts?|batch(?:es)?)\b"
)
"""What calls consist of, and are let in by."""
_ANTONYMS: Final = (
    "ascending descending", "inclusive exclusive", "synchronous asynchronous", "synchronously asynchronously",
    "public private", "internal external", "include exclude", "includes excludes", "increase decrease",
    "accept reject", "accepts rejects", "accepted rejected", "allow deny", "allowed denied", "enable disable",
    "enabled disabled", "valid invalid", "supported unsupported", "sensitive insensitive", "primary secondary",
    "absolute relative", "positive negative", "first last", "least most", "maximum minimum", "higher lower",
    "active inactive", "single multiple", "all some", "true false", "forward backward", "encode decode",
    "prefix suffix", "manual automatic", "available unavailable", "succeed fail", "success failure", "more less",
    "automatically manually", "permanent temporary", "global local",
)  # fmt: skip
"""Antonyms of WordNet 3.0 (files data.adj, data.adv, data.verb, data.noun: pointer "!") that pages on APIs use, with
forms of the same words; none of places on a page and of time, which prose has as often."""
_OF_CALLS: Final = (
    "optional required", "before after", "earlier later", "oldest newest", "older newer", "upper lower", "read write",
    "sandbox production", "client server", "request response", "header body", "header query", "header cookie",
    "query body", "query path", "sync async", "blocking non-blocking", "idempotent non-idempotent",
    "deprecated supported", "encrypted unencrypted", "encrypted plain", "authenticated unauthenticated",
    "authenticated anonymous", "sent received", "seconds milliseconds", "any all", "any every", "monthly yearly",
    "daily monthly", "hourly daily", "utc local", "incoming outgoing", "free paid",
)  # fmt: skip
"""Words of which an API takes one or the other, which no dictionary calls contrary."""
OPPOSITES: Final = frozenset(frozenset(pair.split()) for pair in (*_ANTONYMS, *_OF_CALLS))
