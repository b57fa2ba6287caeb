"""Words of headings, labels and captions that say what the fields below them are for, in several languages.

Written as `wording.word` gives them. Gathered from what generators of documentation write by themselves (Swagger UI,
Redoc, Slate, widdershins, Apidog, GitBook, Mintlify and its translations) and from the commonest headings of pages
written by hand. Left out on purpose: words that name a subject as often as a role (`data`, `fields`, `events`).

What is said: `url` is in the path, or in the query of a path that has no parameters; `request` is sent, but not said
where; `input` is the same, unless a response is around it.
"""

from typing import Final

from driftwatch.extract.words.vocabulary import by_word, words

ROLES: Final = by_word(
    (
        (
            "path",
            """
            path parameters | path parameter | path params | path param | path variables | path variable
            | path | 路径参数 | 参数路径 | параметры пути | parametry ścieżki | paramètres de chemin | paramètres du
            chemin | pfadparameter | parámetros de ruta | parâmetros de caminho | パスパラメータ |
            パスパラメーター | 경로 매개변수 | 경로 파라미터 | 경로 변수 | 패스 파라미터 |
            路径 | 路由参数 | url 路径参数 | parâmetros da url | parâmetros de rota | parámetros de la url |
            параметры url
            """,
        ),
        (
            "url",
            """
            url parameters | url parameter | url params | uri parameters | uri params | uri request parameters |
            url request parameters | url arguments | uri arguments |
            parámetros url | parâmetros url
            """,
        ),
        (
            "query",
            """
            query parameters | query parameter | query params | query param | query string | query string parameters |
            query string params | query arguments | query args | query filters |
            查询字符串参数 |
            query
            | 查询参数 | query 参数 | 쿼리 | 쿼리 페이로드 | 쿼리스트링 | クエリ | クエリ文字列 |
            параметри запиту | sorgu parametreleri | parameter query | parameter kueri | tham số truy vấn |
            parametry zapytania | paramètres de requête |
            query-parameter | abfrageparameter | parámetros de consulta | parâmetros de consulta | クエリパラメータ |
            クエリパラメーター | 쿼리 매개변수 | 쿼리 파라미터 | 쿼리 스트링 |
            查询字符串 | 请求查询参数 | parâmetros de query | query 请求参数 | parâmetros da query | параметры query
            """,
        ),
        (
            "header",
            """
            headers | header | request headers | request header | header parameters | header params |
            header param | http headers |
            authorization | authorizations | 请求头 | 请求头参数 | header 参数 | 授权 | заголовки |
            заголовки запроса |
            авторизация | nagłówki
            | autoryzacje | autoryzacja | en-têtes | autorisations | header-parameter | encabezados |
            autorizaciones | cabeçalhos | autorizações | ヘッダー | 認証 | 헤더 | 요청 헤더 | 인증 |
            请求 header | 请求 headers | 请求头部 | 请求标头 | заголовок запроса | заголовки http |
            parâmetros de cabeçalho |
            anfrage-header | encabezado | cabeçalho
            """,
        ),
        (
            "cookie",
            """
            cookies | cookie parameters | cookie
            """,
        ),
        (
            "body",
            """
            body | request body | body parameters | body params | body param | request body parameters |
            request schema |
            request body fields | body parameter | json body | json params | json parameters | json/form params |
            form params | form parameters | form data | form fields | multipart form | multipart form data |
            multipart/form-data | multipart body | multipart fields | multipart parameters | request payload | payload |
            json payload | post body | body request | post parameters | post params | post parameter | post data |
            post fields | input json | json input | accepts json | expects json | post 参数 |
            请求体 | body 参数 | 请求体参数 | тело | тело запроса |
            ciało | treść żądania | treść | corps | corps de la requête | anfragetext | rumpf | cuerpo | cuerpo de la
            solicitud | corpo | corpo da requisição | ボディ | 本文 | リクエストボディ | 본문 | 요청 본문 |
            요청 바디 | nội dung | 바디 | 바디 페이로드 | 페이로드 | 요청 페이로드 | тіло запиту | istek gövdesi |
            badan permintaan | isi permintaan | nội dung yêu cầu | 表单参数 | フォームデータ |
            请求 body | 请求body | 请求体 body | 请求包体 | 请求正文 | 请求主体 | 请求 body 参数 | json 参数 |
            параметры тела | параметры тела запроса |
            поля запроса | corpo da requisição | parâmetros do corpo | parâmetros de body | body da requisição |
            parámetros del cuerpo | cuerpo de la petición | anfrage-body
            """,
        ),
        (
            "request",
            """
            request | request parameters | request params | request fields | request arguments |
            request attributes | request param | request object | request structure | request data |
            请求 | 请求参数 | 请求字段 | запрос | параметры запроса |
            żądanie | parametry żądania | requête | anfrage | anfrageparameter |
            solicitud | parámetros de la solicitud | requisição | parâmetros da requisição | リクエスト |
            リクエストパラメータ | 요청 | 요청 매개변수 | 요청 파라미터 | 요청 필드 | 요청 변수 | 요청 값 |
            petición | parámetros de la petición | parâmetros da request | parâmetros de requisição | requisição |
            anfragefelder |
            estructura de la petición | estructura de la solicitud | estrutura da requisição | структура запроса |
            요청 스키마 | 요청 형식 | 请求 schema | 请求格式 | リクエスト形式 | esquema de solicitud |
            schéma de requête | champs de la requête | paramètres de la requête | anfrageformat |
            formato de la petición | структура тела запроса
            """,
        ),
        (
            "input",
            """
            required fields | optional fields | mandatory fields | required attributes | optional attributes |
            input | inputs | input parameters | input params | input fields | input schema | parameters | params |
            arguments | args | filters | filtering |
            输入 | 输入参数 | 入参 | 参数 | 参数说明 | параметры | входные параметры | входные данные | ввод |
            аргументы |
            parametry | wejście | dane wejściowe | paramètres | entrée | parameter | eingabe | eingabeparameter |
            parámetros | entrada | parámetros de entrada | parâmetros de entrada | datos de entrada |
            dados de entrada | parâmetros | argumentos | パラメータ | パラメーター |
            入力 | 매개변수 | 파라미터 | 입력 |
            tham số
            """,
        ),
        (
            "response",
            """
            response | http response | responses | response body | response fields | response parameters |
            response schema | returns | response attributes | return value | return values | return type |
            response type | response object |
            response structure | response includes | response keys | response json | returned json | output json |
            json output | returns json | fields returned |
            reply format | reply body | reply fields | reply schema | reply parameters |
            response format | response data | response payload | response properties | success response | successful
            response | success responses | successful responses | return format |
            output | outputs | output parameters | output fields | output schema | result |
            returned fields | returned data | return data | data returned | returned values | returned value |
            returned result | returned results | return result | return results | return fields |
            return parameters | response result | response results | result data |
            返回 | 返回参数 | 响应 | 响应参数 | 响应体 | 返回响应 | 返回值 | 返回结果 | 返回字段 | 返回数据 |
            响应字段 |
            响应数据 | 响应结果 | 输出 | 输出参数 | 出参 |
            ответ | ответы | параметры ответа | поля ответа | тело ответа | результат | выходные данные | выходные
            параметры | odpowiedź | odpowiedzi | wynik | dane wyjściowe | réponse | réponses | sortie | antwort |
            antworten | ausgabe | rückgabe | rückgabewert | respuesta | respuestas | salida | resposta | respostas |
            saída | レスポンス | 応答 | 出力 | 戻り値 | 返り値 | 응답 | 응답 필드 | 응답 본문 | 응답 바디 |
            응답 데이터 |
            응답 파라미터 | 응답 값 | 출력 | 반환값 | phản hồi |
            响应 body | 响应体 body | 响应包体 | 响应正文 | 响应参数说明 | 返回说明 | 返回值说明 | 返回内容 |
            响应内容 | поля объекта ответа |
            формат ответа | структура ответа | parâmetros da resposta | campos da resposta | atributos da resposta |
            retorno | corpo da resposta | parámetros de la respuesta | campos de la respuesta |
            cuerpo de la respuesta |
            rückgabewerte | antwortfelder | antwortparameter |
            parámetros de salida | parâmetros de saída | datos de salida | dados de saída |
            estructura de la respuesta | estrutura da resposta | formato de la respuesta | formato da resposta |
            retour | retours |
            응답 스키마 | 응답 형식 | 응답 결과 | 응답 변수 | 출력 결과 | 响应 schema | 返回格式 | 响应格式 |
            レスポンスボディ | レスポンスパラメータ | レスポンスフィールド | レスポンス形式 |
            응답 예 | 응답 예시 | 응답 예제 | 响应示例 | 响应例子 | 返回示例 | 返回例子 | レスポンス例 |
            пример ответа | exemple de réponse | ejemplo de respuesta | exemplo de resposta | antwortbeispiel |
            esquema de respuesta | schéma de réponse | champs de la réponse |
            paramètres de réponse | paramètres de la réponse | corps de la réponse | format de réponse | antwortformat |
            schema odpowiedzi |
            успешный ответ | ответ при успехе | réponse réussie | réponse en cas de succès | respuesta exitosa |
            respuesta correcta | resposta de sucesso | erfolgreiche antwort | erfolgsantwort | 성공 응답 | 응답 성공 |
            成功响应 | 成功返回 | 正常返回 | 成功レスポンス | 成功時 | başarılı yanıt | yanıt | cevap | respons |
            tanggapan | відповідь | успішна відповідь | phản hồi thành công | kết quả trả về |
            параметры ответа | структура тела ответа | aufbau der antwort
            """,
        ),
        (
            "response-header",
            """
            response headers | response header | headers of the response | 响应头 | 响应标头 | заголовки ответа |
            nagłówki odpowiedzi | en-têtes de réponse | antwort-header | レスポンスヘッダー | 응답 헤더 |
            响应 header | 响应 headers | cabeçalhos da resposta | encabezados de la respuesta
            """,
        ),
        (
            "webhook",
            """
            webhook | webhooks | webhook payload | webhook body | webhook request | webhook event | webhook events |
            webhook parameters | callback | callbacks | callback payload | callback body | callback parameters |
            event payload | 回调 | 回调参数 | 回调通知 | 回调内容 | вебхук | вебхуки | параметры вебхука |
            уведомление |
            webhook-ereignis | コールバック | 콜백
            """,
        ),
    )
)
"""Heading -> what the fields below it are for."""

