"""Words about failures and about sending again, in several languages; data alone.

Statuses are those of the IANA HTTP Status Code Registry, and those that proxies and clouds use beside it (nginx 494 to
499, AWS 460 to 464 and 561, Cloudflare 520 to 530, 598 and 599). Words are those that error tables of public
documentation use; each language says no more here than a dictionary does.
"""

import re
from typing import Final

from driftwatch.extract.words import topic_words
from driftwatch.patterns import lazy_regex

FAILURES: Final = frozenset(
    (
        *range(400, 421), *range(421, 427), 428, 429, 430, 431, 440, 444, 449, 450, 451, *range(460, 465),
        *range(494, 500), *range(500, 509), 510, 511, *range(520, 531), 540, 561, 598, 599,
    )
)  # fmt: skip
"""Statuses of failure that somebody answers; other numbers from 400 to 599 are amounts until a page says otherwise."""

YES: Final = (
    "yes", "safe", "retry", "retryable", "recoverable", "transient", "temporary", "always", "recommended",
    "immediately", "exponential", "backoff", "back off", "with backoff", "with exponential", "with jitter", "true",
    "✅", "✔", "✓", "是", "可", "да", "повторить", "повторяйте", "tak", "oui", "ja", "sí", "sim", "はい", "예",
)  # fmt: skip
"""How a cell begins that advises to send again."""
NO: Final = (
    "no", "never", "don't", "do not", "not", "non-retryable", "unsafe", "unrecoverable", "permanent", "fatal", "false",
    "❌", "✗", "✘", "否", "不", "нет", "не", "nie", "non", "nein", "não", "いいえ", "아니",
)  # fmt: skip
"""How a cell begins that advises against it."""
USUALLY_NO: Final = (
    "usually no", "usually not", "generally no", "rarely", "mostly no", "not usually", "normally no", "typically no",
    "seldom", "zwykle nie", "обычно нет", "通常否", "通常不",
)  # fmt: skip
SOMETIMES: Final = (
    "sometimes", "maybe", "it depends", "depends", "conditional", "conditionally", "only if", "only when", "only after",
    "possibly", "partially", "иногда", "зависит", "有时", "视情况", "czasami", "parfois", "manchmal", "a veces",
)  # fmt: skip
"""How a cell begins that leaves it open: it says something of sending again, but neither yes nor no."""

AGAIN: Final = (
    r"\b(?:re-?tr(?:y|ies|ied|iable|yable|ying)|again|re-?send|re-?sent|re-?submit|re-?attempt|repeat(?:ed|able)?|"
    r"recoverable|transient|temporary|another (?:attempt|try)|second (?:attempt|try))\b"
    rf"|重试|повтор|ponow|ponów|tentar novamente|{topic_words.RETRIES}"
)
"""What the head of a column says that is about sending again, whatever else it says."""

