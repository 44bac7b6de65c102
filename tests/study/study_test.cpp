// SPDX-License-Identifier: MIT
#include "picomlp/study/study.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "both_orders.hpp"
#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"

using picomlp::status;
using picomlp::verdict;

namespace {

template <class T>
using classifier =
    picomlp::basic_network<T, picomlp::input<5>, picomlp::dense<7, picomlp::relu>,
                           picomlp::dense<6, picomlp::silu>, picomlp::dense<3, picomlp::softmax>>;
template <class T>
using yes_or_no =
    picomlp::basic_network<T, picomlp::input<5>, picomlp::dense<7, picomlp::hyperbolic_tangent>,
                           picomlp::dense<6, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

template <class Network, uint32_t Samples>
struct job {
    using T = typename Network::value_type;

    explicit job(uint32_t seed = 3) {
        std::mt19937 random(seed);
        for (auto& row : x) {
            for (T& value : row) value = reference::between<T>(random, -1.5, 1.5);
        }
        for (uint32_t s = 0; s < Samples; ++s) {
            const uint32_t label = static_cast<uint32_t>(random() >> 3) % 3;
            for (uint32_t o = 0; o < Network::outputs; ++o) y[o][s] = label == o ? T(1) : T(0);
        }
        reference::fill_parameters<Network>(w, random);
    }

    template <class Loss, uint32_t Capacity>
    status study(picomlp::study_report<Network, 10>& to) const {
        const auto scratch = std::make_unique<picomlp::study_scratch<Network, Loss, Capacity>>();
        std::memset(static_cast<void*>(scratch.get()), 0xff, sizeof *scratch);
        return picomlp::study(w, *scratch, x, y, to);
    }

    T x[Network::inputs][Samples];
    T y[Network::outputs][Samples];
    typename Network::parameters w;
};

template <class Network>
using report = picomlp::study_report<Network, 10>;

/// Reports are compared as memory, so the padding is set before.
template <class Network>
report<Network> blank() {
    report<Network> made;
    std::memset(static_cast<void*>(&made), 0x5a, sizeof made);
    return made;
}

template <class A, class B>
bool same_bytes(const A& a, const B& b) {
    static_assert(sizeof a == sizeof b);
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Statistics without padding in between.
template <class T>
bool same(const picomlp::layer_statistics<T>& a, const picomlp::layer_statistics<T>& b) {
    return std::memcmp(&a.mean, &b.mean, 5 * sizeof(T)) == 0 && a.units == b.units &&
           a.samples == b.samples && a.out_of_range == b.out_of_range && a.zeros == b.zeros &&
           a.saturated == b.saturated && a.dead_units == b.dead_units && a.alike == b.alike;
}

template <class Network>
int differing_parts(const report<Network>& a, const report<Network>& b) {
    int differing = !same(a.inputs, b.inputs);
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        differing += !same(a.layers[l].activations, b.layers[l].activations);
        differing += !same(a.layers[l].gradients, b.layers[l].gradients);
        differing +=
            !same_bytes(a.layers[l].activation_histogram, b.layers[l].activation_histogram);
        differing += !same_bytes(a.layers[l].gradient_histogram, b.layers[l].gradient_histogram);
        differing += a.layers[l].health != b.layers[l].health;
    }
    return differing;
}

template <class Network, class Loss>
void check_every_capacity() {
    const auto of = std::make_unique<job<Network, 600>>();
    auto expected = blank<Network>();
    REQUIRE(of->template study<Loss, 600>(expected) == status::ok);
    const auto differing = [&](auto found_with) {
        auto found = blank<Network>();
        REQUIRE(found_with(found) == status::ok);
        return differing_parts<Network>(found, expected);
    };
    CHECK(differing([&](auto& to) { return of->template study<Loss, 1>(to); }) == 0);
    CHECK(differing([&](auto& to) { return of->template study<Loss, 7>(to); }) == 0);
    CHECK(differing([&](auto& to) { return of->template study<Loss, 16>(to); }) == 0);
    CHECK(differing([&](auto& to) { return of->template study<Loss, 511>(to); }) == 0);
    CHECK(differing([&](auto& to) { return of->template study<Loss, 2000>(to); }) == 0);
}

/// A hidden layer of ten in each of two, all parameters `value`, an output.
template <class Activation>
using plain_network =
    picomlp::network<picomlp::input<5>, picomlp::dense<10, Activation>,
                     picomlp::dense<10, Activation>, picomlp::dense<1, picomlp::sigmoid>>;

}  // namespace

