# SPDX-License-Identifier: MIT
"""The benchmark's results, and the record of what was proven, as a page, as pictures and as the docs' tables."""
