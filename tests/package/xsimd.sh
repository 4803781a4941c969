#!/bin/bash
# SPDX-License-Identifier: MIT
# xsimd.sh TREE FOLDER [CMAKE_ARGUMENTS...]: builds the library in FOLDER with the xsimd headers of TREE, a folder that
# holds xsimd/xsimd.hpp, and tests it: the smoke program, the hashes of tests/record.tsv, the in-register functions.
. "$(dirname "$0")/common.sh"
tree=$(cd "$1" && pwd) folder=$2
shift 2
[ -e "$tree/xsimd/xsimd.hpp" ] || { echo "$tree holds no xsimd/xsimd.hpp" >&2; exit 2; }
need cmake ninja
sed -n 's/^#define XSIMD_VERSION_\([A-Z]*\) \([0-9]*\)$/xsimd: \L\1 \2/p' "$tree/xsimd/config/xsimd_config.hpp"
cmake -S "$package/parent" -B "$folder/build" -G Ninja -DSIMDACT_XSIMD_INCLUDE_DIR="$tree" "$@" > "$folder.log"
cmake --build "$folder/build" -j 1 2>&1 | tee -a "$folder.log" | { grep -E "warning|error" || true; }
if grep -q "warning:" "$folder.log"; then fail "warnings"; fi
"$folder/build/smoke" > /dev/null || fail smoke
"$folder/build/bits" "$package/../.." || fail bits
if [ -e "$folder/build/in_register" ]; then "$folder/build/in_register" || fail in_register; fi
finish
