"""What limits and advice on sending again say in languages other than English, and what only looks like it."""

import re

import pytest

from driftwatch.extract.pages.base_urls import servers
from driftwatch.extract.pages.notices import notices
from driftwatch.extract.text.sections import sections_of_markdown
from driftwatch.extract.words import error_words, topic_words
from driftwatch.extract.words.amounts import amounts
from driftwatch.extract.words.dates import dates
from driftwatch.extract.words.retry_advice import retry_of_prose


@pytest.mark.parametrize(
    "text",
    [
        "Too many requests; try again after 30 seconds",
        "The service is temporarily unavailable, try again later",
        "Wait 5 seconds before retrying",
        "Throttled, retry in a minute",
        "请求过于频繁\uff0c请在 30 秒后重试",
        "服务暂时不可用\uff0c请稍后再试",
        "Слишком много запросов, повторите через 30 секунд",
        "リクエストが多すぎます。30 秒後に再試行してください",
        "요청이 너무 많습니다. 잠시 후 다시 시도하세요",
    ],
)
def test_advice_to_send_again_is_read(text):
    assert retry_of_prose(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "Do not try again later",
        "返回 400 的请求请勿重试。",
        "请勿在失败后重试",
        "400 が返されたリクエストは再試行しないでください。",
        "이 요청은 재시도하지 마세요",
    ],
)
def test_advice_against_it_is_read(text):
    assert retry_of_prose(text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "After a timeout, do not just repeat the request",
        "Do not immediately retry",
        "Correct the value and try again",
        "Another try gave the same later",
        "之后返回结果",
        "稍后返回结果",
    ],
)
def test_what_advises_neither_is_neither(text):
    assert retry_of_prose(text) == "unspecified"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最多 5 个并发请求。", ("5 concurrent request",)),
        ("并发请求数上限为 5。", ("5 concurrent request",)),
        ("并发数不超过 20", ("20 concurrent request",)),
        ("同时最多处理 10 个任务", ("10 concurrent request",)),
        ("最多同时上传 3 个文件", ("3 concurrent request",)),
        ("每个密钥每分钟最多 60 次请求。", ("60 request/minute",)),
        ("同时返回 200 条记录", ()),
        ("并发超时 30 秒", ("30 s",)),
        ("并发数不超过 20.5 秒", ("20.5 s",)),
    ],
)
def test_how_many_at_once_is_read_in_chinese(text, expected):
    assert amounts(text) == expected


@pytest.mark.parametrize("name", ["基础 URL", "Базовый URL", "Базовый адрес", "ベースURL"])
def test_a_base_url_is_read_by_its_name(name):
    (server,) = servers(sections_of_markdown(f"# API\n\n{name}: https://api.acme.io/v2\n"))
    assert server.url == "https://api.acme.io/v2"


@pytest.mark.parametrize(
    "said",
    [
        "エラー", "에러", "Errores comunes", "Erros", "Errori", "Fehlercodes", "Erreurs", "Błędy", "Коди помилок",
        "Mã lỗi", "Hata", "Kesalahan", "Galat",
    ],
)  # fmt: skip
def test_a_heading_about_failures_is_about_what_a_client_has_to_obey(said):
    assert error_words.OF_FAILURES.search(said)
    assert re.search(topic_words.FAILURES, said, re.IGNORECASE)


@pytest.mark.parametrize("head", ["再試行", "재시도", "Reintentar", "Wiederholung", "Réessayer", "Yeniden dene"])
def test_a_column_about_sending_again_is_known_in_the_languages_of_headings(head):
    assert re.search(error_words.AGAIN, head, re.IGNORECASE)


@pytest.mark.parametrize(
    "prose",
    [
        "El 1 de septiembre de 2026", "Em 1º de setembro de 2026", "Le 1er septembre 2026", "Am 1. September 2026",
        "Il 1 settembre 2026", "1 września 2026", "1 вересня 2026", "1 Eylül 2026", "Ngày 1 tháng 9 năm 2026",
        "Pada 1 September 2026", "2026년 9월 1일",
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_language(prose):
    assert dates(prose) == ("2026-09-01",)


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("Este endpoint se eliminará el 1 de julio de 2026.", True),
        ("Este endpoint será removido em julho.", True),
        ("Ce point d'accès sera supprimé en juillet.", True),
        ("Questo endpoint sarà rimosso a luglio.", True),
        ("Dieser Endpunkt wird im Juli abgeschaltet.", True),
        ("Ten endpoint zostanie usunięty w lipcu.", True),
        ("Цей параметр буде видалено в липні.", True),
        ("Bu uç nokta kald\u0131r\u0131lacakt\u0131r.", True),
        ("Endpoint này sẽ bị gỡ bỏ vào tháng 7.", True),
        ("Endpoint ini akan dihapus pada bulan Juli.", True),
        ("このエンドポイントは 7 月に廃止されます。", True),
        ("이 엔드포인트는 더 이상 지원되지 않습니다.", True),
        ("El archivo se eliminará en 30 días.", False),
        ("Die Datei wird nach 7 Tagen entfernt.", False),
        ("Le compte sera supprimé.", False),
    ],
)
def test_what_goes_away_is_told_in_each_language_where_it_is_a_part_of_an_api(sentence, *, is_told):
    told = notices(sections_of_markdown(f"# API\n\n## Boxes\n\n{sentence}\n"))
    assert any("deprecation" in notice.at for notice in told) is is_told


@pytest.mark.parametrize("said", ["10 richieste al minuto", "10 richieste/minuto"])
def test_limits_are_read_in_italian(said):
    assert amounts(said) == ("10 request/minute",)


@pytest.mark.parametrize(
    ("pattern", "titles"),
    [
        (topic_words.MONEY, "Prezzi | Tariffe | 計費"),
        (topic_words.LIMITS, "Limiti di frequenza | 配額"),
        (topic_words.RETIREMENT, "Deprecato | Depreciação | 已棄用"),
        (topic_words.CALLS, "richieste | peticiones | żądań | 請求 | yêu cầu"),
        (topic_words.MATTERS, "luglio | septiembre | minuto | rimosso | non"),
    ],
)
def test_topics_are_known_in_italian_and_in_traditional_chinese(pattern, titles):
    assert all(re.search(pattern, title.strip(), re.IGNORECASE) for title in titles.split("|"))
