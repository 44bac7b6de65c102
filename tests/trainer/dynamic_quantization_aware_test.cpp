// SPDX-License-Identifier: MIT
// Quantization-aware training of networks of run-time shape: the bits of their types.
#include <cstring>
#include <limits>
#include <memory>

#include "reference/dynamic_checks.hpp"

// NOLINTNEXTLINE(google-build-using-namespace): the whole file is about it
using namespace picomlp;
using reference::exact_memory;
using reference::same_bits;

namespace {

template <class Network>
using loss_of = typename reference::loss_for<Network>::type;
template <class... Options>
using any_trainer =
    dynamic_trainer<all_activations, reference::all_losses, reference::all_optimizers, Options...>;
using aware_trainer = any_trainer<quantization_aware>;

template <class Typed, class Dynamic>
void same_ranges(const Typed& typed, const Dynamic& dynamic) {
    const auto& expected = typed.state().observed;
    const observed_view found = dynamic.observed();
    REQUIRE(1 + 2 * found.layers == sizeof expected.ranges / sizeof expected.ranges[0]);
    CHECK(std::memcmp(found.ranges, expected.ranges, sizeof expected.ranges) == 0);
    CHECK(found.steps == expected.steps);
}

/// Steps of both trainers, the fourth one on fewer samples; all that comes out must be equal.
template <class Network, class Typed, class Dynamic>
void trains_alike(Typed& typed, Dynamic& dynamic, uint32_t samples, int steps) {
    const reference::drawn_case<Network> drawn(samples);
    const reference::drawn_case<Network> fewer((samples + 1) / 2, 8);
    typename Network::parameters expected = drawn.w;
    std::vector<float> w(drawn.w.begin(), drawn.w.end());
    for (int step = 0; step < steps; ++step) {
        const auto& used = step == 3 ? fewer : drawn;
        const sample_view<const float, Network::inputs> x(used.x.data(), used.samples);
        const sample_view<const float, Network::outputs> y(used.y.data(), used.samples);
        const auto wanted_cost = typed.compute_cost(expected, x, y);
        const auto cost = dynamic.compute_cost(w, x, y);
        REQUIRE(wanted_cost.ok());
        REQUIRE(cost.ok());
        CHECK(same_bits(&cost.cost, &wanted_cost.cost, 1));
        const auto wanted = typed.step(expected, x, y);
        const auto found = dynamic.step(w, x, y);
        REQUIRE(wanted.ok());
        REQUIRE(found.ok());
        CHECK(same_bits(&found.cost, &wanted.cost, 1));
        REQUIRE(dynamic.trained_count() == typed.gradient().size());
        CHECK(same_bits(dynamic.gradient(), typed.gradient().data(), dynamic.trained_count()));
        CHECK(same_bits(w.data(), expected.data(), w.size()));
        same_ranges(typed, dynamic);
    }
}

/// A trainer of a network's type and one of its shape, with the same options and settings.
template <class Network, class Optimizer, uint32_t Batch, class... Options, class... Settings>
void same_with(const Settings&... settings) {
    using typed = trainer<Network, loss_of<Network>, Optimizer, batch<Batch>, Options...>;
    using untyped = any_trainer<Options...>;
    const auto by_type = std::make_unique<typed>(settings...);
    untyped by_number{settings...};
    const dynamic_shape& shape = reference::described<Network>::shape;
    const dynamic_training how{code_of<loss_of<Network>>(), code_of<Optimizer>(), Batch};
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    trains_alike<Network>(*by_type, by_number, Batch, 5);
    CHECK(memory.is_whole());
}

template <class Network, uint32_t Place>
void trains_by_some_optimizer() {
    const auto rate = quantization_aware::rate(0.3F);
    if constexpr (Place % 4 == 0) {
        same_with<Network, gradient_descent, 1, quantization_aware>(rate);
    } else if constexpr (Place % 4 == 1) {
        same_with<Network, momentum, 7, quantization_aware>(rate, quantization_aware::delay(2));
    } else if constexpr (Place % 4 == 2) {
        same_with<Network, adam, 300, quantization_aware>(rate);
    } else {
        same_with<Network, adamw, 37, quantization_aware>(rate);
    }
}

using classifier =
    reference::net_of<float, 5, reference::units<9, relu>, reference::units<6, hyperbolic_tangent>,
                      reference::units<3, softmax>>;
using leaky = reference::net_of<float, 4, reference::units<6, leaky_relu>,
                                reference::units<5, relu6>, reference::units<2, struct sigmoid>>;

/// A trainer that is open for the classifier.
struct opened_case {
    static constexpr uint32_t samples = 8;
    static dynamic_training how() {
        return {code_of<softmax_cross_entropy>(), code_of<adam>(), samples};
    }
    static const dynamic_shape& shape() { return reference::described<classifier>::shape; }

