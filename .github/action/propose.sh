#!/usr/bin/env bash
# Open the pull request of the branch that captures wait on, or bring its text up to date.
set -euo pipefail
# shellcheck source=.github/action/git.sh
source "$ACTION/.github/action/git.sh"
proposed="$(cat "$TEMPORARY/driftwatch-proposed")"
if [ -z "$proposed" ]; then
  echo "nothing is proposed"
  exit
fi
target="$(cat "$TEMPORARY/driftwatch-target")"
# Another job of this run may have pushed since: the text tells of all that is there.
if there="$(fetch "refs/heads/$target")"; then proposed="$there"; fi
said="$(GITHUB_TOKEN="$TOKEN" "$TEMPORARY/driftwatch/bin/driftwatch" proposal sync --config "$CONFIG" \
  --base "$BRANCH" --branch "$target" --since "$(cat "$TEMPORARY/driftwatch-base")" --until "$proposed")"
echo "$said"
number="$(sed -n '1s/^pull request #\([0-9]*\): .*/\1/p' <<< "$said")"
if [ -n "$number" ]; then
  echo "pull-request=$number" >> "$GITHUB_OUTPUT"
  printf '\nCaptures wait in [pull request %s](%s).\n' "$number" "$SERVER/$REPOSITORY/pull/$number" >> "$GITHUB_STEP_SUMMARY"
fi
