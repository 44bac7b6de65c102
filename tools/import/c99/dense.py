"""The C code of dense layers: sums in the library's order (lib/picomlp/kernels/order.hpp, FORWARD).

A layer's array holds its outputs in blocks of at most BLOCK: first the block's biases, then for each input the weights
to the block's outputs. Code for small programs, and for processors that call a routine for each product, loops over
one output after the other; other code holds a block's sums in registers, or spells a small layer out."""
from dataclasses import dataclass

import numpy

BLOCK = 16
SPELT_OUT = 128  # weights of a layer, at most

LOOPS = """\
/* z = weights x + biases for one block, one output after the other. The inputs come in 2^halvings segments of
   neighbours, whose sums are added at the end; the first ones may have one input more. */
static void name_dense(uint_fast16_t inputs, uint_fast8_t halvings, uint_fast16_t outputs, const name_real *w,
                       const name_real *x, name_real *z) {
    const uint_fast16_t length = inputs >> halvings;
    const uint_fast16_t extra = inputs - (uint_fast16_t)(length << halvings);
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        const name_real *weight = w + o;
        const name_real *from = x;
        name_real sum = NAME_READ(weight);
        name_real total = sum;
        uint_fast8_t segment;
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
        z[o] = total;
    }
}
"""

LOOPS_OF_ONE_SEGMENT = """\
/* z = weights x + biases for one block, one output after the other. */
static void name_dense(uint_fast16_t inputs, uint_fast16_t outputs, const name_real *w, const name_real *x,
                       name_real *z) {
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        const name_real *weight = w + o;
        name_real sum = NAME_READ(weight);
        uint_fast16_t i;
        for (i = 0; i < inputs; ++i) {
            weight += outputs;
            sum = name_madd(NAME_READ(weight), x[i], sum);
        }
        z[o] = sum;
    }
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


def loops(layers):
    """The function that code for small programs calls."""
    return LOOPS if any(layer.segments > 1 for layer in layers) else LOOPS_OF_ONE_SEGMENT


def _calls(layer, function, arguments, array, x, z):
    """Statements for every block; arguments(width) come before the arrays."""
    full, rest = divmod(layer.outputs, BLOCK)
    lines = []
    if full > 1:
        lines += [f"for (i = 0; i < {full * BLOCK}; i += {BLOCK}) {{",
                  f"    {function(BLOCK)}({arguments(BLOCK)}{array} + i * {layer.inputs + 1}, {x}, {z} + i);", "}"]
    elif full == 1:
        lines.append(f"{function(BLOCK)}({arguments(BLOCK)}{array}, {x}, {z});")
    if rest:
        at = full * BLOCK
        behind = f" + {at * (layer.inputs + 1)}" if at else ""
        lines.append(f"{function(rest)}({arguments(rest)}{array}{behind}, {x}, {z}{f' + {at}' if at else ''});")
    return lines


def looped(layer, layers, array, x, z):
    """Statements that compute a layer by loops()."""
    halvings = f"{layer.halvings}, " if loops(layers) is LOOPS else ""
    return _calls(layer, lambda width: "name_dense", lambda width: f"{layer.inputs}, {halvings}{width}, ", array, x, z)


def block_function(width, has_segments):
    """A function that holds the sums of a block of outputs in registers."""
    each = range(width)
    split = "uint_fast8_t halvings, " if has_segments else ""
    lines = [f"/* z = weights x + biases for a block of {width}, its sums in registers. */",
             f"static void name_dense_{width}(uint_fast16_t inputs, {split}const name_real *w, const name_real *x,",
             f"                          {' ' * len(str(width))}name_real *z) {{"]
    lines += [f"    name_real s{k} = NAME_READ(w + {k});" for k in each]
    body = ["        const name_real v = *x;", "        ++x;", f"        w += {width};"]
    body += [f"        s{k} = name_madd(NAME_READ(w + {k}), v, s{k});" for k in each]
    if has_segments:
        lines += ["    const uint_fast16_t length = inputs >> halvings;",
                  "    const uint_fast16_t extra = inputs - (uint_fast16_t)(length << halvings);",
                  "    uint_fast8_t segment;",
                  "    for (segment = 0; (segment >> halvings) == 0; ++segment) {",
                  "        uint_fast16_t n = length + (segment < extra ? 1 : 0);",
                  "        do {", *("    " + line for line in body), "        } while (--n > 0);",
                  "        if (segment == 0) {"]
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


def blocked(layer, layers, array, x, z):
    """Statements that compute a layer by block_function()."""
    has_segments = any(segments for _, segments in blocks_used(layers))
    halvings = f"{layer.halvings}, " if has_segments else ""
    return _calls(layer, lambda width: f"name_dense_{width}", lambda width: f"{layer.inputs}, {halvings}", array, x, z)


def spelt_out(layer, array, x, z, activated, zeros_are_equal):
    """Statements that compute a layer and its activation, activated(sum), number by number.

    zeros_are_equal: the activation gives the same for +0 and -0, so that a segment may start from its first product."""
    lines = []
    begin = 0
    for width in layer.blocks:
        for k in range(width):
            output = begin + k
            at = begin * (layer.inputs + 1) + k

            def weight(i):
                return f"{array}[{at + (i + 1) * width}]"
            sums = []
            i = 0
            for segment, end in enumerate(layer.segment_ends):
                name = "sum" if segment == 0 else "more"
                if segment == 0:
                    lines.append(f"sum = {array}[{at}];")
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
