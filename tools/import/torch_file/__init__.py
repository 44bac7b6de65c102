# SPDX-License-Identifier: MIT
"""PyTorch's files without PyTorch: the container, the restricted pickle machine, modules, TorchScript."""
