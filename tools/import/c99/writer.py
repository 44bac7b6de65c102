# SPDX-License-Identifier: MIT
"""Writes a network as one self-contained C99 file and its header, with the library's bits."""
import re

import numpy

from refusal import Refused

from . import dense
from .activations import Activation
from .fragments import code_for, definition, named
from .numbers import TYPES, in_decimal, literal
from .text import (FUSED, GUARDS, HEADER, PARAMETERS, PREDICT, READING, SELF_TEST, SEPARATE, comment, comment_lines,
                   wrapped)

KEYWORDS = set("""auto break case char const continue default do double else enum extern float for goto if inline int
long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while class
new delete this template typename namespace operator public private protected virtual friend using try catch throw bool
true false and or not xor main""".split())


def write(network, name, profile):
    """{"NAME.c": text, "NAME.h": text}. profile: how a*b+c rounds in layers, "separate" or "fused"."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or name in KEYWORDS:
        raise Refused(f"'{name}' cannot name functions in C: take letters and digits")
    if profile not in ("separate", "fused"):
        raise Refused(f"There is no rounding profile '{profile}': it is separate or fused")
    program = Program(network, name, profile)
    return {f"{name}.c": program.source(), f"{name}.h": program.header()}


class Program:
    def __init__(self, network, name, profile):
        if network.number not in TYPES:
            raise Refused(f"There is no C file of numbers of type {network.number}: they are float or double")
        if not network.layers:
            raise Refused("A network without layers has no C file")
        self.network = network
        self.name = name
        self.profile = profile
        self.number = network.number
        self.layers = [dense.Dense(*numpy.shape(layer.weights)) for layer in network.layers]
        self.activations = [Activation(layer.activation, layer.parameter, network.number) for layer in network.layers]
        self.loops = dense.Loops(self.layers, self.activations)
        self.outputs = self.layers[-1].outputs
        expected = network.inputs
        for at, layer in enumerate(self.layers):
            if layer.inputs != expected:
                raise Refused(f"Layer {at + 1} takes {layer.inputs} numbers, but the layer before gives {expected}")
            if numpy.shape(network.layers[at].bias) != (layer.outputs,):
                raise Refused(f"Layer {at + 1} has not one bias for each of its {layer.outputs} outputs")
            expected = layer.outputs

    @property
    def sizes(self):
        """Parameters of each layer."""
        return [(layer.inputs + 1) * layer.outputs for layer in self.layers]

    @property
    def shape(self):
        return "-".join(str(n) for n in [self.network.inputs, *(layer.outputs for layer in self.layers)])

    # Arrays on the stack: layers write to a and b in turn.

    @property
    def widest(self):
        """Numbers in a and b."""
        odd = max(layer.outputs for layer in self.layers[::2])
        even = max((layer.outputs for layer in self.layers[1::2]), default=0)
        if self.network.scaling is not None:
            even = max(even, self.network.inputs)
        return odd, even

    def arrays_of(self, at):
        """What a layer reads and writes."""
        x = "ab"[(at + 1) % 2] if at or self.network.scaling is not None else "x"
        return x, "ab"[at % 2]

    def finished(self, code):
        return named(in_decimal(code, self.number), self.name)

    # The source.

    def literals(self, title, values):
        """Lines of numbers."""
        values = numpy.asarray(values, dtype=float).ravel()
        if not numpy.isfinite(values.astype(TYPES[self.number])).all():
            raise Refused(f"The {title} are not all finite numbers of type {self.number}")
        return wrapped(" ".join(literal(value, self.number) + "," for value in values), "    ", "    ")

    def numbers(self, title, array, values):
        lines = self.literals(title, values)
        return "\n".join([f"static const {self.number} {array}[{numpy.size(values)}] NAME_FLASH = {{", *lines, "};"])

    def constants(self):
        lines = [f"static const {self.number} name_parameters[{sum(self.sizes)}] NAME_FLASH = {{"]
        for at, layer in enumerate(self.network.layers):
            about = self.layers[at]
            values = dense.in_layout(numpy.asarray(layer.weights, float), numpy.asarray(layer.bias, float))
            lines += [f"    /* Layer {at + 1}: {about.inputs} to {about.outputs}. */",
                      *self.literals(f"parameters of layer {at + 1}", values)]
        parts = ["\n".join([PARAMETERS + lines[0], *lines[1:], "};"])]
        if self.network.scaling is not None:
            offset, factor = self.network.scaling
            parts += ["/* Features are scaled: (x - offset) * factor. */\n" +
                      self.numbers("offsets of the features", "name_x_offset", offset),
                      self.numbers("factors of the features", "name_x_factor", factor)]
        if self.network.targets is not None:
            offset, scale = self.network.targets
            parts += ["/* Outputs are scaled back: y * scale + offset. */\n" +
                      self.numbers("offsets of the targets", "name_y_offset", offset),
                      self.numbers("scales of the targets", "name_y_scale", scale)]
        return "\n\n".join(parts)

    def functions(self):
        names = ["name_real", "name_is_finite", *(name for each in self.activations for name in each.needs)]
        return code_for(names, self.number)

    def dense_functions(self):
        blocks = [dense.block_function(*block, self.number) for block in dense.blocks_used(self.layers)]
        parts = ["#if NAME_LOOPS", self.loops.function()]
        if blocks:
            parts += ["#else", *([dense.SEVERAL] if self.number == "float" else []), *blocks]
        return "\n\n".join([*parts, "#endif"])

    def layer_statements(self, at, is_small):
        layer = self.layers[at]
        activation = self.activations[at]
        first = sum(self.sizes[:at])
        x, z = self.arrays_of(at)
        lines = [f"/* Layer {at + 1}: {activation.title}. */"]
        if not is_small and layer.is_spelt_out:
            lines += dense.spelt_out(layer, first, x, z, activation.applied, activation.zeros_are_equal)
            return lines + (activation.statements(z, layer.outputs) if activation.is_of_layer else [])
        if is_small:
            return lines + self.loops.statements(layer, activation, x, z)
        lines += dense.blocked(layer, self.layers, first, x, z)
        return lines + activation.statements(z, layer.outputs)

    def body(self, is_small):
        lines = [line for at in range(len(self.layers)) for line in self.layer_statements(at, is_small)]
        return "\n".join("    " + line for line in lines)

    def predict(self):
        odd, even = self.widest
        spelt = any(layer.is_spelt_out for layer in self.layers)
        segments = any(layer.is_spelt_out and layer.segments > 1 for layer in self.layers)
        arrays = f"    name_real a[{odd}];" + (f"\n    name_real b[{even}];" if even else "")
        sums = "#if NAME_LOOPS\n    const name_real *w = name_parameters;\n"
        if spelt:
            sums += "#else\n    name_real sum;\n" + ("    name_real more;\n" if segments else "")
        sums += "#endif\n"
        inputs = self.network.inputs
        if self.network.scaling is not None:
            check = [f"for (i = 0; i < {inputs}; ++i) {{",
                     "    const name_real shifted = x[i] - NAME_READ(name_x_offset + i);",
                     "    b[i] = shifted * NAME_READ(name_x_factor + i);",
                     "    if (!name_is_finite(b[i])) return NAME_NOT_FINITE_INPUT;", "}"]
        else:
            check = [f"for (i = 0; i < {inputs}; ++i) {{",
                     "    if (!name_is_finite(x[i])) return NAME_NOT_FINITE_INPUT;", "}"]
        z = self.arrays_of(len(self.layers) - 1)[1]
        finish = [f"for (i = 0; i < {self.outputs}; ++i) {{"]
        if self.network.targets is not None:
            finish += [f"    const name_real scaled = {z}[i] * NAME_READ(name_y_scale + i);",
                       f"    {z}[i] = scaled + NAME_READ(name_y_offset + i);"]
        finish += [f"    if (!name_is_finite({z}[i])) return NAME_NOT_FINITE_OUTPUT;", "}",
                   f"for (i = 0; i < {self.outputs}; ++i) y[i] = {z}[i];"]
        small = self.body(True)
        fast = self.body(False)
        return PREDICT.format(number=self.number, arrays=arrays, sums=sums,
                              check="\n".join("    " + line for line in check),
                              finish="\n".join("    " + line for line in finish), small=small, fast=fast)

    def self_test(self):
        if self.network.vectors is None or len(self.network.vectors[0]) == 0:
            return "int name_self_test(void) { return NAME_NO_SAMPLES; }"
        x, y = self.network.vectors
        count = len(x)
        return "\n\n".join([
            self.numbers("features of the test vectors", "name_test_x", x),
            self.numbers("outputs of the test vectors", "name_test_y", y),
            SELF_TEST.replace("COUNT", str(count)).replace("INPUTS", str(self.network.inputs))
            .replace("OUTPUTS", str(self.outputs)).replace("NUMBER", self.number)])

    def source(self):
        title = comment([f"{self.name}: a {self.shape} network in C99, to be compiled as C or C++; see {self.name}.h."])
        parts = [title, f'#include "{self.name}.h"\n\n#include <stdint.h>', GUARDS[self.number], READING,
                 self.functions(), FUSED[self.number] if self.profile == "fused" else SEPARATE,
                 self.constants(), self.dense_functions(), self.predict(), self.self_test(),
                 "#if defined(__GNUC__) && !defined(__clang__)\n#pragma GCC pop_options\n#endif"]
        return self.finished("\n\n".join(part.strip("\n") for part in parts) + "\n")

    # The header.

    def header(self):
        width = {"float": 4, "double": 8}[self.number]
        network = self.network
        stack = width * sum(self.widest)
        about = [f"{self.name}: a {self.shape} network. Layers: " +
                 ", ".join(activation.title for activation in self.activations) + ".",
                 f"{width * sum(self.sizes)} bytes of parameters, constant; {stack} bytes of arrays on the stack; " +
                 "no static variables."]
        features = comment_lines("Features", network.feature_names)
        classes = comment_lines("Classes", network.class_names)
        return self.finished(HEADER.format(about=comment(about + features + classes), inputs=network.inputs,
                                           outputs=self.outputs, number=self.number, profile=self.profile))
