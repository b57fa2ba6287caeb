"""Which findings may hold another one: those that are asked are all that do, however few they are."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from driftwatch.history.overall import Around, Found, holds
from driftwatch.history.same_place import Where
from driftwatch.model.finding import Finding

OPERATIONS = st.lists(st.sampled_from(["GET /a", "GET /b", "POST /c"]), max_size=2, unique=True).map(sorted).map(tuple)
PLACES = st.builds(
    Where,
    operations=OPERATIONS,
    document=st.sampled_from(["", "https://a.test/one"]),
    schema=st.sampled_from([None, "Order"]),
    location=st.sampled_from(
        ["operation", "request.body", "response.body", "callback done.operation", "callback done.request"]
    ),
    status=st.sampled_from([None, "200"]),
    media_type=st.none(),
    field=st.sampled_from([None, "size", "size.width", "size<anyOf:1>"]),
)
IDS = st.sampled_from(["endpoint-added", "new-optional-request-property", "api-path-removed-without-deprecation"])


def found(id_: str, place: Where) -> Found:
    finding = Finding(
        id=id_,
        level="info",
        area="request",
        operations=place.operations,
        message="Something came.",
        advice="",
        fingerprint="0" * 12,
    )
    return Found(finding, place)


FOUND = st.builds(found, IDS, PLACES)


@given(st.lists(FOUND, max_size=12), FOUND)
def test_whatever_holds_a_place_is_asked(all_of_them: Sequence[Found], told: Found) -> None:
    asked = Around(all_of_them).of(told.place)
    assert [each for each in asked if holds(each, told)] == [each for each in all_of_them if holds(each, told)]


def test_of_many_operations_few_are_asked() -> None:
    def one(number: int) -> Where:
        key = f"GET /{number}"
        return Where(
            operations=(key,), document="", schema=None, location="operation", status=None, media_type=None, field=None
        )

    many = Around(found("endpoint-added", one(number)) for number in range(1000))
    assert [each.place for each in many.of(one(7))] == [one(7)]
