"""A plugin of pytest, by which tests that one run has passed are left out of the next one, each by its name.

    pytest -p scripts.once --passed FILE     add the name of each test that passes to FILE
    pytest -p scripts.once --leave-out FILE  run all tests but those that FILE names

.ci/run measures what the tests of the core reach, and that runs most of them: `make test` leaves out what has passed
there, and does not even read a file of which everything has. Nothing is lost between the two: what failed, was skipped,
or was not run at all is not named, and a property is not either, because measuring tries it with fewer examples.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

PROPERTY = "hypothesis"
"""The mark that hypothesis itself gives to its tests."""
_IN_FILE = "::"
"""What stands in the name of a test behind that of its file."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("once", "tests that have passed in another run")
    group.addoption("--passed", type=Path, metavar="FILE", help="add the names of tests that pass to FILE")
    group.addoption("--leave-out", type=Path, metavar="FILE", help="run all tests but those that FILE names")


def pytest_configure(config: pytest.Config) -> None:
    if file := config.getoption("passed"):
        config.pluginmanager.register(Recorder(file))


def pytest_report_header(config: pytest.Config) -> str | None:
    file = config.getoption("leave_out")
    tests = [name for name in named(file) if _IN_FILE in name] if file else []
    return f"left out: {len(tests)} tests, which {file} says have passed" if file else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not read a file at all whose tests have all passed; of anything else others decide."""
    file = config.getoption("leave_out")
    done = file is not None and collection_path.is_relative_to(config.rootpath)
    return True if done and collection_path.relative_to(config.rootpath).as_posix() in named(file) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if file := config.getoption("leave_out"):
        done = named(file)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in done])
        items[:] = [item for item in items if item.nodeid not in done]


@cache
def named(file: Path) -> frozenset[str]:
    """Return the names of tests that have passed, and of the files of which all have."""
    return frozenset(file.read_text(encoding="utf-8").split("\n")) - {""}


class Recorder:
    """Notes each test when its last part is over, in a file that other runs may be writing to as well."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.without: set[str] = set()
        """What passes, if it does, with less than another run asks of it, or not in each of its parts."""
        self.left: dict[str, set[str]] = {}
        """The tests of each file that have not passed, those that this run leaves out among them."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: Sequence[pytest.Item]) -> Iterator[None]:
        every = [item.nodeid for item in items]
        yield
        if not any(_IN_FILE in argument for argument in config.args):
            for name in every:
                self.left.setdefault(name.partition(_IN_FILE)[0], set()).add(name)
        self.without = {item.nodeid for item in items if item.get_closest_marker(PROPERTY)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed or hasattr(report, "wasxfail"):
            self.without.add(report.nodeid)
        if report.when == "teardown" and report.nodeid not in self.without:
            self.left.get(report.nodeid.partition(_IN_FILE)[0], set()).discard(report.nodeid)
            self._note(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        for file, left in self.left.items():
            if not left:
                self._note(file)

    def _note(self, name: str) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