ADVISED: Final = (
    r"(?:^|[.!:]\s|\b(?:then|please|always|can|may|should|must)\s)retry(?![\w-])(?! (?:is|will|does|only))"
    r"|,\sretry(?=\s(?:once|twice|later|with|after|in|it|the|your|a few|at most|up to)\b|[.;!]|$)"
    r"|\b(?:wait|back off|backing off|slow down|pause)\b[^.;]{0,80}?\b(?:and|then)\s"
    r"(?:retry(?![\w-])|(?:try|send)\s(?:\w+\s){0,2}again\b)"
    r"|(?:^|[.!:;,]\s|\b(?:please|must|should)\s)"
    r"(?:use exponential back-?off|back off(?= (?:exponentially|and|with|for|before)\b|[.;!]|$))"
    r"|\bsafe to (?:retry|resend|repeat)\b|\bretry with (?:exponential )?backoff"
    r"|\b(?:can|may|should|must) (?:\w+\s)?be (?:retried|resent|repeated)\b|\b(?:is|are) (?:\w+\s)?retr(?:y|i)able\b"
    r"|(?:^|[.!:]\s|\bplease\s)(?:try|send|call) (?:\w+\s){0,4}again\b|(?:^|[.!:]\s)(?:resend|repeat)\b"
    r"|\btry (?:\w+\s){0,4}again (?:later|soon|shortly|in (?:an? |some |\d)|after (?:an? |some |waiting|\d))"
    r"|\bretry (?:it )?(?:later|in (?:an? |some |\d)|after (?:an? |some |waiting|\d))"
    r"|\bwait\b[^.;]{1,60}\bbefore (?:retrying|trying again|sending (?:it )?again)\b"
    r"|请重试|可以重试|可重试|(?:稍后|稍候|[秒钟时]后|之后)再?次?(?:重试|尝试|试)"
    r"|повторяйте|повторите|повторить запрос"
    r"|再試行(?:してください|できます|可能)|再度お?試し|もう一度お?試し|(?:다시 시도|재시도)(?:하세요|하십시오|해)"
)
"""How a sentence advises to send again."""
_OTHERWISE: Final = (
    r"(?:(?!(?:just|simply|merely|only|immediately|instantly|blindly|always|endlessly|keep)\b)\w+\s){0,2}"
)
"""Words between, of which none says that it may be done in another manner."""
REFUSED: Final = (
    rf"\b(?:do not|don't|never|(?<!can )not|must not|should not|shouldn't|no need to|without)\s{_OTHERWISE}"
    r"(?:retry(?:ing)?|resend|repeat|try(?:ing)? again|be retried|be resent|be repeated)\b(?: later)?"
    rf"|\b(?:cannot|can't|can not)\s{_OTHERWISE}(?:(?:be retried|retry)\b"
    r"|(?:resend|repeat|try again)\b(?=\W*$|\s?[.,;:!)]|\s(?:it|this|that|these|them|the (?:same )?"
    r"(?:request|call|operation)s?|requests|calls)\b))(?: later)?"
    r"|(?:^|[.,;:!(]\s?|\b(?:it|this|that|these|those|they|(?:request|call|operation|payment|charge|transaction|order)s?"
    r"(?:\s\w{1,20}){0,4})\s)(?:cannot|can't|can not)\s"
    rf"{_OTHERWISE}be (?:resent|repeated)\b(?: later)?"
    r"|\bretr(?:ying|ies) (?:will not|won't|does not|do not|doesn't|don't|cannot|can't) (?:help|work|succeed|fix)"
    r"|\b(?:not|non-?)\s?retr(?:y|i)able\b|\bnot safe to (?:retry|resend|repeat)\b|\bno retr(?:y|ies)\b"
    r"|(?:不要|请勿|不应|不能)[^。；，;,]{0,12}(?:重试|再试)"
    r"|не повторяйте|не следует повторять|не повторять|再試行(?:しないで|してはいけ|できません|不可)"
    r"|(?:다시 시도|재시도)하지"
)
"""How a sentence advises against it; that a mail cannot be sent again is what went wrong, and no advice."""
OF_RETRY: Final = (
    "retr", "again", "resend", "resent", "repeat", "back off", "backoff", "back-off", "试", "повтор", "再試行", "再度",
    "もう一度", "다시 시도", "재시도",
)  # fmt: skip
"""A word of each alternative above, for and against, in small letters: most texts hold none."""
MET: Final = (
    r"\b(?:if|when|whenever|after|for|in case of) (?:(?:you|the api|a (?:call|request)) (?:gets?|receives?|sees?|hits?"
    r"|encounters?|returns?|fails with|answers with) )?(?:an? |the |any )?(?:http |status )?(?=[45]\d\d)"
)
"""How a sentence names the status that it is about; no condition."""
DEPENDS: Final = (
    r"\b(?:if|when|whenever|unless|until|once|only|except|where|without|before|immediately|right away|at once|instantly"
    r"|more than|up to|unchanged|as is|same|valid|proper|fix\w*|mend\w*|correct\w*|chang\w*|different|another|other"
    r"|new|blindly"
    r"|loops?|forever|indefinitely|aggressively|automatically|manually|idempoten\w*|unsafe|may|might|some|usually|often"
    r"|sometimes)\b"
    r"|\bafter (?!an? |the |some |\d|waiting|backoff|exponential|retry-after)"
    r"|如果|若|除非|仅|立即|若要|если|только|кроме|сразу|после исправления"
)
"""A sentence that says this advises under a condition, or against a manner alone."""
BREAKS: Final = r"[;；。]|[.!?](?=\s)|,?\s(?:but|while|whereas|however|though)\s|,\sand (?=(?:do not|don't|never)\b)|，"
"""Where the advice of one clause ends: what follows may be the contrary."""

