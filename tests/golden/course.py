#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The initialization course's experiment in plain NumPy float64, and the golden files made from it.

    /usr/bin/python3 course.py              writes every course_*.hpp beside this file (15 seconds)
    /usr/bin/python3 course.py --envelope   also repeats the chaotic runs, perturbed (10 minutes)
    /usr/bin/python3 course.py --float      writes course_float.hpp instead: the same experiment in
                                            float32 (2 minutes)

Needs Debian's python3-numpy and python3-mpmath. Sine and cosine are correctly
rounded here (mpmath): NumPy's own differ by an ulp from one processor to the next. Costs may differ
in their last bits from one BLAS to the next; everything else is the same on every machine.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # set before NumPy loads its BLAS

import math
import pathlib
import sys
import zlib

import mpmath
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
DATASETS = ("circles", "moons")
INITS = ("zeros", "random", "uniform", "he", "xavier")
DIVIDED = "xavier_divided"  # normal / sqrt(n), an ulp from normal * sqrt(1 / n) here and there
CHAOTIC = (("circles", "random"), ("circles", "uniform"), ("moons", "random"))
LAYERS = (2, 10, 5, 1)
TRAIN, TEST = (300, 1), (100, 2)  # samples, seed
INIT_SEED, LEARNING_RATE, ITERATIONS, EVERY = 3, 0.01, 15000, 1000
RECORDED = ITERATIONS // EVERY
PERTURBED_RUNS, RUNS_AT_ONCE, PERTURBATION_SEED = 128, 16, 11
FLOAT_RUNS, IN_FLOAT = 9, ("zeros", "he")

mpmath.mp.prec = 300


def rounded(function, angles):
    """A trigonometric function of float64 angles, correctly rounded."""
    return np.array([float(function(mpmath.mpf(float(angle)))) for angle in angles])


def dataset(name, samples, seed, noise=0.05):
    """Points (samples x 2) and labels, shuffled, with normal noise of that standard deviation."""
    half = samples // 2
    # i * step with a rounded step, as linspace does: 2*pi*i/half rounds differently.
    if name == "circles":
        angles = np.arange(half) * (2 * math.pi / half)
    else:
        angles = np.arange(half) * (math.pi / (half - 1))
        angles[-1] = math.pi
    cosine, sine = rounded(mpmath.cos, angles), rounded(mpmath.sin, angles)
    if name == "circles":
        second = (cosine * 0.8, sine * 0.8)
    else:
        second = (1 - cosine, 1 - sine - 0.5)
    points = np.column_stack((np.append(cosine, second[0]), np.append(sine, second[1])))
    labels = np.repeat(np.array([0, 1]), half)
    stream = np.random.RandomState(seed)
    order = np.arange(samples)
    stream.shuffle(order)
    return points[order] + noise * stream.randn(samples, 2), labels[order]


def initial_weights(init, layers):
    """One (out x in) matrix per layer; biases start at zero."""
    stream = np.random.RandomState(INIT_SEED)
    weights = []
    for inputs, outputs in zip(layers, layers[1:]):
        shape = (outputs, inputs)
        if init == "zeros":
            weights.append(np.zeros(shape))
        elif init == "uniform":
            weights.append(stream.rand(*shape) * 10)
        elif init == DIVIDED:
            weights.append(stream.randn(*shape) / math.sqrt(inputs))
        else:
            gain = {"random": 10.0, "he": math.sqrt(2 / inputs), "xavier": math.sqrt(1 / inputs)}
            weights.append(stream.randn(*shape) * gain[init])
    return weights


def forward(weights, biases, x):
    """Activations a0 a1 a2 and the logit; x is features x samples, batches of networks lead."""
    activations = [x]
    for weight, bias in zip(weights[:-1], biases[:-1]):
        activations.append(np.maximum(weight @ activations[-1] + bias, 0))
    return activations, weights[-1] @ activations[-1] + biases[-1]


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def stable_cost(z, y):
    """Mean binary cross-entropy from logits; never infinite."""
    terms = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return terms.mean(axis=(-2, -1))


