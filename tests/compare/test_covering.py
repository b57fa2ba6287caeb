"""Many changes of one owner are asked by the words of an address; what covers a place is the same as if all were."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from driftwatch.compare import covering
from driftwatch.compare.covering import Gap, Told, _covers, _Place
from driftwatch.model.change import Change
from driftwatch.model.facts import AnyFact, ErrorRule, Field, Operation, Parameter
from driftwatch.model.snapshot import Owner

CALL = Owner("operation", "POST /v1/things")
NAMES = ("a", "B", "X-Id", "b", "200")
FIELDS = (None, "$", "a", "a.b", "a[].b", "a<oneOf:T>.b", "B")
KINDS = (
    "parameter.removed",
    "parameter.renamed",
    "field.renamed",
    "field.added",
    "response.removed",
    "media-type.removed",
    "parameter.place.stated",
    "operation.moved",
    "operation.tag.added",
    "security-scheme.removed",
    "reference.removed",
    "header.added",
)
LOCATIONS = (
    "request.body",
    "request.query",
    "request.header",
    "response.body",
    "response.header",
    "operation",
    "errors",
    "security",
    "schemas",
    "notices",
)


def possible(change: Change) -> Change:
    """Return a change without what nothing says of its place: a status of a request, a media type of a parameter."""
    within = change.location.partition(".")[2]
    return structs.replace(
        change,
        status=change.status if change.location.startswith("response.") else None,
        media_type=change.media_type if within == "body" else None,
    )


CHANGES = st.builds(
    Change,
    kind=st.sampled_from(KINDS),
    role=st.just("request-body"),
    owner=st.just(CALL),
    location=st.sampled_from(LOCATIONS),
    media_type=st.sampled_from((None, "application/json", "text/plain")),
    status=st.sampled_from((None, "200", "404")),
    name=st.sampled_from((None, *NAMES)),
    field=st.sampled_from(FIELDS),
    before=st.sampled_from((*NAMES, "body", "query", 3)),
    after=st.sampled_from((*NAMES, "404", "body", "text/plain", None)),
).map(possible)
PLACES = (
    "request · application/json · a.b",
    "request · text/plain · $",
    "response · 200 · application/json · a[].b",
    "response · 404 · header · X-Id · $",
    "parameter · query · b · $",
    "parameter · header · x-id · a",
    "schema · a.b",
)


def fact_at(at: str) -> AnyFact:
    return Field(at=at, type=("string",))


GAPS = st.one_of(
    st.builds(lambda at: Gap(None, fact_at(at), at), st.sampled_from(PLACES)),
    st.builds(
        lambda name, within, attribute: Gap(
            None,
            Parameter(at=f"parameter · {within} · {name}", name=name, within=within),
            f"parameter · {within} · {name}",
            attribute,
        ),
        st.sampled_from(NAMES),
        st.sampled_from(("query", "header", "path")),
        st.sampled_from(("", "required")),
    ),
    st.builds(
        lambda signal: Gap(ErrorRule(at=f"error-rule · {signal}", signal=signal), None, f"error-rule · {signal}"),
        st.sampled_from(NAMES),
    ),
    st.builds(
        lambda attribute: Gap(
            Operation(at="operation", method="POST", path="/v1/things"), None, "operation", attribute
        ),
        st.sampled_from(("tags", "security", "path", "summary")),
    ),
)


def lost(name: str | None, field: str | None = None, *, status: str | None = None, before: str = "a") -> Change:
    stands = {"kind": "parameter.removed", "role": "request-body", "owner": CALL, "location": "errors"}
    return Change(**stands, name=name, field=field, status=status, before=before, after="a")


@given(st.lists(CHANGES, max_size=12), GAPS)
@example(
    [lost("a", None), lost(None, "$")],
    Gap(ErrorRule(at="error-rule \u00b7 B", signal="B"), None, "error-rule \u00b7 B"),
)
@example(
    [lost("B", before="B"), lost(None, status="200")],
    Gap(ErrorRule(at="error-rule \u00b7 a", signal="a"), None, "error-rule \u00b7 a"),
)
def test_what_is_found_by_its_words_is_what_covers(changes: list[Change], gap: Gap) -> None:
    if gap.at.startswith("schema"):  # what is said of a named schema is said of it in all bodies
        changes = [structs.replace(change, status=None, media_type=None) for change in changes]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covering, "_FEW", 0)
        told = Told(changes)
    assert told.covers(CALL, CALL, gap) == any(_covers(change, _Place.of(gap)) for change in changes)
