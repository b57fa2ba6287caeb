"""What is charged for, allowed and retired is compared by meaning in any language, below whatever heading it stands."""

import pytest

from driftwatch.compare.pages.negations import is_contrary
from driftwatch.extract.words.amounts import rates
from tests.compare.page_snapshots import site
from tests.rules.examples import findings_between

CHARGED = [
    ("失敗的請求不會計費。", "失敗的請求會計費。"),
    ("失敗したリクエストには課金されません。", "失敗したリクエストにも課金されます。"),
    ("실패한 요청은 과금되지 않습니다.", "실패한 요청도 과금됩니다."),
    ("Неуспешные запросы не тарифицируются.", "Неуспешные запросы тарифицируются."),
    ("Невдалі запити не тарифікуються.", "Невдалі запити тарифікуються."),
    ("Las solicitudes fallidas no se cobran.", "Las solicitudes fallidas se cobran."),
    ("Requisições com falha não são cobradas.", "Requisições com falha são cobradas."),
    ("Les requêtes en échec ne sont pas facturées.", "Les requêtes en échec sont facturées."),
    ("Fehlgeschlagene Anfragen werden nicht berechnet.", "Fehlgeschlagene Anfragen werden berechnet."),
    ("Le richieste non riuscite non vengono addebitate.", "Le richieste non riuscite vengono addebitate."),
    ("Nieudane żądania nie są naliczane.", "Nieudane żądania są naliczane."),
    ("Ba\u015far\u0131s\u0131z istekler ücretlendirilmez.", "Ba\u015far\u0131s\u0131z istekler ücretlendirilir."),
    ("Yêu cầu thất bại không bị tính phí.", "Yêu cầu thất bại sẽ bị tính phí."),
    ("Permintaan yang gagal tidak dikenakan biaya.", "Permintaan yang gagal dikenakan biaya."),
]


def told(old: str, new: str) -> set[tuple[str, str]]:
    pages = (site(guide=f"# Shop\n\n## POST /v1/boxes\n\nAdds one.\n\n## Boxes\n\n{said}\n") for said in (old, new))
    return {(finding.id, finding.level) for finding in findings_between(*pages)}


@pytest.mark.parametrize(("denied", "said"), CHARGED)
def test_calls_that_failed_and_are_charged_for_now_are_told_in_any_language(denied: str, said: str) -> None:
    assert told(denied, said) == {("billing-reversed", "warning")}
    assert told(said, denied) == {("billing-reversed", "warning")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Non-streaming calls wait.", "Streaming calls wait."),
        ("Höchstens 5 Anfragen.", "Nicht mehr als 5 Anfragen."),
        ("Massimo 5 richieste.", "Non più di 5 richieste."),
        ("課金されます。", "料金がかかります。"),
        ("Die Konsole zeigt sie.", "In der Konsole stehen sie."),
    ],
)
def test_limits_said_with_a_negation_and_other_words_deny_nothing(one: str, other: str) -> None:
    assert not is_contrary(one, other)


@pytest.mark.parametrize(
    "said",
    [
        "此端點將於 2026 年 {} 月 1 日停用。",
        "이 엔드포인트는 2026년 {}월 1일에 종료됩니다.",
        "Questo endpoint verrà dismesso il 2026-0{}-01.",
        "Цей метод буде вимкнено 2026-0{}-01.",
    ],
)
def test_a_date_of_retirement_that_moved_is_told(said: str) -> None:
    assert {level for _, level in told(said.format(9), said.format(7))} == {"warning"}


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("1分あたり最大{}リクエストです。", "{} request/minute"),
        ("분당 최대 {}회 요청할 수 있습니다.", "{} request/minute"),
        ("초당 최대 {}건", "{} request/second"),
        ("Najwyżej {} żądań na minutę.", "{} request/minute"),
    ],
)
def test_a_limit_has_an_amount_and_a_direction(said: str, rate: str) -> None:
    assert rates(said.format(50)) == (rate.format(50),)
    assert {level for _, level in told(said.format(100), said.format(50))} == {"warning"}
    assert {level for _, level in told(said.format(50), said.format(100))} == {"info"}
