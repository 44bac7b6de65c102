// SPDX-License-Identifier: MIT
#include "picomlp/study/layer_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/relu.hpp"

using picomlp::layer_statistics;

namespace {

constexpr picomlp::activation_limits none = {0, 0};
constexpr picomlp::activation_limits zero_to_one = {0, 1};
constexpr picomlp::activation_limits minus_one_to_one = {-1, 1};

/// units x samples elements.
template <class T>
struct elements {
    uint32_t units;
    uint32_t samples;
    std::vector<T> values;

    T& at(uint32_t u, uint32_t s) { return values[size_t{u} * samples + s]; }
    const T& at(uint32_t u, uint32_t s) const { return values[size_t{u} * samples + s]; }
};

template <class T>
elements<T> filled(uint32_t units, uint32_t samples, T value = T(0)) {
    return {units, samples, std::vector<T>(size_t{units} * samples, value)};
}

template <class T>
elements<T> any_elements(uint32_t units, uint32_t samples, uint32_t seed, double offset = 0,
                         double scale = 1) {
    std::mt19937_64 random(seed);
    elements<T> result = filled<T>(units, samples);
    for (T& value : result.values) {
        const double unit = static_cast<double>(random() >> 11) * 0x1p-53;
        value = static_cast<T>(scale * (offset + 2 * unit - 1));
    }
    return result;
}

/// In pieces of `piece`, one more, `piece`, ... samples.
template <class T>
layer_statistics<T> statistics_of(const elements<T>& of, uint32_t piece,
                                  picomlp::activation_limits limits = none) {
    std::vector<T> means(of.units, T(7));
    std::vector<uint8_t> alive(of.units, 7);
    std::vector<T> sums(piece + 1, T(7));
    picomlp::statistics_in_two_passes<T> taken;
    const auto in_pieces = [&](auto take) {
        uint32_t count = piece;
        for (uint32_t begin = 0; begin < of.samples; begin += count) {
            if (begin > 0) count = 2 * piece + 1 - count;
            const uint32_t left = of.samples - begin;
            take(count < left ? count : left,
                 picomlp::strided_rows<const T>{of.values.data() + begin, of.samples});
        }
    };
    taken.begin(of.units, limits, means.data(), alive.data());
    in_pieces([&](uint32_t n, picomlp::strided_rows<const T> x) { taken.see(n, x, sums.data()); });
    taken.end_first_pass();
    in_pieces(
        [&](uint32_t n, picomlp::strided_rows<const T> x) { taken.see_again(n, x, sums.data()); });
    layer_statistics<T> result;
    taken.end(result);
    return result;
}

template <class T>
layer_statistics<T> statistics_of(const elements<T>& of) {
    return statistics_of(of, of.samples);
}

/// Field by field, because structures have padding.
template <class T>
bool same(const layer_statistics<T>& a, const layer_statistics<T>& b) {
    return std::memcmp(&a.mean, &b.mean, sizeof a.mean) == 0 &&
           std::memcmp(&a.minimum, &b.minimum, sizeof a.minimum) == 0 &&
           std::memcmp(&a.maximum, &b.maximum, sizeof a.maximum) == 0 &&
           a.standard_deviation == b.standard_deviation &&
           a.signal_deviation == b.signal_deviation && a.units == b.units &&
           a.samples == b.samples && a.out_of_range == b.out_of_range && a.zeros == b.zeros &&
           a.saturated == b.saturated && a.dead_units == b.dead_units && a.alike == b.alike;
}

template <class T>
T folded(const T (&lane)[16]) {
    T sums[16];
    std::memcpy(sums, lane, sizeof sums);
    for (int half = 8; half > 0; half /= 2) {
        for (int j = 0; j < half; ++j) sums[j] = sums[j] + sums[j + half];
    }
    return sums[0];
}

/// The words of the header, followed by a plain program. All elements must be in range.
template <class T>
struct in_plain_words {
    T mean, standard_deviation, signal_deviation;

