# SPDX-License-Identifier: MIT
"""ONNX by PyTorch's two exporters."""
import inspect

import torch
from torch import nn

from sections.pytorch import Functional, Registered, Residual, Scaled
from sections.torch_nets import FEATURES, activations, inputs, orders, outputs, seeded, with_activation

PACKAGES = ("torch",)
OPSETS = (9, 11, 13, 15, 17, 18, 20)
# ONNX holds LeakyRelu's slope as a float, whatever the tensors are: PyTorch's own has more digits.
ROUGH_IN_DOUBLE = {name: {"bound": 2e-8} for name in ("leaky_relu", "leaky_relu_02", "rrelu")}
HAS_DYNAMO = "dynamo" in inspect.signature(torch.onnx.export).parameters


def exported(module, samples=2, dtype=torch.float32, dynamo=False, **more):
    def write(path):
        x = torch.zeros(samples, FEATURES, dtype=dtype)
        if dynamo:
            torch.onnx.export(module, (x,), str(path), dynamo=True, verbose=False, **{"external_data": False, **more})
        else:
            torch.onnx.export(module, (x,), str(path), **({"dynamo": False} if HAS_DYNAMO else {}), **more)
    return write


def free_batch(dynamo):
    if dynamo:
        return {"dynamic_shapes": ({0: torch.export.Dim("batch")},)}
    return {"input_names": ["x"], "output_names": ["y"], "dynamic_axes": {"x": {0: "batch"}, "y": {0: "batch"}}}


def write_with(folder, exporter, dynamo):
    x = inputs()
    for name in activations():
        module, _ = with_activation(name)
        folder.add(f"activation_{name}.{exporter}.onnx", exported(module, dynamo=dynamo), x, outputs(module, x))
        module = module.double()
        folder.add(f"activation_{name}.double.{exporter}.onnx", exported(module, dtype=torch.float64, dynamo=dynamo), x,
                   outputs(module, x, torch.float64), numbers=("double",), **ROUGH_IN_DOUBLE.get(name, {}))
    for name, (module, _) in orders().items():
        folder.add(f"{name}.{exporter}.onnx", exported(module, dynamo=dynamo, **free_batch(dynamo)), x,
                   outputs(module, x))
    for name, make in (("functional", Functional), ("registered", Registered), ("scaled", Scaled)):
        module = seeded(make)
        folder.add(f"own_{name}.{exporter}.onnx", exported(module, dynamo=dynamo), x, outputs(module, x))
        folder.add(f"own_{name}_free.{exporter}.onnx", exported(module, dynamo=dynamo, **free_batch(dynamo)), x,
                   outputs(module, x))
    module, _ = orders()["norm_before"]
    for opset in OPSETS:
        folder.add(f"opset_{opset}.{exporter}.onnx", exported(module, dynamo=dynamo, opset_version=opset), x,
                   outputs(module, x))
    for name, part, word in (("layer_norm", nn.LayerNorm(8), "branch"), ("slopes", nn.PReLU(8), "slope")):
        refused = seeded(lambda part=part: nn.Sequential(nn.Linear(FEATURES, 8), part, nn.Linear(8, 2)))
        with torch.no_grad():
            part.weight.uniform_(0.1, 0.9)
        folder.add_refused(f"refused_{name}.{exporter}.onnx", exported(refused, dynamo=dynamo),
                           "" if name == "layer_norm" else word)
    folder.add_refused(f"refused_residual.{exporter}.onnx", exported(seeded(Residual), dynamo=dynamo), "branch")


def write(folder):
    write_with(folder, "legacy", dynamo=False)
    x = inputs()
    for name in ("norm_before", "norm_everywhere", "dropout"):
        module, _ = orders()[name]
        y = outputs(module, x)
        folder.add(f"unfolded_{name}.onnx", exported(module, do_constant_folding=False), x, y)
        folder.add(f"inputs_{name}.onnx", exported(module, keep_initializers_as_inputs=True), x, y)
        folder.add(f"one_sample_{name}.onnx", exported(module, samples=1), x, y)
    if HAS_DYNAMO:
        write_with(folder, "dynamo", dynamo=True)
        module, _ = with_activation("relu")
        folder.add("external.onnx", exported(module, dynamo=True, external_data=True), x, outputs(module, x))
