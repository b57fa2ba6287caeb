"""How a finding is named in a line of text."""

import pytest

from driftwatch.model.finding import Finding
from driftwatch.model.source import Source
from driftwatch.reports.telling import subject_of


def finding(area: str, **more: object) -> Finding:
    told = {"id": "some-rule", "operations": (), "level": "info", "message": "", "advice": "", "fingerprint": "0" * 12}
    return Finding(area=area, **{**told, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("area", "named"),
    [("request", "API"), ("response", "API"), ("operation", "API"), ("server", "server"), ("security", "security")],
)
def test_what_is_of_no_call_is_of_the_api_or_its_area(area: str, named: str) -> None:
    assert named == subject_of(finding(area))
    assert named == subject_of(finding(area, sources=(Source(url="api.yaml"),)))


def test_what_is_of_a_call_or_a_page_is_named_by_it() -> None:
    page = (Source(url="https://docs.example.test/limits"),)
    calls = ("GET /a", "GET /b")
    assert subject_of(finding("request", sources=page)) == "/limits"
    assert subject_of(finding("request", sources=page, operations=calls)) == "GET /a +1"
