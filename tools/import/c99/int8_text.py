"""The parts of an int8 network's C file that are the same for every network. name_ and NAME_ become the network's own."""

READING = """\
/* On an AVR constants stay in flash, which has instructions of its own. */
#if !defined(NAME_READ8)
#if defined(__AVR__) && !defined(__AVR_HAVE_LPMX__)
#error "define NAME_FLASH, NAME_READ8(pointer) and NAME_READ32(pointer): this AVR reads flash in another way"
#elif defined(__AVR__)
#define NAME_FLASH __attribute__((__progmem__))
#define NAME_READ8(pointer) name_read8(pointer)
#define NAME_READ32(pointer) name_read32(pointer)
static inline int8_t name_read8(const int8_t *from) {
    int8_t value;
    __asm__("lpm %0, Z" : "=r"(value) : "z"(from));
    return value;
}
static inline int32_t name_read32(const int32_t *from) {
    int32_t value;
    __asm__("lpm %A0, Z+\\n\\tlpm %B0, Z+\\n\\tlpm %C0, Z+\\n\\tlpm %D0, Z" : "=&r"(value), "+z"(from));
    return value;
}
#else
#define NAME_FLASH
#define NAME_READ8(pointer) (*(pointer))
#define NAME_READ32(pointer) (*(pointer))
#endif
#endif"""

NARROW = """\
/* Whether a product has 32 bits at most: its upper half is then put together of four products. */
#if !defined(NAME_NARROW)
#if defined(__AVR__) || (defined(__arm__) && defined(__thumb__) && !defined(__thumb2__))
#define NAME_NARROW 1
#else
#define NAME_NARROW 0
#endif
#endif"""

# Of sums below 2^30, ROUNDED being what is added to a product before its lower half is cut off.
HIGH = """\
/* COMMENT */
static inline int32_t name_high(int32_t a, int32_t b) {
#if NAME_NARROW
    const uint16_t a_low = (uint16_t)((uint32_t)a & 0xffffU);
    const uint16_t b_low = (uint16_t)((uint32_t)b & 0xffffU);
    const int16_t a_high = (int16_t)(a >> 16);
    const int16_t b_high = (int16_t)(b >> 16);
    const uint32_t low = (uint32_t)a_low * b_low;
    const int32_t first = (int32_t)a_high * (int32_t)b_low + (int32_t)(low >> 16);
    const int32_t second = (int32_t)a_low * (int32_t)b_high + (first & 0xffff)NARROW_HALF;
    return (int32_t)a_high * b_high + (first >> 16) + (second >> 16);
#else
    return (int32_t)(((int64_t)a * bWIDE_HALF) >> 32);
#endif
}"""
HIGH_OF = {
    "double": HIGH.replace("COMMENT", "a b / 2^32, rounded half up, for an even a.").replace("NARROW_HALF", " + 0x8000")
    .replace("WIDE_HALF", " + ((int64_t)1 << 31)"),
    "single": HIGH.replace("COMMENT", "a b / 2^32, rounded down.").replace("NARROW_HALF", "").replace("WIDE_HALF", "")}

# Of sums below 2^30, to shifts of 2 or more to the right. `shift` is by how many bits twice the result is shifted.
BOUNDED = {
    "double": """\
/* The sum scaled, plus (twice_zero - 1) / 2: gemmlowp's two roundings. */
static inline int32_t name_scaled(int32_t sum, int32_t significand, uint_fast8_t shift, int16_t twice_zero) {
    const int32_t high = name_high(2 * sum, significand);
    return (((high + (high >> 31)) >> shift) + twice_zero) >> 1;
}""",
    "single": """\
/* The sum scaled and rounded once, halves upwards, plus (twice_zero - 1) / 2. */
static inline int32_t name_scaled(int32_t sum, int32_t significand, uint_fast8_t shift, int16_t twice_zero) {
    return ((name_high(sum, significand) >> shift) + twice_zero) >> 1;
}"""}

