"""One rule: what it says, where its row stands, and the tests of its example; or what a new row needs.

python scripts/rule.py request-property-became-required
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from driftwatch.rules.catalogue import RULES, explained
from driftwatch.rules.rule import Rule
from driftwatch.spelling import closest

ROOT = Path(__file__).parents[1]
EXAMPLES = (
    "tests/rules/test_catalogue.py::test_each_example_fires_its_row_alone",
    "tests/rules/test_schema_rules.py",
    "tests/manifests/test_rules.py::test_each_example_fires_its_row_alone",
)
NEW = """\
there is no rule {name!r}.

A rule is one row in a table of driftwatch/rules/rows/: which kind of change it judges, under which id, at which level
in each direction, why that matters, what to do, and the smallest example, before and after, for which this row alone
fires. driftwatch/rules/rule.py describes each member. The first row that fits a change judges it, so a row for a
narrower case stands before the wider one. Copy the nearest row, then `make rule NAME={name}` shows yours
and runs its example; `make docs` writes it into docs/rules.md.

The nearest one:
"""


class Only:
    """Keeps the tests of one id."""

    def __init__(self, rule_id: str) -> None:
        self.rule_id = rule_id

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self.is_about(getattr(item, "callspec", None))]

    def is_about(self, call: object) -> bool:
        given = getattr(call, "params", {})
        rule, role = given.get("rule"), given.get("role")
        return isinstance(rule, Rule) and self.rule_id in {
            rule.id_at(each) for each in ((role,) if role else rule.roles)
        }


def main() -> None:
    name = "".join(sys.argv[1:2])
    if not name:
        sys.exit("usage: make rule NAME=ID, an id of `driftwatch rules` or a new one")
    rules = explained()
    if name not in rules:
        nearest = (*closest(name, rules, least=0.0), next(iter(rules)))[0]
        print(NEW.format(name=name))
        print(shown(rules[nearest].rows[0]))
        sys.exit(1)
    subprocess.run([sys.executable, "-m", "driftwatch", "rules", name], cwd=ROOT, check=True)
    print("\n".join(shown(row) for row in rules[name].rows))
    # The rules are imported by now, which pytest warns of: asserts in them are not rewritten.
    quiet = ["-q", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    sys.exit(pytest.main([*quiet, *EXAMPLES], plugins=[Only(name)]))


def shown(row: Rule) -> str:
    """Return a row as it is written, with the place where it stands; a row that a function makes, by that alone."""
    for path in sorted((ROOT / "driftwatch" / "rules").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and writes(node, row):
                return f"{path.relative_to(ROOT)}:{node.lineno}\n{ast.get_source_segment(text, node, padded=True)}\n"
    return (
        f"row {RULES.index(row) + 1} of the catalogue is made by a function; look for {row.id!r} in driftwatch/rules/\n"
    )


def writes(node: ast.Call, row: Rule) -> bool:
    """Tell whether a call names the id, the kind and the title of a row."""
    texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return isinstance(node.func, ast.Name) and {row.id, row.on, row.title} <= texts


if __name__ == "__main__":
    main()
