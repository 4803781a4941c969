#!/bin/bash
# SPDX-License-Identifier: MIT
# tools/coef/names.sh: every NAME whose header include/simdact/coef/NAME.hpp a script here makes.
set -euo pipefail
cd "$(dirname "$0")"
for script in *.sollya; do
  [ "$script" = common.sollya ] || echo "${script%.sollya}"
done
sed -n 's/^    "\([a-z0-9_]*\)": (half_problems.*/\1/p' half_fit.py
