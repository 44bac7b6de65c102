# SPDX-License-Identifier: MIT
"""The C code of dense layers: sums in the library's order (lib/picomlp/kernels/order.hpp, FORWARD).

The array of parameters holds layer after layer, and of each its outputs in blocks of at most BLOCK: first the block's
biases, then for each input the weights to the block's outputs. Code for small programs, and for processors that call a
routine for each product, loops over one output after the other; other code holds a block's sums in registers, or spells
a small layer out."""
import re
from dataclasses import dataclass

import numpy

BLOCK = 16
SPELT_OUT = 128  # weights of a layer, at most

LOOPS = """\
/* The activations of one block of outputs, one after the other. The inputs come in 2^halvings segments of neighbours,
   whose sums are added at the end; the first ones may have one input more. Returns the next block's parameters. */
static const name_real *name_dense(uint_fast16_t inputs, uint_fast8_t halvings, uint_fast16_t outputs,
                                   KIND const name_real *w, const name_real *x, name_real *z) {
    const uint_fast16_t length = inputs >> halvings;
    const uint_fast16_t extra = inputs - (uint_fast16_t)(length << halvings);
    const name_real *weight = w;
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        const name_real *from = x;
        name_real sum;
        name_real total;
        uint_fast8_t segment;
        weight = w + o;
        sum = NAME_READ(weight);
        total = sum;
        for (segment = 0; (segment >> halvings) == 0; ++segment) {
            uint_fast16_t n = length + (segment < extra ? 1 : 0);
            for (; n > 0; --n) {
                weight += outputs;
                sum = name_madd(NAME_READ(weight), *from, sum);
                ++from;
            }
            total = segment == 0 ? sum : total + sum;
            sum = NAME_REAL(0);
        }
        z[o] = ACTIVATED(total);
    }
    return weight + 1;
}
"""

LOOPS_OF_ONE_SEGMENT = """\
/* The activations of one block of outputs, one after the other. Returns the next block's parameters. */
static const name_real *name_dense(uint_fast16_t inputs, uint_fast16_t outputs, KIND const name_real *w,
                                   const name_real *x, name_real *z) {
    const name_real *weight = w;
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        name_real sum;
        uint_fast16_t i;
        weight = w + o;
        sum = NAME_READ(weight);
        for (i = 0; i < inputs; ++i) {
            weight += outputs;
            sum = name_madd(NAME_READ(weight), x[i], sum);
        }
        z[o] = ACTIVATED(sum);
    }
    return weight + 1;
}
"""


@dataclass(frozen=True)
class Dense:
    """What the code of a layer depends on, besides its numbers."""
    inputs: int
    outputs: int

    @property
    def segments(self):
        if self.inputs < 8:
            return 1
        return 4 if self.inputs >= 16 and self.outputs <= 16 else 2

    @property
    def halvings(self):
        return {1: 0, 2: 1, 4: 2}[self.segments]

    @property
    def segment_ends(self):
        length, extra = divmod(self.inputs, self.segments)
        return [length * (s + 1) + min(s + 1, extra) for s in range(self.segments)]

    @property
    def is_spelt_out(self):
        return self.inputs * self.outputs <= SPELT_OUT

    @property
    def blocks(self):
        """Outputs of each block."""
        full, rest = divmod(self.outputs, BLOCK)
        return [BLOCK] * full + ([rest] if rest else [])


def in_layout(weights, bias):
    """The numbers of a layer in the order of its array."""
    rows = numpy.vstack([bias[None, :], weights])
    return numpy.concatenate([rows[:, begin:begin + BLOCK].ravel() for begin in range(0, len(bias), BLOCK)])


