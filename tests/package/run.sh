#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh COMMAND...: runs a program of a build, perhaps in an emulator. parent/ leaves out in_register where the
# compiler's own machine lacks FMA.
. "$(dirname "$0")/common.sh"
need "$1"
for word in "$@"; do
  case $word in */in_register | */build/bits) [ -e "$word" ] || { echo "skipped: $word was not built"; exit 77; } ;; esac
done
"$@" || fail "$*"
finish
