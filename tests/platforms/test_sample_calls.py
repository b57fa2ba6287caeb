"""Pages of components: which call their fields belong to when no heading says so."""

from collections.abc import Iterator

import pytest

from driftwatch.extract.fields.field import DocumentedField
from driftwatch.extract.words.roles import Aim
from driftwatch.model.facts import UNSTATED, Field, Operation
from driftwatch.platforms.calls.named_call import NamedCall
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.messages.sample_places import Sent, place_of_field
from driftwatch.platforms.messages.told import Told
from tests.platforms.pages_of_ours import BANNER, page

FIELD = '<ParamField body="colour" type="string" required>\n  Paint.\n</ParamField>\n\n'


def documented(text: str) -> dict[str, set[str]]:
    """Operation -> addresses of its fields."""
    stated = statements_of(page("/widgets/paint.md", BANNER + "# Paint a widget\n\n" + text))
    return {
        f"{operation.method} {operation.path}": {fact.at for fact in entry.facts if isinstance(fact, Field)}
        for documentation in stated.documentations
        for entry in documentation.entries
        for operation in entry.facts
        if isinstance(operation, Operation)
    }


def curl(command: str) -> str:
    return f"<RequestExample>\n  ```bash cURL theme={{null}}\n  {command}\n  ```\n</RequestExample>\n"


@pytest.mark.parametrize(
    ("command", "call"),
    [
        ("curl -X POST https://api.example.com/v1/paint", "POST /v1/paint"),
        ("curl --request POST \\\n    --url https://api.example.com/v1/paint \\\n    --data '{}'", "POST /v1/paint"),
        ('curl https://api.example.com/v1/paint \\\n    -d \'{"colour": "red"}\'', "POST /v1/paint"),
        ("curl 'https://api.example.com/v1/paint?colour=red' \\\n    -H 'x-key: YOUR_KEY'", "GET /v1/paint"),
        ('curl -X POST "$API_URL/v1/paint"', "POST /v1/paint"),
        ("curl -o $OUT/x -X PUT {{base_url}}/v1/paint/{id}", "PUT /v1/paint/{id}"),
        ("curl -X PUT https://api.example.com/v1/paint/{id}", "PUT /v1/paint/{id}"),
        ("curl -X PUT https://api.example.com/v1/paint/$PAINT_ID", "PUT /v1/paint/{PAINT_ID}"),
    ],
)
def test_fields_belong_to_the_call_of_the_request_sample(command: str, call: str) -> None:
    found = documented(FIELD + curl(command))
    assert list(found) == [call]
    assert "request · application/json · colour" in found[call]


@pytest.mark.parametrize(
    "code",
    [
        'url = "https://api.example.com/v1/paint"\nresponse = requests.post(url, json={})',
        'requests.request("POST", "https://api.example.com/v1/paint", json={})',
        "await fetch('https://api.example.com/v1/paint', {\n    method: 'POST',\n  })",
        'http.NewRequest("POST", "https://api.example.com/v1/paint", body)',
    ],
)
def test_samples_in_other_languages_name_the_same_call(code: str) -> None:
    sample = f"```js\n{code}\n```\n"
    assert list(documented(FIELD + sample)) == ["POST /v1/paint"]
    assert list(documented(FIELD + curl("curl -X POST https://api.example.com/v1/paint") + sample)) == [
        "POST /v1/paint"
    ]


def test_addresses_in_an_answer_name_no_call() -> None:
    assert documented(FIELD + '```json\n{"image": "https://cdn.example.com/v1/paint", "method": 3}\n```\n') == {}


def test_a_value_in_the_sample_stands_for_the_path_parameter() -> None:
    path = '<ParamField path="widget_id" type="string">\n  Which.\n</ParamField>\n\n'
    command = "curl -X PATCH https://api.example.com/v1/widgets/wid_81f0c2a7"
    assert list(documented(path + FIELD + curl(command))) == ["PATCH /v1/widgets/{widget_id}"]


