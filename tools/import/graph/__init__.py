# SPDX-License-Identifier: MIT
"""What readers of graphs have in common: values, what is applied to them, and the line that leads to the outputs."""
