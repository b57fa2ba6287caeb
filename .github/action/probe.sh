#!/usr/bin/env bash
# Call the live API: the cases that cost nothing, of each manifest. What it was seen to do becomes a commit.
set -euo pipefail
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
folder="$TEMPORARY/driftwatch-reports"
rm -rf "$folder"
mkdir -p "$folder"
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
git rev-parse HEAD > "$TEMPORARY/driftwatch-before"

# shellcheck source=.github/action/credentials.sh
source "$ACTION/.github/action/credentials.sh"
take_credentials credentials
hush
hosts=()
for host in $ALLOW_PRODUCTION; do hosts+=(--allow-production "$host"); done
code=0
"$driftwatch" probe --config "$CONFIG" --send "${hosts[@]}" --format markdown --output "$folder/summary.md" || code=$?
if [ -s "$folder/summary.md" ]; then head --bytes 900000 "$folder/summary.md" >> "$GITHUB_STEP_SUMMARY"; fi
{
  echo "exit-code=$code"
  echo "folder=$folder"
} >> "$GITHUB_OUTPUT"
# What differs does not fail the job: issues tell it, and the observation counts how often in a row.
case "$code" in 0 | 1 | 3) ;; *) exit "$code" ;; esac
"$driftwatch" observe commit --config "$CONFIG"
