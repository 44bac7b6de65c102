# SPDX-License-Identifier: MIT
"""The C code of layers of int8. name_ and NAME_ become the network's own, words in capitals what int8.py gives."""

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
#if NAME_ROWS > 1U
    uint_fast16_t i;
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
    const int8_t *const end = x + inputs;
    while (x != end) {
        int product = *x * NAME_READ8(w);
        NAME_IN_16_BITS(product);
        first += SUM_OF(product);
        ++x;
        ++w;
    }
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
            int product = x[i] * NAME_READ8(w + i);
            NAME_IN_16_BITS(product);
            sum += SUM_OF(product);
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
