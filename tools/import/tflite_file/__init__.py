# SPDX-License-Identifier: MIT
"""The format TFLite: its files, and what its operators mean. Importing it fills the table of operators."""
from tflite_file import layers, shapes  # noqa: F401