    opened_case()
        : drawn(samples),
          memory(aware_trainer::bytes(shape(), how()), aware_trainer::alignment),
          w(drawn.w.begin(), drawn.w.end()) {
        REQUIRE(t.open(shape(), how(), memory.block()) == status::ok);
    }
    status step() { return t.step(w, feature_major(drawn.x), feature_major(drawn.y)).status; }

    reference::drawn_case<classifier> drawn;
    exact_memory memory;
    std::vector<float> w;
    aware_trainer t;
};

std::vector<running_range<float>> ranges_of(const observed_view& observed) {
    return {observed.ranges, observed.ranges + 1 + 2 * size_t{observed.layers}};
}

}  // namespace

TEST_CASE("networks of run-time shape are trained for int8 to the bits of their types") {
    reference::for_each_network(reference::dynamic_cases<float>{}, [](auto any, auto place) {
        trains_by_some_optimizer<typename decltype(any)::type, place>();
    });
}

TEST_CASE("leaky relu, and a last layer of a table") {
    same_with<leaky, gradient_descent, 6, quantization_aware>(quantization_aware::rate(0.5F));
    same_with<leaky, gradient_descent, 1, quantization_aware>(quantization_aware::rate(1));
}

TEST_CASE("with other options, in any order") {
    same_with<classifier, gradient_descent, 8, l2, quantization_aware>(l2::lambda(0.3F));
    same_with<classifier, adam, 8, quantization_aware, dropout>(dropout::keep(0.7F),
                                                                dropout::seed(9));
    same_with<classifier, adam, 8, frozen<1>, quantization_aware>();
    same_with<classifier, momentum, 8, quantization_aware, clip_by_norm, max_norm>(
        clip_by_norm::limit(0.01F), max_norm::limit(0.5F));
    same_with<classifier, adam, 8, quantization_aware, class_weights>();
}

TEST_CASE("int8 has the same numbers from either trainer") {
    using typed = trainer<classifier, softmax_cross_entropy, adam, batch<8>, quantization_aware>;
    opened_case by_number;
    const auto by_type = std::make_unique<typed>();
    typename classifier::parameters w = by_number.drawn.w;
    const sample_view<const float, 5> x(by_number.drawn.x.data(), 8);
    const sample_view<const float, 3> y(by_number.drawn.y.data(), 8);
    for (int step = 0; step < 4; ++step) {
        REQUIRE(by_number.step() == status::ok);
        REQUIRE(by_type->step(w, x, y).ok());
    }
    reference::any_network<float> network;
    exact_memory memory(network.bytes(opened_case::shape()), alignof(void*));
    REQUIRE(network.open(opened_case::shape(), memory.block()) == status::ok);
    calibration ranges;
    const auto expected = std::make_unique<quantized_parameters<classifier>>();
    const auto found = std::make_unique<quantized_parameters<classifier>>();
    REQUIRE(ranges.open(float_network(w), by_type->state().observed) == status::ok);
    REQUIRE(quantize(ranges, *expected) == status::ok);
    REQUIRE(ranges.open(float_network(network, by_number.w.data()), by_number.t.observed()) ==
            status::ok);
    CHECK(ranges.samples() == 4);
    REQUIRE(quantize(ranges, *found) == status::ok);
    CHECK(std::memcmp(found->weights, expected->weights, sizeof expected->weights) == 0);
    CHECK(std::memcmp(found->biases, expected->biases, sizeof expected->biases) == 0);
    CHECK(std::memcmp(found->multipliers, expected->multipliers, sizeof expected->multipliers) ==
          0);
}

