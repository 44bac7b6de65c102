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
#endif
/* There, ARM loads by a base and an index, but compilers make pointers of them unless they lose sight of the two; and
   eight registers are enough for a function by itself. */
#if NAME_NARROW && defined(__GNUC__) && defined(__arm__)
#define NAME_KEEP(variable) __asm__("" : "+r"(variable))
#define NAME_APART __attribute__((__noinline__))
#else
#define NAME_KEEP(variable) ((void)0)
#define NAME_APART inline
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
    const int right = shift > 0 ? 0 : -shift;
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

# How many rows of weights are taken at once: an input then is read once for all of them.
ROWS = """\
#if !defined(NAME_ROWS)
#if defined(__AVR__)
#define NAME_ROWS 1U
#else
#define NAME_ROWS 2U
#endif
#endif"""
ROWS_WITH_DSP = """\
/* Whether instructions multiply two numbers of 16 bits at once and add both products. */
#if !defined(NAME_DSP)
#if defined(__ARM_FEATURE_SIMD32) && defined(__ARM_FEATURE_UNALIGNED) && !defined(__OPTIMIZE_SIZE__)
#define NAME_DSP 1
#else
#define NAME_DSP 0
#endif
#endif
#if NAME_DSP
#define NAME_ROWS 4U
#elif defined(__AVR__)
#define NAME_ROWS 1U
#else
#define NAME_ROWS 2U
#endif"""

SUMS = """\
/* sums = the products of NAME_ROWS rows of weights. */
static NAME_APART void name_sums(uint_fast16_t inputs, const int8_t *w, const int8_t *x, SUM_TYPE *sums) {
    SUM_TYPE first = 0;
    uint_fast16_t i;
#if NAME_ROWS > 1U
    const int8_t *v = w + inputs;
    SUM_TYPE second = 0;
    NAME_KEEP(v);
    for (i = 0; i < inputs; ++i) {
        const int32_t a = x[i];
        first += SUM_OF(a * NAME_READ8(w + i));
        second += SUM_OF(a * NAME_READ8(v + i));
        NAME_KEEP(i);
    }
    sums[1] = second;
#else
    for (i = 0; i < inputs; ++i) first += SUM_OF(x[i] * NAME_READ8(w + i));
#endif
    sums[0] = first;
}"""

SUMS_WITH_DSP = """\
#if NAME_DSP
/* The bytes 0 and 2 of four, widened; with `from` shifted, 1 and 3. */
#define NAME_EVEN(to, from) __asm__("sxtb16 %0, %1" : "=r"(to) : "r"(from))
#define NAME_ODD(to, from) __asm__("sxtb16 %0, %1, ror #8" : "=r"(to) : "r"(from))
#define NAME_ADD_TWO(sum, a, b) __asm__("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b))
#define NAME_ADD_FOUR(sum, from) \\
    do { \\
        uint32_t four; \\
        uint32_t even; \\
        __builtin_memcpy(&four, (from), 4); \\
        NAME_EVEN(even, four); \\
        NAME_ODD(four, four); \\
        NAME_ADD_TWO(sum, even, x_even); \\
        NAME_ADD_TWO(sum, four, x_odd); \\
    } while (0)
/* sums = the products of four rows of weights. */
static inline void name_sums(uint_fast16_t inputs, const int8_t *w, const int8_t *x, int32_t *sums) {
    const int8_t *const end = x + (inputs & ~(uint_fast16_t)3U);
    const int8_t *v = w + 2U * inputs;
    int32_t s0 = 0;
    int32_t s1 = 0;
    int32_t s2 = 0;
    int32_t s3 = 0;
    uint_fast8_t rest = (uint_fast8_t)(inputs & 3U);
    while (x != end) {
        uint32_t x_odd;
        uint32_t x_even;
        __builtin_memcpy(&x_odd, x, 4);
        x += 4;
        NAME_EVEN(x_even, x_odd);
        NAME_ODD(x_odd, x_odd);
        NAME_ADD_FOUR(s0, w);
        NAME_ADD_FOUR(s1, w + inputs);
        NAME_ADD_FOUR(s2, v);
        NAME_ADD_FOUR(s3, v + inputs);
        w += 4;
        v += 4;
    }
    for (; rest > 0U; --rest) {
        const int32_t a = *x;
        s0 += a * *w;
        s1 += a * *(w + inputs);
        s2 += a * *v;
        s3 += a * *(v + inputs);
        ++x;
        ++w;
        ++v;
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
}
#else
SUMS
#endif"""

RUNTIME_SCALED = """\
/* sum significand 2^-shift as a float of 24 bits, rounded to even, plus zero: as ONNX Runtime computes it. */
static int32_t name_scaled(int32_t sum, int32_t significand, uint_fast8_t shift, int16_t zero) {
    const uint64_t product = (uint64_t)(uint32_t)(sum < 0 ? -sum : sum) * (uint32_t)significand;
    const uint64_t half = (uint64_t)1 << (shift - 1U);
    int32_t whole = 512;
    if ((product >> shift) < 512U) {
        const uint64_t rest = product & (2U * half - 1U);
        uint_fast8_t bits = shift;
        uint64_t near;
        whole = (int32_t)(product >> shift);
        while (bits - shift < 10 && (whole >> (bits - shift)) != 0) ++bits;
        /* Half a unit of the float: what is so near to a half becomes one. */
        near = bits < 25U ? 0U : (uint64_t)1 << (bits - 25U);
        if (rest > half + near) ++whole;
        else if (rest + near >= half) whole += whole & 1;
    }
    return (sum < 0 ? -whole : whole) + zero;
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
        for (i = 0; i < inputs; ++i) {
            sum += SUM_OF(x[i] * NAME_READ8(w + i));
            NAME_KEEP(i);
        }
        w += inputs;
        scaled = name_scaled(BACK(sum), SIGNIFICAND,
                             SHIFT, ZERO);
        scaled = scaled < LOW ? LOW : scaled > HIGH ? HIGH : scaled;
        y[o] = (int8_t)scaled;
    }
}"""

DENSE_ROWS = """\
/* The same by NAME_ROWS rows of weights, of which there are as many at least; the last ones may be taken twice. */
static void name_dense_rows(PARAMETERS,
                            const int8_t *w, const int8_t *x, int8_t *y) {
    uint_fast16_t step = NAME_ROWS;
    for (;;) {
        SUM_TYPE sums[NAME_ROWS];
        uint_fast16_t o;
        name_sums(inputs, w, x, sums);
        for (o = 0; o < NAME_ROWS; ++o) {
            const SUM_TYPE sum = sums[o] + SUM_OF(NAME_READ32(name_biases + unit + o));
            KIND scaled = name_scaled(BACK(sum), SIGNIFICAND,
                                      SHIFT, ZERO);
            scaled = scaled < LOW ? LOW : scaled > HIGH ? HIGH : scaled;
            y[o] = (int8_t)scaled;
        }
        outputs -= step;
        if (outputs == 0U) return;
        step = outputs < step ? outputs : step;
        w += step * inputs;
        y += step;
        unit += step;
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

/* y = the network's outputs for the features x, to the last bit those of {as_who}. All in integers; nothing can fail. y must not overlap x. Several threads may call this at once. */
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
