#!/bin/bash
# SPDX-License-Identifier: MIT
# refused.sh LINE SOURCE FOLDER COMPILER CMAKE_ARGUMENTS...: configuring SOURCE for the machine of the C++ compiler COMPILER
# ends with the one error LINE.
. "$(dirname "$0")/common.sh"
line=$1 source=$2 folder=$3 compiler=$4
shift 4
need "$compiler"
rm -rf "$folder"
if output=$(cmake -S "$source" -B "$folder" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_C_COMPILER="${compiler%g++}gcc" "$@" 2>&1); then
  fail "$compiler was not refused"
fi
grep -qxF "  $line" <<< "$output" || fail "no line '$line' in: $output"
[ "$(grep -c 'CMake Error' <<< "$output")" = 1 ] || fail "more than one error: $output"
finish
