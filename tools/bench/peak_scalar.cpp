// SPDX-License-Identifier: MIT
#include "peak_loop.hpp"

namespace bench {

namespace {

template <class T>
struct separate {
    using value_type = T;
    using vector = T;
    static T splat(T x) { return x; }
    static T first(T x) { return x; }
    static T multiply_add(T a, T b, T c) { return a * b + c; }
};

}  // namespace

const peak_passes scalar_peak_float = {nullptr, pass<separate<float>>};
const peak_passes scalar_peak_double = {nullptr, pass<separate<double>>};

}  // namespace bench
