#!/usr/bin/env bash
# Capture, compare and commit; write the summary of the job, and the reports for machines.
set -euo pipefail
case "$MODE" in commit | none) ;; *) echo "mode must be commit or none" >&2; exit 2 ;; esac
case "$FAIL_ON" in breaking | warning | info | never) ;; *) echo "fail-on must be a level or never" >&2; exit 2 ;; esac
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
folder="$TEMPORARY/driftwatch-reports"
mkdir -p "$folder"
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
git rev-parse HEAD > "$TEMPORARY/driftwatch-before"
only=()
if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi

code=0
"$driftwatch" run --config "$CONFIG" "${only[@]}" --format markdown --output "$folder/summary.md" --fail-on "$FAIL_ON" || code=$?
if [ -s "$folder/summary.md" ]; then
  head --bytes 900000 "$folder/summary.md" >> "$GITHUB_STEP_SUMMARY"
fi
"$driftwatch" sources --config "$CONFIG" | while read -r name _; do
  if [ -n "$SOURCE" ] && [ "$SOURCE" != "$name" ]; then continue; fi
  for format in sarif json; do
    # A source with one capture has nothing to compare yet.
    "$driftwatch" --quiet diff --config "$CONFIG" --source "$name" --format "$format" --fail-on never \
      --output "$folder/$name.$format" 2> "$folder/last-error.txt" || rm -f "$folder/$name.$format"
  done
done
rm -f "$folder/last-error.txt"
{
  echo "exit-code=$code"
  echo "folder=$folder"
} >> "$GITHUB_OUTPUT"
# Findings and a source that could not be read do not keep what was captured from being pushed; the last step judges.
case "$code" in 0 | 1 | 3) ;; *) exit "$code" ;; esac
