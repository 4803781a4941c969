#!/bin/bash
# SPDX-License-Identifier: MIT
# tools/coef/check.sh [--prove] [NAME...]: are the committed coefficients the ones that the scripts give? Each script
# (or each NAME) is run again. With the version of Sollya or SciPy named in the header, the header must come out byte for byte;
# with another, or with --prove, the proven errors of the committed coefficients must.
set -uo pipefail

folder=$(cd "$(dirname "$0")" && pwd)
headers=$folder/../../include/simdact/coef
prove=
if [ "${1:-}" = --prove ]; then
  prove=yes
  shift
fi
if [ $# = 0 ]; then
  mapfile -t names < <("$folder/names.sh")
  set -- "${names[@]}"
fi
command -v sollya > /dev/null || { echo "coef: sollya is not installed" >&2; exit 2; }
version=$(sollya --version < /dev/null | sed -n 's/.*sollya \([0-9.]*[0-9]\).*/\1/p;q')
scipy=$(/usr/bin/python3 -c 'import scipy; print(scipy.__version__)' 2> /dev/null || true)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The headers' own words on how they were made, which another version changes.
without_version() { sed -E 's/ with (Sollya|SciPy) [0-9.]*(, SciPy [0-9.]*)? from / from /' "$1"; }

failures=0
for name in "$@"; do
  header=$headers/$name.hpp
  if [ ! -f "$header" ]; then
    echo "coef: $name: include/simdact/coef/$name.hpp is missing; make it with: tools/dev coef $name" >&2
    failures=$((failures + 1))
    continue
  fi
  if [ -z "$prove" ] && grep -qE " with (Sollya $version|(Sollya $version, )?SciPy ${scipy:-unknown}) from " "$header"; then
    how="refitted"
    made=("$folder/run.sh" "$name")
  else
    how="errors proven again"
    made=("$folder/run.sh" "$name" "$header")
  fi
  if ! "${made[@]}" > "$scratch/made"; then
    failures=$((failures + 1))
  elif diff <(without_version "$header") <(without_version "$scratch/made") > "$scratch/diff"; then
    echo "coef: $name: ok ($how)"
  else
    echo "coef: $name: include/simdact/coef/$name.hpp (<) is not what its script gives (>), $how:" >&2
    head -n 20 "$scratch/diff" >&2
    failures=$((failures + 1))
  fi
done
[ "$failures" = 0 ] || { echo "coef: $failures of $# failed" >&2; exit 1; }
