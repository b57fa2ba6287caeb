#!/usr/bin/env bash
# Tell the receivers under [[notify]] what is new, and push that they were told.
set -euo pipefail
# shellcheck source=.github/action/git.sh
source "$ACTION/.github/action/git.sh"
# shellcheck source=.github/action/credentials.sh
source "$ACTION/.github/action/credentials.sh"
before="$(git rev-parse HEAD)"
only=()
if [ -n "$SOURCE" ]; then only=(--source "$SOURCE"); fi
code=0
(
  take_credentials notify
  hush
  unset TOKEN GIT_CONFIG_COUNT "${!GIT_CONFIG_KEY_@}" "${!GIT_CONFIG_VALUE_@}"
  "$TEMPORARY/driftwatch/bin/driftwatch" notify --config "$CONFIG" "${only[@]}"
) || code=$?
# What was told is pushed even where another receiver failed.
if [ "$(git rev-parse HEAD)" != "$before" ]; then push "$BRANCH" "$before"; fi
exit "$code"
