/* SPDX-License-Identifier: MIT */
/* Signs, and numbers that are none. */

static inline int name_is_finite(name_real x) {
    return (name_bits(x) & NAME_INFINITY) != NAME_INFINITY;
}

static inline int name_is_nan(name_real x) { return (name_bits(x) & ~NAME_SIGN) > NAME_INFINITY; }

static inline name_real name_absolute(name_real x) {
    return name_from_bits(name_bits(x) & ~NAME_SIGN);
}

/* A magnitude that is not negative, with the sign of x. */
static inline name_real name_with_sign_of(name_real x, name_real magnitude) {
    return name_from_bits(name_bits(magnitude) | (name_bits(x) & NAME_SIGN));
}

static inline name_real name_unless_nan(name_real x, name_real result) {
    return name_is_nan(x) ? name_not_a_number() : result;
}
