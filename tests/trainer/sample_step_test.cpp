// SPDX-License-Identifier: MIT
// Steps on one sample that store no gradient, against the two passes that store one: bit for bit,
// with every instruction set, for numbers of every kind.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <random>
#include <vector>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::status;

namespace {

/// A network of any widths, trained both ways.
template <class T>
class two_ways {
  public:
    /// Activation: of the hidden layers.
    template <class Activation>
    two_ways(const std::vector<std::uint32_t>& sizes, Activation, std::mt19937& random) {
        using picomlp::activation_argument;
        using hidden = picomlp::detail::sample_activation<T, Activation>;
        using last = picomlp::detail::sample_activation<T, picomlp::identity>;
        constexpr bool is_relu = std::is_same_v<Activation, picomlp::relu>;
        constexpr bool keeps = Activation::derivative_takes == activation_argument::preactivation;
        std::size_t parameters = 0;
        std::size_t input = 0;
        std::size_t output = sizes.front();
        for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
            const picomlp::dense_shape shape{static_cast<std::uint16_t>(sizes[l]),
                                             static_cast<std::uint16_t>(sizes[l + 1])};
            const bool is_last = l + 2 == sizes.size();
            widest = std::max<std::uint32_t>(widest, shape.outputs);
            layers.push_back({{is_last ? last::template forward<0> : hidden::template forward<0>},
                              shape,
                              is_last ? last::activate : hidden::activate,
                              T(0)});
            training_layers.push_back(
                {{picomlp::kernels::sample_backward<T, 0>, picomlp::kernels::sample_gradient<T, 0>},
                 !is_last && keeps ? picomlp::detail::keep_preactivation<T> : nullptr,
                 is_last ? last::derivative : routine(hidden::derivative)});
            step_layers.push_back({shape, !is_last && is_relu, !is_last && keeps,
                                   is_last || is_relu ? nullptr : hidden::activate,
                                   is_last || is_relu ? nullptr : routine(hidden::derivative),
                                   input, output, outputs, parameters, T(0)});
            input = output;
            output += !is_last && keeps ? 2 * sizes[l + 1] : sizes[l + 1];
            outputs += shape.outputs;
            parameters += picomlp::parameter_count_of(shape);
            for (std::size_t k = 0; k < picomlp::parameter_count_of(shape); ++k) {
                w.push_back(reference::between<T>(random, -1, 1) /
                            std::sqrt(static_cast<T>(shape.inputs)));
            }
        }
        for (std::uint32_t k = 0; k < sizes.front(); ++k) {
            x.push_back(reference::between<T>(random, -1.5, 1.5));
        }
        for (std::uint32_t k = 0; k < sizes.back(); ++k) {
            y.push_back(reference::between<T>(random, 0, 1));
        }
        values.resize(sizes.front() + 2 * outputs);
        deltas.resize(outputs);
    }

    /// Whether the short way was taken. If not, checks that it has changed no parameter; if so,
    /// that parameters, cost and gradient are those of the other way.
    bool agree(T rate) {
        const picomlp::sample_training_table<T> table{
            {layers.data(), static_cast<std::uint32_t>(layers.size())},
            training_layers.data(),
            picomlp::detail::sample_loss<T, picomlp::mean_squared_error>::evaluate,
            static_cast<std::uint32_t>(w.size()),
            widest};
        const picomlp::sample_step_table<T> step_table{
            step_layers.data(), static_cast<std::uint32_t>(step_layers.size()), table.loss,
            outputs};
        std::vector<T> activations(2 * outputs);
        std::vector<T> delta(2 * widest);
        std::vector<T> gradient(w.size());
        std::vector<T> want = w;
        T want_cost = T(0);
        status expected = picomlp::sample_cost_and_gradient<T>(
            table, want.data(), x.data(), y.data(), activations.data(), delta.data(), &want_cost,
            gradient.data());
        if (expected == status::ok) {
            expected =
                gradient_descent::update<T>({rate}, want.size(), gradient.data(), want.data());
        }
        std::vector<T> got = w;
        T cost = T(0);
        const bool taken = picomlp::sample_step<T>(step_table, rate, x.data(), y.data(),
                                                   values.data(), deltas.data(), got.data(), &cost);
        if (!taken) {
            CHECK(testing::same_bits(got, w));
            return false;
        }
        CHECK(expected == status::ok);
        CHECK(testing::same_bits(got, want));
        CHECK(testing::same_bits(cost, want_cost));
        std::vector<T> of_step(w.size());
        picomlp::sample_step_gradient(step_table, values.data(), deltas.data(), of_step.data());
        CHECK(testing::same_bits(of_step, gradient));
        return true;
    }

