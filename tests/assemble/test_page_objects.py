"""Objects that pages describe once: named schemas of the site, to which calls refer."""

import pytest
from msgspec import UNSET

from driftwatch.assemble.assembly import Assembly, assemble
from driftwatch.compare.compare import compare
from driftwatch.extract.text.inline import text_of
from driftwatch.model.facts import Field, RequestBody
from driftwatch.model.page import Page
from driftwatch.model.seen import Seen
from driftwatch.model.snapshot import Owner, Snapshot
from driftwatch.platforms.detection import statements_of
from driftwatch.platforms.messages.whole_bodies import returned_by
from driftwatch.presence.presence import Presence

TABLE = "| Field | Type | Description |\n|-|-|-|\n"
USER = f"# User\n\n## User object\n\n{TABLE}| id | string | Of the user |\n| age | integer | In years |\n"
CALLS = (
    "# Calls\n\n## GET /me\n\nReturns a [user](user#user-object).\n\n"
    "## GET /users\n\nReturns a list of [users](/user#user-object).\n"
)
SPEC = (
    '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/me":{"get":{"responses":{"200":{"content":'
    '{"application/json":{"schema":{"type":"object","properties":{"id":{"type":"string"}}}}}}}}}}}'
)


def site(previous: Snapshot | None = None, unseen: tuple[str, ...] = (), **texts: str) -> Assembly:
    read = [
        statements_of(Page(url=f"https://docs.example.com/{place}", path=place, text=text))
        for place, text in texts.items()
    ]
    gone = [
        Presence(path=place, url=f"https://docs.example.com/{place}", state="unseen", reason="x") for place in unseen
    ]
    return assemble(read, previous, gone)


def snapshot(assembly: Assembly) -> Snapshot:
    return Snapshot(assembly.entries, assembly.documents)


def references(assembly: Assembly) -> dict[str, list[tuple[str, str]]]:
    return {
        entry.owner.name: [(fact.at, fact.ref) for fact in entry.facts if isinstance(fact, Field) and fact.ref]
        for entry in assembly.entries
        if entry.owner.kind == "operation"
    }


def schemas(assembly: Assembly) -> list[str]:
    return [entry.owner.name for entry in assembly.entries if entry.owner.kind == "schema"]


def test_calls_refer_to_what_another_page_describes() -> None:
    found = site(user=USER, calls=CALLS)
    assert references(found) == {
        "GET /me": [("response · 200 · application/json · $", "user-object")],
        "GET /users": [("response · 200 · application/json · []", "user-object")],
    }
    assert schemas(found) == ["user-object"]


def test_what_differs_in_an_object_is_one_change_with_the_calls_that_it_reaches() -> None:
    after = USER.replace("| age | integer | In years |\n", "")
    (change,) = compare(snapshot(site(user=USER, calls=CALLS)), snapshot(site(user=after, calls=CALLS)))
    assert (change.kind, change.owner, change.field) == (
        "field.removed",
        Owner("schema", "user-object", scope="page-objects"),
        "age",
    )
    assert [owner.name for owner in change.operations] == ["GET /me", "GET /users"]


def test_a_link_to_what_no_page_describes_says_nothing() -> None:
    found = site(calls=CALLS)
    assert references(found) == {"GET /me": [], "GET /users": []}
    assert all(len(entry.facts) == 1 for entry in found.entries if entry.owner.kind == "operation")


def test_an_object_that_no_call_returns_is_no_schema() -> None:
    assert schemas(site(user=USER)) == []


def test_objects_of_one_name_on_two_pages_are_told_apart() -> None:
    found = site(user=USER, old=USER, calls=CALLS, more="# M\n\n## GET /old\n\nReturns a [user](old#user-object).\n")
    assert schemas(found) == ["user-object (old)", "user-object (user)"]
    assert references(found)["GET /old"][0][1] == "user-object (old)"


