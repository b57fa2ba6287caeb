"""Answers in one block of code with what introduces them: their names are watched like those of any sample."""

import pytest

from driftwatch.extract.data.sample_json import json_of_sample
from driftwatch.extract.pages.sample_answers import answers_of
from driftwatch.extract.pages.sample_lines import sample_lines

BOX = '{"size": 3}'
NAMES = "JSON size: integer"


@pytest.mark.parametrize(
    "head",
    [
        "Code: 201",
        "201",
        "201 Created",
        "200 OK HTTP/1.1",
        "HTTP status: 200",
        "Response (404):",
        "# 400 Bad Request",
        "HTTP/1.1 200 OK\nServer: shop\nContent-Type: application/json\n",
        "Content-Type application/json\n201 CREATED\n",
        "< HTTP/1.1 404 Not Found\n< Vary: Accept\n<",
        "Content-Type: application/problem+json\n",
        "Response:",
        "Beispiel:",
        "响应\uff1a",
        "Example response",
        "Ответ",
        "# of one box",
        "make boxes\n\n# The response is",
    ],
)
def test_what_introduces_an_answer_lets_its_names_be_seen(head: str) -> None:
    assert list(sample_lines(f"{head}\n{BOX}")) == [NAMES]


@pytest.mark.parametrize(
    "head",
    ["make boxes", "class Box", "Content-Length: 208", "Server: shop", "boxes = 3;", "x" * 500, "# a box\nmake boxes"],
)
def test_brackets_below_anything_else_are_no_answer(head: str) -> None:
    assert list(sample_lines(f"{head}\n{BOX}")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"$ curl shop.example/boxes/1\n{BOX}", ["GET shop.example/boxes/1", NAMES]),
        (
            f"curl shop.example/boxes \\\n  -d '\n{{\"lid\": 1}}\n'\n\n{BOX}",
            ["POST shop.example/boxes · body lid: integer", NAMES],
        ),
        (f"curl shop.example/boxes \\\n{BOX}", ["GET shop.example/boxes"]),
        (
            f'curl shop.example/boxes -d @- <<EOF\n{BOX}\nEOF\n\n[{{"id": 1}}]',
            ["POST shop.example/boxes · body data", "JSON [].id: integer"],
        ),
        (
            f'POST /boxes HTTP/1.1\nHost: shop.example\nContent-Length: 11\n\n{{"lid": 1}}\n\nHTTP/1.1 200 OK\n\n{BOX}',
            ["POST /boxes · headers content-length, host · body lid: integer", NAMES],
        ),
        (f'{BOX}\n{{"lid": 1}}\n{{"lid": 2}}', [NAMES, "JSON lid: integer"]),
        (f'// before\n{BOX}\n// after\n{{"lid": 1}}', [NAMES, "JSON lid: integer"]),
        ("Code: 200\n[1, 2]", []),
    ],
)
def test_each_message_of_an_exchange_is_told_once(text: str, lines: list[str]) -> None:
    assert list(sample_lines(text)) == lines


def test_an_answer_ends_with_its_bracket_and_one_without_an_end_reaches_to_the_end() -> None:
    assert list(answers_of('201\n{"a": "}"}\nmore\n{"b": 1}')) == ['{"a": "}"}']
    assert [json_of_sample(answer) for answer in answers_of('201\n{"a": {"b": 1}')] == [{"a": {"b": 1}}]


def test_many_brackets_cost_no_more_than_their_number() -> None:
    assert len(list(answers_of("201\n{\n" * 20_000))) == 1
    assert len(list(answers_of('curl x.example/a "\n' + "{\n" * 20_000))) == 0
