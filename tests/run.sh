#!/usr/bin/env bash
# Installs what the tests need, a browser included, then runs every check. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
python3 -c "import ensurepip" 2>/dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt

.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/oxlint --deny-warnings pages deploy
# One worker a core, each with a server and a browser of its own; whoever is idle takes over what is left.
code=0
.venv/bin/pytest -n "$(nproc)" --dist worksteal "$@" || code=$?
if [ "$code" = 1 ]; then
  echo "Once more, alone, what failed while other tests kept the machine busy. A fault fails again."
  code=0
  .venv/bin/pytest --last-failed --last-failed-no-failures none --maxfail 10 "$@" || code=$?
fi
exit "$code"
