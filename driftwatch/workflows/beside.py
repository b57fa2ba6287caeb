"""What issues tell of findings besides: lines of the team's code that name them, and where their pages are by now."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final, TypeAlias

from driftwatch.config.keys import SCHEMA_NAME
from driftwatch.errors import ConfigError, RepositoryError
from driftwatch.history.captures import History
from driftwatch.history.moved_pages import moved_pages
from driftwatch.history.open_drift import OpenedSnapshot
from driftwatch.manifests.check.documented import page_of
from driftwatch.model.code_line import CodeLine
from driftwatch.model.finding import Finding
from driftwatch.model.open_finding import OpenFinding
from driftwatch.patterns import lazy_regex
from driftwatch.ports import Project
from driftwatch.reports.code_names import CodeNames, code_names
from driftwatch.reports.finding_facts import Naming
from driftwatch.reports.issue_text import Beside

FileAddress: TypeAlias = Callable[[str, str], str]
"""The web address of a file at a commit."""

_SHOWN: Final = 6
"""Lines of code that are kept for a finding; the others are counted."""
_FEW_FILES: Final = 3
"""Files up to which a name is taken for the documented thing, though none of them names its operation."""
_DISTINCT: Final = lazy_regex(r"[\d./:-].{4}|.{4}[\d./:-]")
"""What is in names that mean nothing else: those of models (`dall-e-2`), sizes and the like."""
_WORDS: Final = (".md", ".mdx", ".rst", ".txt", ".adoc", ".html", ".lock", ".json")
"""How files of words and data end: they are told after code."""


def beside_of(
    project: Project,
    source: str,
    found: Sequence[OpenFinding],
    newest: OpenedSnapshot,
    *,
    address: Callable[[str], str],
    file_address: FileAddress | None,
    within: Collection[str] = (),
) -> Beside:
    """Collect what is known of open findings besides.

    Args:
        project: whose repository is searched.
        source: its name.
        found: what is open.
        newest: the newest capture.
        address: the web address of a commit.
        file_address: that of a file at a commit; None where the issues are of another repository, which is told
            nothing of this one's code.
        within: files that are searched alone; all where none is given.
    """
    loud = [each.finding for each in found if each.finding.level != "info"]
    code: Mapping[str, Naming] = {}
    links: dict[str, str] = {}
    home = project.in_repository(project.workspace.root)
    head = project.repository.head()
    if file_address is not None and head is not None:
        code = code_naming(project, loud, commit=head, within=within)
        uses = (_below(home, use.file) for finding in loud for use in finding.impact.uses)
        lines = (line.path for naming in code.values() for line in naming.lines)
        links = {path: file_address(head, path) for path in {*uses, *lines}}
    moved = _moved(project, source, loud, newest)
    return Beside(
        address=address,
        code=code,
        links=links,
        home="" if home == "." else home,
        moved=moved,
        specifications=frozenset(
            document.url for document in newest.snapshot.documents.values() if document.format == "openapi"
        ),
    )


def code_naming(
    project: Project, findings: Iterable[Finding], *, commit: str, within: Collection[str] = ()
) -> Mapping[str, Naming]:
    """Return the lines of the team's code that name what findings are about, by fingerprint."""
    names = {finding.fingerprint: code_names(finding) for finding in findings}
    wanted = dict.fromkeys(name for each in names.values() for name in each.every)
    try:
        lines = project.repository.lines_naming(wanted, commit=commit, leave_out=_left_out(project), within=within)
    except RepositoryError as error:
        project.talk.say(f"the code could not be searched: {error.message}")
        return {}
    told = {fingerprint: _naming(each, lines) for fingerprint, each in names.items()}
    return {fingerprint: naming for fingerprint, naming in told.items() if naming.lines}


def _left_out(project: Project) -> tuple[str, ...]:
    """Return what driftwatch itself keeps: manifests, observations, snapshots, reports and configuration."""
    workspace = project.workspace
    folders = (workspace.manifests, workspace.observations, workspace.root / workspace.config.snapshots)
    paths = [*folders, workspace.reports, workspace.root / SCHEMA_NAME]
    if workspace.file is not None:
        paths.append(workspace.file)
    inside = []
    for path in paths:
        with suppress(ConfigError):  # what lies outside of the repository is in none of its commits
            inside.append(project.in_repository(path))
    return tuple(inside)


def _naming(names: CodeNames, lines: Sequence[CodeLine]) -> Naming:
    """Choose the lines that name a thing; an everyday word counts near its operation, or if seldom."""
    near = {line.path for line in lines if not set(names.paths).isdisjoint(line.names)}
    chosen = [line for line in lines if not set(names.own or names.paths).isdisjoint(line.names)]
    if names.own and not any(map(_DISTINCT.search, names.own)):
        together = [line for line in chosen if line.path in near]
        chosen = together or (chosen if len({line.path for line in chosen}) <= _FEW_FILES else [])
    chosen.sort(key=lambda line: (line.path.endswith(_WORDS), line))
    return Naming(lines=tuple(chosen[:_SHOWN]), more=max(len(chosen) - _SHOWN, 0))


def _moved(project: Project, source: str, findings: Iterable[Finding], newest: OpenedSnapshot) -> Mapping[str, str]:
    """Return the addresses of today of documents that the newest capture has not at theirs; "" for those gone."""
    there = {page_of(document.url) for document in newest.snapshot.documents.values() if document.state != "gone"}
    # What a manifest cites may be a page that no capture ever had.
    drifted = (finding for finding in findings if finding.area != "manifest")
    cited = {source.url for finding in drifted for source in finding.sources if "://" in source.url}
    left = sorted(url for url in cited if page_of(url) not in there)
    now = moved_pages(History.of(project, source), map(page_of, left)) if left else {}
    return {url: now.get(page_of(url), "") for url in left}


def _below(home: str, file: str) -> str:
    return file if home == "." else f"{home}/{file}"