TEST_CASE("a training goes on from its state and its ranges") {
    opened_case first;
    for (int step = 0; step < 3; ++step) REQUIRE(first.step() == status::ok);
    const std::vector<float> state(first.t.state(), first.t.state() + first.t.state_count());
    const auto ranges = ranges_of(first.t.observed());
    const std::vector<float> w = first.w;
    REQUIRE(first.step() == status::ok);

    opened_case other;
    CHECK(other.t.observed().steps == 0);
    other.w = w;
    CHECK(other.t.restore(3, state.data(), observed_view{ranges.data(), 2, 3}) ==
          status::bad_argument);
    CHECK(other.t.steps() == 0);
    CHECK(other.t.observed().steps == 0);
    REQUIRE(other.t.restore(3, state.data(), observed_view{ranges.data(), 3, 3}) == status::ok);
    REQUIRE(other.step() == status::ok);
    CHECK(other.w == first.w);
    CHECK(other.t.steps() == 4);

    other.t.restart();
    CHECK(other.t.observed().steps == 0);
    opened_case anew;
    other.w = anew.w;
    REQUIRE(other.step() == status::ok);
    REQUIRE(anew.step() == status::ok);
    CHECK(other.w == anew.w);
    CHECK(std::memcmp(other.t.observed().ranges, anew.t.observed().ranges, sizeof ranges[0] * 7) ==
          0);

    // The object refers to the memory and to nothing within itself.
    aware_trainer copy = anew.t;
    anew.t = aware_trainer();
    CHECK(!anew.t.is_open());
    CHECK(anew.t.observed().layers == 0);
    CHECK(anew.t.restore(3, state.data(), observed_view{ranges.data(), 3, 3}) ==
          status::unusable_shape);
    REQUIRE(other.step() == status::ok);
    REQUIRE(copy.step(anew.w, feature_major(anew.drawn.x), feature_major(anew.drawn.y)).ok());
    CHECK(other.w == anew.w);
}

TEST_CASE("what is refused leaves parameters and ranges as they were") {
    opened_case made;
    REQUIRE(made.step() == status::ok);
    const std::vector<float> before = made.w;
    const auto ranges = ranges_of(made.t.observed());
    const auto refused = [&](status expected) {
        CHECK(made.step() == expected);
        CHECK(std::memcmp(made.t.observed().ranges, ranges.data(),
                          ranges.size() * sizeof ranges[0]) == 0);
        CHECK(made.t.observed().steps == 1);
        CHECK(made.t.steps() == 1);
    };
    for (const float rate : {0.0F, 1.5F, std::numeric_limits<float>::quiet_NaN()}) {
        made.t.set(quantization_aware::rate(rate));
        refused(status::bad_argument);
    }
    made.t.set(quantization_aware::rate(1));
    made.drawn.x[3] = std::numeric_limits<float>::quiet_NaN();
    refused(status::not_finite_input);
    made.drawn.x[3] = 1;
    CHECK(made.w == before);
    made.w[0] = std::numeric_limits<float>::infinity();
    refused(status::diverged);
    made.w = before;
    made.w[45] = 3e38F;  // a bias that no scale fits
    refused(status::beyond_range);
    made.w = before;
    CHECK(made.step() == status::ok);
}

TEST_CASE("what int8 cannot be made of is refused when it is opened") {
    constexpr dynamic_layer layers[] = {
        {4, code_of<softmax>()}, {3, code_of<log_softmax>()}, {2, code_of<identity>()}};
    const dynamic_training how{code_of<mean_squared_error>(), code_of<adam>(), 4};
    alignas(64) static unsigned char memory[16384];
    aware_trainer t;
    for (uint32_t l = 0; l < 2; ++l) {
        const dynamic_shape shape{5, layers + l, 3 - l};
        CHECK(any_trainer<>::bytes(shape, how) > 0);
        CHECK(aware_trainer::bytes(shape, how) == 0);
        CHECK(t.open(shape, how, memory) == status::unusable_shape);
    }
    const dynamic_shape& shape = opened_case::shape();
    const size_t bytes = aware_trainer::bytes(shape, opened_case::how());
    CHECK(bytes > any_trainer<>::bytes(shape, opened_case::how()));
    CHECK(t.open(shape, opened_case::how(), {memory, bytes - 1}) == status::too_little_memory);
    CHECK(t.open(shape, opened_case::how(), {memory + 2, sizeof memory - 2}) ==
          status::misaligned_memory);
    CHECK(aware_trainer::bytes(shape, {code_of<softmax_cross_entropy>(), code_of<adam>(), 0}) == 0);
    CHECK(!t.is_open());
    CHECK(t.open(shape, opened_case::how(), {memory, bytes}) == status::ok);
}
