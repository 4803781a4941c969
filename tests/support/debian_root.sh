# SPDX-License-Identifier: MIT
# For tests in a tree of another Debian, which source this file. make_root makes the tree, or adds to it what it lacks;
# inside runs a command in it. SIMDACT_TEST_ROOTS names a folder with such trees, each under its suite's name, to be used
# instead; SIMDACT_TEST_MIRROR a mirror of Debian, if not debootstrap's own choice. 77 where there can be no tree.

skip() {
  echo "skipped: $*"
  exit 77
}

# failed WHAT: the end of the log, or that there is no network.
failed() {
  local unreachable='Failed getting release file|Invalid Release file|Couldn.t (retrieve|download)|Could not (resolve|connect)'
  grep -qE "$unreachable|(Failed|Unable) to fetch|Temporary failure resolving" "$root.log" &&
    skip "no mirror of Debian's $suite can be reached ($root.log)"
  echo "FAILED: $1"
  tail -n 5 "$root.log"
  exit 1
}

# Mounts in a namespace of their own end with it, however it ends: none is left for a later rm -r to follow. A compiler
# launcher of this machine is none of the tree's.
inside() {
  unshare --mount bash -c 'mount -t proc proc "$0/proc" && mount --rbind /sys "$0/sys" && mount --rbind /dev "$0/dev" &&
    exec env -u CMAKE_C_COMPILER_LAUNCHER -u CMAKE_CXX_COMPILER_LAUNCHER chroot "$0" "$@"' "$root" "$@"
}

# make_root SUITE FOLDER PACKAGE...: $root, the tree of the suite in the folder, has these packages.
make_root() {
  suite=$1 root=${SIMDACT_TEST_ROOTS:-$2}/$1
  shift 2
  [ "$(id -u)" = 0 ] || skip "a tree of another Debian can only be made and entered by root"
  command -v unshare > /dev/null || skip "unshare is not installed"
  if [ ! -e "$root/ready" ]; then
    command -v debootstrap > /dev/null || skip "debootstrap is not installed"
    rm -rf "$root"
    mkdir -p "$(dirname "$root")"
    debootstrap --variant=minbase "$suite" "$root" ${SIMDACT_TEST_MIRROR:-} > "$root.log" 2>&1 || failed debootstrap
    echo 'Acquire::Check-Valid-Until "false";' > "$root/etc/apt/apt.conf.d/90valid"
    touch "$root/ready"
  fi
  local package missing=()
  for package in "$@"; do
    [ "$(inside dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  { inside apt-get -q update &&
    inside env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"; } > "$root.log" 2>&1 ||
    failed "the installation of ${missing[*]}"
}
