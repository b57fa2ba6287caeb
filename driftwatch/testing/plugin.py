"""The pytest plugin: fixtures, a marker, and manifests collected as tests with `--driftwatch`.

    @pytest.mark.contract("POST /v1/chat/completions")
    def test_parser(contract):
        contract.assert_reads(json.load(open("tests/contract/chat.200.json")))

Nothing is sent anywhere. Failures are text without values, locals or trace, also under --showlocals.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from driftwatch.model.snapshot import Snapshot
    from driftwatch.testing.contract import Contract, Contracts


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --driftwatch and the settings of the ini file."""
    group = parser.getgroup("driftwatch")
    group.addoption("--driftwatch", action="store_true", help="collect the manifests of driftwatch as tests")
    parser.addini("driftwatch_contracts", "folder of the manifests", default="")
    parser.addini("driftwatch_snapshot", "folder of the snapshot; by default that of driftwatch.toml", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and collect manifests when asked to."""
    config.addinivalue_line("markers", "contract(operation, variant=''): the manifest that a test is about")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ManifestFile | None":
    """Collect manifests below the contracts folder with --driftwatch."""
    if not parent.config.getoption("--driftwatch") or file_path.suffix not in {".yaml", ".yml"}:
        return None
    if not file_path.is_relative_to(_folder(parent.config)):
        return None
    return ManifestFile.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def contracts(pytestconfig: pytest.Config) -> "Contracts":
    """Give all contracts of the project; those that cannot be used are warnings."""
    found = _contracts(pytestconfig)
    for problem in found.problems:
        warnings.warn(pytest.PytestWarning(f"manifest left out: {problem}"), stacklevel=1)
    return found


@pytest.fixture
def contract(request: pytest.FixtureRequest, contracts: "Contracts") -> "Contract":
    """Give the contract that the test's marker names."""
    marker = request.node.get_closest_marker("contract")
    if marker is None:
        pytest.fail('mark the test: @pytest.mark.contract("POST /v1/...")', pytrace=False)
    from driftwatch.errors import DriftwatchError

    try:
        return contracts.get(*marker.args, **marker.kwargs)
    except DriftwatchError as error:
        pytest.fail(f"{error.message}; {error.hint}", pytrace=False)


class ManifestFile(pytest.File):
    """One manifest file as a collection of tests."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the tests of each manifest: lint, target, documented, and its recordings."""
        from driftwatch.testing.contract import contracts_in

        yield ManifestItem.from_parent(self, name="lint", run=self._lint)
        try:
            found = contracts_in(self.path, snapshot=_snapshot(self.config), root=self.config.rootpath, fail=_fail)
        except Exception:  # noqa: BLE001 - lint tells it, as a test that fails
            return
        for one in found:
            yield from self._items(one)

    def _items(self, one: "Contract") -> Iterator[pytest.Item]:
        head = one.manifest.contract
        yield ManifestItem.from_parent(self, name=f"{head} [target]", run=lambda: _target(one))
        yield ManifestItem.from_parent(self, name=f"{head} [documented]", run=one.assert_documented)
        requests = (
            ("minimal", one.claims.minimal, one.assert_minimal_request),
            ("production", one.claims.production, one.assert_request),
        )
        for what, file, check in requests:
            if file:
                run = _requests(one, file, check)
                yield ManifestItem.from_parent(self, name=f"{head} [request {what}]", run=run)
        if one.claims.fixture:
            reads = _recording(one, one.claims.fixture)
            yield ManifestItem.from_parent(self, name=f"{head} [reads]", run=reads)

    def _lint(self) -> None:
        from driftwatch.manifests.file.lint import lint

        found = lint(self.path.read_bytes(), file=self.path.name)
        if found.errors:
            _fail("\n".join(map(str, found.errors)))


class ManifestItem(pytest.Item):
    """One claim of a manifest as a test."""

    def __init__(self, *, run: Any, **more: Any) -> None:
        super().__init__(**more)
        self._run = run

    def runtest(self) -> None:
        """Check the claim."""
        self._run()

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say where the claim stands."""
        return self.path, None, self.name


def _fail(text: str) -> NoReturn:
    pytest.fail(text, pytrace=False)


def _target(one: "Contract") -> None:
    one.assert_target(one.manifest.base_url)


def _requests(one: "Contract", file: str, check: Any) -> Any:
    def run() -> None:
        from driftwatch.errors import DriftwatchError
        from driftwatch.manifests.recordings import body_of

        try:
            check(body_of(_text(one, file), file=file))
        except DriftwatchError as error:
            _fail(f"{one.manifest.contract}: {error.message}")

    return run


def _recording(one: "Contract", file: str) -> Any:
    return lambda: one.assert_recording(file)


def _text(one: "Contract", file: str) -> str:
    path = one.root / file
    if not path.is_file():
        _fail(f"{one.manifest.contract}: {file} does not exist")
    return path.read_text(encoding="utf-8")


def _folder(config: pytest.Config) -> Path:
    named = config.getini("driftwatch_contracts")
    if named:
        return config.rootpath / str(named)
    app = _app(config)
    return app.workspace.manifests if app else config.rootpath / "contracts"


def _contracts(config: pytest.Config) -> "Contracts":
    from driftwatch.errors import DriftwatchError
    from driftwatch.testing.contract import contracts_in

    try:
        return contracts_in(_folder(config), snapshot=_snapshot(config), root=config.rootpath, fail=_fail)
    except DriftwatchError as error:
        pytest.fail(f"{error.message}; {error.hint}", pytrace=False)


def _snapshot(config: pytest.Config) -> "Snapshot | None":
    """Return the newest snapshot: of the folder in the ini file, else of the only source of driftwatch.toml."""
    from driftwatch.errors import DriftwatchError
    from driftwatch.history.captures import snapshot_in_folder
    from driftwatch.workflows.resolve import resolver_of

    named = config.getini("driftwatch_snapshot")
    if named:
        return snapshot_in_folder(config.rootpath / str(named), label="newest")
    app = _app(config)
    try:
        return resolver_of(app, None).newest().snapshot if app else None
    except DriftwatchError:
        return None


class _Silence:
    """Says nothing: pytest tells how a run goes."""

    def say(self, line: str) -> None:
        pass

    def started(self, what: str, total: int) -> None:
        pass

    def step(self, line: str) -> None:
        pass

    def finished(self) -> None:
        pass


def _app(config: pytest.Config) -> Any:
    """Return the project's configuration, None when it has no driftwatch.toml."""
    from driftwatch.wiring import App

    app = App(talk=_Silence(), start=config.rootpath)
    return app if app.workspace.file else None
