#!/usr/bin/env bash
# List the scheduled sources of the configuration as the matrix of a job.
set -euo pipefail
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
parts=()
if [ -n "$SHARDS" ]; then parts=(--shards "$SHARDS"); fi
matrix="$("$driftwatch" sources --config "$CONFIG" --matrix "${parts[@]}")"
if [ -z "$("$driftwatch" sources --config "$CONFIG" --names)" ]; then
  printf 'error: %s names no source to watch\n  hint: add a [sources.NAME] table without scheduled = false\n' "$CONFIG" >&2
  exit 2
fi
echo "matrix=$matrix" >> "$GITHUB_OUTPUT"
