// SPDX-License-Identifier: MIT
#include "picomlp/math/sincos.hpp"

#include "picomlp/math/detail/forms.hpp"
#include "picomlp/math/detail/sincos_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

/// 2 / pi as a binary fraction, most significant word first, with enough bits for the largest
/// double. The two words of zeros before it have the weights 2^63 to 2^0.
constexpr uint32_t two_over_pi[] = {
    0x00000000u, 0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u,
    0x3c439041u, 0xfe5163abu, 0xdebbc561u, 0xb7246e3au, 0x424dd2e0u, 0x06492eeau, 0x09d1921cu,
    0xfe1deb1cu, 0xb129a73eu, 0xe88235f5u, 0x2ebb4484u, 0xe99c7026u, 0xb45f7e41u, 0x3991d639u,
    0x835339f4u, 0x9c845f8bu, 0xbdf9283bu, 0x1ff897ffu, 0xde05980fu, 0xef2f118bu, 0x5a0a6d1fu,
    0x6d367ecfu, 0x27cb09b7u, 0x4f463f66u, 0x9e5fea2du, 0x7527bac7u, 0xebe5f17bu, 0x3d0739f7u,
    0x8a5292eau, 0x6bfb5fb1u, 0x1f8d5d08u, 0x56033046u, 0xfc7b6babu, 0xf0cfbc20u,
};

/// The 32 bits of the table that begin at bit `position`.
inline uint32_t two_over_pi_bits(uint32_t position) {
    const uint32_t first = position >> 5;
    const uint64_t pair =
        static_cast<uint64_t>(two_over_pi[first]) << 32 | uint64_t{two_over_pi[first + 1]};
    return static_cast<uint32_t>((pair << (position & 31u)) >> 32);
}

// Payne and Hanek: |x| = m 2^e with an integer m. Of the product m (2^e 2 / pi), an angle in
// quadrants, only the bits below the weight 4 matter. So m is multiplied by a window of 2 / pi
// whose first bit has the weight 2 after scaling by 2^e; overflow on the left is whole turns. The
// nearest integer of the product is the quadrant; the rest is multiplied by pi / 2.

/// For pi / 4 < |x| < infinity.
detail::float_angle reduce(float x) {
    const uint32_t bits = detail::to_bits(x) & ~detail::float_sign;
    const uint64_t m = (bits & 0x007fffffu) | 0x00800000u;
    const uint32_t position = (bits >> 23) - 150u + 62u;

    const uint64_t high = m * two_over_pi_bits(position);
    const uint64_t middle = m * two_over_pi_bits(position + 32u);
    const uint64_t low = m * two_over_pi_bits(position + 64u);
    // In units of 2^-62 quadrants. No float is nearer to a multiple of pi / 2 than 2^-34.
    const uint64_t quadrants = (high << 32) + middle + (low >> 32);

    const uint32_t quadrant = static_cast<uint32_t>((quadrants + (uint64_t{1} << 61)) >> 62);
    const uint64_t rest = quadrants - (uint64_t{quadrant} << 62);
    const bool negative = (rest >> 63) != 0;
    const uint64_t magnitude = negative ? uint64_t{0} - rest : rest;
    const uint32_t zeros = static_cast<uint32_t>(__builtin_clzll(magnitude | 1u));
    // 32 significant bits of the rest times 32 of pi / 2, in units of 2^-(61 + zeros).
    const uint64_t product = ((magnitude << zeros) >> 32) * uint64_t{0xc90fdaa2u};

    const uint32_t sign = negative ? detail::float_sign : 0u;
    const float unit = detail::from_bits(((127u - 21u - zeros) << 23) | sign);
    const float angle_high = static_cast<float>(static_cast<int32_t>(product >> 40)) * unit;
    const float angle_low =
        static_cast<float>(static_cast<int32_t>((product >> 16) & 0xffffffu)) * (unit * 0x1p-24f);
    return {quadrant, angle_high, angle_low};
}

/// The upper half of the product of two 64-bit integers.
uint64_t multiply_high(uint64_t a, uint64_t b) {
    const uint64_t a_low = a & 0xffffffffu;
    const uint64_t b_low = b & 0xffffffffu;
    const uint64_t a_high = a >> 32;
    const uint64_t b_high = b >> 32;
    const uint64_t cross = a_high * b_low + ((a_low * b_low) >> 32);
    const uint64_t other_cross = a_low * b_high + (cross & 0xffffffffu);
    return a_high * b_high + (cross >> 32) + (other_cross >> 32);
}