def test_samples_of_several_calls_name_none() -> None:
    first, second = curl("curl https://api.example.com/v1/a"), curl("curl https://api.example.com/v1/b")
    assert documented(FIELD + first + second) == {}


def test_the_opening_sentence_may_name_the_call() -> None:
    assert list(documented("> Paint it. POST /v1/paint answers with the widget.\n\n" + FIELD)) == ["POST /v1/paint"]
    assert documented(FIELD + "\nPoll GET /v1/widgets/{id} until it is dry.\n") == {}


def test_each_call_of_a_page_keeps_its_own_components() -> None:
    text = (
        "## List\n\n```http\nGET https://api.example.com/v1/widgets\n```\n\n"
        '<ParamField query="page" type="integer">\n  Page.\n</ParamField>\n\n'
        "## Paint\n\n```http\nPOST https://api.example.com/v1/widgets\n```\n\n" + FIELD + "\n"
        "## Scrap\n\n```http\nDELETE https://api.example.com/v1/widgets/{id}\n```\n\nGone for good.\n"
    )
    assert documented(text) == {
        "GET /v1/widgets": {"parameter · query · page · $"},
        "POST /v1/widgets": {"request · application/json · $", "request · application/json · colour"},
        "DELETE /v1/widgets/{id}": set(),
    }


def test_fields_of_no_call_are_told() -> None:
    assert statements_of(page("/widgets/paint.md", "# Paint\n\n" + FIELD)).has_loose_fields
    named = "# Paint\n\n" + FIELD + curl("curl https://api.example.com/v1/paint")
    assert not statements_of(page("/widgets/paint.md", named)).has_loose_fields
    assert not statements_of(page("/widgets/paint.md", "# Paint\n\nText.\n")).has_loose_fields


class Counted(tuple[DocumentedField, ...]):
    """Fields that count how often somebody goes through all of them."""

    __slots__ = ()
    walks = 0

    def __iter__(self) -> Iterator[DocumentedField]:
        type(self).walks += 1
        return super().__iter__()


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("sample", [("a3", "other"), ("other",), ()])
def test_where_the_fields_of_a_block_travel_is_asked_of_the_block_once(method: str, sample: tuple[str, ...]) -> None:
    """12,800 items of one list took 12 s: each of them asked all of them."""
    Counted.walks = 0
    fields = Counted(DocumentedField(name=f"a{number}", required=number == 99 or None) for number in range(100))
    told = Told(place=((), 0), aim=Aim(), fields=fields)
    sent = Sent(frozenset(), frozenset(sample))
    places = {place_of_field(field, told, NamedCall(method, "/v1/things"), sent).within for field in tuple(fields)}
    assert places <= {"body", "query", UNSTATED}
    assert Counted.walks <= 4


SENT = "##### Request arguments\n\nParameter | Description\n-|-\n`colour`<br>Required|Paint.\n`coats`|How many.\n\n"


def by_section(*commands: str) -> dict[str, set[str]]:
    sections = "".join(f"## Step {number}\n\n```shell\n{said}\n```\n\n{SENT}" for number, said in enumerate(commands))
    stated = statements_of(page("/widgets/paint.md", f"# Painting\n\n{sections}"))
    return {
        f"{operation.method} {operation.path}": {fact.at for fact in entry.facts if isinstance(fact, Field)}
        for documentation in stated.documentations
        for entry in documentation.entries
        for operation in entry.facts
        if isinstance(operation, Operation)
    }


@pytest.mark.parametrize(
    ("command", "call", "within"),
    [
        (
            '$ http --form PUT "https://api.example.com/paint/$id" \\\n  "colour=$c" \\\n  X-Key:1',
            "PUT /paint/{id}",
            "body",
        ),
        ("http :8080/paint colour=red coats:=2", "POST /paint", "body"),
        ("https api.example.com/paint colour==red", "GET /paint", "query"),
        ("http -a me:pw GET localhost:80/paint colour==red coats==2", "GET /paint", "query"),
        ("xh DELETE http://localhost/paint/{id} X-Key:1", "DELETE /paint/{id}", "query"),
    ],
)
def test_commands_of_httpie_make_calls_as_those_of_curl_do(command: str, call: str, within: str) -> None:
    found = by_section(command)
    assert list(found) == [call]
    at = "request · application/json · colour" if within == "body" else "parameter · query · colour · $"
    assert at in found[call]


