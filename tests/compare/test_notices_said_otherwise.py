"""A line that became a notice because it is worded otherwise warns where it asks more than it did."""

import pytest

from tests.compare.page_snapshots import site
from tests.rules.test_folding_pages import drift

PAGE = "# API\n\n## POST /boxes\n\nSends them.\n\n## Batches\n\n{}\n"


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [
        ("Batches have 5 MB.", "A body takes a batch. The maximum size of a body is 5 MB.", ["warning"]),
        ("The largest batch size is 5 MB.", "The maximum batch size of a request body is 5 MB.", ["info"]),
        ("The largest batch size is 5 MB.", "The maximum batch size of a request body is 8 MB.", ["info"]),
        ("The largest batch size is 5 MB.", "The maximum batch size of a request body is 4 MB.", ["warning"]),
        ("The largest batch is very large.", "The maximum batch size of a request body is 4 MB.", ["warning"]),
        ("The largest batch has 5 MB.", "The maximum size of a request body is 8 MB.", ["warning"]),
        ("Bags have 5 MB each.", "The maximum size of all files in a request is 5 MB.", ["warning"]),
        ("The old boxes take 5 MB.", "The old boxes take 5 MB and will be removed in 2027.", ["warning"]),
        ("Files of 5 MB are common.", "Files are limited to 5 MB.", ["warning"]),
        ("5 MB files are fast.", "The maximum file size is 5 MB.", ["warning"]),
        ("The model for customers is coming.", "The model is under maintenance.", ["warning"]),
        ("Bags of 5 MB work.", "Bags of 5 MB will no longer be supported.", ["warning"]),
    ],
)
def test_a_line_that_became_a_notice_warns_where_it_asks_more(before: str, after: str, levels: list[str]):
    old, new = (site(guide=PAGE.format(said)) for said in (before, after))
    assert [each.level for each in drift(old, new, "notices")] == levels


def test_as_many_calls_in_another_time_are_another_limit():
    said = ("At most 60 requests per hour are advised.", "You may send at most 60 requests per second.")
    old, new = (site(guide=PAGE.format(each)) for each in said)
    assert "warning" in [each.level for each in drift(old, new, "notices")]


GOING = "This endpoint is deprecated."


@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        (GOING, f"{GOING} Lists of several boxes are no longer supported.", ["deprecation-notice-added"]),
        (f"{GOING} Lists of several boxes are no longer supported.", GOING, []),
        (GOING, f"{GOING} Use bags.", []),
        (GOING, "By now this endpoint is deprecated.", []),
        (f"{GOING} Lids are no longer supported.", f"{GOING} And lids are no longer supported.", []),
        (GOING, f"{GOING} It has been deprecated since version 2.", []),
        (GOING, f"{GOING} From version 2 on it is no longer supported.", []),
        (GOING, f"{GOING} This method is no longer supported.", []),
        (GOING, f"{GOING} The endpoint will be removed.", []),
        (GOING, "The call is deprecated.", []),
        ("The old lids are deprecated.", "The former lids are deprecated.", []),
        (GOING, "The endpoint is deprecated. Lists of boxes are no longer supported.", ["deprecation-notice-added"]),
        (
            f"{GOING} Lids are no longer supported.",
            f"{GOING} Lists are no longer supported.",
            ["deprecation-notice-added"],
        ),
    ],
)
def test_a_notice_by_which_one_more_thing_goes_away_warns(before: str, after: str, ids: list[str]):
    old, new = (site(guide=PAGE.format(said)) for said in (before, after))
    found = [each for each in drift(old, new, "notices") if each.level != "info"]
    assert [each.id for each in found] == ids


@pytest.mark.parametrize(
    "said",
    [
        "Added bearer authentication, which replaces basic authentication.",
        "We now support bearer authentication; basic authentication was removed.",
        "API keys in the `X-Box-Key` header are now valid for 30 days.",
        "Authenticate with a bearer token now.",
    ],
)
def test_a_list_of_releases_warns_of_credentials(said: str):
    guide = f"{PAGE}\n## Keys\n\nThey are sent in `X-Box-Key`, as bearer or by basic authentication.\n"
    releases = ("Bags.", f"Bags.\n\n{said}")
    old, new = (site(guide=guide, changelog=f"# Releases\n\n## May\n\n{each}\n") for each in releases)
    assert [each.level for each in drift(old, new, "notices")] == ["warning"]


@pytest.mark.parametrize(
    "said",
    [
        "When missing, gpt-x will be used; gpt-x will be removed on 2027-01-01.",
        "If the old header is not sent, calls will be rejected and v1 will be removed.",
        "When the grace period is not specified, the v1 endpoint will be removed.",
        "When the parameter is missing, the endpoint will be removed in 2027.",
        "When this new version is passed, the old endpoint will be discontinued.",
        "The API is in beta mode.",
        "Video boxes are in preview mode.",
        "Video is in beta environments only, calls may fail.",
        "The endpoint is in private preview deployments.",
        "The image model is in preview image generation.",
    ],
)
def test_what_goes_away_or_is_no_more_than_tried_warns(said: str):
    old, new = (site(guide=PAGE.format(each)) for each in ("Words.", f"Words.\n\n{said}"))
    assert [each.level for each in drift(old, new, "notices")] == ["warning"]
