# SPDX-License-Identifier: MIT
"""TorchScript: its code is followed."""
import unittest

from reader_case import elu, leaky, relu, sigmoid, softmax, told
from torch_case import B1, B2, BETA, GAMMA, H, MEAN, VARIANCE, W1, W2, X, PyTorch, normalized, second

import numpy

from torch_files import Global, Object, Writer, pickled

SEQUENTIAL_CODE = """class Sequential(Module):
  __parameters__ = []
  __annotations__["0"] = __torch__.torch.nn.modules.linear.Linear
  def forward(self: __torch__.torch.nn.modules.container.Sequential,
    input: Tensor) -> Tensor:
    _0 = getattr(self, "0")
    _1 = getattr(self, "1")
    _2 = getattr(self, "2")
    input0 = (_0).forward(input, )
    input1 = (_1).forward(input0, )
    return (_2).forward(input1, )
"""
LINEAR_CODE = """class Linear(Module):
  weight : Tensor
  bias : Tensor
  in_features : Final[int] = 4
  def forward(self: __torch__.torch.nn.modules.linear.Linear,
    input: Tensor) -> Tensor:
    weight = self.weight
    bias = self.bias
    return torch.linear(input, weight, bias)
"""
NORM_CODE = """class BatchNorm1d(Module):
  eps : Final[float] = 0.25
  def forward(self: __torch__.torch.nn.modules.batchnorm.BatchNorm1d,
    input: Tensor) -> Tensor:
    _0 = __torch__.torch.nn.functional.batch_norm
    _1 = (self)._check_input_dim(input, )
    if self.training:
      bn_training = True
    else:
      bn_training = False
    return _0(input, self.running_mean, self.running_var, self.weight, self.bias, bn_training, 0.1, self.eps, )
  def _check_input_dim(self: __torch__.torch.nn.modules.batchnorm.BatchNorm1d,
    input: Tensor) -> NoneType:
    if torch.ne(torch.dim(input), 2):
      _5 = torch.ne(torch.dim(input), 3)
    else:
      _5 = False
    if _5:
      ops.prim.RaiseException("no", "builtins.ValueError")
    else:
      pass
    return None
"""
FUNCTIONAL_CODE = """def batch_norm(input: Tensor,
    running_mean: Optional[Tensor],
    running_var: Optional[Tensor],
    weight: Optional[Tensor]=None,
    bias: Optional[Tensor]=None,
    training: bool=False,
    momentum: float=0.1,
    eps: float=1e-05) -> Tensor:
  return torch.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, True)
"""