SATURATED = """\
static inline int32_t name_saturated(int64_t x) {
    return x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : (int32_t)x;
}"""
REQUANTIZED = {
    "double": """\
/* x significand 2^(shift - 31), by gemmlowp's two roundings. */
static int32_t name_requantized(int32_t x, int32_t significand, int_fast8_t shift) {
    const int left = shift > 0 ? shift : 0;
    const int right = left - shift;
    const int64_t shifted = name_saturated((int64_t)x * ((int64_t)1 << left));
    const int64_t high = name_saturated((shifted * significand + ((int64_t)1 << 30)) >> 31);
    if (right == 0) return (int32_t)high;
    return (int32_t)((high + ((int64_t)1 << (right - 1)) - (high < 0 ? 1 : 0)) >> right);
}""",
    "single": """\
/* x significand 2^(shift - 31), rounded once, halves upwards. */
static int32_t name_requantized(int32_t x, int32_t significand, int_fast8_t shift) {
    return name_saturated(((int64_t)x * significand + ((int64_t)1 << (30 - shift))) >> (31 - shift));
}"""}
UNBOUNDED = """\
static inline int64_t name_scaled(int32_t sum, int32_t significand, int_fast8_t shift, int16_t zero) {
    return (int64_t)name_requantized(sum, significand, shift) + zero;
}"""

DENSE = """\
/* y = a layer's outputs for x, clamped to low and high; `unit` counts outputs from the first layer's on. */
static void name_dense(PARAMETERS,
                       const int8_t *w, const int8_t *x, int8_t *y) {
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        KIND scaled;
        SUM_TYPE sum = SUM_OF(NAME_READ32(name_biases + unit + o));
        uint_fast16_t i;
        for (i = 0; i < inputs; ++i) sum += SUM_OF(x[i] * NAME_READ8(w + i));
        w += inputs;
        scaled = name_scaled(BACK(sum), SIGNIFICAND, SHIFT, ZERO);
        scaled = scaled < LOW ? LOW : scaled > HIGH ? HIGH : scaled;
        y[o] = (int8_t)scaled;
    }
}"""

LOOK_UP = """\
static void name_look_up(const int8_t *table, uint_fast16_t count, int8_t *y) {
    uint_fast16_t i;
    for (i = 0; i < count; ++i) y[i] = NAME_READ8(table + 128 + y[i]);
}"""

LEAKY = """\
/* What is above `from` by one factor, what is below by the other, plus `to`. */
static void name_leaky_relu(const int32_t *significands, const int8_t *shifts, int16_t from, int16_t to,
                            uint_fast16_t count, int8_t *y) {
    uint_fast16_t i;
    for (i = 0; i < count; ++i) {
        const int32_t d = (int32_t)y[i] - from;
        const uint_fast16_t which = d < 0 ? 1U : 0U;
        int64_t scaled = name_requantized(d, NAME_READ32(significands + which), NAME_READ8(shifts + which));
        scaled += to;
        y[i] = (int8_t)(scaled < -128 ? -128 : scaled > 127 ? 127 : scaled);
    }
}"""

SOFTMAX = """\
/* A product of two fractions of 31 bits, rounded half up. */
static int32_t name_product(int32_t a, int32_t b) {
    return (int32_t)(((int64_t)a * b + ((int64_t)1 << 30)) >> 31);
}

/* TensorFlow Lite's softmax: exponentials from a table, as fractions of 31 bits; 1 / their sum by Newton's method. */
static void name_softmax(uint_fast16_t count, int8_t *y) {
    int8_t largest = y[0];
    uint32_t sum = 0;
    uint_fast8_t shift = 35;
    int32_t half;
    int32_t factor;
    uint_fast16_t i;
    for (i = 1; i < count; ++i) {
        if (y[i] > largest) largest = y[i];
    }
    for (i = 0; i < count; ++i) {
        const int_fast16_t below = (int_fast16_t)largest - y[i];
        if (below < TABLE_SIZE) sum += ((uint32_t)NAME_READ32(name_exponentials + below) + 2048U) >> 12;
    }
    while ((sum & 0x80000000U) == 0U) {
        sum <<= 1;
        --shift;
    }
    half = (int32_t)(((sum & 0x7fffffffU) >> 1) + 0x40000000U);
    factor = 1515870810 + name_product(half, -1010580540);
    for (i = 0; i < 3; ++i) factor += 4 * name_product(factor, 536870912 - name_product(half, factor));
    factor = factor >= 1073741824 ? INT32_MAX : 2 * factor;
    for (i = 0; i < count; ++i) {
        const int_fast16_t below = (int_fast16_t)largest - y[i];
        uint32_t part = 0;
        if (below < TABLE_SIZE) {
            part = (uint32_t)name_product(factor, NAME_READ32(name_exponentials + below));
            part = (part + ((uint32_t)1 << (shift - 1U))) >> shift;
        }
        y[i] = (int8_t)((int_fast16_t)(part > 255U ? 255U : part) - 128);
    }
}"""

