// SPDX-License-Identifier: MIT
#include "picomlp/trainer/trainer.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <utility>

#include "doctest_config.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/random/shuffle.hpp"
#include "reference/network_cases.hpp"
#include "trainer/golden/steps.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::status;
using picomlp::trainer;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

template <class T>
using binary = basic_network<T, input<2>, dense<4, hyperbolic_tangent>, dense<2, sigmoid>>;
template <class T>
using classes =
    basic_network<T, input<2>, dense<4, hyperbolic_tangent>, dense<2, picomlp::softmax>>;
template <class T>
using regression =
    basic_network<T, input<2>, dense<4, hyperbolic_tangent>, dense<2, picomlp::identity>>;

/// A trainer for up to five samples, parameters and three good samples to spoil.
template <class Network, class Loss>
struct bench {
    using T = typename Network::value_type;
    trainer<Network, Loss, gradient_descent, batch<5>> t{gradient_descent::learning_rate(T(0.1))};
    typename Network::parameters w;
    typename Network::parameters before;
    T x[2][3] = {{T(0.5), T(-1), T(0.25)}, {T(1), T(0.75), T(-0.5)}};
    T y[2][3] = {{T(1), T(0), T(0.5)}, {T(0), T(1), T(0.5)}};

    bench() {
        std::mt19937 random(6);
        reference::fill_parameters(w, random);
        before = w;
    }

    bool untouched() const {
        return testing::same_bits(reference::values_of(w), reference::values_of(before));
    }
    template <class X, class Y>
    void check_refused(const X& features, const Y& targets, status expected) {
        const auto result = t.step(w, features, targets);
        CHECK(result.status == expected);
        CHECK_FALSE(result.ok());
        CHECK(result.cost == 0);
        CHECK(untouched());
    }
    void check_refused(status expected) { check_refused(x, y, expected); }
    void check_diverged() {
        CHECK(t.step(w, x, y).status == status::diverged);
        CHECK(untouched());
    }
};

template <class T>
const T not_numbers[] = {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
                         -std::numeric_limits<T>::infinity()};

template <class Bench>
void check_features_refused(Bench& b) {
    using T = typename Bench::T;
    for (const T bad : not_numbers<T>) {
        for (auto& row : b.x) {
            for (T& value : row) {
                const T good = std::exchange(value, bad);
                b.check_refused(status::not_finite_input);
                value = good;
            }
        }
    }
}

template <class Bench>
void check_target_refused(Bench& b, typename Bench::T bad, status expected) {
    for (auto& row : b.y) {
        for (auto& value : row) {
            const auto good = std::exchange(value, bad);
            b.check_refused(expected);
            value = good;
        }
    }
}

/// Twenty steps beside NumPy's, which knows other formulas in another order of summation.
template <class Last, class Loss, size_t Targets>
void check_golden(const double (&targets)[Targets], const double (&costs)[golden::steps::count],
                  const double (&parameters)[39]) {
    using net = basic_network<double, input<3>, dense<4, hyperbolic_tangent>,
                              dense<3, hyperbolic_tangent>, dense<2, Last>>;
    static_assert(net::parameter_count == 39);
    typename net::parameters w;
    import_parameters(w, picomlp::weight_order::outputs_by_inputs, golden::steps::first_parameters);
    const picomlp::sample_view<const double, 3> x(golden::steps::features, golden::steps::samples);
    const picomlp::sample_view<const double, 2> y(targets, golden::steps::samples);
    trainer<net, Loss, gradient_descent, batch<6>> t{
        gradient_descent::learning_rate(golden::steps::learning_rate)};
    for (const double cost : costs) {
        const auto result = t.step(w, x, y);
        REQUIRE(result.ok());
        CHECK(std::fabs(result.cost - cost) <= 1e-12 * std::fabs(cost));
    }
    double trained[net::parameter_count];
    export_parameters(w, picomlp::weight_order::outputs_by_inputs, trained);
    for (size_t k = 0; k < net::parameter_count; ++k) {
        CHECK(std::fabs(trained[k] - parameters[k]) <= 1e-12 * std::fabs(parameters[k]));
    }
}

template <class T>
struct exclusive_or {
    using net = basic_network<T, input<2>, dense<8, hyperbolic_tangent>, dense<1, sigmoid>>;
    typename net::parameters w;
    T cost = 0;

    explicit exclusive_or(uint64_t seed) {
        static const T x[2][4] = {{0, 0, 1, 1}, {0, 1, 0, 1}};
        static const T y[1][4] = {{0, 1, 1, 0}};
        picomlp::xoshiro128pp source(seed);
        initialize(w, picomlp::xavier_uniform{}, source);
        static trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<3>> t;
        t.set(picomlp::gradient_descent::learning_rate(T(0.5)));
        static picomlp::mini_batch<net, 3> buffer;
        uint16_t order[4];
        picomlp::identity_order(order, 4);
        for (int epoch = 0; epoch < 1500; ++epoch) {
            picomlp::shuffle(order, 4, source);
            const auto result = t.epoch(w, x, y, order, buffer);
            REQUIRE(result.ok());
            cost = result.cost;
        }
    }
};

}  // namespace

