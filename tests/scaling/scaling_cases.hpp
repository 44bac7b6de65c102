// SPDX-License-Identifier: MIT
// Networks, samples and roundings for the tests of scaling.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "bits.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/scaling/input_scaling.hpp"

namespace testing {

/// A network only for its number of features; it is not trained.
template <class T, std::uint32_t Features>
using of_features =
    picomlp::basic_network<T, picomlp::input<Features>, picomlp::dense<1, picomlp::identity>>;

/// What one rounding may change of a number, as a share of it.
template <class T>
constexpr double rounding = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;

template <class Network>
bool same_scaling(const picomlp::input_scaling<Network>& a,
                  const picomlp::input_scaling<Network>& b) {
    for (std::uint32_t f = 0; f < Network::inputs; ++f) {
        if (!same_bits(a.offset[f], b.offset[f]) || !same_bits(a.factor[f], b.factor[f])) {
            return false;
        }
    }
    return true;
}

/// Whether a golden case is for T: those that only double can hold say so in their names.
template <class T>
bool is_for(const char* name) {
    return sizeof(T) == 8 || std::strncmp(name, "double", 6) != 0;
}

/// 3 x 200 finite numbers of many sizes, about 100, -3 and 1e-3.
template <class T>
std::vector<T> some_numbers() {
    std::vector<T> numbers;
    std::uint32_t state = 9;
    for (const double middle : {100.0, -3.0, 1e-3}) {
        for (int s = 0; s < 200; ++s) {
            state = state * 1664525U + 1013904223U;
            const double share = static_cast<double>(state >> 8) / 16777216.0 - 0.5;
            numbers.push_back(static_cast<T>(middle * (1 + share)));
        }
    }
    return numbers;
}

/// Feeds some_numbers() to a scaler in pieces of `piece` samples.
template <class T, class Scaler>
void add_in_pieces(Scaler& scaler, const std::vector<T>& numbers, std::uint32_t piece) {
    const picomlp::sample_view<const T, 3> all(numbers.data(), 200);
    for (std::uint32_t begin = 0; begin < 200; begin += piece) {
        const std::uint32_t left = 200 - begin;
        (void)scaler.add(all.slice(begin, left < piece ? left : piece));
    }
}

}  // namespace testing