@pytest.mark.parametrize("unseen", [("user",), ("calls",), ("user", "calls")])
def test_a_page_that_could_not_be_read_takes_nothing_away(unseen: tuple[str, ...]) -> None:
    texts = {"user": USER, "calls": CALLS}
    before = site(**texts)
    now = site(snapshot(before), unseen, **{place: text for place, text in texts.items() if place not in unseen})
    assert references(now) == references(before)
    assert schemas(now) == ["user-object"]
    kinds = {change.kind for change in compare(snapshot(before), snapshot(now))}
    assert kinds <= {"document.unreadable"}
    again = site(snapshot(now), **texts)
    assert [change.kind for change in compare(snapshot(now), snapshot(again))] == []


def test_beside_a_specification_a_link_adds_no_reference() -> None:
    found = site(user=USER, calls=CALLS, spec=SPEC)
    assert references(found)["GET /me"] == []
    assert schemas(found) == ["user-object"]


@pytest.mark.parametrize(
    ("sentence", "returned"),
    [
        ("Returns a [user](#u).", ("here#u", False, "200")),
        ("Makes one. On success returns a `201` with the new [user](#u). Fires [x](#y).", ("here#u", False, "201")),
        ("Returns an array of [users](/other.md#u) for the key.", ("other#u", True, "200")),
        ("返回 [用户](#u) 列表。", ("here#u", False, "200")),
        ("Returns a partial [user](#u).", None),
        ("Returns a user in the [short format](#f).", ("here#f", False, "200")),
        ("Returns it as a [user](#u).", ("here#u", False, "200")),
        ("Returns nothing. See the [user](#u).", None),
        ("Takes a [user](#u).", None),
        ("Returns a [user](/other).", ("other#other", False, "200")),
        ("**Returns:** Array of [User](/other)", ("other#other", True, "200")),
        ("Returns a [user](#u) object or a [team](#t) object.", None),
        ("Returns an address that you need when [going](#u) there.", None),
        ("Returns `204`, unless more is asked for, in which case it returns a [user](#u).", ("here#u", False, "200")),
        ("Returns that [user](#u).", ("here#u", False, "200")),
        ("Returns what that one [has](#u).", None),
        ("Returns an object which holds a [user](#u).", None),
        ("Returns an object containing a list of [user](#u) objects.", None),
    ],
)
def test_sentences_say_what_a_call_returns(sentence: str, returned: tuple[str, bool, str] | None) -> None:
    found = returned_by(text_of(sentence), "here")
    assert (found and (found.target, found.is_array, found.status)) == returned


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ("Returns an object with a list of [users](user#user-object) under the `items` key.", "items[]"),
        ("Returns an object that contains a [user](user#user-object) in the field `owner`.", "owner"),
    ],
)
def test_a_sentence_may_say_in_which_field_an_object_is(sentence: str, at: str) -> None:
    found = site(user=USER, calls=f"# C\n\n## GET /me\n\n{sentence}\n")
    assert references(found) == {"GET /me": [(f"response · 200 · application/json · {at}", "user-object")]}


