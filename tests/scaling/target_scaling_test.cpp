// SPDX-License-Identifier: MIT
#include "picomlp/scaling/target_scaling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "golden/scaling.hpp"
#include "golden/target_scaling.hpp"
#include "picomlp/scaling/min_max_scaler.hpp"
#include "picomlp/scaling/standard_scaler.hpp"
#include "reference/network_cases.hpp"
#include "scaling_cases.hpp"

using picomlp::basic_network;
using picomlp::dense;
using picomlp::identity;
using picomlp::input;
using picomlp::min_max_scaler;
using picomlp::standard_scaler;
using picomlp::status;
using picomlp::target_scaling;
using testing::rounding;

namespace {

/// A network only for its number of targets; it is not trained.
template <class T, uint32_t Targets>
using of_targets = basic_network<T, input<2>, dense<Targets, identity>>;

template <class T>
const golden::target_case<T>& golden_case() {
    if constexpr (sizeof(T) == 4) {
        return golden::target_case_float;
    } else {
        return golden::target_case_double;
    }
}

template <class T>
target_scaling<of_targets<T, 3>> golden_scaling() {
    target_scaling<of_targets<T, 3>> scaling{};
    std::copy_n(golden_case<T>().offset, 3, scaling.offset);
    std::copy_n(golden_case<T>().scale, 3, scaling.scale);
    return scaling;
}

/// Targets x samples turned round.
template <class T>
std::vector<T> sample_by_sample(const T (&numbers)[120]) {
    std::vector<T> turned(120);
    for (size_t t = 0; t < 3; ++t) {
        for (size_t s = 0; s < 40; ++s) turned[3 * s + t] = numbers[40 * t + s];
    }
    return turned;
}

}  // namespace

TEST_CASE_TEMPLATE("targets are scaled and brought back with NumPy's bits, in both orders", T,
                   float, double) {
    const auto& c = golden_case<T>();
    const auto scaling = golden_scaling<T>();
    std::vector<T> found(120);
    const auto to = picomlp::feature_major(found);
    const auto turned_to = picomlp::sample_major(found);
    CHECK(scale_targets(scaling, picomlp::feature_major(c.y), to) == status::ok);
    CHECK(testing::same_bits(found, std::vector<T>(c.scaled, c.scaled + 120)));
    CHECK(unscale_targets(scaling, picomlp::feature_major(c.outputs), to) == status::ok);
    CHECK(testing::same_bits(found, std::vector<T>(c.restored, c.restored + 120)));

    const auto y = sample_by_sample(c.y);
    const auto outputs = sample_by_sample(c.outputs);
    CHECK(scale_targets(scaling, picomlp::sample_major(y), turned_to) == status::ok);
    CHECK(testing::same_bits(found, sample_by_sample(c.scaled)));
    CHECK(unscale_targets(scaling, picomlp::sample_major(outputs), turned_to) == status::ok);
    CHECK(testing::same_bits(found, sample_by_sample(c.restored)));

    // In place, from one order to the other, and a single sample.
    found = y;
    CHECK(scale_targets(scaling, picomlp::sample_major(found), turned_to) == status::ok);
    CHECK(testing::same_bits(found, sample_by_sample(c.scaled)));
    CHECK(scale_targets(scaling, picomlp::sample_major(y), to) == status::ok);
    CHECK(testing::same_bits(found, std::vector<T>(c.scaled, c.scaled + 120)));
    T one[3] = {c.outputs[7], c.outputs[47], c.outputs[87]};
    CHECK(unscale_targets(scaling, one, one) == status::ok);
    CHECK(one[0] == c.restored[7]);
    CHECK(one[1] == c.restored[47]);
    CHECK(one[2] == c.restored[87]);
}

TEST_CASE_TEMPLATE("the identity leaves targets as they are", T, float, double) {
    constexpr auto scaling = target_scaling<of_targets<T, 2>>::identity();
    static_assert(std::is_aggregate_v<decltype(scaling)> && scaling.scale[1] == 1);
    const T y[2] = {T(1.1), std::numeric_limits<T>::max()};
    T scaled[2];
    CHECK(scale_targets(scaling, y, scaled) == status::ok);
    CHECK(scaled[0] == y[0]);
    CHECK(scaled[1] == y[1]);
    CHECK(unscale_targets(scaling, scaled, scaled) == status::ok);
    CHECK(scaled[0] == y[0]);
    CHECK(scaled[1] == y[1]);
}

