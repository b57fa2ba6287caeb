"""One contract as a thing to assert with."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

from driftwatch.adapters.files import read_file
from driftwatch.errors import DriftwatchError, ManifestError
from driftwatch.located.problem import Problem
from driftwatch.manifests.conformity import case_of, misfits, unlisted
from driftwatch.manifests.file.targets import base_url_faults, not_production, path_faults
from driftwatch.manifests.observations.matching import is_called
from driftwatch.manifests.paths import claim_steps
from driftwatch.manifests.recordings import Exchange, exchanges_of
from driftwatch.model.address import operation_key
from driftwatch.model.finding import Finding
from driftwatch.model.manifest import Claims, Manifest
from driftwatch.model.paths import ANY, Claimed
from driftwatch.model.snapshot import Snapshot
from driftwatch.workflows.manifests import findings_of, read_manifests

_SUCCESS: Final = range(200, 300)


class ContractError(AssertionError):
    """What a contract claims does not hold; the text says what, and never repeats a recorded value."""


def _raise(text: str) -> NoReturn:
    raise ContractError(text)


class Contract:
    """One manifest, or one variant of it.

    Args:
        manifest: what is relied on.
        claims: those of the variant.
        snapshot: what the documentation says now; None when nothing is captured.
        root: folder to which recordings are relative.
        fail: what to do with a broken claim; by default it raises ContractError.
    """

    def __init__(
        self,
        manifest: Manifest,
        claims: Claims,
        *,
        snapshot: Snapshot | None,
        root: Path,
        fail: Callable[[str], NoReturn] = _raise,
    ) -> None:
        self.manifest = manifest
        self.claims = claims
        self._snapshot = snapshot
        self.root = root
        self._fail = fail

    def assert_documented(self) -> None:
        """Fail when the newest snapshot breaks a claim: a field that is read is gone, an operation moved."""
        __tracebackhide__ = True
        if self._snapshot is None:
            self._fail(f"{self.manifest.contract} [documented]: there is no snapshot; run `driftwatch run`")
        for finding in self.findings():
            if finding.level == "breaking":
                self._fail(f"{self.manifest.contract} [documented]: {finding.message} {finding.advice}")

    def findings(self) -> tuple[Finding, ...]:
        """Return what the newest snapshot says otherwise, whatever its level; none without a snapshot."""
        from driftwatch.manifests.check.check import check

        if self._snapshot is None:
            return ()
        mine = (self.manifest,)
        return findings_of(check(mine, self._snapshot), self._snapshot, mine, today="")

    def assert_reads(self, body: Any) -> None:
        """Fail when a success response lacks a field that is read, or holds another type or an unlisted value."""
        __tracebackhide__ = True
        self._none(misfits(body, self.claims.response), "reads")

    def assert_error(self, body: Any) -> None:
        """Fail when an error response lacks a field that is read, or holds another type."""
        __tracebackhide__ = True
        self._none(misfits(body, self.claims.error_fields), "errors")

    def assert_request(self, body: Any) -> None:
        """Fail when a request lacks a required field, holds another type, or a field that is not listed."""
        __tracebackhide__ = True
        faults = [*misfits(body, self.claims.request)]
        faults += [f"`{name}` is sent and not listed" for name in unlisted(body, self.claims)]
        self._none(faults, "request")

    def assert_minimal_request(self, body: Any) -> None:
        """Fail like `assert_request`, but ask only for what the API itself requires."""
        __tracebackhide__ = True
        needed = tuple(claim for claim in self.claims.request if claim.required == "api")
        faults = [*misfits(body, needed), *(f"`{name}` is sent and not listed" for name in unlisted(body, self.claims))]
        self._none(faults, "request")

    def assert_target(self, base_url: str | None, path: str | None = None) -> None:
        """Fail when a configured URL is empty, malformed, a placeholder, carries credentials, or is not the manifest's.

        Where the manifest says `production`, whatever looks like another environment fails as well.
        """
        __tracebackhide__ = True
        self._none(self._target_faults(base_url or "", self.manifest.path if path is None else path), "target")

    def assert_recording(self, file: str | Path) -> None:
        """Fail when a recording no longer fits: a JSON body, a HAR file or a VCR cassette, relative to the project.

        Of HAR files and cassettes the calls of this operation are looked at, and one at least must be there.
        """
        __tracebackhide__ = True
        try:
            content = read_file(self.root / file).decode("utf-8", "replace")
            exchanges = exchanges_of(content, file=str(file))
        except DriftwatchError as error:
            self._fail(f"{self.manifest.contract} [recording]: {error.message}")
        mine = [one for one in exchanges if not one.method or is_called(self.manifest, one.method, one.path)]
        if not mine:
            self._fail(f"{self.manifest.contract} [recording]: {file} holds no call of this operation")
        for exchange in mine:
            self._assert_exchange(exchange)

    def retry_for(self, status: int, body: Any = None, *, content_type: str = "") -> tuple[str, str]:
        """Return what the manifest says of a failure: (`never`, `backoff`, ...; name of the case); unknown, "" else."""
        case = case_of(self.claims, status=status, body=body, content_type=content_type)
        return (case.retry, case.name) if case else ("unknown", "")

    def without_each_read(self, body: Any) -> Iterator[tuple[str, Any]]:
        """Yield (field, copy of the body without it) for every field that is read: for tests of a parser."""
        for claim in self.claims.response:
            changed = copy.deepcopy(body)
            if _remove(changed, claim_steps(claim.path)):
                yield claim.path, changed

    def _assert_exchange(self, exchange: Exchange) -> None:
        __tracebackhide__ = True
        if exchange.request is not None:
            self.assert_request(exchange.request)
        if exchange.status in _SUCCESS or not exchange.status:
            self.assert_reads(exchange.response)
        elif self.claims.error_fields:
            self.assert_error(exchange.response)

    def _target_faults(self, base_url: str, path: str) -> Iterator[str]:
        faults = [*base_url_faults(base_url), *path_faults(path)]
        yield from faults
        if faults:
            return
        if base_url.rstrip("/").lower() != self.manifest.base_url.lower():
            yield "the base URL is not the one that the manifest names"
        if operation_key(self.manifest.method, path) != self.manifest.key:
            yield f"the path is not {self.manifest.path}"
        why = not_production(base_url, path)
        if self.manifest.environment == "production" and why:
            yield why

    def _none(self, faults: Any, what: str) -> None:
        __tracebackhide__ = True
        told = list(faults)
        if told:
            self._fail(f"{self.manifest.contract} [{what}]: {'; '.join(told)}")

    def __repr__(self) -> str:
        return f"Contract({self.manifest.contract!r})"


class Contracts:
    """All contracts of a project that can be used; `problems` keep the others from it."""

    def __init__(self, contracts: tuple[tuple[str, Contract], ...], problems: tuple[Problem, ...] = ()) -> None:
        self._contracts = contracts
        self.problems = problems

    def __iter__(self) -> Iterator[Contract]:
        return iter(contract for _, contract in self._contracts)

    def get(self, operation: str, variant: str = "") -> Contract:
        """Return the contract of an operation, or of one of its variants.

        Raises:
            ManifestError: there is none, or several and no variant.
        """
        method, _, path = operation.partition(" ")
        key = operation_key(method, path)
        found = [(name, one) for name, one in self._contracts if one.manifest.key == key]
        fitting = [one for name, one in found if not variant or name == variant]
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(name for name, _ in found if name)
        hint = f"variants: {names}" if names else 'write it with `driftwatch manifest init "METHOD /path"`'
        what = f" variant {variant!r}" if variant else ""
        if not found and self.problems:
            # It may be one of those: whoever looks for it has to know.
            raise ManifestError(
                f"there is no contract for {operation} that can be used: {self.problems[0]}",
                hint=f"{len(self.problems)} problems: `driftwatch manifest lint`",
            )
        raise ManifestError(f"there is no one contract for {operation}{what}", hint=hint)


def contracts_in(
    folder: str | Path,
    *,
    snapshot: Snapshot | None = None,
    root: str | Path = ".",
    fail: Callable[[str], NoReturn] = _raise,
) -> Contracts:
    """Read the contracts in a folder; one that cannot be used is among the problems, and the others go on.

    Raises:
        UsageError: the folder does not exist.
    """
    found = read_manifests((Path(folder),), root=Path(root), today="")
    return Contracts(
        problems=found.errors,
        contracts=tuple(
            (name, Contract(manifest, claims, snapshot=snapshot, root=Path(root), fail=fail))
            for manifest in found.manifests
            for name, claims in manifest.used_claims
        ),
    )


def _remove(body: Any, steps: Claimed) -> bool:
    """Remove a path from a body, in place; tells whether anything was there."""
    if not steps:
        return False
    first, rest = steps[0], steps[1:]
    if first == ANY:
        items = body if isinstance(body, list) else body.values() if isinstance(body, dict) else ()
        removed = [_remove(item, rest) for item in list(items)]
        return any(removed)
    if not isinstance(body, dict) or first not in body:
        return False
    if not rest:
        del body[first]
        return True
    return _remove(body[first], rest)