@pytest.mark.parametrize(
    ("sentence", "refs"),
    [
        ("Body is a [user](user#user-object). Returns `204`.", ["$"]),
        ("Makes one. The request body must be a [user](user#user-object) object.", ["$"]),
        ("The body of the request contains an array of [users](user#user-object).", ["[]"]),
        ("This call accepts a JSON array of [user](user#user-object) objects, replacing what is there.", ["[]"]),
        ("Takes a [user](user#user-object).", ["$"]),
        ("In the request body, supply a new [user](user#user-object).", ["$"]),
        ("To make one, send a [user](user#user-object) object in the request body.", ["$"]),
        ("**Body**: [user](user#user-object)", ["$"]),
        ("### Request body\n\nA [user](user#user-object) object", ["$"]),
        ("### Request body\n\nSee the [user](user#user-object) for what it means.", []),
        ("### Query\n\nA [user](user#user-object) object", []),
        ("### Body\n\nThe [query parameters](user#user-object)", []),
        ("The body is not a [user](user#user-object).", []),
        ("The body is a [user](user#user-object) or a [team](user#team).", []),
        ("The body is a partial [user](user#user-object).", []),
        ("The body contains the id of a [user](user#user-object).", []),
        ("The body contains an `owner`, a [user](user#user-object).", []),
        ("The body contains [users](user#user-object)' ids.", []),
        ("The response body is a [user](user#user-object).", []),
        ("Send an invitation to a [user](user#user-object).", []),
        ("Send a [user](user#user-object) into the desert.", []),
        ("Accepts the [filters](user#user-object).", []),
        ("The body is a [thing](user#thing).", []),
    ],
)
def test_a_sentence_may_say_what_a_body_is(sentence: str, refs: list[str]) -> None:
    found = site(user=USER, calls=f"# C\n\n## POST /users\n\n{sentence}\n\n## GET /users\n\n{sentence}\n")
    sent = {key: [at for at, _ in said if at.startswith("request")] for key, said in references(found).items()}
    assert sent == {"POST /users": [f"request · application/json · {at}" for at in refs], "GET /users": []}
    (post,) = (entry for entry in found.entries if entry.owner.name == "POST /users")
    assert any(isinstance(fact, RequestBody) for fact in post.facts) is bool(refs)


def test_a_body_may_be_what_its_own_page_describes() -> None:
    own = f"# Team\n\n## Team object\n\n{TABLE}| id | string | Of the team |\n\n"
    found = site(team=f"{own}## PUT /teams\n\nTakes a list of teams, overwriting those of before. Returns `200`.\n")
    assert references(found)["PUT /teams"] == [("request · application/json · []", "team-object")]


def test_what_is_done_with_an_object_is_no_body() -> None:
    own = f"# Team\n\n## Team object\n\n{TABLE}| id | string | Of the team |\n\n"
    assert references(site(team=f"{own}## POST /teams/1/submit\n\nSubmit the team.\n"))["POST /teams/1/submit"] == []


def test_fields_of_a_body_say_more_than_what_it_is() -> None:
    said = f"Body is a [user](user#user-object).\n\n### Body\n\n{TABLE}| age | integer | In years |\n"
    assert references(site(user=USER, calls=f"# C\n\n## POST /users\n\n{said}"))["POST /users"] == []


TEAM = (
    f"# Team\n\n## Team object\n\n{TABLE}"
    "| owner | [user](user#user-object) object | Whose |\n"
    "| members | array of [user](/user#user-object) objects | Who |\n"
    "| guests | map of ids to [user](/user#user-object) objects | By id |\n"
    "| friend | partial [user](/user#user-object) object | Some of it |\n"
    "| lost | [thing](/thing#thing) object | Not described |\n"
    "| kind | integer | the [kind of team](#team-kinds) |\n"
    "| state | string | [state](#team-kinds) |\n"
    "### Team kinds\n\n| Name | Value |\n|-|-|\n| CLUB | 1 |\n| CREW | 2 |\n"
)
TEAMS = "# Teams\n\n## GET /teams\n\nReturns a [team](team#team-object).\n"


def of_team(assembly: Assembly) -> dict[str, Field]:
    (entry,) = (entry for entry in assembly.entries if entry.owner.name == "team-object")
    return {fact.at.removeprefix("schema · "): fact for fact in entry.facts if isinstance(fact, Field)}


def test_objects_refer_to_objects() -> None:
    found = site(user=USER, team=TEAM, teams=TEAMS)
    assert schemas(found) == ["team-object", "user-object"]
    refs = {at: fact.ref for at, fact in of_team(found).items() if fact.ref}
    assert refs == {"owner": "user-object", "members[]": "user-object", "guests.*": "user-object"}


def test_what_no_page_describes_is_a_field_all_the_same() -> None:
    assert {"lost", "friend"} <= of_team(site(user=USER, team=TEAM, teams=TEAMS)).keys()


def test_a_field_has_the_values_that_a_table_lists_where_it_leads() -> None:
    found = of_team(site(user=USER, team=TEAM, teams=TEAMS))
    assert found["kind"].enum == (1, 2)
    assert found["state"].enum is UNSET


