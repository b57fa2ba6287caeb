"""`python -m driftwatch` and the command `driftwatch`."""

import gc
import sys
from typing import Final

from driftwatch.cli.program import run

ALLOCATIONS_PER_SWEEP: Final = 500_000
"""Facts are many, small and free of cycles: looking for cycles among them took a quarter of a large diff."""


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(ALLOCATIONS_PER_SWEEP)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
