#!/usr/bin/env bash
# Refresh the lock files in requirements/ from pyproject.toml: exact versions with hashes, for every supported Python and system.
# Versions younger than a week are left out. Each file is held to the ones before it, so that all of them agree.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
[ -x .venv/bin/uv ] && uv=.venv/bin/uv
if [ -z "$uv" ]; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.11.17'
  uv=.venv/bin/uv
fi

lock() {
  local name=$1
  shift
  echo "lock: requirements/$name.txt"
  UV_CUSTOM_COMPILE_COMMAND='make lock' "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
    --no-emit-index-url --no-emit-find-links --exclude-newer '1 week' "${UPGRADE[@]}" \
    --output-file "requirements/$name.txt" "$@"
}

UPGRADE=(--upgrade)
lock runtime pyproject.toml
lock dask --constraint requirements/runtime.txt --extra dask pyproject.toml
lock build --constraint requirements/runtime.txt --group build
lock dev --constraint requirements/dask.txt --constraint requirements/build.txt --group dev pyproject.toml
# What tests/litellm calls, in an environment of its own: held to nothing of ours.
lock litellm requirements/litellm.in
