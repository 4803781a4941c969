#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone, twice in a row, without a warning: op and core headers as C++17, also with the flags
# of each instruction set given.
#   check.sh INCLUDE XSIMD_INCLUDE CC CXX [ISA_FLAGS...]
set -eu
include=$1 xsimd=$2 cc=$3 cxx=$4
shift 4
warnings='-Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# try NAME COMPILER FLAGS...: the header of that name under include/simdact.
try() {
  header=$1
  shift
  if ! "$@" $warnings -ffp-contract=off -I"$include" -idirafter "$xsimd" -fsyntax-only "$work/unit.${header##*.}x"; then
    echo "not self-contained: $header with $*" >&2
    failed=1
  fi
}

write() {
  printf '#include "simdact/%s"\n#include "simdact/%s"\nextern int unit;\nint unit;\n' "$1" "$1" > "$work/unit.${1##*.}x"
}

count=0
for path in $(cd "$include/simdact" && find . -name '*.h' -o -name '*.hpp' | sort); do
  header=${path#./}
  write "$header"
  case $header in
  *.h)
    try "$header" "$cc" -x c -std=c11
    try "$header" "$cxx" -x c++ -std=c++17
    ;;
  simdact.hpp)
    try "$header" "$cxx" -x c++ -std=c++17
    try "$header" "$cxx" -x c++ -std=c++20
    try "$header" "$cxx" -x c++ -std=c++17 -fno-exceptions
    ;;
  core/native/*)
    # One instruction set's own: with its flags alone, below.
    ;;
  *)
    try "$header" "$cxx" -x c++ -std=c++17
    ;;
  esac
  count=$((count + 1))
done

# With registers: the headers that no other one includes, which include the rest.
for flags; do
  for header in batch.hpp core/native.hpp; do
    write "$header"
    # shellcheck disable=SC2086
    try "$header" "$cxx" -x c++ -std=c++17 $flags
  done
done
echo "$count headers"
[ "$count" -gt 10 ] || failed=1
exit "$failed"
