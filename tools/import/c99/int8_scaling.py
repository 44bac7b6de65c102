# SPDX-License-Identifier: MIT
"""The C code that scales sums to int8. name_ and NAME_ become the network's own."""

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
#endif
/* avr-gcc makes a call of a product that it sees widened to 32 bits; of bytes, it has an instruction. */
#if defined(__AVR__) && defined(__GNUC__)
#define NAME_IN_16_BITS(product) __asm__("" : "+r"(product))
#else
#define NAME_IN_16_BITS(product) ((void)0)
#endif"""

# Of sums below 2^30. ..._HALF is what is added to a product before its lower half is cut off.
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
