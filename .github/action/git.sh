# shellcheck shell=bash
# What the steps that talk to the server of the repository share. Sourced, never run.

# Commits are the bot's, none is signed, and no hook of the repository runs.
export GIT_AUTHOR_NAME="github-actions[bot]" GIT_COMMITTER_NAME="github-actions[bot]"
export GIT_AUTHOR_EMAIL="41898282+github-actions[bot]@users.noreply.github.com"
export GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
export GIT_TERMINAL_PROMPT=0
remote="$SERVER/$REPOSITORY"

# The token goes by the environment: arguments of processes can be read by others. The empty value drops the header that
# actions/checkout may have left in the configuration; GitHub refuses a request with two of them.
credentials="$(printf 'x-access-token:%s' "$TOKEN" | base64 --wrap=0)"
echo "::add-mask::$credentials"
settings=(
  "http.$SERVER/.extraheader" ""
  "http.$SERVER/.extraheader" "AUTHORIZATION: basic $credentials"
  core.hooksPath /dev/null
  commit.gpgSign false
)
count="${GIT_CONFIG_COUNT:-0}"
for ((index = 0; index < ${#settings[@]}; index += 2)); do
  export "GIT_CONFIG_KEY_$count=${settings[index]}" "GIT_CONFIG_VALUE_$count=${settings[index + 1]}"
  count=$((count + 1))
done
export GIT_CONFIG_COUNT="$count"

# fail CODE MESSAGE HINT
fail() {
  printf 'error: %s\n  hint: %s\n' "$2" "$3" >&2
  exit "$1"
}

# fetch REF: prints the commit that the server has there.
fetch() {
  git fetch --quiet "$remote" "$1" && git rev-parse FETCH_HEAD
}

# What to do where the server refuses a push that forces nothing.
refused="where the branch is protected, use mode: pull-request; the token needs the permission contents: write"
if [ "${MODE:-}" = pull-request ]; then
  refused="no ruleset may keep the token from making branches below driftwatch/captures/; it needs contents: write"
fi

# push NAME START: push the commits since START; what was pushed meanwhile is rebased on, nothing is forced.
push() {
  local name=$1 start=$2 attempt there
  for ((attempt = 1; attempt <= 10; attempt++)); do
    if git push --quiet "$remote" "HEAD:refs/heads/$name"; then
      echo "pushed to $name"
      return
    fi
    there="$(fetch "refs/heads/$name")" ||
      fail 3 "the server takes no commits for $name, and has no such branch" "$refused"
    if [ "$there" = "$(git rev-parse HEAD)" ]; then
      return
    fi
    if git merge-base --is-ancestor "$there" HEAD; then
      fail 3 "the server refuses to take commits for $name" "$refused"
    fi
    echo "somebody pushed to $name meanwhile: rebasing on that"
    if ! git rebase --quiet --onto "$there" "$start"; then
      git rebase --abort
      fail 3 "the captures conflict with what was pushed to $name meanwhile" "the next run captures anew"
    fi
    start="$there"
  done
  fail 3 "others push to $name all the time" "run fewer jobs at once (max-parallel)"
}
