#!/bin/bash
# SPDX-License-Identifier: MIT
# check.sh TREE: what the documents must say, whoever rewrites them. Every option of the build is named, and wherever the same
# bits are promised it is said that this does not hold of a NaN's.
set -euo pipefail
cd "$1"
failures=0
# says FILE TEXT: line breaks and a comment's asterisks make no difference.
says() {
  sed 's/^ \* //' "$1" | tr '\n' ' ' | tr -s ' ' | grep -qiF "$2" || { echo "FAILED: $1 does not say '$2'"; failures=1; }
}
for file in include/simdact/simdact.h README.md docs/embedding.md; do
  says "$file" "a NaN in gives a NaN out; its sign and payload are unspecified and may differ by instruction set and position"
done
options=$(sed -n -E 's/^(option|set)\((SIMDACT_[A-Z_]+) .*("|OFF|ON|\})\)$/\2/p' CMakeLists.txt cmake/{install,xsimd}.cmake)
[ "$(wc -w <<< "$options")" -ge 5 ] || { echo "FAILED: found the options $options alone"; failures=1; }
for option in $options; do
  grep -q "$option" README.md docs/*.md || { echo "FAILED: no document names $option"; failures=1; }
done
exit "$failures"
