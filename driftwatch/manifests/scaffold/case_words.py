"""By which words documentation says of a failure that it is one of the cases of a manifest.

A row of the table holds what has to be said (each group by one of its words) and the statuses that other services give
to the case. Words that end with `*` are beginnings of words; those of languages without spaces stand anywhere, and no
word here says more than a dictionary does (Chinese, French, German, Japanese, Korean, Polish, Portuguese, Russian,
Spanish besides English). A status alone is no statement: who writes `401` says neither that a key was missing nor that
it was wrong. Only what HTTP itself defines for one purpose counts without words: 429 (RFC 6585) and the class 5xx (RFC
9110).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from driftwatch.patterns import lazy_regex

_CREDENTIAL: Final = (
    "key", "keys", "token", "tokens", "credential", "credentials", "authentication", "authorization", "apikey",
    "bearer", "signature", "username", "password",
    "密钥", "令牌", "凭证", "认证", "鉴权", "身份验证", "キー", "トークン", "認証", "토큰", "인증",
    "ключ", "ключа", "ключи", "токен*", "авторизаци*", "аутентификаци*", "clave", "claves", "credencial*",
    "autenticación", "chave", "chaves",
    "credenciais", "autenticação", "schlüssel*", "zugangsdaten", "clé", "clés", "jeton*", "authentification",
    "klucz*",
)  # fmt: skip
_ABSENT_ELSEWHERE: Final = (
    "缺少", "缺失", "未提供", "未携带", "ありません", "未指定", "指定されていません", "누락", "отсутств*",
    "не указан*", "не передан*", "falta",
    "faltan", "faltante*", "ausente*", "no se proporcion*", "não informad*", "não enviad*", "fehlt", "fehlen",
    "fehlend*",
    "nicht angegeben", "manquant*", "manque", "absente", "non fourni*", "brak", "brakuje", "brakując*",
)  # fmt: skip
_ABSENT: Final = (
    "missing", "absent", "no", "without", "not provided", "not supplied", "not sent", "not present", "not set",
    "lacks",
    "lacking", "omitted", "required", "must be provided",
    *_ABSENT_ELSEWHERE,
)  # fmt: skip
_INVALID: Final = (
    "无效", "不正确", "不合法", "無効", "正しくありません", "유효하지", "잘못된", "неверн*", "недействительн*",
    "некорректн*", "inválid*",
    "incorrect*", "incorret*", "ungültig*", "falsch*", "invalide*", "erroné*", "nieprawidłow*", "niepoprawn*",
)  # fmt: skip
_WRONG: Final = (
    "invalid", "wrong", "incorrect", "not valid", "expired", "revoked", "disabled", "bad", "unknown", "unrecognized",
    "unrecognised", "malformed", "mismatch", "not recognized", "does not match", "doesn't match",
    *_INVALID, "过期", "失效", "期限切れ", "만료", "истек*", "истёк*", "expirad*", "caducad*", "abgelaufen*",
    "expiré*", "wygasł*",
)  # fmt: skip
_FIELD: Final = (
    "parameter", "parameters", "field", "fields", "property", "properties", "argument", "arguments", "attribute",
    "attributes", "input", "inputs", "param", "params",
    "参数", "字段", "パラメータ", "フィールド", "매개변수", "파라미터", "필드", "параметр*", "поле", "поля",
    "parámetro*", "campo",
    "campos", "parâmetro*", "feld", "felder", "paramètre*", "champ", "champs", "parametr*", "pole", "pola",
)  # fmt: skip
_CLAUSE: Final = lazy_regex(r"[.;|!?]\s|[|\n\u3002\uff1b\uff01\uff1f]")
_UNSPACED: Final = "\u3040"
"""From here on words are of scripts that put no spaces between them, or join endings to them."""
_SEAM: Final = lazy_regex(r"(?<=[!-~])(?=[\u3040-\uffef])|(?<=[\u3040-\uffef])(?=[!-~])")
"""Where a word of such a script and one of another stand side by side: `API Key无效`."""
_PHRASES: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "Bad Request",
        401: "Unauthorized",
        402: "Payment Required",
        403: "Forbidden",
        404: "Not Found",
        405: "Method Not Allowed",
        406: "Not Acceptable",
        407: "Proxy Authentication Required",
        408: "Request Timeout",
        409: "Conflict",
        410: "Gone",
        411: "Length Required",
        412: "Precondition Failed",
        413: "Request Entity Too Large",
        414: "Request-URI Too Long",
        415: "Unsupported Media Type",
        416: "Requested Range Not Satisfiable",
        417: "Expectation Failed",
        421: "Misdirected Request",
        422: "Unprocessable Entity",
        423: "Locked",
        424: "Failed Dependency",
        425: "Too Early",
        426: "Upgrade Required",
        428: "Precondition Required",
        429: "Too Many Requests",
        431: "Request Header Fields Too Large",
        451: "Unavailable For Legal Reasons",
        500: "Internal Server Error",
        501: "Not Implemented",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
        505: "HTTP Version Not Supported",
        506: "Variant Also Negotiates",
        507: "Insufficient Storage",
        508: "Loop Detected",
        510: "Not Extended",
        511: "Network Authentication Required",
    }
)
"""What HTTP calls a status (RFC 9110, and the registry of IANA)."""
_WORDS: Final = lazy_regex(r"[\w'-]+")


class CaseWords(Struct, frozen=True, kw_only=True):
    """What is said of one case of a manifest."""

    groups: tuple[tuple[str, ...], ...] = ()
    """One word of each has to stand in one clause."""
    statuses: tuple[str, ...] = ()
    """What others answer with: a reading where nothing is said."""
    defined: tuple[str, ...] = ()
    """What HTTP defines for this case alone; `5xx` is the class."""
    otherwise: str = ""
    """What such a status may mean as well."""


CASE_WORDS: Final[Mapping[str, CaseWords]] = MappingProxyType(
    {
        "auth-missing": CaseWords(
            groups=(_CREDENTIAL, _ABSENT), statuses=("401", "403"), otherwise="the key is wrong, or may not do this"
        ),
        "auth-invalid": CaseWords(
            groups=(_CREDENTIAL, _WRONG), statuses=("401", "403"), otherwise="the key is missing, or may not do this"
        ),
        "malformed-json": CaseWords(
            groups=(
                ("json", "body", "payload", "syntax", "请求体"),
                (
                    "malformed", "invalid", "not valid", "parse", "parsed", "parsing", "syntax error", "unparseable",
                    *_INVALID, "格式错误", "解析失败", "malformad*", "mal formad*",
                ),
            ),
            statuses=("400",),
            otherwise="a field is missing or wrong",
        ),
        "missing-required-field": CaseWords(
            groups=(
                _FIELD,
                ("missing", "absent", "not provided", "not supplied", "lacks", "omitted", "blank", *_ABSENT_ELSEWHERE),
            ),
            statuses=("400", "422"),
            otherwise="the body is malformed, or a value is wrong",
        ),
        "unknown-resource": CaseWords(
            groups=(
                (
                    "not found", "does not exist", "doesn't exist", "no such", "not exist", "could not be found",
                    "不存在", "未找到", "找不到", "見つかりません", "存在しません", "찾을 수 없", "존재하지 않",
                    "не найден*",
                    "не существует", "no encontrad*", "no existe", "no se encontr*", "não encontrad*", "não existe",
                    "nicht gefunden", "existiert nicht", "introuvable*", "n'existe pas", "nie znaleziono",
                    "nie istnieje",
                ),
            ),
            statuses=("404",),
            otherwise="the path is mistaken",
        ),
        "path-mistake": CaseWords(
            groups=(
                ("path", "url", "endpoint", "route"),
                ("mistake", "mistaken", "wrong", "incorrect", "invalid", "not found", "unknown", "does not exist"),
            ),
            otherwise="the resource is unknown",
        ),
        "rate-limited": CaseWords(
            groups=(
                (
                    "too many", "rate limit", "rate limits", "rate-limit", "rate limited", "rate-limited",
                    "ratelimit",
                    "ratelimited", "throttled", "throttling", "slow down", "requests per",
                    "请求过多", "请求过于频繁", "频率限制", "速率限制", "限流", "レート制限", "リクエストが多すぎ",
                    "요청이 너무 많",
                    "слишком много запросов", "лимит запросов", "лимита запросов", "demasiadas solicitudes",
                    "demasiadas peticiones", "muitas requisições", "limite de requisições", "zu viele anfragen",
                    "trop de requêtes", "zbyt wiele żądań",
                ),
            ),
            defined=("429",),
            otherwise="the quota is used up",
        ),
        "quota-exhausted": CaseWords(
            groups=(
                (
                    "quota", "credit", "credits", "balance", "funds", "budget", "usage limit", "character limit",
                    "额度",
                    "配额", "余额", "残高", "잔액", "баланс*", "квот*", "средств", "saldo", "cuota", "cota",
                    "guthaben",
                    "kontingent", "solde",
                ),
                (
                    "exceeded", "exceed", "exhausted", "used up", "insufficient", "reached", "not enough", "out of",
                    "low", "no", "ran out", "negative", "over",
                    "不足", "超出", "用完", "耗尽", "부족", "недостаточн*", "превышен*", "исчерпан*",
                    "insuficiente*", "agotad*",
                    "excedid*", "esgotad*", "aufgebraucht", "überschritten", "erschöpft", "insuffisant*", "dépassé*",
                    "épuisé*", "niewystarczając*",
                ),
            ),
            statuses=("402",),
            otherwise="the feature is not part of the plan",
        ),
        "timeout": CaseWords(
            groups=(
                (
                    "timeout", "timeouts", "time-out", "timed out", "took too long", "超时", "タイムアウト",
                    "시간 초과",
                    "таймаут*", "tiempo de espera", "tempo limite", "zeitüberschreitung", "délai d'attente",
                ),
            )
        ),
        "upstream-5xx": CaseWords(defined=("5xx",)),
        "network-failure": CaseWords(
            groups=(("connection", "network"), ("reset", "refused", "failure", "error", "lost"))
        ),
    }
)  # fmt: skip


def without_phrase(words: str, status: str) -> str:
    """Leave out the name that HTTP gives a status: `404: Not found` says no more than `404`."""
    phrase = _PHRASES.get(int(status), "") if status.isdigit() else ""
    found = re.match(rf"(?i)\W*(?:HTTP\s+)?{status}\W+{re.escape(phrase)}\b", words) if phrase else None
    return words[found.end() :] if found else words


def says(case: CaseWords, words: str) -> bool:
    """Tell whether a text says of a failure that it is this case: each group has a word in one clause of it."""
    if not case.groups:
        return False
    said = _SEAM.sub(" ", words[:2000].lower())
    clauses = (" ".join(_WORDS.findall(part)) for part in _CLAUSE.split(said))
    return any(all(_has(clause, group) for group in case.groups) for clause in clauses)


def is_defined(case: CaseWords, status: str) -> bool:
    """Tell whether HTTP defines a status for this case alone."""
    low = status.lower()
    return any(low == one or (one.endswith("xx") and len(low) == len(one) and low[0] == one[0]) for one in case.defined)


def _has(clause: str, group: tuple[str, ...]) -> bool:
    padded = f" {clause} "
    return any(_stands(word, padded) for word in group)


def _stands(word: str, padded: str) -> bool:
    if word >= _UNSPACED:
        return word in padded
    if word.endswith("*"):
        return f" {word[:-1]}" in padded or f"-{word[:-1]}" in padded
    return f" {word} " in padded
