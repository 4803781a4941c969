# SPDX-License-Identifier: MIT
"""What `import torch` calls, since 2.5, where the package is installed: a module of its own, which loads nothing that
was compiled for one PyTorch before it has looked at the environment, and never makes the import of another fail."""

import os
import warnings


def serve():
    if os.environ.get("SIMDACT_TORCH") == "0":
        return
    try:
        # In the midst of the package's own imports, where a program imports it before torch.
        from simdact_torch._choice import enable
    except ImportError as error:
        warnings.warn(f"simdact_torch serves nothing: it was built for another PyTorch ({error})")
        return
    enable()
