"""What a client has to obey counts in every language whose words are known: limits, prices, failures, the contrary."""

import pytest

from driftwatch.extract.words.amounts import amounts
from tests.compare.page_snapshots import site
from tests.rules.examples import findings_between

CALL = "# API\n\n## GET /widgets\n\n| Name | Type |\n|-|-|\n| `size` | integer |\n\n"


def told(heading: str, before: str, after: str) -> set[tuple[str, str]]:
    old, new = (site(guide=f"{CALL}## {heading}\n\n{said}\n") for said in (before, after))
    return {(each.id, each.level) for each in findings_between(old, new)}


@pytest.mark.parametrize(
    ("heading", "limit"),
    [
        ("Límites", "Máximo {} peticiones por minuto."),
        ("Limites", "No máximo {} requisições por hora."),
        ("Limits", "Maximal {} Anfragen pro Minute."),
        ("Limites", "Maximum {} requêtes par minute."),
        ("Limity", "Maksymalnie {} zapytań na minutę."),
        ("Обмеження", "Максимум {} запитів на хвилину."),
        ("Giới hạn", "Tối đa {} yêu cầu mỗi phút."),
        ("Batas", "Maksimal {} permintaan per menit."),
        ("制限", "最大{}回/分まで送信できます。"),
    ],
)
def test_a_limit_is_a_notice_with_a_direction(heading: str, limit: str) -> None:
    assert told(heading, limit.format(60), limit.format(30)) == {("rate-limit-changed", "warning")}
    assert told(heading, limit.format(60), limit.format(90)) == {("rate-limit-changed", "info")}


@pytest.mark.parametrize(
    ("heading", "before", "after", "rule"),
    [
        ("요청 제한", "분당 최대 60회 요청할 수 있습니다.", "분당 최대 30회 요청할 수 있습니다.", "rate-limit-changed"),
        ("에러 처리", "실패한 요청은 과금되지 않습니다.", "실패한 요청도 과금됩니다.", "billing-reversed"),
        ("Errores", "Las llamadas fallidas no se cobran.", "Las llamadas fallidas se cobran.", "billing-reversed"),
        ("Preços", "Cada chamada custa R$ 0,10.", "Cada chamada custa R$ 0,20.", "page-text-changed"),
        ("Lỗi", "Khi gặp lỗi 503, hãy thử lại.", "Khi gặp lỗi 503, đừng thử lại.", "page-text-changed"),
        (
            "Błędy",
            "W razie błędu 503 ponów zapytanie.",
            "W razie błędu 503 nie ponawiaj zapytania.",
            "page-text-changed",
        ),
        ("Veraltet", "Das endet am 1. September 2026.", "Das endet am 1. Juli 2026.", "page-text-changed"),
        (
            "Biaya",
            "Panggilan yang gagal tidak ditagih 5 USD.",
            "Panggilan yang gagal ditagih 5 USD.",
            "billing-reversed",
        ),
    ],
)
def test_the_contrary_below_a_heading_about_the_contract_is_a_warning(
    heading: str, before: str, after: str, rule: str
) -> None:
    assert told(heading, before, after) == {(rule, "warning")}


def test_other_headings_stay_as_they_were() -> None:
    assert told("소개", "분당 많은 요청을 보냅니다.", "분당 적은 요청을 보냅니다.") == {("page-text-changed", "info")}


@pytest.mark.parametrize("said", ["10 tag", "5 boxes par avion", "3 calls pro forma", "2 na"])
def test_words_of_other_languages_make_no_amounts_of_english(said: str) -> None:
    assert not any("/" in each for each in amounts(said))


@pytest.mark.parametrize(
    "heading",
    [
        "결제 인증 (서버 승인)",
        "휴대폰 인증",
        "본인 인증 번호",
        "Оплата счета",
        "Проверка ограничений платежей",
        "查询价格",
        "5.1 获取限制列表",
        "요금 조회",
        "料金の取得",
        "Consulta de precios",
        "实名认证",
        "Abrechnungsinformationen",
        "Preise abrufen",
        "Thanh toán",
    ],
)
def test_what_is_done_with_a_thing_asks_for_nobodys_attention(heading: str) -> None:
    before, after = "The window closes when all of it is shown.", "The window never closes when all of it is shown."
    assert told(heading, before, after) == {("page-text-changed", "info")}


@pytest.mark.parametrize(
    "heading",
    [
        "인증",
        "API 인증",
        "Лимиты и запросы",
        "查询频率限制",
        "上传大小限制",
        "认证",
        "Ошибки оплаты",
    ],
)
def test_a_heading_about_what_is_obeyed_is_still_one(heading: str) -> None:
    before, after = "The window closes when all of it is shown.", "The window never closes when all of it is shown."
    assert told(heading, before, after) == {("page-text-changed", "warning")}


@pytest.mark.parametrize(
    "aside", ["Где смотреть примеры", "См. также", "相关链接", "더 알아보기", "Ver también", "Nächste Schritte"]
)
def test_links_below_such_a_heading_ask_for_nothing(aside: str) -> None:
    heading = f"Errors\n\n### {aside}"
    before, after = "The window closes when all of it is shown.", "The window never closes when all of it is shown."
    assert told(heading, before, after) == {("page-text-changed", "info")}
