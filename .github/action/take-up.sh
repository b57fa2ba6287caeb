#!/usr/bin/env bash
# Bring the checkout to where captures go on: the whole history, what was pushed to the branch since the run was asked
# for, and in pull-request mode the captures that wait to be merged.
set -euo pipefail
# shellcheck source=.github/action/git.sh
source "$ACTION/.github/action/git.sh"
driftwatch="$TEMPORARY/driftwatch/bin/driftwatch"
git rev-parse --verify --quiet HEAD > /dev/null ||
  fail 2 "the repository is not checked out here" "run actions/checkout before"

if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  echo "the checkout is shallow: fetching its history (fetch-depth: 0 of actions/checkout saves this)"
  if ! git fetch --quiet --unshallow "$remote" "$REF"; then
    if [ "$MODE" != none ]; then
      fail 3 "the checkout is shallow, and its history cannot be fetched" "give actions/checkout fetch-depth: 0"
    fi
    echo "its history cannot be fetched: reports know only of the captures that are here"
  fi
fi
if [ "$MODE" = none ]; then exit; fi

tip="$(fetch "refs/heads/$BRANCH")" ||
  fail 3 "$BRANCH cannot be fetched from $remote" "give the job permissions: contents: write"
if [ "$tip" != "$(git rev-parse HEAD)" ] && git merge-base --is-ancestor HEAD "$tip"; then
  echo "$BRANCH moved since this run was asked for: going on from where it is now"
  git merge --quiet --ff-only "$tip" ||
    fail 3 "the checkout cannot be brought up to date with $BRANCH" "change no tracked file before this step"
fi
if [ "$MODE" = commit ] || [ "$MODE" = probe ]; then exit; fi

base="$(git rev-parse HEAD)"
git checkout --quiet --detach
found="$(GITHUB_TOKEN="$TOKEN" "$driftwatch" proposal find --config "$CONFIG" --base "$BRANCH")"
waiting="$(sed -n 's/^waiting *//p' <<< "$found")"
target="$(sed -n 's/^free *//p' <<< "$found")"
tip=""
if [ -n "$waiting" ]; then
  tip="$(fetch "refs/heads/$waiting")" || fail 3 "$waiting cannot be fetched from $remote" "run again"
  git checkout --quiet --detach "$tip" ||
    fail 3 "the checkout cannot be moved to $waiting" "change no tracked file before this step"
  if git merge-base --is-ancestor "$base" HEAD ||
    git merge --quiet --no-edit --message "Bring $waiting up to date with $BRANCH" "$base"; then
    echo "captures wait on $waiting: going on from there"
    target="$waiting"
  else
    git merge --abort
    git checkout --quiet --detach "$base"
    tip=""
    echo "what waits on $waiting conflicts with $BRANCH: captures start anew from $BRANCH, on $target"
  fi
fi
printf '%s' "$base" > "$TEMPORARY/driftwatch-base"
printf '%s' "$target" > "$TEMPORARY/driftwatch-target"
printf '%s' "$tip" > "$TEMPORARY/driftwatch-proposed"
