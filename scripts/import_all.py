"""Import every module of the installed driftwatch; fail where one is missing something or comes from elsewhere.

`driftwatch.testing` is left out: it is for those who have pytest, which the package itself does not need.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

import driftwatch


def main() -> None:
    home = Path(driftwatch.__file__).resolve()
    if not home.is_relative_to(Path(sys.argv[1]).resolve()):
        sys.exit(f"imported {home}, which is not the installed package")
    names = [module.name for module in pkgutil.walk_packages(driftwatch.__path__, "driftwatch.")]
    for name in names:
        if not name.endswith("__main__") and not name.startswith("driftwatch.testing"):
            importlib.import_module(name)
    print(f"imported {len(names)} modules from the installed package")


if __name__ == "__main__":
    main()
