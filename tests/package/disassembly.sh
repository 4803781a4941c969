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
instruction='^ +[0-9a-f]+:\s+'
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

if [ -d "$build/CMakeFiles/simdact_forward_avx2.dir" ]; then
  uses simdact_forward_avx512 isa/forward 200 '%zmm'
  uses simdact_forward_avx2 isa/forward 200 '%ymm'
  for one in "${families[@]}"; do
    uses_none "simdact_${one}_avx2" "isa/$one" "$evex"
    uses_none "simdact_${one}_generic" "isa/$one" "$instruction$beyond"
  done
  for source in $(list simdact_base_sources); do uses_none simdact_base "$(basename "$source" .cpp)" "$instruction$beyond"; done
  uses_none simdact_facts facts "$instruction$beyond"
fi
if [ -d "$build/CMakeFiles/simdact_forward_neon.dir" ]; then
  uses simdact_forward_neon isa/forward 200 '\.4s'
  uses_none simdact_forward_neon isa/forward 'frecpe|frsqrte'  # xsimd 8.1 divides by them; native::div does not
  uses simdact_forward_generic isa/forward 1 'fmadd'
fi
finish
