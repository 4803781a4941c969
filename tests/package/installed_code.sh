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

# A VEX or EVEX instruction begins with v; so do verr and verw, which are older. The other names came after x86-64.
check='
  /^[0-9a-f]+ <.*>:$/ { name = $2; ++functions; next }
  $2 ~ /^(v[^e]|(sarx|shlx|shrx|rorx|mulx|andn|bzhi|pext|pdep|lzcnt|tzcnt|popcnt|movbe|pshufb|round[ps][sd]|blendvp[sd])[lqw]?$)/ {
    ++vex
    if (name !~ /(forward|backward|tails|rows|joins)_avx(2|512)/) { print "FAILED: " name " has " $0; ++wrong }
  }
  /%zmm|%k[1-7]|%[xy]mm(1[6-9]|2[0-9]|3[01])/ && name !~ /(forward|backward|tails|rows|joins)_avx512/ { print "FAILED: " name " has " $0; ++wrong }
  END {
    print functions " functions, " vex " VEX and EVEX instructions, " wrong + 0 " misplaced"
    exit !(functions > 50 && vex > 2000 && wrong == 0)
  }'
found=0
for library in "$prefix"/lib*/libsimdact.{a,so} "$prefix"/lib*/*/libsimdact.{a,so}; do
  found=$((found + 1))
  echo "$library"
  # Leading file lines of an archive and the symbol table of a shared library make no difference.
  objdump -d --no-show-raw-insn "$library" | awk "$check" | awk '/^FAILED/ && ++n > 3 {next} {print}' || fail "$library"
done
[ "$found" -gt 0 ] || fail "no library in $prefix"
finish
