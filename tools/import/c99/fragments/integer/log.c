/* SPDX-License-Identifier: MIT */
/* log in integers, with the part of it that softplus shares. */

/* k ln 2 + log(1 + f + f_error); f and f_error may be zero. Where a sum may be in the binade below
   its coefficient's, the unit is that of the lower binade. */
static name_unpacked name_log_of_sum(int32_t k, name_unpacked f, name_unpacked f_error) {
    const name_unpacked z = name_product(f, f);
    const name_unpacked held = name_held(f, -50);
    name_unpacked p = name_number(-9779136, -27);
    name_unpacked tail;
    name_unpacked sum = f;
    name_unpacked rest;
    p = name_horner(p, held, 16865654, -27);
    p = name_horner(p, held, -17733324, -27);
    p = name_horner(p, held, 19111138, -27);
    p = name_horner(p, held, -22308606, -27);
    p = name_horner(p, held, 13421095, -26);
    p = name_horner(p, held, -16777780, -26);
    p = name_horner(p, held, 11184824, -25);
    tail = name_sum(name_product(name_product(f, z), p),
                    name_product(name_normalized(k, 0), name_number(12566158, -43)));
    tail = name_sum(tail, name_number(-z.significand, z.unit - 1));
    rest = tail;
    if (k != 0) {
        const name_unpacked leading = name_normalized(k * 90852, -17);
        sum = name_sum(leading, f);
        rest = name_sum(name_sum(f, name_negated(name_sum(sum, name_negated(leading)))), tail);
    }
    if (f_error.significand != 0) {
        rest = name_sum(rest, name_sum(f_error, name_negated(name_product(f_error, f))));
    }
    return name_sum(sum, rest);
}

/* x = 2^k m with m in [sqrt(1/2), sqrt(2)). */
static float name_log(float x) {
    const uint32_t bits = name_bits(x);
    uint32_t scaled = bits;
    int32_t bias = 127;
    uint32_t carried;
    name_unpacked m;
    name_unpacked result;
    if ((bits & ~NAME_SIGN) == 0) return -name_from_bits(NAME_INFINITY);
    if (bits > NAME_INFINITY) return name_not_a_number();
    if (bits == NAME_INFINITY) return x;
    if (bits == 0x3f800000u) return 0.0f;
    if (bits < 0x00800000u) { /* a subnormal number, times 2^23 */
        const int32_t shift = name_spare_bits((int32_t)bits) - 7;
        scaled = ((uint32_t)(24 - shift) << 23) + ((bits << shift) & 0x007fffffu);
        bias = 150;
    }
    carried = scaled + (0x3f800000u - 0x3f3504f3u);
    m = name_unpack((carried & 0x007fffffu) + 0x3f3504f3u);
    result = name_log_of_sum(
        (int32_t)(carried >> 23) - bias,
        name_normalized(m.significand - (m.unit == -23 ? NAME_LOWEST : NAME_BEYOND), m.unit),
        name_number(0, NAME_ZERO_UNIT));
    return result.significand < 0 ? -name_pack(name_negated(result)) : name_pack(result);
}
