#!/bin/bash
# SPDX-License-Identifier: MIT
# archives.sh BUILD FOLDER [CMAKE_ARGUMENTS...]: the .deb and the tarball that cpack makes of the build folder BUILD, each
# unpacked in FOLDER and used by the programs of consumers.sh.
. "$(dirname "$0")/common.sh"
need cpack dpkg-deb
build=$1 folder=$2
shift 2
rm -rf "$folder"
mkdir -p "$folder/deb" "$folder/tar"
cpack --config "$build/CPackConfig.cmake" -B "$folder/made" > "$folder/log"

deb=("$folder"/made/*.deb)
[ "$(dpkg-deb --field "${deb[0]}" Package)" = libsimdact-dev ] || fail "the package's name"
dpkg-deb --field "${deb[0]}" Version Architecture Depends
dpkg-deb --extract "${deb[0]}" "$folder/deb"
"$package/consumers.sh" "$folder/deb/usr" "$folder/deb-consumers" "$@" || fail "the .deb"

tar -xzf "$folder"/made/*.tar.gz -C "$folder/tar" --strip-components=1
"$package/consumers.sh" "$folder/tar" "$folder/tar-consumers" "$@" || fail "the tarball"
finish
