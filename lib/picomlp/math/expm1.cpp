// SPDX-License-Identifier: MIT
#include "picomlp/math/expm1.hpp"

#include "picomlp/math/detail/exp_core.hpp"
#include "picomlp/math/detail/forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

/// (exp(r) - 1 - r) / r^2 for |r| <= 0.3475 (tools/polynomials/expm1.sollya).
inline float expm1_polynomial(float r) {
    float p = 0x1.9e0de4p-13f;
    p = p * r + 0x1.6d43c2p-10f;
    p = p * r + 0x1.111306p-7f;
    p = p * r + 0x1.5554fp-5f;
    p = p * r + 0x1.555554p-3f;
    p = p * r + 0x1p-1f;
    return p;
}
inline double expm1_polynomial(double r) {
    double p = 0x1.1f1aea4eade75p-29;
    p = p * r + 0x1.af5fe54c0043ep-26;
    p = p * r + 0x1.27e51301d4d1ap-22;
    p = p * r + 0x1.71ddf7b89d47p-19;
    p = p * r + 0x1.a01a018e13ff5p-16;
    p = p * r + 0x1.a01a01b01d04ep-13;
    p = p * r + 0x1.6c16c16c1ab0fp-10;
    p = p * r + 0x1.111111110f63p-7;
    p = p * r + 0x1.555555555554dp-5;
    p = p * r + 0x1.5555555555559p-3;
    p = p * r + 0x1p-1;
    return p;
}

/// For n = half + rest.
struct float_powers {
    float first;       // 2^half
    float second;      // 2^rest
    float difference;  // 2^half - 2^-rest
};
struct double_powers {
    double first;
    double second;
    double difference;
};

inline float_powers split_power(uint32_t biased) {
    const uint32_t half = biased >> 1;
    const uint32_t rest = biased - half;
    const float first = detail::from_bits(half << 23);
    return {first, detail::from_bits(rest << 23), first - detail::from_bits((254u - rest) << 23)};
}
inline double_powers split_power(uint64_t biased) {
    const uint64_t half = biased >> 1;
    const uint64_t rest = biased - half;
    const double first = detail::from_bits(half << 52);
    return {first, detail::from_bits(rest << 52), first - detail::from_bits((2046u - rest) << 52)};
}

// exp(x) - 1 = 2^rest (2^half - 2^-rest + 2^half r + 2^half (exp(r) - 1 - r)). Only the first sum
// loses more than the final rounding, so its error is added at the end. That error is exact
// (Dekker): 2^half - 2^-rest is 0 or larger than 2^half r.
template <typename T>
inline T expm1_element(T x) {
    const auto reduced = detail::reduce_exp(detail::clamp_exp(x));
    const T r = reduced.high + reduced.low;
    const T r_error = (reduced.high - r) + reduced.low;
    const auto powers = split_power(reduced.biased);
    const T term = powers.first * r;
    const T sum = powers.difference + term;
    const T sum_error = term - (sum - powers.difference);
    const T tail = powers.first * (r_error + r * r * expm1_polynomial(r));
    const T result = (sum + (sum_error + tail)) * powers.second;
    return detail::unless_nan(x, detail::with_sign_of(x, detail::absolute(result)));
}

}  // namespace

PICOMLP_DEFINE_FORMS(expm1, expm1_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
