#!/bin/bash
# SPDX-License-Identifier: MIT
# build.sh SOURCE FOLDER TOOLS ARGUMENTS...: configures SOURCE with cmake ARGUMENTS in FOLDER/build, builds it and, if it
# installs anything, installs it in FOLDER/prefix. TOOLS are the programs needed, separated by spaces.
. "$(dirname "$0")/common.sh"
source=$1 folder=$2 tools=$3
shift 3
# shellcheck disable=SC2086
need $tools
rm -rf "$folder/prefix"
cmake -S "$source" -B "$folder/build" -G Ninja "$@"
cmake --build "$folder/build" -j 1
cmake --install "$folder/build" --prefix "$folder/prefix"
finish
