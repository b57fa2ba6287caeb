"""Pages in other languages than English: titles put together, heads in two languages, places and rings in cells."""

# ruff: noqa: RUF001 - the letters are those of the languages

import pytest

from driftwatch.model.facts import Parameter
from tests.platforms.test_fields_of_unknown_pages import operations, parameters
from tests.platforms.test_pages_in_other_habits import required, stated

TABLE = "| {name} | {kind} | {need} |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        ("请求内容(Request Body, JSON格式)", "返回数据结构"),
        ("1.请求体字段说明", "2.响应值说明"),
        ("請求體參數", "回傳資料欄位"),
        ("요청 명세 (Body)", "응답 명세 (Body)"),
        ("요청 본문 필드", "응답 데이터 설명"),
        ("リクエストボディの項目一覧", "レスポンスの項目一覧"),
        ("Request (body)", "Response"),
    ],
)
def test_a_title_put_together_says_what_is_sent_and_returned(sent: str, returned: str) -> None:
    page = (
        "# Boxes\n\n## New\n\n`POST /boxes/{size}`\n\n"
        f"### {sent}\n\n| 参数 | 类型 |\n|---|---|\n| size | string |\n| lid | string |\n\n"
        f"### {returned}\n\n| 参数 | 类型 |\n|---|---|\n| id | string |\n"
    )
    (made,) = operations(page).values()
    assert {at.rpartition(" · ")[2] for at in stated(made) if at.startswith("request · application")} == {
        "$",
        "size",
        "lid",
    }
    assert {at.rpartition(" · ")[2] for at in stated(made) if at.startswith("response · 200")} == {"$", "id"}


@pytest.mark.parametrize("title", ["返回列表", "请求失败", "请求方式", "요청 취소", "응답 시간", "要求の変更"])
def test_other_titles_with_such_words_say_nothing(title: str) -> None:
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\nText.\n\n## {title}\n\n| 参数 | 说明 |\n|---|---|\n| lid | x |\n"
    assert not any("lid" in at for made in operations(page).values() for at in stated(made))


@pytest.mark.parametrize(
    ("name", "kind", "need", "yes"),
    [
        ("参数(Name)", "类型(Type)", "Required(必填)", "✔️"),
        ("参数 / Parameter", "类型 / Type", "必填 / Required", "是"),
        ("파라미터", "타입", "필수", "O"),
        ("パラメータ", "型", "必須", "◯"),
        ("KEY", "TYPE", "REQUIRE", "TRUE"),
    ],
)
def test_heads_and_rings_say_what_is_needed(name: str, kind: str, need: str, yes: str) -> None:
    table = TABLE.format(name=name, kind=kind, need=need)
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n{table}| size | string | {yes} |\n| lid | string | |\n"
    (made,) = operations(page).values()
    assert required(made) == {"size"}


def test_a_letter_below_a_head_in_english_stays_one_for_optional() -> None:
    table = TABLE.format(name="Name", kind="Type", need="M/O")
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n{table}| size | string | M |\n| lid | string | O |\n"
    (made,) = operations(page).values()
    assert required(made) == {"size"}


@pytest.mark.parametrize(
    ("column", "path", "query", "header", "body"),
    [
        ("場所", "パス", "クエリ", "ヘッダー", "本文"),
        ("传参方式", "路径", "查询", "请求头", "请求体"),
        ("구분", "PathVariable", "쿼리", "헤더", "바디"),
        ("ubicación", "ruta", "consulta", "encabezado", "cuerpo"),
    ],
)
def test_cells_say_where_a_field_travels(column: str, path: str, query: str, header: str, body: str) -> None:
    page = (
        "# Boxes\n\n## New\n\n`PUT /boxes/{id}`\n\n"
        f"| {column} | 参数 | 类型 |\n|---|---|---|\n| {path} | id | string |\n"
        f"| {query} | page | integer |\n| {header} | X-Key | string |\n| {body} | lid | string |\n"
    )
    (made,) = operations(page).values()
    places = {fact.name: fact.within for fact in made.facts if isinstance(fact, Parameter)}
    assert places == {"id": "path", "page": "query", "X-Key": "header"}
    assert "request · application/json · lid" in stated(made)


@pytest.mark.parametrize("title", ["调用地址", "请求 URI", "エンドポイント", "요청 URL", "Requisição HTTP"])
def test_a_heading_announces_the_call_in_its_list(title: str) -> None:
    page = (
        f"# Boxes\n\n## New\n\n### {title}\n\n- POST https://api.example.com/v1/boxes/{{id}}/lids (x)\n\n"
        "### Sample\n\n```\ncurl -X POST https://api.example.com/v1/boxes/29/lids\n```\n"
    )
    assert "POST /v1/boxes/{id}/lids" in operations(page)


