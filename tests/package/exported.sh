#!/bin/bash
# SPDX-License-Identifier: MIT
# exported.sh PREFIX FOLDER: the project parent/, built with SIMDACT_INSTALL=ON and installed in PREFIX, exports a target that
# links simdact. A program that uses it, built in FOLDER.
. "$(dirname "$0")/common.sh"
need cmake ninja
prefix=$1 folder=$2
need_build "$prefix"
rm -rf "$folder"
cmake -S "$package/exported" -B "$folder" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" > "$folder.log" || fail "$(cat "$folder.log")"
cmake --build "$folder" >> "$folder.log" || fail "$(cat "$folder.log")"
"$folder/smoke" 1000003 || fail smoke
finish
