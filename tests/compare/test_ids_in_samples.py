"""The id of one thing in what a sample calls is a value of the sample: another one says nothing."""

import pytest

from tests.compare.page_snapshots import changes_of

PAGE = "# Boxes\n\nHow to open one.\n\n```bash\ncurl -X DELETE https://box.example.com{} -H 'X-Key: k'\n```\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/v2/boxes/9", "/v2/boxes/157"),
        ("/boxes/9/lids/1", "/boxes/10/lids/2"),
        ("/boxes/0b0e7f30-94a1-4c1f-8a55-0b7d0f3c2a11", "/boxes/7c9e6679-7425-40de-944b-e07fc1f90ae7"),
        ("/boxes/5f2d1c9be4b0a1a2b3c4d5e6", "/boxes/60c72b2f9b1d8e001c8e4b2a"),
    ],
)
def test_another_id_says_nothing(old: str, new: str):
    assert changes_of(PAGE.format(old), PAGE.format(new)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/v1/boxes/9", "/v2/boxes/9"),
        ("/api/1/boxes", "/api/2/boxes"),
        ("/rest/1/boxes", "/rest/2/boxes"),
        ("/2/boxes", "/3/boxes"),
        ("/boxes/1.0", "/boxes/2.0"),
        ("/boxes/9/open", "/boxes/9/shut"),
        ("/boxes/9", "/lids/9"),
        ("/boxes/small", "/boxes/large"),
        (":8080/boxes", ":9090/boxes"),
        ("/boxes/9", "/boxes"),
    ],
)
def test_another_call_is_told(old: str, new: str):
    (told,) = changes_of(PAGE.format(old), PAGE.format(new))
    assert told.kind == "sample.call.changed"
