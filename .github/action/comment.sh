#!/usr/bin/env bash
# Say on the pull request what is open about what it touches; where nothing may be written, in the summary.
set -euo pipefail
driftwatch=("$TEMPORARY/driftwatch/bin/driftwatch" comment --config "$CONFIG" --since HEAD^1)
if [ -n "$SOURCE" ]; then driftwatch+=(--source "$SOURCE"); fi
if ! git rev-parse --quiet --verify HEAD^2 > /dev/null; then
  printf 'error: HEAD is not the merge of the pull request\n  hint: check out what actions/checkout takes by itself, with fetch-depth: 0\n' >&2
  exit 2
fi
# The token of a run for a fork, or for Dependabot, may only read.
if [ "$HEAD_REPOSITORY" = "$REPOSITORY" ] && [ "$ACTOR" != "dependabot[bot]" ]; then
  exec "${driftwatch[@]}" "$NUMBER"
fi
env -u GITHUB_TOKEN "${driftwatch[@]}" --dry-run > "$TEMPORARY/driftwatch-comment"
head --bytes 900000 "$TEMPORARY/driftwatch-comment" >> "$GITHUB_STEP_SUMMARY"