def test_values_stay_while_their_page_cannot_be_read() -> None:
    kinds = "# Kinds\n\n## Team kinds\n\n| Name | Value |\n|-|-|\n| CLUB | 1 |\n| CREW | 2 |\n"
    team = TEAM.partition("### Team kinds")[0].replace("(#team-kinds)", "(/kinds#team-kinds)")
    before = site(user=USER, team=team, teams=TEAMS, kinds=kinds)
    assert of_team(before)["kind"].enum == (1, 2)
    now = site(snapshot(before), ("kinds",), user=USER, team=team, teams=TEAMS)
    assert of_team(now)["kind"].enum == (1, 2)
    gone = site(user=USER, team=team, teams=TEAMS)
    assert of_team(gone)["kind"].enum is UNSET


def test_a_page_that_documents_no_call_is_known_by_its_name() -> None:
    attributes = "# List\n\n## Attributes\n\n### `id`\n\n**Type:** String\n\n### `size`\n\n**Type:** Integer\n"
    calls = "# Lists\n\n## GET /lists\n\n**Returns:** Array of [List](/entities/list)\n"
    found = site(**{"entities/list": attributes, "lists": calls})
    assert schemas(found) == ["list"]
    assert references(found)["GET /lists"] == [("response · 200 · application/json · []", "list")]
    documenting = site(**{"entities/list": f"{attributes}\n## GET /list\n", "lists": calls})
    assert references(documenting)["GET /lists"] == []


@pytest.mark.parametrize(
    ("sentence", "refs"),
    [
        ("Returns the new team.", ["$"]),
        ("Makes one. Returns a `201` with the created team object.", ["$"]),
        ("Returns all teams.", []),
        ("Returns a list of team objects.", ["[]"]),
        ("Both responses include a [team](#team-object).", ["$"]),
        ("Returns a partial team.", []),
        ("Returns the team of the caller.", []),
        ("Returns whether the team is full.", []),
        ("Returns the gadget.", []),
    ],
)
def test_a_sentence_may_name_an_object_of_its_own_page(sentence: str, refs: list[str]) -> None:
    own = f"# Team\n\n## Team object\n\n{TABLE}| id | string | Of the team |\n\n## POST /teams\n\n{sentence}\n"
    found = [(at.rpartition(" · ")[2], ref) for at, ref in references(site(team=own))["POST /teams"]]
    assert found == [(ref, "team-object") for ref in refs]


def widget(row: str, *, below: str = "", **pages: str) -> Field:
    """What is told of the field in `row` of an object that a call returns; `below` stands on the object's page."""
    about = f"# Widget\n\n## Widget object\n\n{TABLE}| id | string | Of it |\n{row}\n\n{below}"
    found = site(widget=about, calls="# C\n\n## GET /w\n\nReturns a [widget](widget#widget-object).\n", **pages)
    (entry,) = (entry for entry in found.entries if entry.owner.name == "widget-object")
    name = row.split("|")[1].strip()
    own = (fact for fact in entry.facts if isinstance(fact, Field) and fact.at.endswith((f"· {name}", f"· {name}[]")))
    return max(own, key=lambda fact: len(fact.at))


VALUES = "| Name | Value |\n|-|-|\n| CLUB | 1 |\n| CREW | 2 |\n"
WORDS = "| Value | Meaning |\n|-|-|\n| oak | hard |\n| ash | soft |\n"


@pytest.mark.parametrize("mark", ['<a id="the-kinds"></a>', "<a name='the-kinds'/>", '<Mark id="the-kinds" />'])
def test_an_anchor_above_a_heading_names_it_as_well(mark: str) -> None:
    below = f"{mark}\n### Sorts of widgets\n\n{VALUES}"
    assert widget("| kind | integer | [kind](#the-kinds) |", below=below).enum == (1, 2)
    assert (
        widget("| kind | integer | [kind](#the-kinds) |", below=f"{mark}\n\nWords.\n\n### S\n\n{VALUES}").enum is UNSET
    )


