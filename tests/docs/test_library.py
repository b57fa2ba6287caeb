"""The examples of docs/library.md do what stands below them; what they use touches neither disk nor network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import driftwatch

ROOT = Path(__file__).parents[2]
EXAMPLES = re.findall(
    r"```python\n(.+?)```\n\n```text\n(.+?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL
)
SILENT = """\
import sys
import driftwatch
driftwatch.assemble_snapshot([]), driftwatch.compare_snapshots, driftwatch.Page
page = driftwatch.Page(url="https://docs.example.com/a.md", path="a", text="# A\\n\\n`POST /v1/a`\\n")
driftwatch.extract_page(page)
old, new = (driftwatch.assemble_snapshot([driftwatch.extract_page(page)]) for _ in range(2))
driftwatch.judge_snapshots(old, new)
touched = []
sys.addaudithook(lambda event, args: touched.append((event, args)) if event.split(".")[0] in WATCHED else None)
old, new = (driftwatch.assemble_snapshot([driftwatch.extract_page(page)]) for _ in range(2))
driftwatch.judge_snapshots(old, new)
driftwatch.snapshot_from_files(driftwatch.snapshot_to_files(old))
print(touched)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("program", "printed"), EXAMPLES, ids=["pages", "specifications", "processes"])
def test_an_example_prints_what_stands_below_it(tmp_path: Path, program: str, printed: str) -> None:
    file = tmp_path / "example.py"
    file.write_text(program)
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == printed, done.stderr


def test_all_parts_are_told() -> None:
    told = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert len(EXAMPLES) == 3
    assert [name for name in driftwatch.__all__ if name not in told and not name.startswith(("__", "Driftwatch"))] == []


def test_the_parts_touch_neither_disk_nor_network() -> None:
    watched = "WATCHED = {'open', 'socket', 'subprocess', 'os', 'shutil', 'tempfile'}\n"
    done = subprocess.run(
        [sys.executable, "-c", watched + SILENT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "[]\n"
