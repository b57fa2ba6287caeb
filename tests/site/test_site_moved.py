"""Links into earlier builds of the site: whatever a page is called now, they lead to what they told of."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from driftwatch.history.captures import History
from driftwatch.history.timeline import Judged, past_of
from driftwatch.model.snapshot import Owner
from driftwatch.reports.site.files import files_of_site
from driftwatch.reports.site.model import Moment, Name, Past, Subject
from driftwatch.rules.policy import Policy
from tests.history.stories import captured, document, json_body
from tests.site.conftest import CHROMIUM, build

Spec = dict[str, Any]
DAYS = ("2026-03-15", "2026-03-16")


def site_of(folder: Path, days: Sequence[Spec]) -> dict[str, str]:
    past = past_of(
        History(captured(folder, days), "snapshots/clips"), Judged(Policy(today="2026-12-01")), source="clips"
    )
    return {path: content.decode() for path, content in files_of_site(past).items()}


def renamed_parameter(spec: Spec) -> Spec:
    changed = copy.deepcopy(spec)
    changed["paths"]["/v1/clips/{id}"] = changed["paths"].pop("/v1/clips/{clip}")
    for operation in changed["paths"]["/v1/clips/{id}"].values():
        operation["parameters"][0]["name"] = "id"
    return changed


def moved_path(spec: Spec) -> Spec:
    changed = copy.deepcopy(spec)
    changed["paths"]["/v2/reels"] = changed["paths"].pop("/v1/clips")
    return changed


def leads_to(page: str, address: str) -> bool:
    refresh = f'<noscript><meta http-equiv="refresh" content="0; url={address}"></noscript>'
    return refresh in page and f'<link rel="canonical" href="{address}">' in page and f'href="{address}">' in page


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (renamed_parameter, "operations/get-v1-clips-clip.html", "../operations/get-v1-clips-id.html"),
        (moved_path, "operations/post-v1-clips.html", "../operations/post-v2-reels.html"),
    ],
)
def test_the_former_address_of_an_operation_leads_to_its_page(tmp_path: Path, change: Any, old: str, new: str) -> None:
    files = site_of(tmp_path, [document(), change(document())])
    assert leads_to(files[old], new)
    assert new.removeprefix("../") in files


def test_former_addresses_of_several_renamings_all_lead_to_the_newest_page(tmp_path: Path) -> None:
    once = moved_path(document())
    twice = copy.deepcopy(once)
    twice["paths"]["/v3/reels"] = twice["paths"].pop("/v2/reels")
    files = site_of(tmp_path, [document(), once, twice])
    for old in ("operations/post-v1-clips.html", "operations/post-v2-reels.html"):
        assert leads_to(files[old], "../operations/post-v3-reels.html")


def test_an_address_that_another_operation_has_taken_over_is_that_ones_page(tmp_path: Path) -> None:
    renamed = moved_path(document())
    taken = copy.deepcopy(renamed)
    taken["paths"]["/v1/clips"] = {"post": {"summary": "Something else", "responses": {"204": {"description": "no"}}}}
    files = site_of(tmp_path, [document(), renamed, taken])
    assert 'http-equiv="refresh"' not in files["operations/post-v1-clips.html"]
    assert "Something else" in files["operations/post-v1-clips.html"]


def test_an_operation_that_only_later_shares_its_file_name_keeps_its_links(tmp_path: Path) -> None:
    both = copy.deepcopy(document())
    both["paths"]["/v1-clips"] = {"post": {"summary": "A twin", "responses": {"204": {"description": "none"}}}}
    files = site_of(tmp_path, [document(), both])
    old = files["operations/post-v1-clips.html"]
    target = next(
        path for path, text in files.items() if path.startswith("operations/post-v1-clips-") and "Make" in text
    )
    assert leads_to(old, f"../{target}")


def test_a_schema_that_one_operation_alone_uses_by_now_is_found_on_its_page(tmp_path: Path) -> None:
    alone = copy.deepcopy(document())
    alone["paths"]["/v1/clips/{clip}"]["get"]["responses"] = {"204": {"description": "nothing"}}
    files = site_of(tmp_path, [document(), alone])
    assert "url=../operations/post-v1-clips.html#schema-clip-" in files["schemas/clip.html"]


def test_a_schema_that_never_had_a_page_gets_no_address(tmp_path: Path) -> None:
    lone = copy.deepcopy(document())
    lone["components"]["schemas"]["Lone"] = {"type": "object", "properties": {"a": {"type": "string"}}}
    answer = {"200": {"description": "ok", "content": json_body({"$ref": "#/components/schemas/Lone"})}}
    lone["paths"]["/v1/lone"] = {"get": {"responses": answer}}
    assert "schemas/lone.html" not in site_of(tmp_path, [lone, lone])


def test_an_operation_that_is_gone_keeps_its_page_and_says_since_when(tmp_path: Path) -> None:
    gone = copy.deepcopy(document())
    del gone["paths"]["/v1/clips/{clip}"]["delete"]
    page = site_of(tmp_path, [document(), gone])["operations/delete-v1-clips-clip.html"]
    assert 'No longer documented since <a href="#h-2026-04-04-' in page
    assert 'http-equiv="refresh"' not in page


def test_a_page_tells_what_its_operation_was_called_before(tmp_path: Path) -> None:
    page = site_of(tmp_path, [document(), moved_path(document())])["operations/post-v2-reels.html"]
    assert "POST /v1/clips</code> until" in page


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("renamed")
    captured(project, [document(), moved_path(document())])
    build(project, project / "out")
    return project / "out"


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_an_old_link_opens_the_page_and_the_place_on_it(browser: Browser, renamed: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(renamed / 'operations' / 'post-v1-clips.html').as_uri()}#history")
    page.wait_for_url("**/post-v2-reels.html#history")
    expect(page.locator("h1")).to_contain_text("/v2/reels")
    page.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_an_old_link_opens_the_page_without_javascript(browser: Browser, renamed: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((renamed / "operations" / "post-v1-clips.html").as_uri())
    page.wait_for_url("**/post-v2-reels.html")
    context.close()


def test_a_variant_whose_place_in_the_site_moves_keeps_its_links() -> None:
    old, new = (Owner("operation", "POST /v1/videos", variant=place) for place in ("video/sora/official", "video/sora"))
    names = tuple(
        Name(title=f"POST /v1/videos ({owner.variant})", owner=owner, since=since)
        for since, owner in enumerate((old, new))
    )
    moments = tuple(Moment(key=day, date=day, at=f"{day}T00:00:00Z", commit="0" * 40) for day in DAYS)
    variant = Subject(owner=new, title=names[1].title, first=0, names=names)
    files = files_of_site(Past(source="videos", moments=moments, subjects=(variant,)))
    page = files["operations/post-v1-videos-video-sora-official.html"].decode()
    assert leads_to(page, "../operations/post-v1-videos-video-sora.html")


def test_the_canonical_address_is_whole_where_it_is_known() -> None:
    old, new = Owner("operation", "GET /a"), Owner("operation", "GET /b")
    names = (Name(title="GET /a", owner=old, since=0), Name(title="GET /b", owner=new, since=1))
    moments = tuple(Moment(key=day, date=day, at=f"{day}T00:00:00Z", commit="0" * 40) for day in DAYS)
    subjects = (Subject(owner=new, title="GET /b", first=0, names=names),)
    files = files_of_site(Past(source="x", moments=moments, subjects=subjects, url="https://x.example/"))
    assert b'<link rel="canonical" href="https://x.example/operations/get-b.html">' in files["operations/get-a.html"]
