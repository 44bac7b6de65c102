# SPDX-License-Identifier: MIT
"""Keras's configurations and where its weights lie."""
