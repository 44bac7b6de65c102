// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/gradient_check.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "gradient_check/golden/gradient_check.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/option/dropout.hpp"
#include "picomlp/option/frozen.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::check_gradient;
using picomlp::default_tolerance;
using picomlp::dense;
using picomlp::gradient_check_settings;
using picomlp::gradient_descent;
using picomlp::gradient_verdict;
using picomlp::input;
using picomlp::mean_squared_error;
using picomlp::relative_difference;
using picomlp::relu;
using picomlp::status;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

/// The course's case.
template <class T>
struct course {
    using net = basic_network<T, input<4>, dense<5, relu>, dense<3, relu>, dense<1, sigmoid>>;
    typename net::parameters w;
    typename net::parameters right;
    T x[4][3];
    T y[1][3];
    picomlp::trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<3>> trainer;

    course() {
        for (int k = 0; k < 12; ++k) x[k / 3][k % 3] = T(golden::features[k]);
        for (int k = 0; k < 3; ++k) y[0][k] = T(golden::targets[k]);
        T flat[net::parameter_count];
        const auto read = [&](const double* from, typename net::parameters& to) {
            for (std::size_t k = 0; k < net::parameter_count; ++k) flat[k] = T(from[k]);
            import_parameters(to, picomlp::weight_order::outputs_by_inputs, flat);
        };
        read(golden::parameters, w);
        read(golden::gradient, right);
    }

    /// The gradient with the course's two errors.
    typename net::parameters planted() const {
        auto wrong = right;
        const auto first = wrong.template layer<1>();
        const auto second = wrong.template layer<2>();
        for (uint32_t o = 0; o < 5; ++o) first.bias(o) *= 4;
        for (uint32_t o = 0; o < 3; ++o) {
            for (uint32_t i = 0; i < 5; ++i) second.weight(o, i) *= 2;
        }
        return wrong;
    }
};

/// A smooth problem with layers that are square, so that a transposed gradient has the right shape.
template <class T, class Hidden = hyperbolic_tangent>
struct smooth {
    using net = basic_network<T, input<4>, dense<4, Hidden>, dense<4, Hidden>, dense<4, sigmoid>>;
    static constexpr uint32_t samples = 6;
    typename net::parameters w;
    T x[4][samples];
    T y[4][samples];
    picomlp::trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<samples>> trainer;

    smooth() {
        std::mt19937 random(8);
        reference::fill_parameters(w, random);
        for (auto& row : x) {
            for (T& v : row) v = reference::between<T>(random, -1.5, 1.5);
        }
        for (auto& row : y) {
            for (T& v : row) v = T(random() % 2);
        }
    }
};

template <class Network>
bool same_bits(const picomlp::parameters_of<Network>& a, const picomlp::parameters_of<Network>& b) {
    return std::memcmp(a.values, b.values, sizeof a.values) == 0;
}

/// Nothing but the outcome.
template <class Network>
bool is_empty(const picomlp::gradient_report<Network>& report) {
    using T = typename Network::value_type;
    for (const auto& layer : report.layers) {
        if (layer.relative_difference != T(0)) return false;
        if (layer.verdict != gradient_verdict::nothing_compared) return false;
    }
    return report.relative_difference == T(0) && report.rounding == T(0) &&
           report.worst.layer == 0 && report.verdict == gradient_verdict::nothing_compared;
}

}  // namespace

TEST_CASE("the course's correct gradient passes in double, and is NumPy's") {
    course<double> of;
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y, {golden::epsilon});
    REQUIRE(report.ok());
    CHECK(report.passed());
    CHECK(report.relative_difference < 1e-8);
    CHECK(relative_difference(of.trainer.gradient().values, of.right.values) < 1e-15);
    CHECK(std::fabs(of.trainer.compute_cost(of.w, of.x, of.y).cost - golden::cost) < 1e-14);
}

