"""Which language a page is written in, as far as that is plain."""

import pytest

from driftwatch.model.text import Line, PageText
from driftwatch.presence.came import Said
from driftwatch.presence.language import language_of

SAID = {
    "en": "The key of the account is sent with each call, and when it is refused the call is not counted. " * 3,
    "de": "Der Schlüssel wird mit jedem Aufruf gesendet, und die Zahl ist für das Konto nicht begrenzt. " * 3,
    "fr": "Le nombre des appels est limité pour une clé, et les appels de trop sont refusés avec une erreur. " * 3,
    "es": "La clave se envía con cada llamada, y las llamadas que no caben en el plan son rechazadas. " * 3,
    "ja": "キーはすべての呼び出しで送信されます。上限を超えた呼び出しは拒否されます。" * 3,
    "zh": "每次调用都必须发送密钥。超过上限的调用会被拒绝。下一个小时可以再次调用。" * 4,
    "ko": "모든 호출은 키와 함께 전송되어야 합니다. 한도를 넘는 호출은 거부됩니다. " * 4,
    "": "max_tokens top_p stream stop seed user model prompt suffix echo " * 6,
}


def text_of(said: str) -> Said:
    return Said(PageText(lines=(Line("sentence", (said,)),)))


@pytest.mark.parametrize("language", SAID)
def test_the_language_of_prose_is_known_and_that_of_names_is_not(language: str) -> None:
    assert language_of(text_of(SAID[language])) == language


def test_of_a_few_words_no_language_is_told() -> None:
    assert language_of(text_of("The key of the account is sent with each call.")) == ""
