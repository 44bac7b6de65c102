// SPDX-License-Identifier: MIT
// Quantization-aware training: bits, agreement with int8, the straight-through gradient, statuses.
#include <cstring>
#include <limits>
#include <memory>
#include <random>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/picomlp.hpp"
#include "trainer/simulation_reference.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::quantization_aware;
using picomlp::status;
using sigmoid = struct picomlp::sigmoid;

namespace {

template <class... Layers>
using net = picomlp::network<input<5>, Layers...>;
using binary = net<dense<17, picomlp::relu>, dense<6, picomlp::hyperbolic_tangent>,
                   dense<9, picomlp::leaky_relu>, dense<1, sigmoid>>;
using classes = net<dense<8, picomlp::gelu>, dense<11, picomlp::relu6>, dense<3, picomlp::softmax>>;
using numbers = net<dense<7, sigmoid>, dense<19, picomlp::elu>, dense<2, picomlp::identity>>;
using tables = net<dense<3, picomlp::silu>, dense<2, picomlp::hyperbolic_tangent>>;
using one_layer = net<dense<4, picomlp::relu>>;

float uniform(std::mt19937& random, float size) {
    return size * (static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F);
}
matrix<float> any_samples(unsigned seed, std::size_t features, std::size_t samples) {
    std::mt19937 random(seed);
    matrix<float> made(features, samples);
    for (float& value : made.values) value = uniform(random, 2);
    return made;
}
/// Targets that every loss allows.
template <class Network, class Loss>
matrix<float> any_targets(unsigned seed, std::size_t samples) {
    std::mt19937 random(seed);
    matrix<float> made(Network::outputs, samples);
    for (std::size_t s = 0; s < samples; ++s) {
        const bool one_hot = reference::plain_loss<Loss>::takes_logits && Network::outputs > 1;
        const std::size_t label = random() % Network::outputs;
        for (std::size_t o = 0; o < Network::outputs; ++o) {
            made(o, s) = one_hot ? (o == label ? 1.0F : 0.0F) : static_cast<float>(random() % 2);
        }
    }
    return made;
}
template <class Network>
picomlp::parameters_of<Network> any_parameters(unsigned seed) {
    std::mt19937 random(seed);
    picomlp::parameters_of<Network> w;
    for (float& value : w.values) value = uniform(random, 0.7F);
    return w;
}
template <std::uint32_t Features>
auto view_of(const matrix<float>& from) {
    return picomlp::sample_view<const float, Features>(from.values.data(),
                                                       static_cast<std::uint32_t>(from.samples));
}
bool same(const float* a, const float* b, std::size_t count) {
    return std::memcmp(a, b, count * sizeof(float)) == 0;
}
bool same(const range* a, const std::vector<range>& b) {
    return std::memcmp(a, b.data(), b.size() * sizeof(range)) == 0;
}

/// Steps of the library and of the reference, side by side.
template <class Network, class Loss, std::uint32_t Samples>
void follow(unsigned delay) {
    using trainer =
        picomlp::trainer<Network, Loss, gradient_descent, batch<Samples>, quantization_aware>;
    const float rate = 0.3F;
    const auto t =
        std::make_unique<trainer>(gradient_descent::learning_rate(0.4F),
                                  quantization_aware::rate(rate), quantization_aware::delay(delay));
    auto w = any_parameters<Network>(1);
    std::vector<range> seen(1 + 2 * Network::layer_count);
    for (unsigned step = 0; step < 5; ++step) {
        const std::size_t samples = step == 3 ? (Samples + 1) / 2 : Samples;
        const auto x = any_samples(10 + step, Network::inputs, samples);
        const auto y = any_targets<Network, Loss>(20 + step, samples);
        std::vector<float> expected(w.values, w.values + Network::parameter_count);
        const auto simulated = simulate<Network>(expected, seen, step >= 1 && step >= delay);
        const auto found = simulated_cost_and_gradient<Network, Loss>(simulated, x, y);

        const auto cost =
            t->compute_cost(w, view_of<Network::inputs>(x), view_of<Network::outputs>(y));
        REQUIRE(cost.ok());
        CHECK(same(&cost.cost, &found.cost, 1));
        const auto done = t->step(w, view_of<Network::inputs>(x), view_of<Network::outputs>(y));
        REQUIRE(done.ok());
        CHECK(same(&done.cost, &found.cost, 1));
        CHECK(same(t->gradient().values, found.gradient.data(), Network::parameter_count));
        for (std::size_t k = 0; k < expected.size(); ++k) {
            expected[k] = reference::madd(-0.4F, found.gradient[k], expected[k]);
        }
        CHECK(same(w.values, expected.data(), expected.size()));
        for (std::size_t k = 0; k < seen.size(); ++k) {
            if (step == 0) seen[k] = found.found[k];
            const float low = (found.found[k].lowest - seen[k].lowest) * rate;
            const float high = (found.found[k].highest - seen[k].highest) * rate;
            seen[k] = {seen[k].lowest + low, seen[k].highest + high};
        }
        CHECK(same(t->state().observed.ranges, seen));
        CHECK(t->state().observed.steps == step + 1);
    }
}

TEST_CASE("steps have the bits of the plain program, with every instruction set") {
    for_each_instruction_set([](picomlp::instruction_set) {
        follow<binary, picomlp::binary_cross_entropy, 37>(0);
        follow<binary, picomlp::mean_squared_error, 37>(0);
        follow<classes, picomlp::softmax_cross_entropy, 70>(2);
        follow<numbers, picomlp::mean_squared_error, 1>(0);
        follow<numbers, picomlp::mean_squared_error, 33>(0);
        follow<tables, picomlp::mean_squared_error, 600>(0);
        follow<one_layer, picomlp::huber, 16>(0);
    });
}

/// A trained network, and what its training has observed.
template <class Network, class Loss>
struct trained {
    static constexpr std::uint32_t samples = 48;
    using trainer =
        picomlp::trainer<Network, Loss, picomlp::adam, batch<samples>, quantization_aware>;