    std::vector<T> w, x, y;

  private:
    static picomlp::sample_derivative_routine<T> routine(
        picomlp::sample_derivative_routine<T> derivative) {
        return derivative;
    }

    std::vector<picomlp::sample_layer<T>> layers;
    std::vector<picomlp::sample_training_layer<T>> training_layers;
    std::vector<picomlp::sample_step_layer<T>> step_layers;
    std::uint32_t outputs = 0;
    std::uint32_t widest = 0;
    std::vector<T> values, deltas;
};

}  // namespace

TEST_CASE_TEMPLATE("a step on one sample has the bits of two passes, for every width", T, float,
                   double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(5);
        for (std::uint32_t width = 1; width <= 67; ++width) {
            CAPTURE(width);
            const std::uint32_t other = width * 29 % 67 + 1;
            reference::for_each_activation([&](auto activation) {
                two_ways<T> some({width, other, width, 1 + width % 18}, activation, random);
                CHECK(some.agree(T(0.3)));
                two_ways<T> alone({other, width}, activation, random);
                CHECK(alone.agree(T(0.3)));
            });
        }
    });
}

TEST_CASE_TEMPLATE("a step on one sample has the bits of two passes, for wide layers", T, float,
                   double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(6);
        for (const std::uint32_t width : {96U, 128U, 131U, 200U, 256U, 259U}) {
            CAPTURE(width);
            two_ways<T> some({width, width, width + 1, width, 10}, picomlp::relu{}, random);
            CHECK(some.agree(T(0.3)));
        }
    });
}

TEST_CASE_TEMPLATE("zeros among wide layers' inputs and weights keep the bits of two passes", T,
                   float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(11);
        for (const std::uint32_t width : {256U, 259U}) {
            CAPTURE(width);
            for (int round = 0; round < 10; ++round) {
                CAPTURE(round);
                two_ways<T> some({width, width + round % 2, width, 10}, picomlp::relu{}, random);
                for (T& v : some.x) {
                    if (random() % 4 != 0) v = random() % 2 == 0 ? T(0) : -T(0);
                }
                if (round == 9) std::fill(some.x.begin(), some.x.end(), T(0));
                // One weight of -0, at any place; or one of +0, in every other round.
                some.w[random() % (some.w.size() - 11 * width)] = round % 2 == 0 ? -T(0) : T(0);
                CHECK(some.agree(round % 3 == 0 ? T(0) : T(0.3)));
            }
        }
    });
}

TEST_CASE_TEMPLATE("a weight of -0 becomes +0 wherever it lies in a wide layer", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(12);
        // Layers with vectors that are full, and with columns that fill none.
        for (const std::uint32_t outputs : {256U, 267U}) {
            CAPTURE(outputs);
            for (std::uint32_t o = 0; o < outputs; o += o + 17 < outputs - 20 ? 17 : 1) {
                CAPTURE(o);
                two_ways<T> some({101, outputs, 2}, picomlp::relu{}, random);
                const std::uint32_t rows[] = {0, 49, 52, 100};
                for (const std::uint32_t i : rows) some.x[i] = T(0);
                some.w[rows[o % 4] * outputs + o] = -T(0);
                CHECK(some.agree(T(0.3)));
            }
        }
    });
}