SELF_TEST = """\
int name_self_test(void) {
    int8_t x[NAME_INPUTS];
    int8_t y[NAME_OUTPUTS];
    const int8_t *from = name_test_x;
    const int8_t *expected = name_test_y;
    uint_fast16_t vector;
    uint_fast16_t i;
    for (vector = 0; vector < COUNT; ++vector) {
        for (i = 0; i < NAME_INPUTS; ++i) x[i] = NAME_READ8(from + i);
        name_predict(x, y);
        for (i = 0; i < NAME_OUTPUTS; ++i) {
            if (y[i] != NAME_READ8(expected + i)) return NAME_FAILED_SELF_TEST;
        }
        from += NAME_INPUTS;
        expected += NAME_OUTPUTS;
    }
    return NAME_OK;
}"""

HEADER = """\
{about}
#ifndef NAME_H
#define NAME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {{
#endif

#define NAME_INPUTS {inputs}
#define NAME_OUTPUTS {outputs}

/* x[i] stands for NAME_X_SCALE * (x[i] - NAME_X_ZERO_POINT), y[i] likewise. */
#define NAME_X_SCALE {x_scale}
#define NAME_X_ZERO_POINT ({x_zero})
#define NAME_Y_SCALE {y_scale}
#define NAME_Y_ZERO_POINT ({y_zero})

/* What name_self_test() returns; the numbers are those of picomlp::status. */
#define NAME_OK 0
#define NAME_NO_SAMPLES 3
#define NAME_FAILED_SELF_TEST 18

/* y = the network's outputs for the features x, to the last bit those of TensorFlow Lite Micro and CMSIS-NN with {rounding}
   rounding. All in integers; nothing can fail. y must not overlap x. Several threads may call this at once. */
void name_predict(const int8_t *x, int8_t *y);

/* Whether this processor and compiler give the outputs that are known for some features: NAME_OK,
   NAME_FAILED_SELF_TEST, or NAME_NO_SAMPLES when none are known. */
int name_self_test(void);

/* From floats and back, for programs that have them; whoever calls neither has no code of them. */
static inline void name_quantize(const float *x, int8_t *q) {{
{scaling}    uint_fast32_t i;
    for (i = 0; i < NAME_INPUTS; ++i) {{
        const float steps = {scaled} / NAME_X_SCALE;
        const float near = steps > -65536.0f ? (steps < 65536.0f ? steps : 65536.0f) : -65536.0f;
        int32_t whole = (int32_t)near;
        const float rest = near - (float)whole;
        whole += (rest >= 0.5f ? 1 : 0) - (rest <= -0.5f ? 1 : 0) + NAME_X_ZERO_POINT;
        q[i] = (int8_t)(whole < -128 ? -128 : whole > 127 ? 127 : whole);
    }}
}}
static inline void name_dequantize(const int8_t *q, float *y) {{
    uint_fast32_t i;
    for (i = 0; i < NAME_OUTPUTS; ++i) y[i] = NAME_Y_SCALE * (float)(q[i] - NAME_Y_ZERO_POINT);
}}

#ifdef __cplusplus
}}
#endif

#endif
"""
