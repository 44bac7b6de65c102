#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Golden costs and gradients under class and sample weights, in NumPy's float64.

    /usr/bin/python3 tests/trainer/golden/weights.py     writes weights.hpp beside itself

Formulas written from the definitions, and the gradient by matrix algebra rather than by the
library's order of sums. The cost is Keras's: sum of class_weight * sample_weight * cost over the
number of samples. Balanced weights are scikit-learn's n_samples / (n_classes * bincount(y)), whose
compute_class_weight("balanced") gives these very numbers. Inputs are floats, so that float and
double are asked the same question. Needs Debian's python3-numpy.
"""

import pathlib

import numpy as np

here = pathlib.Path(__file__).resolve().parent
SAMPLES, INPUTS, HIDDEN = 11, 3, 4
CASES = (("binary", 1), ("classes", 3), ("regression", 2))


def numbers(stream, *shape):
    return np.float32(stream.uniform(-1.5, 1.5, shape)).astype(np.float64)


def forward(kind, z, y):
    """Costs of the samples, and the derivative of each with respect to z."""
    if kind == "binary":
        a = 1 / (1 + np.exp(-z))
        return -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean(axis=0), (a - y) / len(y)
    if kind == "classes":
        e = np.exp(z - z.max(axis=0))
        a = e / e.sum(axis=0)
        return -(y * np.log(a)).sum(axis=0), a - y
    return ((z - y) ** 2).mean(axis=0), 2 * (z - y) / len(y)


def targets(kind, outputs, stream):
    if kind == "regression":
        return numbers(stream, outputs, SAMPLES), None
    labels = stream.integers(0, max(outputs, 2), SAMPLES)
    if kind == "binary":
        return labels[None, :].astype(np.float64), labels
    return np.eye(outputs)[labels].T, labels


def array(name, values):
    flat = np.asarray(values, dtype=np.float64).ravel()
    return f"    /* {name} */ {{{', '.join(float(v).hex() for v in flat)}}},\n"


def case(kind, outputs):
    stream = np.random.default_rng(outputs)
    x = numbers(stream, INPUTS, SAMPLES)
    y, labels = targets(kind, outputs, stream)
    w1, b1 = numbers(stream, HIDDEN, INPUTS), numbers(stream, HIDDEN, 1)
    w2, b2 = numbers(stream, outputs, HIDDEN), numbers(stream, outputs, 1)
    of_sample = np.float32(stream.uniform(0, 4, SAMPLES)).astype(np.float64)
    of_sample[3] = 0
    classes = max(outputs, 2)
    of_class = np.float32(stream.uniform(0.25, 8, classes)).astype(np.float64)
    weight = of_sample * (1 if labels is None else of_class[labels])
    a1 = np.tanh(w1 @ x + b1)
    costs, slope = forward(kind, w2 @ a1 + b2, y)
    d2 = slope * weight / SAMPLES
    d1 = (w2.T @ d2) * (1 - a1 ** 2)
    gradient = np.concatenate([(d1 @ x.T).T.ravel(), d1.sum(axis=1),
                               (d2 @ a1.T).T.ravel(), d2.sum(axis=1)])
    parameters = np.concatenate([w1.T.ravel(), b1.ravel(), w2.T.ravel(), b2.ravel()])
    balanced = np.ones(classes)
    if labels is not None:
        found = np.bincount(labels, minlength=classes)
        occurring = np.count_nonzero(found)
        balanced[found > 0] = SAMPLES / (occurring * found[found > 0])
    return (f"inline constexpr weighed_case<{outputs}> {kind} = {{\n" + array("x", x) +
            array("y", y) + array("parameters", parameters) + array("of_class", of_class) +
            array("of_sample", of_sample) + array("balanced", balanced) +
            f"    /* cost */ {float((costs * weight).sum() / SAMPLES).hex()},\n" +
            array("gradient", gradient) + "};\n\n")


def main():
    text = ("// Written by tests/trainer/golden/weights.py; regenerate with: /usr/bin/python3 tests/trainer/golden/weights.py\n"
            "// Costs and gradients of weighed samples, networks of 3-4-outputs (NumPy).\n"
            "#pragma once\n\nnamespace golden {\n\n// clang-format off\n"
            f"inline constexpr unsigned weighed_samples = {SAMPLES};\n\n"
            "template <unsigned Outputs>\nstruct weighed_case {\n"
            "    static constexpr unsigned classes = Outputs == 1 ? 2 : Outputs;\n"
            f"    static constexpr unsigned parameter_count = {(INPUTS + 1) * HIDDEN} + "
            f"{HIDDEN + 1} * Outputs;\n"
            f"    double x[{INPUTS * SAMPLES}];\n    double y[Outputs * {SAMPLES}];\n"
            "    double parameters[parameter_count];\n    double of_class[classes];\n"
            f"    double of_sample[{SAMPLES}];\n    double balanced[classes];\n    double cost;\n"
            "    double gradient[parameter_count];\n};\n\n")
    text += "".join(case(*c) for c in CASES)
    text += "// clang-format on\n\n}  // namespace golden\n"
    (here / "weights.hpp").write_text(text)


if __name__ == "__main__":
    main()
