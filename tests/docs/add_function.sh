#!/bin/bash
# SPDX-License-Identifier: MIT
# add_function.sh TREE FOLDER: adds the function of HACKING.md to a copy of TREE in FOLDER, step by step: it is verified over every
# input, measured, recorded and tested. At the end the copy goes.
set -euo pipefail
tree=$1 copy=$2
rm -rf "$copy"
mkdir -p "$copy"
trap 'rm -rf "$copy"' EXIT
tar -C "$tree" --exclude='./build*' --exclude=./.git -c . | tar -C "$copy" -x
cd "$copy"
python3 -B tests/docs/follow.py .
tools/dev verify serf
[ "$(grep -c '^serf	' tests/record.tsv)" = 4 ] || { echo "FAILED: not four lines are recorded"; exit 1; }
tools/dev bench serf --quick
# What is to be typed then is what HACKING.md says.
commands=$(sed -n 's/^       \(.*simdact-assists.*\)$/\1/p' HACKING.md)
[ "$(wc -l <<< "$commands")" = 2 ] || { echo "FAILED: not two commands: $commands"; exit 1; }
bash -euc "$commands"
tools/dev test -R '/serf(/|$)|^assists/|^report/documents$'
