#!/bin/bash
# SPDX-License-Identifier: MIT
# installed_code.sh PREFIX: the libraries installed in PREFIX, function by function: whatever is not in an instruction
# set's own namespace has no instruction beyond the first x86-64, and AVX2's functions have none of AVX-512. A function's
# name tells its instruction set: FAMILY_NAME is in it, as in forward_avx2.
. "$(dirname "$0")/common.sh"
need objdump nm
prefix=$1
need_build "$prefix"
shopt -s nullglob

check='
  /^[0-9a-f]+ <.*>:$/ { name = $2; ++functions; next }
  $2 ~ "^" beyond { ++vex; if (name !~ family "_avx(2|512)") { print "FAILED: " name " has " $0; ++wrong } }
  $0 ~ evex && name !~ family "_avx512" { print "FAILED: " name " has " $0; ++wrong }
  END {
    print functions " functions, " vex " VEX and EVEX instructions, " wrong + 0 " misplaced"
    exit !(functions > 50 && vex > 2000 && wrong == 0)
  }'
found=0
for library in "$prefix"/lib*/libsimdact.{a,so} "$prefix"/lib*/*/libsimdact.{a,so}; do
  found=$((found + 1))
  echo "$library"
  # Leading file lines of an archive and the symbol table of a shared library make no difference.
  objdump -d --no-show-raw-insn "$library" | awk -v beyond="$beyond" -v evex="$evex" -v family="$family" "$check" | awk '/^FAILED/ && ++n > 3 {next} {print}' || fail "$library"
done
[ "$found" -gt 0 ] || fail "no library in $prefix"
finish
