"""Operations as documented, as text and as Markdown."""

from collections.abc import Iterator, Sequence

from driftwatch.reports.fact_words import fact_in_words
from driftwatch.reports.history_shapes import DocumentedFact, DocumentedOperation, ListedOperation
from driftwatch.reports.safe import code, one_line, prose, span, web_address

_LIMIT = 120


def operations_text(operations: Sequence[ListedOperation]) -> str:
    """List operations, one a line."""
    names = [one_line(_named(each)) for each in operations]
    width = max(map(len, names), default=0)
    rows = (f"{name:<{width}}  {one_line(_about(each))}".rstrip() for name, each in zip(names, operations, strict=True))
    return "\n".join((*rows, _count(operations))) + "\n"


def operations_markdown(operations: Sequence[ListedOperation]) -> str:
    """List operations as a table."""
    rows = [f"| {code(_named(each))} | {code(_about(each)) if _about(each) else ''} |" for each in operations]
    return "\n".join(("| operation | summary |", "|---|---|", *rows)) + "\n"


def shown_text(operations: Sequence[DocumentedOperation]) -> str:
    """Show operations with their facts, one a line."""
    return "\n".join("\n".join(_text(each)) + "\n" for each in operations)


def shown_markdown(operations: Sequence[DocumentedOperation]) -> str:
    """Show operations with their facts as tables."""
    return "\n".join("\n".join(_markdown(each)) + "\n" for each in operations)


def _named(operation: ListedOperation) -> str:
    return f"{operation.operation} ({operation.variant})" if operation.variant else operation.operation


def _about(operation: ListedOperation) -> str:
    return f"{'deprecated: ' if operation.deprecated else ''}{operation.summary}"


def _count(operations: Sequence[ListedOperation]) -> str:
    return f"{len(operations)} operation{'' if len(operations) == 1 else 's'}"


def _text(operation: DocumentedOperation) -> Iterator[str]:
    yield one_line(_named(operation))
    yield f"  as of {one_line(operation.label)}"
    for url in operation.documents:
        yield f"  see {one_line(url, limit=400)}"
    for fact in operation.facts:
        yield f"  {one_line(fact.at, limit=400)}: {_says(fact)}"


def _markdown(operation: DocumentedOperation) -> Iterator[str]:
    yield f"## {span(_named(operation))}"
    yield ""
    yield prose(f"As of {one_line(operation.label)}.")
    yield ""
    for url in operation.documents:
        yield f"- <{web_address(url)}>" if web_address(url) else f"- {span(url)}"
    yield ""
    yield "| fact | says |"
    yield "|---|---|"
    for fact in operation.facts:
        yield f"| {code(fact.at, limit=400)} | {code(_says(fact))} |"


def _says(fact: DocumentedFact) -> str:
    return one_line(fact_in_words(fact.at, fact.says), limit=_LIMIT * 3)
