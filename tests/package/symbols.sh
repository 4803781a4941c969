#!/bin/bash
# SPDX-License-Identifier: MIT
# symbols.sh BUILD: one definition, one instruction set. In the objects of the build folder BUILD:
# - each family's object for an instruction set defines one external symbol, its table, and no weak one that another object
#   or program could share: every weak symbol names both, by our inline namespace or by xsimd's changed name;
# - nothing runs before main; nothing but libc and libm is called;
# - a shared library exports simdact_* alone; a static one exports nothing that a library embedding it would.
. "$(dirname "$0")/common.sh"
need nm objdump readelf c++filt
build=$1
need_build "$build"

# Functions of libc, of libm and of gcc's atomics for AArch64 (in libgcc, always linked) that the objects may call.
allowed='^(fmaf?|memcpy|memset|memcmp|memmove|strcmp|strlen|strcspn|strspn|getenv|secure_getenv|fprintf|__fprintf_chk|stderr|fwrite|__stack_chk_fail|__aarch64_(cas|swp)[0-9]_(acq_rel|acq|rel|relax)|_GLOBAL_OFFSET_TABLE_)$'

tables=() folders=()
for one in "${families[@]}"; do
  for folder in "$build/CMakeFiles/simdact_$one"_*.dir; do
    table=${folder##*/simdact_}
    tables+=("${table%.dir}")
    folders+=("$folder")
  done
done
[ ${#tables[@]} -ge 8 ] || fail "found the objects of ${#tables[@]} families and instruction sets"

# check_object TABLE: the object of a family and instruction set, forward_avx2.
check_object() {
  local table=$1 object="$build/CMakeFiles/simdact_$1.dir/src/isa/${1%_*}.cpp.o" symbols shared external
  symbols=$(nm "$object")
  shared=$(awk '$2 ~ /^[WVu]$/ || $1 ~ /^[wv]$/ {print $NF}' <<< "$symbols" | { grep -v "$table" || true; })
  [ -z "$shared" ] || fail "$table: weak symbols without its name: $(c++filt <<< "$shared")"
  external=$(awk '$2 ~ /^[A-TX-Z]$/ {print $3}' <<< "$symbols" | c++filt)
  [ "$external" = "simdact::detail::$table" ] || fail "$table: external symbols: $external"
  echo "$table: $(awk '$2 ~ /^[WVu]$/' <<< "$symbols" | wc -l) weak symbols"
}
for table in "${tables[@]}"; do check_object "$table"; done

mapfile -t objects < <(find "$build/CMakeFiles/simdact_base.dir" "$build/CMakeFiles/simdact_facts.dir" \
  "${folders[@]}" -name '*.o')
for object in "${objects[@]}"; do
  if objdump -h "$object" | grep -E '\.(init_array|ctors|preinit_array)'; then fail "$object has constructors"; fi
done
weak=$(nm "${objects[@]}" | awk '$2 ~ /^[WVu]$/ {print $3}' | { grep -Ev "${family}_|5facts|_facts" || true; } | sort -u)
[ -z "$weak" ] || fail "weak symbols of the baseline: $(c++filt <<< "$weak")"
nm --defined-only "${objects[@]}" | awk 'NF == 3 {print $3}' | sort -u > "$build/symbols.defined"
calls=$(nm --undefined-only "${objects[@]}" | awk 'NF == 2 {print $2}' | sort -u | comm -23 - "$build/symbols.defined" | { grep -Ev "$allowed" || true; })
[ -z "$calls" ] || fail "calls outside libc and libm: $(c++filt <<< "$calls")"

library=$build/libsimdact.so
if [ -e "$library" ]; then
  exported=$(nm -D --defined-only "$library" | awk '{print $3}' | { grep -v '^simdact_' || true; })
  [ -z "$exported" ] || fail "exported: $exported"
  needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | { grep -Ev '^(libc|libm|ld-linux.*)\.so' || true; })
  [ -z "$needed" ] || fail "linked to $needed"
  readelf -d "$library" | grep -q 'SONAME.*libsimdact\.so\.[0-9]' || fail "no versioned soname"
  # One word: the compiler's own frame_dummy, which every shared library has.
  size=$(readelf -SW "$library" | sed -n 's/.*INIT_ARRAY *[0-9a-f]* [0-9a-f]* \([0-9a-f]*\) .*/\1/p')
  [ $((16#${size:-0})) -le 8 ] || fail "the library has constructors: an .init_array of $((16#$size)) bytes"
  # Compiled with -ffast-math, a library of gcc 12 would set flush-to-zero for the whole process.
  if nm "$library" | grep set_fast_math; then fail "the library changes the floating-point environment"; fi
else
  visible=$(readelf -sW "$build/libsimdact.a" | awk '$5 == "GLOBAL" && $7 != "UND" && $6 == "DEFAULT" {print $8}')
  [ -z "$visible" ] || fail "not hidden: $visible"
fi
finish
