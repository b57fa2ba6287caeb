#!/usr/bin/env bash
# Install driftwatch from the checkout of this action, with the hashes of its lock file, into a folder of its own.
set -euo pipefail
"$PYTHON" -m venv "$TEMPORARY/driftwatch"
pip=("$TEMPORARY/driftwatch/bin/python" -m pip install --quiet --disable-pip-version-check)
"${pip[@]}" --require-hashes --requirement "$ACTION/requirements/runtime.txt" --requirement "$ACTION/requirements/build.txt"
"${pip[@]}" --no-deps --no-build-isolation "$ACTION"
