"""The day of an upgrade that meets edited pages: told is what the edit changed, as on any other day."""

import zlib
from collections.abc import Callable
from random import Random

import pytest
from msgspec import UNSET, structs

from driftwatch.compare.compare import compare
from driftwatch.compare.reread import as_read_today, rereadings
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Header, Notice, Operation, Parameter, identity_of
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.model.stored import entry_of
from tests.compare.page_edits import visible_edits
from tests.compare.page_snapshots import site
from tests.presence.island import page_about

CALLS = """# Boxes

Boxes hold parcels.

## Create a box

`POST https://api.example.com/v1/boxes`

Call it once a box.

### Body

| Name | Type | Required | Description |
| --- | --- | --- | --- |
| `weight` | number | yes | What it weighs. |
| `colour` | string | no | One of `red`, `blue`. |
| `depth` | integer | no | How deep it is. |

### Response

| Name | Type | Description |
| --- | --- | --- |
| `id` | string | Names the box. |
| `sealed` | boolean | Whether it is closed. |

### Errors

| Status | Meaning |
| --- | --- |
| 404 | There is no such depot. |
| 409 | The box exists. |

## List boxes

`GET https://api.example.com/v1/boxes`

### Query parameters

| Name | Type | Description |
| --- | --- | --- |
| `limit` | integer | How many, at most. |
| `after` | string | Where to go on. |

## Limits

Rate limit: 30 requests per minute for each key.
"""
BESIDE = page_about("parcels")
"""A page beside it that nobody edits, of which the older reader reads less as well."""


def _drawn(fact: AnyFact, number: int) -> int:
    return zlib.crc32((fact.locator.rpartition(" > ")[2] or fact.at).encode()) % number


def less(fact: AnyFact) -> AnyFact | None:
    """Read some rows not at all."""
    is_row = isinstance(fact, Field | Parameter | ErrorRule | Notice | Header)
    return None if is_row and _drawn(fact, 3) == 0 else fact


def otherwise(fact: AnyFact) -> AnyFact | None:
    """Read types and needs of some rows otherwise."""
    if isinstance(fact, Field) and _drawn(fact, 2):
        return structs.replace(fact, type=(), required=not fact.required, enum=UNSET)
    return structs.replace(fact, meaning="") if isinstance(fact, ErrorRule) else fact


def elsewhere(fact: AnyFact) -> AnyFact | None:
    """Read what is answered as the answer of another status."""
    if fact.at.startswith("response · 200"):
        at = fact.at.replace("200", "201", 1)
        return structs.replace(fact, at=at, **({"status": "201"} if "status" in fact.__struct_fields__ else {}))
    return fact


def no_lists(fact: AnyFact) -> AnyFact | None:
    """Read no call that lists anything."""
    return None if isinstance(fact, Operation) and fact.method == "GET" else fact


READERS = (less, otherwise, elsewhere, no_lists)


def by(reader: Callable[[AnyFact], AnyFact | None], snapshot: Snapshot) -> Snapshot:
    """Return what an older reader would have captured."""
    entries = []
    for owner, entry in snapshot.entries.items():
        if owner.name == "beside":
            continue  # shows that driftwatch reads otherwise by now
        facts = [known for fact in entry.facts if (known := reader(fact)) is not None]
        if facts and (owner.kind != "operation" or any(isinstance(fact, Operation) for fact in facts)):
            entries.append(entry_of(owner, entry.documents, facts))
    return snapshot.with_parts(entries=entries)


def upgraded(reader: Callable[[AnyFact], AnyFact | None], before: str, after: str, *, kept: str = "full") -> list[str]:
    """Return what contracts are told to have changed when an older reader captured the page before."""
    old, new = by(reader, site(guide=before, beside=BESIDE)), site(guide=after, beside=BESIDE)
    if kept == "digest":
        old, new = digested(old), digested(new)
    new = new.with_parts(reread=rereadings(old, new))
    return told(old, new)


