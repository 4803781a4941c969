#!/bin/bash
# SPDX-License-Identifier: MIT
# debian13.sh SOURCE FOLDER: builds the package for Debian 13's PyTorch and tests it, in a root file system of its own that
# is made in FOLDER and kept there. 77 where that cannot be: not as root, without debootstrap or a mirror.
set -euo pipefail
source=$1 root=$2
release=trixie
packages=(cmake ninja-build g++ libxsimd-dev libcli11-dev libfmt-dev doctest-dev libboost-dev libmpfr-dev
  python3-dev python3-numpy python3-build python3-setuptools python3-wheel python3-pytest python3-expecttest
  python3-torch libtorch-dev)

skip() {
  echo "debian13.sh: left out: $*"
  exit 77
}

[ "$(id -u)" = 0 ] || skip "only root can change its root"
command -v debootstrap > /dev/null || skip "no debootstrap"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/*$') || skip "no mirror of Debian"

if [ ! -e "$root.complete" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase "$release" "$root" "$mirror" > "$root.log" 2>&1 || skip "no $release at $mirror"
  chroot "$root" apt-get -q update >> "$root.log" 2>&1
  DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -q install -y --no-install-recommends "${packages[@]}" >> "$root.log" 2>&1
  touch "$root.complete"
fi

mkdir -p "$root/simdact"
(cd "$source" && tar c --exclude=./build --exclude=./.git .) | tar x -C "$root/simdact"
# Mounts in a namespace of their own end with it, however this ends: none is left for the next rm -r to follow.
unshare --mount bash -c 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"' "$root" bash -c '
  set -e
  cd /simdact
  cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSIMDACT_BUILD_TESTS=ON
  cmake --build build --target simdact test_library
  ctest --test-dir build --output-on-failure --no-tests=error -R "^torch/"'