@pytest.mark.parametrize(
    "row",
    [
        "| state | integer | The [state](#widget-state-enum) of it |",
        "| state | integer | Its [standing](#widget-state-values) |",
        "| state | [state of it](#widget-state-enum) object | How it is |",
        "| state | array of integers | List of [states](#widget-state-enum) |",
        "| state | [array](#arrays) of integers | Ask for [states](#widget-state-enum) |",
        "| state | integer | It is told whether it has [some](#widget-state-values) |",
    ],
)
def test_links_lead_to_values_of_a_field_by_its_name(row: str) -> None:
    below = f"### Widget state enum\n\n{VALUES}\n### Widget state values\n\n{VALUES}"
    assert widget(row, below=below).enum == (1, 2)


@pytest.mark.parametrize(
    "row",
    [
        "| image | integer | [image](#image-formats) |",
        "| size | integer | List of [states](#widget-state-enum) that it had |",
        "| size | integer | Told by its [state](#widget-state-enum) |",
    ],
)
def test_links_to_values_of_something_else_say_nothing_of_a_field(row: str) -> None:
    below = f"### Image formats\n\n{VALUES}\n### Widget state enum\n\n{VALUES}"
    assert widget(row, below=below).enum is UNSET


def test_a_column_named_like_its_section_lists_the_values() -> None:
    below = "### Locales\n\n| Locale | Language |\n|-|-|\n| de | Deutsch |\n| el-GR | Greek |\n"
    assert widget("| locale | string | its [locale](#locales) |", below=below).enum == ("de", "el-GR")


def test_a_row_without_a_value_has_none() -> None:
    below = "### Roles\n\n| Role | Value |\n|-|-|\n| Owner | |\n| Guest | guest |\n| Friend | friend |\n"
    assert widget("| role | string | [role](#roles) |", below=below).enum == ("friend", "guest")


@pytest.mark.parametrize(
    "listed", ["| Code | Called |\n|-|-|\n| `EUR` | Euro |\n| `AUD` | Dollar |\n", "- `EUR`\n- `AUD`\n"]
)
def test_a_page_may_list_the_values_of_a_field(listed: str) -> None:
    row = "| main_currency | string | What it costs in, see [more](/currencies) |"
    assert widget(row, currencies=f"# Currencies\n\nThose that we take.\n\n{listed}").enum == ("AUD", "EUR")
    stated = row.replace("main_currency | string", "**main_currency** <T>String</T> <N>Not null</N>")
    about = f"# Widget\n\n| Attributes | Description |\n|-|-|\n| **id** <T>String</T> | Of it |\n{stated}\n"
    pages = site(
        widget=about, calls="# C\n\n## GET /w\n\nReturns a [widget](/widget).\n", currencies=f"# C\n\n{listed}"
    )
    (entry,) = (entry for entry in pages.entries if entry.owner.kind == "schema")
    assert [fact.enum for fact in entry.facts if fact.at.endswith("currency")] == [("AUD", "EUR")]
    assert widget(row.replace("main_currency", "price"), currencies=f"# Currencies\n\n{listed}").enum is UNSET


def test_headings_below_the_heading_of_a_field_describe_what_is_in_it() -> None:
    inner = (
        "### `limits`\n\n**Type:** Hash\n\n#### `limits[text]`\n\n**Type:** Hash\n\n##### `limits[text][size]`\n\n"
        "**Type:** Integer\n\n#### `files`\n\n**Type:** Integer\n\n### `name`\n\n**Type:** String\n\n"
        "#### `other`\n\n**Type:** Integer\n"
    )
    calls = "# Sites\n\n## GET /site\n\n**Returns:** [Site](/entities/site)\n"
    found = site(**{"entities/site": f"# Site\n\n## Attributes\n\n{inner}", "sites": calls})
    (entry,) = (entry for entry in found.entries if entry.owner.kind == "schema")
    names = {fact.at.removeprefix("schema · ") for fact in entry.facts}
    assert names == {"$", "limits", "limits.text", "limits.text.size", "limits.files", "name"}