def digested(snapshot: Snapshot) -> Snapshot:
    texts = {place: snapshot.text(place).digested() for place in snapshot.documents}
    return snapshot.with_parts(texts={place: lambda text=text: text for place, text in texts.items()})


def told(old: Snapshot, new: Snapshot) -> list[str]:
    changes = (change for change in compare(old, new) if not change.kind.startswith(("page.", "sample.", "reading.")))
    return sorted(f"{change.kind} {change.owner.name} {change.field or change.name}" for change in changes)


def on_any_day(before: str, after: str) -> list[str]:
    return told(site(guide=before, beside=BESIDE), site(guide=after, beside=BESIDE))


@pytest.mark.parametrize("reader", READERS)
def test_one_more_sentence_tells_of_nothing_that_is_read_otherwise(reader):
    edited = CALLS.replace("Boxes hold parcels.", "Boxes hold parcels. They are stacked.")
    assert on_any_day(CALLS, edited) == []
    assert upgraded(reader, CALLS, edited) == []


def test_of_hashed_lines_only_what_stands_in_edited_rows_or_sections_is_told():
    edited = CALLS.replace("How deep it is.", "How deep it may be.")
    lines = upgraded(otherwise, CALLS, edited, kept="digest")
    assert lines
    assert not any(name in line for line in lines for name in ("weight", "sealed", "limit", "after"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| `depth` | integer |", "| `depth` | number |"),
        ("| `weight` | number | yes |", "| `weight` | number | no |"),
        ("| `sealed` | boolean | Whether it is closed. |\n", ""),
        ("| 409 | The box exists. |", "| 410 | The box is gone. |"),
        ("### Query parameters", "### Header parameters"),
        ("`GET https://api.example.com/v1/boxes`", "`GET https://api.example.com/v1/crates`"),
        ("30 requests per minute", "20 requests per minute"),
    ],
)
def test_what_an_edit_changes_is_told_on_the_day_of_an_upgrade_as_on_any_other(before, after):
    edited = CALLS.replace(before, after)
    assert edited != CALLS
    for kept in ("full", "digest"):
        assert upgraded(lambda fact: fact, CALLS, edited, kept=kept) == on_any_day(CALLS, edited)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("reader", READERS[:3])
def test_of_random_edits_all_is_told_that_both_readers_read_alike_and_little_else(reader, seed):
    was = site(guide=CALLS, beside=BESIDE)
    old, much, hushed = by(reader, was), 0, 0
    for edit in visible_edits(CALLS, Random(seed)):  # noqa: S311 - edits, no secrets
        new = site(guide=edit.text, beside=BESIDE)
        today = read(as_read_today(old, new))
        before, known, now = read(was), read(old), read(new)
        for key in known.keys() | now.keys():
            if before.get(key) == known.get(key) != now.get(key):
                assert today.get(key) == known.get(key), (edit.what, edit.words, key)
            elif before.get(key) == now.get(key) != known.get(key):
                much += today.get(key) != now.get(key)
                hushed += today.get(key) == now.get(key)
    assert hushed > 2 * much, (hushed, much)


def read(snapshot: Snapshot) -> dict[tuple[Owner, str, str], str]:
    """Return what is read of the page that is edited, by its owner and address."""
    return {
        (owner, type(fact).__name__, fact.at): identity_of(fact)
        for owner, entry in snapshot.entries.items()
        for fact in entry.facts
        if "guide" in entry.documents
    }


def test_an_object_that_is_a_root_alone_is_kept_as_it_is_read_today():
    lid = Owner("schema", "lid")
    old, new = (
        site(guide=CALLS, beside=BESIDE),
        site(guide=CALLS.replace("hold parcels", "hold a parcel"), beside=BESIDE),
    )
    roots = [Field(at="schema · $", type=(kind,), locator="Limits") for kind in ("string", "integer")]
    entries = [
        [*side.entries.values(), entry_of(lid, ("guide",), [root])]
        for side, root in zip((old, new), roots, strict=True)
    ]
    today = as_read_today(by(lambda fact: fact, old.with_parts(entries=entries[0])), new.with_parts(entries=entries[1]))
    assert [fact.type for fact in today.entries[lid].facts] == [("integer",)]


