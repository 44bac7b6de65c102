// SPDX-License-Identifier: MIT
// What the tests of the initializers share.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/random/uniform.hpp"
#include "picomlp/random/xoshiro128pp.hpp"
#include "random/fingerprint.hpp"
#include "random/statistics.hpp"

namespace testing {

using picomlp::dense_shape;

inline std::size_t weight_count(dense_shape shape) {
    return std::size_t{shape.inputs} * shape.outputs;
}

/// One layer's weights as they lie in memory.
template <class T, class Initializer, class Source>
std::vector<T> weights_of(const Initializer& initializer, dense_shape shape, Source& source) {
    std::vector<T> weights(weight_count(shape), T(-99));
    initializer(shape, weights.data(), source);
    return weights;
}

inline bool same_state(const picomlp::xoshiro128pp& a, const picomlp::xoshiro128pp& b) {
    return std::memcmp(&a.state(), &b.state(), sizeof a.state()) == 0;
}

inline constexpr dense_shape some_shapes[] = {{1, 1}, {2, 10},  {10, 5}, {5, 1},
                                              {1, 7}, {13, 17}, {64, 32}};

/// True when the weights are normal<T>'s stream times `spread(shape)`, rounded once, and the source
/// is left where that stream's seeding leaves it.
template <class T, class Initializer, class Spread>
bool is_normal_times(const Initializer& initializer, Spread spread) {
    bool good = true;
    for (const dense_shape shape : some_shapes) {
        picomlp::xoshiro128pp source(7);
        picomlp::xoshiro128pp twin(7);
        const std::vector<T> got = weights_of<T>(initializer, shape, source);
        picomlp::normal<T> stream(twin);
        const T factor = spread(shape);
        std::vector<T> expected(weight_count(shape));
        for (T& v : expected) v = stream() * factor;
        good &= same_bits(got, expected) && same_state(source, twin);
    }
    return good;
}

/// True when the weights are uniform<T>'s numbers between low(shape) and high(shape).
template <class T, class Initializer, class Low, class High>
bool is_uniform_between(const Initializer& initializer, Low low, High high) {
    bool good = true;
    for (const dense_shape shape : some_shapes) {
        picomlp::xoshiro128pp source(7);
        picomlp::xoshiro128pp twin(7);
        const std::vector<T> got = weights_of<T>(initializer, shape, source);
        std::vector<T> expected(weight_count(shape));
        for (T& v : expected) v = picomlp::uniform<T>(twin, low(shape), high(shape));
        good &= same_bits(got, expected) && same_state(source, twin);
    }
    return good;
}

/// A layer of many weights, with inputs and outputs so different that no initializer can confuse
/// them.
inline constexpr dense_shape large = {600, 150};

/// Mean, variance, skewness and kurtosis of a large layer's weights against a normal distribution
/// of this standard deviation are within their confidence limits.
template <class T, class Initializer>
bool looks_normal(const Initializer& initializer, double standard_deviation) {
    picomlp::xoshiro128pp source(11);
    std::vector<double> sample;
    for (const T v : weights_of<T>(initializer, large, source)) {
        sample.push_back(static_cast<double>(v) / standard_deviation);
    }
    const moment_sigmas found = moments(sample);
    return std::abs(found.mean) < allowed_sigmas && std::abs(found.variance) < allowed_sigmas &&
           std::abs(found.skewness) < allowed_sigmas && std::abs(found.kurtosis) < allowed_sigmas;
}

/// The same for a uniform distribution between low and high, none of whose numbers lies outside;
/// twenty equal slices get equally many. The square of a centred uniform number of half width 1 has
/// mean 1/3 and variance 4/45.
template <class T, class Initializer>
bool looks_uniform(const Initializer& initializer, double low, double high) {
    picomlp::xoshiro128pp source(11);
    const double middle = (low + high) / 2;
    const double half_width = (high - low) / 2;
    const double slack = 1 + double(std::numeric_limits<T>::epsilon());
    double sum = 0;
    double squares = 0;
    std::vector<double> slices(20, 0.0);
    const std::vector<T> weights = weights_of<T>(initializer, large, source);
    for (const T v : weights) {
        const double x = (static_cast<double>(v) - middle) / half_width;
        if (!(std::abs(x) <= slack)) return false;
        sum += x;
        squares += x * x - 1.0 / 3;
        const auto slice = static_cast<std::size_t>(std::max(0.0, (x + 1) * 10));
        slices[std::min<std::size_t>(slice, 19)] += 1;
    }
    const double n = static_cast<double>(weights.size());
    return std::abs(sum / std::sqrt(n / 3)) < allowed_sigmas &&
           std::abs(squares / std::sqrt(n * 4 / 45)) < allowed_sigmas &&
           std::abs(chi_square_sigmas(slices)) < allowed_sigmas;
}

/// The same seed gives the same weights, another seed others.
template <class T, class Initializer>
bool follows_its_seed(const Initializer& initializer) {
    picomlp::xoshiro128pp one(5);
    picomlp::xoshiro128pp again(5);
    picomlp::xoshiro128pp other(6);
    const dense_shape shape{13, 17};
    const std::vector<T> first = weights_of<T>(initializer, shape, one);
    return same_bits(first, weights_of<T>(initializer, shape, again)) &&
           !same_bits(first, weights_of<T>(initializer, shape, other));
}

/// One number for all bits of a few layers' weights, taken from one source in turn.
template <class T, class Initializer>
std::uint64_t fingerprint_of(const Initializer& initializer) {
    picomlp::xoshiro128pp source(3);
    std::vector<T> all;
    for (const dense_shape shape : {dense_shape{2, 10}, dense_shape{10, 5}, dense_shape{5, 1}}) {
        for (const T v : weights_of<T>(initializer, shape, source)) all.push_back(v);
    }
    return fingerprint::of(all);
}

}  // namespace testing
