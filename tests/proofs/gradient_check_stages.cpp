// SPDX-License-Identifier: MIT
// Gradient checks: two costs for every parameter, and the sums that compare two gradients.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

/// More than one row of lanes, and few: the costs are computed for every parameter.
constexpr uint32_t samples = 19;

template <class T>
using checked = basic_network<T, input<9>, dense<17, picomlp::hyperbolic_tangent>, dense<8, silu>,
                              dense<5, relu>, dense<3, sigmoid>>;

template <class Network>
void add_report(checksum& results, const gradient_report<Network>& report,
                typename Network::value_type tolerance) {
    results.add(static_cast<uint32_t>(report.status));
    results.add(report.relative_difference);
    results.add(report.rounding);
    for (const auto& layer : report.layers) results.add(layer.relative_difference);
    results.add(report.worst.layer);
    results.add(report.worst.out);
    results.add(report.worst.in);
    results.add(uint32_t{report.worst.is_bias});
    results.add(report.worst.analytic);
    results.add(report.worst.numeric);
    results.add(uint32_t{report.verdict == gradient_verdict::kink});
    results.add(uint32_t{report.relative_difference <= tolerance});
}

/// A right gradient, then a wrong one, on made-up samples.
template <class Trainer>
void check_by(checksum& results, Trainer& trainer) {
    using Network = typename Trainer::network;
    using T = typename Network::value_type;
    const auto x = random_values<T>(size_t{Network::inputs} * samples, 51);
    values<T> y(size_t{Network::outputs} * samples);
    integers source(52);
    for (T& target : y) target = T(source.next() % 2);
    const sample_view<const T, Network::inputs> features(x.data(), samples);
    const sample_view<const T, Network::outputs> targets(y.data(), samples);

    typename Network::parameters w;
    picomlp::xoshiro128pp bits(3);
    initialize(w, xavier_normal{}, bits);
    typename Trainer::gradient_type numeric{};
    add_report(results, check_gradient(trainer, w, features, targets, {}, &numeric),
               default_tolerance<T>);
    for (const T value : numeric.values) results.add(value);
    auto wrong = trainer.gradient();
    for (size_t k = 10; k < 40; ++k) wrong.values[k] = -wrong.values[k];
    add_report(results, check_gradient(trainer, w, features, targets, wrong, {T(0x1p-6), T(0.5)}),
               T(0.5));
    for (const T value : w.values) results.add(value);
}

template <class T, class... Options>
using teacher =
    trainer<checked<T>, binary_cross_entropy, gradient_descent, batch<samples>, Options...>;

template <class T>
void plain(checksum& results) {
    const on_heap<teacher<T>> by;
    check_by(results, *by);
}

template <class T>
void regularized(checksum& results) {
    using checked_teacher = teacher<T, l2, dropout>;
    const on_heap<checked_teacher> by(typename checked_teacher::optimizer_settings{},
                                      l2::settings<checked<T>>{T(0.75)},
                                      dropout::settings<checked<T>>{T(0.875)});
    check_by(results, *by);
}

template <class T>
void with_frozen_layer(checksum& results) {
    const on_heap<teacher<T, frozen<1, 3>>> by;
    check_by(results, *by);
}

/// What is said at each epsilon of a right gradient and of a wrong one, with kinks and without.
template <class Network>
void add_verdicts(checksum& results) {
    using T = typename Network::value_type;
    const on_heap<trainer<Network, mean_squared_error, gradient_descent, batch<samples>>> by;
    const auto x = random_values<T>(size_t{Network::inputs} * samples, 56);
    const auto y = random_values<T>(size_t{Network::outputs} * samples, 57);
    const sample_view<const T, Network::inputs> features(x.data(), samples);
    const sample_view<const T, Network::outputs> targets(y.data(), samples);
    typename Network::parameters w;
    picomlp::xoshiro128pp bits(5);
    initialize(w, xavier_normal{}, bits);
    const auto add = [&](const gradient_report<Network>& report) {
        results.add(static_cast<uint32_t>(report.status));
        results.add(static_cast<uint32_t>(report.verdict));
        for (const auto& layer : report.layers) results.add(static_cast<uint32_t>(layer.verdict));
    };
    for (T epsilon = T(0x1p-3); epsilon > T(0x1p-44) && epsilon > default_epsilon<T> / T(0x1p16);
         epsilon *= T(0x1p-5)) {
        add(check_gradient(*by, w, features, targets, {epsilon}));
        auto wrong = by->gradient();
        wrong.values[7] *= T(1.25);
        add(check_gradient(*by, w, features, targets, wrong, {epsilon}));
    }
    for (const T value : w.values) results.add(value);
}

template <class T>
void verdicts(checksum& results) {
    add_verdicts<
        basic_network<T, input<5>, dense<7, picomlp::hyperbolic_tangent>, dense<3, identity>>>(
        results);
    add_verdicts<basic_network<T, input<5>, dense<7, relu>, dense<3, identity>>>(results);
}

template <class T>
void differences_of_functions(checksum& results) {
    auto theta = random_values<T>(40, 53);
    values<T> slopes(theta.size());
    const auto cost = [](const T* v) { return math::exp(v[3]); };
    results.add(static_cast<uint32_t>(
        central_differences(cost, theta.size(), theta.data(), default_epsilon<T>, slopes.data())));
    results.add(slopes);
    for (const T at : theta) {
        const auto slope = central_difference([](T v) { return math::tanh(v); }, at);
        results.add(static_cast<uint32_t>(slope.status));
        results.add(slope.value);
    }
    // Exponents far apart, rising and falling.
    constexpr int exponents[] = {0, -40, 50, 0};
    for (const int exponent : exponents) {
        const auto a =
            joined(random_values<T>(33, 54, exponent), random_values<T>(33, 55, exponent / 2));
        auto n = a;
        n[11] = -n[11];
        n[50] = theta[1];
        results.add(relative_difference(a.size(), a.data(), n.data()));
    }
}

}  // namespace

stage_list gradient_check_stages() {
    static constexpr stage all[] = {
        {"gradient_check.float", range::normal, unless_small<plain<float>>},
        {"gradient_check.double", range::normal, unless_small<plain<double>>},
        {"gradient_check_regularized.float", range::normal, unless_small<regularized<float>>},
        {"gradient_check_regularized.double", range::normal, unless_small<regularized<double>>},
        {"gradient_check_frozen.float", range::normal, unless_small<with_frozen_layer<float>>},
        {"gradient_check_frozen.double", range::normal, unless_small<with_frozen_layer<double>>},
        {"gradient_verdicts.float", range::normal, unless_small<verdicts<float>>},
        {"gradient_verdicts.double", range::normal, unless_small<verdicts<double>>},
        {"central_differences.float", range::normal, differences_of_functions<float>},
        {"central_differences.double", range::normal, differences_of_functions<double>},
    };
    return all;
}

}  // namespace testing
