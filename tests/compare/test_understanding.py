"""What is newly not understood is told when it begins: pages, and the API as a whole."""

from msgspec import structs

from driftwatch.compare.compare import compare
from driftwatch.compare.understanding import understands_nothing
from driftwatch.extract.openapi.document import snapshot_of_openapi
from driftwatch.history.review import baseline
from driftwatch.model.change import Change
from driftwatch.model.finding import Coverage, Side
from driftwatch.model.snapshot import Snapshot
from driftwatch.model.stored import entry_of, files_of, snapshot_of_files
from driftwatch.rules.judge import judge
from driftwatch.rules.policy import Policy
from tests.compare.page_snapshots import site

ROWS = "| Field | Type |\n|---|---|\n| `width` | integer |\n| `height` | integer |\n"
CALL = f"# Jobs\n\n`POST /v1/jobs`\n\n## Request body\n\n{ROWS}"
WORDS = "# Guide\n\nJobs take a minute.\n"
LOOSE = f"# Guide\n\nJobs take a minute.\n\n{ROWS.replace('width', 'depth').replace('height', 'weight')}"
GUIDES = {f"guide-{number}": WORDS.replace("Guide", f"Guide {number}") for number in range(9)}
NOTHING = Snapshot(())


def told(old: Snapshot, new: Snapshot) -> list[Change]:
    return [change for change in compare(old, new) if change.kind.endswith("not-understood")]


def kinds(old: Snapshot, new: Snapshot) -> list[str]:
    return [change.kind for change in told(old, new)]


def test_a_page_that_begins_to_show_fields_which_nobody_reads_is_told_once():
    before, after = site(jobs=CALL, guide=WORDS), site(jobs=CALL, guide=LOOSE)
    (change,) = told(before, after)
    assert (change.kind, change.after) == ("pages.not-understood", ["guide"])
    assert kinds(after, site(jobs=CALL, guide=LOOSE + "\nMore words.\n")) == []


def test_pages_of_a_first_capture_are_one_finding():
    (change,) = told(NOTHING, site(jobs=CALL, guide=LOOSE, other=LOOSE.replace("Guide", "Other")))
    assert change.after == ["guide", "other"]
    assert [source.url for source in change.sources] == [
        "https://docs.example.com/guide",
        "https://docs.example.com/other",
    ]


def test_a_page_that_moved_does_not_begin():
    assert kinds(site(jobs=CALL, guide=LOOSE), site(jobs=CALL, elsewhere=LOOSE)) == []


def test_a_page_of_the_same_words_does_not_begin_whatever_was_counted_before():
    after = site(jobs=CALL, guide=LOOSE)
    before = after.with_parts(documents=[structs.replace(one, seen=None) for one in after.documents.values()])
    assert kinds(before, after) == []


def test_a_page_of_which_format_1_kept_no_words_does_not_begin():
    before = site(jobs=CALL, guide=WORDS).with_parts(texts={})
    assert kinds(before, site(jobs=CALL, guide=LOOSE)) == []


def test_an_api_that_is_no_longer_understood_is_told_when_it_begins():
    before, after = site(jobs=CALL), site(jobs=WORDS)
    (change,) = told(before, after)
    assert change.kind == "capture.not-understood"
    assert change.after == {"documents": 1, "operations": 0, "fields": 0, "errors": 0, "rows": 0, "sentences": 1}
    assert kinds(after, site(jobs=WORDS + "\nMore.\n")) == []


def test_an_api_that_is_no_longer_understood_of_the_same_words_is_told_as_well():
    after = site(jobs=CALL)
    assert [change.kind for change in compare(after, after.with_parts(entries=()))] == ["reading.lost"]
    few = after.with_parts(
        entries=[entry_of(one.owner, one.documents, list(one.facts)[:4]) for one in after.entries.values()]
    )
    assert kinds(few, after.with_parts(entries=())) == ["capture.not-understood"]


def test_operations_without_fields_are_not_an_api_that_is_understood():
    named = site(jobs="# Jobs\n\n## `GET /v1/jobs/{id}`\n\nReturns a job.\n")
    assert [owner.name for owner in named.entries if owner.kind == "operation"] == ["GET /v1/jobs/{}"]
    assert understands_nothing(named)
    assert not understands_nothing(site(jobs=CALL))


def test_what_openapi_files_alone_leave_out_is_left_out_on_purpose():
    bare = snapshot_of_openapi({"openapi": "3.1.0", "info": {}, "paths": {}}, place="api", label="api")
    assert not understands_nothing(bare)
    assert not understands_nothing(NOTHING)


def test_a_source_of_words_alone_expects_nothing():
    words = site(guide=LOOSE)
    content = Snapshot((), words.documents.values(), texts=words.texts, content="text")
    assert kinds(NOTHING, content) == []
    assert kinds(content, words) == ["capture.not-understood", "pages.not-understood"]
    again = snapshot_of_files(files_of(content), label="again")
    assert (again.content, files_of(again)) == ("text", files_of(content))


