#!/usr/bin/env bash
# Build the wheel and try it in a fresh virtual environment that knows nothing of this checkout.
set -euo pipefail
cd "$(dirname "$0")/.."
checkout=$PWD

rm -rf build dist
.venv/bin/python -m pip wheel . --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist
wheel=$(echo dist/*.whl)
echo "built $wheel"

.venv/bin/python scripts/wheel_contents.py "$wheel"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
.venv/bin/python -m venv "$scratch/venv"
python=$scratch/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/runtime.txt
"$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index "$wheel"

cd "$scratch"
unset PYTHONPATH
"$python" "$checkout/scripts/import_all.py" "$scratch/venv"
version=$("$scratch/venv/bin/driftwatch" --version)
echo "$version"
[[ $version == *"$("$checkout/.venv/bin/python" -c 'import driftwatch; print(driftwatch.__version__)')"* ]]
"$scratch/venv/bin/driftwatch" --help >/dev/null
"$scratch/venv/bin/driftwatch" demo >demo.txt 2>&1 || { cat demo.txt; exit 1; }
echo "the installed wheel imports, answers --help and runs its demo"