TEST_CASE_TEMPLATE("wide layers: numbers of every size, a step as two passes make it or not at all",
                   T, float, double) {
    using limits = std::numeric_limits<T>;
    const T sizes[] = {limits::infinity(), limits::quiet_NaN(),      limits::max(),
                       limits::max() / 2,  std::sqrt(limits::max()), T(1e9),
                       limits::min(),      limits::denorm_min()};
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(13);
        int taken = 0;
        int left = 0;
        for (int round = 0; round < 40; ++round) {
            CAPTURE(round);
            two_ways<T> some({130, 262, 257, 3}, picomlp::relu{}, random);
            std::vector<T>& numbers = round % 4 == 0 ? some.x : round % 4 == 1 ? some.y : some.w;
            const T size = sizes[random() % std::size(sizes)];
            numbers[random() % numbers.size()] = random() % 2 == 0 ? size : -size;
            const T rates[] = {T(0.3), T(1e30), limits::max()};
            (some.agree(rates[random() % 8 < 6 ? 0 : random() % 3]) ? taken : left) += 1;
        }
        CHECK(taken > 5);
        CHECK(left > 5);
    });
}

TEST_CASE_TEMPLATE("zeros keep the signs that two passes give them", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            two_ways<T> some({7, 19, 21, 3}, picomlp::relu{}, random);
            for (auto* numbers : {&some.w, &some.x}) {
                for (T& v : *numbers) {
                    const auto draw = random() % 8;
                    if (draw < 2) v = draw == 0 ? T(0) : -T(0);
                    if (draw == 2) v *= std::numeric_limits<T>::min() * 8;
                }
            }
            CHECK(some.agree(round % 2 == 0 ? T(0.3) : T(0)));
        }
    });
}

TEST_CASE_TEMPLATE("numbers of every size: a step is made as two passes make it, or not at all", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    const T sizes[] = {limits::infinity(), limits::quiet_NaN(),      limits::max(),
                       limits::max() / 2,  std::sqrt(limits::max()), T(1e9),
                       limits::min(),      limits::denorm_min()};
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(8);
        int taken = 0;
        int left = 0;
        for (int round = 0; round < 1500; ++round) {
            CAPTURE(round);
            const auto make = [&] {
                std::vector<std::uint32_t> widths(4);
                for (auto& width : widths) width = static_cast<std::uint32_t>(1 + random() % 40);
                return random() % 2 == 0
                           ? std::make_unique<two_ways<T>>(widths, picomlp::relu{}, random)
                           : std::make_unique<two_ways<T>>(widths, picomlp::sigmoid{}, random);
            };
            const auto some = make();
            const auto put = [&](std::vector<T>& numbers) {
                const T size = sizes[random() % std::size(sizes)];
                numbers[random() % numbers.size()] = random() % 2 == 0 ? size : -size;
            };
            if (round % 3 == 0) {
                put(some->w);
            } else if (round % 3 == 1) {
                put(some->x);
            } else {
                put(some->y);
                put(some->w);
            }
            const T rates[] = {T(0.3), T(0), T(1e30), limits::max()};
            (some->agree(rates[random() % 16 < 13 ? 0 : random() % 4]) ? taken : left) += 1;
        }
        CHECK(taken > 300);
        CHECK(left > 300);
    });
}

TEST_CASE_TEMPLATE("the largest weight stays when a step cannot move it", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(9);
        two_ways<T> some({3, 20, 4}, picomlp::relu{}, random);
        // A sum that stays finite because the sample has a zero there.
        some.x[1] = T(0);
        some.w[25] = std::numeric_limits<T>::max();
        some.w[26] = -std::numeric_limits<T>::max();
        CHECK(some.agree(T(0.3)));
    });
}

namespace {

template <class T>
using small =
    picomlp::basic_network<T, input<3>, dense<9, picomlp::relu>,
                           dense<5, picomlp::hyperbolic_tangent>, dense<2, picomlp::softmax>>;
template <class T>
using small_trainer =
    picomlp::trainer<small<T>, picomlp::softmax_cross_entropy, gradient_descent, batch<1>>;
/// The same, but its steps store their gradients.
template <class T>
using other_trainer =
    picomlp::trainer<small<T>, picomlp::softmax_cross_entropy, gradient_descent, batch<2>>;

template <class T>
bool same_gradients(const small_trainer<T>& t, const other_trainer<T>& u) {
    return testing::same_bits(reference::values_of(t.gradient()),
                              reference::values_of(u.gradient()));
}

}  // namespace

