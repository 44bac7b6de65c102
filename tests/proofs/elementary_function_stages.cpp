// SPDX-License-Identifier: MIT
// The elementary functions: sampled densely in the range that networks use, and at every exponent.
#include "picomlp/math/erf.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/normal_cdf.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/sincos.hpp"
#include "picomlp/math/softplus.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/math/tanh.hpp"
#include "stage.hpp"

namespace testing {

namespace {

template <class T>
using function_of_one = T (*)(T);

// tails: where the values of a bell curve are normal numbers, in float as well.
enum class domain { all, positive, tails };

constexpr size_t count = 4001;

template <class T, function_of_one<T> Function, domain Arguments>
void at_random(checksum& results) {
    for (uint32_t half = 0; half < 2; ++half) {
        random_numbers<T> source(half + 1, half == 0 ? -3 : Arguments == domain::tails ? 2 : 3);
        for (size_t i = 0; i < count; ++i) {
            const T x = source.next();
            results.add(Function(Arguments == domain::positive && x < T(0) ? -x : x));
        }
    }
}

// Steps through all bit patterns of a sign, an exponent and, of float, a few leading fraction bits:
// both zeros, subnormals, infinities and NaN included.
template <class T, function_of_one<T> Function>
void at_all_exponents(checksum& results) {
    constexpr int kept_bits = 12;
    for (uint64_t top = 0; top < uint64_t{1} << kept_bits; ++top) {
        const T x = from_bits<T>((top << (8 * sizeof(T) - kept_bits)) | (top & 5));
        results.add(Function(x));
    }
}

/// The four stages of a function.
template <function_of_one<float> Float, function_of_one<double> Double,
          domain Arguments = domain::all>
struct stages_of {
    static constexpr stage::job of_float = at_random<float, Float, Arguments>;
    static constexpr stage::job of_double = at_random<double, Double, Arguments>;
    static constexpr stage::job of_all_floats = at_all_exponents<float, Float>;
    static constexpr stage::job of_all_doubles = at_all_exponents<double, Double>;

    static constexpr void append(stage*& end, const char* name) {
        *end++ = {name, range::normal, of_float, ".float"};
        *end++ = {name, range::normal, of_double, ".double"};
        *end++ = {name, range::subnormal, of_all_floats, ".float/all"};
        *end++ = {name, range::subnormal, of_all_doubles, ".double/all"};
    }
};

template <class T, class Fraction>
void turns(checksum& results) {
    integers source(5);
    for (size_t i = 0; i < count; ++i) {
        const uint64_t high = source.next();
        const uint64_t word = high << 32 | source.next();
        T sine;
        T cosine;
        picomlp::math::sincos_turn(static_cast<Fraction>(word >> (64 - 8 * sizeof(Fraction))),
                                   &sine, &cosine);
        results.add(sine);
        results.add(cosine);
    }
}

struct table {
    stage of[50];
};

constexpr table all_functions() {
    namespace math = picomlp::math;
    table all = {};
    stage* end = all.of;
    stages_of<math::exp, math::exp>::append(end, "exp");
    stages_of<math::expm1, math::expm1>::append(end, "expm1");
    stages_of<math::log, math::log, domain::positive>::append(end, "log");
    stages_of<math::tanh, math::tanh>::append(end, "tanh");
    stages_of<math::sigmoid, math::sigmoid>::append(end, "sigmoid");
    stages_of<math::softplus, math::softplus>::append(end, "softplus");
    stages_of<math::sqrt, math::sqrt, domain::positive>::append(end, "sqrt");
    stages_of<math::sin, math::sin>::append(end, "sin");
    stages_of<math::cos, math::cos>::append(end, "cos");
    stages_of<math::erf, math::erf>::append(end, "erf");
    stages_of<math::normal_cdf, math::normal_cdf, domain::tails>::append(end, "normal_cdf");
    stages_of<math::normal_pdf, math::normal_pdf, domain::tails>::append(end, "normal_pdf");
    *end++ = {"sincos_turn", range::normal, turns<float, uint32_t>, ".float"};
    *end++ = {"sincos_turn", range::normal, turns<double, uint64_t>, ".double"};
    return all;
}

}  // namespace

stage_list elementary_function_stages() {
    static constexpr table all = all_functions();
    return all.of;
}

}  // namespace testing
