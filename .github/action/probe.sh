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

# Each line is NAME=VALUE. No value stands in an argument, in a file or in the log; the runner masks it, and its base64.
while IFS= read -r line; do
  if [ -z "$line" ]; then continue; fi
  name="${line%%=*}"
  value="${line#*=}"
  if [[ ! "$name" =~ ^[A-Z][A-Z0-9_]{0,99}$ ]] || [ "$name" = "$line" ]; then
    printf 'error: credentials has a line that is not NAME=VALUE\n  hint: a line for each variable that manifests name\n' >&2
    exit 2
  fi
  case "$name" in
    PATH | HOME | IFS | ENV | BASH* | LD_* | DYLD_* | PYTHON* | GIT_* | GITHUB_* | RUNNER_* | ACTIONS_* | DRIFTWATCH_NOW)
      printf 'error: %s is no name for a credential\n  hint: name it in the manifest after the API\n' "$name" >&2
      exit 2
      ;;
  esac
  if [ -z "$value" ]; then
    printf 'error: the credential %s is empty\n  hint: store it as a secret of the environment that the job names\n' "$name" >&2
    exit 2
  fi
  echo "::add-mask::$value"
  echo "::add-mask::$(printf '%s' "$value" | base64 --wrap=0)"
  declare -x "$name=$value"
done <<< "$CREDENTIALS"
unset CREDENTIALS line value

# From here on the log may quote what the API says: no line of it is a command to the runner.
quiet="$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$quiet"
trap 'echo "::$quiet::"' EXIT
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