TEST_CASE("twenty steps agree with NumPy's for every loss") {
    SUBCASE("mean squared error") {
        namespace expected = golden::steps::mean_squared_error;
        check_golden<hyperbolic_tangent, picomlp::mean_squared_error>(
            expected::targets, expected::costs, expected::parameters);
    }
    SUBCASE("Huber") {
        namespace expected = golden::steps::huber;
        check_golden<picomlp::identity, picomlp::huber>(expected::targets, expected::costs,
                                                        expected::parameters);
    }
    SUBCASE("binary cross-entropy") {
        namespace expected = golden::steps::binary_cross_entropy;
        check_golden<sigmoid, picomlp::binary_cross_entropy>(expected::targets, expected::costs,
                                                             expected::parameters);
    }
    SUBCASE("softmax cross-entropy") {
        namespace expected = golden::steps::softmax_cross_entropy;
        check_golden<picomlp::softmax, picomlp::softmax_cross_entropy>(
            expected::targets, expected::costs, expected::parameters);
    }
}

TEST_CASE_TEMPLATE("no samples are refused", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    b.check_refused(picomlp::feature_major(b.x).slice(0, 0),
                    picomlp::feature_major(b.y).slice(0, 0), status::no_samples);
}

TEST_CASE_TEMPLATE("more samples than a batch are refused", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    T x[2][6] = {};
    T y[2][6] = {};
    b.check_refused(x, y, status::too_many_samples);
    CHECK(
        b.t.step(b.w, picomlp::feature_major(x).slice(0, 5), picomlp::feature_major(y).slice(0, 5))
            .ok());
}

TEST_CASE_TEMPLATE("different numbers of samples are refused", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    const auto x = picomlp::feature_major(b.x);
    const auto y = picomlp::feature_major(b.y);
    b.check_refused(x.slice(0, 2), y, status::mismatched_samples);
    b.check_refused(x, y.slice(0, 2), status::mismatched_samples);
    b.check_refused(x, y.slice(0, 0), status::mismatched_samples);
}

TEST_CASE_TEMPLATE("a feature that is no number is refused wherever it is", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    check_features_refused(b);
    bench<regression<T>, picomlp::huber> r;
    check_features_refused(r);
}

TEST_CASE_TEMPLATE("a target outside [0, 1] is refused by the cross-entropies", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    bench<classes<T>, picomlp::softmax_cross_entropy> c;
    for (const T bad :
         {T(-1e-6), T(1.000001), T(2), not_numbers<T>[0], not_numbers<T>[1], not_numbers<T>[2]}) {
        check_target_refused(b, bad, status::label_out_of_range);
        check_target_refused(c, bad, status::label_out_of_range);
    }
}

TEST_CASE_TEMPLATE("a target that is no number is refused by the losses for regression", T, float,
                   double) {
    bench<regression<T>, picomlp::mean_squared_error> m;
    bench<regression<T>, picomlp::huber> h;
    for (const T bad : not_numbers<T>) {
        check_target_refused(m, bad, status::not_finite_input);
        check_target_refused(h, bad, status::not_finite_input);
    }
}

TEST_CASE_TEMPLATE("a learning rate that is negative or no number is refused", T, float, double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    for (const T bad : {T(-0.1), -std::numeric_limits<T>::denorm_min(), not_numbers<T>[0],
                        not_numbers<T>[1], not_numbers<T>[2]}) {
        b.t.set(picomlp::gradient_descent::learning_rate(bad));
        b.check_refused(status::bad_argument);
    }
    b.t.set(picomlp::gradient_descent::learning_rate(T(0)));
    CHECK(b.t.step(b.w, b.x, b.y).ok());
    CHECK(b.untouched());
    b.t.set(picomlp::gradient_descent::learning_rate(T(0.1)));
    CHECK(b.t.step(b.w, b.x, b.y).ok());
    CHECK_FALSE(b.untouched());
}

TEST_CASE_TEMPLATE("a step to infinite parameters is not taken", T, float, double) {
    // The gradient is near 1e-1 and a parameter near 1: only the product with this rate overflows,
    // and only in some elements.
    bench<regression<T>, picomlp::mean_squared_error> b;
    b.y[0][0] = T(1e10);
    b.t.set(picomlp::gradient_descent::learning_rate(std::numeric_limits<T>::max() / T(1e5)));
    const auto result = b.t.step(b.w, b.x, b.y);
    CHECK(result.status == status::diverged);
    CHECK(picomlp::is_finite(result.cost));
    CHECK(b.untouched());
    b.t.set(picomlp::gradient_descent::learning_rate(T(1e-12)));
    CHECK(b.t.step(b.w, b.x, b.y).ok());
}

