# SPDX-License-Identifier: MIT
"""The benchmark's results, and the record of what was proven, as a page and as pictures."""