TEST_CASE("the course's planted errors come out as 0.2850931491818838") {
    course<double> of;
    const auto wrong = of.planted();
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y, wrong);
    REQUIRE(report.ok());
    CHECK(!report.passed());
    CHECK(std::fabs(report.relative_difference - golden::planted_ratio) < 1e-8);
    CHECK(report.layer(1).relative_difference > 0.3);
    CHECK(report.layer(2).relative_difference > 0.3);
    CHECK(report.layer(3).relative_difference < 1e-8);
    // db1's error is three times the largest number there, dW2's is once.
    CHECK(report.worst.layer == 1);
    CHECK(report.worst.out == 0);
    CHECK(report.worst.is_bias);
    CHECK(report.worst.analytic == wrong.values[20]);
    CHECK(report.worst.numeric == doctest::Approx(wrong.values[20] / 4).epsilon(1e-7));
    CHECK(report.verdict == gradient_verdict::wrong);
}

TEST_CASE_TEMPLATE("the worst entry is named in a layer that is not square", T, float, double) {
    course<T> of;
    for (uint32_t o = 0; o < 3; ++o) {
        for (uint32_t i = 0; i < 5; ++i) {
            auto wrong = of.right;
            wrong.template layer<2>().weight(o, i) += T(1);
            const auto worst = check_gradient(of.trainer, of.w, of.x, of.y, wrong).worst;
            CHECK(worst.layer == 2);
            CHECK(worst.out == o);
            CHECK(worst.in == i);
            CHECK(!worst.is_bias);
        }
    }
}

TEST_CASE("the course's case in float") {
    course<float> of;
    const auto right = check_gradient(of.trainer, of.w, of.x, of.y);
    REQUIRE(right.ok());
    CHECK(right.passed());
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y, of.planted());
    REQUIRE(report.ok());
    CHECK(!report.passed());
    CHECK(std::fabs(report.relative_difference - 0.28509315F) < default_tolerance<float>);
}

TEST_CASE_TEMPLATE("a planted error is caught, and its layer named", T, float, double) {
    smooth<T> of;
    using net = typename smooth<T>::net;
    REQUIRE(of.trainer.compute_gradient(of.w, of.x, of.y).ok());
    const auto right = of.trainer.gradient();
    enum error { scaled_weights, slightly_scaled, scaled_bias, no_bias, transposed, one_weight };
    for (const error planted :
         {scaled_weights, slightly_scaled, scaled_bias, no_bias, transposed, one_weight}) {
        for (uint32_t number = 1; number <= 3; ++number) {
            CAPTURE(static_cast<int>(planted));
            CAPTURE(number);
            auto wrong = right;
            const auto to = wrong.layer(number);
            for (uint32_t o = 0; o < 4; ++o) {
                for (uint32_t i = 0; i < 4; ++i) {
                    if (planted == scaled_weights) to.weight(o, i) *= T(2);
                    if (planted == slightly_scaled) to.weight(o, i) *= T(1.25);
                    if (planted == transposed) to.weight(o, i) = right.layer(number).weight(i, o);
                }
                if (planted == scaled_bias) to.bias(o) *= T(4);
                if (planted == no_bias) to.bias(o) = T(0);
            }
            if (planted == one_weight) to.weight(2, 1) += T(0.05);
            const auto report = check_gradient(of.trainer, of.w, of.x, of.y, wrong);
            REQUIRE(report.ok());
            CHECK(!report.passed());
            CHECK(report.relative_difference > 4 * default_tolerance<T>);
            if (sizeof(T) == sizeof(double)) CHECK(report.relative_difference > T(0.01));
            CHECK(report.worst.layer == number);
            CHECK(report.worst.is_bias == (planted == scaled_bias || planted == no_bias));
            CHECK(report.verdict == gradient_verdict::wrong);
            if (planted == one_weight) {
                CHECK(report.worst.out == 2);
                CHECK(report.worst.in == 1);
            }
            for (uint32_t l = 0; l < net::layer_count; ++l) {
                CHECK((report.layer(l + 1).relative_difference > 4 * default_tolerance<T>) ==
                      (l + 1 == number));
                CHECK((report.layer(l + 1).relative_difference > default_tolerance<T>) ==
                      (l + 1 == number));
            }
        }
    }
}

