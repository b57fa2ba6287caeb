#!/usr/bin/env bash
# Refuse inputs and events with which the action cannot work, before anything is done.
set -euo pipefail
one_of() {
  local input=$1 given=$2 allowed
  shift 2
  for allowed in "$@"; do
    if [ "$given" = "$allowed" ]; then return; fi
  done
  printf "error: %s is '%s'\n  hint: give one of: %s\n" "$input" "$given" "$*" >&2
  exit 2
}
one_of mode "$MODE" commit pull-request none list doctor probe comment
one_of publish "$PUBLISH" true false
one_of sarif "$SARIF" true false
one_of fail-on "$FAIL_ON" breaking warning info never
if [ -n "$SHARD" ] && { [ -n "$SOURCE" ] || [ "$PUBLISH" = true ] || [ "$MODE" = pull-request ]; }; then
  echo "error: shard goes with none of source, publish and mode: pull-request" >&2
  echo "  hint: publish in a job of its own that needs those of the shards, with mode: none" >&2
  exit 2
fi
if [ -n "$NOTIFY" ] && [ "$MODE" != commit ] && [ "$MODE" != probe ]; then
  printf "error: notify does not work with mode: %s, which pushes nothing to the branch\n" "$MODE" >&2
  echo "  hint: use mode: commit; what was told is committed, so that nothing is told twice" >&2
  exit 2
fi
if [ "$MODE" = probe ] || [ -n "$NOTIFY" ]; then
  # What anybody can set off, with what anybody wrote, never meets a key.
  case "$EVENT" in
    schedule | workflow_dispatch | push | release | repository_dispatch) ;;
    *)
      printf "error: this run is of the event '%s', on which no credential is used\n" "$EVENT" >&2
      echo "  hint: run it on schedule and workflow_dispatch" >&2
      exit 2
      ;;
  esac
fi
if [ "$MODE" = comment ] && [ "$EVENT" != pull_request ]; then
  printf "error: mode: comment is for runs of the event pull_request, this one is of '%s'\n" "$EVENT" >&2
  echo "  hint: never run it on pull_request_target, which would trust what the pull request brings" >&2
  exit 2
fi
if [ "$MODE" = commit ] || [ "$MODE" = pull-request ] || [ "$MODE" = probe ]; then
  case "$REF" in
    refs/heads/?*) ;;
    *)
      printf "error: this run is of '%s', which is not a branch: there is nowhere to push captures\n" "$REF" >&2
      echo "  hint: run it on a branch (schedule, workflow_dispatch or push), or give mode: none" >&2
      exit 2
      ;;
  esac
fi