OF_FAILURES: Final = lazy_regex(
    r"\b(?:errors?|err|exceptions?|failures?|faults?|errcode|retcode|status codes?|response codes?|return codes?)\b"
    rf"|错误|異常|异常|失败|ошиб|{topic_words.FAILURES}"
    r"|状态码|状態码|狀態碼|返回码|响应码|ステータスコード|상태 ?코드|응답 ?코드|statuscodes?"
    r"|실패 ?(?:응답|시|코드)|失敗(?:時|レスポンス|応答)"
    r"|kody (?:status|odpowiedzi)"
    r"|коды? (?:ответ|статус|состояни)|коди (?:відповід|стат)"
    r"|códigos? (?:de (?:estado|status|respuesta|resposta)|http)|códigos? de retorno"
    r"|codes? (?:d'état|de statut|de réponse|de retour|http)"
    r"|durum kod(?:u|ları)|yanıt kod(?:u|ları)|http kod(?:u|ları|y)\b"
    r"|mã (?:trạng thái|phản hồi|http)|kode (?:status|respons|http)|codic[ei] (?:di (?:stato|risposta)|http)",
    re.IGNORECASE,
)
"""A heading or the head of a column that is about failures."""
OF_ALL: Final = frozenset(
    (
        "a", "about", "advice", "all", "and", "api", "are", "by", "client", "code", "codes", "common", "deal",
        "dealing", "errors", "error", "every", "exceptions", "failure", "failures", "faq", "first", "for", "from",
        "general", "guide", "handle", "handling", "how", "http", "in", "is", "it", "list", "meaning", "of", "on",
        "or", "other", "others", "overview", "policy", "possible", "reference", "request", "requests", "response",
        "responses", "retries", "retry", "retrying", "return", "returned", "server", "standard", "status", "statuses",
        "strategy", "table", "the", "their", "to", "triage", "troubleshooting", "typical", "understand",
        "understanding", "what", "when", "with", "x", "xx", "you", "your",
    )
)  # fmt: skip
"""Words of headings about failures in general; any other word there names what the failures are of: "Upload errors"."""
OF_AMOUNTS: Final = (
    r"\b(?:tokens?|characters?|chars|words?|credits?|price|cost|width|height|size|pixels?|px|amount|count|number of"
    r"|quantity|limit|maximum|minimum|max|min|ms|milliseconds?|seconds?|port|year|weight|score|volume|users?|requests?"
    r"|calls?|images?|pages?|rows?|items?|points?|hz|khz|mhz|fps|bitrate|kbps|kb|mb|gb|bytes?|percent)\b|[$€£¥%]"
)
"""The head of a column of plain numbers, or what follows a number that is no status."""
MEASURED_IN: Final = (
    r"\W*(?:the )?(?:width|height|depth|length|size|weight|resolution|bitrate|frequency)"
    r"(?: of (?:(?:the|an?) )?\w+)? in"
    r" (?:px|pixels?|cm|mm|inch(?:es)?|points?|dpi|ppi|hz|khz|mhz|fps|kbps|kb|mb|gb|bytes?|kg|met(?:er|re)s?|km)"
    r"\W*$"
)
"""What says of a number only what it measures: no failure is so many pixels wide."""

