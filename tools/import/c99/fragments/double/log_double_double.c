/* SPDX-License-Identifier: MIT */
/* log in double-double arithmetic: sums of two doubles, some 106 bits of precision. Dekker 1971,
   "A floating-point technique for extending the available precision"; Knuth, The Art of Computer
   Programming 2, section 4.2.2. */

typedef struct {
    double high;
    double low;
} name_pair;

static inline name_pair name_pair_of(double high, double low) {
    name_pair pair;
    pair.high = high;
    pair.low = low;
    return pair;
}

/* a + b exactly, for |a| >= |b| or a == 0. */
static inline name_pair name_fast_two_sum(double a, double b) {
    const double sum = a + b;
    return name_pair_of(sum, b - (sum - a));
}

/* a + b exactly. */
static inline name_pair name_two_sum(double a, double b) {
    const double sum = a + b;
    const double b_part = sum - a;
    return name_pair_of(sum, (a - (sum - b_part)) + (b - b_part));
}

/* a as the sum of two numbers of at most 26 bits each. */
static inline name_pair name_split(double a) {
    const double scaled = a * 134217729.0;
    const double high = scaled - (scaled - a);
    return name_pair_of(high, a - high);
}

/* a b exactly. */
static inline name_pair name_two_product(double a, double b) {
    const double product = a * b;
    const name_pair x = name_split(a);
    const name_pair y = name_split(b);
    const double error = ((x.high * y.high - product) + x.high * y.low) + x.low * y.high;
    return name_pair_of(product, error + x.low * y.low);
}

static name_pair name_pair_sum(name_pair a, name_pair b) {
    const name_pair high = name_two_sum(a.high, b.high);
    const name_pair low = name_two_sum(a.low, b.low);
    const name_pair sum = name_fast_two_sum(high.high, high.low + low.high);
    return name_fast_two_sum(sum.high, sum.low + low.low);
}

static name_pair name_pair_product(name_pair a, name_pair b) {
    const name_pair product = name_two_product(a.high, b.high);
    return name_fast_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static inline name_pair name_pair_quotient(double a, name_pair b) {
    const double quotient = a / b.high;
    const name_pair product = name_two_product(quotient, b.high);
    const double remainder = ((a - product.high) - product.low) - quotient * b.low;
    return name_fast_two_sum(quotient, remainder / b.high);
}

static name_pair name_pair_step(name_pair sum, name_pair z, double high, double low) {
    return name_pair_sum(name_pair_of(high, low), name_pair_product(sum, z));
}

/* (artanh(s) / s - 1) / z, z = s^2, for |s| <= 0.1716 */
static inline name_pair name_artanh_polynomial(name_pair z) {
    double p = 0x1.5bee3e3792159p-5;
    name_pair sum;
    p = p * z.high + 0x1.28ac4f65cdabfp-5;
    p = p * z.high + 0x1.48157f48ce68ep-5;
    p = p * z.high + 0x1.642873a44578fp-5;
    p = p * z.high + 0x1.86187df2967f4p-5;
    p = p * z.high + 0x1.af286b3cd5456p-5;
    sum = name_pair_of(p, 0.0);
    sum = name_pair_step(sum, z, 0x1.e1e1e1e3da2d4p-5, -0x1.247aca9e1540cp-60);
    sum = name_pair_step(sum, z, 0x1.111111110e8d3p-4, 0x1.7bd354da6bfap-59);
    sum = name_pair_step(sum, z, 0x1.3b13b13b13b5cp-4, -0x1.1221ebe0b242p-63);
    sum = name_pair_step(sum, z, 0x1.745d1745d1745p-4, 0x1.e38ea55b8bbf2p-58);
    sum = name_pair_step(sum, z, 0x1.c71c71c71c71cp-4, 0x1.c8353946e4269p-58);
    sum = name_pair_step(sum, z, 0x1.2492492492492p-3, 0x1.2492072f92e92p-57);
    sum = name_pair_step(sum, z, 0x1.999999999999ap-3, -0x1.99999989f09cep-57);
    return name_pair_step(sum, z, 0x1.5555555555555p-2, 0x1.5555555554aeap-56);
}

/* x = 2^k m with m in [sqrt(1/2), sqrt(2)); log(m) = 2 artanh(s), s = (m - 1) / (m + 1). ln 2 is in
   three parts, of which the first two are exact when multiplied by k. */
static double name_log(double x) {
    const int subnormal = x < 0x1p-1022;
    const uint64_t offset = 0x3fe6a09e667f3bcdu;
    const uint64_t bits =
        name_bits(subnormal ? x * 4503599627370496.0 : x) + (0x3ff0000000000000u - offset);
    const double m = name_from_bits((bits & 0x000fffffffffffffu) + offset);
    const double k = (double)(int32_t)(bits >> 52) - (subnormal ? 1075.0 : 1023.0);
    const name_pair s = name_pair_quotient(m - 1.0, name_two_sum(m, 1.0));
    const name_pair z = name_pair_product(s, s);
    const name_pair twice = name_pair_of(2.0 * s.high, 2.0 * s.low);
    const name_pair series =
        name_pair_product(twice, name_pair_product(z, name_artanh_polynomial(z)));
    const name_pair log_m = name_pair_sum(twice, series);
    const name_pair k_ln2 = name_fast_two_sum(k * 0x1.62e42fefa38p-1, k * 0x1.ef35793c74p-45);
    const name_pair sum = name_pair_sum(name_pair_of(k_ln2.high, 0.0), log_m);
    const name_pair total = name_pair_sum(sum, name_pair_of(k_ln2.low, k * 0x1.39803f2f6af41p-84));
    if (x == 0.0) return -name_from_bits(NAME_INFINITY);
    if (!(x > 0.0)) return name_not_a_number();
    return x < name_from_bits(NAME_INFINITY) ? total.high : x;
}