/// For pi / 4 < |x| < infinity.
detail::double_angle reduce(double x) {
    const uint64_t bits = detail::to_bits(x) & ~detail::double_sign;
    const uint64_t m = (bits & 0x000fffffffffffffu) | 0x0010000000000000u;
    const uint64_t m_low = m & 0xffffffffu;
    const uint64_t m_high = m >> 32;
    const uint32_t position = static_cast<uint32_t>(bits >> 52) - 1075u + 62u;

    // m times six words of the window, modulo 2^192, least significant word first.
    uint32_t product[6];
    uint64_t low_carry = 0;
    uint64_t high_carry = 0;
    uint64_t previous = 0;
    for (uint32_t i = 0; i < 6; ++i) {
        const uint64_t window = two_over_pi_bits(position + 32u * (5u - i));
        const uint64_t low = m_low * window + low_carry;
        const uint64_t high = m_high * previous + high_carry + (low & 0xffffffffu);
        product[i] = static_cast<uint32_t>(high);
        low_carry = low >> 32;
        high_carry = high >> 32;
        previous = window;
    }
    // In units of 2^-126 quadrants. No double is nearer to a multiple of pi / 2 than 2^-62.
    uint64_t top = uint64_t{product[5]} << 32 | product[4];
    uint64_t bottom = uint64_t{product[3]} << 32 | product[2];

    const uint32_t quadrant = static_cast<uint32_t>((top + (uint64_t{1} << 61)) >> 62);
    top -= uint64_t{quadrant} << 62;
    const bool negative = (top >> 63) != 0;
    if (negative) {
        bottom = uint64_t{0} - bottom;
        top = ~top + (bottom == 0 ? 1u : 0u);
    }
    // For doubles close to a multiple of pi / 2, top may be 0: shift by a word first.
    uint32_t zeros = 0;
    if (top == 0) {
        top = bottom;
        bottom = 0;
        zeros = 64;
    }
    const uint32_t shift = static_cast<uint32_t>(__builtin_clzll(top | 1u));
    zeros += shift;
    const uint64_t magnitude = top << shift | (bottom >> 1) >> (63u - shift);
    // 64 significant bits of the rest times 64 of pi / 2, in units of 2^-(61 + zeros).
    const uint64_t angle = multiply_high(magnitude, 0xc90fdaa22168c234u);

    const uint64_t sign = negative ? detail::double_sign : 0u;
    const double unit = detail::from_bits((uint64_t{1023u - 50u - zeros} << 52) | sign);
    const double angle_high = static_cast<double>(static_cast<int64_t>(angle >> 11)) * unit;
    const double angle_low =
        static_cast<double>(static_cast<int32_t>(angle & 0x7ffu)) * (unit * 0x1p-11);
    return {quadrant, angle_high, angle_low};
}

template <typename T, typename Angle>
inline void sincos_element(T x, T pi_over_4, T* sine, T* cosine) {
    const T magnitude = detail::absolute(x);
    if (!(magnitude < detail::infinity(x))) {
        *sine = detail::not_a_number(x);
        *cosine = detail::not_a_number(x);
        return;
    }
    const Angle angle = magnitude <= pi_over_4 ? Angle{0u, magnitude, T(0)} : reduce(magnitude);
    T sine_of_magnitude;
    detail::sincos_of_angle(angle, &sine_of_magnitude, cosine);
    *sine = detail::from_bits(detail::to_bits(sine_of_magnitude) ^
                              (detail::to_bits(x) ^ detail::to_bits(magnitude)));
}

inline void sincos_element(float x, float* sine, float* cosine) {
    sincos_element<float, detail::float_angle>(x, 0x1.921fb4p-1f, sine, cosine);
}

inline void sincos_element(double x, double* sine, double* cosine) {
    sincos_element<double, detail::double_angle>(x, 0x1.921fb54442d18p-1, sine, cosine);
}

template <typename T>
inline T sin_element(T x) {
    T sine;
    T cosine;
    sincos_element(x, &sine, &cosine);
    return sine;
}

template <typename T>
inline T cos_element(T x) {
    T sine;
    T cosine;
    sincos_element(x, &sine, &cosine);
    return cosine;
}

template <typename T>
inline void sincos_array(const T* x, T* sine, T* cosine, size_t n) {
    for (size_t i = 0; i < n; ++i) {
        T element_sine;
        T element_cosine;
        sincos_element(x[i], &element_sine, &element_cosine);
        sine[i] = element_sine;
        cosine[i] = element_cosine;
    }
}

}  // namespace

void sincos(float x, float* sine, float* cosine) noexcept { sincos_element(x, sine, cosine); }
void sincos(double x, double* sine, double* cosine) noexcept { sincos_element(x, sine, cosine); }

void sincos(const float* x, float* sine, float* cosine, size_t n) noexcept {
    sincos_array(x, sine, cosine, n);
}

void sincos(const double* x, double* sine, double* cosine, size_t n) noexcept {
    sincos_array(x, sine, cosine, n);
}

PICOMLP_DEFINE_FORMS(sin, sin_element)
PICOMLP_DEFINE_FORMS(cos, cos_element)

void sincos_turn(uint32_t fraction, float* sine, float* cosine) noexcept {
    detail::sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(uint64_t fraction, double* sine, double* cosine) noexcept {
    detail::sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(const uint32_t* fraction, float* sine, float* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) detail::sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

void sincos_turn(const uint64_t* fraction, double* sine, double* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) detail::sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
