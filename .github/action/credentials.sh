# shellcheck shell=bash
# How a step is handed credentials: NAME=VALUE, a line each. Sourced, never run.

# take_credentials INPUT: export the credentials in CREDENTIALS; INPUT is what the input is called.
# No value stands in an argument, in a file or in the log; the runner masks it, and its base64.
take_credentials() {
  local line name value
  while IFS= read -r line; do
    if [ -z "$line" ]; then continue; fi
    name="${line%%=*}"
    value="${line#*=}"
    if [[ ! "$name" =~ ^[A-Z][A-Z0-9_]{0,99}$ ]] || [ "$name" = "$line" ]; then
      printf 'error: %s has a line that is not NAME=VALUE\n  hint: a line for each variable\n' "$1" >&2
      exit 2
    fi
    case "$name" in
      PATH | HOME | IFS | ENV | BASH* | LD_* | DYLD_* | PYTHON* | GIT_* | GITHUB_* | RUNNER_* | ACTIONS_* | DRIFTWATCH_NOW)
        printf 'error: %s is no name for a credential\n  hint: name it after what it opens\n' "$name" >&2
        exit 2
        ;;
    esac
    if [ -z "$value" ]; then
      printf 'error: the credential %s is empty\n  hint: store it as a secret of the environment that the job names\n' "$name" >&2
      exit 2
    fi
    echo "::add-mask::$value"
    echo "::add-mask::$(printf '%s' "$value" | base64 --wrap=0)"
    declare -gx "$name=$value"
  done <<< "$CREDENTIALS"
  unset CREDENTIALS
}

# hush: from here on the log may quote what somebody else says; no line of it is a command to the runner.
hush() {
  quiet="$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')"
  echo "::stop-commands::$quiet"
  trap 'echo "::$quiet::"' EXIT
}
