#!/bin/bash
# SPDX-License-Identifier: MIT
# install.sh PYTHON LIBRARY FOLDER: builds the wheel around the library, offline, and moves its contents to FOLDER.
set -euo pipefail
python=$1 site=$3
export SIMDACT_LIBRARY=$2 SIMDACT_BUILD_FOLDER=$3.build
tree=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$site" "$site.first" "$site.build" "$site.wheel"
"$python" -m build --wheel --no-isolation --outdir "$site.wheel" "$tree/bindings/python"
"$python" -m zipfile -e "$site.wheel"/simdact-*.whl "$site.first"
mv "$site.first" "$site"
