# SPDX-License-Identifier: MIT
"""Networks of int8, computed in integers to the last bit: what lib/picomlp/quantized computes."""
