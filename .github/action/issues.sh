#!/usr/bin/env bash
# Open, update and close the issues of this repository.
set -euo pipefail
only=()
if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi
# A run that captured nothing, but called the API, has no outcomes: issues about refused sources stay as they are.
if [ "$MODE" != probe ]; then only+=(--outcomes "$TEMPORARY/driftwatch-outcomes"); fi
"$TEMPORARY/driftwatch/bin/driftwatch" issues sync --config "$CONFIG" "${only[@]}"
