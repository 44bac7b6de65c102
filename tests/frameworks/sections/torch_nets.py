# SPDX-License-Identifier: MIT
"""Networks of PyTorch's modules that the sections of its files share."""
import torch
from torch import nn

from models import drawn

FEATURES = 6


def activations():
    """{name: (makes the module, the option that says it)}; those of the last layer begin with "last_"."""
    found = {
        "identity": (nn.Identity, "identity"), "relu": (nn.ReLU, "relu"), "relu6": (nn.ReLU6, "relu6"),
        "leaky_relu": (nn.LeakyReLU, "leaky_relu"), "leaky_relu_02": (lambda: nn.LeakyReLU(0.2), "leaky_relu_of:0.2"),
        "leaky_relu_0": (lambda: nn.LeakyReLU(0.0), "relu"), "leaky_relu_1": (lambda: nn.LeakyReLU(1.5),
                                                                             "leaky_relu_of:1.5"),
        "prelu": (lambda: nn.PReLU(init=0.3), "leaky_relu_of"), "rrelu": (nn.RReLU, f"leaky_relu_of:{11 / 48}"),
        "sigmoid": (nn.Sigmoid, "sigmoid"), "tanh": (nn.Tanh, "hyperbolic_tangent"), "elu": (nn.ELU, "elu"),
        "elu_05": (lambda: nn.ELU(0.5), "elu_of:0.5"), "celu": (nn.CELU, "elu"), "selu": (nn.SELU, "selu"),
        "softplus": (nn.Softplus, "softplus"), "softsign": (nn.Softsign, "softsign"),
        "hardsigmoid": (nn.Hardsigmoid, "hard_sigmoid"), "hardswish": (nn.Hardswish, "hard_swish"),
        "hardtanh_06": (lambda: nn.Hardtanh(0.0, 6.0), "relu6"), "silu": (nn.SiLU, "silu"), "mish": (nn.Mish, "mish"),
        "gelu": (nn.GELU, "gelu"), "gelu_tanh": (lambda: nn.GELU(approximate="tanh"), "gelu_tanh"),
        "last_softmax": (lambda: nn.Softmax(dim=1), "softmax"),
        "last_log_softmax": (lambda: nn.LogSoftmax(dim=-1), "log_softmax")}
    return found


def seeded(make, seed=7):
    """A module with random parameters and statistics, as after training."""
    torch.manual_seed(seed)
    module = make()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if parameter.ndim == 2:
                parameter.mul_(2)
        for part in module.modules():
            if isinstance(part, nn.BatchNorm1d):
                if part.running_mean is not None:
                    part.running_mean.normal_()
                    part.running_var.uniform_(0.5, 2)
                if part.weight is not None:
                    part.weight.uniform_(0.5, 1.5)
                    part.bias.normal_()
    return module.eval()


def with_activation(name):
    make, option = activations()[name]
    if name.startswith("last_"):
        return (seeded(lambda: nn.Sequential(nn.Linear(FEATURES, 8), nn.ReLU(), nn.Linear(8, 4), make())),
                f"relu,{option}")
    return (seeded(lambda: nn.Sequential(nn.Linear(FEATURES, 8), make(), nn.Linear(8, 5), make(), nn.Linear(5, 3))),
            f"{option},{option},identity")


def orders():
    """{name: (a module, the option for its state_dict)}: normalizations, dropout and shapes where people put them."""
    def linear(a, b, **more):
        return nn.Linear(a, b, **more)

    def norm(n, **more):
        return nn.BatchNorm1d(n, **more)

    made = {
        "norm_before": (lambda: nn.Sequential(linear(6, 8), norm(8), nn.ReLU(), linear(8, 3)), "relu,identity"),
        "norm_after": (lambda: nn.Sequential(linear(6, 8), nn.Tanh(), norm(8), linear(8, 3)),
                       "hyperbolic_tangent,identity"),
        "norm_first": (lambda: nn.Sequential(norm(6), linear(6, 8), nn.ReLU(), linear(8, 3)), "relu,identity"),
        "norm_last": (lambda: nn.Sequential(linear(6, 8), nn.ReLU(), linear(8, 3), norm(3)), "relu,identity"),
        "norm_everywhere": (lambda: nn.Sequential(norm(6), linear(6, 8), norm(8), nn.ReLU(), linear(8, 5), norm(5),
                                                  nn.GELU(), linear(5, 3)), "relu,gelu,identity"),
        "norm_plain": (lambda: nn.Sequential(linear(6, 8, bias=False), norm(8, affine=False), nn.ReLU(), linear(8, 3)),
                       "relu,identity"),
        "dropout": (lambda: nn.Sequential(nn.Dropout(0.2), linear(6, 8), nn.ReLU(), nn.Dropout(), linear(8, 3)),
                    "relu,identity"),
        "alpha_dropout": (lambda: nn.Sequential(linear(6, 8), nn.SELU(), nn.AlphaDropout(0.1), linear(8, 3)),
                          "selu,identity"),
        "flatten": (lambda: nn.Sequential(nn.Flatten(), linear(6, 8), nn.ReLU(), linear(8, 3)), "relu,identity"),
        "no_bias": (lambda: nn.Sequential(linear(6, 8, bias=False), nn.ReLU(), linear(8, 3, bias=False)),
                    "relu,identity"),
        "nested": (lambda: nn.Sequential(nn.Sequential(linear(6, 8), nn.ReLU()),
                                         nn.Sequential(nn.Sequential(linear(8, 5), nn.Tanh()), linear(5, 3))),
                   "relu,hyperbolic_tangent,identity"),
        "one_layer": (lambda: nn.Sequential(linear(6, 1), nn.Sigmoid()), "sigmoid"),
        "linear_linear": (lambda: nn.Sequential(linear(6, 8), linear(8, 3)), "identity,identity"),
        "wide": (lambda: nn.Sequential(linear(6, 300), nn.ReLU(), linear(300, 2), nn.Softmax(1)), "relu,softmax"),
        "deep": (lambda: nn.Sequential(*(part for _ in range(12) for part in (linear(6, 6), nn.Tanh()))),
                 ",".join(["hyperbolic_tangent"] * 12))}
    return {name: (seeded(make), option) for name, (make, option) in made.items()}


def inputs():
    return drawn(FEATURES, 8)


def outputs(module, x, number=torch.float32):
    with torch.no_grad():
        return module(torch.from_numpy(x).to(number)).to(torch.float64).numpy()