    trained() : w(any_parameters<Network>(3)) {
        const auto x = any_samples(4, Network::inputs, samples);
        const auto y = any_targets<Network, Loss>(5, samples);
        const auto t = std::make_unique<trainer>();
        for (int step = 0; step < 20; ++step) {
            REQUIRE(t->step(w, view_of<Network::inputs>(x), view_of<Network::outputs>(y)).ok());
        }
        observed = t->state().observed;
    }
    simulated_network simulated() const {
        return simulate<Network>({w.values, w.values + Network::parameter_count},
                                 {observed.ranges, observed.ranges + 1 + 2 * Network::layer_count},
                                 true);
    }

    picomlp::parameters_of<Network> w;
    picomlp::observed_ranges<Network::layer_count> observed;
};

/// One layer alone of a network of int8.
template <class Rounding>
std::vector<std::int8_t> outputs_of(const picomlp::quantized_layer& layer,
                                    const std::vector<std::int8_t>& x, numbers_of in) {
    picomlp::quantized_shape shape;
    shape.inputs = static_cast<std::uint32_t>(x.size());
    shape.input_zero_point = in.zero;
    shape.input_scale = in.scale;
    shape.layer_count = 1;
    shape.layers = &layer;
    alignas(8) unsigned char memory[4096];
    picomlp::quantized_network<Rounding> alone;
    REQUIRE(alone.open(shape, memory) == status::ok);
    std::vector<std::int8_t> y(layer.outputs);
    unsigned char scratch[8];
    REQUIRE(alone.predict(x.data(), scratch, y.data()) == status::ok);
    return y;
}

/// The layers of quantize()'s network, each on the inputs that the simulated network has.
template <class Network, class Loss, class Rounding>
void agree() {
    const trained<Network, Loss> made;
    const auto simulated = made.simulated();
    picomlp::calibration ranges;
    REQUIRE(ranges.open(picomlp::float_network(made.w), made.observed) == status::ok);
    alignas(8) unsigned char memory[32768];
    picomlp::quantized_model model;
    REQUIRE(model.make(ranges, picomlp::weight_scales::per_output, memory) == status::ok);
    const picomlp::quantized_shape& shape = model.shape();
    CHECK(shape.input_scale == simulated.inputs.scale);
    CHECK(shape.input_zero_point == simulated.inputs.zero);

    const auto layers = reference::layers_of<Network>::list();
    const auto x = any_samples(6, Network::inputs, 300);
    unsigned compared = 0;
    unsigned near_a_half = 0;
    for (std::size_t s = 0; s < x.samples; ++s) {
        std::vector<float> in = x.column(s);
        for (float& value : in) value = simulated.inputs.rounded(value);
        numbers_of at = simulated.inputs;
        for (std::uint32_t l = 0; l < Network::layer_count; ++l) {
            const form how = forms_of<Network>::list[l];
            const bool last = l + 1 == Network::layer_count;
            const picomlp::quantized_layer& layer = shape.layers[l];
            CHECK(layer.scale == simulated.outputs[l].scale);
            CHECK(layer.zero_point == simulated.sums[l].zero);

            std::vector<std::int8_t> q;
            for (const float value : in) q.push_back(static_cast<std::int8_t>(at.number(value)));
            const auto y = outputs_of<Rounding>(layer, q, at);
            std::vector<float> z(layer.outputs);
            reference::forward(layers[l].shape, simulated.layers[l].w.data(), in.data(), 1,
                               z.data());
            std::vector<float> a = z;
            for (float& value : a) {
                if (how != form::clamped) value = simulated.sums[l].rounded(value);
            }
            if (!(last && how == form::clamped)) a = layers[l].apply(a);
            for (std::uint32_t o = 0; o < layer.outputs; ++o) {
                // Where the sum lies, in steps: exact, and how far either program may be off.
                long double exact = layer.biases[o];
                long double size = std::fabs(exact);
                for (std::size_t i = 0; i < q.size(); ++i) {
                    const long double product =
                        static_cast<long double>(q[i] - at.zero) * layer.weights[o * q.size() + i];
                    exact += product;
                    size += std::fabs(product);
                }
                const long double step = static_cast<long double>(at.scale) *
                                         simulated.layers[l].scales[o] / simulated.sums[l].scale;
                exact *= step;
                size *= step;
                const long double of_floats = 0x1p-24L * (static_cast<double>(q.size()) + 8) * size;
                const long double of_multiplier = 0x1.1p-24L * size;
                const bool doubled = std::is_same_v<Rounding, picomlp::double_rounding>;
                const long double of_rounding =
                    doubled ? std::ldexp(0.5L, layer.multipliers[o].shift) : 0.0L;
                const long double bound = of_floats + of_multiplier + of_rounding;
                const long double fraction = exact - std::floor(exact);
                const bool decided = std::fabs(fraction - 0.5L) > bound;

                const float number =
                    std::fmin(std::fmax(simulated.outputs[l].number(a[o]), -128.0F), 127.0F);
                const int apart = std::abs(static_cast<int>(number) - int{y[o]});
                ++compared;
                near_a_half += decided ? 0 : 1;
                if (how == form::clamped) CHECK(apart <= (decided ? 0 : 1));
                if (how == form::leaky) CHECK(apart <= (decided ? 1 : 2));
                if (decided && how != form::leaky) CHECK(apart == 0);
            }
            in = a;
            for (float& value : in) value = simulated.outputs[l].rounded(value);
            at = simulated.outputs[l];
        }
    }
    CHECK(near_a_half < compared / 10);
}

TEST_CASE("layers agree with those of int8") {
    agree<classes, picomlp::softmax_cross_entropy, picomlp::double_rounding>();
    agree<classes, picomlp::softmax_cross_entropy, picomlp::single_rounding>();
    agree<numbers, picomlp::mean_squared_error, picomlp::double_rounding>();
    agree<numbers, picomlp::mean_squared_error, picomlp::single_rounding>();
    agree<binary, picomlp::binary_cross_entropy, picomlp::double_rounding>();
    agree<binary, picomlp::binary_cross_entropy, picomlp::single_rounding>();
    agree<one_layer, picomlp::huber, picomlp::single_rounding>();
}

/// The simulated network with every rounding replaced by adding what it added at `w`, and every cut
/// number by a constant: a smooth function of the parameters in double, whose slope at `w` the
/// straight-through gradient is.
double surrogate_cost(const simulated_network& net, const matrix<float>& x, const matrix<float>& y,
                      const std::vector<double>& moves) {
    const auto shape = [](std::uint32_t l) { return numbers::shape_of(l + 1); };
    double cost = 0;
    for (std::size_t s = 0; s < x.samples; ++s) {
        std::vector<float> in = x.column(s);
        for (float& value : in) value = net.inputs.rounded(value);
        std::vector<double> moved(in.begin(), in.end());
        std::size_t first = 0;
        for (std::uint32_t l = 0; l < numbers::layer_count; ++l) {
            const std::size_t outputs = shape(l).outputs;
            const std::size_t inputs = shape(l).inputs;
            std::vector<float> a(outputs);
            std::vector<double> moved_a(outputs);
            std::vector<float> z(outputs);
            reference::forward(shape(l), net.layers[l].w.data(), in.data(), 1, z.data());
            for (std::size_t o = 0; o < outputs; ++o) {
                double sum = 0;
                for (std::size_t i = 0; i <= inputs; ++i) {
                    const double w = static_cast<double>(net.layers[l].w[i * outputs + o]) +
                                     moves[first + i * outputs + o];
                    sum += w * (i < inputs ? moved[i] : 1.0);
                }
                const auto through = [](numbers_of how, float at, double moving) {
                    const double rounded = how.rounded(at);
                    return how.fits(at) ? moving + (rounded - static_cast<double>(at)) : rounded;
                };
                const bool table = forms_of<numbers>::list[l] != form::clamped;
                float at = z[o];
                if (table) {
                    sum = through(net.sums[l], at, sum);
                    at = net.sums[l].rounded(at);
                    sum = l == 0 ? 1 / (1 + std::exp(-sum)) : sum > 0 ? sum : std::expm1(sum);
                    const auto all = reference::layers_of<numbers>::list();
                    at = all[l].apply({at})[0];
                }
                moved_a[o] = through(net.outputs[l], at, sum);
                a[o] = net.outputs[l].rounded(at);
            }
            first += (inputs + 1) * outputs;
            in = a;
            moved = moved_a;
        }
        for (std::size_t o = 0; o < numbers::outputs; ++o) {
            const double error = moved[o] - static_cast<double>(y(o, s));
            cost += error * error / numbers::outputs;
        }
    }
    return cost / static_cast<double>(x.samples);
}

TEST_CASE("the gradient is the slope of a network whose roundings are held") {
    const trained<numbers, picomlp::mean_squared_error> made;
    const auto net = made.simulated();
    // Wider than what was observed, so that some numbers are cut off.
    auto x = any_samples(7, numbers::inputs, 9);
    for (float& value : x.values) value *= 1.5F;
    const auto y = any_targets<numbers, picomlp::mean_squared_error>(8, 9);
    const auto found = simulated_cost_and_gradient<numbers, picomlp::mean_squared_error>(net, x, y);
    std::vector<double> moves(numbers::parameter_count);
    CHECK(surrogate_cost(net, x, y, moves) ==
          doctest::Approx(static_cast<double>(found.cost)).epsilon(1e-5));
    double difference = 0;
    double size = 0;
    for (std::size_t k = 0; k < moves.size(); ++k) {
        moves[k] = 1e-5;
        const double above = surrogate_cost(net, x, y, moves);
        moves[k] = -1e-5;
        const double slope = (above - surrogate_cost(net, x, y, moves)) / 2e-5;
        moves[k] = 0;
        const double analytic = static_cast<double>(found.gradient[k]);
        difference += (slope - analytic) * (slope - analytic);
        size += slope * slope + analytic * analytic;
    }
    CHECK(std::sqrt(difference / size) < 1e-5);
}

using small = net<dense<4, picomlp::relu>, dense<2, picomlp::identity>>;
using small_trainer = picomlp::trainer<small, picomlp::mean_squared_error, picomlp::adam, batch<8>,
                                       quantization_aware>;

TEST_CASE("steps that only observe have the bits of training in float") {
    const auto x = any_samples(1, 5, 8);
    const auto y = any_samples(2, 2, 8);
    auto w = any_parameters<small>(1);
    auto expected = w;
    small_trainer t{quantization_aware::delay(3)};
    picomlp::trainer<small, picomlp::mean_squared_error, picomlp::adam, batch<8>> plain;
    for (int step = 0; step < 4; ++step) {
        REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
        REQUIRE(plain.step(expected, view_of<5>(x), view_of<2>(y)).ok());
        CHECK(same(w.values, expected.values, small::parameter_count) == (step < 3));
    }
    CHECK(t.state().observed.steps == 4);
    t.restart();
    CHECK(t.state().observed.steps == 0);
}

TEST_CASE("dropout that keeps everything, and weights of one, change nothing") {
    const auto x = any_samples(1, 5, 8);
    const auto y = any_samples(2, 2, 8);
    const std::vector<float> ones(8, 1.0F);
    auto w = any_parameters<small>(1);
    auto same_w = w;
    auto tail = w;
    small_trainer t;
    picomlp::trainer<small, picomlp::mean_squared_error, picomlp::adam, batch<8>, picomlp::dropout,
                     picomlp::sample_weights, quantization_aware>
        more{picomlp::dropout::keep(1.0F), picomlp::sample_weights::values(ones.data(), 8)};
    picomlp::trainer<small, picomlp::mean_squared_error, picomlp::adam, batch<8>,
                     quantization_aware, picomlp::frozen<1>>
        frozen;
    for (int step = 0; step < 3; ++step) {
        const auto before = w;
        tail = before;
        frozen.restore(frozen.state());
        REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
        REQUIRE(more.step(same_w, view_of<5>(x), view_of<2>(y)).ok());
        CHECK(same(w.values, same_w.values, small::parameter_count));
        REQUIRE(frozen.step(tail, view_of<5>(x), view_of<2>(y)).ok());
        CHECK(same(tail.values, before.values, 24));
        CHECK(same(frozen.gradient().values, t.gradient().values + 24, 10));
    }
    // Dropped units pass nothing on, and what they would have been stays in the ranges.
    more.set(picomlp::dropout::keep(0.5F));
    REQUIRE(more.step(same_w, view_of<5>(x), view_of<2>(y)).ok());
    REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
    CHECK(!same(w.values, same_w.values, small::parameter_count));
    CHECK(same(&more.state().observed.ranges[2].highest, &t.state().observed.ranges[2].highest, 1));
}

TEST_CASE("what is refused leaves parameters and ranges as they were") {
    auto x = any_samples(1, 5, 8);
    const auto y = any_samples(2, 2, 8);
    auto w = any_parameters<small>(1);
    small_trainer t;
    REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
    const auto before = w;
    const auto state = t.state();
    const auto refused = [&](status expected) {
        CHECK(t.step(w, view_of<5>(x), view_of<2>(y)).status == expected);
        CHECK(std::memcmp(&t.state(), &state, sizeof state) == 0);
    };
    for (const float rate : {0.0F, -0.1F, 1.5F, std::numeric_limits<float>::quiet_NaN()}) {
        t.set(quantization_aware::rate(rate));
        refused(status::bad_argument);
    }
    t.set(quantization_aware::rate(1));
    x(3, 2) = std::numeric_limits<float>::quiet_NaN();
    refused(status::not_finite_input);
    x(3, 2) = 1;
    w.values[0] = std::numeric_limits<float>::infinity();
    refused(status::diverged);
    w = before;
    w.values[20] = 3e38F;  // a bias that no scale fits
    refused(status::beyond_range);
    w = before;
    CHECK(t.step(w, view_of<5>(x), view_of<2>(y)).ok());

    using middle = net<dense<4, picomlp::softmax>, dense<2, picomlp::identity>>;
    auto of_middle = any_parameters<middle>(1);
    picomlp::trainer<middle, picomlp::mean_squared_error, picomlp::adam, batch<8>,
                     quantization_aware>
        unusable;
    CHECK(unusable.step(of_middle, view_of<5>(x), view_of<2>(y)).status == status::unusable_shape);
}

TEST_CASE("a calibration takes what was observed") {
    const trained<small, picomlp::mean_squared_error> made;
    const picomlp::float_network of(made.w);
    picomlp::calibration ranges;
    auto observed = made.observed;
    observed.steps = 0;
    CHECK(ranges.open(of, observed) == status::no_samples);
    observed.steps = 20;
    observed.ranges[4].highest = std::numeric_limits<float>::infinity();
    CHECK(ranges.open(of, observed) == status::bad_argument);
    CHECK(ranges.open(of, picomlp::observed_ranges<1>{{}, 1}) == status::bad_argument);
    CHECK(ranges.open(picomlp::float_network(), made.observed) == status::unusable_shape);
    CHECK(ranges.samples() == 0);
    REQUIRE(ranges.open(of, made.observed) == status::ok);
    CHECK(ranges.samples() == 20);
    CHECK(ranges.inputs().highest == made.observed.ranges[0].highest);
    const float x[5] = {};
    CHECK(ranges.add(x) == status::bad_argument);
    CHECK(ranges.start_counting() == status::bad_argument);
    CHECK(ranges.use_percentile(1) == status::no_samples);
}

TEST_CASE("a training goes on from a checkpoint, which holds the ranges") {
    const auto x = any_samples(1, 5, 8);
    const auto y = any_samples(2, 2, 8);
    auto w = any_parameters<small>(1);
    small_trainer t;
    const auto memory = std::make_unique<picomlp::fit_memory<small_trainer, 8>>();
    REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
    const auto saved = std::make_unique<picomlp::checkpoint<small_trainer>>();
    picomlp::save(t, w, *memory, *saved);
    REQUIRE(t.step(w, view_of<5>(x), view_of<2>(y)).ok());
    small_trainer resumed;
    auto again = any_parameters<small>(9);
    REQUIRE(picomlp::load(*saved, resumed, again, *memory) == status::ok);
    REQUIRE(resumed.step(again, view_of<5>(x), view_of<2>(y)).ok());
    CHECK(same(w.values, again.values, small::parameter_count));
    saved->state.observed.ranges[2].highest += 1;
    CHECK(picomlp::load(*saved, resumed, again, *memory) == status::damaged_data);
}

}  // namespace
