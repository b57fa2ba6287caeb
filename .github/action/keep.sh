#!/usr/bin/env bash
# Push what this run committed: to the branch of the run, or in pull-request mode to the branch that waits to be merged.
set -euo pipefail
# shellcheck source=.github/action/git.sh
source "$ACTION/.github/action/git.sh"
before="$(cat "$TEMPORARY/driftwatch-before")"
if [ "$(git rev-parse HEAD)" = "$before" ]; then
  echo "nothing to push"
elif [ "$MODE" = commit ] || [ "$MODE" = probe ]; then
  push "$BRANCH" "$before"
else
  only=()
  if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi
  drift="$("$TEMPORARY/driftwatch/bin/driftwatch" proposal list --config "$CONFIG" "${only[@]}" --since "$before")"
  if [ -z "$drift" ]; then
    echo "nothing drifted: nothing to propose"
  else
    echo "$drift"
    push "$(cat "$TEMPORARY/driftwatch-target")" "$before"
    git rev-parse HEAD > "$TEMPORARY/driftwatch-proposed"
  fi
fi
