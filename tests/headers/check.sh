#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public header compiles alone, twice in a row, without a warning: cards and core headers as C++17, those that hold
# the registers also with the flags of each instruction set given. What would change the bits is refused.
#   check.sh INCLUDE XSIMD_INCLUDE CC CXX [ISA_FLAGS...]
set -eu
include=$1 xsimd=$2 cc=$3 cxx=$4
shift 4
warnings='-Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# unit HEADER...: a file that includes them.
unit() {
  for header; do printf '#include "simdact/%s"\n' "$header"; done > "$work/unit"
  printf 'extern int unit;\nint unit;\n' >> "$work/unit"
}

# compile COMPILER FLAGS...
compile() {
  # shellcheck disable=SC2086
  "$@" $warnings -ffp-contract=off -I"$include" -idirafter "$xsimd" -fsyntax-only "$work/unit"
}

try() {
  compile "$@" && return
  echo "does not compile: $(grep include "$work/unit" | tr '\n' ' ') with $*" >&2
  failed=1
}

# refused REASON COMPILER FLAGS...
refused() {
  reason=$1
  shift
  if compile "$@" 2> "$work/errors"; then
    echo "not refused: $*" >&2
    failed=1
  elif ! grep -q "$reason" "$work/errors"; then
    echo "refused without saying '$reason': $*" >&2
    cat "$work/errors" >&2
    failed=1
  fi
}

count=0
for path in $(cd "$include/simdact" && find . -name '*.h' -o -name '*.hpp' -not -path './op/*/*' | sort); do
  header=${path#./}
  unit "$header" "$header"
  count=$((count + 1))
  case $header in
  *.h)
    try "$cc" -x c -std=c11
    try "$cxx" -x c++ -std=c++17
    ;;
  simdact.hpp | element.hpp)
    try "$cxx" -x c++ -std=c++17
    try "$cxx" -x c++ -std=c++20
    try "$cxx" -x c++ -std=c++2b
    try "$cxx" -x c++ -std=c++17 -fno-exceptions
    ;;
  core/native/*) ;; # one instruction set's own: with its flags alone, below
  *) try "$cxx" -x c++ -std=c++17 ;;
  esac
done
for flags; do
  for header in batch.hpp core/native.hpp; do
    unit "$header" "$header"
    # shellcheck disable=SC2086
    try "$cxx" -x c++ -std=c++17 $flags
  done
done
unit simdact.hpp batch.hpp
try "$cxx" -x c++ -std=c++17
unit batch.hpp simdact.hpp
try "$cxx" -x c++ -std=c++17

for standard in c++98 c++11 c++14; do
  for header in simdact.hpp batch.hpp; do
    unit "$header"
    refused "$header needs C++17" "$cxx" -x c++ -std=$standard
    [ "$(grep -c 'error:' "$work/errors")" = 1 ] || { echo "$header with -std=$standard: not one error" >&2; failed=1; }
  done
done
# A kernel of float lanes cannot be compiled for doubles, nor one of double lanes for floats: one of each form, and one at
# parameters.
for lanes in 'double f32' 'float f64'; do
  lane=${lanes% *} arithmetic=${lanes#* }
  for call in 'kernel<op::relu, direction::forward, arithmetic::A, accuracy::high>::eval(x)' \
    'apply<kernel<op::exp, direction::forward, arithmetic::A, accuracy::high>>(x)' \
    'apply<op::tanh, direction::backward, arithmetic::A, accuracy::fast>(x)' \
    'apply<op::elu, direction::forward, arithmetic::A, accuracy::high>(x, simdact_params{2, 0})'; do
    unit batch.hpp
    cat >> "$work/unit" << END
namespace simdact {
$lane in_lane($lane x);
$lane in_lane($lane x) { return $(echo "$call" | sed "s/::A,/::$arithmetic,/"); }
}
END
    refused 'no type named\|no matching function\|disabled by\|not a member\|no member named' "$cxx" -x c++ -std=c++17
  done
done

unit batch.hpp
refused 'simdact: -ffast-math' "$cxx" -x c++ -std=c++17 -ffast-math
case $("$cxx" -dumpmachine) in
x86_64*)
  # clang has no such flag.
  if "$cxx" -mfpmath=387 -fsyntax-only -x c++ /dev/null 2> /dev/null; then
    refused 'simdact: float operations' "$cxx" -x c++ -std=c++17 -mfpmath=387
  fi
  cat >> "$work/unit" <<'END'
xsimd::batch<float, xsimd::sse2> relu(xsimd::batch<float, xsimd::sse2> x);
xsimd::batch<float, xsimd::sse2> relu(xsimd::batch<float, xsimd::sse2> x) { return simdact::relu(x); }
END
  refused 'simdact: the architecture' "$cxx" -x c++ -std=c++17
  ;;
esac

echo "$count headers"
[ "$count" -gt 10 ] || failed=1
exit "$failed"