namespace {

/// tanh with the derivative of sigmoid: a (1 - a) instead of 1 - a^2.
struct wrong_tanh {
    static constexpr picomlp::activation_argument derivative_takes =
        picomlp::activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, picomlp::strided_rows<T> z) noexcept {
        picomlp::hyperbolic_tangent::apply<T>(features, samples, z);
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, picomlp::strided_rows<const T> a,
                           picomlp::strided_rows<T> delta) noexcept {
        picomlp::sigmoid::derivative<T>(features, samples, a, delta);
    }
};

/// The report on smooth's problem with other activations.
template <class T, class First, class Second>
auto report_with() {
    using net = basic_network<T, input<4>, dense<4, First>, dense<4, Second>, dense<4, sigmoid>>;
    smooth<T> of;
    typename net::parameters w;
    std::memcpy(w.values, of.w.values, sizeof w.values);
    picomlp::trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<6>> trainer;
    const auto report = check_gradient(trainer, w, of.x, of.y);
    REQUIRE(report.ok());
    CHECK(std::memcmp(of.w.values, w.values, sizeof w.values) == 0);
    return report;
}

}  // namespace

TEST_CASE_TEMPLATE("a wrong derivative spoils its layer and those before it, not those behind", T,
                   float, double) {
    const T far = 10 * default_tolerance<T>;
    const auto first = report_with<T, wrong_tanh, hyperbolic_tangent>();
    CHECK(!first.passed());
    CHECK(first.relative_difference > far);
    CHECK(first.worst.layer == 1);
    CHECK(first.layer(1).relative_difference > T(0.1));
    CHECK(first.layer(2).relative_difference < default_tolerance<T>);
    CHECK(first.layer(3).relative_difference < default_tolerance<T>);

    const auto second = report_with<T, hyperbolic_tangent, wrong_tanh>();
    CHECK(!second.passed());
    CHECK(second.relative_difference > far);
    CHECK(second.layer(1).relative_difference > T(0.1));
    CHECK(second.layer(2).relative_difference > T(0.1));
    CHECK(second.layer(3).relative_difference < default_tolerance<T>);

    CHECK(report_with<T, hyperbolic_tangent, hyperbolic_tangent>().passed());
}

TEST_CASE_TEMPLATE("the parameters have their very bits afterwards, passed or not", T, float,
                   double) {
    smooth<T> of;
    of.w.values[0] = -T(0);
    of.w.values[7] = std::numeric_limits<T>::denorm_min();
    of.w.values[33] = -std::numeric_limits<T>::min();
    const auto before = of.w;
    CHECK(check_gradient(of.trainer, of.w, of.x, of.y).passed());
    CHECK(same_bits(of.w, before));
    CHECK(!check_gradient(of.trainer, of.w, of.x, of.y, of.w).passed());
    CHECK(same_bits(of.w, before));
}

TEST_CASE_TEMPLATE("a check does not disturb a training", T, float, double) {
    using net = typename smooth<T>::net;
    using trainer_type = picomlp::trainer<net, picomlp::binary_cross_entropy, gradient_descent,
                                          batch<6>, picomlp::dropout>;
    smooth<T> of;
    trainer_type checked(gradient_descent::learning_rate(T(0.5)), picomlp::dropout::keep(T(0.7)));
    trainer_type alone(gradient_descent::learning_rate(T(0.5)), picomlp::dropout::keep(T(0.7)));
    auto w = of.w;
    for (int step = 0; step < 3; ++step) {
        // The masks are those of the coming step, other ones each time.
        CHECK(check_gradient(checked, of.w, of.x, of.y).passed());
        const auto gradient = checked.gradient();
        REQUIRE(checked.step(of.w, of.x, of.y).ok());
        REQUIRE(alone.step(w, of.x, of.y).ok());
        CHECK(same_bits(of.w, w));
        CHECK(same_bits(gradient, alone.gradient()));
    }
}