def train(weights, x, y, iterations=ITERATIONS, every=EVERY):
    """Full batch gradient descent; returns weights, biases, and the cost now and then.

    Costs are taken before updates 0, `every`, 2 * `every` and so on.
    """
    weights = [weight.copy() for weight in weights]
    biases = [np.zeros(weight.shape[:-1] + (1,), weight.dtype) for weight in weights]
    samples = x.shape[-1]
    costs = []
    for iteration in range(iterations):
        activations, z = forward(weights, biases, x)
        if iteration % every == 0:
            costs.append(stable_cost(z, y))
        delta = (sigmoid(z) - y) / samples
        for layer in reversed(range(len(weights))):
            weight_gradient = delta @ np.swapaxes(activations[layer], -1, -2)
            bias_gradient = delta.sum(axis=-1, keepdims=True)
            if layer > 0:
                delta = (np.swapaxes(weights[layer], -1, -2) @ delta) * (activations[layer] > 0)
            weights[layer] -= LEARNING_RATE * weight_gradient
            biases[layer] -= LEARNING_RATE * bias_gradient
    return weights, biases, np.array(costs)


def predicted_labels(weights, biases, x):
    """Class 1 where the probability exceeds one half; a zero network's exact half is class 0."""
    return (sigmoid(forward(weights, biases, x)[1]) > 0.5).astype(int)[..., 0, :]


def true_first_cost(name, init):
    """Cost before the first update, exact for the float64 data and weights."""
    points, labels = dataset(name, *TRAIN)
    weights = [[[mpmath.mpf(float(v)) for v in row] for row in weight]
               for weight in initial_weights(init, LAYERS)]
    total = mpmath.mpf(0)
    for point, label in zip(points, labels):
        values = [mpmath.mpf(float(v)) for v in point]
        for weight in weights[:-1]:
            values = [max(mpmath.fdot(row, values), 0) for row in weight]
        z = mpmath.fdot(weights[-1][0], values)
        total += max(z, 0) - z * int(label) + mpmath.log1p(mpmath.exp(-abs(z)))
    return total / len(labels)


def run(name, init):
    """Everything the experiment shows for one data set and one initialization."""
    (train_x, train_y), (test_x, test_y) = dataset(name, *TRAIN), dataset(name, *TEST)
    weights, biases, costs = train(initial_weights(init, LAYERS), train_x.T, train_y)
    labels = [predicted_labels(weights, biases, x.T) for x in (train_x, test_x)]
    accuracy = [float(np.mean(a == b)) for a, b in zip(labels, (train_y, test_y))]
    return {"costs": costs, "labels": labels, "accuracy": accuracy}


