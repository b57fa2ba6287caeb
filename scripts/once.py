"""A plugin of pytest, by which tests that one run has passed are left out of the next one, each by its name.

    pytest -p scripts.once --passed FILE     add the name of each test that passes to FILE
    pytest -p scripts.once --leave-out FILE  run all tests but those that FILE names

.ci/run measures what the tests of the core reach, and that runs most of them: `make test` leaves out what has passed
there. Nothing is lost between the two: what failed, was skipped, or was not run at all is in no file, and a property is
in none either, because measuring tries it with fewer examples.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

PROPERTY = "hypothesis"
"""The mark that hypothesis itself gives to its tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("once", "tests that have passed in another run")
    group.addoption("--passed", type=Path, metavar="FILE", help="add the names of tests that pass to FILE")
    group.addoption("--leave-out", type=Path, metavar="FILE", help="run all tests but those that FILE names")


def pytest_configure(config: pytest.Config) -> None:
    if file := config.getoption("passed"):
        config.pluginmanager.register(Recorder(file))


def pytest_report_header(config: pytest.Config) -> str | None:
    file = config.getoption("leave_out")
    return f"left out: {len(named(file))} tests, which {file} says have passed" if file else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if file := config.getoption("leave_out"):
        done = named(file)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in done])
        items[:] = [item for item in items if item.nodeid not in done]


def named(file: Path) -> frozenset[str]:
    return frozenset(file.read_text(encoding="utf-8").split("\n")) - {""}


class Recorder:
    """Notes each test when its last part is over, in a file that other runs may be writing to as well."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.without: set[str] = set()
        """What passes, if it does, with less than another run asks of it, or not in each of its parts."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        self.without = {item.nodeid for item in items if item.get_closest_marker(PROPERTY)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed or hasattr(report, "wasxfail"):
            self.without.add(report.nodeid)
        if report.when == "teardown" and report.nodeid not in self.without:
            with self.file.open("a", encoding="utf-8") as file:
                file.write(f"{report.nodeid}\n")