TEST_CASE_TEMPLATE("the numeric gradient is stored where the caller wants it", T, float, double) {
    smooth<T> of;
    typename smooth<T>::net::parameters numeric;
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y, {}, &numeric);
    REQUIRE(report.passed());
    const auto& analytic = of.trainer.gradient();
    CHECK(relative_difference(analytic.values, numeric.values) == report.relative_difference);
    CHECK(report.relative_difference > T(0));
    T farthest = 0;
    for (uint32_t number = 1; number <= 3; ++number) {
        const auto a = analytic.layer(number);
        const auto n = numeric.layer(number);
        CHECK(relative_difference<T>(20, a.data(), n.data()) ==
              report.layer(number).relative_difference);
        for (std::size_t k = 0; k < 20; ++k) {
            farthest = std::fmax(farthest, std::fabs(a.data()[k] - n.data()[k]));
        }
    }
    CHECK(std::fabs(report.worst.analytic - report.worst.numeric) == farthest);
    const auto at = numeric.layer(report.worst.layer);
    CHECK(report.worst.numeric == (report.worst.is_bias
                                       ? at.bias(report.worst.out)
                                       : at.weight(report.worst.out, report.worst.in)));
    const auto again = check_gradient(of.trainer, of.w, of.x, of.y, analytic);
    CHECK(again.relative_difference == report.relative_difference);
}

TEST_CASE_TEMPLATE("frozen layers are left out", T, float, double) {
    using net = typename smooth<T>::net;
    smooth<T> of;
    const auto whole = check_gradient(of.trainer, of.w, of.x, of.y);
    picomlp::trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<6>,
                     picomlp::frozen<1>>
        trainer;
    of.w.values[3] = T(1e30);  // which no epsilon could move
    CHECK(check_gradient(trainer, of.w, of.x, of.y).ok());
    of.w = smooth<T>().w;
    typename decltype(trainer)::gradient_type numeric;
    const auto report = check_gradient(trainer, of.w, of.x, of.y, {}, &numeric);
    REQUIRE(report.ok());
    CHECK(report.passed());
    CHECK(report.layer(1).relative_difference == T(0));
    CHECK(report.layer(2).relative_difference == whole.layer(2).relative_difference);
    CHECK(report.layer(3).relative_difference == whole.layer(3).relative_difference);
    CHECK(report.relative_difference ==
          relative_difference(trainer.gradient().values, numeric.values));

    auto wrong = trainer.gradient();
    wrong.values[21] += T(1);  // layer 3: its second number
    const auto found = check_gradient(trainer, of.w, of.x, of.y, wrong);
    CHECK(!found.passed());
    CHECK(found.worst.layer == 3);
    CHECK(found.worst.out == 1);
    CHECK(found.worst.in == 0);
}

TEST_CASE_TEMPLATE("a kink beside a parameter is told from an error", T, float, double) {
    using net = basic_network<T, input<1>, dense<1, relu>>;
    picomlp::trainer<net, mean_squared_error, gradient_descent, batch<1>> trainer;
    const T epsilon = picomlp::default_epsilon<T>;
    const T x[1] = {T(0.5)};
    const T y[1] = {T(-1)};
    // The logit is a quarter of what the bias is moved by: on one side it is negative.
    typename net::parameters w{{T(0), epsilon / 4}};
    const auto report = check_gradient(trainer, w, x, y);
    REQUIRE(report.ok());
    CHECK(!report.passed());
    CHECK(report.worst.is_bias);
    CHECK(report.verdict == gradient_verdict::kink);
    w.values[1] = epsilon * 4;
    const auto clear = check_gradient(trainer, w, x, y);
    CHECK(clear.passed());
    CHECK(clear.verdict == gradient_verdict::right);
    auto wrong = trainer.gradient();
    wrong.values[1] *= T(1.5);
    CHECK(check_gradient(trainer, w, x, y, wrong).verdict == gradient_verdict::wrong);
}

