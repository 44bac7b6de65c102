# SPDX-License-Identifier: MIT
"""A reader of HDF5."""
