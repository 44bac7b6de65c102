# SPDX-License-Identifier: MIT
"""The parts of an int8 network's C file that are the same for every network. name_ and NAME_ become its own."""

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

/* y = the network's outputs for the features x, to the last bit those of
   {as_who}.
   All in integers; nothing can fail. y must not overlap x. Several threads may call this at once. */
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
{targets}    uint_fast32_t i;
    for (i = 0; i < NAME_OUTPUTS; ++i) {{
        const float output = NAME_Y_SCALE * (float)(q[i] - NAME_Y_ZERO_POINT);
        y[i] = output{back};
    }}
}}

#ifdef __cplusplus
}}
#endif

#endif
"""
