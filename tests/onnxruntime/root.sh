#!/bin/bash
# SPDX-License-Identifier: MIT
# root.sh SUITE ROOT LIBRARY TEST_LIBRARY: builds and tests the ONNX Runtime package in ROOT, a tree of Debian's SUITE with its
# onnxruntime, which is made if it is not there (1 GB). LIBRARY is libsimdact.a, TEST_LIBRARY the tests' shared library.
# SIMDACT_TEST_ROOTS names a folder with such trees, each under its suite's name, to be used instead; SIMDACT_TEST_MIRROR a
# mirror of Debian, if not debootstrap's own choice. 77 where there can be no tree.
set -euo pipefail
suite=$1 root=$2
[ -z "${SIMDACT_TEST_ROOTS:-}" ] || root=$SIMDACT_TEST_ROOTS/$suite
tree=$(cd "$(dirname "$0")/../.." && pwd)

skip() {
  echo "skipped: $*"
  exit 77
}
# failed WHAT: the end of the log, or that there is no network.
failed() {
  local unreachable='Failed getting release file|Couldn.t (retrieve|download)|Could not (resolve|connect)'
  grep -qE "$unreachable|(Failed|Unable) to fetch|Temporary failure resolving" "$root.log" &&
    skip "no mirror of Debian's $suite can be reached ($root.log)"
  echo "FAILED: $1"
  tail -n 5 "$root.log"
  exit 1
}

[ "$(id -u)" = 0 ] || skip "a tree of another Debian can only be made and entered by root"
command -v unshare > /dev/null || skip "unshare is not installed"

# Mounts in a namespace of their own end with it.
inside() {
  unshare --mount bash -c 'mount -t proc proc "$0/proc" && mount --rbind /sys "$0/sys" && mount --rbind /dev "$0/dev" &&
    exec chroot "$0" "$@"' "$root" "$@"
}

packages=(libonnxruntime-dev python3-onnxruntime python3-onnx python3-pytest g++ cmake ninja-build)
if [ ! -e "$root/ready" ]; then
  command -v debootstrap > /dev/null || skip "debootstrap is not installed"
  rm -rf "$root"
  mkdir -p "$(dirname "$root")"
  debootstrap --variant=minbase "$suite" "$root" ${SIMDACT_TEST_MIRROR:-} > "$root.log" 2>&1 || failed debootstrap
  echo 'Acquire::Check-Valid-Until "false";' > "$root/etc/apt/apt.conf.d/90valid"
  inside env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${packages[@]}" >> "$root.log" 2>&1 ||
    failed "the installation of ${packages[*]}"
  touch "$root/ready"
fi

there=$root/srv/simdact
rm -rf "$there"
mkdir -p "$there/tests"
cp -r "$tree/include" "$tree/bindings" "$there"
cp -r "$tree/tests/onnxruntime" "$tree/tests/support" "$there/tests"
cp "$3" "$there/libsimdact.a"
cp "$4" "$there/libtest.so"
inside bash -e << 'END'
cd /srv/simdact
cmake -S bindings/onnxruntime -B build -G Ninja -DSIMDACT_LIBRARY=/srv/simdact/libsimdact.a -DCMAKE_CXX_FLAGS=-Werror > log
cmake --build build -j 1 >> log || { tail -n 40 log; exit 1; }
export SIMDACT_ONNXRUNTIME_LIBRARY=/srv/simdact/build/libsimdact_onnxruntime.so SIMDACT_TEST_LIBRARY=/srv/simdact/libtest.so
exported=$(nm --dynamic --defined-only --format=posix "$SIMDACT_ONNXRUNTIME_LIBRARY" | sed -n 's/ T .*//p' | sort | xargs)
case $exported in
  "RegisterCustomOps simdact_onnxruntime_calls") ;;
  "CreateEpFactories RegisterCustomOps ReleaseEpFactory simdact_onnxruntime_calls")
    python3 -B tests/onnxruntime/write_model.py model.onnx
    g++ -std=c++17 -Wall -Wextra -I /usr/include/onnxruntime -I include tests/onnxruntime/use.cpp libsimdact.a -lonnxruntime -o use
    ./use "$SIMDACT_ONNXRUNTIME_LIBRARY" model.onnx
    ;;
  *) echo "FAILED: it exports $exported" && exit 1 ;;
esac
cd tests/onnxruntime
export PYTHONPATH=/srv/simdact/tests/support
exec python3 -B -m pytest -q -p no:cacheprovider --tb=short
END