@pytest.mark.parametrize(
    "said", ["http is what it speaks", "http 'never closes", "http --help", "http red=1", "http :80"]
)
def test_lines_that_are_no_command_of_httpie_name_no_call(said: str) -> None:
    assert by_section(said) == {}


def test_fields_belong_to_the_sample_of_their_section_though_others_have_parameters_in_their_path() -> None:
    found = by_section(
        "curl -X POST https://api.example.com/paint -d 'colour=red'", "curl -X PUT https://api.example.com/paint/{id}"
    )
    assert sorted(found) == ["POST /paint", "PUT /paint/{id}"]
    assert all("request · application/json · coats" in fields for fields in found.values())


@pytest.mark.parametrize(
    "host", ["https://api.example.com", "<your-url>", "{{host}}", "{host}", "$HOST", "${HOST}", ""]
)
def test_a_request_as_it_travels_names_its_call_behind_any_host(host: str) -> None:
    sample = f"POST {host}/v1/paint\nAuthorization: KEY\ncontent-type: application/json\n\n{{}}"
    page = f"# Paint\n\n```http\n{sample}\n```\n\n| Field | Type |\n| --- | --- |\n| `colour` | string |\n"
    assert list(documented(page)) == ["POST /v1/paint"]


@pytest.mark.parametrize(("title", "summary"), [("HTTP", ""), ("cURL", ""), ("Paint it", "Paint it")])
def test_the_label_of_a_sample_is_no_summary_of_its_call(title: str, summary: str) -> None:
    text = f"# Colours\n\n### {title}\n\n```http\nPOST <your-url>/v1/paint\nAuthorization: KEY\n```\n"
    stated = statements_of(page("colours", text))
    operations = [
        fact
        for each in stated.documentations
        for entry in each.entries
        for fact in entry.facts
        if isinstance(fact, Operation)
    ]
    assert [each.summary for each in operations] == [summary]


def test_a_call_with_its_parameters_in_angles_is_no_summary_of_itself() -> None:
    text = "# Lids\n\n- GET `/lids/<id>` - One\n  - It closes.\n- GET `/lids/<id>/rim` - Its rim\n"
    found = [entry.facts[0] for each in statements_of(page("lids", text)).documentations for entry in each.entries]
    assert [each.summary for each in found if isinstance(each, Operation)] == ["", ""]


@pytest.mark.parametrize("title", ["Example request", "Example: a fast box", "Sample"])
def test_a_call_behind_the_section_of_its_template_is_an_example_of_it(title: str) -> None:
    call = "## Get a widget\n\n### Endpoint\n\n```\nGET /widgets/{id}\n```\n\n"
    example = f"## {title}\n\n```\nGET /widgets/0m8ya-40\n```\n\n"
    assert ["GET /widgets/{id}"] == list(documented(call + example))
    other = "## List widgets\n\n### Endpoint\n\n```\nGET /widgets\n```\n\n"
    assert ["GET /widgets/{id}", "GET /widgets"] == list(documented(call + other + example))


@pytest.mark.parametrize("path", ["/boxes/0m8ya-40", "/widgets/7a/parts", "/widgets"])
def test_a_call_below_an_example_that_no_template_before_it_fits_is_one(path: str) -> None:
    call = "## Get a widget\n\n### Endpoint\n\n```\nGET /widgets/{id}\n```\n\n"
    example = f"## Example of more\n\n```\nGET {path}\n```\n\n"
    assert ["GET /widgets/{id}", f"GET {path}"] == sorted(documented(call + example), key=lambda said: "{" not in said)