class Loops:
    """The function that code for small programs calls, for layers and the activations that it applies to numbers."""
    def __init__(self, layers, activations):
        self.has_segments = any(layer.segments > 1 for layer in layers)
        self.kinds = list(dict.fromkeys(a.applied("VALUE") for a in activations if a.applied("VALUE") != "VALUE"))
        self.chooses = any(a.applied("VALUE") == "VALUE" for a in activations) if self.kinds else False
        self.chooses = self.chooses or len(self.kinds) > 1

    def function(self):
        text = LOOPS if self.has_segments else LOOPS_OF_ONE_SEGMENT
        text = text.replace("KIND ", "uint_fast8_t activation, " if self.chooses else "")
        if self.chooses:
            return self.choice() + "\n\n" + text.replace("ACTIVATED(", "name_activated(activation, ").rstrip()
        kind = self.kinds[0] if self.kinds else "VALUE"
        return re.sub(r"ACTIVATED\((\w+)\)", lambda found: kind.replace("VALUE", found.group(1)), text).rstrip()

    def choice(self):
        cases = [f"    if (activation == {at + 1}) return {kind.replace('VALUE', 'z')};"
                 for at, kind in enumerate(self.kinds)]
        return "\n".join(["static inline name_real name_activated(uint_fast8_t activation, name_real z) {", *cases,
                          "    return z;", "}"])

    def statements(self, layer, activation, x, z):
        """Those that compute a layer, w being its parameters, then the next layer's."""
        kind = activation.applied("VALUE")
        kind = f"{self.kinds.index(kind) + 1 if kind in self.kinds else 0}, " if self.chooses else ""
        halvings = f"{layer.halvings}, " if self.has_segments else ""
        full, rest = divmod(layer.outputs, BLOCK)

        def call(width, to):
            return f"w = name_dense({layer.inputs}, {halvings}{width}, {kind}w, {x}, {to});"
        lines = []
        if full > 1:
            lines += [f"for (i = 0; i < {full * BLOCK}; i += {BLOCK}) {{", f"    {call(BLOCK, z + ' + i')}", "}"]
        elif full == 1:
            lines.append(call(BLOCK, z))
        if rest:
            lines.append(call(rest, f"{z} + {full * BLOCK}" if full else z))
        return lines + (activation.statements(z, layer.outputs) if activation.is_of_layer else [])


# ARM's float unit loads several registers at once, but compilers do not see that weights lie side by side. The registers
# are ones that functions preserve, as what adds the products may be one.
SEVERAL = """\
/* Where one instruction loads several weights, compilers are told so. */
#if !defined(NAME_LOADS_SEVERAL)
#if defined(__GNUC__) && defined(__arm__) && defined(__ARM_FP) && (__ARM_FP & 4)
#define NAME_LOADS_SEVERAL 1
#else
#define NAME_LOADS_SEVERAL 0
#endif
#endif"""
AT_ONCE = 8
FIRST_REGISTER = 16


def products_of_one_input(width):
    """Statements that add an input's products to the sums, its weights read one by one."""
    return [*(f"s{k} = name_madd(NAME_READ(w + {k}), v, s{k});" for k in range(width)), f"w += {width};"]


def products_of_several_weights(width):
    """The same for ARM: weights read up to eight at once. Each reading but the first claims to change the sums before it,
    or the compiler would move it up and copy registers."""
    lines = []
    for begin in range(0, width, AT_ONCE):
        count = min(AT_ONCE, width - begin)
        last = f"-s{FIRST_REGISTER + count - 1}" if count > 1 else ""
        changed = [f'"=t"(w{k})' for k in range(count)]
        before = [f'"+t"(s{k})' for k in range(max(begin - AT_ONCE, 0), begin)]
        lines += [f'__asm__("vldmia %0!, {{s{FIRST_REGISTER}{last}}}"', '        : "+r"(w), ' + ", ".join(changed),
                  *(["          , " + ", ".join(before)] if before else []),
                  f'        : "m"(*(const float(*)[{count}])w));',
                  *(f"s{begin + k} = name_madd(w{k}, v, s{begin + k});" for k in range(count))]
    return lines


