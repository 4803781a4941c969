#!/bin/bash
# SPDX-License-Identifier: MIT
# abi.sh [--write] LIBRARY: compares the C ABI of the shared library LIBRARY, built with -g, with the one recorded for
# its processor in abi/. Any difference fails, but for the version in the library's name: a planned one is recorded by
# --write and stands in CHANGELOG.md.
. "$(dirname "$0")/common.sh"
write=
if [ "$1" = --write ]; then
  write=yes
  shift
fi
library=$1
[ -e "$library" ] || { echo "skipped: $library was not built"; exit 77; }
need abidw abidiff
recorded=$package/abi/$(uname -m).xml
new=$(mktemp)
trap 'rm -f "$new"' EXIT
abidw --header-file "$package/../../include/simdact/simdact.h" --drop-private-types --exported-interfaces-only \
  --no-corpus-path --no-comp-dir-path --no-show-locs "$library" | sed "s|path='[^']*/src/|path='src/|; s| soname='[^']*'||" \
  > "$new"
grep -q "name='simdact_forward'" "$new" || fail "$library has no simdact_forward"
grep -q "<class-decl name='simdact_params'" "$new" || fail "$library has no debug information"
if [ -n "$write" ]; then
  [ "$failures" != 0 ] || cat "$new" > "$recorded"
else
  [ -e "$recorded" ] || { echo "skipped: no ABI is recorded for $(uname -m)"; exit 77; }
  # abidiff's own status is a set of bits: 4 a difference, 8 an incompatible one.
  abidiff "$recorded" "$new" || fail "the C ABI differs from $recorded: if that is meant, tests/package/abi.sh --write"
fi
finish
