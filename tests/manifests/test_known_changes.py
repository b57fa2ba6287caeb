"""What a manifest holds already of a change: who wrote it knew, and has nothing to mend."""

from msgspec import structs

from driftwatch.manifests.impact.index import ManifestIndex, impact_of
from driftwatch.model.source import Source
from tests.manifests.documentation import PAGE, manifest
from tests.manifests.test_impact import claims, finding


def test_a_value_that_the_code_knows_already_hurts_nobody():
    known = {"state": {"type": "string", "one_of": ["queued", "done"]}}
    index = ManifestIndex((manifest({"request": {"fields": known}, "response": {"fields": known}}),))

    def hurt(after, side="response"):
        rule = f"{side}-property-enum-value-added"
        came = finding(side, field="state", location=f"{side}.body", status="200", rule=rule, after=after)
        return [use.claim for use in impact_of(came, index).uses]

    assert [] == hurt("done") == hurt(["queued", "done"])
    assert ["response field state"] == hurt("failed") == hurt(["done", "failed"])
    assert ["request field state"] == hurt("done", "request")


def test_a_limit_that_the_manifest_quotes_as_it_is_now_hurts_nobody():
    def hurt(before, after):
        told = finding(
            "notices", rule="rate-limit-changed", before={"text": before}, after={"text": after}, operations=()
        )
        cited = structs.replace(told, sources=(Source(url=PAGE),))
        return claims(cited)

    assert [] == hurt("90 requests per minute", "60 requests per minute")
    assert ["limit rate"] == hurt("60 requests per minute", "30 requests per minute")
    assert ["limit rate"] == hurt("60 requests", "60 requests per minute")
