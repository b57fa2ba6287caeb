"""What each language says of calls and fields: the blocks are whole, and titles, heads and needs are read from them."""

# ruff: noqa: RUF001 - the letters are those of the languages

import pytest

from driftwatch.extract.fields.statements import enum_in, introduces_values
from driftwatch.extract.text.blocks import Run, Text
from driftwatch.extract.words import vocabulary
from driftwatch.extract.words.foreign_columns import column_in_words
from driftwatch.extract.words.languages import LANGUAGES
from driftwatch.extract.words.phrases import forms, meant, said, unmarked
from driftwatch.extract.words.roles import role_of_title
from driftwatch.extract.words.wording import required_word, word


def test_no_language_lacks_what_another_one_says() -> None:
    for language, words in LANGUAGES.items():
        assert words.keys() == LANGUAGES["es"].keys(), language
        for concept, text in words.items():
            for one in text.split("|"):
                assert one.strip() == one.strip().lower() != "", (language, concept)


def test_nothing_is_a_yes_and_a_no() -> None:
    assert vocabulary.REQUIRED.isdisjoint(vocabulary.OPTIONAL)


def test_words_are_known_without_their_marks() -> None:
    assert "descripcion" in forms("descripción")
    assert "aciklama" in forms("açıklama")
    assert "schluessel" in forms("schlüssel")
    assert unmarked("й") == "й"
    assert "co" not in said("yes")
    assert "tip" not in said("type")
    assert word("İsteğe bağlı") == "isteğe bağlı"
    assert word("Обов\u02bcязковий") == "обов'язковий"


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (
            "body",
            """
            Cuerpo de la solicitud | Parâmetros do body | Corps de la demande |
            Parametri del corpo della richiesta | Felder des Anfragetexts | Treść żądania | Тело запроса |
            Тіло запиту | İstek Gövdesi | Nội dung yêu cầu | Isi Permintaan
            """,
        ),
        (
            "query",
            """
            Parámetros de consulta | Parâmetros da query | Parametri di query | Query-Parameter |
            Parametry zapytania | Query параметры | Query параметри | Sorgu Parametreleri | Tham số truy vấn |
            Parameter Query
            """,
        ),
        (
            "path",
            """
            Parámetros de la ruta | Parâmetros de caminho | Paramètres du chemin | Parametro di percorso |
            Pfad-Parameter | Parametry ścieżki | Параметры пути | Параметри шляху | URL Parametreleri |
            Tham số đường dẫn | Parameter Path
            """,
        ),
        ("header", "Encabezados de la petición | Cabeçalhos da requisição | Headers de la requête | Nagłówki żądania"),
        (
            "response",
            """
            Campos de la respuesta | Estrutura da resposta | Réponse de succès | Risposta 200 | Antwortdaten |
            Odpowiedź 200 | Структура ответа | Успішна відповідь (200 OK) | Yanıt Alanları | Cấu trúc phản hồi |
            Contoh Respons | Kết quả (201 Created) | Sucesso (200)
            """,
        ),
        (
            "input",
            """
            Parámetros opcionales | Parametri obbligatori | Datos de entrada | Обов'язкові параметри |
            Zorunlu parametreler | Parametry wejściowe | Tham số đầu vào | Paramètres facultatifs
            """,
        ),
        (
            "",
            """
            Respuesta de error | Solicitud y respuesta | Parámetros de configuración | Tipos de datos | Yêu cầu |
            Query variables | Parameter set | Data format | Ejemplo de solicitud | Ruta | Consulta | Données |
            Uscita | Parâmetros do corpo e do cabeçalho | Limits (200) | Planets (201 of them)
            """,
        ),
    ],
)
def test_a_title_in_words_says_what_its_words_say(role: str, titles: str) -> None:
    assert {title.strip(): role_of_title(title.strip()) for title in titles.split("|")} == {
        title.strip(): role for title in titles.split("|")
    }


