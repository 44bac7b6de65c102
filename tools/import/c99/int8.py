# SPDX-License-Identifier: MIT
"""Writes a network of int8 as one self-contained C99 file and its header: integers alone."""
import re

import numpy

from quantized.requantization import MOST_SUM_OF_RUNTIME, RUNTIME, wrapped
from refusal import Refused

from . import int8_dense, int8_scaling, int8_text as text
from .fragments import named
from .numbers import literal
from .text import comment, comment_lines, wrapped as wrapped_text
from .writer import KEYWORDS

BOUND_OF_SUMS = 1 << 30
MOST_ROWS = 4
LEAST_INPUTS_OF_ROWS = 16
# Softmax: what is less adds nothing to a sum, and is no step of an output.
LEAST_EXPONENTIAL = 1 << 11


def write(network, name, rounding, vectors=None):
    """{"NAME.c": text, "NAME.h": text}. vectors: (x[samples][inputs], y[samples][outputs]) in int8, for a self-test."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or name in KEYWORDS:
        raise Refused(f"'{name}' cannot name functions in C: take letters and digits")
    program = Program(network, name, rounding, vectors)
    return {f"{name}.c": program.source(), f"{name}.h": program.header()}


class Layer:
    """What the code of a layer is made of. `unit`, `weight`: how many there are in the layers before."""

    def __init__(self, layer, rounding, unit, weight):
        self.inputs, self.outputs = layer.inputs, layer.units
        self.unit, self.weight = unit, weight
        self.name = layer.activation
        self.zero = layer.sums.zero_point
        self.weights = layer.weights.astype(numpy.int64)
        # sum (x - zero) w + b = sum x w + (b - zero sum w), without rounding
        self.biases = wrapped(layer.whole_biases - layer.input.zero_point * self.weights.sum(axis=1))
        self.multipliers = layer.multipliers
        clamp = layer.clamp(rounding)
        self.low, self.high = clamp or layer.range
        self.leaky = layer.only_leaky() if clamp is None else None
        self.table = layer.table(rounding) if clamp is None and self.leaky is None else None
        self.reach = abs(self.biases) + 128 * abs(self.weights).sum(axis=1)

    @property
    def is_wide(self):
        """Whether several rows at once are worth their code."""
        return self.outputs >= MOST_ROWS and self.inputs >= LEAST_INPUTS_OF_ROWS

    @property
    def is_bounded(self):
        significands, shifts = self.multipliers.T
        return (self.reach < BOUND_OF_SUMS).all() and ((shifts <= -2) | (significands == 0)).all()


class Program:
    def __init__(self, network, name, rounding, vectors):
        self.network, self.name, self.rounding, self.vectors = network, name, rounding, vectors
        self.layers = []
        unit = weight = 0
        for layer in network.layers:
            self.layers.append(Layer(layer, rounding, unit, weight))
            unit, weight = unit + layer.units, weight + layer.weights.size
        self.units, self.weights = unit, weight
        self.is_runtime = rounding == RUNTIME
        assert self.is_runtime == (network.rounding == RUNTIME)
        self.is_bounded = not self.is_runtime and all(layer.is_bounded for layer in self.layers)
        # Otherwise they wrap.
        self.sums_fit = self.is_bounded or self.is_runtime
        assert not self.is_runtime or all((layer.reach <= MOST_SUM_OF_RUNTIME).all() for layer in self.layers)
        self.is_per_output = any(len(layer.multipliers) > 1 for layer in self.layers)
        self.softmax = network.softmax(rounding)
        if network.beta is not None and self.softmax is None:
            raise Refused("the softmax at the end has a scale that is too small for TFLite's")

    # Numbers.

    def shift_in_code(self, significand, shift):
        """What name_scaled() is told."""
        if not self.is_bounded:
            return shift
        return (-shift - (1 if self.rounding == "double" else 2)) if significand else 0

    def array(self, kind, name, values, title=None):
        values = numpy.asarray(values).reshape(-1).tolist()
        # -2^31 is no literal of C.
        words = " ".join(f"{value}," if value != -2**31 else "-2147483647 - 1," for value in values)
        numbers = wrapped_text(words, "    ", "    ")
        lines = [f"static const {kind} {name}[{len(values)}] NAME_FLASH = {{", *numbers, "};"]
        return "\n".join(([f"/* {title} */"] if title else []) + lines)

    def multipliers_of(self, layer):
        """[outputs] of each."""
        return numpy.broadcast_to(layer.multipliers, (layer.outputs, 2))

    def constants(self):
        layers = self.layers
        weights = numpy.concatenate([layer.weights.reshape(-1) for layer in layers])
        parts = [self.array("int8_t", "name_weights", weights, "Layer by layer, output by output."),
                 self.array("int32_t", "name_biases", numpy.concatenate([layer.biases for layer in layers]),
                            "The zero points of inputs are in them.")]
        if self.is_per_output:
            pairs = numpy.concatenate([self.multipliers_of(layer) for layer in layers])
            parts += [self.array("int32_t", "name_significands", pairs[:, 0], "What sums are scaled by."),
                      self.array("int8_t", "name_shifts", [self.shift_in_code(*pair) for pair in pairs.tolist()])]
        for at, layer in enumerate(layers):
            if layer.table is not None:
                parts.append(self.array("int8_t", f"name_table_{at + 1}", layer.table,
                                        f"{layer.name} of layer {at + 1}, for -128 to 127."))
            if layer.leaky is not None:
                pairs = (layer.leaky.above, layer.leaky.below)
                parts += [self.array("int32_t", f"name_leaky_{at + 1}", [significand for significand, _ in pairs]),
                          self.array("int8_t", f"name_leaky_shifts_{at + 1}", [shift for _, shift in pairs])]
        if self.softmax is not None:
            parts.append(self.array("int32_t", "name_exponentials", self.exponentials(),
                                    "exp of 0, -1, ... steps, as fractions of 31 bits."))
        return parts

    def exponentials(self):
        found = self.softmax.exponentials(self.rounding)
        return found[:numpy.flatnonzero(found >= LEAST_EXPONENTIAL)[-1] + 1]

    # Code. What all layers have in common is written into name_dense() instead of given to it.

    def varying(self, used):
        """[(parameter's type, its name, what it is in DENSE, a value for each layer that is used)]"""
        layers = [layer for layer, is_used in zip(self.layers, used) if is_used]
        zeros = [2 * layer.zero + 1 if self.is_bounded else layer.zero for layer in layers]
        found = [("uint_fast16_t", "inputs", None, [layer.inputs for layer in layers]),
                 ("uint_fast16_t", "outputs", None, [layer.outputs for layer in layers]),
                 ("uint_fast16_t", "unit", None, [layer.unit for layer in layers]),
                 ("int16_t", "twice_zero" if self.is_bounded else "zero", "ZERO", zeros),
                 ("int16_t", "low", "LOW", [layer.low for layer in layers]),
                 ("int16_t", "high", "HIGH", [layer.high for layer in layers])]
        if not self.is_per_output:
            pairs = [layer.multipliers[0].tolist() for layer in layers]
            found += [("int32_t", "significand", "SIGNIFICAND", [significand for significand, _ in pairs]),
                      ("uint_fast8_t" if self.sums_fit else "int_fast8_t", "shift", "SHIFT",
                       [self.shift_in_code(*pair) for pair in pairs])]
        return found

    def dense(self):
        """The functions of layers: one after the other output, and by several rows."""
        parts = []
        if any(not layer.is_wide for layer in self.layers):
            parts.append(self.function(int8_dense.DENSE))
        if any(layer.is_wide for layer in self.layers):
            rows, sums = int8_dense.ROWS, int8_dense.SUMS
            if self.sums_fit:
                rows, sums = int8_dense.ROWS_WITH_DSP, int8_dense.SUMS_WITH_DSP.replace("SUMS", sums)
            parts += [rows, self.typed(sums), self.function(int8_dense.DENSE_ROWS)]
        return "\n\n".join(parts)

    def function(self, code):
        is_rows = code is int8_dense.DENSE_ROWS
        used = [layer.is_wide == is_rows for layer in self.layers]
        parameters = []
        for kind, name, place, values in self.varying(used):
            common = place is not None and len(set(values)) == 1
            if not common:
                parameters.append(f"{kind} {name}")
            if place is not None:
                code = re.sub(rf"\b{place}\b", str(values[0]) if common else name, code)
        if self.is_per_output:
            shift = "NAME_READ8(name_shifts + unit + o)"
            code = code.replace("SIGNIFICAND", "NAME_READ32(name_significands + unit + o)").replace(
                "SHIFT", f"(uint_fast8_t){shift}" if self.sums_fit else shift)
        indent = " " * (28 if is_rows else 23)
        lines = wrapped_text(", ".join(parameters), "", indent, 116 - len(indent))
        return self.typed(code.replace("PARAMETERS", "\n".join(lines)))

    def typed(self, code):
        if self.sums_fit:
            code = re.sub(r"\b(?:SUM_OF|BACK)\(((?:[^()]|\([^()]*\))*)\)", r"\1", code)
            return code.replace("SUM_TYPE", "int32_t").replace("KIND", "int32_t")
        # Sums may wrap.
        code = code.replace("SUM_TYPE", "uint32_t").replace("SUM_OF(", "(uint32_t)(int32_t)(")
        return code.replace("BACK(", "(int32_t)(").replace("KIND", "int64_t")

    def functions(self):
        parts = []
        parts.append(int8_scaling.NARROW)
        if self.is_bounded:
            parts += [int8_scaling.HIGH_OF[self.rounding], int8_scaling.BOUNDED[self.rounding]]
        if self.is_runtime:
            parts.append(int8_scaling.RUNTIME_SCALED)
        if not self.sums_fit or any(layer.leaky for layer in self.layers):
            parts += [int8_scaling.SATURATED, int8_scaling.REQUANTIZED[self.rounding]]
        if not self.sums_fit:
            parts.append(int8_scaling.UNBOUNDED)
        parts.append(self.dense())
        if any(layer.table is not None for layer in self.layers):
            parts.append(text.LOOK_UP)
        if any(layer.leaky for layer in self.layers):
            parts.append(text.LEAKY)
        if self.softmax is not None:
            parts.append(text.SOFTMAX.replace("TABLE_SIZE", str(len(self.exponentials()))))
        return parts

    @property
    def widest(self):
        """Numbers in a and b, which layers write to in turn; the last one writes to y."""
        between = [layer.outputs for layer in self.layers[:-1]]
        return max(between[::2], default=0), max(between[1::2], default=0)

    def predict(self):
        lines = [f"    int8_t {name}[{count}];" for name, count in zip("ab", self.widest) if count]
        for at, layer in enumerate(self.layers):
            x = "ab"[(at + 1) % 2] if at else "x"
            y = "ab"[at % 2] if at + 1 < len(self.layers) else "y"
            used = [other.is_wide == layer.is_wide for other in self.layers]
            given = [str(values[sum(used[:at])]) for _, _, place, values in self.varying(used)
                     if place is None or len(set(values)) > 1]
            function = "name_dense_rows" if layer.is_wide else "name_dense"
            given += [f"name_weights + {layer.weight}" if layer.weight else "name_weights", x, y]
            lines += wrapped_text(f"{function}({', '.join(given)});", "    ", " " * (5 + len(function)))
            if layer.table is not None:
                lines.append(f"    name_look_up(name_table_{at + 1}, {layer.outputs}, {y});")
            if layer.leaky is not None:
                lines.append(f"    name_leaky_relu(name_leaky_{at + 1}, name_leaky_shifts_{at + 1}, {layer.zero}, "
                             f"{layer.leaky.to.zero_point}, {layer.outputs}, {y});")
        if self.softmax is not None:
            lines.append(f"    name_softmax({self.layers[-1].outputs}, y);")
        return "\n".join(["void name_predict(const int8_t *x, int8_t *y) {", *lines, "}"])

    def self_test(self):
        if self.vectors is None or len(self.vectors[0]) == 0:
            return ["int name_self_test(void) { return NAME_NO_SAMPLES; }"]
        x, y = self.vectors
        return [self.array("int8_t", "name_test_x", x), self.array("int8_t", "name_test_y", y),
                text.SELF_TEST.replace("COUNT", str(len(x)))]

    def source(self):
        title = comment([f"{self.name}: a {self.network.shape} network of int8 in C99, to be compiled as C or C++; see "
                         f"{self.name}.h."])
        parts = [title, f'#include "{self.name}.h"', text.READING, *self.constants(), *self.functions(), self.predict(),
                 *self.self_test()]
        return named("\n\n".join(parts) + "\n", self.name)

    # The header.

    def flash_bytes(self):
        """Of constants, the test vectors left out."""
        tables = sum(256 * (layer.table is not None) + 10 * (layer.leaky is not None) for layer in self.layers)
        exponentials = 0 if self.softmax is None else 4 * len(self.exponentials())
        return self.weights + (9 if self.is_per_output else 4) * self.units + tables + exponentials

    @staticmethod
    def floats(names, pair):
        """Arrays within a function."""
        lines = []
        for name, values in zip(names, pair or ()):
            words = " ".join(literal(value, "float") + "," for value in values)
            numbers = wrapped_text(words, " " * 8, " " * 8)
            lines += [f"    static const float {name}[{len(values)}] = {{", *numbers, "    };"]
        return "".join(line + "\n" for line in lines)

    def header(self):
        network = self.network
        steps = [layer.name for layer in self.layers] + (["softmax"] if self.softmax is not None else [])
        about = [f"{self.name}: a {network.shape} network of int8. Layers: {', '.join(steps)}.",
                 f"{self.flash_bytes()} bytes of constants; {sum(self.widest)} bytes of arrays on the stack; no static "
                 "variables.", *comment_lines("Features", network.feature_names),
                 *comment_lines("Classes", network.class_names)]
        as_who = "ONNX Runtime" if self.is_runtime else \
            f"TensorFlow Lite Micro and CMSIS-NN with {self.rounding} rounding"
        scaling, targets = self.floats(("offset", "factor"), network.scaling), self.floats(("offset", "scale"),
                                                                                         network.targets)
        return named(text.HEADER.format(
            about=comment(about), inputs=network.inputs, outputs=network.outputs, as_who=as_who,
            x_scale=literal(network.input.scale, "float"), x_zero=network.input.zero_point,
            y_scale=literal(network.output.scale, "float"), y_zero=network.output.zero_point, scaling=scaling,
            scaled="(x[i] - offset[i]) * factor[i]" if scaling else "x[i]", targets=targets,
            back=" * scale[i] + offset[i]" if targets else ""), self.name)