TEST_CASE_TEMPLATE("with a huge learning rate training stops at finite parameters", T, float,
                   double) {
    bench<regression<T>, picomlp::mean_squared_error> b;
    b.t.set(picomlp::gradient_descent::learning_rate(T(1e9)));
    status outcome = status::ok;
    for (int step = 0; step < 1000 && outcome == status::ok; ++step) {
        b.before = b.w;
        outcome = b.t.step(b.w, b.x, b.y).status;
    }
    CHECK(outcome == status::diverged);
    CHECK(b.untouched());
    for (const T value : b.w.values) CHECK(picomlp::is_finite(value));
}

TEST_CASE_TEMPLATE("an infinite cost is a divergence", T, float, double) {
    bench<regression<T>, picomlp::mean_squared_error> b;
    // The square of this error overflows; the gradient and a step of length 0 do not.
    b.y[1][2] = T(4) * std::sqrt(std::numeric_limits<T>::max());
    b.t.set(picomlp::gradient_descent::learning_rate(T(0)));
    b.check_diverged();
    for (const T value : b.t.gradient().values) CHECK(picomlp::is_finite(value));
}

TEST_CASE_TEMPLATE("a parameter that is no number is a divergence wherever it is", T, float,
                   double) {
    bench<binary<T>, picomlp::binary_cross_entropy> b;
    using relu_net = basic_network<T, input<2>, dense<4, picomlp::relu>, dense<2, sigmoid>>;
    bench<relu_net, picomlp::binary_cross_entropy> r;
    for (const T bad : not_numbers<T>) {
        for (size_t k = 0; k < binary<T>::parameter_count; ++k) {
            const T good = b.w.values[k];
            b.w.values[k] = b.before.values[k] = bad;
            b.check_diverged();
            b.w.values[k] = b.before.values[k] = good;
            const T good_relu = r.w.values[k];
            r.w.values[k] = r.before.values[k] = bad;
            r.check_diverged();
            r.w.values[k] = r.before.values[k] = good_relu;
        }
    }
}

TEST_CASE_TEMPLATE("one sample as plain arrays is a batch of one", T, float, double) {
    using net = binary<T>;
    bench<net, picomlp::binary_cross_entropy> b;
    trainer<net, picomlp::binary_cross_entropy, gradient_descent, batch<1>> single{
        gradient_descent::learning_rate(T(0.1))};
    const T x[2] = {b.x[0][1], b.x[1][1]};
    const T y[2] = {b.y[0][1], b.y[1][1]};
    typename net::parameters alone = b.w;
    const auto result = single.step(alone, x, y);
    const auto same = b.t.step(b.w, picomlp::feature_major(b.x).slice(1, 1),
                               picomlp::feature_major(b.y).slice(1, 1));
    CHECK(result.ok());
    CHECK(result.cost == same.cost);
    CHECK(testing::same_bits(reference::values_of(alone), reference::values_of(b.w)));
}

TEST_CASE("a trainer without settings has the optimizer's own") {
    trainer<binary<float>, picomlp::binary_cross_entropy, gradient_descent, batch<1>> t;
    CHECK(t.settings().learning_rate == 0.01F);
    t.set(picomlp::gradient_descent::learning_rate(0.5F));
    CHECK(t.settings().learning_rate == 0.5F);
    const trainer<binary<float>, picomlp::binary_cross_entropy, gradient_descent, batch<1>> other{
        gradient_descent::learning_rate(0.25F)};
    CHECK(other.settings().learning_rate == 0.25F);
}

TEST_CASE("large batches are held a chunk at a time") {
    using large =
        trainer<binary<float>, picomlp::binary_cross_entropy, gradient_descent, batch<100000>>;
    static_assert(large::batch_size == 100000);
    static_assert(large::capacity == picomlp::summation_order::chunk_samples);
    static_assert(
        picomlp::training_ram_bytes<large> ==
        picomlp::training_ram_bytes<
            trainer<binary<float>, picomlp::binary_cross_entropy, gradient_descent, batch<512>>>);
}

TEST_CASE_TEMPLATE("mini-batches learn exclusive or", T, float, double) {
    const exclusive_or<T> trained(1);
    CHECK(trained.cost < T(0.05));
    using net = typename exclusive_or<T>::net;
    typename net::scratch scratch;
    for (int a = 0; a < 2; ++a) {
        for (int b = 0; b < 2; ++b) {
            const T x[2] = {static_cast<T>(a), static_cast<T>(b)};
            T y[1];
            REQUIRE(predict(trained.w, scratch, x, y) == status::ok);
            CHECK((y[0] > T(0.5)) == (a != b));
        }
    }
}

TEST_CASE_TEMPLATE("the seed alone decides what is learnt", T, float, double) {
    const exclusive_or<T> once(5);
    const exclusive_or<T> again(5);
    const exclusive_or<T> other(6);
    CHECK(testing::same_bits(reference::values_of(once.w), reference::values_of(again.w)));
    CHECK(once.cost == again.cost);
    CHECK_FALSE(testing::same_bits(reference::values_of(once.w), reference::values_of(other.w)));
}
