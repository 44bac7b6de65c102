# SPDX-License-Identifier: MIT
"""The parts of the C file that are the same for every network."""

MATH_FLAGS = """\
/* Other arithmetic than IEEE 754's would give other results. */
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \\
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__) || \\
    defined(_M_FP_FAST)
#error "compile this file without -ffast-math and its kind: they change the results"
#endif
"""

CONTRACTION = """\
/* A product is rounded before it is added: nobody makes one operation of a * b + c. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#if defined(__FMA__) || defined(__FMA4__) || defined(__ARM_FEATURE_COMPLEX) || defined(__riscv_vector)
/* gcc fuses vectors all the same: version 12 where products are added and subtracted in turn. */
#pragma GCC optimize("no-tree-slp-vectorize", "no-tree-loop-vectorize")
#endif
#elif defined(_MSC_VER) && !defined(__clang__)
#pragma fp_contract(off)
#else
#pragma STDC FP_CONTRACT OFF
#endif
"""

FLOAT_ENVIRONMENT = """\
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
#error "float arithmetic must be rounded to float: on x86 compile for SSE2, elsewhere with -fexcess-precision=fast"
#endif
"""
DOUBLE_ENVIRONMENT = """\
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 1 && __FLT_EVAL_METHOD__ != 16
#error "double arithmetic must be rounded to double: on x86 compile for SSE2"
#endif
#if defined(__SIZEOF_DOUBLE__) && __SIZEOF_DOUBLE__ != 8
#error "this compiler's double has not 64 bits"
#endif

/* Does not compile with -fsingle-precision-constant. */
typedef char name_constants_are_double[sizeof(1.0) == 8 ? 1 : -1];
"""

SOFT_FLOAT = """\
/* Where a float operation is a call, functions are computed in integers, to the same bits. */
#if !defined(NAME_SOFT_FLOAT)
#if (defined(__arm__) && !defined(__ARM_FP)) || (defined(__riscv_mul) && !defined(__riscv_flen))
#define NAME_SOFT_FLOAT 1
#else
#define NAME_SOFT_FLOAT 0
#endif
#endif

/* Whether layers are loops over single numbers: least code, and as fast where an operation is a call. */
#if !defined(NAME_LOOPS)
#if defined(__OPTIMIZE_SIZE__) || defined(__AVR__) || NAME_SOFT_FLOAT
#define NAME_LOOPS 1
#else
#define NAME_LOOPS 0
#endif
#endif
"""
DOUBLE_LOOPS = """\
/* Whether layers are loops over single numbers: least code, and as fast where an operation is a call. */
#if !defined(NAME_LOOPS)
#if defined(__OPTIMIZE_SIZE__) || (defined(__arm__) && !(defined(__ARM_FP) && (__ARM_FP & 8))) || \\
    (defined(__riscv) && !(defined(__riscv_flen) && __riscv_flen >= 64))
#define NAME_LOOPS 1
#else
#define NAME_LOOPS 0
#endif
#endif
"""

GUARDS = {"float": "\n".join([MATH_FLAGS, FLOAT_ENVIRONMENT, CONTRACTION, SOFT_FLOAT]),
          "double": "\n".join([MATH_FLAGS, DOUBLE_ENVIRONMENT, CONTRACTION, DOUBLE_LOOPS])}

READING = """\
/* On an AVR constants stay in flash, which has instructions of its own. */
#if !defined(NAME_READ)
#if defined(__AVR__) && !defined(__AVR_HAVE_LPMX__)
#error "define NAME_FLASH and NAME_READ(pointer): this AVR reads flash in another way"
#elif defined(__AVR__)
#define NAME_FLASH __attribute__((__progmem__))
#define NAME_READ(pointer) name_read(pointer)
static inline float name_read(const float *from) {
    float value;
    __asm__("lpm %A0, Z+\\n\\tlpm %B0, Z+\\n\\tlpm %C0, Z+\\n\\tlpm %D0, Z" : "=&r"(value), "+z"(from));
    return value;
}
#else
#define NAME_FLASH
#define NAME_READ(pointer) (*(pointer))
#endif
#endif
"""

SEPARATE = """\
static inline name_real name_madd(name_real a, name_real b, name_real c) {
    const name_real product = a * b;
    return product + c;
}
"""

