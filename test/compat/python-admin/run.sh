#!/usr/bin/env bash
# The admin API with Python's requests and HTTPDigestAuth, the commonest script of all.
# Environment: DOCGATE_URL, DOCGATE_PUBLIC_KEY, DOCGATE_PRIVATE_KEY. Needs python3 with venv.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
"$work/venv/bin/python" "$here/tour.py"
