#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh PRESET FOLDER [CMAKE_ARGUMENTS...]: the tests of dispatch, of the life cycle and of the ABI in a build of the
# preset, but for a program that runs as another user, which no sanitizer may watch. The rest of the suite:
# cmake --preset PRESET, cmake --build --preset PRESET, ctest --preset PRESET. Exits with 77, which ctest shows as
# skipped, where the compiler or the sanitizer is not installed.
set -euo pipefail
preset=$1 folder=$2
shift 2
command -v clang++ > /dev/null || { echo "skipped: clang++ is not installed"; exit 77; }
runtime=libclang_rt.${preset%-ubsan}-$(uname -m).a
[ -e "$(clang++ --print-file-name="$runtime")" ] || { echo "skipped: no $runtime (Debian: libclang-rt-dev)"; exit 77; }
subjects=(abi dispatch environment life race)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cmake --preset "$preset" -B "$folder" "$@" > /dev/null
cmake --build "$folder" -j 1 --target "${subjects[@]/#/test_}"
ctest --test-dir "$folder" --no-tests=error --output-on-failure -R "^($(IFS='|'; echo "${subjects[*]}"))/" -E set-user-id
