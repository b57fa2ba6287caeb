#!/usr/bin/env bash
# Fail when captures no longer come in: the schedule was switched off, or its runs fail.
set -euo pipefail
"$TEMPORARY/driftwatch/bin/driftwatch" doctor --config "$CONFIG" --max-age "$MAX_AGE" --repo "$REPOSITORY"
