#!/bin/bash
# SPDX-License-Identifier: MIT
# apt.sh TREE: tools/dev waits while another apt holds a lock, says so, and then installs. Everything happens in a Debian
# system of this test's own, a folder in which nothing is installed, with a repository of empty packages. Exits with 77,
# which ctest shows as skipped, where that cannot be had.
set -euo pipefail
tree=$1
[ "$(id -u)" = 0 ] || { echo "skipped: only root installs packages"; exit 77; }
for tool in apt-get dpkg-deb python3; do
  command -v $tool > /dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{lists,cache,etc,repository}/partial
cat > "$root/apt.conf" << END
Dir::State "$root";
Dir::State::status "$root/var/lib/dpkg/status";
Dir::Cache "$root/cache";
Dir::Log "$root";
Dir::Etc "$root/etc";
Dir::Etc::parts "$root/etc/partial";
APT::Sandbox::User "root";
DPkg::Options { "--root=$root"; "--log=$root/log"; };
END
echo "deb [trusted=yes] file:$root/repository ./" > "$root/etc/sources.list"
export APT_CONFIG=$root/apt.conf DPKG_ADMINDIR=$root/var/lib/dpkg

# Nothing installed. Any command of tools/dev does that needs packages and ends soon after: its tools do nothing here.
mkdir "$root/bin"
for tool in clang-format black; do ln -s /bin/true "$root/bin/$tool"; done
fresh() {
  rm -rf "$root/var"
  mkdir -p "$root"/var/lib/dpkg/{info,updates}
  touch "$root/var/lib/dpkg/status"
}
tools_dev() { PATH=$root/bin:$PATH "$tree/tools/dev" format --check 2>&1 || true; }

fresh
touch "$root/repository/Packages"
read -ra packages <<< "$(tools_dev | sed -n 's/.*could not be installed: //p')"
[ ${#packages[@]} -gt 0 ] || { echo "FAILED: packages that do not exist were not missed"; exit 1; }
for package in "${packages[@]}"; do
  mkdir -p "$root/made/DEBIAN"
  printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: none\nDescription: empty\n' "$package" > "$root/made/DEBIAN/control"
  dpkg-deb --build "$root/made" "$root/repository/$package.deb" > /dev/null
  file=$root/repository/$package.deb
  { cat "$root/made/DEBIAN/control"; printf 'Filename: ./%s.deb\nSize: %s\nSHA256: %s\n\n' "$package" "$(stat -c %s "$file")" \
    "$(sha256sum "$file" | cut -d ' ' -f 1)"; } >> "$root/repository/Packages"
done

# Holds the lock of the file $1 until its standard input ends, and prints a line as soon as it has it.
hold() {
  python3 -c 'import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()' "$1"
}

for lock in lists/lock var/lib/dpkg/lock-frontend; do
  fresh
  coproc HOLDER { hold "$root/$lock"; }
  read -r _ <&"${HOLDER[0]}"
  release=${HOLDER[1]} holder=$HOLDER_PID
  # The lock is let go when tools/dev has said that it waits; if it never does, it ends by itself.
  : > "$root/said"
  tools_dev >> "$root/said" &
  while kill -0 $! 2> /dev/null && ! grep -q waiting "$root/said"; do sleep 0.1; done
  exec {release}>&-
  wait "$holder" $! || true
  grep -q waiting "$root/said" || { echo "FAILED: $lock: did not wait: $(cat "$root/said")"; exit 1; }
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package")" = installed ] ||
      { echo "FAILED: $lock: $package was not installed: $(cat "$root/said")"; exit 1; }
  done
done
echo ok