@pytest.mark.parametrize(
    ("row", "refs"),
    [
        ("| limits | object | the [limits](#widget-limits-object) of it |", ["widget-limits-object"]),
        ("| limits | array of objects | List of [limits](#widget-limits-object) |", ["widget-limits-object"]),
        ("| limits | string | the [limits](#widget-limits-object) as JSON |", []),
        ("| limits | object | set if it has [limits](#widget-limits-object) |", []),
        ("| other | object | part of the [limits](#widget-limits-object) |", []),
    ],
)
def test_a_description_may_lead_to_what_an_object_consists_of(row: str, refs: list[str]) -> None:
    below = f"### Widget limits object\n\n{TABLE}| size | integer | Of it |\n"
    assert [ref for ref in (widget(row, below=below).ref,) if ref] == refs


@pytest.mark.parametrize(
    ("link", "others", "found"),
    [
        ('{{< relref "objects/user" >}}', (), "user"),
        ('{{< relref "objects/user#user-object" >}}', (), "user"),
        ("/api/objects/user#user-object", (), "user"),
        ("/v1/objects/user#user-object", (), ""),  # no page here is of this version
        ("/v1/objects/user#user-object", ("docs/v1/en/objects/user", "docs/v2/en/objects/user"), "user"),
        ("objects/user#user-object", ("docs/fr/objects/user",), ""),  # of which of them?
        ("/user#user-object", (), ""),  # too little to tell a page by
        ("/people/user#user-object", (), ""),
        ("../../Objects/USER#user-object", (), "user"),  # addresses in one case, files in another
        ("/Objects/User#user-object", ("docs/fr/objects/User",), ""),  # of which of them?
        ("/objects/User#user-object", ("docs/en/objects/User",), "user"),  # there is one that is called just so
        ("/objects/USER#user-object", ("docs/en/objects/User",), ""),
        ("../../Objects/USERS#user-object", (), ""),
        (
            "../../objects/user#user-object",
            ("docs/fr/objects/user",),
            "user",
        ),  # of the folder of that page
        ("../user#user-object", ("docs/en/calls/user", "docs/fr/calls/user"), "user"),
        ("user#user-object", ("docs/en/calls/me/user", "docs/fr/calls/me/user"), ""),  # only what leads upward
        ("../user#user-object", (), ""),  # none stands beside the page
        ("../../user#user-object", ("docs/en/calls/user",), ""),
        ("../objects/user#person", (), ""),
        ("../../../objects/user#user-object", ("docs/fr/objects/user",), ""),
    ],
)
def test_a_link_leads_to_the_page_whose_path_ends_as_it_does(link: str, others: tuple[str, ...], found: str) -> None:
    calls = f"# Calls\n\n## GET /me\n\nReturns a [user]({link}).\n"
    text = f"# User\n\n{TABLE}| id | string | Of the user |\n\n{USER.partition('# User')[2].strip()}\n"
    pages = {"docs/en/objects/user": text, "docs/en/calls/me": calls} | dict.fromkeys(others, text)
    led = [ref for _, ref in references(site(**pages))["GET /me"]]
    assert [ref.partition("-")[0] for ref in led] == ([found] if found else [])


PART = f"# Parts\n\n## BoxPart\n\n{TABLE}| id | string | Of the part |\n| size | integer | How large |\n"
BOXES = (
    f"# Boxes\n\n## POST /boxes\n\n### Request body\n\n{TABLE}| lid | BoxPart | On top |\n| rest | BoxPart[] | More |\n"
)


