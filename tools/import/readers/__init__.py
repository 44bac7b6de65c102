# SPDX-License-Identifier: MIT
"""One module for each kind of file. Each has

    recognizes(path, start)    whether a file of this name (pathlib.Path) that begins with these bytes is of its kind
    read(path, options)        a Source (operations.py), or Refused (refusal.py)

and, where its files may compute in int8,

    quantized(path)            a QuantizedNetwork (quantized/network.py), None of a file in float, or Refused

`options` is an argparse.Namespace or anything like it: `activations`, a list of picomlp's names for the activation
behind each dense layer, or None, for files that hold none of them; those with a parameter as "leaky_relu_of:0.2".
`dequantize`: whether the float network that a quantised file's integers stand for is wanted."""
