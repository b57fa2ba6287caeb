"""Words of documentation in several languages, each under the meaning that it has here.

Written in lower case without trailing punctuation, as `wording.word` gives them, with ` | ` between them; methods of
HTTP alone are not. Left out on purpose: words with two meanings (`no` alone is judged only in a column that says
required).
"""

import re
from collections.abc import Iterable
from typing import Final

from driftwatch.extract.words.phrases import forms, said
from driftwatch.patterns import lazy_regex

HTTP_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
"""What pages call with; TRACE and QUERY are words more often than methods there."""
ANY_METHOD: Final = "|".join(HTTP_METHODS)
METHOD: Final = lazy_regex(ANY_METHOD, re.IGNORECASE)
"""One of them, as part of a pattern."""
_TRADITIONAL: Final = str.maketrans(
    "请参数响应类说体头选须询径标传称备预设为值启状态码错误误单结构对钥键权签证连链结调试额页条项时间许据报变详释义该实",
    "請參數響應類說體頭選須詢徑標傳稱備預設為值啟狀態碼錯誤誤單結構對鑰鍵權簽證連鏈結調試額頁條項時間許據報變詳釋義該實",
)
"""Characters of simplified Chinese that these tables use, and those that are written in their stead in Taiwan."""


def traditional(pattern: str) -> str:
    """Let each simplified character of a pattern stand for the one that is written in its stead as well."""
    return "".join(map(_either, pattern))


def _either(character: str) -> str:
    other = character.translate(_TRADITIONAL)
    return character if other == character else f"[{character}{other}]"


def words(text: str) -> frozenset[str]:
    """Part a table's text at its ` | `; what is written in simplified Chinese is known in the traditional way too."""
    both = text if text.isascii() else f"{text}|{text.translate(_TRADITIONAL)}"
    return frozenset([" ".join(item.split()) for item in both.split("|")])