TEST_CASE_TEMPLATE("what cannot be scaled or brought back leaves everything as it was", T, float,
                   double) {
    using net = of_targets<T, 2>;
    const T infinite = std::numeric_limits<T>::infinity();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T large = std::numeric_limits<T>::max();
    const target_scaling<net> narrow = {{0, 0}, {1, T(0.25)}};
    const target_scaling<net> wide = {{0, 0}, {1, 4}};
    const auto check = [](auto call, status expected) {
        T to[2][3] = {{7, 7, 7}, {7, 7, 7}};
        CHECK(call(to) == expected);
        CHECK(std::all_of(&to[0][0], &to[0][0] + 6, [](T value) { return value == 7; }));
    };
    // The last number of all.
    for (const T bad : {infinite, -infinite, nan, large}) {
        const T y[2][3] = {{1, 2, 3}, {4, 5, bad}};
        check([&](auto& to) { return scale_targets(narrow, y, to); }, status::not_finite_input);
        check([&](auto& to) { return unscale_targets(wide, y, to); }, status::not_finite_output);
    }
    const T y[2][3] = {{1, 2, 3}, {4, 5, 6}};
    for (const T bad : {infinite, nan, T(0)}) {
        const target_scaling<net> wrong = {{0, 0}, {1, bad}};
        if (bad == 0 || bad != bad) {
            check([&](auto& to) { return scale_targets(wrong, y, to); }, status::not_finite_input);
        }
        if (bad != 0) {
            check([&](auto& to) { return unscale_targets(wrong, y, to); },
                  status::not_finite_output);
        }
        const target_scaling<net> astray = {{0, bad}, {1, 1}};
        if (bad != 0) {
            check([&](auto& to) { return scale_targets(astray, y, to); }, status::not_finite_input);
        }
    }
    const auto none = picomlp::feature_major(y).slice(0, 0);
    const auto two = picomlp::feature_major(y).slice(0, 2);
    check([&](auto& to) { return scale_targets(wide, two, to); }, status::mismatched_samples);
    check([&](auto& to) { return unscale_targets(wide, two, to); }, status::mismatched_samples);
    check(
        [&](auto& to) { return scale_targets(wide, none, picomlp::feature_major(to).slice(0, 0)); },
        status::no_samples);
    check(
        [&](auto& to) {
            return unscale_targets(wide, none, picomlp::feature_major(to).slice(0, 0));
        },
        status::no_samples);
}

TEST_CASE_TEMPLATE("a standard_scaler finds mean and deviation of targets", T, float, double) {
    int checked = 0;
    for (const auto& c : golden::feature_cases) {
        if (!testing::is_for<T>(c.name)) continue;
        INFO(c.name);
        std::vector<T> y(64);
        for (size_t s = 0; s < 64; ++s) y[s] = static_cast<T>(c.x[s]);
        standard_scaler<T, 1> scaler;
        CHECK(scaler.add(picomlp::sample_major(y)) == status::ok);
        picomlp::input_scaling<testing::of_features<T, 1>> of_inputs;
        target_scaling<of_targets<T, 1>> scaling;
        CHECK(scaler.result(of_inputs) == status::ok);
        CHECK(scaler.result(scaling) == status::ok);
        CHECK(scaling.offset[0] == of_inputs.offset[0]);
        // As the factor in standard_scaler_test.cpp, less the inverse.
        const double bound = ((64 * c.condition + 2) / 2 + 1) * rounding<T>;
        const double scale = static_cast<double>(scaling.scale[0]);
        const double off = std::fma(scale, c.factor, -1.0) + scale * c.factor_low;
        CHECK(std::fabs(off) <= bound);
        ++checked;
    }
    CHECK(checked == (sizeof(T) == 8 ? 8 : 6));

    standard_scaler<T, 2> scaler;
    target_scaling<of_targets<T, 2>> scaling = {{7, 7}, {7, 7}};
    CHECK(scaler.result(scaling) == status::no_samples);
    CHECK(scaling.scale[0] == 7);
    const T y[2][3] = {{2, 2, 2}, {-1, 0, 1}};
    CHECK(scaler.add(y) == status::ok);
    CHECK(scaler.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == 2);
    CHECK(scaling.scale[0] == 1);
    const T far[2][3] = {{0, 0, 0},
                         {std::numeric_limits<T>::max(), 0, -std::numeric_limits<T>::max()}};
    CHECK(scaler.add(far) == status::ok);
    const auto before = scaling.scale[1];
    CHECK(scaler.result(scaling) == status::beyond_range);
    CHECK(scaling.scale[1] == before);
}

TEST_CASE_TEMPLATE("a min_max_scaler brings targets to its bounds exactly", T, float, double) {
    std::mt19937 random(4);
    for (int round = 0; round < 1000; ++round) {
        const T high = T(1 << (round % 3));
        min_max_scaler<T, 1> scaler(0, high);
        T y[1][9];
        for (T& value : y[0]) {
            value = static_cast<T>(static_cast<double>(random()) / 4294967296.0 + round);
        }
        CHECK(scaler.add(y) == status::ok);
        target_scaling<of_targets<T, 1>> scaling;
        CHECK(scaler.result(scaling) == status::ok);
        T scaled[1][9];
        CHECK(scale_targets(scaling, y, scaled) == status::ok);
        const auto [least, most] = std::minmax_element(scaled[0], scaled[0] + 9);
        CHECK(*least == 0);
        CHECK(*most == high);
    }
    min_max_scaler<T, 1> centred(-1, 3);
    target_scaling<of_targets<T, 1>> scaling = {{7}, {7}};
    CHECK(centred.result(scaling) == status::no_samples);
    const T y[1][3] = {{7, 7, 7}};
    CHECK(centred.add(y) == status::ok);
    CHECK(centred.result(scaling) == status::ok);
    CHECK(scaling.offset[0] == T(7.25));
    CHECK(scaling.scale[0] == T(0.25));
    const T far[1][2] = {{std::numeric_limits<T>::max(), -std::numeric_limits<T>::max()}};
    CHECK(centred.add(far) == status::ok);
    CHECK(centred.result(scaling) == status::beyond_range);
    CHECK(scaling.scale[0] == T(0.25));
    CHECK(min_max_scaler<T, 1>(1, 1).result(scaling) == status::bad_argument);
}
