#!/bin/bash
# SPDX-License-Identifier: MIT
# wheel_in_root.sh BINDING SUITE FOLDER LIBRARY TEST_LIBRARY PACKAGE...: builds the wheel of bindings/BINDING and runs its tests
# in the tree of Debian's SUITE in FOLDER (debian_root.sh), with the packages besides those that every wheel needs. LIBRARY is
# libsimdact.a, TEST_LIBRARY the tests' shared library.
set -euo pipefail
binding=$1 suite=$2 folder=$3 library=$4 test_library=$5
shift 5
support=$(cd "$(dirname "$0")" && pwd)
. "$support/debian_root.sh"
make_root "$suite" "$folder" g++ python3-dev python3-numpy python3-build python3-setuptools python3-wheel python3-pytest "$@"

there=/srv/simdact-$binding
rm -rf "${root:?}$there"
mkdir -p "$root$there"
tar c -C "$support/../.." --exclude=./build --exclude=./.git . | tar x -C "$root$there"
cp "$library" "$root$there/libsimdact.a"
cp "$test_library" "$root$there/libtest.so"
inside env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 bash -e -s "$binding" "$there" << 'END'
cd "$2"
tests/support/install_wheel.sh "$1" /usr/bin/python3 "$2/libsimdact.a" "$2/site" > log 2>&1 || { tail -n 40 log; exit 1; }
export PYTHONPATH=$2/site:$2/tests/support SIMDACT_TEST_LIBRARY=$2/libtest.so
exec python3 -B -m pytest -q -p no:cacheprovider --tb=short "tests/$1"
END