TEST_CASE_TEMPLATE("a report has the same bits for every size of the scratch", T, float, double) {
    check_every_capacity<classifier<T>, picomlp::softmax_cross_entropy>();
    check_every_capacity<classifier<T>, picomlp::mean_squared_error>();
    check_every_capacity<yes_or_no<T>, picomlp::binary_cross_entropy>();
}

TEST_CASE_TEMPLATE("the outputs of a loss that takes logits are what predict says", T, float,
                   double) {
    using net = classifier<T>;
    const job<net, 40> of;
    auto found = blank<net>();
    REQUIRE(of.template study<picomlp::softmax_cross_entropy, 16>(found) == status::ok);
    picomlp::batch_scratch<net, 40> scratch;
    T outputs[3][40];
    REQUIRE(picomlp::predict(of.w, scratch, of.x, outputs) == status::ok);
    picomlp::histogram<T, 10> expected;
    REQUIRE(picomlp::histogram_of(120, outputs[0], expected) == status::ok);
    CHECK(same_bytes(found.layer(3).activation_histogram, expected));
    CHECK(found.layer(3).activations.saturated == 0);
}

// A weight's gradient is the mean over the samples of input times delta, a bias's that of delta.
TEST_CASE_TEMPLATE("the mean gradient of a layer is the mean of the gradient of its biases", T,
                   float, double) {
    using net = yes_or_no<T>;
    using loss = picomlp::binary_cross_entropy;
    const job<net, 64> of;
    auto found = blank<net>();
    REQUIRE(of.template study<loss, 16>(found) == status::ok);
    picomlp::trainer<net, loss, picomlp::gradient_descent, picomlp::batch<64>> teacher;
    REQUIRE(teacher.compute_gradient(of.w, of.x, of.y).ok());
    for (uint32_t number = 1; number <= net::layer_count; ++number) {
        const auto layer = teacher.gradient().layer(number);
        double sum = 0;
        for (uint32_t o = 0; o < layer.outputs(); ++o) sum += layer.bias(o);
        // Both are sums of up to 7 * 64 terms of a size near 1, divided by their number.
        CHECK(std::fabs(found.layer(number).gradients.mean - sum / layer.outputs()) <=
              64 * std::numeric_limits<T>::epsilon());
    }
}

TEST_CASE("a capacity of one sample and one bin is enough") {
    using net = classifier<float>;
    const job<net, 3> of;
    picomlp::study_report<net, 1> found;
    picomlp::study_scratch<net, picomlp::softmax_cross_entropy, 1> scratch;
    REQUIRE(picomlp::study(of.w, scratch, of.x, picomlp::feature_major(of.y), found) == status::ok);
    CHECK(found.layer(1).activation_histogram.counts[0] == 7 * 3);
    CHECK(found.inputs.units == 5);
    CHECK(found.inputs.samples == 3);
}

TEST_CASE("one sample may be given as plain arrays") {
    using net = yes_or_no<float>;
    const job<net, 1> of;
    const float x[5] = {1, 2, 3, 4, 5};
    const float y[1] = {1};
    picomlp::study_report<net> found;
    picomlp::study_scratch<net, picomlp::binary_cross_entropy, 4> scratch;
    REQUIRE(picomlp::study(of.w, scratch, x, y, found) == status::ok);
    CHECK(found.inputs.mean == 3);
    CHECK(found.inputs.samples == 1);
}

TEST_CASE("zeros make hidden layers symmetric") {
    using net = plain_network<picomlp::relu>;
    job<net, 30> of;
    for (float& value : of.w.values) value = 0;
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::binary_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(1).health == verdict::symmetric);
    CHECK(found.layer(2).health == verdict::symmetric);
    CHECK(found.layer(1).activations.dead_units == 10);
    CHECK(found.layer(3).health != verdict::symmetric);
}

TEST_CASE("so does any other constant") {
    using net = plain_network<picomlp::hyperbolic_tangent>;
    job<net, 30> of;
    for (float& value : of.w.values) value = 0.125F;
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::binary_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(1).health == verdict::symmetric);
    CHECK(found.layer(2).health == verdict::symmetric);
    CHECK(found.layer(2).activations.alike);
    CHECK(found.layer(2).activations.dead_units == 0);
}

