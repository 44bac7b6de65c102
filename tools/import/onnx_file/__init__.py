# SPDX-License-Identifier: MIT
"""The format ONNX: its files, and what its operators mean. Importing it fills the table of operators."""
from onnx_file import activations, arithmetic, layers, shapes, tails  # noqa: F401