TEST_CASE_TEMPLATE("the report says what rounding alone would make", T, float, double) {
    smooth<T> of;
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y);
    const auto finer =
        check_gradient(of.trainer, of.w, of.x, of.y, {picomlp::default_epsilon<T> / 1024});
    const T one = std::numeric_limits<T>::epsilon();
    CHECK(std::fabs(finer.rounding / report.rounding / 1024 - 1) <
          (sizeof(T) == sizeof(double) ? T(1e-3) : T(0.1)));
    // Within a factor of what comes out, where truncation is nothing.
    CHECK(finer.relative_difference < 4 * finer.rounding);
    CHECK(finer.relative_difference > finer.rounding / 16);
    const T cost = of.trainer.compute_cost(of.w, of.x, of.y).cost;
    picomlp::difference_sums<T> sums;
    for (const T v : of.trainer.gradient().values) sums.add(v, v);
    const T expected =
        one / 2 * cost * std::sqrt(T(60)) / picomlp::default_epsilon<T> / sums.size();
    CHECK(report.rounding == doctest::Approx(static_cast<double>(expected)).epsilon(1e-4));
}

TEST_CASE_TEMPLATE("settings out of range are refused, and nothing is touched", T, float, double) {
    using limits = std::numeric_limits<T>;
    smooth<T> of;
    const auto before = of.w;
    typename smooth<T>::net::parameters numeric{};
    numeric.values[0] = T(7);
    const T bad_epsilons[] = {T(0),
                              -T(0),
                              T(-1e-7),
                              limits::quiet_NaN(),
                              limits::infinity(),
                              -limits::infinity(),
                              limits::denorm_min(),
                              T(1e-30)};
    for (const T epsilon : bad_epsilons) {
        const auto report = check_gradient(of.trainer, of.w, of.x, of.y, {epsilon}, &numeric);
        CHECK(report.status == status::bad_argument);
        CHECK(is_empty(report));
        CHECK(check_gradient(of.trainer, of.w, of.x, of.y, before, {epsilon}, &numeric).status ==
              status::bad_argument);
    }
    for (const T tolerance : {T(-1e-7), limits::quiet_NaN(), limits::infinity()}) {
        const auto report = check_gradient(of.trainer, of.w, of.x, of.y, {T(1e-3), tolerance});
        CHECK(report.status == status::bad_argument);
        CHECK(is_empty(report));
    }
    of.w.values[11] = limits::max();
    const auto far = of.w;
    CHECK(check_gradient(of.trainer, of.w, of.x, of.y, {limits::max()}).status ==
          status::bad_argument);
    CHECK(same_bits(of.w, far));
    for (const T value : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        of.w = before;
        of.w.values[11] = value;
        const auto broken = of.w;
        const auto report = check_gradient(of.trainer, of.w, of.x, of.y, {}, &numeric);
        CHECK(report.status == status::not_finite_input);
        CHECK(is_empty(report));
        CHECK(same_bits(of.w, broken));
    }
    CHECK(numeric.values[0] == T(7));
}

