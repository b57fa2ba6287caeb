"""What oasdiff added to its checks since 1.27, and ids that mean what a rule here says under another name."""

from collections.abc import Iterator, Mapping
from typing import Final

from driftwatch.rules.rule import BODIES, FLOWING

LATER_IDS: Final = frozenset(
    """
    request-body-exclusive-max-unset request-body-exclusive-min-unset request-body-max-contains-set
    request-body-max-contains-unset request-body-max-items-decreased request-body-max-items-increased
    request-body-max-items-set request-body-max-items-unset request-body-max-length-unset
    request-body-max-properties-decreased request-body-max-properties-increased request-body-max-properties-set
    request-body-max-properties-unset request-body-max-unset request-body-media-type-item-schema-added
    request-body-media-type-item-schema-removed request-body-min-contains-set request-body-min-contains-unset
    request-body-min-items-decreased request-body-min-items-unset request-body-min-length-set
    request-body-min-length-unset request-body-min-properties-decreased request-body-min-properties-increased
    request-body-min-properties-set request-body-min-properties-unset request-body-min-unset
    request-body-multiple-of-changed request-body-multiple-of-generalized request-body-multiple-of-set
    request-body-multiple-of-unset request-body-schema-became-false request-body-schema-became-not-false
    request-body-unique-items-set request-body-unique-items-unset request-body-wrapped-in-one-of-original-preserved
    request-parameter-exclusive-max-unset request-parameter-exclusive-min-unset
    request-parameter-max-contains-decreased request-parameter-max-contains-increased
    request-parameter-max-contains-set request-parameter-max-contains-unset request-parameter-max-items-set
    request-parameter-max-items-unset request-parameter-max-length-unset request-parameter-max-properties-decreased
    request-parameter-max-properties-increased request-parameter-max-properties-set
    request-parameter-max-properties-unset request-parameter-max-unset request-parameter-min-contains-decreased
    request-parameter-min-contains-increased request-parameter-min-contains-set request-parameter-min-contains-unset
    request-parameter-min-items-unset request-parameter-min-length-set request-parameter-min-length-unset
    request-parameter-min-properties-decreased request-parameter-min-properties-increased
    request-parameter-min-properties-set request-parameter-min-properties-unset request-parameter-min-unset
    request-parameter-multiple-of-set request-parameter-multiple-of-unset
    request-parameter-property-schema-became-false request-parameter-property-schema-became-not-false
    request-parameter-schema-became-false request-parameter-schema-became-not-false
    request-property-exclusive-max-unset request-property-exclusive-min-unset request-property-max-contains-set
    request-property-max-contains-unset request-property-max-items-decreased request-property-max-items-increased
    request-property-max-items-set request-property-max-items-unset request-property-max-length-unset
    request-property-max-properties-decreased request-property-max-properties-increased
    request-property-max-properties-set request-property-max-properties-unset request-property-max-unset
    request-property-min-contains-set request-property-min-contains-unset request-property-min-items-decreased
    request-property-min-items-unset request-property-min-length-set request-property-min-length-unset
    request-property-min-properties-decreased request-property-min-properties-increased
    request-property-min-properties-set request-property-min-properties-unset request-property-min-unset
    request-property-multiple-of-changed request-property-multiple-of-generalized request-property-multiple-of-set
    request-property-multiple-of-unset request-property-schema-became-false request-property-schema-became-not-false
    request-property-unique-items-set request-property-unique-items-unset
    request-read-only-property-max-items-decreased request-read-only-property-max-properties-decreased
    response-body-exclusive-max-decreased response-body-exclusive-max-set response-body-exclusive-max-unset
    response-body-exclusive-min-increased response-body-exclusive-min-set response-body-exclusive-min-unset
    response-body-max-contains-set response-body-max-contains-unset response-body-max-decreased
    response-body-max-items-decreased response-body-max-items-increased response-body-max-items-set
    response-body-max-items-unset response-body-max-length-decreased response-body-max-length-set
    response-body-max-properties-decreased response-body-max-properties-increased response-body-max-properties-set
    response-body-max-properties-unset response-body-max-set response-body-max-unset
    response-body-media-type-item-schema-added response-body-media-type-item-schema-removed
    response-body-media-type-item-schema-removed-untyped response-body-min-contains-set
    response-body-min-contains-unset response-body-min-increased response-body-min-items-increased
    response-body-min-items-set response-body-min-length-increased response-body-min-length-set
    response-body-min-length-unset response-body-min-properties-decreased response-body-min-properties-increased
    response-body-min-properties-set response-body-min-properties-unset response-body-min-set
    response-body-min-unset response-body-multiple-of-changed response-body-multiple-of-set
    response-body-multiple-of-specialized response-body-multiple-of-unset response-body-schema-became-false
    response-body-schema-became-not-false response-body-unique-items-unset
    response-body-wrapped-in-one-of-original-preserved response-header-exclusive-max-decreased
    response-header-exclusive-max-increased response-header-exclusive-max-set response-header-exclusive-max-unset
    response-header-exclusive-min-decreased response-header-exclusive-min-increased
    response-header-exclusive-min-set response-header-exclusive-min-unset response-header-max-contains-decreased
    response-header-max-contains-increased response-header-max-contains-set response-header-max-contains-unset
    response-header-max-decreased response-header-max-increased response-header-max-items-decreased
    response-header-max-items-increased response-header-max-items-set response-header-max-items-unset
    response-header-max-length-decreased response-header-max-length-increased response-header-max-length-set
    response-header-max-length-unset response-header-max-properties-decreased
    response-header-max-properties-increased response-header-max-properties-set response-header-max-properties-unset
    response-header-max-set response-header-max-unset response-header-min-contains-decreased
    response-header-min-contains-increased response-header-min-contains-set response-header-min-contains-unset
    response-header-min-decreased response-header-min-increased response-header-min-items-decreased
    response-header-min-items-increased response-header-min-items-set response-header-min-items-unset
    response-header-min-length-decreased response-header-min-length-increased response-header-min-length-set
    response-header-min-length-unset response-header-min-properties-decreased
    response-header-min-properties-increased response-header-min-properties-set response-header-min-properties-unset
    response-header-min-set response-header-min-unset response-header-multiple-of-set
    response-header-multiple-of-unset response-header-schema-became-false response-header-schema-became-not-false
    response-media-type-parameter-added response-media-type-parameter-changed response-media-type-parameter-removed
    response-property-exclusive-max-decreased response-property-exclusive-max-set
    response-property-exclusive-max-unset response-property-exclusive-min-increased
    response-property-exclusive-min-set response-property-exclusive-min-unset response-property-max-contains-set
    response-property-max-contains-unset response-property-max-decreased response-property-max-items-decreased
    response-property-max-items-increased response-property-max-items-set response-property-max-items-unset
    response-property-max-length-decreased response-property-max-length-set
    response-property-max-properties-decreased response-property-max-properties-increased
    response-property-max-properties-set response-property-max-properties-unset response-property-max-set
    response-property-max-unset response-property-min-contains-set response-property-min-contains-unset
    response-property-min-increased response-property-min-items-increased response-property-min-items-set
    response-property-min-length-increased response-property-min-length-set response-property-min-length-unset
    response-property-min-properties-decreased response-property-min-properties-increased
    response-property-min-properties-set response-property-min-properties-unset response-property-min-set
    response-property-min-unset response-property-multiple-of-changed response-property-multiple-of-set
    response-property-multiple-of-specialized response-property-multiple-of-unset
    response-property-schema-became-false response-property-schema-became-not-false
    response-property-unique-items-unset
    """.split()  # noqa: SIM905 - one id a line would be 246 lines
)
"""Every check that oasdiff 1.32.1 has and 1.27.0 has not."""


def _aliases() -> Iterator[tuple[str, str]]:
    """Yield what oasdiff calls otherwise, and what was called otherwise here, with the id of today."""
    for role in FLOWING:
        for bound in ("min-length", "min-items", "min-properties") if role != "request-parameter-property" else ():
            yield f"{role}-{bound}-set", f"{role}-{bound}-increased"
            yield f"{role}-{bound}-unset", f"{role}-{bound}-decreased"
        yield f"{role}-became-impossible", f"{role}-schema-became-false"
        yield f"{role}-became-possible", f"{role}-schema-became-not-false"
        yield f"{role}-multiple-of-tightened", f"{role}-multiple-of-specialized"
        yield f"{role}-multiple-of-loosened", f"{role}-multiple-of-generalized"
    for role in BODIES:
        yield f"{role}-media-type-item-schema-removed-untyped", f"{role}-media-type-item-schema-removed"


ALIASES: Final[Mapping[str, str]] = dict(_aliases())
"""Other id -> id here. No lower bound is the bound zero, so that one which is set is told as increased."""
