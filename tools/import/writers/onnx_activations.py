# SPDX-License-Identifier: MIT
"""Picomlp's activations in operators of ONNX's opset 14.

Operators with a parameter have it as a float, and ONNX Runtime has few of them for double: there, the same functions
are put together of elementary operators, whose constants are doubles."""
import math

# Klambauer et al. 2017.
SELU_SCALE = 1.0507009873554804934193349852946
SELU_ALPHA = 1.6732632423543772848170429916717


def one(operator, **attributes):
    return lambda graph, z, parameter: graph.node(operator, z, **attributes)


def times(graph, z, factor):
    return graph.node("Mul", z, graph.constant(factor))


def plus(graph, z, term):
    return graph.node("Add", z, graph.constant(term))


def clip(graph, z, low, high):
    return graph.node("Clip", z, graph.constant(low), graph.constant(high))


def silu(graph, z, parameter):
    return graph.node("Mul", z, graph.node("Sigmoid", z))


def gelu(graph, z, parameter):
    """0.5 z (1 + erf(z / sqrt(2)))"""
    inner = graph.node("Erf", times(graph, z, math.sqrt(0.5)))
    return graph.node("Mul", times(graph, z, 0.5), plus(graph, inner, 1))


def gelu_tanh(graph, z, parameter):
    """0.5 z (1 + tanh(sqrt(2 / pi) z (1 + 0.044715 z z)))"""
    square = graph.node("Mul", z, z)
    inner = times(graph, graph.node("Mul", z, plus(graph, times(graph, square, 0.044715), 1)), math.sqrt(2 / math.pi))
    return graph.node("Mul", times(graph, z, 0.5), plus(graph, graph.node("Tanh", inner), 1))


def relu6(graph, z, parameter):
    return clip(graph, z, 0, 6)


def mish(graph, z, parameter):
    softplus = FUNCTIONS[graph.number]["softplus"](graph, z, None)
    return graph.node("Mul", z, graph.node("Tanh", softplus))


# In elementary operators, for double.

def softplus(graph, z, parameter):
    """max(z, 0) + log(1 + exp(-|z|))"""
    power = graph.node("Exp", graph.node("Neg", graph.node("Abs", z)))
    return graph.node("Add", graph.node("Relu", z), graph.node("Log", plus(graph, power, 1)))


def below_zero(graph, z):
    return graph.node("Min", z, graph.constant(0))


def leaky_relu_of(graph, z, slope):
    return graph.node("Add", graph.node("Relu", z), times(graph, below_zero(graph, z), slope))


def elu_of(graph, z, alpha):
    power = plus(graph, graph.node("Exp", below_zero(graph, z)), -1)
    return graph.node("Add", graph.node("Relu", z), times(graph, power, alpha))


def selu(graph, z, parameter):
    return times(graph, elu_of(graph, z, SELU_ALPHA), SELU_SCALE)


def softsign(graph, z, parameter):
    return graph.node("Div", z, plus(graph, graph.node("Abs", z), 1))


def hard_sigmoid(graph, z, parameter):
    return graph.node("Div", clip(graph, plus(graph, z, 3), 0, 6), graph.constant(6))


def hard_swish(graph, z, parameter):
    return graph.node("Mul", z, hard_sigmoid(graph, z, None))


# For both: function(graph, z, parameter) gives the name of what comes out.
SHARED = {
    "identity": lambda graph, z, parameter: z,
    "relu": one("Relu"),
    "sigmoid": one("Sigmoid"),
    "hyperbolic_tangent": one("Tanh"),
    "silu": silu,
    "gelu": gelu,
    "gelu_tanh": gelu_tanh,
    "relu6": relu6,
    "mish": mish,
    "softmax": one("Softmax", axis=-1),
    "log_softmax": one("LogSoftmax", axis=-1),
}
FUNCTIONS = {
    "float": {
        **SHARED,
        "leaky_relu": one("LeakyRelu", alpha=0.01),
        "leaky_relu_of": lambda graph, z, slope: graph.node("LeakyRelu", z, alpha=slope),
        "elu": one("Elu", alpha=1.0),
        "elu_of": lambda graph, z, alpha: graph.node("Elu", z, alpha=alpha),
        "selu": one("Selu", alpha=SELU_ALPHA, gamma=SELU_SCALE),
        "softplus": one("Softplus"),
        "softsign": one("Softsign"),
        "hard_sigmoid": one("HardSigmoid", alpha=1 / 6, beta=0.5),
        "hard_swish": one("HardSwish"),
    },
    "double": {
        **SHARED,
        "leaky_relu": lambda graph, z, parameter: leaky_relu_of(graph, z, 0.01),
        "leaky_relu_of": leaky_relu_of,
        "elu": lambda graph, z, parameter: elu_of(graph, z, 1),
        "elu_of": elu_of,
        "selu": selu,
        "softplus": softplus,
        "softsign": softsign,
        "hard_sigmoid": hard_sigmoid,
        "hard_swish": hard_swish,
    },
}