TEST_CASE_TEMPLATE("samples that a step refuses are refused", T, float, double) {
    using limits = std::numeric_limits<T>;
    smooth<T> of;
    const auto before = of.w;
    const auto refused = [&](status expected) {
        const auto report = check_gradient(of.trainer, of.w, of.x, of.y);
        CHECK(report.status == expected);
        CHECK(is_empty(report));
        CHECK(check_gradient(of.trainer, of.w, of.x, of.y, before).status == expected);
        CHECK(same_bits(of.w, before));
    };
    of.x[1][2] = limits::quiet_NaN();
    refused(status::not_finite_input);
    of.x[1][2] = T(0);
    of.y[3][5] = T(1.5);
    refused(status::label_out_of_range);
    of.y[3][5] = T(1);
    const picomlp::sample_view<T, 4> x(of.x);
    const picomlp::sample_view<T, 4> y(of.y);
    CHECK(check_gradient(of.trainer, of.w, x.slice(0, 0), y.slice(0, 0)).status ==
          status::no_samples);
    CHECK(check_gradient(of.trainer, of.w, x.slice(0, 3), y.slice(0, 2)).status ==
          status::mismatched_samples);
    T many[4][7] = {};
    CHECK(check_gradient(of.trainer, of.w, many, many).status == status::too_many_samples);
    CHECK(check_gradient(of.trainer, of.w, x.slice(2, 3), y.slice(2, 3)).passed());

    picomlp::trainer<typename smooth<T>::net, picomlp::binary_cross_entropy, gradient_descent,
                     batch<6>, picomlp::l2, picomlp::dropout>
        trainer(picomlp::l2::lambda(T(-1)), picomlp::dropout::keep(T(0.5)));
    CHECK(check_gradient(trainer, of.w, of.x, of.y).status == status::bad_argument);
    trainer.set(picomlp::l2::lambda(T(1)));
    CHECK(check_gradient(trainer, of.w, of.x, of.y).ok());
    trainer.set(picomlp::dropout::keep(T(0)));
    CHECK(check_gradient(trainer, of.w, of.x, of.y).status == status::bad_argument);
}

TEST_CASE_TEMPLATE("a cost that is not finite beside a parameter stops the check", T, float,
                   double) {
    using net = basic_network<T, input<1>, dense<1, picomlp::identity>>;
    picomlp::trainer<net, mean_squared_error, gradient_descent, batch<1>> trainer;
    const T x[1] = {T(1)};
    const T y[1] = {T(0)};
    const T edge = std::sqrt(std::numeric_limits<T>::max());
    typename net::parameters w{{edge * T(0.95), T(0)}};
    const auto before = w;
    typename net::parameters numeric{{T(7), T(7)}};
    const auto report = check_gradient(trainer, w, x, y, {edge * T(0.125)}, &numeric);
    CHECK(report.status == status::diverged);
    CHECK(is_empty(report));
    CHECK(same_bits(w, before));
    CHECK(numeric.values[0] == T(7));
    w.values[0] = edge * T(1.5);
    CHECK(check_gradient(trainer, w, x, y, {edge * T(0.125)}).status == status::diverged);
}

TEST_CASE_TEMPLATE("a gradient with a number that is not finite fails, and is named", T, float,
                   double) {
    using limits = std::numeric_limits<T>;
    smooth<T> of;
    REQUIRE(of.trainer.compute_gradient(of.w, of.x, of.y).ok());
    for (const T bad : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        auto wrong = of.trainer.gradient();
        wrong.values[0] += T(1);
        wrong.values[20 + 16 + 2] = bad;
        const auto report = check_gradient(of.trainer, of.w, of.x, of.y, wrong);
        CHECK(report.ok());
        CHECK(!report.passed());
        CHECK(std::isnan(report.relative_difference));
        CHECK(std::isnan(report.layer(2).relative_difference));
        CHECK(report.layer(3).relative_difference < default_tolerance<T>);
        CHECK(report.worst.layer == 2);
        CHECK(report.worst.is_bias);
        CHECK(report.worst.out == 2);
        CHECK(report.verdict == gradient_verdict::wrong);
    }
}