def envelope(name, init, labels):
    """Lowest and highest cost of many runs whose initial weights are off by at most an ulp.

    Also returns how many of the runs predicted exactly `labels` (train, test).
    """
    train_x, train_y = dataset(name, *TRAIN)
    test_x, _ = dataset(name, *TEST)
    noise = np.random.RandomState(PERTURBATION_SEED)
    low, high, agreeing = np.full(RECORDED, np.inf), np.full(RECORDED, -np.inf), 0
    for _ in range(PERTURBED_RUNS // RUNS_AT_ONCE):
        weights = []
        for weight in initial_weights(init, LAYERS):
            stack = np.repeat(weight[None], RUNS_AT_ONCE, axis=0)
            direction = noise.randint(-1, 2, stack.shape)
            neighbour = np.nextafter(stack, np.where(direction > 0, np.inf, -np.inf))
            weights.append(np.where(direction == 0, stack, neighbour))
        weights, biases, costs = train(weights, train_x.T, train_y)
        low, high = np.minimum(low, costs.min(axis=1)), np.maximum(high, costs.max(axis=1))
        same = [np.all(predicted_labels(weights, biases, x.T) == expected, axis=-1)
                for x, expected in zip((train_x, test_x), labels)]
        agreeing += int(np.sum(same[0] & same[1]))
    return low, high, agreeing


def numbers(values, per_line=4):
    """Doubles as hexadecimal literals: nothing is lost on the way into the compiler."""
    texts = [float(v).hex() for v in values]
    lines = [", ".join(texts[i:i + per_line]) for i in range(0, len(texts), per_line)]
    return ",\n      ".join(lines)


def quoted(labels, width=75):
    text = "".join(str(label) for label in labels)
    return "\n      ".join(f'"{text[i:i + width]}"' for i in range(0, len(text), width))


def write(name, comment, body, include="", command="tests/golden/course.py"):
    script = command.split()[0]
    text = f"// Written by {script}; regenerate with: /usr/bin/python3 {command}\n"
    text += "".join(f"// {line}\n" for line in comment)
    text += f"#pragma once\n\n{include}namespace golden {{\n\n// clang-format off\n"
    text += body + "// clang-format on\n\n}  // namespace golden\n"
    (HERE / name).write_text(text)


def write_data():
    body = ("struct course_data {\n    const char* dataset;\n    int samples;\n    int seed;\n"
            "    double first_point[2];\n    int first_label;\n"
            "    double last_point[2];\n    int last_label;\n"
            "    std::uint32_t points_crc;  ///< of x0 y0 x1 y1 ... to 2^-40, as little-endian int64 * 2^-40\n"
            "    std::uint32_t labels_crc;  ///< of the labels, one byte each\n};\n\n"
            "inline constexpr course_data course_data_sets[] = {\n")
    for name in DATASETS:
        for samples, seed in (TRAIN, TEST):
            x, y = dataset(name, samples, seed)
            to_40_bits = np.rint(x * 2.0**40).astype("<i8")  # libraries' sines differ by an ulp
            crcs = zlib.crc32(to_40_bits.tobytes()), zlib.crc32(y.astype(np.uint8).tobytes())
            body += (f'    {{"{name}", {samples}, {seed},\n'
                     f"     {{{numbers(x[0])}}}, {y[0]},\n     {{{numbers(x[-1])}}}, {y[-1]},\n"
                     f"     0x{crcs[0]:08x}u, 0x{crcs[1]:08x}u}},\n")
    write("course_data.hpp", ["The course's data sets: ends and checksums (zlib's CRC-32)."],
          body + "};\n", "#include <cstdint>\n\n")


def write_parameters():
    body = ("struct course_parameters {\n    const char* init;\n    int layers[4];  ///< zero-filled\n"
            "    int count;\n"
            "    double weight[75];  ///< W1 W2 W3, each row-major (out x in); biases are zero\n};\n\n"
            "inline constexpr course_parameters course_initial_parameters[] = {\n")
    printed = [((3, 2, 1), init) for init in ("zeros", "random", "uniform")] + [((2, 4, 1), "he")]
    for layers, init in printed + [(LAYERS, init) for init in INITS + (DIVIDED,)]:
        flat = np.concatenate([weight.ravel() for weight in initial_weights(init, layers)])
        shape = ", ".join(str(n) for n in layers)
        body += f'    {{"{init}", {{{shape}}}, {flat.size},\n     {{{numbers(flat)}}}}},\n'
    write("course_parameters.hpp", ["Initial weights, seed 3, bit for bit as NumPy gives them."],
          body + "};\n")


def write_results(results):
    body = (f"inline constexpr int course_costs_recorded = {RECORDED};\n"
            f"inline constexpr int course_costs_every = {EVERY};\n\n"
            "struct course_costs {\n    const char* dataset;\n    const char* init;\n"
            "    bool chaotic;  ///< beyond iteration 0, rounding decides: see course_envelope.hpp\n"
            "    double cost[course_costs_recorded];  ///< before update 0, 1000, ... 14000\n};\n\n"
            "inline constexpr course_costs course_cost_curves[] = {\n")
    for (name, init), result in results.items():
        chaotic = "true" if (name, init) in CHAOTIC else "false"
        body += f'    {{"{name}", "{init}", {chaotic},\n     {{{numbers(result["costs"])}}}}},\n'
    write("course_costs.hpp", ["Costs every 1000 iterations, float64, from logits."], body + "};\n")

    body = ("struct course_first_cost {\n    const char* dataset;\n    const char* init;\n"
            "    double nearest;\n    const char* digits;\n};\n\n"
            "inline constexpr course_first_cost course_first_costs[] = {\n")
    for name in DATASETS:
        for init in INITS + (DIVIDED,):
            cost = true_first_cost(name, init)
            body += f'    {{"{name}", "{init}", {numbers([cost])}, "{mpmath.nstr(cost, 25)}"}},\n'
    write("course_first_costs.hpp", ["True costs before the first update (mpmath, 300 bits)."],
          body + "};\n")

    body = ("struct course_accuracy {\n    const char* dataset;\n    const char* init;\n"
            "    int train_correct;  ///< of 300\n    int test_correct;   ///< of 100\n};\n\n"
            "inline constexpr course_accuracy course_accuracies[] = {\n")
    for (name, init), result in results.items():
        correct = [round(a * n) for a, (n, _) in zip(result["accuracy"], (TRAIN, TEST))]
        body += f'    {{"{name}", "{init}", {correct[0]}, {correct[1]}}},\n'
    write("course_accuracies.hpp", ["Samples predicted correctly after 15000 iterations."],
          body + "};\n")

    body = ("struct course_labels {\n    const char* dataset;\n    const char* init;\n"
            "    const char* train;  ///< 300 characters '0' or '1', in sample order\n"
            "    const char* test;   ///< 100 of them\n};\n\n"
            "inline constexpr course_labels course_predicted_labels[] = {\n")
    for (name, init), result in results.items():
        train_text, test_text = (quoted(labels) for labels in result["labels"])
        body += f'    {{"{name}", "{init}",\n      {train_text},\n      {test_text}}},\n'
    write("course_labels.hpp", ["Labels predicted after 15000 iterations."], body + "};\n")


def write_envelope(results):
    body = ("struct course_envelope {\n    const char* dataset;\n    const char* init;\n"
            f"    int agreeing_runs;  ///< of {PERTURBED_RUNS}: predicted course_labels.hpp exactly\n"
            f"    double low[{RECORDED}];\n    double high[{RECORDED}];\n}};\n\n"
            "inline constexpr course_envelope course_envelopes[] = {\n")
    for name, init in CHAOTIC:
        result = results[name, init]
        low, high, agreeing = envelope(name, init, result["labels"])
        low, high = np.minimum(low, result["costs"]), np.maximum(high, result["costs"])
        body += (f'    {{"{name}", "{init}", {agreeing},\n'
                 f"     {{{numbers(low)}}},\n     {{{numbers(high)}}}}},\n")
        print(f"{name} {init}: {agreeing} of {PERTURBED_RUNS} runs predict the same", flush=True)
    write("course_envelope.hpp",
          [f"Range of the costs of chaotic runs: {PERTURBED_RUNS} runs whose initial weights were off",
           "by an ulp or not at all, none of which is more right than another. For iteration 0 see",
           "course_first_costs.hpp instead."],
          body + "};\n", command="tests/golden/course.py --envelope")


def write_float():
    """How far runs in float32 come away, with initial weights off by up to half an ulp."""
    body = ("struct course_float {\n    const char* dataset;\n    const char* init;\n"
            "    double deviation;  ///< the largest, relative to the cost in float64\n};\n\n"
            "inline constexpr course_float course_float_deviations[] = {\n")
    for name in DATASETS:
        x, y = dataset(name, *TRAIN)
        for init in IN_FLOAT:
            noise = np.random.RandomState(PERTURBATION_SEED)
            costs = train(initial_weights(init, LAYERS), x.T, y)[2]
            deviation = 0.0
            for attempt in range(FLOAT_RUNS):
                reach = 2.0**-24 if attempt > 0 else 0.0
                weights = [(weight * (1 + noise.uniform(-reach, reach, weight.shape)))
                           .astype(np.float32) for weight in initial_weights(init, LAYERS)]
                found = train(weights, x.T.astype(np.float32), y.astype(np.float32))[2]
                deviation = max(deviation, np.max(np.abs(found / costs - 1)))
            body += f'    {{"{name}", "{init}", {deviation:.2g}}},\n'
            print(f"{name} {init} in float32: {deviation:.2g}", flush=True)
    write("course_float.hpp",
          [f"How far {FLOAT_RUNS} float32 runs of NumPy come away from float64's costs."],
          body + "};\n", command="tests/golden/course.py --float")


def main():
    if "--float" in sys.argv[1:]:
        write_float()
        return
    write_data()
    write_parameters()
    results = {(name, init): run(name, init) for name in DATASETS for init in INITS}
    write_results(results)
    if "--envelope" in sys.argv[1:]:
        write_envelope(results)


if __name__ == "__main__":
    main()
