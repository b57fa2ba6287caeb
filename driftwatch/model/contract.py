"""A contract as people read it: what is relied on, in which sources it was checked, and what is still to be asked."""

from msgspec import Struct


class ContractRow(Struct, frozen=True, kw_only=True):
    """One line of the contract table."""

    item: str
    """What the runbook asks for."""
    values: tuple[str, ...]
    """What the manifest says; empty where it says nothing."""
    labels: tuple[str, ...]
    """How well that is founded, each label once."""
    variant: str = ""
    """Which variant; empty where it is said of all."""


class CheckedSource(Struct, frozen=True, kw_only=True, order=True):
    """One line of the sources checked."""

    source: str
    """The address of a page, or where an answer can be looked up."""
    accessed: str
    """The day, ISO 8601; empty where the manifest does not say."""
    purpose: tuple[str, ...]
    """What it was read for."""


class Contract(Struct, frozen=True, kw_only=True):
    """What `driftwatch manifest show` tells of one manifest."""

    manifest: str
    """Owner and contract."""
    contract: str
    """The operation, as the manifest writes it."""
    file: str
    """The manifest's file."""
    title: str
    """What the integration is; empty where the manifest does not say."""
    rows: tuple[ContractRow, ...]
    """The contract table, in the order of the runbook."""
    sources: tuple[CheckedSource, ...]
    """The sources checked, in the order of the manifest."""


class Question(Struct, frozen=True, kw_only=True):
    """Something that a manifest does not know, as a question; `driftwatch manifest todo` lists them."""

    owner: str
    """The team that needs the answer."""
    ask: str
    """Who could settle it: `support`, or whom the manifest names."""
    contract: str
    """The operation, as the manifest writes it."""
    file: str
    """The manifest's file."""
    line: int
    """Where in the file the answer belongs."""
    claim: str
    """What is unknown: `case timeout`."""
    asks: str
    """The question; names are in backticks."""