@pytest.mark.parametrize(
    ("role", "heads"),
    [
        (
            "name",
            "nome do campo | nombre del parámetro | tên tham số | nama | parametre adı | имя параметра | ім'я поля",
        ),
        ("type", "tipo de dato | type de données | kiểu dữ liệu | tipe data | veri tipi | тип параметра | typ danych"),
        ("required", "obligatoriedad | obbligatorio | wajib | zorunlu | обов'язковий | wymagana | bắt buộc | pflicht"),
        ("default", "valeur par défaut | valor predeterminado | за замовчуванням | varsayılan | mặc định | bawaan"),
        ("enum", "valori ammessi | valeurs possibles | erlaubte Werte | valores permitidos"),
        ("description", "descripcion | aciklama | keterangan | mô tả | descrizione | feldbeschreibung | пояснення"),
        ("", "nome do cliente | tip | ad | required | note | campo magnético | valor | nombre y tipo"),
    ],
)
def test_the_head_of_a_column_says_what_its_words_say(role: str, heads: str) -> None:
    found = {head: column_in_words(word(head), (word(head),)) for head in map(str.strip, heads.split("|"))}
    assert found == dict.fromkeys(found, role)


def test_a_word_that_english_has_as_well_is_meant_beside_one_that_it_has_not() -> None:
    assert column_in_words("tip", ("parametre", "tip", "zorunlu")) == "type"
    assert column_in_words("tip", ("name", "tip", "description")) == ""


def test_too_many_words_and_unknown_ones_mean_nothing() -> None:
    assert meant("de " * 9 + "campo", ("joint", "field")) == ()
    assert meant("", ("joint", "field")) == ()
    assert meant("campo azul campo", ("joint", "field")) == ()
    assert meant("l'en-tête de la requête", ("joint", "header", "request")) == (
        ("en-tête", "header"),
        ("de", "joint"),
        ("la", "joint"),
        ("requête", "request"),
    )


@pytest.mark.parametrize(
    ("need", "cells"),
    [
        (True, "✅ Oui | ✅ Sim | Sì | Evet | Có | Ya | Так | Obligatoria | wymagana | Zorunlu | обязательна | Yes ✅"),
        (
            False,
            "❌ Não | Non (défaut 5) | Hayir | không bắt buộc | Tidak | Ні | не обязательно | ⬜ Optional",
        ),
        (None, "Evet (biri yoksa) | Sim (se x) | Nein (außer bei X) | ❌ Oui | Tak sobie"),
    ],
)
def test_a_cell_says_whether_it_is_needed_in_each_language(*, need: bool | None, cells: str) -> None:
    found = {cell.strip(): required_word(cell.strip()) for cell in cells.split("|")}
    assert found == dict.fromkeys(found, need)


@pytest.mark.parametrize(
    ("said_so", "values"),
    [
        ("Filtrar (valores: `a`, `b`)", ("a", "b")),
        ("Los valores posibles son `a` o `b`", ("a", "b")),
        ("Possibili valori: `a`, `b`", ("a", "b")),
        ("Erlaubte Werte: `a`, `b`", ("a", "b")),
        ("Nilai yang diizinkan: `a`, `b`", ("a", "b")),
        ("Dozwolone wartości: `a`, `b`", ("a", "b")),
        ("Uno dei valori: `a`, `b`", ("a", "b")),
        ("Một trong các giá trị `a`, `b`", ("a", "b")),
        ("Одно из значений: `a`, `b`", ("a", "b")),
        ("Valor: `a`", ()),
        ("El valor de `a` y `b` se suma", ()),
        ("El valor por defecto es `a`", ()),
        ("Prezzo dei valori `a`, `b` inclusi", ()),
    ],
)
def test_values_are_introduced_in_each_language(said_so: str, values: tuple[str, ...]) -> None:
    text = Text(tuple(Run(piece, code=at % 2 == 1) for at, piece in enumerate(said_so.split("`")) if piece))
    assert enum_in(text) == values


def test_a_list_below_words_for_values_in_another_language_is_announced() -> None:
    assert introduces_values(Text((Run("Valori ammessi:"),)))
    assert not introduces_values(Text((Run("Valori della scatola:"),)))
