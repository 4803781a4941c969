#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh FOLDER SECONDS [CMAKE_ARGUMENTS...]: builds the fuzz targets in FOLDER and runs them one after the other for
# SECONDS in all, from the committed corpus. What is found lies in FOLDER: new inputs in corpus/, failing ones in
# failures/. Exits with 77, which ctest shows as skipped, where clang or its libFuzzer is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1 seconds=$2
shift 2
command -v clang++ > /dev/null || { echo "skipped: clang++ is not installed"; exit 77; }
runtime=libclang_rt.fuzzer-$(uname -m).a
[ -e "$(clang++ --print-file-name="$runtime")" ] || { echo "skipped: no $runtime (Debian: libclang-rt-dev)"; exit 77; }

cmake -S "$here" -B "$folder/build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
  -DCMAKE_BUILD_TYPE=Release "$@" > /dev/null
cmake --build "$folder/build" -j 1
names=$((seconds / 10 + 1)) rows=$((seconds / 3 + 1))
for target in names rows calls; do
  mkdir -p "$folder/corpus/$target" "$folder/failures"
  corpora=("$folder/corpus/$target")
  [ -d "$here/corpus/$target" ] && corpora+=("$here/corpus/$target")
  case $target in
    names) time=$names ;;
    rows) time=$rows ;;
    *) time=$((seconds > names + rows ? seconds - names - rows : 1)) ;;
  esac
  # The library allocates nothing that could leak.
  ASAN_OPTIONS=detect_leaks=0 "$folder/build/fuzz_$target" -max_total_time=$time -max_len=2048 -timeout=300 \
    -verbosity=1 -print_final_stats=1 -artifact_prefix="$folder/failures/$target-" \
    "${corpora[@]}" 2>&1 | grep -v -E '^#[0-9]+[[:space:]]+(REDUCE|NEW|pulse|RELOAD)|^"' || {
    echo "FAILED: to repeat it, $folder/build/fuzz_$target with the file of $folder/failures"
    exit 1
  }
done
