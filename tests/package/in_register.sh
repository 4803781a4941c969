#!/bin/bash
# SPDX-License-Identifier: MIT
# in_register.sh COMMAND...: runs the program in_register, perhaps in an emulator; parent/ leaves it out where the
# compiler's own machine lacks FMA.
. "$(dirname "$0")/common.sh"
need "$1"
for word in "$@"; do
  case $word in */in_register) [ -e "$word" ] || { echo "skipped: $word was not built"; exit 77; } ;; esac
done
"$@" || fail "$*"
finish
