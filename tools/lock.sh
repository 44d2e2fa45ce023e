#!/usr/bin/env bash
# Locks what the .in files name, and all that it needs, by version and hash: one lock for Linux, macOS and Windows and
# for every Python from 3.11 on. Needs uv (`pip install uv`). `--upgrade` takes the newest versions that are allowed.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
  # PyPI alone, whatever this machine has been told to look at: a hash has to be found everywhere.
  env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
    uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "bash tools/lock.sh" "$@"
}

lock "$@" -o tests/requirements.txt tests/requirements.in
# The tests hold everything: the others take their versions from there.
lock --constraint tests/requirements.txt -o deploy/requirements.txt deploy/requirements.in
lock --constraint tests/requirements.txt -o requirements.txt requirements.in