TEST_CASE_TEMPLATE("one layer alone is checked as well", T, float, double) {
    using one = basic_network<T, input<4>, dense<3, sigmoid>>;
    std::mt19937 random(5);
    typename one::parameters w;
    reference::fill_parameters(w, random);
    const T x[4] = {T(0.5), T(-1), T(0.25), T(1.5)};
    const T y[3] = {T(1), T(0), T(0.5)};
    picomlp::trainer<one, picomlp::binary_cross_entropy, gradient_descent, batch<1>> entropy;
    picomlp::trainer<one, mean_squared_error, gradient_descent, batch<1>> squares;
    CHECK(check_gradient(entropy, w, x, y).passed());
    CHECK(check_gradient(squares, w, x, y).passed());
}

namespace {

/// XOR as the README has it, with features and targets scaled.
template <class T, class Hidden, class Last, class Loss>
struct scaled_xor {
    using net = basic_network<T, input<2>, dense<8, Hidden>, dense<1, Last>>;
    T x[2][4];
    T y[1][4];
    typename net::parameters w;
    picomlp::trainer<net, Loss, gradient_descent, batch<4>> trainer;

    scaled_xor(T feature, T target)
        : x{{0, 0, feature, feature}, {0, feature, 0, feature}}, y{{0, target, target, 0}} {
        picomlp::xoshiro128pp bits{3};
        initialize(w, picomlp::he_normal{}, bits);
    }
    gradient_verdict verdict(T epsilon = picomlp::default_epsilon<T>) {
        const auto report = check_gradient(trainer, w, x, y, {epsilon});
        REQUIRE(report.ok());
        return report.verdict;
    }
};

template <class T, class Hidden>
using entropy_xor = scaled_xor<T, Hidden, sigmoid, picomlp::binary_cross_entropy>;
template <class T>
using squares_xor = scaled_xor<T, hyperbolic_tangent, picomlp::identity, mean_squared_error>;

}  // namespace

TEST_CASE("right gradients that nobody can check are not called wrong, and the reason is named") {
    using verdict = gradient_verdict;
    // The sample of zeros is at every unit's kink, biases being 0.
    CHECK(entropy_xor<float, relu>(1, 1).verdict() == verdict::kink);
    CHECK(entropy_xor<double, relu>(1, 1).verdict() == verdict::kink);
    CHECK(entropy_xor<float, relu>(1e-3F, 1).verdict() == verdict::kink);
    CHECK(entropy_xor<float, hyperbolic_tangent>(1e-3F, 1).verdict() == verdict::rounding);
    CHECK(squares_xor<float>(1, 1e5F).verdict() == verdict::rounding);
    CHECK(squares_xor<double>(1, 1e5).verdict() == verdict::rounding);
    CHECK(entropy_xor<float, hyperbolic_tangent>(1, 1).verdict() == verdict::right);
    CHECK(entropy_xor<double, sigmoid>(1e4, 1).verdict() == verdict::right);
    CHECK(entropy_xor<double, hyperbolic_tangent>(100, 1).verdict() == verdict::right);
}

TEST_CASE_TEMPLATE("a gradient of zeros beside slopes of zero compares nothing", T, float, double) {
    entropy_xor<T, relu> of(1, 1);
    for (T& v : of.w.values) v = T(0);
    for (T& v : of.y[0]) v = T(0.5);
    const auto report = check_gradient(of.trainer, of.w, of.x, of.y);
    CHECK(report.relative_difference == T(0));
    CHECK(report.verdict == gradient_verdict::nothing_compared);
    CHECK(!report.passed());
    for (const auto& layer : report.layers) {
        CHECK(layer.verdict == gradient_verdict::nothing_compared);
    }
}

