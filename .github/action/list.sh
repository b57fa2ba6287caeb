#!/usr/bin/env bash
# List the sources of the configuration as the matrix of a job.
set -euo pipefail
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
matrix="$("$driftwatch" sources --config "$CONFIG" --matrix)"
if [ "$matrix" = '{"source":[]}' ]; then
  printf 'error: %s names no source\n  hint: add a [sources.NAME] table\n' "$CONFIG" >&2
  exit 2
fi
echo "matrix=$matrix" >> "$GITHUB_OUTPUT"
