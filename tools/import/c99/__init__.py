# SPDX-License-Identifier: MIT
"""Writes a network as one self-contained C99 file; see writer.py."""
