"""A page whose letters were taken for others says the same in another encoding, which is no edit."""

import pytest

from tests.presence.island import Answer, Island, Watch

PAGE = "/guides/muenchen.md"
BODY = (
    "# Abholung in München\n\n`POST https://api.example.com/v1/abholungen`\n\n"
    "## Request body\n\n| Name | Type | Required | Description |\n| --- | --- | --- | --- |\n"
    "| `straße` | string | yes | Die Straße, in der das Paket steht. |\n"
    "| `tür` | string | no | Wer die Tür öffnet. |\n\n"
    "Wer schließt, öffnet später wieder. Das Gebäude ist täglich geöffnet. Größere Pakete kosten mehr.\n"
)


def watched() -> tuple[Island, Watch]:
    site = Island()
    site.answers[PAGE] = Answer(BODY)
    site.listed.append(PAGE)
    watch = Watch(site)
    watch.next_day()
    return site, watch


@pytest.mark.parametrize(
    "body",
    [
        BODY.encode().decode("cp1252", "replace"),
        BODY.encode().decode("latin-1"),
        BODY.encode("ascii", "replace").decode(),
        BODY.encode().decode("ascii", "replace"),
    ],
    ids=["as Windows-1252", "as Latin-1", "question marks", "replaced"],
)
def test_a_page_in_another_encoding_for_a_day_is_no_drift(body: str) -> None:
    site, watch = watched()
    before = watch.facts()
    site.answers[PAGE] = Answer(body)
    (told,) = watch.next_day()
    assert told.id == "document-missing"
    assert "another encoding" in told.message
    site.answers[PAGE] = Answer(BODY)
    assert watch.next_day() == []
    assert watch.facts() == before


def test_letters_that_are_mended_are_an_edit() -> None:
    site = Island()
    site.answers[PAGE] = Answer(BODY.encode().decode("cp1252", "replace"))
    site.listed.append(PAGE)
    watch = Watch(site)
    watch.next_day()
    site.answers[PAGE] = Answer(BODY)
    assert "document-missing" not in {each.id for each in watch.next_day()}


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("geöffnet.", "geöffnet?"),
        BODY.replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"),
        BODY.replace("Wer", "Ob wer?").replace("Das", "Ob das?").replace("Größere", "Ob größere?"),
    ],
    ids=["one question", "other letters", "other words"],
)
def test_what_else_became_of_letters_is_an_edit(body: str) -> None:
    site, watch = watched()
    site.answers[PAGE] = Answer(body)
    assert "document-missing" not in {each.id for each in watch.next_day()}