    explicit in_plain_words(const elements<T>& of) {
        const T count = static_cast<T>(of.values.size());
        const auto sum = [&](auto term) {
            T lane[16] = {};
            for (uint32_t s = 0; s < of.samples; ++s) {
                T of_sample = 0;
                for (uint32_t u = 0; u < of.units; ++u) of_sample = of_sample + term(u, s);
                lane[s % 16] = lane[s % 16] + of_sample;
            }
            return folded(lane);
        };
        mean = sum([&](uint32_t u, uint32_t s) { return of.at(u, s); }) / count;
        std::vector<T> unit_mean(of.units, T(0));
        T largest = 0;
        for (uint32_t u = 0; u < of.units; ++u) {
            for (uint32_t s = 0; s < of.samples; ++s) {
                unit_mean[u] += (of.at(u, s) - unit_mean[u]) / static_cast<T>(s + 1);
                largest = std::max(largest, std::abs(of.at(u, s) - mean));
            }
        }
        const int most = std::numeric_limits<T>::max_exponent - 2;
        const int power =
            std::min(std::max(largest == 0 ? -most : std::ilogb(largest), -most), most);
        const auto deviation = [&](auto mean_of) {
            const T square = sum([&](uint32_t u, uint32_t s) {
                const T y = std::ldexp(of.at(u, s) - mean_of(u), -power);
                return y * y;
            });
            return std::ldexp(std::sqrt(square / count), power);
        };
        standard_deviation = deviation([&](uint32_t) { return mean; });
        signal_deviation = deviation([&](uint32_t u) { return unit_mean[u]; });
    }
};

}  // namespace

TEST_CASE_TEMPLATE("statistics are what the header's words give, bit for bit", T, float, double) {
    for (const uint32_t units : {1U, 2U, 7U, 100U}) {
        for (const uint32_t samples : {1U, 15U, 16U, 17U, 100U, 301U}) {
            for (const double scale : {1.0, 1e-30, 1e18}) {
                CAPTURE(units);
                CAPTURE(samples);
                CAPTURE(scale);
                const auto of = any_elements<T>(units, samples, units + samples, 0.3, scale);
                const in_plain_words<T> expected(of);
                const auto found = statistics_of(of);
                CHECK(found.mean == expected.mean);
                CHECK(found.standard_deviation == expected.standard_deviation);
                CHECK(found.signal_deviation == expected.signal_deviation);
                CHECK(found.minimum == *std::min_element(of.values.begin(), of.values.end()));
                CHECK(found.maximum == *std::max_element(of.values.begin(), of.values.end()));
                CHECK(found.units == units);
                CHECK(found.samples == samples);
            }
        }
    }
}

TEST_CASE_TEMPLATE("statistics do not depend on how the samples are cut into pieces", T, float,
                   double) {
    auto of = any_elements<T>(9, 100, 4);
    for (uint32_t s = 0; s < 100; ++s) of.at(3, s) = s % 2 == 0 ? T(0) : -T(0);
    of.at(5, 40) = std::numeric_limits<T>::quiet_NaN();
    of.at(5, 41) = std::numeric_limits<T>::infinity();
    const auto expected = statistics_of(of, 100, minus_one_to_one);
    for (uint32_t piece = 1; piece <= 40; ++piece) {
        CAPTURE(piece);
        CHECK(same(statistics_of(of, piece, minus_one_to_one), expected));
    }
}

TEST_CASE_TEMPLATE("zeros of both signs count as +0, whichever is met first", T, float, double) {
    auto of = filled<T>(3, 4);
    of.at(0, 0) = -T(0);
    of.at(2, 3) = -T(0);
    for (const uint32_t piece : {1U, 4U}) {
        const auto found = statistics_of(of, piece);
        CHECK(!std::signbit(found.minimum));
        CHECK(!std::signbit(found.maximum));
        CHECK(!std::signbit(found.mean));
        CHECK(found.zeros == 12);
        CHECK(found.dead_units == 3);
        CHECK(found.alike);
    }
}

// The header's bounds, with n = units + samples/16 + 6.
TEST_CASE_TEMPLATE("mean and deviations are as near to the true ones as the header says", T, float,
                   double) {
    for (const double offset : {0.0, 3.0}) {
        const auto of = any_elements<T>(50, 400, 6, offset);
        long double sum = 0;
        long double magnitude = 0;
        for (const T v : of.values) {
            sum += v;
            magnitude += std::abs(v);
        }
        const long double count = static_cast<long double>(of.values.size());
        const long double mean = sum / count;
        long double square = 0;
        for (const T v : of.values) square += (v - mean) * (v - mean);
        const long double deviation = std::sqrt(square / count);

        const auto found = statistics_of(of);
        const long double n = 50 + 25 + 6;
        const long double epsilon = std::numeric_limits<T>::epsilon();
        const long double mean_bound = n * epsilon / 2 * magnitude / count;
        CHECK(std::abs(found.mean - mean) <= mean_bound);
        CHECK(std::abs(found.standard_deviation - deviation) <=
              n * epsilon * deviation + mean_bound);
    }
}

