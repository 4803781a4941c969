# SPDX-License-Identifier: MIT
"""test_hacking.py CXX XSIMD_INCLUDE: HACKING.md's steps, followed on a copy."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import follow

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import record

TREE = Path(__file__).parents[2]
CXX, XSIMD = sys.argv[1:3]
USE = """#include "simdact/simdact.hpp"
#include "simdact/batch.hpp"
void arrays(const float* x, float* y) { simdact::serf(x, y, 8); }
void derivatives(const float* x, const float* dy, float* dx) { simdact::serf_backward(x, dy, dx, 8); }
SIMDACT_NAMESPACE_BEGIN
template <direction d>
float one(float x) {
  return kernel<op::serf, d, arithmetic::f32, accuracy::high>::eval(x);
}
template float one<direction::forward>(float);
template float one<direction::backward>(float);
SIMDACT_NAMESPACE_END
"""

with tempfile.TemporaryDirectory() as name:
    tree = Path(name)
    shutil.copy(TREE / "HACKING.md", tree)
    for folder in ("include", "tests/support", "tests/special", "tests/oracle", "tools/report"):
        shutil.copytree(TREE / folder, tree / folder)
    done = follow.follow(tree, "How to add a function")
    print("\n".join(done))
    assert len(done) == 10, done
    for file in done:
        text = (tree / file).read_text(encoding="utf-8")
        assert "serf" in text.lower(), file
        before = (TREE / file).read_text(encoding="utf-8").splitlines() if (TREE / file).exists() else []
        new = set(text.splitlines()) - set(before)
        assert max(map(len, new)) <= 120, f"{file}: a line is too long"
    assert record.head(tree / "include/simdact/op/serf.hpp").formula == "x erf(ln(1 + e^x))"
    (tree / "use.cpp").write_text(USE, encoding="utf-8")
    # xsimd's own folder alone: the compiler's search fails if /usr/include itself comes first.
    (tree / "system").mkdir()
    (tree / "system/xsimd").symlink_to(Path(XSIMD) / "xsimd")
    command = [CXX, "-std=c++17", "-fsyntax-only", "-Wall", "-Wextra", "-Wconversion", "-Werror"]
    subprocess.run([*command, "-isystem", tree / "system", "-I", tree / "include", tree / "use.cpp"], check=True)
print("ok")
