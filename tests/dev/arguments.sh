#!/bin/bash
# SPDX-License-Identifier: MIT
# arguments.sh TREE: what tools/dev does with its arguments. It runs in a folder of this test's own, with stand-ins for all
# that it installs, builds and runs, each of which writes down that it was called.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"/{bin,build,bench,include/simdact,tests/package,tools/docs,examples}
cd "$1"
cp tools/dev "$folder/tools"
cp -r tools/record.py tools/report "$folder/tools"
cp -r examples/training "$folder/examples"
cp bench/joins.cpp "$folder/bench"
cp include/simdact/*.def "$folder/include/simdact"
cp tests/package/machines.txt "$folder/tests/package"
cd "$folder"
export FOLDER=$folder PATH=$folder/bin:$PATH

# stand_in FILE [LINE]: a program that writes down its name and arguments, and does what LINE says.
stand_in() {
  mkdir -p "$(dirname "$1")"
  printf '#!/bin/bash\necho "${0##*/}" "$@" >> "$FOLDER/calls"\n%s\n' "${2:-}" > "$1"
  chmod +x "$1"
}
for tool in apt-get apt-cache cmake; do stand_in bin/$tool 'exit 1'; done
stand_in bin/ctest
stand_in bin/dpkg-query 'exit 1'
stand_in build/tools/ulp/simdact-verify 'exit "${STATUS:-0}"'
stand_in build/bench/simdact-errors
stand_in build/bench/simdact-bench 'case $* in
  *--benchmark_list_tests*wrong*) exit 105 ;;
  *--benchmark_list_tests*) printf "tanh/forward/f32/high/avx2/16\ngelu/forward/f32/high/avx2/16\ngelu/forward/f32/fast/avx2/16\n" ;;
esac'
echo 'open("calls", "a").write("docs\n")' > tools/docs/__main__.py

fail() {
  echo "FAILED: $*"
  exit 1
}

# dev STATUS ARGUMENT...: tools/dev ends with STATUS; what it says is in `said`, whom it calls in `calls`.
dev() {
  local wanted=$1 status=0
  shift
  : > calls
  tools/dev "$@" > said 2>&1 || status=$?
  [ $status = "$wanted" ] || fail "$*: status $status, not $wanted: $(cat said)"
}

# refused MESSAGE ARGUMENT...: before anything is installed or built.
refused() {
  local message=$1
  shift
  dev 2 "$@"
  grep -qF -e "$message" said || fail "$*: no \"$message\" in: $(cat said)"
  [ ! -s calls ] || fail "$*: called $(cat calls)"
}
refused 'test -R gelu' test gelu
refused 'test -R gelu' test -R tanh gelu
refused 'no option --relaese' test --relaese
refused '-R needs a value' test --release -R
refused 'no function gleu' bench gleu
refused 'no function gleu' bench --quick gleu
refused 'no function gleu' bench --lengths 16 tanh gleu
refused '--errors needs a value' bench --errors
refused 'not heavy' bench --with-peers heavy
refused 'no function gleu' verify gleu
refused 'no function gleu' verify --dtype f32 gelu gleu
refused 'no function gleu' verify --write gleu
refused 'fuzz: 0' fuzz 0
refused 'docs: --chekc' docs --chekc
refused 'missing.json: No such file' report missing.json
refused 'the following arguments are required' report
refused 'bench/joins is not the name' report calls --keep bench/joins
for name in seeds epochs train test threads; do refused "--$name" experiment --$name 0; done
refused "'tahn'" experiment --activations tahn
refused 'missing: No such folder' experiment --data missing
for command in report experiment; do
  dev 0 $command --help
  [ ! -s calls ] || fail "$command --help: called $(cat calls)"
done
dev 1 verify gelu
grep -q 'missing packages' said || fail "a package that is missing is not told of: $(cat said)"

# called LINE...: by the last command, apart from what looks for packages, which are all there now, and from cmake.
called() { diff <(printf '%s\n' "$@") <(grep -v '^dpkg-query\|^apt-cache\|^cmake' calls) || fail "calls differ"; }
stand_in bin/dpkg-query 'echo installed'
stand_in bin/cmake
fixed="--test-dir build --output-on-failure --no-tests=error --timeout 3600 -j $(nproc)"
dev 0 test -R gelu -j 1 -V
called "ctest $fixed -LE ^release$ -R gelu -j 1 -V"
dev 0 test -j2 --release
called "ctest $fixed -j2"
dev 0 verify gelu --dtype f32
called 'simdact-verify --write gelu --dtype f32' docs
STATUS=1 dev 1 verify
called 'simdact-verify --write' docs
STATUS=106 dev 106 verify --unknown
called 'simdact-verify --write --unknown'
dev 0 verify --help
called 'simdact-verify --write --help'
echo 'open("calls", "a").write("report\n")' > tools/report/__main__.py
echo > tools/report/options.py
dev 0 bench --with-peers none --errors mine.json gelu --quick tanh
called 'simdact-bench --benchmark_list_tests gelu --quick tanh' 'simdact-errors --errors mine.json gelu tanh' \
  'simdact-bench --errors mine.json --benchmark_out=build/bench.json gelu --quick tanh' report
dev 2 bench --with-peers none --wrong
called 'simdact-bench --benchmark_list_tests --wrong'
echo ok
