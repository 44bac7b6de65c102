# SPDX-License-Identifier: MIT
"""One module for each format that a network leaves in besides picomlp's own. Each has

    write(model)    the file's bytes, of an image.Model

The same model gives the same bytes. Numbers stay what they are: nothing is folded or rounded. tflite is of int8
networks and has write(network, rounding), of a QuantizedNetwork."""

FORMATS = ("onnx", "npz", "safetensors")
