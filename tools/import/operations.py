# SPDX-License-Identifier: MIT
"""What a file's network does, operation by operation, as its source means it.

Readers turn files into this form. Folding makes the layers of a picomlp network of it, and the evaluator computes
it in float64 as it stands: so each can be held against the other."""
from dataclasses import dataclass, field

import numpy


@dataclass(frozen=True)
class Dense:
    """y = x weights + bias"""
    name: str                     # as the source calls it
    weights: numpy.ndarray        # float64[inputs][outputs]
    bias: numpy.ndarray | None    # float64[outputs]; None for none


@dataclass(frozen=True)
class Affine:
    """y = (x - subtract) * multiply + add, feature by feature; float64[n] each, or None for nothing to do. Scalers,
    batch normalization and its kind."""
    name: str
    subtract: numpy.ndarray | None = None
    multiply: numpy.ndarray | None = None
    add: numpy.ndarray | None = None
    is_target_scaling: bool = False    # it turns a regression network's outputs into the targets' units


@dataclass(frozen=True)
class Activation:
    """function: picomlp's name (lib/picomlp/activation), also "leaky_relu_of" and "elu_of", whose slope or alpha is
    the parameter. None of the others has one."""
    name: str
    function: str
    parameter: float | None = None


@dataclass(frozen=True)
class Source:
    """A file's network."""
    kind: str                     # "scikit-learn", "Keras", "PyTorch", "ONNX", "TFLite", ...
    inputs: int                   # features of a sample
    operations: list              # of the three classes above, in order
    number: str                   # what the source computes in: "float64", "float32", "float16"
    feature_names: list[str] | None = None
    class_names: list[str] | None = None    # of a classifier: one for each output, two where there is one output
    # Whether each output by itself is a class that applies or not (multilabel): no softmax, no single winner.
    is_multilabel: bool = False
    remarks: list[str] = field(default_factory=list)    # what was left out, one sentence each: "Dropout 'drop' ..."
    image: tuple | None = None    # of picomlp's own files: (image.Model, bytes)

    def __post_init__(self):
        for operation in self.operations:
            assert isinstance(operation, (Dense, Affine, Activation))
