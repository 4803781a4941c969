#!/bin/bash
# SPDX-License-Identifier: MIT
# set_user_id.sh PROGRAM FOLDER: a program that runs with another user's rights does not heed SIMDACT_ISA. PROGRAM prints the
# instruction set in use. Exits with 77, which ctest shows as skipped, where such a program cannot be made or told apart.
set -euo pipefail
program=$1 folder=$2
[ "$(id -u)" = 0 ] || { echo "skipped: only root can make a program run as another user"; exit 77; }
best=$(SIMDACT_ISA='' "$program")
[ "$best" != generic ] || { echo "skipped: this CPU has the generic instruction set alone"; exit 77; }
[ "$(SIMDACT_ISA=generic "$program")" = generic ] || { echo "FAILED: SIMDACT_ISA is not heeded at all"; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"
if findmnt -n -o OPTIONS -T "$folder" | grep -qw nosuid; then echo "skipped: $folder is on a nosuid file system"; exit 77; fi
cp "$program" "$folder/program"
chown nobody "$folder/program"
chmod 4755 "$folder/program"
got=$(SIMDACT_ISA=generic "$folder/program")
rm -rf "$folder"
[ "$got" = "$best" ] || { echo "FAILED: with another user's rights SIMDACT_ISA=generic gives $got, not $best"; exit 1; }
echo ok
