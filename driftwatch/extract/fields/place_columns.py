"""Columns that say where the fields of a table travel: `In | header`, or whatever the head of their cells is."""

import re
from collections.abc import Mapping
from typing import Final

from driftwatch.extract.text.blocks import Table, Text
from driftwatch.extract.text.columns import Role, columns_of
from driftwatch.extract.words.type_words import names_type
from driftwatch.extract.words.vocabulary import KINDS_OF_PARAMETERS, by_word
from driftwatch.extract.words.wording import word

PLACES_IN_CELLS: Final = by_word(
    (
        (
            "path",
            """
            path | path param | path parameter | path variable | pathvariable | pathparam | uri path | url path |
            路径 | 路径参数 |
            path 参数 | パス | パスパラメータ | パスパラメーター | 경로 | 패스 | путь | ruta | caminho | chemin | pfad
            """,
        ),
        ("url", "url | uri | param | url param | url parameter | url 参数"),
        (
            "query",
            """
            query | query string | querystring | query param | query parameter | queryparam | requestparam |
            查询 | 查询参数 | query 参数 | クエリ | クエリー | クエリパラメータ | クエリパラメーター | クエリ文字列 |
            쿼리 | 쿼리 파라미터 | 쿼리스트링 | 쿼리 스트링 | consulta
            """,
        ),
        (
            "header",
            """
            header | headers | http header | request header | 请求头 | 头部 | ヘッダ | ヘッダー | リクエストヘッダ |
            リクエストヘッダー | 헤더 | заголовок | encabezado | cabecera | cabeçalho | en-tête
            """,
        ),
        ("cookie", "cookie | クッキー | 쿠키"),
        (
            "body",
            """
            body | request body | requestbody | form | formdata | body param | body parameter |
            请求体 | 正文 | body 参数 | 本文 | ボディ |
            ボディー | リクエストボディ | 본문 | 바디 | тело | тело запроса | cuerpo | corpo | corps
            """,
        ),
    )
)
"""What a cell says of where a field travels; `url` is in the path, or in the query of a path that does not name it."""


def with_places(table: Table, at: Mapping[Role, int]) -> Mapping[Role, int]:
    """Return the columns of a table; a further one of which every cell says where a field travels is that."""
    if "within" in at:
        return at if "type" in at or not _holds_types(table, at["within"]) else _as_types(at)
    taken = [column for role, column in at.items() if role != "description"]
    names = [word(row[at["name"]].plain.partition("\n")[0]) for row in table.rows] if "name" in at else []
    for index in set(range(len(table.header))).difference(taken):
        cells = [word(row[index].plain) for row in table.rows]
        if cells and PLACES_IN_CELLS.keys() >= set(cells) and cells != names:  # a name may be all that is told of it
            others = columns_of(tuple(Text() if number == index else cell for number, cell in enumerate(table.header)))
            return {**{role: column for role, column in others.items() if column != index}, "within": index}
    return at


def _holds_types(table: Table, column: int) -> bool:
    """Tell whether a column called "Parameter type" holds types, and no word for a place."""
    cells = [word(row[column].plain) for row in table.rows]
    is_open = word(table.header[column].plain) in KINDS_OF_PARAMETERS and PLACES_IN_CELLS.keys().isdisjoint(cells)
    return is_open and any(cells) and all(names_type(cell) for cell in cells if cell)


def _as_types(at: Mapping[Role, int]) -> Mapping[Role, int]:
    return {**{role: column for role, column in at.items() if role != "within"}, "type": at["within"]}


def within_of_row(row: tuple[Text, ...], column: int | None, kind: Text) -> str:
    """Return where the field of a row travels: as the cell of such a column says, or that of its type in brackets."""
    said = word(row[column].plain) if column is not None else ""
    if said in PLACES_IN_CELLS:
        return PLACES_IN_CELLS[said]
    written = kind.plain.lower()
    match = re.search(r"\((path|query|header|cookie|body)\)", written) or re.match(r"(?:http\s)?(header)\b", written)
    return match[1] if match else ""