FUSED = {number: f"""\
/* a * b + c, rounded once. */
#if !defined(__FP_FAST_FMA{"F" if number == "float" else ""}) && !defined(__FMA__) && !defined(__FMA4__) && \\
    !defined(__aarch64__) && !{arm}
#error "this network was written for processors that multiply and add in one instruction; on x86 compile with -mfma"
#endif
static inline name_real name_madd(name_real a, name_real b, name_real c) {{
    return __builtin_fma{"f" if number == "float" else ""}(a, b, c);
}}
""" for number, arm in [("float", "defined(__ARM_FEATURE_FMA)"),
                        ("double", "(defined(__ARM_FEATURE_FMA) && defined(__ARM_FP) && (__ARM_FP & 8))")]}

PARAMETERS = """\
/* Layer by layer, and of each in blocks of up to 16 outputs: their biases, then for each input the weights to them. */
"""

PREDICT = """\
int name_predict(const {number} *x, {number} *y) {{
{arrays}
{sums}    uint_fast16_t i;

{check}

#if NAME_LOOPS
{small}
#else
{fast}
#endif

{finish}
    return NAME_OK;
}}
"""

SELF_TEST = """\
int name_self_test(void) {
    NUMBER x[INPUTS];
    NUMBER y[OUTPUTS];
    const NUMBER *from = name_test_x;
    const NUMBER *expected = name_test_y;
    uint_fast16_t vector;
    uint_fast16_t i;
    for (vector = 0; vector < COUNT; ++vector) {
        int outcome;
        for (i = 0; i < INPUTS; ++i) x[i] = NAME_READ(from + i);
        outcome = name_predict(x, y);
        if (outcome != NAME_OK) return outcome;
        for (i = 0; i < OUTPUTS; ++i) {
            if (name_bits(y[i]) != name_bits(NAME_READ(expected + i))) return NAME_FAILED_SELF_TEST;
        }
        from += INPUTS;
        expected += OUTPUTS;
    }
    return NAME_OK;
}
"""

HEADER = """\
{about}
#ifndef NAME_H
#define NAME_H

#ifdef __cplusplus
extern "C" {{
#endif

#define NAME_INPUTS {inputs}
#define NAME_OUTPUTS {outputs}

/* What functions return; the numbers are those of picomlp::status. */
#define NAME_OK 0
#define NAME_NOT_FINITE_INPUT 1
#define NAME_NO_SAMPLES 3
#define NAME_NOT_FINITE_OUTPUT 9
#define NAME_FAILED_SELF_TEST 18

/* y = the network's outputs for the features x, the bits of picomlp in its rounding profile "{profile}". y may overlap
   x. NAME_NOT_FINITE_INPUT for a feature that is NaN or infinite, or becomes so when scaled; NAME_NOT_FINITE_OUTPUT
   when an output would be; y is then unchanged. Several threads may call this at once. */
int name_predict(const {number} *x, {number} *y);

/* Whether this processor and compiler give the outputs that are known for some features, bit for bit: NAME_OK, or
   NAME_FAILED_SELF_TEST, or what name_predict() returned, or NAME_NO_SAMPLES when none are known. */
int name_self_test(void);

#ifdef __cplusplus
}}
#endif

#endif
"""


def harmless(text):
    """Text that cannot end a comment or a line of C."""
    printable = "".join(c if c.isprintable() and c.isascii() and c not in "\\" else "?" for c in text)
    return printable.replace("*/", "* /").replace("/*", "/ *").replace("??", "? ?")


def wrapped(text, first, other, width=116):
    lines = []
    line = first
    empty = True
    for word in text.split(" "):
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = other
            empty = True
        line += word if empty else " " + word
        empty = False
    return [*lines, line]


def comment(sentences):
    lines = []
    for at, sentence in enumerate(sentences):
        lines += wrapped(harmless(sentence), "" if at == 0 else "   ", "   ")
    return "/* " + "\n".join(lines) + " */"


def comment_lines(title, names):
    """A sentence that lists names with their numbers."""
    if not names:
        return []
    return [f"{title}: " + ", ".join(f"{at} {name}" for at, name in enumerate(names)) + "."]