TEST_CASE("an output layer of zeros is not symmetric: its targets tell the units apart") {
    using net = classifier<float>;
    job<net, 30> of;
    const auto last = of.w.layer(3);
    for (uint32_t o = 0; o < 3; ++o) {
        for (uint32_t i = 0; i < 6; ++i) last.weight(o, i) = 0;
        last.bias(o) = 0;
    }
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::softmax_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(3).activations.alike);
    CHECK(!found.layer(3).gradients.alike);
    CHECK(found.layer(3).health == verdict::vanishing);
    CHECK(found.layer(1).health == verdict::vanishing);
}

TEST_CASE("units with negative biases are dead") {
    using net = plain_network<picomlp::relu>;
    job<net, 30> of;
    for (uint32_t o = 0; o < 10; ++o) of.w.layer(1).bias(o) = -1000;
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::binary_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(1).health == verdict::dead);
    CHECK(found.layer(1).activations.zeros == 300);
}

namespace {

/// One layer as He initializes it, and centred samples.
template <uint32_t Units, uint32_t Samples>
verdict of_a_healthy_layer(uint32_t seed, float bias = 0) {
    using net = picomlp::network<picomlp::input<6>, picomlp::dense<Units, picomlp::relu>,
                                 picomlp::dense<1, picomlp::identity>>;
    picomlp::xoshiro128pp bits{seed};
    typename net::parameters w;
    initialize(w, picomlp::he_normal{}, bits);
    for (uint32_t o = 0; o < Units; ++o) w.template layer<1>().bias(o) = bias;
    float x[6][Samples];
    float y[1][Samples];
    picomlp::normal<float> source(bits);
    source.fill(x[0], 6 * Samples);
    source.fill(y[0], Samples);
    picomlp::study_scratch<net, picomlp::mean_squared_error, 8> scratch;
    picomlp::study_report<net> found;
    REQUIRE(picomlp::study(w, scratch, x, y, found) == status::ok);
    return found.template layer<1>().health;
}

template <uint32_t Units>
int wrongly_dead() {
    int wrong = 0;
    for (uint32_t seed = 1; seed <= 200; ++seed) {
        wrong += of_a_healthy_layer<Units, 1>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 2>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 4>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 8>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 16>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 32>(seed) == verdict::dead;
        wrong += of_a_healthy_layer<Units, 64>(seed) == verdict::dead;
    }
    return wrong;
}

}  // namespace

TEST_CASE("a healthy layer is not called dead, however few samples there are") {
    CHECK(wrongly_dead<1>() == 0);
    CHECK(wrongly_dead<3>() == 0);
    CHECK(wrongly_dead<16>() == 0);
}

TEST_CASE("a dead layer is found, once there are samples enough to tell") {
    CHECK(of_a_healthy_layer<5, 1>(7, -1000) == verdict::too_few_samples);
    CHECK(of_a_healthy_layer<5, 15>(7, -1000) == verdict::too_few_samples);
    CHECK(of_a_healthy_layer<5, 16>(7, -1000) == verdict::dead);
    CHECK(of_a_healthy_layer<5, 200>(7, -1000) == verdict::dead);
}

TEST_CASE("saturation counts in hidden layers, and in a last layer whose loss takes activations") {
    using net = picomlp::network<picomlp::input<5>, picomlp::dense<4, picomlp::sigmoid>,
                                 picomlp::dense<1, picomlp::sigmoid>>;
    job<net, 30> of;
    for (uint32_t o = 0; o < 4; ++o) of.w.layer(1).bias(o) = 50;
    of.w.layer(2).bias(0) = 50;
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::binary_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(1).activations.saturated == 120);
    CHECK(found.layer(1).health == verdict::saturated);
    CHECK(found.layer(2).activations.saturated == 0);
    REQUIRE(of.study<picomlp::mean_squared_error, 8>(found) == status::ok);
    CHECK(found.layer(2).activations.saturated == 30);
    CHECK(found.layer(2).health == verdict::saturated);
}