TEST_CASE_TEMPLATE("units that are constants have a standard deviation but no signal", T, float,
                   double) {
    auto of = filled<T>(4, 30);
    for (uint32_t u = 0; u < 4; ++u) {
        for (uint32_t s = 0; s < 30; ++s) of.at(u, s) = T(u % 2 == 0 ? 1 : -1);
    }
    const auto found = statistics_of(of);
    CHECK(found.mean == 0);
    CHECK(found.standard_deviation == 1);
    CHECK(found.signal_deviation == 0);
}

TEST_CASE_TEMPLATE("gradients too small to be squared have their deviation all the same", T, float,
                   double) {
    const T least = std::numeric_limits<T>::min() * 1024;
    auto of = filled<T>(1, 4, least);
    of.at(0, 1) = -least;
    of.at(0, 2) = -least;
    CHECK(statistics_of(of).standard_deviation == least);
    const T large = std::numeric_limits<T>::max() > 1e300 ? T(0x1p500) : T(0x1p60);
    of = filled<T>(1, 4, large);
    of.at(0, 1) = -large;
    of.at(0, 2) = -large;
    CHECK(statistics_of(of).standard_deviation == large);
}

TEST_CASE_TEMPLATE("elements out of range are counted and passed over", T, float, double) {
    using limits = std::numeric_limits<T>;
    const T bound = sizeof(T) == 4 ? T(0x1p64) : static_cast<T>(0x1p512L);
    auto of = filled<T>(2, 5, T(1));
    of.at(0, 0) = limits::quiet_NaN();
    of.at(0, 4) = limits::infinity();
    of.at(1, 1) = -limits::infinity();
    of.at(1, 2) = bound;
    const auto found = statistics_of(of, 2);
    CHECK(found.out_of_range == 4);
    CHECK(found.mean == 1);
    CHECK(found.standard_deviation == 0);
    CHECK(found.signal_deviation == 0);
    CHECK(found.minimum == 1);
    CHECK(found.maximum == 1);
    CHECK(!found.alike);

    of.at(1, 2) = std::nextafter(bound, T(0));
    CHECK(statistics_of(of).out_of_range == 3);
    CHECK(statistics_of(of).maximum == of.at(1, 2));
}

TEST_CASE_TEMPLATE("with no element in range there are only counts", T, float, double) {
    const auto found = statistics_of(filled<T>(2, 3, std::numeric_limits<T>::quiet_NaN()));
    CHECK(found.out_of_range == 6);
    CHECK(found.mean == 0);
    CHECK(found.standard_deviation == 0);
    CHECK(found.signal_deviation == 0);
    CHECK(found.minimum == 0);
    CHECK(found.maximum == 0);
    CHECK(found.dead_units == 0);
}

TEST_CASE_TEMPLATE("a unit is dead when it is 0 for every sample", T, float, double) {
    auto of = filled<T>(3, 40, T(0));
    of.at(1, 39) = std::numeric_limits<T>::denorm_min();
    CHECK(statistics_of(of, 7).dead_units == 2);
    of.at(2, 0) = std::numeric_limits<T>::quiet_NaN();
    CHECK(statistics_of(of, 7).dead_units == 1);
    CHECK(statistics_of(of, 7).zeros == 118);
}

TEST_CASE_TEMPLATE("saturated is what lies within an eightieth of the range from a limit", T, float,
                   double) {
    const auto saturated = [](T value, picomlp::activation_limits limits) {
        return statistics_of(filled<T>(1, 1, value), 1, limits).saturated;
    };
    CHECK(saturated(T(0.0124), zero_to_one) == 1);
    CHECK(saturated(T(0.0126), zero_to_one) == 0);
    CHECK(saturated(T(0.9874), zero_to_one) == 0);
    CHECK(saturated(T(0.9876), zero_to_one) == 1);
    CHECK(saturated(T(-0.976), minus_one_to_one) == 1);
    CHECK(saturated(T(-0.974), minus_one_to_one) == 0);
    CHECK(saturated(T(0.974), minus_one_to_one) == 0);
    CHECK(saturated(T(0.976), minus_one_to_one) == 1);
    CHECK(saturated(T(0), none) == 0);
    CHECK(picomlp::limits_of<picomlp::relu>.low == picomlp::limits_of<picomlp::relu>.high);
}

TEST_CASE_TEMPLATE("units are alike when they agree in every sample", T, float, double) {
    auto of = any_elements<T>(1, 20, 9);
    CHECK(!statistics_of(of).alike);
    auto three = filled<T>(3, 20);
    for (uint32_t u = 0; u < 3; ++u) {
        for (uint32_t s = 0; s < 20; ++s) three.at(u, s) = of.at(0, s);
    }
    CHECK(statistics_of(three).alike);
    three.at(2, 19) += T(1);
    CHECK(!statistics_of(three, 6).alike);
}
