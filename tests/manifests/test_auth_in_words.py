"""A written manifest takes from sentences and samples how a call authenticates, where nothing declares it."""

import pytest
import yaml

from driftwatch.manifests.scaffold.manifest import Wanted, scaffold
from tests.compare.page_snapshots import site
from tests.manifests.documentation import TODAY

PARCELS = """\
# Parcels

AUTH

## Send a parcel

`POST /v2/parcels`

### Body parameters

| Name | Type | Required |
| --- | --- | --- |
| weight | integer | yes |
"""


def drafted(auth="Words.", *, operation="POST /v2/parcels", **pages):
    taken = site(**{"parcels": PARCELS.replace("AUTH", auth), **pages})
    return scaffold(taken, Wanted(operation=operation, accessed=TODAY, owner="post", base_url="https://api.p.io"))


def auth_of(text):
    return yaml.safe_load(text)["auth"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Every request needs the header `Authorization: Bearer YOUR_TOKEN`.",
        "每个请求都需要请求头 `Authorization：Bearer YOUR_TOKEN`。",  # noqa: RUF001 - as it is written there
        "Каждый запрос содержит заголовок `Authorization: Bearer YOUR_TOKEN`.",
        "すべてのリクエストに `Authorization: Bearer YOUR_TOKEN` ヘッダーが必要です。",
    ],
)
def test_a_scheme_that_a_sentence_writes_out_is_documented_in_any_language(sentence):
    text = drafted(sentence)
    assert {"header": "Authorization", "scheme": "Bearer", "evidence": "documented"}.items() <= auth_of(text).items()
    assert '# parcels § Parcels: "' in text
    assert "states no way to authenticate" not in text


@pytest.mark.parametrize(
    ("sentence", "header"),
    [
        ("Send your key in the `X-Api-Key` header.", "X-Api-Key"),
        ("请在请求头 `X-ACME-APIKEY` 中传递密钥。", "X-ACME-APIKEY"),
        ("Передавайте ключ в заголовке `X-Auth-Token`.", "X-Auth-Token"),
    ],
)
def test_a_header_of_their_own_is_taken_bare(sentence, header):
    claim = auth_of(drafted(sentence))
    assert {"header": header, "scheme": "none", "evidence": "documented"}.items() <= claim.items()


@pytest.mark.parametrize(
    "sentence",
    [
        "The header `X-Request-Id` names the request.",
        "The `next-token` of the answer names the next page.",
        "Read about authorization and bearer tokens elsewhere.",
    ],
)
def test_other_headers_and_words_say_nothing_of_it(sentence):
    assert "auth: none  # TODO the documentation states no way to authenticate" in drafted(sentence)


def test_two_ways_are_a_question_with_both_sentences():
    text = drafted("Send `Authorization: Bearer KEY`.\n\nScripts send `Authorization: Basic KEY`.")
    assert auth_of(text)["evidence"] == "unknown"
    assert 'also said: parcels § Parcels: "Scripts send Authorization: Basic KEY."' in text
    assert "# TODO which of them is it here?" in text


def test_what_is_said_of_another_operation_is_not_said_of_this_one():
    other = "\n## Track a parcel\n\n`GET /v2/parcels/{id}`\n\nSend `Authorization: Basic KEY`.\n"
    assert auth_of(drafted("Words.", parcels=PARCELS.replace("AUTH", "Words.") + other)) == "none"


def test_a_page_about_authentication_speaks_of_all():
    text = drafted(authentication="# Authentication\n\nSend the header `Authorization: Bearer KEY`.\n")
    assert auth_of(text)["evidence"] == "documented"
    assert auth_of(drafted(tracking="# Tracking\n\nSend the header `Authorization: Bearer KEY`.\n")) == "none"


def test_a_header_that_only_samples_send_is_a_question():
    sample = '```bash\ncurl -X POST https://api.p.io/v2/parcels -H "X-Acme-Apikey: $KEY" -d \'{"weight": 1}\'\n```\n'
    text = drafted("Words.", parcels=PARCELS.replace("AUTH", "Words.") + "\n" + sample)
    assert {"header": "x-acme-apikey", "scheme": "none", "evidence": "unknown"}.items() <= auth_of(text).items()
    assert "# TODO no page says so in words" in text