NEEDS: Final = by_word(
    (
        (
            "required",
            """
            required | mandatory | 必填 | 必选 | 必须 | 必需 | обязательные | обязательный | obrigatórios |
            obrigatórias |
            obrigatório | obligatorios | obligatorias | obligatorio | requeridos | requeridas | obligatoires |
            erforderlich | pflichtfelder | wymagane | 必須 | 필수
            """,
        ),
        (
            "optional",
            """
            optional | 可选 | 选填 | 非必填 | необязательные | необязательный | опциональные | opcionais | opcional |
            opcionales | optionnels | facultatifs | opcjonalne | 任意 | 선택
            """,
        ),
    )
)
"""What a heading says of whether the fields below it must be sent; alone, that they are sent at all."""
ENDINGS: Final = (
    " parameters",
    " params",
    " schema",
    " fields",
    " attributes",
    " properties",
    " arguments",
    " columns",
    " elements",
    "说明",
    *(f" {said}" for said in NEEDS if said not in ("required", "optional", "mandatory")),
)
"""What may follow one of these words without changing what it says."""
MEMBERS: Final = tuple(
    sorted(
        words(
            """
            parameter | параметры | параметр | поля | parâmetros | parámetros | paramètres | parametry | atributos |
            campos | felder | champs | 参数 | 字段 | パラメータ | パラメーター | 매개변수 | 파라미터
            """
        )
    )
)
"""How a title ends that names parameters or fields, in words that are no endings of the kind above."""
BEGINNINGS: Final = tuple(
    f"{said} "
    for said in sorted(
        words(
            """
            the | url | uri | request | required | optional | mandatory | json | available | supported | advanced |
            additional | common
            """
        )
    )
)
"""What may stand before one of these words without changing what it says."""
OF_MESSAGES: Final = words(
    """
    api | json | data | body | payload | field | fields | parameter | parameters | param | params | attribute |
    attributes | property | properties | argument | arguments | value | values | object | structure | format | schema |
    shape | content | contents | model | detail | details | description | descriptions | definition | definitions |
    reference | specification | spec | overview | full | complete | main | basic | important | key
    """
)
"""Words that, beside "request" or "response", say no more than that a message is described, whatever their order."""
COMMON: Final = tuple(f"{said} " for said in sorted(words("common | shared")))
"""How a label begins below which stands what all calls of a section send."""
GROUPS: Final = tuple(f" {said}" for said in sorted(words("parameters | params | arguments")))
"""How a heading ends below which some of what is sent stands: "Filter parameters", "Field parameters"."""
NOT_SENT: Final = words(
    """
    response | output | returned | error | errors | failure | callback | webhook | event | events | notification |
    environment | env | configuration | config | connection | command | cli | function | constructor | deployment |
    unsupported | unimplemented | ignored |
    server | client | sdk | node | workflow | build | class | format | template | tool | agent
    """
)
"""Words of a heading by which its parameters are no parameters of a call."""
NEUTRAL: Final = words(
    """
    fields | field reference | field definitions | field definition | field descriptions | schema properties |
    attributes | properties | options | details | schema | definition | reference |
    endpoint | endpoints | http request | usage | description | overview | body schema | supported fields | settings |
    字段 | 字段说明 | 欄位 | 欄位說明 | 属性 | 选项 | 详情 | 说明 | 接口说明 | поля | свойства | атрибуты | описание |
    настройки |
    pola | właściwości | opis | champs | propriétés | felder | eigenschaften | campos | propiedades | propriedades |
    フィールド | プロパティ | 説明 | 필드 | 속성 | 설명 | or | and | или | oder | ou | 或
    """
)
"""Headings below which fields stand that name nothing else than the call around them."""
OF_SAMPLE: Final = words(
    """
    fields | field descriptions | field description | field details | field definitions | field reference |
    attributes | properties | keys | where | 字段 | 字段说明 | 属性 | поля | свойства | атрибуты | описание полей |
    campos | propiedades | propriedades | champs | propriétés | felder | eigenschaften | フィールド | 필드
    """
)
"""Labels right below a sample that say of what it shows: the fields below them are those of its message."""
SAMPLES: Final = words(
    """
    example | examples | sample | samples | example request | request example | sample request | request sample |
    example uri | example url | example call | example usage | usage | curl | curl example | code example |
    code sample | code samples |
    请求示例 | 请求例子 | 요청 예 | 요청 예시 | 요청 예제 | exemple de requête | ejemplo de petición |
    ejemplo de solicitud | exemplo de requisição | beispielanfrage | anfragebeispiel | 示例 |
    пример | пример запроса | примеры | beispiel | exemple | ejemplo | przykład | リクエスト例 |
    예시
    """
)
"""Headings below which a call stands by way of an example: it is that of the section around them."""
ANSWER_CODES: Final = words(
    """
    response codes | response code | http response codes | http response details | response details |
    response status codes | codes de réponse |
    código de respuesta | códigos de respuesta | códigos de resposta | antwortcodes | коды ответа | коды ответов |
    响应码 | 返回码 | 응답 코드 | レスポンスコード | codici di risposta | codici di stato | códigos de estado |
    códigos de status | códigos http | codes de statut | codes http | kody odpowiedzi | kody statusu | коди відповіді |
    коди відповідей | коди статусу | yanıt kodları | durum kodları | mã phản hồi | mã trạng thái | kode respons |
    kode status | statuscodes | 回應碼 | 回應代碼 | 狀態碼
    """
)
"""Headings below which the statuses stand with which one call answers, and none of its fields."""
OBJECTS: Final = tuple(
    sorted(
        words(
            """
            object | objects | array | structure | item | items | entry | entity | model | 对象 | 结构 | объект |
            obiekt | objekt | objet | objeto | オブジェクト | 객체
            """
        )
    )
)
"""Words at the end of a heading inside "Response" or "Request" that make it that of an object somewhere in the body."""