TEST_CASE_TEMPLATE("parameters that are not finite are exploding, and no error", T, float, double) {
    using net = yes_or_no<T>;
    job<net, 30> of;
    of.w.layer(1).weight(2, 3) = std::numeric_limits<T>::quiet_NaN();
    of.w.layer(2).weight(2, 3) = std::numeric_limits<T>::infinity();
    auto found = blank<net>();
    REQUIRE(of.template study<picomlp::binary_cross_entropy, 8>(found) == status::ok);
    CHECK(found.layer(1).activations.out_of_range == 30);
    CHECK(found.layer(1).health == verdict::exploding);
}

TEST_CASE("samples that cannot be used are refused and leave the report as it was") {
    using net = yes_or_no<float>;
    using loss = picomlp::binary_cross_entropy;
    auto found = blank<net>();
    const auto before = found;
    job<net, 30> of;
    of.x[4][29] = std::numeric_limits<float>::quiet_NaN();
    CHECK(of.study<loss, 8>(found) == status::not_finite_input);
    of.x[4][29] = 0;
    of.y[0][29] = 2;
    CHECK(of.study<loss, 8>(found) == status::label_out_of_range);
    of.y[0][29] = 0;

    picomlp::study_scratch<net, loss, 4> scratch;
    const picomlp::sample_view<const float, 5> x(of.x[0], 30);
    const picomlp::sample_view<const float, 1> y(of.y[0], 30);
    CHECK(picomlp::study(of.w, scratch, x, y.slice(0, 29), found) == status::mismatched_samples);
    CHECK(picomlp::study(of.w, scratch, x.slice(0, 0), y.slice(0, 0), found) == status::no_samples);
    // 7 units: 613566757 samples are more elements than can be counted; none of them is looked at.
    const picomlp::sample_view<const float, 5> many_x(of.x[0], 613566757, 0);
    const picomlp::sample_view<const float, 1> many_y(of.y[0], 613566757, 0);
    CHECK(picomlp::study(of.w, scratch, many_x, many_y, found) == status::too_many_samples);
    CHECK(same_bytes(found, before));
}

TEST_CASE("a study writes into nothing but its scratch and its report") {
    using net = classifier<float>;
    const job<net, 30> of;
    const auto before = std::make_unique<job<net, 30>>(of);
    auto found = blank<net>();
    REQUIRE(of.study<picomlp::softmax_cross_entropy, 8>(found) == status::ok);
    CHECK(same_bytes(of, *before));
}

namespace {

template <class Network>
void check_orders() {
    using net = Network;
    using T = typename net::value_type;
    const job<net, 30> of;
    std::mt19937 random(3);
    testing::both_orders<T, net::inputs> x(reference::any_matrix<T>(net::inputs, 30, random, -2, 2),
                                           2);
    testing::both_orders<T, net::outputs> y(reference::matrix<T>(net::outputs, 30), 1);
    for (uint32_t s = 0; s < 30; ++s) y.set(s % net::outputs, s, 1);
    static picomlp::study_scratch<net, picomlp::softmax_cross_entropy, 8> scratch;
    const auto seen = [&](const auto& features, const auto& targets) {
        auto found = blank<net>();
        CHECK(picomlp::study(of.w, scratch, features, targets, found) == status::ok);
        return found;
    };
    const auto expected = seen(x.feature_major(), y.feature_major());
    const auto check = [&](const auto& found) {
        CHECK(std::memcmp(&found, &expected, sizeof expected) == 0);
    };
    check(seen(x.sample_major(), y.sample_major()));
    check(seen(x.sample_major(), y.feature_major()));
    check(seen(x.feature_major(), y.sample_major()));
    x.set(1, 29, std::numeric_limits<T>::infinity());
    auto found = blank<net>();
    CHECK(picomlp::study(of.w, scratch, x.sample_major(), y.sample_major(), found) ==
          status::not_finite_input);
}

}  // namespace

TEST_CASE_TEMPLATE("a study has the same bits in both orders", T, float, double) {
    check_orders<classifier<T>>();
    // Wider than every layer: turned round a few at a time, or one by one.
    check_orders<picomlp::basic_network<T, picomlp::input<20>, picomlp::dense<6, picomlp::relu>,
                                        picomlp::dense<3, picomlp::softmax>>>();
    check_orders<
        picomlp::basic_network<T, picomlp::input<70>, picomlp::dense<3, picomlp::softmax>>>();
}
