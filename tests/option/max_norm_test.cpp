// SPDX-License-Identifier: MIT
#include "picomlp/option/clipping.hpp"

#include "option/option_checks.hpp"
#include "reference/matrix_reference.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::max_norm;

namespace {

template <class T>
using settings = max_norm::settings<net<T>>;

/// What clipping.hpp says of max_norm, for a unit whose weights lie `stride` apart.
template <class T>
void limit_length(T limit, std::size_t count, std::size_t stride, T* x) {
    constexpr bool single = sizeof(T) == 4;
    const auto element = [&](std::size_t k) { return x[k * stride]; };
    T sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const T square = element(k) * element(k);
        sum = sum + square;
    }
    T length = std::sqrt(sum);
    if (std::isinf(sum) || sum < std::ldexp(T(1), single ? -100 : -900)) {
        length = reference::norm<T>(count, element);
    }
    if (!(length > limit)) return;
    if (length > std::ldexp(T(1), single ? 60 : 500)) {
        for (std::size_t k = 0; k < count; ++k) {
            x[k * stride] = x[k * stride] * std::ldexp(T(1), single ? -64 : -520);
        }
        length = reference::norm<T>(count, element);
    }
    const T factor = limit / length;
    for (std::size_t k = 0; k < count; ++k) x[k * stride] = x[k * stride] * factor;
}

template <class T>
void limit_lengths(const settings<T>& chosen, const bool* trained, std::vector<T>& w) {
    for (std::uint32_t l = 0; l < 3; ++l) {
        const auto shape = net<T>::shape_of(l + 1);
        const T limit = chosen.limit.value[l];
        if (!trained[l] || limit == 0) continue;
        for (std::size_t o = 0; o < shape.outputs; ++o) {
            limit_length<T>(limit, shape.inputs, shape.outputs,
                            w.data() + net<T>::layer_offset(l + 1) + o);
        }
    }
}

/// A unit's length, in steps that neither overflow nor round as often as the library's.
template <class T>
long double true_length(std::size_t count, std::size_t stride, const T* x) {
    long double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const long double y = static_cast<long double>(x[k * stride]);
        sum += y * y;
    }
    return std::sqrt(sum);
}

}  // namespace

TEST_CASE_TEMPLATE("max_norm does what its words say, whatever the instruction set", T, float,
                   double) {
    // From lengths whose squares vanish to lengths that overflow themselves.
    const int far = sizeof(T) == 4 ? 127 : 1023;
    const int near = sizeof(T) == 4 ? -70 : -600;
    testing::for_each_instruction_set([&](picomlp::instruction_set) {
        int wrong = 0;
        int shortened = 0;
        for (const int exponent : {near, -45, 0, 40, 80, far}) {
            for (const auto& trained : trained_patterns) {
                const T unit = std::ldexp(T(1), exponent);
                for (const settings<T>& chosen :
                     {settings<T>{T(1)}, settings<T>{{unit, T(0), unit / 3}}}) {
                    std::vector<T> w = any_numbers<T>(net<T>::parameter_count, 77, 1.0);
                    for (T& weight : w) weight *= unit * T(1.9);
                    const std::vector<T> before = w;
                    std::vector<T> expected = w;
                    limit_lengths(chosen, trained, expected);
                    max_norm::constrain_weights(chosen, layers_of<T>(trained), w.data());
                    wrong += !testing::same_bits(w, expected);
                    shortened += !testing::same_bits(w, before);
                }
            }
        }
        CHECK(wrong == 0);
        CHECK(shortened >= 20);
    });
}

TEST_CASE_TEMPLATE("max_norm leaves no unit longer than the limit by more than its bound", T, float,
                   double) {
    const double u = std::numeric_limits<T>::epsilon() / 2;
    for (const int exponent : {0, 20, 62, 99}) {
        for (const T limit : {T(3), T(1) / T(7), T(1e-9)}) {
            std::vector<T> w = any_parameters<T>();
            for (T& weight : w) weight *= std::ldexp(T(1.3), exponent);
            max_norm::constrain_weights(settings<T>{limit}, layers_of<T>(trained_patterns[0]),
                                        w.data());
            for (std::uint32_t number = 1; number <= 3; ++number) {
                const auto shape = net<T>::shape_of(number);
                for (std::size_t o = 0; o < shape.outputs; ++o) {
                    const double length = static_cast<double>(true_length(
                        shape.inputs, shape.outputs, w.data() + net<T>::layer_offset(number) + o));
                    const double bound =
                        static_cast<double>(limit) * (1 + (shape.inputs / 2.0 + 6) * u);
                    CHECK(length <= bound);
                    if (exponent >= 20) CHECK(length >= 2 * static_cast<double>(limit) - bound);
                }
            }
        }
    }
}

TEST_CASE_TEMPLATE("max_norm leaves biases, short units, unlimited and frozen layers alone", T,
                   float, double) {
    std::vector<T> w = any_parameters<T>();
    const std::vector<T> before = w;
    const bool second[] = {false, true, false};
    max_norm::constrain_weights(settings<T>{T(0)}, layers_of<T>(trained_patterns[0]), w.data());
    CHECK(testing::same_bits(w, before));
    max_norm::constrain_weights(settings<T>{T(1000)}, layers_of<T>(trained_patterns[0]), w.data());
    CHECK(testing::same_bits(w, before));
    max_norm::constrain_weights(settings<T>{T(0.01)}, layers_of<T>(second), w.data());
    const std::size_t begin = net<T>::layer_offset(2);
    for (std::size_t k = 0; k < w.size(); ++k) {
        const bool weight = k >= begin && k < begin + 7 * 17;
        CHECK((w[k] == before[k]) == (!weight || before[k] == 0));
    }
}

TEST_CASE_TEMPLATE("max_norm takes limits that are finite and not negative, layer by layer", T,
                   float, double) {
    check_range_of_number<max_norm, T>();
}
