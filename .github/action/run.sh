#!/usr/bin/env bash
# Carry out what people answered in issues; capture, compare and commit; write the summary of the job, and the reports for machines.
set -euo pipefail
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
folder="$TEMPORARY/driftwatch-reports"
rm -rf "$folder" "$TEMPORARY/driftwatch-answers"
mkdir -p "$folder"
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
git rev-parse HEAD > "$TEMPORARY/driftwatch-before"
only=()
if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi
share=()
if [ -n "$SHARD" ]; then share=(--shard "$SHARD"); fi

# From here on the log may quote what the documentation says: no line of it is a command to the runner.
quiet="$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$quiet"
trap 'echo "::$quiet::"' EXIT
if [ "$PUBLISH" = true ] && [ "$MODE" != none ]; then
  GITHUB_TOKEN="$TOKEN" "$driftwatch" issues answers --config "$CONFIG" "${only[@]}" > "$TEMPORARY/driftwatch-answers" 2>&1 \
    || echo "what people answered in issues waits for the next run" >> "$TEMPORARY/driftwatch-answers"
fi
code=0
"$driftwatch" run --config "$CONFIG" "${only[@]}" "${share[@]}" --jobs "$JOBS" --format markdown --output "$folder/summary.md" --fail-on "$FAIL_ON" \
  --outcomes "$TEMPORARY/driftwatch-outcomes" || code=$?
# What is wrong with the configuration is told by the run.
if [ "$code" -ne 2 ] && [ -s "$TEMPORARY/driftwatch-answers" ]; then cat "$TEMPORARY/driftwatch-answers"; fi
sources="$SOURCE"
if [ "$code" -eq 2 ]; then
  # What cannot be run has been told why, and has no reports.
  sources=""
elif [ -z "$SOURCE" ]; then
  # Those that were run; the plain list holds what is not scheduled as well.
  sources="$("$driftwatch" sources --config "$CONFIG" --names "${share[@]}")"
fi
while read -r name; do
  if [ -z "$name" ]; then continue; fi
  # All that is open: code scanning closes an alert that an upload does not hold.
  "$driftwatch" --quiet diff --config "$CONFIG" --source "$name" --open --format sarif --fail-on never \
    --output "$folder/$name.sarif" 2> "$folder/last-error.txt" || rm -f "$folder/$name.sarif"
  # A source with one capture has nothing to compare yet.
  "$driftwatch" --quiet diff --config "$CONFIG" --source "$name" --format json --fail-on never \
    --output "$folder/$name.json" 2> "$folder/last-error.txt" || rm -f "$folder/$name.json"
  # What manifests claim and the documentation does not say; without manifests there is nothing to hold against it.
  "$driftwatch" --quiet check --config "$CONFIG" --source "$name" --format sarif --fail-on never \
    --output "$folder/$name.check.sarif" 2> "$folder/last-error.txt" || true
done <<< "$sources"
rm -f "$folder/last-error.txt"

limit=900000 # bytes; the runner drops a summary above 1 MiB
if [ "$(stat --format %s "$folder/summary.md" 2> /dev/null || echo 0)" -gt "$limit" ]; then
  # Whole lines only, so that no character is cut.
  head --bytes "$limit" "$folder/summary.md" | sed '$d' >> "$GITHUB_STEP_SUMMARY"
  printf '\n\nThis is not all: it was cut at %s bytes. The whole is summary.md, among the reports.\n' "$limit" >> "$GITHUB_STEP_SUMMARY"
elif [ -s "$folder/summary.md" ]; then
  cat "$folder/summary.md" >> "$GITHUB_STEP_SUMMARY"
fi
sarif=false
for file in "$folder"/*.sarif; do
  if [ -s "$file" ]; then sarif=true; fi
done
{
  echo "exit-code=$code"
  echo "folder=$folder"
  # The name of an artifact holds no slash.
  if [ -n "$ARTIFACT" ]; then echo "artifact=$ARTIFACT${SOURCE:+-$SOURCE}${SHARD:+-${SHARD/\//-of-}}"; fi
  echo "sarif=$sarif"
} >> "$GITHUB_OUTPUT"
# Findings and a source that could not be read do not keep what was captured from being pushed; the last step judges.
case "$code" in 0 | 1 | 3) ;; *) exit "$code" ;; esac
