# SPDX-License-Identifier: MIT
"""The experiment: one network, trained with one activation function after the other."""
