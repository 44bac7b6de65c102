// SPDX-License-Identifier: MIT
#include <immintrin.h>

#include "peak_loop.hpp"

namespace bench {

namespace {

struct in_float {
    using value_type = float;
    using vector = __m512;
    static vector splat(float x) { return _mm512_set1_ps(x); }
    static float first(vector x) { return _mm512_cvtss_f32(x); }
};

struct in_double {
    using value_type = double;
    using vector = __m512d;
    static vector splat(double x) { return _mm512_set1_pd(x); }
    static double first(vector x) { return _mm512_cvtsd_f64(x); }
};

struct fused_float : in_float {
    static vector multiply_add(vector a, vector b, vector c) { return _mm512_fmadd_ps(a, b, c); }
};

struct separate_float : in_float {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm512_add_ps(_mm512_mul_ps(a, b), c);
    }
};

struct fused_double : in_double {
    static vector multiply_add(vector a, vector b, vector c) { return _mm512_fmadd_pd(a, b, c); }
};

struct separate_double : in_double {
    static vector multiply_add(vector a, vector b, vector c) {
        return _mm512_add_pd(_mm512_mul_pd(a, b), c);
    }
};

}  // namespace

const peak_passes avx512_peak_float = {pass<fused_float>, pass<separate_float>};
const peak_passes avx512_peak_double = {pass<fused_double>, pass<separate_double>};

}  // namespace bench
