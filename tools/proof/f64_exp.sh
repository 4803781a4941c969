#!/bin/bash
# SPDX-License-Identifier: MIT
# tools/proof/f64_exp.sh: proves with Gappa that core::f64::exp is off by less than 0.96 ulp where its result is normal.
# e^r in [1, sqrt 2) has last places of 2^-52, in [sqrt 1/2, 1) of 2^-53.
set -euo pipefail

folder=$(cd "$(dirname "$0")" && pwd)
header=$folder/../../include/simdact/coef/f64_exp.hpp
command -v gappa > /dev/null || { echo "proof: gappa is not installed" >&2; exit 77; }
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT

# prove INTERVAL BOUND PIECES
prove() {
  sed -n '/^inline constexpr double q\[\]/,/^};/p' "$header" | grep -oE '\-?0x[0-9a-f.]+p[-+]?[0-9]+ ' |
    awk '{ print "c" NR - 1 " = " $1 ";" }' > "$scratch"
  cat "$folder/f64_exp.gappa" - >> "$scratch" << END
{ r in $1 /\\ |low| <= 1b-55 -> |y - E| <= $2 }
y - E -> (y - exact_y) + (exact_y - E);
exact_y - E -> -(low * (r + exact_square * exact0));
\$ r in $3;
END
  gappa "$scratch"
}
prove '[0, 0.34658]' 819b-62 32      # 0.80 * 2^-52
prove '[-0.34658, -1b-60]' 973b-63 256  # 0.951 * 2^-53
echo "proof: f64_exp: ok"