class TorchScript(PyTorch):
    """Code is followed; the state lies beside it."""

    def script(self, middle_code, middle=("__torch__.middle", "Middle", {}), main=SEQUENTIAL_CODE, extra=()):
        writer = Writer()

        def layer(weights, bias):
            return Object(Global("__torch__.torch.nn.modules.linear", "Linear"),
                          {"weight": writer.tensor(weights), "bias": writer.tensor(bias)})
        path, name, state = middle
        state = {key: writer.tensor(value) for key, value in state.items()}
        root = Object(Global("__torch__.torch.nn.modules.container", "Sequential"), {
            "training": True, "0": layer(W1, B1), "1": Object(Global(path, name), state), "2": layer(W2, B2)})
        return writer.zip(root, {
            "code/__torch__/torch/nn/modules/container.py": main,
            "code/__torch__/torch/nn/modules/linear.py": LINEAR_CODE,
            f"code/{path.replace('.', '/')}.py": middle_code,
            "code/__torch__/torch/nn/functional.py": FUNCTIONAL_CODE, **dict(extra)})

    def middle(self, *lines, state=(), extra=()):
        """A network with these lines of code between two layers: they make y of x."""
        code = "\n".join(["class Middle(Module):", "  def forward(self: __torch__.middle.Middle,",
                          "    x: Tensor) -> Tensor:", *("    " + line for line in lines), "    return y", ""])
        return self.script(code, ("__torch__.middle", "Middle", dict(state)), extra=extra)

    def test_calls(self):
        for call, expected in (
                ("torch.relu(x)", relu(H)), ("torch.relu_(x)", relu(H)), ("torch.leaky_relu(x, 0.2)", leaky(H, 0.2)),
                ("torch.leaky_relu(x)", leaky(H)), ("torch.elu(x, 0.5)", elu(H, 0.5)), ("torch.sigmoid(x)", sigmoid(H)),
                ("torch.tanh(x)", numpy.tanh(H)), ("torch.softmax(x, -1)", softmax(H)),
                ("torch.hardtanh(x, 0., 6.)", numpy.clip(H, 0, 6)), ("torch.softplus(x, 1, 20)", numpy.logaddexp(0, H)),
                ("torch.dropout(x, 0.5, self.training)", H), ("torch.flatten(x, 1)", H),
                ("torch.view(x, [torch.size(x, 0), -1])", H), ("torch.reshape(x, [-1, 5])", H),
                ("torch.mul(torch.sub(x, 2), 0.5)", (H - 2) * 0.5), ("torch.div(torch.add(x, 3), 4.)", (H + 3) / 4),
                ("torch.div(x, torch.add(torch.abs(x), 1))", H / (1 + abs(H))), ("torch.hardsigmoid(x)",
                                                                                  numpy.clip(H / 6 + 0.5, 0, 1))):
            with self.subTest(call):
                self.gives(self.middle("y = " + call), second(expected), X)

    def test_the_layers_name(self):
        source = self.read(self.middle("y = torch.relu(x)"))
        self.assertEqual(told(source), ["Dense 0", "relu 1", "Dense 2"])

    def test_prelu(self):
        self.gives(self.middle("y = torch.prelu(x, self.weight)", state={"weight": numpy.array([0.25], "f4")}),
                   second(leaky(H, 0.25)), X)

    def test_normalization(self):
        state = {"running_mean": MEAN, "running_var": VARIANCE, "weight": GAMMA, "bias": BETA}
        data = self.script(NORM_CODE, ("__torch__.torch.nn.modules.batchnorm", "BatchNorm1d", state))
        self.gives(data, second(normalized(H, 0.25)), X)

    def test_constants(self):
        writer = Writer()
        values = writer.tensor(BETA)
        extra = {"constants.pkl": pickled((values,)), "constants/0": BETA.tobytes()}
        self.gives(self.middle("y = torch.add(x, CONSTANTS.c0)", extra=extra), second(H + BETA.astype(float)), X)

    def test_condition_on_the_state(self):
        lines = ["if self.training:", "  y = torch.sigmoid(x)", "else:", "  y = torch.relu(x)"]
        self.gives(self.middle(*lines), second(relu(H)), X)

    def test_refusals(self):
        for lines, words in (
                (["y = torch.add(x, torch.relu(x))"], "the network branches"),
                (["y = torch.mul(x, x)"], "of two values: the network branches"),
                (["a = torch.relu(x)", "y = torch.tanh(x)"], "Layer '1' does not go on from the layer before it"),
                (["y = torch.conv1d(x, self.weight)"], "Layer '1' is torch.conv1d"),
                (["y = torch.softmax(x, 0)"], "Layer '1': a softmax over dimension 0"),
                (["y = torch.layer_norm(x, [5])"], "Layer '1' is torch.layer_norm"),
                (["y = ops.aten.evil(x)"], "'ops.aten.evil'"),
                (["y = os.system(\"true\")"], "'os.system'"),
                (["for i in range(3):", "  y = torch.relu(x)"], "For statement"),
                (["y = [torch.relu(a) for a in x]"], "ListComp expression"),
                (["y = torch.add(x, 1, alpha=3)"], "with a factor"),
                (["y = torch.elu(x, 1, 1.05)"], "an ELU with a scale"),
                (["y = torch.view(x, [3, -1])"], "Layer '1' reshapes"),
                (["y = torch.flatten(x)"], "flattens dimensions 0 to -1"),
                (["y = torch.dropout(x, 0.5, True)"], "Layer '1' drops values out in use too"),
                (["y = torch.batch_norm(x, None, None, None, None, True, 0.1, 1e-05, True)"],
                 "Layer '1' normalizes by each batch's own mean"),
                (["y = torch.div(x, 0)"], "divides by zero"),
                (["y = (self).forward(x)"], "too deeply"),
                (["y = self.nothing(x)"], "no 'nothing'"),
                (["y = torch.relu(x", "1 ="], "code of '__torch__.middle' is damaged")):
            with self.subTest(words):
                self.refuses(self.middle(*lines), words)

    def test_two_outputs(self):
        self.refuses(self.script("class Middle(Module):\n  def forward(self: M, x: Tensor) -> Tensor:\n    return x\n",
                                 main=SEQUENTIAL_CODE.replace("return (_2).forward(input1, )",
                                                              "return (input1, (_2).forward(input1, ))")),
                     "returns something else than its last layer's result")

    def test_two_inputs(self):
        self.refuses(self.script("", main=SEQUENTIAL_CODE.replace("input: Tensor)", "input: Tensor, mask: Tensor)")),
                     "takes more than one input")

    def test_code(self):
        codes = [NORM_CODE, SEQUENTIAL_CODE, LINEAR_CODE]
        state = {"running_mean": MEAN, "running_var": VARIANCE, "weight": GAMMA, "bias": BETA}
        middle = "__torch__.torch.nn.modules.batchnorm", "BatchNorm1d", state
        self.fuzz([code.encode() for code in codes],
                  wrap=lambda data: self.script(data, middle) if b"Norm" in data else
                  self.script(NORM_CODE, middle, main=data))


if __name__ == "__main__":
    unittest.main()