UNSEEN = """# Boxes

Boxes hold parcels.

## Create a box

`POST /boxes`

| Name | Type | Required |
| --- | --- | --- |
| name | string | Yes |
| tags | string[] | No |
| owner | [Person](#person) | No |

Returns a [Box](#box).

- `429` Too many. Retry after 10 seconds.

## Close a box

`POST /boxes/close`

```jsonc
{
  "mode": "x", // string, required
  "size": 3 // optional
}
```

```http
HTTP/1.1 201 Created

{"id": "x"}
```

## Find boxes

`GET /boxes`

| Name | Type |
| --- | --- |
| note? | string |
| kind | string |

- `parent` (object): the parent
  - `shape` (string): its shape

**Returns**

- `id` (string): the id

## Box

| Name | Type |
| --- | --- |
| id | string |

## Crate

| Name | Type |
| --- | --- |
| id | integer |

## Person

| Name | Type | Required |
| --- | --- | --- |
| first | string | Yes |

## Company

| Name | Type | Required |
| --- | --- | --- |
| first | string | No |
| title | string | Yes |
"""
"""A page on which signs mean something, and samples and links lead elsewhere: no line has the words of these."""


@pytest.mark.parametrize("beside", ["", " They are stacked."])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("string[]", "string"),
        ("note?", "note"),
        ("(object): the", "(object, optional): the"),
        ("Retry after 10 seconds.", "Do not retry."),
        ("// string, required", "// string"),
        ("// optional", "// required"),
        ("201 Created", "202 Accepted"),
        ("Returns a [Box](#box)", "Returns a [Crate](#crate)"),
        ("[Person](#person)", "[Company](#company)"),
        ("[Person](#person)", "[Person](#company)"),
        ("## Person", "## Human"),
        ("**Returns**", "**Returns one**"),
        ("  - `shape`", "- `shape`"),
    ],
)
def test_an_edit_of_signs_of_code_or_of_where_a_link_leads_is_told_on_the_day_of_an_upgrade(before, after, beside):
    edited = UNSEEN.replace(before, after).replace("parcels.", f"parcels.{beside}")
    assert edited != UNSEEN
    for kept in ("full", "digest"):
        assert upgraded(lambda fact: fact, UNSEEN, edited, kept=kept) == on_any_day(UNSEEN, edited)


def test_rows_beside_samples_and_links_are_read_as_today_where_they_say_the_same():
    edited = UNSEEN.replace("parcels.", "parcels. They are stacked.")
    assert not [line for line in upgraded(less, UNSEEN, edited) if line.endswith((".name", ".tags", " name", " tags"))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Person](people#person)", "string"),
        ("string |\n", "[Person](people#person) |\n"),
    ],
)
def test_an_object_that_is_no_longer_linked_shows_no_upgrade(before, after):
    table = "| Name | Type |\n| --- | --- |\n"
    crates = f"# Crates\n\n`POST /crates`\n\n{table}| owner | [Person](people#person) |\n| lid | string |\n"
    people = f"# People\n\n## Person\n\n{table}| first | string |\n"
    boxes = f"# Boxes\n\n`POST /boxes`\n\n{table}| tags | string[] |\n"
    old = site(guide=boxes, crates=crates, people=people)
    new = site(guide=boxes.replace("[]", ""), crates=crates.replace(before, after), people=people)
    noted = rereadings(old, new)
    assert all(owner.kind == "schema" for owner in noted)
    assert "field.type.changed POST /boxes tags" in told(old, new.with_parts(reread=noted))
