#!/bin/bash
# SPDX-License-Identifier: MIT
# root.sh SUITE FOLDER LIBRARY TEST_LIBRARY: builds and tests the ONNX Runtime package in the tree of Debian's SUITE in FOLDER
# (debian_root.sh), with its onnxruntime. LIBRARY is libsimdact.a, TEST_LIBRARY the tests' shared library.
set -euo pipefail
tree=$(cd "$(dirname "$0")/../.." && pwd)
. "$tree/tests/support/debian_root.sh"
make_root "$1" "$2" libonnxruntime-dev python3-onnxruntime python3-onnx python3-pytest g++ cmake ninja-build

there=$root/srv/simdact
rm -rf "${root:?}/srv/simdact"
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
