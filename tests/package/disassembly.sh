#!/bin/bash
# SPDX-License-Identifier: MIT
# disassembly.sh BUILD: each instruction set's object uses its own registers and no wider ones, and the objects that run
# on any CPU have no instruction beyond it.
. "$(dirname "$0")/common.sh"
build=$1
need_build "$build"
objdump=objdump
if [ -d "$build/CMakeFiles/simdact_forward_neon.dir" ] && [ "$(uname -m)" != aarch64 ]; then
  objdump=aarch64-linux-gnu-objdump
fi
need $objdump

code() { $objdump -d --no-show-raw-insn "$build/CMakeFiles/$1.dir/src/$2.cpp.o"; }
# uses TARGET SOURCE COUNT PATTERN: at least COUNT instructions of the object match.
uses() {
  local found
  found=$(code "$1" "$2" | grep -Ec "$4" || true)
  echo "$1 $2: $found of $4"
  [ "$found" -ge "$3" ] || fail "$1 $2: $found instructions match $4, not $3 or more"
}
uses_none() {
  local found
  found=$(code "$1" "$2" | grep -E "$3" | head -n 3 || true)
  [ -z "$found" ] || fail "$1 $2 has $3: $found"
}

# A VEX or EVEX instruction begins with v; so do verr and verw, which are older. The other names came after x86-64.
beyond='^ +[0-9a-f]+:\s+(v[^e]|(sarx|shlx|shrx|rorx|mulx|andn|bzhi|pext|pdep|lzcnt|tzcnt|popcnt|movbe|pshufb|round[ps][sd]|blendvp[sd])[lqw]?\b)'
if [ -d "$build/CMakeFiles/simdact_forward_avx2.dir" ]; then
  uses simdact_forward_avx512 isa/forward 200 '%zmm'
  uses simdact_forward_avx2 isa/forward 200 '%ymm'
  for family in forward backward; do
    uses_none simdact_${family}_avx2 isa/$family '%zmm|%k[1-7]|%[xy]mm(1[6-9]|2[0-9]|3[01])'
    uses_none simdact_${family}_generic isa/$family "$beyond"
  done
  for source in simdact dispatch cpu; do uses_none simdact_base $source "$beyond"; done
  uses_none simdact_facts facts "$beyond"
fi
if [ -d "$build/CMakeFiles/simdact_forward_neon.dir" ]; then
  uses simdact_forward_neon isa/forward 200 '\.4s'
  uses_none simdact_forward_neon isa/forward 'frecpe|frsqrte'  # xsimd 8.1 divides by them; native::div does not
  uses simdact_forward_generic isa/forward 1 'fmadd'
fi
finish
