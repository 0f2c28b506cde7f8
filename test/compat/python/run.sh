#!/usr/bin/env bash
# A Python client made of the bundle by openapi-python-client: generated, compiled, and on tour against a service.
# Environment: DOCGATE_URL, DOCDB_USER, DOCDB_PASSWORD. With --compile-only there is no tour. Needs python3 with venv.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
python3 -m venv venv
export PATH="$work/venv/bin:$PATH"
pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1
# Its hooks only tidy the code up, with a tool that is not here.
echo 'post_hooks: []' >config.yaml
openapi-python-client generate --path "$root/generated/openapi.json" --output-path client --config config.yaml >generate.log 2>&1 ||
  { cat generate.log; exit 1; }
# It warns where it leaves something out. An endpoint must never be left out; these two are known.
unknown=$(grep -iE 'unsupported|cannot parse' generate.log | grep -vE 'application/ejson|application/yaml' || true)
[ -z "$unknown" ] || { cat generate.log; exit 1; }
cd client
python - <<'PYTHON'
import importlib, pkgutil, docgate_client
for module in pkgutil.walk_packages(docgate_client.__path__, "docgate_client."):
    importlib.import_module(module.name)
PYTHON
echo 'ok   python: the generated client compiles'
[ "${1:-}" = --compile-only ] || PYTHONPATH=. python "$here/tour.py"
