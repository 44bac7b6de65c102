#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden steps of the optimizers, in NumPy float32 and float64: every bit counts.

    /usr/bin/python3 tests/optimizer/golden/optimizers.py    writes optimizers.hpp beside itself

Needs Debian's python3-numpy and python3-mpmath. Each optimizer is written twice here: once with the
order of operations that its header in lib/picomlp/optimizer states, once as its textbook has it.
Before anything is written both run in 60 digits, where an order of operations makes no difference,
and must agree to 45: a hundred steps of a problem that magnifies errors by far less than 10^15.
"""

import pathlib

import mpmath
import numpy

mpmath.mp.dps = 60

HERE = pathlib.Path(__file__).resolve().parent

# The problem: a sum over twelve parameters of curvature/2 d^2 + quartic/4 d^4, d = w - target, one
# of which starts where it belongs. All numbers are float32's.
START = [2.0, -1.5, 0.75, 3.0, -0.25, 0.5, -2.0, 1.0, 1.25, -0.625, 0.125, -3.0]
TARGET = [0.5, 0.25, -1.0, 0.0, 1.75, 0.5, 1.0, -0.5, 0.375, -0.75, 2.0, -2.5]
CURVATURE = [1.0, 0.125, 4.0, 0.03125, 20.0, 1.0, 0.5, 2.0, 40.0, 0.25, 8.0, 0.0625]
QUARTIC = [0.25, 0.0, 0.5, 0.0625, 0.125, 1.0, 0.03125, 0.5, 0.0, 2.0, 0.25, 1.0]
# Weights, biases, weights; the first run is decayed in the cases whose rates change.
RUNS = [(0, 5, True), (5, 7, False), (7, 12, True)]
DECAY_FACTOR = 0.984375
CHECKPOINTS = [1, 2, 10, 100]


class Floats:
    """Numbers of a NumPy type."""

    def __init__(self, kind):
        self.kind = kind
        self.digits = 24 if kind is numpy.float32 else 53

    def number(self, x):
        return self.kind(x)

    def array(self, values):
        return numpy.array(values, dtype=self.kind)

    def setting(self, x):
        return self.kind(x)

    def sqrt(self, x):
        return numpy.sqrt(x)

    def fused_multiply_add(self, a, b, c):
        """a*b+c rounded once; all results here are normal numbers or zeros."""
        def one(x, y, z):
            product = mpmath.fmul(float(x), float(y), exact=True)
            return self.kind(float(mpmath.fadd(product, float(z), prec=self.digits)))
        return self.array([one(a, y, z) for y, z in zip(b, c)])


class Digits:
    """Numbers of 60 digits, settings being those of a double."""

    def number(self, x):
        return mpmath.mpf(x)

    def array(self, values):
        return numpy.array([mpmath.mpf(v) for v in values], dtype=object)

    def setting(self, x):
        return mpmath.mpf(float(x))

    def sqrt(self, x):
        if isinstance(x, numpy.ndarray):
            return numpy.array([mpmath.sqrt(v) for v in x], dtype=object)
        return mpmath.sqrt(x)

    def fused_multiply_add(self, a, b, c):
        return a * b + c


def gradient(n, w):
    d = w - n.array(TARGET)
    return n.array(CURVATURE) * d + n.array(QUARTIC) * d * d * d


# As the headers have it: w, state = rule(n, w, g, state, rate, decay_factor, weights, t, settings).
# `decay_factor` and `weights` are arrays, t counts from 0.


def gradient_descent(n, w, g, state, rate, decay_factor, weights, t, s):
    return -rate * g + w * decay_factor, state


def gradient_descent_fused(n, w, g, state, rate, decay_factor, weights, t, s):
    return n.fused_multiply_add(-rate, g, w * decay_factor), state


def momentum(n, w, g, state, rate, decay_factor, weights, t, s):
    v = s["momentum"] * state[0] + (n.number(1) - s["dampening"]) * g
    return w * decay_factor - rate * v, [v]


def nesterov(n, w, g, state, rate, decay_factor, weights, t, s):
    v = s["momentum"] * state[0] + g
    return w * decay_factor - rate * (g + s["momentum"] * v), [v]


def rmsprop(n, w, g, state, rate, decay_factor, weights, t, s):
    mean_square = s["decay"] * state[0] + (n.number(1) - s["decay"]) * g * g
    return w * decay_factor - rate * g / (n.sqrt(mean_square) + s["epsilon"]), [mean_square]


def bias_correction(n, beta, t):
    c = n.number(0)
    for bit in reversed(range(33)):
        c = c * (n.number(2) - c)
        if t >> bit & 1:
            c = (n.number(1) - beta) + beta * c
    return c


def adam(n, w, g, state, rate, decay_factor, weights, t, s):
    one = n.number(1)
    m = s["beta1"] * state[0] + (one - s["beta1"]) * g
    v = s["beta2"] * state[1] + (one - s["beta2"]) * g * g
    step = rate / bias_correction(n, s["beta1"], t + 1)
    scale = one / n.sqrt(bias_correction(n, s["beta2"], t + 1))
    return w * decay_factor - step * m / (n.sqrt(v) * scale + s["epsilon"]), [m, v]


def adamw(n, w, g, state, rate, decay_factor, weights, t, s):
    decayed = decay_factor * (n.number(1) - rate * s["weight_decay"])
    return adam(n, w, g, state, rate, numpy.where(weights, decayed, decay_factor), weights, t, s)


def rprop(n, w, g, state, rate, decay_factor, weights, t, s):
    before, size = state
    zero, one = n.number(0), n.number(1)
    same = ((g > zero) & (before > zero)) | ((g < zero) & (before < zero))
    turned = ((g > zero) & (before < zero)) | ((g < zero) & (before > zero))
    factor = numpy.where(same, s["increase"], numpy.where(turned, s["decrease"], one))
    size = numpy.where(size == zero, rate, size) * factor
    size = numpy.where(size < s["minimum_step"], s["minimum_step"], size)
    size = numpy.where(size > s["maximum_step"], s["maximum_step"], size)
    used = numpy.where(turned, zero, g)
    move = numpy.where(used > zero, size, numpy.where(used < zero, -size, zero))
    return w * decay_factor - move, [used, size]


# The textbooks', one parameter at a time. They remember what they like in a dictionary that starts
# empty, and are given the gradient as a function.


def shrunk(w, decay_factor):
    return w - (1 - decay_factor) * w


def textbook_gradient_descent(w, slope, memory, rate, decay_factor, weight, t, s):
    return shrunk(w, decay_factor) - rate * slope(w)


def textbook_momentum(w, slope, memory, rate, decay_factor, weight, t, s):
    """The sum over all gradients so far, each forgotten a little more."""
    memory.setdefault("gradients", []).append(slope(w))
    v = sum(s["momentum"] ** age * g for age, g in enumerate(reversed(memory["gradients"])))
    return shrunk(w, decay_factor) - rate * (1 - s["dampening"]) * v


def textbook_nesterov(w, slope, memory, rate, decay_factor, weight, t, s):
    """Sutskever et al. 2013, equations 3 and 4, when nothing decays and the rate does not change:
    w is theta + mu v. Otherwise the velocity is a sum as above."""
    if s["sutskever"]:
        mu = s["momentum"]
        theta, v = memory.get("theta", w), memory.get("v", 0)
        v_next = mu * v - rate * slope(theta + mu * v)
        memory["theta"], memory["v"] = theta + v_next, v_next
        return memory["theta"] + mu * v_next
    memory.setdefault("gradients", []).append(slope(w))
    v = sum(s["momentum"] ** age * g for age, g in enumerate(reversed(memory["gradients"])))
    return shrunk(w, decay_factor) - rate * slope(w) - rate * s["momentum"] * v


def textbook_rmsprop(w, slope, memory, rate, decay_factor, weight, t, s):
    g = slope(w)
    memory.setdefault("squares", []).append(g ** 2)
    mean = (1 - s["decay"]) * sum(s["decay"] ** age * q
                                  for age, q in enumerate(reversed(memory["squares"])))
    return shrunk(w, decay_factor) - rate * g / (mpmath.sqrt(mean) + s["epsilon"])


def textbook_adam(w, slope, memory, rate, decay_factor, weight, t, s):
    """Kingma and Ba 2015, algorithm 1."""
    g = slope(w)
    t = t + 1
    m = memory["m"] = s["beta1"] * memory.get("m", 0) + (1 - s["beta1"]) * g
    v = memory["v"] = s["beta2"] * memory.get("v", 0) + (1 - s["beta2"]) * g ** 2
    m_hat = m / (1 - s["beta1"] ** t)
    v_hat = v / (1 - s["beta2"] ** t)
    return shrunk(w, decay_factor) - rate * m_hat / (mpmath.sqrt(v_hat) + s["epsilon"])


def textbook_adamw(w, slope, memory, rate, decay_factor, weight, t, s):
    """Loshchilov and Hutter 2019, algorithm 2; the learning rate multiplies both terms."""
    moved = textbook_adam(w, slope, memory, rate, 1, weight, t, s)
    decayed = shrunk(w, decay_factor)
    if weight:
        decayed = decayed - rate * s["weight_decay"] * decayed
    return decayed + (moved - w)


def textbook_rprop(w, slope, memory, rate, decay_factor, weight, t, s):
    """Igel and Huesken 2000, algorithm iRprop-."""
    g = slope(w)
    size = memory.get("size", min(max(rate, s["minimum_step"]), s["maximum_step"]))
    product = memory.get("g", 0) * g
    if product > 0:
        size = min(size * s["increase"], s["maximum_step"])
    elif product < 0:
        size = max(size * s["decrease"], s["minimum_step"])
        g = mpmath.mpf(0)
    memory["size"], memory["g"] = size, g
    return shrunk(w, decay_factor) - mpmath.sign(g) * size


# name: rule, textbook, arrays of state, settings of the plain case and of the changing one
OPTIMIZERS = {
    "gradient_descent": (gradient_descent, textbook_gradient_descent, 0,
                         {"learning_rate": 0.01}, {"learning_rate": 0.03}),
    "gradient_descent_fused": (gradient_descent_fused, textbook_gradient_descent, 0,
                               {"learning_rate": 0.01}, {"learning_rate": 0.03}),
    "momentum": (momentum, textbook_momentum, 1,
                 {"learning_rate": 0.01, "momentum": 0.9, "dampening": 0},
                 {"learning_rate": 0.02, "momentum": 0.8, "dampening": 0.7}),
    "nesterov": (nesterov, textbook_nesterov, 1,
                 {"learning_rate": 0.01, "momentum": 0.9},
                 {"learning_rate": 0.02, "momentum": 0.8}),
    "rmsprop": (rmsprop, textbook_rmsprop, 1,
                {"learning_rate": 0.001, "decay": 0.9, "epsilon": 1e-8},
                {"learning_rate": 0.05, "decay": 0.99, "epsilon": 1e-6}),
    "adam": (adam, textbook_adam, 2,
             {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
             {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6}),
    "adamw": (adamw, textbook_adamw, 2,
              {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
               "weight_decay": 0.01},
              {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-6,
               "weight_decay": 0.125}),
    "rprop": (rprop, textbook_rprop, 2,
              {"learning_rate": 0.01, "decrease": 0.5, "increase": 1.2, "minimum_step": 1e-6,
               "maximum_step": 50},
              {"learning_rate": 0.1, "decrease": 0.4, "increase": 1.3, "minimum_step": 0.001,
               "maximum_step": 0.25}),
}


def rate_at(n, s, t, changing):
    """Falls by a 128th of the first in every step, when it changes."""
    return s["learning_rate"] * n.number((128 - t) / 128) if changing else s["learning_rate"]


def decay_factor_of(begin, changing):
    return DECAY_FACTOR if changing and begin == 0 else 1


def run(n, rule, arrays, settings, changing):
    """Parameters at the checkpoints, and the state after the last."""
    s = {name: n.setting(value) for name, value in settings.items()}
    decay_factor = n.array([decay_factor_of(begin, changing) for begin, end, _ in RUNS
                            for _ in range(begin, end)])
    weights = numpy.array([kind for begin, end, kind in RUNS for _ in range(begin, end)])
    w = n.array(START)
    state = [n.array([0] * len(START)) for _ in range(arrays)]
    kept = []
    for t in range(CHECKPOINTS[-1]):
        w, state = rule(n, w, gradient(n, w), state, rate_at(n, s, t, changing), decay_factor,
                        weights, t, s)
        if t + 1 in CHECKPOINTS:
            kept.append(w)
    return kept, state


def run_textbook(textbook, settings, changing):
    n = Digits()
    s = {name: n.setting(value) for name, value in settings.items()}
    s["sutskever"] = not changing
    final = []
    for begin, end, weight in RUNS:
        for k in range(begin, end):
            def slope(w, k=k):
                d = w - TARGET[k]
                return CURVATURE[k] * d + QUARTIC[k] * d ** 3
            w, memory = n.number(START[k]), {}
            for t in range(CHECKPOINTS[-1]):
                w = textbook(w, slope, memory, rate_at(n, s, t, changing),
                             n.number(decay_factor_of(begin, changing)), weight, t, s)
            final.append(w)
    return final


def compare_with_textbooks():
    for name, (rule, textbook, arrays, *cases) in OPTIMIZERS.items():
        for changing, settings in enumerate(cases):
            ours = run(Digits(), rule, arrays, settings, changing)[0][-1]
            theirs = run_textbook(textbook, settings, changing)
            worst = max(abs(a - b) for a, b in zip(ours, theirs))
            if worst > mpmath.mpf(10) ** -45:
                raise SystemExit(f"{name}: {mpmath.nstr(worst, 3)} away from its textbook")


def check_bias_correction():
    """The bound that adam.hpp states: 2^-22 or 2^-51 times the bits of t."""
    for kind, unit in ((numpy.float32, -22), (numpy.float64, -51)):
        for beta in (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.999999):
            exact_beta = mpmath.mpf(float(kind(beta)))
            for t in list(range(1, 300)) + [10 ** k + j for k in range(3, 9) for j in range(-9, 9)]:
                exact = 1 - exact_beta ** t
                error = abs(mpmath.mpf(float(bias_correction(Floats(kind), kind(beta), t))) / exact
                            - 1)
                if error > mpmath.mpf(2) ** unit * t.bit_length():
                    raise SystemExit(f"bias correction of {beta} at {t}: {error}")


def literals(values, suffix):
    return "{" + ", ".join(float(v).hex() + suffix for v in values) + "}"


def main():
    compare_with_textbooks()
    check_bias_correction()
    body = ""
    for name, values in (("start", START), ("target", TARGET), ("curvature", CURVATURE),
                         ("quartic", QUARTIC)):
        body += f"inline constexpr float {name}[{len(values)}] = {literals(values, 'F')};\n"
    body += (f"inline constexpr int checkpoints[{len(CHECKPOINTS)}] = "
             f"{{{', '.join(map(str, CHECKPOINTS))}}};\n\n"
             "// Parameters at the checkpoints, state after the last.\n"
             "template <class T, int Arrays>\nstruct history {\n"
             f"    T parameters[{len(CHECKPOINTS)}][{len(START)}];\n"
             f"    T state[Arrays == 0 ? 1 : Arrays][{len(START)}];\n}};\n")
    for name, (rule, _, arrays, *cases) in OPTIMIZERS.items():
        for case, settings in zip(("plain", "changing"), cases):
            body += f"\ntemplate <class T>\ninline constexpr history<T, {arrays}> {name}_{case}{{}};\n"
            for kind, word, suffix in ((numpy.float32, "float", "F"), (numpy.float64, "double", "")):
                kept, state = run(Floats(kind), rule, arrays, settings, case == "changing")
                for row in kept + state:
                    assert row.dtype == kind and numpy.all(numpy.isfinite(row)), name
                body += (f"template <>\ninline constexpr history<{word}, {arrays}> "
                         f"{name}_{case}<{word}> = {{\n    {{"
                         + ",\n     ".join(literals(row, suffix) for row in kept) + "},\n    {"
                         + (",\n     ".join(literals(row, suffix) for row in state) or "{}")
                         + "}};\n")
    (HERE / "optimizers.hpp").write_text(
        "// Written by tests/optimizer/golden/optimizers.py; regenerate with: /usr/bin/python3 tests/optimizer/golden/optimizers.py\n"
        "// A hundred steps of every optimizer (NumPy).\n"
        "#pragma once\n\nnamespace golden {\n\n// clang-format off\n" + body +
        "// clang-format on\n\n}  // namespace golden\n")


if __name__ == "__main__":
    main()
