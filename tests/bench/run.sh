#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh SIMDACT_BENCH SIMDACT_ERRORS SIMDACT_ASSISTS: bad arguments end with a message before anything is measured or written; errors
# that are known are not measured again; a small run writes what check.py holds to be whole files.
set -euo pipefail
bench=$1 errors=$2 assists=$3 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
  echo "bench: $*" >&2
  exit 1
}

# refused MESSAGE COMMAND...: out.json and errors.json stay as they are, nothing else is left behind.
refused() {
  local message=$1 status=0
  shift
  cp errors.json known.json
  echo before > out.json
  "$@" > stdout 2> stderr || status=$?
  [ "$status" != 0 ] || fail "$*: accepted"
  cat stdout stderr | grep -qF -- "$message" || fail "$*: no \"$message\" in: $(cat stdout stderr)"
  ! grep -q '/forward/\|measured' stdout || fail "$*: something was measured"
  [ "$(cat out.json)" = before ] || fail "$*: the file was touched"
  cmp -s errors.json known.json || fail "$*: the errors were touched"
  rm known.json
  [ "$(echo *)" = "errors.json out.json stderr stdout" ] || fail "$*: left behind: $(echo *)"
}

# measured COUNT COMMAND...: how many candidates were not yet known.
measured() {
  local count=$1
  shift
  "$@" > stdout
  grep -q "^errors.json: $count candidates measured" stdout || fail "$*: not $count, but $(cat stdout)"
}

errors_of() { "$errors" --errors errors.json --stride 100003 --threads 2 "$@"; }

# entries PATTERN: how many of the errors have such a path.
entries() { "$here/check.py" --entries errors.json "$1"; }

"$errors" --errors errors.json --stride 100003 gelu hard_swish relu softmax masked_softmax maxout swiglu > stdout
count=$(entries '')
grep -q "^errors.json: $count candidates measured" stdout || fail "$count candidates, but $(cat stdout)"
cp errors.json first.json
measured 0 errors_of relu gelu hard_swish softmax masked_softmax maxout swiglu
cmp -s errors.json first.json || fail 'known errors were changed'
# Another version of a peer, a denser sample, which serves where a thinner one is asked for.
libm=$(entries /libm_composed/)
"$here/check.py" --age errors.json /libm_composed/
measured "$libm" errors_of gelu relu
cmp -s errors.json first.json || fail 'the new version gave other errors'
gelu=$(entries ^gelu/)
measured "$gelu" "$errors" --errors errors.json --stride 50021 gelu
measured 0 errors_of gelu
rm first.json

refused 'nothing not in' errors_of nothing
refused '--stride' "$errors" --errors errors.json --stride 0
refused '--threads' "$errors" --errors errors.json --threads none
refused '--unknown' errors_of --unknown
refused 'cannot write missing/errors.json' "$errors" --errors missing/errors.json relu
refused 'out.json is not a file of errors' "$errors" --errors out.json relu

refused '--isa' "$assists" --isa avx2 --isa avx3 relu
refused '--dtype' "$assists" --dtype f32 --dtype f23 relu
refused '--write requires --limits' "$assists" --write relu
if grep -qw avx2 /proc/cpuinfo; then refused 'cannot read missing.tsv' "$assists" --limits missing.tsv relu; fi

small() { "$bench" --errors errors.json --benchmark_out=out.json --benchmark_min_time=1e-5 --benchmark_repetitions=3 "$@"; }

refused 'nothing not in' small nothing
refused 'Failed to match any benchmarks against regex: nothing' small --benchmark_filter=nothing
refused 'Could not compile benchmark re' small '--benchmark_filter=('
refused '--lengths' small --lengths 0
refused '--lengths' small --lengths 16,many
refused '--lengths' small --lengths 1000000000000
refused '--inputs' small --inputs wild
refused '--benchmark_repetitions=no' small --benchmark_repetitions=no
refused '--benchmark_out_format' small --benchmark_out_format=csv
refused '--quick' small --quick --full
refused '--unknown' small --unknown
refused 'File does not exist: missing.json' "$bench" --errors missing.json --benchmark_out=out.json
refused 'out.json is not a file of errors' "$bench" --errors out.json --benchmark_out=out.json
refused 'cannot write missing/out.json' "$bench" --errors errors.json --benchmark_out=missing/out.json
refused 'cannot write .' "$bench" --errors errors.json --benchmark_out=.

small --benchmark_list_tests --lengths 16 gelu > names
[ "$(cat out.json)" = before ] || fail 'a list of names wrote a file'
grep -qx 'gelu/forward/f32/high/generic/16' names || fail "no gelu in: $(cat names)"

small --lengths 64,16 --inputs normal,tails,subnormal,bits gelu hard_swish relu softmax masked_softmax maxout swiglu > stdout
for task in gelu/forward gelu/backward relu/from_output softmax/forward swiglu/forward; do
  grep -q "^$task/f32, [1-9]" stdout || fail "no table of $task"
  grep -Eq "^$task/f32/high/generic/64_min .* 0" stdout || fail "no line of $task"
done
"$here/check.py" out.json errors.json
small --lengths 64,16 --inputs normal --benchmark_filter='^gelu/.*/f32/high/.*/16$' > stdout
"$here/check.py" --only '^gelu/(forward|backward)/f32/high/[a-z0-9]+/16$' out.json

# What the presets hold: derivatives at fewer lengths than functions, and at N(0, 1).
small --benchmark_list_tests tanh > names
for name in forward/f32/high/generic/16 backward/f32/high/generic/4096/unit from_output/f32/high/generic/4096 \
  backward/f32/forward_high/generic/4096 backward/f32/dy_times_x/generic/65536; do
  grep -qx "tanh/$name" names || fail "no tanh/$name in: $(cat names)"
done
! grep '^tanh/\(backward\|from_output\)/.*/\(16\|1048576\|4096/tails\)$' names || fail 'derivatives at more than that'
! grep '^tanh/[a-z_]*/\(f64\|f16\|bf16\)/' names | grep -v '/4096$' || fail 'other types at more than one length'
# Rows at lengths of their own, joins as derivatives; generic code of ours for other types only where it is asked for.
small --benchmark_list_tests > names 2> context
best=$(sed -n 's/^isas *\([a-z0-9]*\).*/\1/p' context)
[ "$best" != generic ] || exit 0
for name in log_softmax/forward/f32/fast/generic/8 masked_softmax/forward/f16/high/$best/4096 \
  log_softmax/forward/f32/copy/generic/32768 maxout/forward/f32/high/generic/4096 \
  softmax/from_output/bf16/high/$best/4096 bias_gelu/forward/f64/f32_high/$best/4096 geglu/forward/f32/two_passes/$best/65536; do
  grep -qx "$name" names || fail "no $name"
done
! grep '^softmax/.*/\(16\|65536\)$' names || fail 'rows at other lengths'
! grep '/\(f64\|f16\|bf16\)/\(high\|fast\|f32_high\)/generic/' names || fail 'generic code for other types'
small --benchmark_list_tests --quick > names
! grep -v '/f32/' names || fail 'other types in a quick look'

