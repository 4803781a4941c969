# SPDX-License-Identifier: MIT
"""The benchmark's results as a page, as pictures and as the README's tables."""
