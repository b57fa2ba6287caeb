"""A written manifest calls documented what a page says, with the place and the words; what is likely is a question."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.manifests.file.lint import lint
from driftwatch.manifests.scaffold.bases import filled
from driftwatch.manifests.scaffold.case_words import CASE_WORDS, says
from driftwatch.manifests.scaffold.manifest import Wanted, scaffold
from tests.compare.page_snapshots import site
from tests.manifests.documentation import TODAY, snapshot

LAMPS = """\
# Lamps

## Create a lamp

`POST /v1/lamps`

### Body parameters

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| colour | string | yes | Colour of the light |
| label | string | no | What it is called |

```bash
curl -X POST https://api.lamps.io/v1/lamps -H "Authorization: Bearer $KEY" -d '{"colour": "red"}'
```
"""
ERRORS = """\
# Errors

| Status | Meaning | Retry |
| --- | --- | --- |
| 401 | No API key was sent, the key is missing | No |
| 403 | The key is invalid or was revoked | No |
| 404 | Not there | No |
| 429 | Too many requests, see the Retry-After header | Yes |
| 5XX | A failure of ours | Yes |
"""


def drafted(*, base_url="", **pages):
    taken = site(**{"lamps": LAMPS, **pages})
    return scaffold(taken, Wanted(operation="POST /v1/lamps", accessed=TODAY, owner="lights", base_url=base_url))


def cases(text):
    return yaml.safe_load(text)["errors"]["cases"]


def test_a_key_that_is_wrong_is_403_where_the_page_says_so():
    found = cases(drafted(errors=ERRORS))
    assert {"status": 403, "retry": "never", "evidence": "documented"} == found["auth-invalid"]
    assert {"status": 401, "retry": "never", "evidence": "documented"} == found["auth-missing"]


def test_a_status_that_is_listed_without_saying_for_what_is_a_question_with_its_readings():
    text = drafted(errors=ERRORS)
    assert {"retry": "unknown", "evidence": "unknown"} == cases(text)["unknown-resource"]
    assert "unknown-resource: {retry: unknown, evidence: unknown}  # TODO 404? no page says so" in text
    assert '# 404 may be it, or the path is mistaken: errors § Errors > 404: "404 | Not there | No"' in text


def test_the_class_5xx_is_what_upstream_failures_are():
    assert {"status": "5xx", "retry": "backoff", "evidence": "documented"} == cases(drafted(errors=ERRORS))[
        "upstream-5xx"
    ]


def test_the_class_5xx_of_a_specification_is_taken_as_well():
    text = scaffold(
        snapshot({"responses": {"200": {"description": "ok"}, "5XX": {"description": "ours"}}}, replace=True),
        Wanted(operation="POST /things", accessed=TODAY, owner="a"),
    )
    assert "5xx" == cases(text)["upstream-5xx"]["status"]


def test_a_pause_that_the_answer_tells_is_waited_for():
    assert "after-header" == cases(drafted(errors=ERRORS))["rate-limited"]["retry"]


def test_two_places_that_advise_the_opposite_leave_a_question():
    other = "# Retrying\n\n| Status | Meaning | Retry |\n| --- | --- | --- |\n| 429 | Too many requests | No |\n"
    text = drafted(errors=ERRORS, retrying=other)
    assert "rate-limited: {status: 429, retry: unknown, evidence: documented}  # TODO one place says never" in text


def test_every_documented_claim_stands_beside_a_place_and_its_words():
    text = drafted(errors=ERRORS)
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.search(r"documented: true|evidence: documented", line) and not line.lstrip().startswith("# TODO"):
            beside = line if " § " in line else lines[number - 1]
            assert re.search(r'# .+ § .+: ".+"', beside), line


def test_a_quotation_is_on_the_page():
    text = drafted(errors=ERRORS)
    assert 'lamps § Body parameters > colour: "colour | string | yes | Colour of the light"' in text


def test_what_a_page_says_of_another_operation_is_not_said_of_this_one():
    other = "# Bulbs\n\n## Create a bulb\n\n`POST /v1/bulbs`\n\n### Errors\n\n" + ERRORS.partition("\n\n")[2]
    assert "errors: unknown  # TODO no failure is documented" in drafted(bulbs=other)


def test_a_limit_of_a_call_that_is_named_is_not_the_limit_of_another():
    limits = "# Limits\n\n## Rate limits\n\n`POST /v1/bulbs` takes at most 10 requests per minute.\n"
    assert "rate: {evidence: unknown" in drafted(limits=limits)
    general = limits.replace("`POST /v1/bulbs` takes", "The API takes")
    assert "10 requests per minute" in yaml.safe_load(drafted(limits=general))["limits"]["rate"]["says"]


def test_a_limit_that_two_pages_state_is_written_once():
    limits = "# Limits\n\n## Rate limits\n\nThe API takes at most 10 requests per minute.\n"
    says = yaml.safe_load(drafted(limits=limits, more=limits))["limits"]["rate"]["says"]
    assert 1 == says.count("10 requests")


def test_a_page_is_named_once_with_all_that_it_covers():
    page = LAMPS + "\n## Errors\n\n" + ERRORS.partition("\n\n")[2]
    docs = yaml.safe_load(drafted(lamps=page))["docs"]
    assert [["endpoint", "auth", "request", "response", "errors"]] == [one["covers"] for one in docs]


def test_the_base_url_is_where_the_samples_of_the_page_send_the_call():
    text = drafted()
    assert "https://api.lamps.io" == yaml.safe_load(text)["base_url"]
    assert "POST https://api.lamps.io/v1/lamps" in text
    assert () == lint(text.encode(), file="m.yaml", today=TODAY).errors


@pytest.mark.parametrize("host", ["lamps.example.com", "your-server.example", "$HOST"])
def test_a_host_of_examples_is_a_question(host):
    text = drafted(lamps=LAMPS.replace("api.lamps.io", host))
    assert "base_url: https://TODO.invalid  # TODO" in text


def test_two_hosts_are_a_choice():
    text = drafted(lamps=LAMPS + "\n```bash\ncurl -X POST https://eu.lamps.io/v1/lamps -d '{}'\n```\n")
    assert "base_url: https://TODO.invalid  # TODO which one is yours?" in text
    assert "# also documented: https://eu.lamps.io;" in text


def test_a_base_url_that_is_given_is_written():
    assert "https://eu.lamps.io" == yaml.safe_load(drafted(base_url="https://eu.lamps.io/"))["base_url"]


def test_how_a_sample_authenticates_is_a_question():
    text = drafted()
    assert "unknown" == yaml.safe_load(text)["auth"]["evidence"]
    assert "TODO Bearer, Basic, or a bare key?" in text


def test_the_form_of_a_body_that_no_page_names_is_a_question():
    assert "content_type" not in yaml.safe_load(drafted())["request"]
    named = drafted(lamps=LAMPS + "\nSend it as application/json.\n")
    assert "application/json" == yaml.safe_load(named)["request"]["content_type"]


def test_variables_of_a_server_take_their_defaults():
    variables = {"region": {"default": "eu", "enum": ["eu", "us"]}, "port": "8443"}
    assert "https://eu.api.io:8443/v1" == filled("https://{region}.api.io:{port}/v1/", variables)
    assert "https://{who}.api.io" == filled("https://{who}.api.io", {})


def test_a_name_in_query_and_body_is_written_once():
    operation = {
        "parameters": [{"name": "name", "in": "query", "required": True, "schema": {"type": "string"}}],
        "requestBody": {
            "content": {
                "application/json": {
                    "schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
                }
            }
        },
    }
    text = scaffold(snapshot(operation), Wanted(operation="POST /things", accessed=TODAY, owner="a"))
    assert () == lint(text.encode(), file="m.yaml", today=TODAY).errors
    assert "TODO another field has this name as well" in text


def test_a_header_that_authenticates_or_names_the_body_is_listed_once():
    operation = {
        "parameters": [
            {"name": "content-type", "in": "header", "required": True, "schema": {"type": "string"}},
            {"name": "X-Key", "in": "header", "required": True, "schema": {"type": "string"}},
        ]
    }
    schemes = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
    text = scaffold(
        snapshot(operation, components=schemes), Wanted(operation="POST /things", accessed=TODAY, owner="a")
    )
    value = yaml.safe_load(text)
    assert ("X-Key", ["Content-Type"]) == (value["auth"]["header"], list(value["headers"]))


def test_the_name_that_http_gives_a_status_says_nothing():
    bare = "# Errors\n\n| Status | Meaning |\n| --- | --- |\n| 404 | Not Found |\n"
    assert "unknown" == cases(drafted(errors=bare))["unknown-resource"]["evidence"]
    said = bare.replace("Not Found", "The lamp does not exist")
    assert {"status": 404, "evidence": "documented"}.items() <= cases(drafted(errors=said))["unknown-resource"].items()


@pytest.mark.parametrize(
    ("says", "topic"),
    [
        ("60 requests per minute", "rate"),
        ("500,000 requests per month", "quota"),
        ("10 concurrent requests", "concurrency"),
    ],
)
def test_a_limit_stands_under_what_it_limits(says, topic):
    text = drafted(limits=f"# Limits\n\n## Rate limits\n\nThe API takes at most {says}.\n")
    limits = yaml.safe_load(text)["limits"]
    assert {topic} == {name for name, limit in limits.items() if isinstance(limit, dict) and "says" in limit}


def test_a_page_that_is_not_known_is_told_by_lint():
    text = drafted().replace("https://docs.example.com/lamps", "https://TODO.invalid")
    (problem,) = lint(text.encode(), file="m.yaml", today=TODAY).errors
    assert "placeholder: name the page" in problem.says


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("auth-invalid", "403 | Invalid API key", True),
        ("auth-invalid", "401 | Unauthorized", False),
        ("auth-missing", "401 | Missing token. The model is invalid", True),
        ("auth-missing", "400 | max_tokens is missing", False),
        ("malformed-json", "400 | The JSON could not be parsed", True),
        ("malformed-json", "400 | The request is wrong", False),
        ("missing-required-field", "422 | A parameter is missing", True),
        ("missing-required-field", "422 | The file is damaged", False),
        ("quota-exhausted", "429 | You exceeded your current quota", True),
        ("rate-limited", "429 | You exceeded your current quota", False),
    ],
)
def test_words_say_which_failure_it_is(name, words, expected):
    assert expected is says(CASE_WORDS[name], words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("auth-missing", "请求头缺少API密钥"),
        ("auth-invalid", "API Key无效或已过期"),
        ("missing-required-field", "缺少必填参数 model"),
        ("unknown-resource", "任务不存在"),
        ("rate-limited", "请求过于频繁"),
        ("quota-exhausted", "账户余额不足"),
        ("timeout", "请求超时"),
        ("auth-missing", "ключ доступа не передан"),
        ("unknown-resource", "Счёт не найден"),
        ("quota-exhausted", "Недостаточно средств на балансе"),
        ("auth-invalid", "Der API-Schlüssel ist ungültig"),
        ("auth-missing", "Falta la clave de API"),
        ("rate-limited", "Muitas requisições em pouco tempo"),
        ("unknown-resource", "Ressource introuvable"),
        ("auth-invalid", "APIキーが無効です"),
        ("auth-missing", "인증 토큰 누락"),
        ("auth-missing", "Brak klucza API"),
        ("malformed-json", "JSON 格式错误"),
    ],
)
def test_words_of_other_languages_say_it_as_well_and_say_no_other_case(name, words):
    assert [name] == [one for one, case in CASE_WORDS.items() if says(case, words)]


@pytest.mark.parametrize(
    "words", ["认证接口。任务不存在", "Список ключей", "Lista de claves", "El saldo", "Fehler beim Lesen"]
)
def test_a_word_alone_of_another_language_says_no_case_of_a_key(words):
    assert not any(says(CASE_WORDS[name], words) for name in ("auth-missing", "auth-invalid", "quota-exhausted"))


def test_a_page_in_another_language_is_quoted_for_its_failures():
    rows = ("401 | 请求头缺少 API 密钥", "403 | API 密钥无效", "404 | 灯不存在")
    page = "# 错误\n\n| 状态码 | 说明 |\n| --- | --- |\n" + "".join(f"| {row} |\n" for row in rows)
    found = cases(drafted(errors=page))
    told = {name: (case["status"], case["evidence"]) for name, case in found.items() if "status" in case}
    assert told["auth-missing"] == (401, "documented")
    assert told["auth-invalid"] == (403, "documented")
    assert told["unknown-resource"] == (404, "documented")


@given(st.text(max_size=300))
def test_hostile_words_of_a_page_stay_comments(words):
    page = ERRORS.replace("A failure of ours", words.replace("|", "").replace("\n", " "))
    text = drafted(errors=page)
    assert {"auth", "base_url", "contract"} <= set(yaml.safe_load(text))
    assert () == lint(text.encode(), file="m.yaml", today=TODAY).errors


def test_a_row_of_another_operation_on_the_page_is_not_quoted():
    head, _, rest = LAMPS.partition("## Create a lamp")
    first = (
        "## Dim a lamp\n\n`POST /v1/dims`\n\n### Body parameters\n\n| Name | Type | Required | Description |\n"
        "| --- | --- | --- | --- |\n| colour | string | no | Colour to dim to |\n\n"
    )
    text = drafted(lamps=f"{head}{first}## Create a lamp{rest}")
    assert "colour | string | yes | Colour of the light" in text
    assert "Colour to dim to" not in text
