// SPDX-License-Identifier: MIT
#include <immintrin.h>

#include "peak_loop.hpp"

namespace bench {

namespace {

struct in_float {
    using value_type = float;
    using vector = __m128;
    static vector splat(float x) { return _mm_set1_ps(x); }
    static float first(vector x) { return _mm_cvtss_f32(x); }
};

struct in_double {
    using value_type = double;
    using vector = __m128d;
    static vector splat(double x) { return _mm_set1_pd(x); }
    static double first(vector x) { return _mm_cvtsd_f64(x); }
};

struct separate_float : in_float {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm_add_ps(_mm_mul_ps(a, b), c);
    }
};

struct separate_double : in_double {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm_add_pd(_mm_mul_pd(a, b), c);
    }
};

}  // namespace

const peak_passes sse2_peak_float = {nullptr, pass<separate_float>};
const peak_passes sse2_peak_double = {nullptr, pass<separate_double>};

}  // namespace bench