TEST_CASE("whatever epsilon is, a right gradient is never wrong and a wrong one never right") {
    using verdict = gradient_verdict;
    smooth<double> of;
    REQUIRE(of.trainer.compute_gradient(of.w, of.x, of.y).ok());
    const auto right = of.trainer.gradient();
    for (const double epsilon :
         {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13}) {
        CAPTURE(epsilon);
        const auto found = check_gradient(of.trainer, of.w, of.x, of.y, {epsilon});
        CHECK(found.verdict == (epsilon > 2e-3   ? verdict::truncation
                                : epsilon < 2e-8 ? verdict::rounding
                                : epsilon < 3e-4 ? verdict::right
                                                 : found.verdict));
        CHECK(found.verdict != verdict::wrong);
        for (const double factor : {1.1, 1.01, 1.001, -1.0, 0.0}) {
            CAPTURE(factor);
            for (uint32_t number = 1; number <= 3; ++number) {
                auto one = right;
                one.layer(number).weight(1, 2) *= factor;
                CHECK(check_gradient(of.trainer, of.w, of.x, of.y, one, {epsilon}).verdict ==
                      verdict::wrong);
                auto all = right;
                for (std::size_t k = 0; k < 20; ++k) all.layer(number).data()[k] *= factor;
                const auto report = check_gradient(of.trainer, of.w, of.x, of.y, all, {epsilon});
                CHECK(report.verdict == verdict::wrong);
                for (uint32_t l = 1; l <= 3; ++l) {
                    CHECK((report.layer(l).verdict == verdict::wrong) == (l == number));
                }
            }
        }
    }
}

TEST_CASE("in float errors of a tenth are wrong at every epsilon that is not absurd") {
    smooth<float> of;
    REQUIRE(of.trainer.compute_gradient(of.w, of.x, of.y).ok());
    const auto right = of.trainer.gradient();
    for (const float epsilon : {0.1F, 0.01F, 1e-3F, 1e-4F, 1e-5F}) {
        CAPTURE(epsilon);
        CHECK(check_gradient(of.trainer, of.w, of.x, of.y, {epsilon}).verdict !=
              gradient_verdict::wrong);
        for (const float factor : {1.1F, -1.0F, 2.0F}) {
            CAPTURE(factor);
            for (uint32_t number = 1; number <= 3; ++number) {
                auto all = right;
                for (std::size_t k = 0; k < 20; ++k) all.layer(number).data()[k] *= factor;
                CHECK(check_gradient(of.trainer, of.w, of.x, of.y, all, {epsilon}).verdict ==
                      gradient_verdict::wrong);
            }
        }
    }
}

TEST_CASE_TEMPLATE("a penalty that the gradient lacks is found", T, float, double) {
    smooth<T> of;
    REQUIRE(of.trainer.compute_gradient(of.w, of.x, of.y).ok());
    picomlp::trainer<typename smooth<T>::net, picomlp::binary_cross_entropy, gradient_descent,
                     batch<6>, picomlp::l2>
        penalized{picomlp::l2::lambda(T(0.7))};
    CHECK(check_gradient(penalized, of.w, of.x, of.y, of.trainer.gradient()).verdict ==
          gradient_verdict::wrong);
    CHECK(check_gradient(penalized, of.w, of.x, of.y).verdict == gradient_verdict::right);
}

TEST_CASE("every verdict has a name and says what to do") {
    for (int a = 0; a < 6; ++a) {
        const auto one = static_cast<gradient_verdict>(a);
        const std::string words = describe(one);
        CHECK(std::string(name_of(one)) != "unknown");
        CHECK(words != "unknown verdict");
        CHECK((words.find("says nothing") == 0) == !says_something(one));
        for (int b = 0; b < a; ++b) CHECK(words != describe(static_cast<gradient_verdict>(b)));
    }
    entropy_xor<float, hyperbolic_tangent> of(1, 1);
    const auto right = check_gradient(of.trainer, of.w, of.x, of.y);
    CHECK(std::string(describe(right)) == describe(gradient_verdict::right));
    const auto refused = check_gradient(of.trainer, of.w, of.x, of.y, {-1.0F});
    CHECK(std::string(describe(refused)) == describe(status::bad_argument));
}
