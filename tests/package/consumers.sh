#!/bin/bash
# SPDX-License-Identifier: MIT
# consumers.sh PREFIX FOLDER [CMAKE_ARGUMENTS...]: programs that use the installation in PREFIX, built in FOLDER: C and C++ through
# find_package, pkg-config and Meson, and by hand.
. "$(dirname "$0")/common.sh"
need pkg-config gcc g++ readelf meson
prefix=$1 folder=$2
need_build "$prefix"
shift 2
examples=$(cd "$package/../../examples" && pwd)
rm -rf "$folder"
mkdir -p "$folder"
libdir=$(dirname "$(find "$prefix" -name 'libsimdact.*' | head -n 1)")
export LD_LIBRARY_PATH=$libdir
export PKG_CONFIG_PATH=$libdir/pkgconfig

# needs_no_cpp PROGRAM: it is not linked to the C++ library.
needs_no_cpp() { if readelf -d "$1" | grep 'NEEDED.*stdc++'; then fail "$1 is linked to the C++ library"; fi; }
run() {
  echo "+ $*"
  "$@" || fail "$*"
}

# find_package, with every example, and for a project in C alone on a machine without xsimd.
cmake -S "$examples" -B "$folder/examples" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" \
  "$@" > "$folder/log"
cmake --build "$folder/examples" >> "$folder/log"
run "$folder/examples/arrays_c"
run "$folder/examples/arrays_cpp"
run "$folder/examples/attention"
if grep -q -w fma /proc/cpuinfo && grep -q -w avx2 /proc/cpuinfo; then run "$folder/examples/registers"; fi
cmake -S "$package/c_project" -B "$folder/c" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_DISABLE_FIND_PACKAGE_xsimd=ON -Dminor_version="$(pkg-config --modversion simdact | cut -d. -f1,2)" >> "$folder/log"
cmake --build "$folder/c" >> "$folder/log"
run "$folder/c/smoke" 1000003
needs_no_cpp "$folder/c/smoke"

# pkg-config.
read -ra compile <<< "$(pkg-config --cflags simdact)"
for link in --libs "--libs --static"; do
  # shellcheck disable=SC2086
  read -ra libraries <<< "$(pkg-config $link simdact)"
  run gcc -std=c11 -Wall -Wextra -Werror "${compile[@]}" "$examples/arrays.c" -o "$folder/arrays_c" "${libraries[@]}"
  run g++ -std=c++17 -Wall -Wextra -Werror "${compile[@]}" "$examples/arrays.cpp" -o "$folder/arrays_cpp" "${libraries[@]}"
  run "$folder/arrays_c"
  run "$folder/arrays_cpp"
done
[ "$(pkg-config --modversion simdact)" = "$(sed -n 's/^set(PACKAGE_VERSION "\([0-9.]*\)")$/\1/p' "$libdir/cmake/simdact/simdactConfigVersion.cmake")" ] ||
  fail "pkg-config and CMake disagree on the version"

# Meson, which asks pkg-config.
meson setup "$folder/meson" "$package/meson_project" >> "$folder/log"
ninja -C "$folder/meson" >> "$folder/log" || fail "meson: $(tail -n 5 "$folder/log")"
run "$folder/meson/smoke" 1000003
needs_no_cpp "$folder/meson/smoke"

# By hand, without a C++ compiler at the link.
if [ -e "$libdir/libsimdact.a" ]; then
  run gcc -I "$prefix/include" "$examples/arrays.c" "$libdir/libsimdact.a" -lm -o "$folder/by_hand"
  run "$folder/by_hand"
  needs_no_cpp "$folder/by_hand"
fi

# Every public header stands alone: C11 and C++17, with and without exceptions and run-time types.
warnings=(-Wall -Wextra -Wconversion -Wshadow -Werror -fsyntax-only)
run gcc -std=c11 -pedantic "${warnings[@]}" "${compile[@]}" -x c "$prefix/include/simdact/simdact.h" -Wno-error=pragmas
for standard in c++17 c++20; do
  run g++ -std=$standard "${warnings[@]}" "${compile[@]}" -include simdact/simdact.hpp -x c++ /dev/null
  run g++ -std=$standard -fno-exceptions -fno-rtti "${warnings[@]}" "${compile[@]}" -include simdact/simdact.hpp -x c++ /dev/null
done
finish