def test_a_table_lists_calls_below_url_and_http() -> None:
    page = "# Boxes\n\n| URL | HTTP | 功能 |\n|---|---|---|\n| /1/boxes | POST | x |\n| /1/boxes/:id | GET | x |\n"
    assert set(operations(page)) == {"POST /1/boxes", "GET /1/boxes/{id}"}


def test_methods_alone_are_no_call() -> None:
    assert not operations("# Box\n\n## POST/PUT/DELETE\n\nThese are not there.\n")


@pytest.mark.parametrize(
    ("size", "lid"),
    [("`STRING` 类型\uff0cx", "`BOOLEAN` 类型\uff0cx"), ("**String** <br/> x", "**Boolean** <br/> x")],
)
def test_a_description_begins_with_the_type(size: str, lid: str) -> None:
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n| 参数名 | 说明 |\n|---|---|\n| size | {size} |\n| lid | {lid} |\n"
    (made,) = operations(page).values()
    known = stated(made)
    assert known["request · application/json · size"].type == ("string",)
    assert known["request · application/json · lid"].type == ("boolean",)


def test_filters_are_parameters_in_german_too() -> None:
    listed = "**Filter-Parameter:**\n- `state` - Stand\n- `title` - Titel\n"
    page = f"# Boxen\n\n## Alle\n\n```http\nGET /boxes\n```\n\n{listed}"
    (found,) = operations(page).values()
    assert parameters(found).keys() >= {"state", "title"}


def test_failures_below_a_korean_heading_are_statuses() -> None:
    page = "# Boxes\n\n## `GET /boxes/{id}`\n\n#### 실패 응답\n- 404 Not Found: 없음\n- 400 Bad Request: 형식\n"
    (made,) = operations(page).values()
    assert {fact.at for fact in made.facts} >= {"response · 404", "response · 400"}


def test_a_request_and_a_command_of_one_call_are_one() -> None:
    page = (
        "## New\n\n### Sample\n\n```bash\ncurl -X POST 'https://api.example.com/v1/boxes/{id}/lids'\n```\n\n"
        "### 요청 명세 (Body)\n\n```bash\nPOST /v1/boxes/{id}/lids  \nHTTP/1.1  \nHost: api.example.com\n```\n"
        "| Parameter | Type |\n|---|---|\n| size | String |\n\n"
        '### 응답 명세 (Body)\n\n```bash\nContent-type: application/json\n{ "code": "0" }\n```\n'
        "| Parameter | Type |\n|---|---|\n| code | String |\n| id | String |\n| lid | String |\n| text | String |\n"
    )
    (made,) = operations(page).values()
    assert {"request · application/json · size", "response · 200 · application/json · id"} <= set(stated(made))


@pytest.mark.parametrize(
    "said", ["x. __Requerido__", "x (obrigatório)", "**必选**\u3002x", "x\uff08必填\uff09", "x (필수)"]
)
def test_a_word_for_required_stands_alone_in_a_description(said: str) -> None:
    rows = (
        f"| size | string | {said} |\n| lid | string | required 이면 x |\n| box | string | Si falta, obligatorio. |\n"
    )
    page = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n| Parámetro | Tipo | Descripción |\n|---|---|---|\n{rows}"
    (made,) = operations(page).values()
    assert required(made) == {"size"}


def test_a_label_about_a_failure_ends_in_its_status() -> None:
    page = "# Boxes\n\n## POST /boxes\n\n**Error Response (400):**\n\n```json\n{}\n```\n\n**Fehler (404 Not Found):**\n"
    (made,) = operations(page).values()
    assert {fact.at for fact in made.facts} >= {"response · 400", "response · 404"}


def test_what_goes_in_and_comes_out_is_said_in_spanish() -> None:
    head = "| Campo | Tipo | Descripción |\n|---|---|---|\n"
    page = (
        "# Boxes\n\n## Nueva\n\nRuta : POST `/boxes`\n\n**Parámetros de entrada:**\n\n"
        f"{head}| size | int | x |\n| lids | array | x |\n| ⤷ id | int | x |\n\n"
        f"**Parámetros de salida:**\n\n{head}| code | int | x |\n"
    )
    (made,) = operations(page).values()
    assert {
        "request · application/json · size",
        "request · application/json · lids[].id",
        "response · 200 · application/json · code",
    } <= set(stated(made))


