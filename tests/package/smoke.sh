#!/bin/bash
# SPDX-License-Identifier: MIT
# smoke.sh FILE COMMAND...: runs a smoke program, perhaps in an emulator, and compares the hashes it prints with those of
# FILE; with --record before FILE it writes them there.
. "$(dirname "$0")/common.sh"
record=
if [ "$1" = --record ]; then
  record=yes
  shift
fi
file=$1
shift
need "$1"
for word in "$@"; do
  case $word in */smoke) [ -e "$word" ] || { echo "skipped: $word was not built"; exit 77; } ;; esac
done
output=$("$@") || fail "$*: $output"
if [ -n "$record" ]; then
  echo "$output" | tee "$file"
else
  diff "$file" <(echo "$output") || fail "other hashes (>) than those of $file (<)"
  echo "$(wc -l <<< "$output") hashes agree"
fi
finish
