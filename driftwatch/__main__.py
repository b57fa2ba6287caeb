"""`python -m driftwatch` and the command `driftwatch`."""

import gc
import sys
from typing import Final

from driftwatch.cli.program import run

ALLOCATIONS_PER_SWEEP: Final = 1_000_000
"""Facts are many, small and free of cycles: looking for cycles among them took a quarter of a large diff. What leaves
cycles, reading documents, sweeps for itself (driftwatch.workflows.heard)."""


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(ALLOCATIONS_PER_SWEEP)
    code = run(sys.argv[1:])
    # The process goes and its memory with it: taking large snapshots apart first cost a sixth of a large diff.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
