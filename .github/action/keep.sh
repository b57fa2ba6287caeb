#!/usr/bin/env bash
# Push the commits of this run to the branch of the run. Never forced: a push that is rejected is rebased on what is there
# and tried once more.
set -euo pipefail
before="$(cat "$TEMPORARY/driftwatch-before")"
if [ "$(git rev-parse HEAD)" = "$before" ]; then
  echo "nothing to push"
  exit 0
fi
export GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_COMMITTER_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
# The token goes by the environment: arguments of processes can be read by others.
credentials="$(printf 'x-access-token:%s' "$TOKEN" | base64 --wrap=0)"
echo "::add-mask::$credentials"
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$SERVER/.extraheader" GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $credentials"
remote="$SERVER/$REPOSITORY"

if git push "$remote" "HEAD:refs/heads/$BRANCH"; then
  exit 0
fi
echo "the push was rejected: rebasing on what is there"
git fetch "$remote" "refs/heads/$BRANCH"
if ! git rebase --onto FETCH_HEAD "$before"; then
  git rebase --abort
  echo "the captures conflict with what was pushed meanwhile: the next run captures anew" >&2
  exit 3
fi
git push "$remote" "HEAD:refs/heads/$BRANCH"
