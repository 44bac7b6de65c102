// SPDX-License-Identifier: MIT
// The course's study, section 6, made anew: input, parameters and targets from NumPy's stream.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace testing {

constexpr uint32_t samples = 1000;
constexpr uint32_t size = 100;

template <class T, class Activation>
using network =
    picomlp::basic_network<T, picomlp::input<size>, picomlp::dense<size, Activation>,
                           picomlp::dense<size, Activation>, picomlp::dense<size, Activation>,
                           picomlp::dense<size, Activation>, picomlp::dense<size, Activation>>;

inline double deviation_named(const std::string& name) {
    if (name == "large") return 1;
    if (name == "small") return 0.01;
    return picomlp::math::sqrt((name == "he" ? 2.0 : 1.0) / size);
}

/// Features x samples from a stream that runs sample by sample.
template <class T>
std::vector<T> drawn(picomlp::numpy_random_state& source) {
    std::vector<T> values(size_t{size} * samples);
    for (uint32_t s = 0; s < samples; ++s) {
        for (uint32_t f = 0; f < size; ++f) {
            values[size_t{f} * samples + s] = static_cast<T>(source.normal());
        }
    }
    return values;
}

template <class T, class Activation>
struct section6 {
    using net = network<T, Activation>;

    section6(uint32_t seed, const std::string& initializer) {
        picomlp::numpy_random_state source(seed);
        x = drawn<T>(source);
        const double deviation = deviation_named(initializer);
        for (uint32_t number = 1; number <= net::layer_count; ++number) {
            const auto layer = w.layer(number);
            for (uint32_t i = 0; i < size; ++i) {
                for (uint32_t o = 0; o < size; ++o) {
                    layer.weight(o, i) = static_cast<T>(source.normal() * deviation);
                }
            }
            for (uint32_t o = 0; o < size; ++o) layer.bias(o) = 0;
        }
        y = drawn<T>(source);
    }

    auto features() const { return picomlp::sample_view<const T, size>(x.data(), samples); }
    auto targets() const { return picomlp::sample_view<const T, size>(y.data(), samples); }

    template <uint32_t Capacity>
    std::unique_ptr<picomlp::study_report<net>> study() const {
        auto report = std::make_unique<picomlp::study_report<net>>();
        const auto scratch =
            std::make_unique<picomlp::study_scratch<net, picomlp::mean_squared_error, Capacity>>();
        const auto outcome = picomlp::study(w, *scratch, features(), targets(), *report);
        return outcome == picomlp::status::ok ? std::move(report) : nullptr;
    }

    std::vector<T> x, y;
    typename net::parameters w;
};

}  // namespace testing
