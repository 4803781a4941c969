#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh SIMDACT_BENCH: bad arguments end with a message before anything is measured or written; a small run writes
# what check.py holds to be a whole file.
set -euo pipefail
bench=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/out.json

fail() {
  echo "bench: $*" >&2
  exit 1
}

# refused MESSAGE ARGUMENTS...
refused() {
  local message=$1 status=0
  shift
  echo before > "$file"
  "$bench" --rounds 4 --sizes 16 --stride 1000003 --json "$file" "$@" > "$folder/stdout" 2> "$folder/stderr" || status=$?
  [ "$status" != 0 ] || fail "$*: accepted"
  grep -qF -- "$message" "$folder/stderr" || fail "$*: no \"$message\" in: $(cat "$folder/stderr")"
  [ ! -s "$folder/stdout" ] || fail "$*: something was measured"
  [ "$(cat "$file")" = before ] || fail "$*: the file was touched"
}

refused "no function's name is nothing" --filter nothing
refused '( is not a regular expression' --filter '('
refused 'no instruction set of this CPU is z80' --filter relu --isa z80
refused '--sizes' --sizes 0
refused '--sizes' --sizes 16,many
refused '--sizes' --sizes 1000000000000
refused '--rounds' --rounds 0
refused '--limit' --limit 0
refused '--inputs' --inputs wild
refused '--quick' --quick --full
refused 'unknown' --unknown

for place in "$folder/missing/out.json" "$folder"; do
  ! "$bench" --filter relu --json "$place" > "$folder/stdout" 2> "$folder/stderr" || fail "$place: accepted"
  grep -qF "cannot write $place" "$folder/stderr" || fail "$place: $(cat "$folder/stderr")"
  [ ! -s "$folder/stdout" ] || fail "$place: something was measured"
done

"$bench" --filter 'gelu|relu' --rounds 5 --sample-ns 1000 --sizes 64,1,16 --stride 100003 --inputs subnormal \
  --json "$file" > "$folder/stdout"
grep -q '^gelu ' "$folder/stdout" || fail 'no table of gelu'
[ "$(ls "$folder")" = "$(printf 'out.json\nstderr\nstdout')" ] || fail "left behind: $(ls "$folder")"
"$(dirname "${BASH_SOURCE[0]}")/check.py" "$file"
