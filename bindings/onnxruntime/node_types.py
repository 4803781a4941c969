# SPDX-License-Identifier: MIT
"""ONNX's operators that the library computes."""

import re
from pathlib import Path

LIST = Path(__file__).parent / "core/nodes.def"


def node_types():
    """{name: whether it is computed where no types are named}"""
    rows = re.findall(r"^SIMDACT_NODE\((\w+), (true|false),", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: by_default == "true" for name, by_default in rows}


def default_nodes():
    return {name for name, by_default in node_types().items() if by_default}