def test_parameters_of_a_request_in_russian_go_where_the_call_takes_them() -> None:
    table = "| Параметр | Тип | Обязательный |\n|---|---|---|\n| size | string | Да |\n"
    post = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n### Параметры запроса\n\n{table}"
    (made,) = operations(post).values()
    assert "request · application/json · size" in stated(made)
    (found,) = operations(post.replace("POST", "GET")).values()
    assert parameters(found) == {"size": "query"}


def test_a_request_and_its_answer_stand_below_remarks_in_one_sample() -> None:
    parts = [
        f"#### {number}.{name}\n\n请求参数\n\n|参数名|参数类型|必填|\n|-|-|-|\n|size|String|是|\n\n请求示例:\n\n"
        f'```javascript\n# Request\nPOST https://api.example.com/v1/{name}.do\n{{\n  "size": "1"\n}}\n'
        '# Response\n{\n  "id": 1\n}\n```\n\n返回值说明\n\n|字段|描述|\n|-|-|\n|id|x|\n'
        for number, name in enumerate(("boxes", "lids"), 1)
    ]
    found = operations("# API\n\n" + "\n".join(parts))
    assert set(found) == {"POST /v1/boxes.do", "POST /v1/lids.do"}
    assert all({"request · application/json · size"} <= set(stated(each)) for each in found.values())
    assert all({"response · 200 · application/json · id"} <= set(stated(each)) for each in found.values())


@pytest.mark.parametrize(
    ("sent", "heads", "yes", "no", "returned"),
    [
        ("Corpo della richiesta", "Parametro | Tipo | Obbligatorio | Descrizione", "Sì", "No", "Risposta 201"),
        ("İstek Gövdesi", "Alan Adı | Tip | Zorunlu | Açıklama", "Evet", "Hayır", "Başarılı Yanıt (201 Created)"),
        ("Isi Permintaan", "Nama | Tipe | Wajib | Keterangan", "Ya", "Tidak", "Respons 201"),
        ("Nội dung yêu cầu", "Tham số | Kiểu | Bắt buộc | Mô tả", "Có", "Không", "Kết quả (201 Created)"),
        ("Тіло запиту", "Назва поля | Тип | Обов'язковість | Опис", "Так", "Ні", "Успішна відповідь (201 Created)"),
        (
            "Cuerpo de la peticion",
            "Parametro | Tipo de dato | Obligatorio | Descripcion",
            "✅ Sí",
            "❌ No",
            "Éxito (201)",
        ),
        ("Corps", "Nom du champ | Type | Requis | Rôle", "✅ Oui", "Non (défaut 5)", "Réponse de succès (201)"),
    ],
)
def test_a_page_in_any_language_is_read_like_one_in_english(
    sent: str, heads: str, yes: str, no: str, returned: str
) -> None:
    page = (
        f"# Boxes\n\n## New\n\n`POST /boxes`\n\n### {sent}\n\n| {heads} |\n|---|---|---|---|\n"
        f"| size | integer | {yes} | a |\n| lid | string | {no} | b |\n\n"
        f"### {returned}\n\n| {' | '.join(heads.split(' | ')[:2])} |\n|---|---|\n| id | string |\n"
    )
    (made,) = operations(page).values()
    found = stated(made)
    assert {at.rpartition(" · ")[2] for at in found if at.startswith("request · application")} == {"$", "size", "lid"}
    assert {at.rpartition(" · ")[2] for at in found if at.startswith("response · 201")} == {"$", "id"}
    assert required(made) == {"size"}


@pytest.mark.parametrize(
    ("described", "need"),
    [
        ("必填，名称", True),
        ("обязательное, имя коробки", True),
        ("이름 (필수)", True),
        ("Bild der Kiste (Pflicht)", True),
        ("可选，名称", False),
        ("必填，如果没有盖子", False),
        ("obligatorio, si no hay tapa", False),
        ("El nombre obligatorio de la caja", False),
    ],
)
def test_a_description_says_need_in_any_language(*, described: str, need: bool) -> None:
    listed = f"# Boxes\n\n## New\n\n`POST /boxes`\n\n**Body:**\n\n- `name`: {described}\n- `lid`: x\n"
    (made,) = operations(listed).values()
    assert required(made) == ({"name"} if need else set())


def test_a_table_about_a_call_may_hold_all_of_it_in_one_row() -> None:
    page = (
        "# 箱\n\n## 箱を取る\n\n| 項目 | 内容 |\n|---|---|\n| エンドポイント | `GET /boxes/{id}` |\n| 認証 | 必要 |\n\n"
        "### クエリパラメータ\n\n| パラメータ | 型 |\n|---|---|\n| color | string |\n"
    )
    (got,) = operations(page).values()
    assert (got.method, parameters(got)) == ("GET", {"color": "query"})
