#!/bin/bash
# SPDX-License-Identifier: MIT
# tools/coef/run.sh NAME [HEADER]: prints include/simdact/coef/NAME.hpp on standard output, fitted anew by NAME.sollya,
# with what NAME.py prints before it, or, where there is none, by half_fit.py; given a HEADER, with that header's coefficients in place of the fitted ones and their errors proven anew.
set -euo pipefail

name=${1:?usage: tools/coef/run.sh NAME [HEADER]}
header=${2:-/dev/null}
folder=$(cd "$(dirname "$0")" && pwd)
if grep -q "^    \"$name\": (half_problems" "$folder/half_fit.py"; then
  exec /usr/bin/python3 "$folder/half_fit.py" "$@"
fi
[ -f "$folder/$name.sollya" ] || { echo "coef: no $folder/$name.sollya" >&2; exit 2; }
command -v sollya > /dev/null || { echo "coef: sollya is not installed" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# float (or double) p[] = { 0x1p0f /* 1 */, ... }; becomes: if (name == "p") then return [| 0x1p0, ... |];
arrays=$(tr '\n' ' ' < "$header" | sed -e 's@/\*[^*]*\*/@@g' | grep -oE '(float|double) [a-z_0-9]*\[\] = \{[^}]*\}' |
  sed -E -e 's/0x0p0f?/0/g' -e 's/(p[-+]?[0-9]+)f/\1/g' -e 's/ +/ /g' \
    -e 's/(float|double) ([a-z_0-9]*)\[\] = \{(.*[^, ])[, ]*\}/  if (name == "\2") then numbers = [|\3|];/' || true)
version=$(sollya --version < /dev/null | sed -n 's/.*sollya \([0-9.]*[0-9]\).*/\1/p;q')
found=
if [ -f "$folder/$name.py" ]; then
  found=$(/usr/bin/python3 "$folder/$name.py")
  version="$version, SciPy $(/usr/bin/python3 -c 'import scipy; print(scipy.__version__)')"
fi
cat > "$scratch/$name.sollya" << END
sollya_version = "$version";
$found
procedure committed(name) {
  var numbers;
  numbers = [||];
$arrays
  return numbers;
};
END
cat "$folder/common.sollya" "$folder/$name.sollya" >> "$scratch/$name.sollya"

sollya --warnonstderr "$scratch/$name.sollya" > "$scratch/out" 2> "$scratch/log" < /dev/null || true
# Sollya goes on after an error: whatever it warns of, but for roundings, means that the output is not to be trusted.
if [ "$(tail -n 1 "$scratch/out")" != SIMDACT_NAMESPACE_END ] ||
  grep Warning "$scratch/log" | grep -qv -i 'round'; then
  echo "coef: $name.sollya failed:" >&2
  tail -n 5 "$scratch/out" >&2
  head -n 12 "$scratch/log" >&2
  exit 1
fi
cat "$scratch/out"