LABELS: Final = frozenset(
    (
        "bash", "shell", "sh", "zsh", "curl", "http", "https", "json", "json5", "jsonc", "xml", "yaml", "yml", "toml",
        "ini", "text", "txt", "plaintext", "plain", "python", "py", "javascript", "js", "typescript", "ts", "node",
        "nodejs", "node.js", "java", "kotlin", "swift", "go", "golang", "ruby", "rb", "php", "c", "c++", "cpp", "c#",
        "csharp", "rust", "sql", "graphql", "html", "css", "jsx", "tsx", "dart", "scala", "elixir", "perl", "r",
        "lua", "powershell", "console", "terminal", "output", "response", "request", "example", "diff", "dockerfile",
        "protobuf", "copy", "and", "or",
    )
)  # fmt: skip
"""What stands above a code block as its language or as a button, or between two of them."""
FOOTERS: Final = (
    r"^(?:was this (?:page|article|section|helpful)|did this (?:page|help)|is this page helpful|edit (?:this|on)\b"
    r"|last (?:updated|modified|edited)|updated (?:on|at|\d)|(?:previous|next|prev)(?: page)?\s?(?:[:»→›]|$)"
    r"|back to top"
    r"|on this page|table of contents|powered by|built with|made with|generated (?:by|with)|©|\(c\)\s|copyright"
    r"|all rights reserved|suggest edits|report (?:an|this) issue|still need help|need (?:more )?help|need support"
    r"|contact (?:us|support)$|privacy policy|terms (?:of|and)|yes\s*no$|¿te resultó|эта страница|была ли|此页面|本页"
    r"|ctrl\+|skip to)|\ball rights reserved\b|©"
)
"""How the foot of a page reads that a generator wrote below the last section."""
_REGISTRY: Final = """
    100 continue | 101 switching protocols | 102 processing | 103 early hints | 200 ok | 201 created | 202 accepted |
    203 non-authoritative information | 204 no content | 205 reset content | 206 partial content | 207 multi-status |
    208 already reported | 226 im used | 300 multiple choices | 301 moved permanently | 302 found | 303 see other |
    304 not modified | 305 use proxy | 307 temporary redirect | 308 permanent redirect | 400 bad request | 401
    unauthorized | 402 payment required | 403 forbidden | 404 not found | 405 method not allowed | 406 not acceptable
    | 407 proxy authentication required | 408 request timeout | 409 conflict | 410 gone | 411 length required | 412
    precondition failed | 413 request entity too large | 414 request-uri too long | 415 unsupported media type | 416
    requested range not satisfiable | 417 expectation failed | 418 i'm a teapot | 421 misdirected request | 422
    unprocessable entity | 423 locked | 424 failed dependency | 425 too early | 426 upgrade required | 428
    precondition required | 429 too many requests | 431 request header fields too large | 451 unavailable for legal
    reasons | 500 internal server error | 501 not implemented | 502 bad gateway | 503 service unavailable | 504
    gateway timeout | 505 http version not supported | 506 variant also negotiates | 507 insufficient storage | 508
    loop detected | 510 not extended | 511 network authentication required
"""
PHRASES: Final = dict(said.strip().split(" ", 1) for said in " ".join(_REGISTRY.split()).split("|"))
"""Status -> what it is called, in lower case."""
ALSO_CALLED: Final = {
    "408": ("request time-out",),
    "413": ("payload too large", "content too large"),
    "414": ("uri too long", "request uri too long"),
    "416": ("range not satisfiable",),
    "422": ("unprocessable content",),
    "504": ("gateway time-out",),
}
"""What other editions of the registry and servers call some of them."""
ANSWERS: Final = (
    r"\b(?:zwraca\w{0,4}|zwróci|odpowiada|возвраща\w{1,4}|верн[её]т|отвечает|поверта\w{1,4}|поверне|відповідає"
    r"|retorna\w{0,3}|devuelve\w?|devolve\w?|responde\w?|renvoie|retourne|répond|restituisce|risponde|liefert|gibt"
    r"|antwortet|döner|döndürür|mengembalikan)\b|trả về|返回|返します|返す|반환|리턴"
)
"""What a call does that a sentence speaks of, in other languages than English."""
DENIALS: Final = (
    r"\b(?:nunca|jamás|sin|não|nunca|sem|nicht|kein\w{0,2}|niemals|ohne|ne|pas|jamais|sans|non|mai|senza|nie|nigdy|bez"
    r"|не|никогда|без|ніколи|değil\w{0,3}|asla|không|chưa|đừng|tidak|bukan|jangan|tanpa|belum)\b"
    r"|不|未|没|沒|ない|ません|않|없"
)
"""What denies something in them."""
DENIED: Final = r"\b(?:never|no longer|instead of|rather than|previously)\b"
"""What says of an answer that it does not come, or came once."""
OTHERWISE: Final = (
    r"\b(?:not|never|no longer|instead of|rather than|previously|before|n't|until|retr(?:y|ies|ied|ying))\b"
    rf"|n't\b|{DENIALS}"
)
"""What makes a sentence one of something else: of what is not answered, of other times."""


def called(status: str) -> tuple[str, ...]:
    """Return what a status is called, in lower case, as the registry has it first; none for what is no status.

    >>> called("413"), called("999")
    (('request entity too large', 'payload too large', 'content too large'), ())
    """
    known = PHRASES.get(status)
    return (known, *ALSO_CALLED.get(status, ())) if known else ()
