"""Titles that Chinese, Japanese and Korean put together: which message, what of it, and how it is told of.

"返回数据结构" is `returned · data · structure`; a table of whole titles would never hold all that pages write. The
words are those that generators of documentation in these languages write (Apidog, YApi, ShowDoc, apiDoc), and those of
dictionaries. A word for a failure, an event or a page is none of them, so that a title with one says nothing.
"""

from typing import Final

from driftwatch.extract.words.vocabulary import traditional
from driftwatch.patterns import lazy_regex

_SENT: Final = r"请求|传入|入参|request|요청|리퀘스트|リクエスト|要求"
_RETURNED: Final = (
    r"返回|响应|应答|回应|回传|回参|返参|出参|输出|response|응답|리스폰스|반환|출력|レスポンス|応答|返却|戻り|出力"
)
_PLACES: Final = {
    "path": r"路径|path|경로|패스|パス",
    "query": r"查询|query|쿼리|クエリー?",
    "header": r"头部|标头|头|headers?|헤더|ヘッダー?",
    "body": r"请求体|包体|正文|主体|体|body|json|본문|바디|ボディー?|本文",
}
_MEMBER: Final = (
    r"参数|字段|数据|資料|欄位|内容|结果|信息|消息|报文|对象|属性|变量|实体|模型|值|schema"
    r"|파라미터|파라메터|파라메타|매개변수|필드|데이터|변수|값|항목|메시지|전문|정보|인자|객체|속성|내용|스키마|결과"
    r"|パラメーター?|フィールド|データ|項目|値|内容|情報|オブジェクト|属性|要素|引数|変数|メッセージ|結果|スキーマ"
)
_TOLD: Final = (
    r"说明|描述|列表|一览|定义|解释|释义|结构|格式|详情|明细|详解|含义|规范|清单|表|如下"
    r"|명세서?|설명|목록|정의|형식|형태|구조|상세|스펙|포맷|규격|표"
    r"|一覧|説明|定義|詳細|形式|構造|仕様|フォーマット|構成"
)
_SAMPLE: Final = r"示例|样例|范例|例子|例|예시|예제|예|サンプル"
_ALONE: Final = (
    r"说明|描述|定义|结构|格式|명세서?|설명|형식|형태|구조|스펙|포맷|규격|説明|定義|形式|構造|仕様|フォーマット"
)
"""How a message alone may be told of: what else stands behind it may be done, "返回列表" ("back to the list")."""
_TITLE: Final = lazy_regex(
    traditional(
        r"(?:\d{1,2}(?:[.\-]\d{1,2}){0,4}[.、)）]?|[一二三四五六七八九十]{1,2}、)?(?:以上|上述|其中|该|接口|api|http)?"
        rf"(?:(?P<sent>{_SENT})|(?P<returned>{_RETURNED}))"
        rf"(?:(?P<alone>{_ALONE})|(?P<place>{'|'.join(_PLACES.values())})?(?P<members>(?:{_MEMBER}){{0,3}})"
        rf"(?:{_TOLD}){{0,3}}(?P<sample>{_SAMPLE})?)"
    )
)
_NEEDED: Final = lazy_regex(
    traditional(
        r"(?:(?P<required>必填|必选|必须|必需|必传|필수|必須)|可选|选填|非必填|선택|任意)(?:入力)?"
        r"(?:参数|字段|项|属性|파라미터|매개변수|필드|항목|값|パラメーター?|フィールド|項目)"
    )
)
"""Parameters or fields of which a title says that they must be sent, or may be."""
_OF_PLACE: Final = lazy_regex("|".join(f"(?P<{place}>{traditional(said)})" for place, said in _PLACES.items()))
_JOINTS: Final = lazy_regex(r"[\s的の]+")
_LONGEST: Final = 30
"""Letters of such a title."""


def need_at_head(said: str) -> bool | None:
    """Tell whether such a title says that what stands below it must be sent; None where it says nothing of it.

    >>> need_at_head("必填字段"), need_at_head("선택 항목"), need_at_head("返回字段")
    (True, False, None)
    """
    match = None if said.isascii() or len(said) > _LONGEST else _NEEDED.fullmatch(_JOINTS.sub("", said))
    return bool(match["required"]) if match else None


def composed_role(said: str) -> str:
    """Return the role of a title put together of such words, as `role_words` names it; "" for any other title.

    >>> composed_role("返回数据结构"), composed_role("요청 헤더 파라미터"), composed_role("レスポンスの項目一覧")
    ('response', 'header', 'response')
    >>> composed_role("必填字段"), composed_role("필수 필드"), composed_role("必須")
    ('input', 'input', '')
    >>> composed_role("返回列表"), composed_role("请求错误说明"), composed_role("요청 취소")
    ('', '', '')
    """
    if said.isascii() or len(said) > _LONGEST:
        return ""
    joined = _JOINTS.sub("", said)
    if _NEEDED.fullmatch(joined):
        return "input"
    match = _TITLE.fullmatch(joined)
    if match is None or not (match["place"] or match["members"] or match["alone"]):
        return ""
    place = _OF_PLACE.fullmatch(match["place"]) if match["place"] else None
    where = str(place.lastgroup) if place is not None else ""
    if match["returned"]:
        return "response-header" if where == "header" else "response"
    # Above a sample of what is sent stands no list of it.
    return "" if match["sample"] else where or "request"