def by_word(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Turn rows of (meaning, its words) round."""
    return {said: meaning for meaning, text in rows for said in sorted(words(text))}


_TYPES: Final = (
    (
        "string",
        "",
        """
        string | str | text | snowflake | varchar | char | 字符串 | 文本 | строка | ciąg | napis | tekst |
        chaîne | texte |
        zeichenkette | cadena | texto | 文字列 | 문자열 | chuỗi | dize | stringa | рядок | metin | dizgi | teks |
        cadena de texto | cadena de caracteres | chaîne de caractères | zeichenfolge | ciąg znaków |
        chuỗi ký tự | строковый | 字串
        """,
    ),
    (
        "string",
        "binary",
        """
        file | binary | blob | bytes | upload | 文件 | файл | plik | fichier | datei | archivo | arquivo | ファイル
        | 파일 | dosya | tệp | berkas | 檔案
        """,
    ),
    (
        "string",
        "date",
        """
        date | localdate | 日期 | дата | datum | fecha | 日付 | 날짜 | tarih | ngày | tanggal
        """,
    ),
    (
        "string",
        "date-time",
        """
        datetime | date-time | iso8601 timestamp | iso 8601 timestamp | iso8601 | iso 8601 | rfc3339 | rfc 3339 |
        iso 8601 date | iso 8601 datetime | iso timestamp | iso date | iso datetime | localdatetime |
        zoneddatetime | offsetdatetime | 日期时间
        """,
    ),
    (
        "string",
        "uuid",
        """
        uuid | guid
        """,
    ),
    (
        "string",
        "uri",
        """
        url | uri | link
        """,
    ),
    (
        "string",
        "email",
        """
        email
        """,
    ),
    (
        "string",
        "byte",
        """
        base64 | byte | bytearray
        """,
    ),
    (
        "integer",
        "",
        """
        целое число | liczba całkowita | nombre entier | número entero | số nguyên | integer | int | int32 | int64 |
        long | short | bigint | uint | uint32 | uint64 | 整数 | 整型 | целое |
        całkowita | entier | ganzzahl | entero | inteiro | 整数型 | 정수 | intero | numero intero | numero entero |
        número inteiro | tam sayı | tamsayı | bilangan bulat | ціле число | ціле | ganze zahl | целочисленный | 整數
        """,
    ),
    (
        "number",
        "",
        """
        number | num | float | double | decimal | float32 | float64 | numeric | real | bigdecimal | 数字 | 浮点数 |
        数值 | число |
        liczba | nombre | zahl | número | numero | 数値 | 숫자 | sayı | số | angka | bilangan | числовой | числове |
        數字 | 浮點數
        """,
    ),
    (
        "boolean",
        "",
        """
        boolean | bool | 布尔 | 布尔值 | булево | логический | logiczny | booléen | booleano | wahrheitswert | ブール
        | 真偽値 | 불리언 | logique | booleana | логическое | логічний | логічне | булевий | булеве | булевый |
        mantıksal | luận lý | 布林 | 布林值
        """,
    ),
    (
        "object",
        "",
        """
        object | obj | map | dict | dictionary | record | struct | json | hash | 对象 | объект | obiekt | objet
        | objekt | objeto | オブジェクト | 객체 | oggetto | nesne | đối tượng | objek | об'єкт | 物件
        """,
    ),
    (
        "array",
        "",
        """
        array | list | 数组 | 列表 | массив | список | tablica | lista | tableau | liste | arreglo | 配列 | 배열 |
        matriz | arranjo | vetor | elenco | dizi | mảng | danh sách | larik | daftar | масив | 陣列 | 列表
        """,
    ),
    (
        "null",
        "",
        """
        null | none | nil | 空
        """,
    ),
)
TYPES: Final = {
    form: (kind, as_format) for kind, as_format, text in _TYPES for one in sorted(words(text)) for form in forms(one)
}
"""Type word -> JSON Schema type and format."""

FORMATS: Final = words(
    """
    binary | byte | date | date-time | time | uuid | uri | url | email | base64 | int32 | int64 | float |
    double | duration | hostname | ipv4 | ipv6 | password | uri-reference | regex
    """
)
_OF_ENGLISH: Final = frozenset(("variable", "variables", "attribute", "argument", "arguments"))
"""Words for fields that English pages head other tables with as well."""
REQUIRED: Final = words(
    """
    y | required | да | yes | true | mandatory | must | ✅ | ✔ | ✓ | ☑ | √ | 1 | 是 | 必选 | 必填 | 必须 | 必需 |
    必传 |
    обязательный | обязательно | обязательное | обязательная | обязателен | wymagane | wymagany | wymagana |
    ○ | 〇 | ◯ | ● | ◎ |
    tak | requis | requise | obligatoire | oui | erforderlich | pflicht | pflichtfeld | ja | requerido |
    requerida | obligatorio | obligatoria | sí | si | obrigatório | obrigatória | sim | 必須 | はい | 필수 | 예 |
    zorunlu | verplicht | richiesto | bắt | buộc | wajib | مطلوب | 1..1 | 1..n | 1..*
    """
) | said("yes", "required")
OPTIONAL: Final = words(
    """
    0..1 | 0..n | 0..* |
    n | no | x | - | non | false | optional | ❌ | ✗ | ✘ | × | – | — | 0 | 否 | 可选 | 非必填 | 选填 | 非必须 |
    非必传 | нет |
    необязательный | необязательно | опционально | opcjonalne | opcjonalny | nie | facultatif | optionnel |
    nein | nein. | opcional | não | nao | 任意 | いいえ | 선택 | 아니오 | isteğe | optioneel | facoltativo | not
    required | isteğe bağlı
    """
) | said("no", "optional")
ARGUMENT_ENDINGS: Final = tuple(sorted(words("parameter | parameters | param | params | argument | arguments")))
"""How the head of a first column ends whose rows are what a caller sends, whatever stands beside them."""
HEADER_COLUMNS: Final = words(
    """
    header | headers | header name | http header | http headers | request header | request headers | 请求头 |
    请求头名称
    | заголовок | cabecera | cabeçalho | kopfzeile | en-tête | ヘッダー | 헤더
    """
)
"""What a column is called that holds names of headers, with what is sent in them beside it."""
SENT_COLUMNS: Final = words(
    "value | values | example | example value | example values | 值 | 示例 | 示例值 | значение | valor | valeur | wert"
)
"""What the column beside it is called that holds what is sent in each."""
METHODS: Final = words("get | post | put | patch | delete | head | options")
"""Heads of columns of a list of calls in which marks say which method each path takes."""
NAME_COLUMNS: Final = words(
    """
    nom | nombre | name | column | feld | param | parameter | parameters | params | field | fields | property |
    attribute | attributes | properties | argument |
    arguments | key | variable | field name | parameter name | property name | body parameter |
    query parameter | path parameter | header | header name | request parameter | response field | response
    parameter | 参数 | 参数名 | 参数名称 | 名称 | 字段 | 字段名 | 字段名称 | 属性 | 键 | параметр | поле | имя |
    название | parametr
    | pole | nazwa | paramètre | champ | name des parameters | parâmetro | campo | nome | parámetro | パラメータ |
    パラメーター | フィールド | 名前 | 매개변수 | 필드 | 이름 | 파라미터 | tham số | parametre | veld |
    atributo | atributos | parâmetros | parámetros | propriedade | propriedades | propiedad | propiedades | campos |
    nome do campo | nome do parâmetro | attribut | eigenschaft | feldname | parametername | параметры | имя поля |
    имя параметра | атрибут | 필드명 | 필드 명 | 変数名 | 变量名 | 필드 이름 |
    파라미터명 | 파라미터 이름 | 변수명 | 항목명 | 参数名 |
    属性名 | 返回字段 | 请求参数 | 响应参数 | 返回参数
    | clé | clave | chave | schlüssel | ключ | キー | 키 | 속성 | 속성명 | 프로퍼티 | プロパティ | プロパティ名 |
    項目名 |
    パラメータ名 | パラメーター名 | フィールド名 | nom du paramètre | nom du champ | nombre del campo |
    nombre del parámetro | 名字 | header key | field key | parameter key |
    nome do atributo | tên tham số | tên trường | attribute name | argument name | key name | member name |
    propriété | thuộc tính | trường | felt | feltnavn | 栏位 | 栏位名称 | 欄位 | 欄位名稱
    """
) | (said("parameter", "field") - _OF_ENGLISH)
STRONG_NAME_COLUMNS: Final = NAME_COLUMNS - words(
    """
    header | key | name | nazwa | nom | nombre | nome | variable | имя | название | 名前 | 名称 | 键 | 이름 | clé |
    clave | chave | schlüssel | ключ | キー | 키
    """
)
"""Those that name fields whatever stands beside them."""
PATH_COLUMNS: Final = words("path | field path | json path | jsonpath")
"""The head of names in a table with types that has no other: as paths into the body, in Spring REST Docs."""
MESSAGE_COLUMNS: Final = words("request body | response body | json body | body | query | query string | element")
"""The same as a message calls it of which the table lists the members."""
MEMBER_COLUMNS: Final = words("element | elements | member | members | option | options")
"""Heads of what is anything elsewhere, and of names below a heading that says of what these are."""
ARGUMENT_COLUMNS: Final = words(
    """
    param | parameter | parameters | params | argument | arguments | parameter name | body parameter |
    query parameter | path parameter | request parameter | 参数 | 参数名 | 参数名称 | параметр | parametr |
    paramètre |
    name des parameters | parâmetro | parámetro | パラメータ | パラメーター | 매개변수 | 파라미터 | tham số |
    parametre |
    parâmetros | parámetros | параметры | nome do parâmetro | имя параметра | 请求参数
    """
) | said("parameter")
"""Those of the names that say by themselves that a caller sends them; a field may be returned as well."""
NAME_ENDINGS: Final = tuple(
    f" {said}" for said in sorted(words("parameter | param | field | attribute | property | argument"))
)
"""How the head of a column of names ends that says which they are: "Search parameter"."""
NAME_ENDINGS_OF_FIRST: Final = tuple(
    f" {said}"
    for said in sorted(words("parameters | params | fields | attributes | properties | arguments | element | elements"))
)
"""The same of the first column: "Query parameters"; in another one it may say what goes with a command."""
TYPE_COLUMNS: Final = words(
    """
    typ | 型 | 型別 | 資料型別 | 欄位型別 |
    type | types | data type | datatype | value type | field type | parameter data type | json type |
    schema | 类型 | 数据类型 | 参数类型 | 字段类型 |
    тип | тип
    данных | typ danych | tipo | tipo de dato | データ型 | タイプ | 유형 | 타입 | 자료형 | 데이터 타입 |
    데이터 유형 | kiểu | tür |
    tipo de dados | tipo de datos | datentyp | тип поля
    """
) | said("type")
ACCESS_COLUMNS: Final = words(
    """
    read/write | r/w | access | readable/writable | read only/read write | permission | mutability
    """
)
"""The head of what says whether a field of a resource can be read and written."""
ACCESS: Final = words(
    """
    read | write | read/write | read only | read-only | readonly | write only | write-only | read write | read-write |
    r | w | rw | r/w | ro | read, write | read and write
    """
)
OUTRIGHT_NEED: Final = words(
    """
    required | mandatory | optional | not required | 必选 | 必填 | 必须 | 必需 | 可选 | 选填 | 非必填 | 非必须 |
    обязательный | обязательно | необязательный | необязательно | опционально | wymagane | wymagany |
    opcjonalne | opcjonalny | requis | requise | obligatoire | facultatif | optionnel | erforderlich | pflicht |
    pflichtfeld | requerido | obligatorio | opcional | obrigatório | 必須 | 任意 | 필수 | 선택 | zorunlu |
    verplicht | optioneel | richiesto | facoltativo
    """
) | said("required", "optional")
"""Words for required and optional that mean nothing else, whatever the head of their column is."""
REQUIRED_COLUMNS: Final = words(
    """
    req | req'd | require | required | mandatory |
    必选 | 必填 | 必须 | 必需 | обязательный | обязательно | обязательное |
    обязателен |
    wymagane | wymagany | requis | obligatoire | erforderlich | pflicht | requerido | obligatorio |
    obrigatório | 必須 | 필수 | zorunlu | verplicht | optional | required? | is required | optional? | necessity |
    presence | required/optional | req/opt | optional/required | multiplicity | cardinality | m/o | o/m | r/o | o/r |
    m/o/c | r/o/c | m/c/o | mandatory/optional | optional/mandatory | mandatory/optional/conditional |
    是否必选 | 是否必填 | 是否必须 | 是否必需 | 必要 | 是否必要 | 必要性 | 必填项 |
    随意性 | 任意性 | 필수 유무 | 필수유무 | 필수 구분 | обязательность | 필수 여부 | 필수여부 | 필수값 |
    bắt buộc |
    obrigatória | obrigatoriedade | mandatório | obligatoria | requerida | pflichtfeld | обязательная | обязателен? |
    обязательное поле | 必传 | 是否必传 | opcional | 可选 | 是否可选
    """
) | said("required", "need", "optional")
NEED_LETTERS: Final = {"m": True, "r": True, "o": False, "c": None}
"""Mandatory or required, optional, conditional: what a letter alone says in a column of needs."""
OPTIONAL_COLUMNS: Final = words(
    """
    optional | optional? |
    opcional | 可选 | 是否可选
    """
) | said("optional")
DESCRIPTION_COLUMNS: Final = words(
    """
    meaning | purpose | description | descriptions | describe | parameter describe | details | note | notes
    | comment | comments | explanation
    | usage | what it does | remarks | remark | definition
    | 描述 | 说明 | 参数说明 | 备注 | 含义 | 字段说明 | описание | opis | beschreibung |
    descripción |
    descrição | 説明 | 설명 | mô tả | açıklama |
    significado | observação | observações | observaciones | bedeutung | bemerkung | примечание |
    комментарий | значение поля | пояснение |
    remarque | remarques | hinweis | hinweise | 解释 | 注释 | 释义 | 概要 | 備考 | 비고
    | 字段释义 | 参数释义 | 参数描述 | 字段描述 | 参数含义 | 字段含义
    """
) | said("description")
DEFAULT_COLUMNS: Final = words(
    """
    default | defaults | default value | 默认 | 默认值 | 缺省值 | по умолчанию | значение по умолчанию | domyślnie |
    domyślna | wartość domyślna | défaut | par défaut | valeur par défaut | standard | standardwert |
    predeterminado | por defecto | valor predeterminado | padrão | valor padrão | デフォルト | 既定値 | 기본값 |
    varsayılan | mặc định
    """
) | said("default")
ENUM_COLUMNS: Final = words(
    """
    enum | allowed values | accepted values | possible values | valid values | supported values | options |
    枚举值 | 可选值 | 取值 | 取值范围 | допустимые значения | dozwolone wartości | valeurs possibles |
    zulässige werte |
    valores permitidos | 許容値
    """
)
VALUE_COLUMNS: Final = words(
    """
    value | values | id | integer | int | number | code | enum value | constant | 值 | 取值 | 编号 | значение |
    wartość
    | valeur | wert | valor | 値 | 값
    """
)
"""Those that hold the values themselves, where each row of a table is one value of a closed list."""
VALUES_COLUMNS: Final = words("value | values | 值 | 値 | 값") | said("value")
"""Those that hold what may be sent in each field, or its type: what stands in them tells which."""
KIND_COLUMNS: Final = words(
    """
    type | name | key | status | state | mode | level | event | feature | behavior | behaviour | option | role |
    permission | 类型 | 名称 | 状态 | 模式 | 级别 | тип | название | статус | режим | уровень
    """
)
"""Those that name what each value is, beside it; where no column holds the values, these are the values."""
VALUE_ENDINGS: Final = words(
    """
    enum | enums | enumeration | value | values | type | types | kinds | option | options | list | modes | constants |
    codes | names | 取值 | 枚举 | значения | wartości | valeurs | werte | valores
    """
)
"""Last words of a section that lists the values of what the words before them name."""
KINDS_OF_PARAMETERS: Final = words("param type | paramtype | parameter type | parametertype")
"""Those of the next ones that hold types where no cell below is a place."""
WITHIN_COLUMNS: Final = words(
    """
    in | location | located in | param type | paramtype | parameter type | parametertype | param location |
    where | position | 位置 | 参数位置 | 传参方式 | 传递方式 | 传参位置 |
    場所 | パラメータ位置 | 指定場所 | 위치 | 파라미터 위치 |
    расположение | ubicación | localização | posição | posición |
    lokalizacja | emplacement
    """
)
DEFAULT_WORDS: Final = tuple(
    sorted(
        words(
            """
            default value | defaults to | default is | default | 默认值为 | 默认值 | 默认为 | 默认 | 缺省值 | 缺省 |
            по
            умолчанию | domyślnie | par défaut | défaut | standardmäßig | standard | por defecto |
            predeterminado | por padrão | padrão | デフォルト | 既定値 | 기본값 | mặc định | varsayılan |
            predefinito | predefinita | за замовчуванням | за умовчанням | bawaan | domyślna | domyślny | 預設
            """
        ),
        key=lambda said: (-len(said), said),
    )
)
"""Longer ones first: one may begin another."""
DEPRECATED_WORDS: Final = words(
    """
    deprecated | obsolete | 已弃用 | 弃用 | 已废弃 | 废弃 | устарело | устаревший | przestarzałe | przestarzały |
    obsolète | veraltet | obsoleto | 非推奨 | 지원 중단 | устаревшая | устаревшее | устарел | przestarzała |
    déprécié | dépréciée | deprecado | descontinuado | depreciado | deprecato | deprecata | abgekündigt | застарілий |
    застаріле | застаріло | usang
    """
)
STATUS_COLUMNS: Final = words(
    """
    status | status code | code | status codes | codes | http | http status | http status code | http code |
    error | error code | status or signal | signal | status / signal | symptom | response code | http response code |
    https response code | response status | response status code | http response status | return code |
    状态码 | 错误码 |
    错误代码 | 业务错误码 |
    http 状态码 | код | статус | код ошибки | kod | kod błędu | code d'erreur | statut | statuscode | fehlercode
    | código | código de estado | ステータス | ステータスコード | エラーコード | 상태 코드 | 오류 코드 |
    código de error | código de erro | código de status | código http | codice di errore | codice errore |
    codice di stato | codice http | code http | code de statut | code d'état | kod http | kod statusu | код помилки |
    код статусу | код відповіді | код ответа | код состояния | hata kodu | durum kodu | http kodu | mã lỗi |
    mã trạng thái | kode error | kode status | kode kesalahan | 錯誤代碼
    """
) | said("status", "code")
NULLABLE_COLUMNS: Final = words(
    """
    nullable | null | null allowed | allows null | can be null | may be null | 可空 | 可为空 | 是否可空
    """
)
RETRY_COLUMNS: Final = words(
    """
    retry | retry? | retryable | retryable? | should retry | should i retry | should you retry | safe to retry
    | can retry | retries | 是否重试 | 重试 | 可重试 | повтор | повторять | ponowić | ponów | ponawiać | réessayer |
    wiederholen | reintentar | tentar novamente | 再試行 | リトライ | 재시도
    """
)
ACTION_COLUMNS: Final = words(
    """
    action | first action | actions | recommended action | what to do | fix | how to fix | solution |
    resolution | remedy | handling | suggested action | next step | recommendation | developer action |
    client action | your action | suggested fix | do this | advice | what you should do | what to try | remediation |
    mitigation | how to handle | how to resolve | troubleshooting | troubleshooting suggestions | 处理方式 |
    解决方法 |
    解决方案 | 处理建议
    | действие | решение | działanie | rozwiązanie | solución | solução | lösung | maßnahme | 対処 | 対処法 | 対応 |
    해결 방법 | 조치
    """
)
SCHEMA_COLUMNS: Final = words(
    """
    schema | response schema | model | response model | body | response body | payload | object | response object |
    response type | return type | returns | returned object | type | data type | datatype |
    схема | модель | 模型 | schéma | esquema
    """
)
"""What the column of a table of responses is called that says what all of a body is."""
MEANING_COLUMNS: Final = words(
    """
    meaning | type | description | details | explanation | 描述 | 说明 | 含义 | описание | opis | beschreibung |
    descripción | descrição | 説明 | 설명 | значение | what it usually means | what it means | cause | reason |
    typical cause | common cause | causes | message | likely cause | error type | overview | when it happens | when |
    what happened | summary | condition | scenario | 原因 | причина | znaczenie |
    przyczyna | signification | cause probable | bedeutung | ursache | significado | causa | 意味 | 의미 | 원인
    """
) | said("meaning", "description")
METHOD_KEYS: Final = words(
    """
    http verb | http verbs | http method | http methods | method | methods | request method |
    request type | verb | supported methods | supported http methods | supported request methods | allowed methods |
    方法 | 请求方法 | 请求方式 |
    请求类型 | http 方法 | http 请求方式 | метод | метод запроса | http метод | http-метод | método | método http |
    verbo | méthode | methode | http-methode | メソッド | 메서드
    | http request method | 接口方法 | 请求方法类型 | тип запроса | http метод запроса |
    método de la petición | método da requisição | méthode http | http メソッド | httpメソッド |
    リクエストメソッド | http 메서드 | http 메소드 | 메소드 | 요청 메서드 | 요청 메소드 | 요청 방식
    """
) | said("method")
"""What a column, a row or a label is called that holds the method of a call, and the one that holds its address."""
METHOD_COLUMNS: Final = METHOD_KEYS | words("http")
"""The same of a column alone: in a line "http" is how an address begins."""
URL_KEYS: Final = words(
    """
    http url | url | endpoint | endpoint path | path | request path | api path | request url | resource url | uri |
    request uri | resource uri | resource path | uri path | url path | uri format | url format | route |
    rest path | rest-path | rest url | rest uri | rest endpoint | http path | relative path | endpoint url |
    路径 | 请求地址 | 请求路径 | 请求 url |
    请求url | 接口地址 | 接口路径 | 接口url | 接口 url | url 路径 | 地址 | 路由 | адрес | путь | адрес запроса |
    url запроса | эндпоинт | ruta | rota | caminho | pfad | chemin | パス | 경로
    | interface address | interface url | 接口 | 请求 uri | 接口路由 | http 请求地址 | http 请求路径 | url адрес |
    endereço | url da requisição | url de la petición | url de requête | adresse | endpunkt | エンドポイント |
    リクエスト url | リクエストurl | リクエスト先 | 요청 url | 요청 주소 | 요청 경로 | 호출 url | api url | 엔드포인트
    """
) | said("address")
