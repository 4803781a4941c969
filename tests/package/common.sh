# SPDX-License-Identifier: MIT
# For the scripts beside it. They exit with 77, which ctest shows as skipped, where a tool is not installed.
set -euo pipefail
failures=0
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}
finish() {
  [ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
  echo ok
}
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }
  done
}
# need_build FOLDER: what build.sh makes there; it is missing where build.sh was skipped.
need_build() { [ -d "$1" ] || { echo "skipped: $1 was not built"; exit 77; }; }
package=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
