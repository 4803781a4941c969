# SPDX-License-Identifier: MIT
"""What the docs and the README show of the record, the benchmark's results and the experiment."""
