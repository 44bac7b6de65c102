/* two_moons: a 2-10-5-1 network of int8 in C99, to be compiled as C or C++; see two_moons.h. */

#include "two_moons.h"

/* On an AVR constants stay in flash, which has instructions of its own. */
#if !defined(TWO_MOONS_READ8)
#if defined(__AVR__) && !defined(__AVR_HAVE_LPMX__)
#error "define TWO_MOONS_FLASH, TWO_MOONS_READ8(pointer) and TWO_MOONS_READ32(pointer): this AVR reads flash in another way"
#elif defined(__AVR__)
#define TWO_MOONS_FLASH __attribute__((__progmem__))
#define TWO_MOONS_READ8(pointer) two_moons_read8(pointer)
#define TWO_MOONS_READ32(pointer) two_moons_read32(pointer)
static inline int8_t two_moons_read8(const int8_t *from) {
    int8_t value;
    __asm__("lpm %0, Z" : "=r"(value) : "z"(from));
    return value;
}
static inline int32_t two_moons_read32(const int32_t *from) {
    int32_t value;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z+\n\tlpm %C0, Z+\n\tlpm %D0, Z" : "=&r"(value), "+z"(from));
    return value;
}
#else
#define TWO_MOONS_FLASH
#define TWO_MOONS_READ8(pointer) (*(pointer))
#define TWO_MOONS_READ32(pointer) (*(pointer))
#endif
#endif

/* Layer by layer, output by output. */
static const int8_t two_moons_weights[75] TWO_MOONS_FLASH = {
    125, -127, -127, 16, -127, 35, -13, -127, 127, 94, 127, -20, -127, -108, -127, -57, -127, -27, -127, -14, 2, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 20, 2, -89, 6, -20, 19, 46, -127, 63, -46, 85, -11, 0, -56, -40, 34, -87, 0, 0, -127,
    119, -78, -72, -33, -101, 44, 85, 9, 42, -127, 35, -36, -72, 0, 11, 30, 59, -127, 85, -72, 0, 83, -14, 62, 127,
};

/* The zero points of inputs are in them. */
static const int32_t two_moons_biases[16] TWO_MOONS_FLASH = {
    -3402, 10950, -3410, -13536, 10820, 8622, 2893, -3246, 2852, 11464, -536870653, -16137, -31604, -12185, -11525,
    28390,
};

/* What sums are scaled by. */
static const int32_t two_moons_significands[16] TWO_MOONS_FLASH = {
    1302769840, 1708814255, 1949998709, 1719993726, 2085215007, 1991677386, 1849276901, 2117277901, 1610326041,
    1091912563, 1884352384, 2143930548, 1538503954, 1495362590, 2136505715, 1179152851,
};

static const int8_t two_moons_shifts[16] TWO_MOONS_FLASH = {
    6, 7, 6, 8, 8, 7, 6, 6, 5, 6, 23, 4, 6, 5, 4, 6,
};

/* sigmoid of layer 3, for -128 to 127. */
static const int8_t two_moons_table_3[256] TWO_MOONS_FLASH = {
    -96, -94, -90, -87, -84, -80, -76, -72, -68, -63, -58, -53, -48, -42, -37, -31, -25, -19, -12, -6, 0, 6, 12, 19,
    25, 31, 37, 42, 48, 53, 58, 63, 68, 72, 76, 80, 84, 87, 90, 94, 96, 99, 101, 104, 106, 108, 109, 111, 112, 114,
    115, 116, 117, 118, 119, 120, 121, 121, 122, 122, 123, 123, 124, 124, 125, 125, 125, 125, 126, 126, 126, 126,
    126, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127,
    127, 127, 127, 127, 127, 127, 127, 127,
};

/* Whether a product has 32 bits at most: its upper half is then put together of four products. */
#if !defined(TWO_MOONS_NARROW)
#if defined(__AVR__) || (defined(__arm__) && defined(__thumb__) && !defined(__thumb2__))
#define TWO_MOONS_NARROW 1
#else
#define TWO_MOONS_NARROW 0
#endif
#endif
/* There, ARM loads by a base and an index, but compilers make pointers of them unless they lose sight of the two; and
   eight registers are enough for a function by itself. */
#if TWO_MOONS_NARROW && defined(__GNUC__) && defined(__arm__)
#define TWO_MOONS_KEEP(variable) __asm__("" : "+r"(variable))
#define TWO_MOONS_APART __attribute__((__noinline__))
#else
#define TWO_MOONS_KEEP(variable) ((void)0)
#define TWO_MOONS_APART inline
#endif
/* avr-gcc makes a call of a product that it sees widened to 32 bits; of bytes, it has an instruction. */
#if defined(__AVR__) && defined(__GNUC__)
#define TWO_MOONS_IN_16_BITS(product) __asm__("" : "+r"(product))
#else
#define TWO_MOONS_IN_16_BITS(product) ((void)0)
#endif

