#!/bin/bash
# SPDX-License-Identifier: MIT
# install_wheel.sh BINDING PYTHON LIBRARY FOLDER: builds the wheel of bindings/BINDING around the library, offline, and moves
# its contents to FOLDER.
set -euo pipefail
binding=$1 python=$2 site=$4
export SIMDACT_LIBRARY=$3 SIMDACT_BUILD_FOLDER=$4.build
tree=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$site" "$site.first" "$site.build" "$site.wheel"
"$python" -m build --wheel --no-isolation --skip-dependency-check --outdir "$site.wheel" "$tree/bindings/$binding"
"$python" -m zipfile -e "$site.wheel"/simdact*.whl "$site.first"
mv "$site.first" "$site"
