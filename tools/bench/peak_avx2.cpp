// SPDX-License-Identifier: MIT
#include <immintrin.h>

#include "peak_loop.hpp"

namespace bench {

namespace {

struct in_float {
    using value_type = float;
    using vector = __m256;
    static vector splat(float x) { return _mm256_set1_ps(x); }
    static float first(vector x) { return _mm256_cvtss_f32(x); }
};

struct in_double {
    using value_type = double;
    using vector = __m256d;
    static vector splat(double x) { return _mm256_set1_pd(x); }
    static double first(vector x) { return _mm256_cvtsd_f64(x); }
};

struct fused_float : in_float {
    static vector multiply_add(vector a, vector b, vector c) { return _mm256_fmadd_ps(a, b, c); }
};

struct separate_float : in_float {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm256_add_ps(_mm256_mul_ps(a, b), c);
    }
};

struct fused_double : in_double {
    static vector multiply_add(vector a, vector b, vector c) { return _mm256_fmadd_pd(a, b, c); }
};

struct separate_double : in_double {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm256_add_pd(_mm256_mul_pd(a, b), c);
    }
};

}  // namespace

const peak_passes avx2_peak_float = {pass<fused_float>, pass<separate_float>};
const peak_passes avx2_peak_double = {pass<fused_double>, pass<separate_double>};

}  // namespace bench
