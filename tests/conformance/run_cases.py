"""Run cases of oasdiff's and print every difference; exit 1 when one has no written reason.

    python -m tests.conformance.run_cases FOLDER [STRICTNESS]

FOLDER holds cases.jsonl: a line for each pair with `name`, `base`, `revision` (paths in FOLDER) and `expected`, a list
of `id`, `level`, `operation` (the method) and `path`.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from driftwatch.extract.data.structured_text import read_structured
from driftwatch.model.finding import Strictness
from tests.conformance.differing import Said, differences, keyed

LEVELS = {"error": "breaking", "warning": "warning", "info": "info"}


def main(folder: Path, strictness: Strictness = "tolerant") -> int:
    count: Counter[str] = Counter()
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        sides = [read_structured((folder / case[side]).read_text(encoding="utf-8")) for side in ("base", "revision")]
        told = differences(*sides, said(case["expected"]), strictness)
        count["the same" if not told else "other, with a reason" if all(told.values()) else "other, unexplained"] += 1
        for what, why in told.items():
            sys.stdout.write(f"{case['name']}: {what}\n    {why or 'NO REASON IS WRITTEN'}\n")
    sys.stdout.write(", ".join(f"{number} {what}" for what, number in sorted(count.items())) + "\n")
    return 1 if count["other, unexplained"] else 0


def said(expected: list[dict[str, Any]]) -> Said:
    return {
        (one["id"], keyed(f"{one['operation']} {one['path']}") if one.get("operation") else ""): LEVELS[one["level"]]
        for one in expected
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
