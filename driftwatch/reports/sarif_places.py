"""Places of a finding in SARIF: files of the repository, as relative URIs.

Code scanning matches an alert by its file, so that the file must be the same in every run: the manifest, the stored
snapshot of the operation, or the compared file.
"""

import re
from typing import Final
from urllib.parse import quote

from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding
from driftwatch.model.json_values import Json
from driftwatch.model.stored import DOCUMENTS, operation_file
from driftwatch.reports.safe import visible

ROOT: Final = "%SRCROOT%"
"""The root of the repository, as code scanning knows it."""
_MOST: Final = 10
_API: Final = frozenset({"security", "server"})
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def places(finding: Finding, *, folder: str, home: str) -> list[Json]:
    """Return where a finding stands: at the manifests' lines that it affects, else where the fact is stored.

    Args:
        finding: what to place.
        folder: of the source's snapshot, from the root of the repository; "" when there is none.
        home: the folder to which names of manifest files are relative, from the same root; "" for the root itself.
    """
    if finding.impact.uses:
        return [_place(_below(home, use.file), use.line, finding) for use in finding.impact.uses[:_MOST]]
    return [_place(_file_of(finding, folder), 1, finding)]


def _below(home: str, file: str) -> str:
    return f"{home}/{file}" if home and not file.startswith("/") else file


def _place(file: str, line: int, finding: Finding) -> Json:
    named = [{"fullyQualifiedName": visible(operation), "kind": "function"} for operation in finding.operations[:_MOST]]
    physical: Json = {"artifactLocation": _artifact(file), "region": {"startLine": max(line, 1)}}
    return {"physicalLocation": physical, **({"logicalLocations": named} if named else {})}


def _artifact(file: str) -> Json:
    """Name a file: relative to the root of the repository, or as an absolute file URI where it lies elsewhere."""
    path = quote(file.replace("\\", "/").encode("utf-8", "replace"), safe="/~")
    return {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": ROOT}


def _file_of(finding: Finding, folder: str) -> str:
    url = finding.sources[0].url if finding.sources else ""
    if url and not _WEB.match(url):
        return url
    if folder:
        return f"{folder}/{_stored(finding)}"
    return re.split(r"[?#]", _WEB.sub("", url, count=1))[0].strip("/") or DOCUMENTS


def _stored(finding: Finding) -> str:
    if finding.operations:
        method, _, path = finding.operations[0].partition(" ")
        return operation_file(operation_key(method, path), finding.variant or "")
    return "api.jsonl" if finding.area in _API else DOCUMENTS
