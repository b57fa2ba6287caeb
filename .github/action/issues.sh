#!/usr/bin/env bash
# Open, update and close the issues of this repository.
set -euo pipefail
only=()
if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi
"$TEMPORARY/driftwatch/bin/driftwatch" issues sync --config "$CONFIG" "${only[@]}" --outcomes "$TEMPORARY/driftwatch-outcomes"
