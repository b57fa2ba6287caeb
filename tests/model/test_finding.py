"""Findings: what witnesses them besides the documentation."""

from driftwatch.model.finding import Finding
from driftwatch.model.source import Source

PAGE = Source(url="https://docs.example.com/things")
SEEN = Source(url="https://api.example.com", locator="since 2026-11-20, o.yaml", stated_by="observation")


def finding(*sources: Source) -> Finding:
    return Finding(
        id="observed-gone", level="breaking", area="manifest", operations=(), message="It is gone.", advice="",
        fingerprint="0", sources=sources,
    )  # fmt: skip


def test_what_was_observed_is_no_document() -> None:
    assert (finding(PAGE, SEEN).is_observed, finding(PAGE, SEEN).documents) == (True, (PAGE,))
    assert (finding(PAGE).is_observed, finding(PAGE).documents) == (False, (PAGE,))
    assert (finding().is_observed, finding().documents) == (False, ())