def test_a_type_is_what_the_one_page_of_the_site_describes_that_calls_something_so() -> None:
    at = "request · application/json · "
    assert references(site(parts=PART, boxes=BOXES)) == {
        "POST /boxes": [(f"{at}lid", "boxpart"), (f"{at}rest[]", "boxpart")]
    }


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"parts": PART, "old": PART},  # which of both, nobody says
        {"parts": PART.replace("BoxPart", "Box part")},
        {"parts": PART.replace("## BoxPart", "## GET /boxpart")},
    ],
)
def test_a_type_that_not_exactly_one_page_describes_says_nothing(others: dict[str, str]) -> None:
    found = site(boxes=BOXES, **others)
    assert references(found)["POST /boxes"] == []
    assert schemas(found) == []
    told = next(entry.facts for entry in found.entries if entry.owner.name == "POST /boxes")
    assert [fact.at.rpartition(" ")[2] for fact in told if isinstance(fact, Field)] == ["$", "lid", "rest"]


def test_a_type_of_one_word_means_many_things() -> None:
    assert references(site(parts=PART.replace("BoxPart", "Part"), boxes=BOXES.replace("BoxPart", "Part"))) == {
        "POST /boxes": []
    }


def test_a_page_without_a_call_names_no_type_that_nobody_describes() -> None:
    found = site(boxes=BOXES.replace("## POST /boxes\n", ""))
    assert [fact.ref for entry in found.entries for fact in entry.facts if isinstance(fact, Field) and fact.ref] == []


def test_a_body_is_no_list_of_values() -> None:
    kinds = "# Kinds\n\n## Kinds\n\n| Value | Description |\n|-|-|\n| red | Of blood |\n| blue | Of the sky |\n"
    found = site(kinds=kinds, calls="# C\n\n## GET /kind\n\nReturns a [kind](kinds#kinds).\n")
    (told,) = (entry.facts for entry in found.entries if entry.owner.name == "GET /kind")
    assert [fact for fact in told if isinstance(fact, Field)] == []


def test_fields_of_an_object_count_as_understood_where_a_call_refers_to_it() -> None:
    other = f"{USER}\n## Door object\n\n{TABLE}| lock | string | Its |\n"
    alone, used = site(user=other), site(user=other, calls=CALLS)
    assert [document.seen for document in alone.documents] == [Seen(fields=3)]
    assert [document.seen for document in used.documents] == [None, Seen(fields=3, fields_used=2)]


@pytest.mark.parametrize("heading", ["# BoxAnswer", "## BoxAnswer", "### BoxAnswer"])
def test_a_page_of_one_object_is_found_whatever_the_size_of_its_heading(heading: str) -> None:
    described = f"{heading}\n\nA box.\n\n{heading[:-10]}# Fields\n\n{TABLE}| id | string | Its |\n"
    call = "## /boxes/{id} (GET)\n\n### Response object\n\n[BoxAnswer](<../objects/BoxAnswer.md>)\n"
    found = site(**{"v1/objects/BoxAnswer": described, "v1/some boxes/get": call})
    assert references(found) == {"GET /boxes/{}": [("response · 200 · application/json · $", "BoxAnswer")]}


def test_a_link_below_request_body_may_be_called_as_the_message_is() -> None:
    described = f"# MakeBoxRequest\n\n{TABLE}| size | string | Its |\n"
    call = "## POST /boxes\n\n### Request Body\n\n[MakeBoxRequest](MakeBoxRequest.md)\n"
    found = site(MakeBoxRequest=described, boxes=call)
    assert references(found) == {"POST /boxes": [("request · application/json · $", "MakeBoxRequest")]}


def test_of_objects_with_one_name_the_one_of_the_same_version_is_meant() -> None:
    parts = {f"v{number}/objects/BoxPart": f"# BoxPart\n\n{TABLE}| id | string | Its |\n" for number in (1, 2)}
    box = f"# TheBox\n\n{TABLE}| part | `BoxPart` | Its |\n"
    call = "# Calls\n\n## GET /box\n\nReturns a [box](objects/TheBox).\n"
    found = site(**parts, **{"v2/objects/TheBox": box, "v2/calls": call})
    assert schemas(found) == ["BoxPart (v2/objects/BoxPart)", "TheBox"]
    apart = site(**parts, TheBox=box, calls=call.replace("objects/", ""))
    assert schemas(apart) == ["TheBox"]
