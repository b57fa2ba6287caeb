"""The JSON of a sample is read with the remarks that people put around its members."""

import pytest

from driftwatch.extract.fields.sample_roots import sample_of
from driftwatch.extract.text.blocks import Code


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "lid": "a"}',
        '// A box that is open\n{"id": 1, "lid": "a"}',
        '// A box\n  // that is open\n\n{"id": 1, // kept\n "lid": "a",}',
    ],
)
def test_remarks_before_and_inside_a_sample_are_left_out(text: str) -> None:
    assert sample_of(Code(lang="json", info="", text=text)) == {"id": 1, "lid": "a"}


@pytest.mark.parametrize("text", ["// Only a remark", "//", "", "// A call\nGET /boxes", "x // a\n{}"])
def test_what_holds_no_json_is_none(text: str) -> None:
    assert sample_of(Code(lang="", info="", text=text)) is None
