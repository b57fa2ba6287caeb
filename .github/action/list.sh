#!/usr/bin/env bash
# List the scheduled sources of the configuration as the matrix of a job.
set -euo pipefail
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
matrix="$("$driftwatch" sources --config "$CONFIG" --matrix)"
if [ "$matrix" = '{"source":[]}' ]; then
  printf 'error: %s names no source to watch\n  hint: add a [sources.NAME] table without scheduled = false\n' "$CONFIG" >&2
  exit 2
fi
echo "matrix=$matrix" >> "$GITHUB_OUTPUT"