TEST_CASE_TEMPLATE("the gradient is that of the last step that was not refused", T, float, double) {
    std::mt19937 random(4);
    typename small<T>::parameters w;
    reference::fill_parameters(w, random);
    typename small<T>::parameters v = w;
    static small_trainer<T> t;
    static other_trainer<T> u;
    T x[3] = {T(0.5), T(-1), T(0.25)};
    const T y[2] = {T(0), T(1)};
    REQUIRE(t.step(w, x, y).ok());
    REQUIRE(u.step(v, x, y).ok());
    CHECK(same_gradients(t, u));
    const auto before = reference::values_of(t.gradient());

    for (int round = 0; round < 3; ++round) {
        REQUIRE(t.step(w, x, y).ok());
        REQUIRE(u.step(v, x, y).ok());
    }
    // Neither refused samples nor a cost alone replace it.
    const T wrong[2] = {T(0), T(2)};
    const T too_large[3] = {std::numeric_limits<T>::infinity(), T(0), T(0)};
    CHECK(t.step(w, x, wrong).status == status::label_out_of_range);
    CHECK(t.step(w, too_large, y).status == status::not_finite_input);
    CHECK(t.compute_gradient(w, too_large, y).status == status::not_finite_input);
    CHECK(t.compute_cost(w, x, y).ok());
    x[0] = T(7);
    CHECK(same_gradients(t, u));
    CHECK_FALSE(testing::same_bits(before, reference::values_of(t.gradient())));
    CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));

    // A copy has it as well, and steps that diverge replace it.
    REQUIRE(t.step(w, x, y).ok());
    REQUIRE(u.step(v, x, y).ok());
    const auto copy = std::make_unique<small_trainer<T>>(t);
    CHECK(same_gradients(*copy, u));
    w.layer(3).bias(0) = std::numeric_limits<T>::max();
    w.layer(3).bias(1) = -std::numeric_limits<T>::max();
    v = w;
    x[0] = T(1);
    CHECK(t.step(w, x, y).status == status::diverged);
    CHECK(u.step(v, x, y).status == status::diverged);
    CHECK(same_gradients(t, u));
    CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));
}

TEST_CASE_TEMPLATE("epochs of single samples have the bits of the trainer that stores gradients", T,
                   float, double) {
    std::mt19937 random(4);
    typename small<T>::parameters w;
    reference::fill_parameters(w, random);
    typename small<T>::parameters v = w;
    T x[12][3];
    T y[12][2];
    for (auto& row : x) {
        for (T& value : row) value = reference::between<T>(random, -1, 1);
    }
    for (std::size_t s = 0; s < 12; ++s) {
        y[s][0] = s % 3 == 0 ? T(1) : T(0);
        y[s][1] = T(1) - y[s][0];
    }
    static small_trainer<T> t;
    static other_trainer<T> u;
    static picomlp::mini_batch<small<T>, 1> buffer;
    const int order[12] = {3, 1, 4, 11, 5, 9, 2, 6, 0, 10, 7, 8};
    REQUIRE(t.epoch(w, x, y, order, buffer).ok());
    for (const int s : order) REQUIRE(u.step(v, x[s], y[s]).ok());
    CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));
    CHECK(same_gradients(t, u));
    CHECK(t.state().steps == 12);
}

TEST_CASE_TEMPLATE("a trainer does not depend on what its memory held before", T, float, double) {
    std::mt19937 random(5);
    typename small<T>::parameters w;
    reference::fill_parameters(w, random);
    typename small<T>::parameters v = w;
    const T x[3] = {T(0.25), T(-0.5), T(1)};
    const T y[2] = {T(1), T(0)};
    alignas(small_trainer<T>) static unsigned char memory[sizeof(small_trainer<T>)];
    unsigned char* const volatile place = memory;  // a compiler does not see what is made there
    static other_trainer<T> u;
    for (const int value : {0x00, 0x01, 0xa5, 0xff}) {
        std::memset(place, value, sizeof memory);
        auto& t = *new (place) small_trainer<T>;
        for (int step = 0; step < 3; ++step) {
            REQUIRE(t.step(w, x, y).ok());
            REQUIRE(u.step(v, x, y).ok());
            CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));
        }
        CHECK(same_gradients(t, u));
        CHECK(t.state().steps == 3);
    }
}
