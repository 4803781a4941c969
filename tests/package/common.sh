# SPDX-License-Identifier: MIT
# For the scripts beside it. They exit with 77, which ctest shows as skipped, where a tool is not installed.
set -euo pipefail
failures=0
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}
finish() {
  [ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
  echo ok
}
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }
  done
}
# need_build FOLDER: what build.sh makes there; it is missing where build.sh was skipped.
need_build() { [ -d "$1" ] || { echo "skipped: $1 was not built"; exit 77; }; }
package=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# list NAME: a list of cmake/library.cmake.
list() { sed -n "s/^set($1 \(.*\))$/\1/p" "$package/../../cmake/library.cmake"; }
# The families of objects, of which each instruction set has one, and their names in a regular expression.
read -ra families <<< "$(list simdact_families)"
family="($(IFS='|' && echo "${families[*]}"))"
# What the name of an instruction begins with that is not of the first x86-64. A VEX or EVEX instruction begins with v; so do
# verr and verw, which are older. The other names came later.
beyond='(v[^e]|(sarx|shlx|shrx|rorx|mulx|andn|bzhi|pext|pdep|lzcnt|tzcnt|popcnt|movbe|pshufb|round[ps][sd]|blendvp[sd])[lqw]?([^a-z0-9]|$))'
# What is in an operand that only AVX-512 has.
evex='%zmm|%k[1-7]|%[xy]mm(1[6-9]|2[0-9]|3[01])'
