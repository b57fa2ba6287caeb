"""The formats of a report by name; each is loaded when it is asked for."""

from collections.abc import Callable, Mapping
from typing import Final

from driftwatch.model.finding import Report

Render = Callable[[Report], str]


def _text(report: Report) -> str:
    from driftwatch.reports import text

    return text.text(report)


def _coloured(report: Report) -> str:
    from driftwatch.reports import text

    return text.coloured(report)


def _markdown(report: Report) -> str:
    from driftwatch.reports import templated

    return templated.markdown(report)


def _json(report: Report) -> str:
    from driftwatch.reports import json_report

    return json_report.render(report)


def _sarif(report: Report) -> str:
    from driftwatch.reports import sarif

    return sarif.render(report)


def _junit(report: Report) -> str:
    from driftwatch.reports import junit

    return junit.render(report)


def _github(report: Report) -> str:
    from driftwatch.reports import github

    return github.render(report)


FORMATS: Final[Mapping[str, Render]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}
"""Name of the option `--format` -> renderer. `text` is plain; a terminal gets `COLOURED_TEXT`."""

COLOURED_TEXT: Final[Render] = _coloured
