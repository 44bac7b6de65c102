// The elementary functions: densely where they are used, and over every exponent there is.
#include "picomlp/math/erf.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/normal_cdf.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/sincos.hpp"
#include "picomlp/math/sincos_turn.hpp"
#include "picomlp/math/softplus.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/math/tanh.hpp"
#include "stage.hpp"

namespace proofs {

namespace {

template <class T>
using function_of_one = T (*)(T);

// tails: where the values of a bell curve are normal numbers, in float as well.
enum class domain { all, positive, tails };

constexpr size_t count = 4001;

template <class T>
std::vector<T> ordinary_arguments() {
    auto values = random_values<T>(count, 1, -3);
    const auto larger = random_values<T>(count, 2, 3);
    values.insert(values.end(), larger.begin(), larger.end());
    return values;
}

// Steps through all bit patterns of a sign, an exponent and a few leading fraction bits: both
// zeros, subnormals, infinities and NaN included.
template <class T>
std::vector<T> all_exponents() {
    constexpr int kept_bits = 14;
    std::vector<T> values;
    for (uint64_t top = 0; top < uint64_t{1} << kept_bits; ++top) {
        values.push_back(from_bits<T>((top << (8 * sizeof(T) - kept_bits)) | (top & 5)));
    }
    return values;
}

template <class T>
std::vector<T> ordinary_magnitudes() {
    auto values = ordinary_arguments<T>();
    for (T& value : values) {
        if (value < T(0)) value = -value;
    }
    return values;
}

template <class T>
std::vector<T> arguments_in_tails() {
    auto values = random_values<T>(count, 1, -3);
    const auto larger = random_values<T>(count, 2, 2);
    values.insert(values.end(), larger.begin(), larger.end());
    return values;
}

template <class T, function_of_one<T> Function, std::vector<T> (*Arguments)()>
void values(checksum& results) {
    for (const T x : Arguments()) results.add(Function(x));
}

template <function_of_one<float> Float, function_of_one<double> Double>
void append(std::vector<stage>& stages, const std::string& name, domain arguments) {
    const stage::job of_float =
        arguments == domain::positive ? values<float, Float, ordinary_magnitudes<float>>
        : arguments == domain::tails  ? values<float, Float, arguments_in_tails<float>>
                                      : values<float, Float, ordinary_arguments<float>>;
    const stage::job of_double =
        arguments == domain::positive ? values<double, Double, ordinary_magnitudes<double>>
        : arguments == domain::tails  ? values<double, Double, arguments_in_tails<double>>
                                      : values<double, Double, ordinary_arguments<double>>;
    stages.push_back({name + ".float", range::normal, of_float});
    stages.push_back({name + ".double", range::normal, of_double});
    stages.push_back(
        {name + ".float/all", range::subnormal, values<float, Float, all_exponents<float>>});
    stages.push_back(
        {name + ".double/all", range::subnormal, values<double, Double, all_exponents<double>>});
}

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

}  // namespace

std::vector<stage> elementary_function_stages() {
    std::vector<stage> stages;
    append<picomlp::math::exp, picomlp::math::exp>(stages, "exp", domain::all);
    append<picomlp::math::expm1, picomlp::math::expm1>(stages, "expm1", domain::all);
    append<picomlp::math::log, picomlp::math::log>(stages, "log", domain::positive);
    append<picomlp::math::tanh, picomlp::math::tanh>(stages, "tanh", domain::all);
    append<picomlp::math::sigmoid, picomlp::math::sigmoid>(stages, "sigmoid", domain::all);
    append<picomlp::math::softplus, picomlp::math::softplus>(stages, "softplus", domain::all);
    append<picomlp::math::sqrt, picomlp::math::sqrt>(stages, "sqrt", domain::positive);
    append<picomlp::math::sin, picomlp::math::sin>(stages, "sin", domain::all);
    append<picomlp::math::cos, picomlp::math::cos>(stages, "cos", domain::all);
    append<picomlp::math::erf, picomlp::math::erf>(stages, "erf", domain::all);
    append<picomlp::math::normal_cdf, picomlp::math::normal_cdf>(stages, "normal_cdf",
                                                                 domain::tails);
    append<picomlp::math::normal_pdf, picomlp::math::normal_pdf>(stages, "normal_pdf",
                                                                 domain::tails);
    stages.push_back({"sincos_turn.float", range::normal, turns<float, uint32_t>});
    stages.push_back({"sincos_turn.double", range::normal, turns<double, uint64_t>});
    return stages;
}

}  // namespace proofs