/* a b / 2^32, rounded half up, for an even a. */
static inline int32_t two_moons_high(int32_t a, int32_t b) {
#if TWO_MOONS_NARROW
    const uint16_t a_low = (uint16_t)((uint32_t)a & 0xffffU);
    const uint16_t b_low = (uint16_t)((uint32_t)b & 0xffffU);
    const int16_t a_high = (int16_t)(a >> 16);
    const int16_t b_high = (int16_t)(b >> 16);
    const uint32_t low = (uint32_t)a_low * b_low;
    const int32_t first = (int32_t)a_high * (int32_t)b_low + (int32_t)(low >> 16);
    const int32_t second = (int32_t)a_low * (int32_t)b_high + (first & 0xffff) + 0x8000;
    return (int32_t)a_high * b_high + (first >> 16) + (second >> 16);
#else
    return (int32_t)(((int64_t)a * b + ((int64_t)1 << 31)) >> 32);
#endif
}

/* The sum scaled, plus (twice_zero - 1) / 2: gemmlowp's two roundings. */
static inline int32_t two_moons_scaled(int32_t sum, int32_t significand, uint_fast8_t shift, int16_t twice_zero) {
    const int32_t high = two_moons_high(2 * sum, significand);
    return (((high + (high >> 31)) >> shift) + twice_zero) >> 1;
}

/* y = a layer's outputs for x, clamped to low and high; `unit` counts outputs from the first layer's on. */
static void two_moons_dense(uint_fast16_t inputs, uint_fast16_t outputs, uint_fast16_t unit, int16_t twice_zero,
                       const int8_t *w, const int8_t *x, int8_t *y) {
    uint_fast16_t o;
    for (o = 0; o < outputs; ++o) {
        int32_t scaled;
        int32_t sum = TWO_MOONS_READ32(two_moons_biases + unit + o);
        uint_fast16_t i;
        for (i = 0; i < inputs; ++i) {
            int product = x[i] * TWO_MOONS_READ8(w + i);
            TWO_MOONS_IN_16_BITS(product);
            sum += product;
            TWO_MOONS_KEEP(i);
        }
        w += inputs;
        scaled = two_moons_scaled(sum, TWO_MOONS_READ32(two_moons_significands + unit + o),
                             (uint_fast8_t)TWO_MOONS_READ8(two_moons_shifts + unit + o), twice_zero);
        scaled = scaled < -128 ? -128 : scaled > 127 ? 127 : scaled;
        y[o] = (int8_t)scaled;
    }
}

static void two_moons_look_up(const int8_t *table, uint_fast16_t count, int8_t *y) {
    uint_fast16_t i;
    for (i = 0; i < count; ++i) y[i] = TWO_MOONS_READ8(table + 128 + y[i]);
}

void two_moons_predict(const int8_t *x, int8_t *y) {
    int8_t a[10];
    int8_t b[5];
    two_moons_dense(2, 10, 0, -255, two_moons_weights, x, a);
    two_moons_dense(10, 5, 10, -255, two_moons_weights + 20, a, b);
    two_moons_dense(5, 1, 15, -215, two_moons_weights + 70, b, y);
    two_moons_look_up(two_moons_table_3, 1, y);
}

static const int8_t two_moons_test_x[8] TWO_MOONS_FLASH = {
    -122, -128, -122, -103, -122, -77, -122, -52,
};

static const int8_t two_moons_test_y[4] TWO_MOONS_FLASH = {
    31, -19, -53, -87,
};

int two_moons_self_test(void) {
    int8_t x[TWO_MOONS_INPUTS];
    int8_t y[TWO_MOONS_OUTPUTS];
    const int8_t *from = two_moons_test_x;
    const int8_t *expected = two_moons_test_y;
    uint_fast16_t vector;
    uint_fast16_t i;
    for (vector = 0; vector < 4; ++vector) {
        for (i = 0; i < TWO_MOONS_INPUTS; ++i) x[i] = TWO_MOONS_READ8(from + i);
        two_moons_predict(x, y);
        for (i = 0; i < TWO_MOONS_OUTPUTS; ++i) {
            if (y[i] != TWO_MOONS_READ8(expected + i)) return TWO_MOONS_FAILED_SELF_TEST;
        }
        from += TWO_MOONS_INPUTS;
        expected += TWO_MOONS_OUTPUTS;
    }
    return TWO_MOONS_OK;
}
