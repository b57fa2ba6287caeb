"""Change compare/ and rules/ in one small way after the other, and print the changes that no test notices.

    python scripts/mutants.py [--module FILE] [--limit N] [--seed N]

A mutant turns a comparison, `and`, `or` or `not` into its neighbour, counts one further, takes True for False, or
returns nothing. The tests of rules and comparing that are not marked as slow run on a copy of the project for each; a
mutant that they pass shows a test that is missing, or code that means nothing. Some mean what the code meant before:
judge them yourself.
"""

import argparse
import ast
import copy
import os
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGES = ("driftwatch/compare", "driftwatch/rules")
TESTS = {"compare": ("tests/compare", "tests/rules"), "rules": ("tests/rules", "tests/compare")}
"""By package; those that are likely to notice come first."""
OPTIONS = ("-x", "-q", "-p", "no:xdist", "-m", "not slow", "--hypothesis-profile=quick")
LEAST_S = 30.0
TIMES = 4
"""A run may take so many times as long as without a mutant: one that goes on for ever has been noticed."""
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change of a file: which of its bytes become what."""

    file: str
    line: int
    begin: int
    end: int
    before: str
    after: str


def main() -> None:
    options = arguments(sys.argv[1:])
    files = [options.module] if options.module else [file for package in PACKAGES for file in modules(package)]
    mutants = [mutant for file in files for mutant in mutants_of(file, (ROOT / file).read_text(encoding="utf-8"))]
    if options.limit and options.limit < len(mutants):
        chosen = random.Random(options.seed).sample(range(len(mutants)), options.limit)  # noqa: S311 - a sample
        mutants = [mutants[number] for number in sorted(chosen)]
    print(f"{len(mutants)} mutants of {len(files)} files, seed {options.seed}", flush=True)
    survivors = [mutant for mutant, fate in zip(mutants, run(mutants), strict=True) if fate == "survived"]
    print(f"\n{len(survivors)} of {len(mutants)} survived{':' if survivors else ''}")
    print("\n".join(shown(each) for each in survivors))


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Print the small changes of compare/ and rules/ that no test notices.")
    parser.add_argument("--module", default="", help="one file: driftwatch/compare/match/likeness.py")
    parser.add_argument("--limit", type=int, default=50, help="how many mutants; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="of the choice among them")
    options = parser.parse_args(given)
    if options.module and not (options.module.startswith(PACKAGES) and (ROOT / options.module).is_file()):
        parser.error(f"{options.module} is no file of {' or '.join(PACKAGES)}")
    return options


def modules(package: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*.py"))


def mutants_of(file: str, text: str) -> Iterator[Mutant]:
    """Yield the mutants of a file, from its first line to its last."""
    tree = ast.parse(text)
    begins = [0, *accumulate(len(line) for line in text.encode().splitlines(keepends=True))]
    kept = {id(part) for whole in untouched(tree) for part in ast.walk(whole)}
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.expr | ast.stmt) and id(node) not in kept]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        after = changed(node)
        if after is not None and node.end_lineno is not None and node.end_col_offset is not None:
            begin, end = begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + node.end_col_offset
            yield Mutant(file, node.lineno, begin, end, ast.unparse(node), ast.unparse(after))


def untouched(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what means nothing to a test, such as types, and texts with values in them: Python 3.11 misplaces those."""
    for node in ast.walk(tree):
        hints = (getattr(node, "annotation", None), getattr(node, "returns", None))
        classes = node.keywords if isinstance(node, ast.ClassDef) else ()
        texts = (node,) if isinstance(node, ast.JoinedStr) else ()
        yield from (part for part in (*hints, *classes, *texts) if part is not None)


def changed(node: ast.AST) -> ast.AST | None:
    """Return the mutant of a node, None where there is none."""
    known: dict[type[ast.AST], Callable[[ast.AST], ast.AST | None]] = {
        ast.Compare: _compared, ast.BoolOp: _joined, ast.UnaryOp: _denied, ast.Constant: _counted, ast.Return: _silent,
    }  # fmt: skip
    change = known.get(type(node))
    return change(copy.deepcopy(node)) if change is not None else None


def _compared(node: ast.AST) -> ast.AST | None:
    assert isinstance(node, ast.Compare)  # noqa: S101 - for the type checker
    node.ops[0] = COMPARISONS[type(node.ops[0])]()
    return node


def _joined(node: ast.AST) -> ast.AST | None:
    assert isinstance(node, ast.BoolOp)  # noqa: S101
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def _denied(node: ast.AST) -> ast.AST | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else None


def _counted(node: ast.AST) -> ast.AST | None:
    assert isinstance(node, ast.Constant)  # noqa: S101
    if isinstance(node.value, bool):
        return ast.Constant(not node.value)
    return ast.Constant(node.value + 1) if isinstance(node.value, int | float) else None


def _silent(node: ast.AST) -> ast.AST | None:
    assert isinstance(node, ast.Return)  # noqa: S101
    is_none = node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    return None if is_none else ast.Return(ast.Constant(None))


def mutated(text: str, mutant: Mutant) -> str:
    """Return a file with a mutant in it."""
    raw = text.encode()
    after = mutant.after if mutant.after.startswith("return") else f"({mutant.after})"
    return (raw[: mutant.begin] + after.encode() + raw[mutant.end :]).decode()


def run(mutants: Sequence[Mutant]) -> list[str]:
    """Try mutants side by side, each worker in a copy of the project of its own; tell of each what became of it."""
    workers = max(1, min(os.cpu_count() or 1, len(mutants)))
    with tempfile.TemporaryDirectory(prefix="driftwatch-mutants-") as folder:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(workers):
            copies.put(copied(Path(folder, str(number))))
        limit = longest(Path(folder, "0"), {mutant.file.split("/")[1] for mutant in mutants})
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(lambda mutant: tried(mutant, copies, limit), mutants))


def copied(target: Path) -> Path:
    """Copy the files that git knows or would take."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def longest(project: Path, packages: set[str]) -> float:
    """Return how many seconds the tests may take; refuse to go on where they fail without a mutant."""
    started = time.monotonic()
    for package in packages:
        code = tests(project, package, limit=None)
        if code:
            sys.exit(f"the tests of {package} fail without any mutant: `make test` says why")
    return max(LEAST_S, TIMES * (time.monotonic() - started))


def tried(mutant: Mutant, copies: "queue.SimpleQueue[Path]", limit: float) -> str:
    """Run the tests on a mutant."""
    project = copies.get()
    path = project / mutant.file
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutated(text, mutant), encoding="utf-8")
        code = tests(project, mutant.file.split("/")[1], limit=limit)
    finally:
        path.write_text(text, encoding="utf-8")
        copies.put(project)
    fate = {0: "survived", None: "never ended"}.get(code, "noticed")
    print(f"{fate:<11} {shown(mutant)}", flush=True)
    return fate


def tests(project: Path, package: str, *, limit: float | None) -> int | None:
    """Run the tests of a package; return pytest's exit code, None where they take longer than `limit` seconds."""
    # Python takes compiled files for fresh by size and second: a mutant may have both of the one before.
    surroundings = {**os.environ, "CI": "true", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *TESTS[package]]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=project, env=surroundings, start_new_session=True, **quiet) as process:
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None


def shown(mutant: Mutant) -> str:
    return f"{mutant.file}:{mutant.line}: {mutant.before}  ->  {mutant.after}"


if __name__ == "__main__":
    main()
