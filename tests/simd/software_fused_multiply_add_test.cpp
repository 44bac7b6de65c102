// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/simd/vectors/fused_multiply_add.hpp"

namespace {

template <class T>
struct bits_type;
template <>
struct bits_type<float> {
    using type = std::uint32_t;
};
template <>
struct bits_type<double> {
    using type = std::uint64_t;
};
template <class T>
using bits = typename bits_type<T>::type;

template <class T>
bits<T> bits_of(T x) {
    bits<T> b;
    std::memcpy(&b, &x, sizeof b);
    return b;
}

template <class T>
T value_of(bits<T> b) {
    T x;
    std::memcpy(&x, &b, sizeof x);
    return x;
}

/// Equal bits; all NaNs count as equal, since IEEE 754 leaves the payload open.
template <class T>
bool agrees(T a, T b, T c) {
    const T got = picomlp::simd::software_fused_multiply_add(a, b, c);
    const T want = std::fma(a, b, c);
    if (std::isnan(want)) return std::isnan(got);
    return bits_of(got) == bits_of(want);
}

template <class T>
struct disagreement {
    std::uint64_t count = 0;
    T a = 0, b = 0, c = 0;

    void see(T x, T y, T z) {
        if (agrees(x, y, z)) return;
        if (count++ == 0) a = x, b = y, c = z;
    }
};

template <class T>
void require_none(const disagreement<T>& found) {
    CAPTURE(bits_of(found.a));
    CAPTURE(bits_of(found.b));
    CAPTURE(bits_of(found.c));
    CHECK(found.count == 0);
}

template <class T>
std::vector<T> specials() {
    using limits = std::numeric_limits<T>;
    std::vector<T> values = {T(0),
                             T(1),
                             T(1.5),
                             T(2),
                             T(3),
                             limits::min(),
                             limits::denorm_min(),
                             limits::max(),
                             limits::infinity(),
                             limits::epsilon()};
    for (T x : {T(1), T(2), limits::min(), std::sqrt(limits::min()), std::sqrt(limits::max()),
                limits::max() / 2, limits::epsilon() / 2}) {
        values.push_back(x);
        values.push_back(std::nextafter(x, T(0)));
        values.push_back(std::nextafter(x, limits::infinity()));
    }
    values.push_back(limits::denorm_min() * 3);
    const std::size_t count = values.size();
    for (std::size_t i = 0; i < count; ++i) values.push_back(-values[i]);
    values.push_back(limits::quiet_NaN());
    return values;
}

template <class T>
T any_bits(std::mt19937_64& random) {
    return value_of<T>(static_cast<bits<T>>(random()));
}

/// Few significant bits, so that halves and exact results are common.
template <class T>
T coarse(std::mt19937_64& random, int bits_kept, int exponent_range) {
    const auto significand = static_cast<std::int64_t>(random() >> (64 - bits_kept)) | 1;
    const int exponent =
        static_cast<int>(random() % static_cast<unsigned>(2 * exponent_range + 1)) - exponent_range;
    const T x = std::ldexp(static_cast<T>(significand), exponent);
    return (random() & 1) != 0 ? x : -x;
}

template <class T>
void sweep(std::uint64_t rounds) {
    using limits = std::numeric_limits<T>;
    std::mt19937_64 random(20240229);
    disagreement<T> found;
    for (std::uint64_t i = 0; i < rounds; ++i) {
        const T a = any_bits<T>(random);
        const T b = any_bits<T>(random);
        found.see(a, b, any_bits<T>(random));

        const T x = coarse<T>(random, limits::digits, 20);
        const T y = coarse<T>(random, limits::digits, 20);
        // c within a few ulp of -ab: nearly everything cancels.
        T near = -(x * y);
        for (auto steps = random() % 4; steps > 0; --steps) near = std::nextafter(near, T(0));
        found.see(x, y, near);
        // c around the last bits of ab, where halves are decided.
        const int gap = limits::digits - 3 + static_cast<int>(random() % 8);
        found.see(x, y, std::ldexp(near, gap));
        found.see(x, y, std::ldexp(-near, -gap));
        found.see(x, y, std::ldexp(near, 2 * gap));

        // Short factors: products and sums that end exactly on a half.
        const T p = coarse<T>(random, 2 + static_cast<int>(random() % 24), 12);
        const T q = coarse<T>(random, 2 + static_cast<int>(random() % 24), 12);
        found.see(p, q, coarse<T>(random, 3, 40 + limits::digits));

        // Results among the subnormals, and on either side of overflow.
        const T down =
            std::ldexp(x, limits::min_exponent / 2 - 24 + static_cast<int>(random() % 40));
        const T also =
            std::ldexp(y, limits::min_exponent / 2 - 24 + static_cast<int>(random() % 40));
        const T tiny = value_of<T>(static_cast<bits<T>>(random() >> (random() % 20)) &
                                   static_cast<bits<T>>(bits_of(limits::min()) * 4 - 1));
        found.see(down, also, tiny);
        found.see(down, also, -tiny);
        found.see(coarse<T>(random, 3, 0) * limits::denorm_min(), coarse<T>(random, 4, 3), tiny);
        const T up = std::ldexp(x, limits::max_exponent / 2 - limits::digits);
        const T too = std::ldexp(y, limits::max_exponent / 2 - limits::digits);
        found.see(up, too, (random() & 1) != 0 ? limits::max() : -limits::max());
    }
    require_none(found);
}

template <class T>
void all_specials() {
    disagreement<T> found;
    const auto values = specials<T>();
    for (T a : values) {
        for (T b : values) {
            for (T c : values) found.see(a, b, c);
        }
    }
    require_none(found);
}

}  // namespace

TEST_CASE("the software fused multiply-add equals the C library's on every triple of specials") {
    all_specials<float>();
    all_specials<double>();
}

TEST_CASE("the software fused multiply-add equals the C library's on random and hard triples") {
    sweep<float>(60000);
    sweep<double>(60000);
}

TEST_CASE("the software fused multiply-add keeps the sign of a product that underflows") {
    const float tiny = std::numeric_limits<float>::denorm_min();
    CHECK(std::signbit(picomlp::simd::software_fused_multiply_add(-tiny, tiny, 0.0F)));
    CHECK_FALSE(std::signbit(picomlp::simd::software_fused_multiply_add(1.0F, 1.0F, -1.0F)));
}

TEST_CASE("the software fused multiply-add equals the C library's on millions of triples" *
          doctest::skip()) {
    sweep<float>(3000000);
    sweep<double>(3000000);
}