def first(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    report = baseline(snapshot, source="x", policy=Policy(), new=Side(label="new"), coverage=Coverage())
    return [(finding.id, finding.level, finding.message) for finding in report.findings]


def test_a_first_capture_says_what_was_seen_and_which_specification_is_not_read():
    specification = "https://specs.example.com/openapi.json"
    linked = f"{LOOSE}\nAll of it: <{specification}>\n"
    seen = "1 document, 0 operations, 2 fields, 0 errors, 2 rows, {} sentence{}"
    nothing = "No operation with fields was understood; seen were "
    pages = ("pages-not-understood", "info", "Pages that show fields of which none is understood: `guide`.")
    assert first(site(guide=LOOSE)) == [
        ("nothing-understood", "breaking", f"{nothing}{seen.format(1, '')}."),
        pages,
    ]
    assert first(site(guide=linked)) == [
        (
            "nothing-understood",
            "breaking",
            f"{nothing}{seen.format(2, 's')}. Pages link to `{specification}`, which is not read.",
        ),
        pages,
    ]


def test_the_finding_is_the_same_whatever_was_counted():
    def fingerprint(snapshot: Snapshot) -> str:
        report = baseline(snapshot, source="x", policy=Policy(), new=Side(label="new"), coverage=Coverage())
        return report.findings[0].fingerprint

    assert fingerprint(site(guide=WORDS)) == fingerprint(site(guide=WORDS + "\nMore.\n"))


def test_a_page_that_was_not_understood_before_it_moved_is_not_told_of_again():
    said = "# Codes of boxes\n\nAll that a box can say, with what is meant by each of its words.\n\n{}"
    fields = "| Field | Type |\n| --- | --- |\n| `width` | integer |\n| `depth` | integer |\n"
    old, new = (
        site(**{"old/codes.md": said.format(fields)}),
        site(**{"new/codes/index.html": said.format(fields + "\nMore.\n")}),
    )
    kinds = [each.kind for each in compare(old, new)]
    assert "document.moved" in kinds
    assert "pages.not-understood" not in kinds


def test_fields_that_go_with_the_calls_that_had_them_are_not_what_is_newly_not_understood():
    bare = "# Lids\n\n`GET /v1/lids`\n\n`GET /v1/seals`\n\nLids are round.\n"
    assert kinds(site(jobs=CALL, lids=bare), site(jobs="# Jobs\n\nThey are gone.\n", lids=bare)) == []
    assert kinds(site(jobs=CALL), site(jobs="# Jobs\n\nThey are gone.\n")) == ["capture.not-understood"]
    no_fields = CALL.partition("## Request body")[0]
    assert kinds(site(jobs=CALL, lids=bare), site(jobs=no_fields, lids=bare)) == ["capture.not-understood"]


def level(old: Snapshot, new: Snapshot) -> list[str]:
    return [one.level for one in judge(compare(old, new)) if one.id == "nothing-understood"]


def test_where_a_call_or_two_were_all_their_removal_is_what_asks_for_attention():
    gone = "# Jobs\n\nThey are gone.\n"
    more = CALL.replace("jobs", "lids").replace("Jobs", "Lids")
    assert level(site(jobs=CALL, **GUIDES), site(jobs=gone, **GUIDES)) == ["info"]
    assert level(site(jobs=CALL, lids=more, **GUIDES), site(jobs=gone, **GUIDES)) == ["info"]
    third = CALL.replace("jobs", "bags").replace("Jobs", "Bags")
    assert level(site(jobs=CALL, lids=more, bags=third, **GUIDES), site(jobs=gone, **GUIDES)) == ["breaking"]


def test_an_api_of_a_call_or_two_is_not_understood_where_its_layout_changed():
    shown = "# Jobs\n\nSee the console for what the call takes.\n"
    more = CALL.replace("jobs", "lids").replace("Jobs", "Lids")
    assert level(site(jobs=CALL), site(jobs=shown)) == ["breaking"]
    assert level(site(jobs=CALL, guide=WORDS), site(jobs=shown, guide=WORDS)) == ["breaking"]
    before = site(jobs=CALL, lids=more, guide=WORDS)
    assert level(before, site(jobs=shown, lids=shown.replace("Jobs", "Lids"), guide=WORDS)) == ["breaking"]


def test_nothing_is_understood_where_something_like_a_field_or_the_same_words_are_left():
    rows = f"# Jobs\n\nThey have moved.\n\n{ROWS}"
    failures = "# Jobs\n\n| Status | Meaning |\n|---|---|\n| 404 | No such job |\n| 429 | Too many jobs |\n"
    bare = CALL.partition("## Request body")[0]
    for page in (rows, failures, bare):
        assert level(site(jobs=CALL, **GUIDES), site(jobs=page, **GUIDES)) == ["breaking"]
    same = site(jobs=CALL, **GUIDES)
    assert level(same, same.with_parts(entries=())) == []  # facts that are no longer read are told
    assert level(site(jobs=bare), site(jobs=WORDS)) == []
    assert level(NOTHING, site(jobs=WORDS)) == ["breaking"]


def test_pages_that_say_the_same_and_are_understood_no_longer_are_told_as_a_reading_and_not_as_broken():
    before = site(jobs=CALL, guide=WORDS)
    words_alone = [entry for entry in before.entries.values() if entry.owner.kind == "page"]
    after = before.with_parts(entries=words_alone)
    assert understands_nothing(after)
    assert [change.kind for change in compare(before, after)] == ["reading.lost"]
    edited = site(jobs=CALL + "\nMore words.\n", guide=WORDS).with_parts(entries=words_alone)
    assert "capture.not-understood" in kinds(before, edited)