def block_function(width, has_segments, number):
    """A function that holds the sums of a block of outputs in registers."""
    each = range(width)
    several = number == "float"
    split = "uint_fast8_t halvings, " if has_segments else ""
    lines = [f"/* z = weights x + biases for a block of {width}, its sums in registers. */",
             f"static void name_dense_{width}(uint_fast16_t inputs, {split}const name_real *w, const name_real *x,",
             f"                          {' ' * len(str(width))}name_real *z) {{"]
    lines += [f"    name_real s{k} = NAME_READ(w + {k});" for k in each]
    if has_segments:
        lines += ["    const uint_fast16_t length = inputs >> halvings;",
                  "    const uint_fast16_t extra = inputs - (uint_fast16_t)(length << halvings);",
                  "    uint_fast8_t segment;"]
    if several:
        lines += ["#if NAME_LOADS_SEVERAL",
                  *(f'    register float w{k} __asm__("s{FIRST_REGISTER + k}");' for k in range(min(AT_ONCE, width))),
                  "#endif"]
    lines += [f"    w += {width};"]
    indent = "        " + "    " * has_segments
    body = [f"{indent}const name_real v = *x;", f"{indent}++x;"]
    plain = [indent + line for line in products_of_one_input(width)]
    if several:
        body += ["#if NAME_LOADS_SEVERAL", *(indent + line for line in products_of_several_weights(width)), "#else",
                 *plain, "#endif"]
    else:
        body += plain
    if has_segments:
        lines += ["    for (segment = 0; (segment >> halvings) == 0; ++segment) {",
                  "        uint_fast16_t n = length + (segment < extra ? 1 : 0);",
                  "        do {", *body, "        } while (--n > 0);", "        if (segment == 0) {"]
        lines += [f"            z[{k}] = s{k};" for k in each] + ["        } else {"]
        lines += [f"            z[{k}] = z[{k}] + s{k};" for k in each] + ["        }"]
        lines += [f"        s{k} = NAME_REAL(0);" for k in each] + ["    }"]
    else:
        lines += ["    do {", *body, "    } while (--inputs > 0);"]
        lines += [f"    z[{k}] = s{k};" for k in each]
    return "\n".join([*lines, "}"])


def blocks_used(layers):
    """(width, whether some layer has segments) of the functions that blocks need."""
    wide = [layer for layer in layers if not layer.is_spelt_out]
    return [(width, any(layer.segments > 1 for layer in wide))
            for width in sorted({width for layer in wide for width in layer.blocks})]


def blocked(layer, layers, at, x, z):
    """Statements that compute a layer by block_function(); `at` is its place among the parameters."""
    has_segments = any(segments for _, segments in blocks_used(layers))
    halvings = f"{layer.halvings}, " if has_segments else ""
    full, rest = divmod(layer.outputs, BLOCK)
    block = BLOCK * (layer.inputs + 1)

    def call(width, w, to):
        return f"name_dense_{width}({layer.inputs}, {halvings}name_parameters{w}, {x}, {to});"

    def behind(offset):
        return f" + {offset}" if offset else ""
    lines = []
    if full > 1:
        lines += [f"for (i = 0; i < {full}; ++i) {{",
                  f"    {call(BLOCK, f'{behind(at)} + i * {block}', f'{z} + i * {BLOCK}')}", "}"]
    elif full == 1:
        lines.append(call(BLOCK, behind(at), z))
    if rest:
        lines.append(call(rest, behind(at + full * block), z + behind(full * BLOCK)))
    return lines


def spelt_out(layer, first, x, z, activated, zeros_are_equal):
    """Statements that compute a layer and its activation, activated(sum), number by number. `first` is its place among
    the parameters.

    zeros_are_equal: the activation gives the same for +0 and -0, so that a segment may start from its first product."""
    lines = []
    begin = 0
    for width in layer.blocks:
        for k in range(width):
            output = begin + k
            at = first + begin * (layer.inputs + 1) + k

            def weight(i):
                return f"name_parameters[{at + (i + 1) * width}]"
            sums = []
            i = 0
            for segment, end in enumerate(layer.segment_ends):
                name = "sum" if segment == 0 else "more"
                if segment == 0:
                    lines.append(f"sum = name_parameters[{at}];")
                elif zeros_are_equal:
                    lines.append(f"more = {weight(i)} * {x}[{i}];")
                    i += 1
                else:
                    lines.append("more = NAME_REAL(0);")
                for i in range(i, end):
                    lines.append(f"{name} = name_madd({weight(i)}, {x}[{i}], {name});")
                i = end
                if segment > 0:
                    lines.append("sum = sum + more;")
            lines.append(f"{z}[{output}] = {activated('sum')};")
        begin += width
    return lines
