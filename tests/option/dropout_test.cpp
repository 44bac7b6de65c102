// SPDX-License-Identifier: MIT
#include "picomlp/option/dropout.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::dense;
using picomlp::dropout;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::numpy_dropout;
using picomlp::relu;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

/// One hidden layer whose derivative takes the output's sign, one its value, one the input.
template <class T>
using net = basic_network<T, input<3>, dense<18, relu>, dense<7, hyperbolic_tangent>,
                          dense<9, picomlp::silu>, dense<2, sigmoid>>;
template <class T, uint32_t Batch, class Option = dropout>
using trainer_of =
    picomlp::trainer<net<T>, picomlp::binary_cross_entropy, gradient_descent, batch<Batch>, Option>;

constexpr uint32_t hidden_layers = 3;

/// Masks as the header of dropout says, one word of the generator at a time.
template <class T>
std::vector<matrix<T>> drawn_factors(const T (&keep)[hidden_layers], uint64_t seed, uint32_t step,
                                     std::size_t samples) {
    std::vector<matrix<T>> factors;
    for (uint32_t l = 0; l < hidden_layers; ++l) {
        const uint32_t units = net<T>::sizes[l + 1];
        matrix<T> factor(units, samples);
        for (uint32_t u = 0; u < units; ++u) {
            for (uint32_t s = 0; s < samples; ++s) {
                const auto drawn =
                    picomlp::philox(static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32),
                                    {{s / 4, u, l, step}});
                // 2^32 * keep and every word are whole below 2^53, so this compares exactly.
                const bool kept = static_cast<double>(drawn.words[s % 4]) <
                                  std::floor(static_cast<double>(keep[l]) * 4294967296.0);
                factor(u, s) = kept ? T(1) / keep[l] : T(0);
            }
        }
        factors.push_back(factor);
    }
    return factors;
}

/// Masks as NumPy draws them, from the library's tested copy of its stream.
template <class T>
std::vector<matrix<T>> numpy_factors(const T (&keep)[hidden_layers], uint32_t seed,
                                     std::size_t samples) {
    picomlp::numpy_random_state source(seed);
    std::vector<matrix<T>> factors;
    for (uint32_t l = 0; l < hidden_layers; ++l) {
        matrix<T> factor(net<T>::sizes[l + 1], samples);
        for (T& value : factor.values) {
            value = source.uniform() < static_cast<double>(keep[l]) ? T(1) / keep[l] : T(0);
        }
        factors.push_back(factor);
    }
    return factors;
}

template <class T>
struct problem {
    typename net<T>::parameters w;
    matrix<T> x;
    matrix<T> y;

    explicit problem(uint32_t samples) {
        std::mt19937 random(samples);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(3, samples, random, -1.5, 1.5);
        y = reference::any_matrix<T>(2, samples, random, 0, 1);
    }
};

template <class Trainer, class T>
auto step(Trainer& t, problem<T>& p) {
    return t.step(p.w, reference::view_of<3>(p.x), reference::view_of<2>(p.y));
}

/// `steps` steps of the trainer against the plain program with the factors of each step.
template <uint32_t Batch, class Trainer, class T, class Factors>
void check_steps(Trainer& t, uint32_t samples, uint32_t steps, Factors factors_of) {
    const problem<T> given(samples);
    std::vector<T> expected = reference::values_of(given.w);
    std::vector<T> costs;
    for (uint32_t k = 0; k < steps; ++k) {
        const auto found = reference::cost_and_gradient<net<T>, picomlp::binary_cross_entropy>(
            expected, given.x, given.y, factors_of(k));
        costs.push_back(found.cost);
        REQUIRE(
            reference::sgd_step(expected.size(), T(0.3), found.gradient.data(), expected.data()));
    }
    INFO("samples ", samples);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        t.restart();
        problem<T> p = given;
        for (uint32_t k = 0; k < steps; ++k) {
            const auto result = step(t, p);
            CHECK(result.ok());
            CHECK(result.cost == costs[k]);
        }
        CHECK(testing::same_bits(reference::values_of(p.w), expected));
    });
}

}  // namespace

TEST_CASE_TEMPLATE("dropout trains as the plain program does with the masks it states", T, float,
                   double) {
    const T keep[hidden_layers] = {T(0.86), T(0.5), T(0.7)};
    const uint64_t seed = 0x123456789abcdefULL;
    static trainer_of<T, 600> t{gradient_descent::learning_rate(T(0.3)),
                                dropout::keep(keep[0], keep[1], keep[2]), dropout::seed(seed)};
    for (const uint32_t samples : {1U, 5U, 33U, 97U, 600U}) {
        check_steps<600, trainer_of<T, 600>, T>(
            t, samples, 3, [&](uint32_t k) { return drawn_factors<T>(keep, seed, k, samples); });
    }
    t.set(dropout::repeat(true));
    check_steps<600, trainer_of<T, 600>, T>(
        t, 33, 3, [&](uint32_t) { return drawn_factors<T>(keep, seed, 0, 33); });
}

TEST_CASE_TEMPLATE("numpy_dropout trains with NumPy's masks, the same in every step", T, float,
                   double) {
    const T keep[hidden_layers] = {T(0.86), T(1), T(0.3)};
    static trainer_of<T, 70, numpy_dropout> t{gradient_descent::learning_rate(T(0.3)),
                                              numpy_dropout::keep(keep[0], keep[1], keep[2])};
    for (const uint32_t samples : {1U, 32U, 70U}) {
        check_steps<70, trainer_of<T, 70, numpy_dropout>, T>(
            t, samples, 3, [&](uint32_t) { return numpy_factors<T>(keep, 1, samples); });
    }
}

TEST_CASE_TEMPLATE("a keep probability of 1 gives the bits of no dropout", T, float, double) {
    problem<T> with(40);
    problem<T> without(40);
    trainer_of<T, 40> t{gradient_descent::learning_rate(T(0.3)), dropout::keep(1)};
    picomlp::trainer<net<T>, picomlp::binary_cross_entropy, gradient_descent, batch<40>> plain{
        gradient_descent::learning_rate(T(0.3))};
    for (int k = 0; k < 3; ++k) CHECK(step(t, with).cost == step(plain, without).cost);
    CHECK(testing::same_bits(reference::values_of(with.w), reference::values_of(without.w)));
}

TEST_CASE_TEMPLATE("a mask does not depend on how many samples stand behind", T, float, double) {
    const auto masks = [](uint32_t samples, std::vector<uint32_t>& words) {
        static const T keep[hidden_layers] = {T(0.4), T(0.5), T(0.6)};
        words.assign(34 * 8, 0xffffffff);
        picomlp::draw_masks<T>({words.data(), 8, net<T>::table(), keep}, 7, 3, samples);
    };
    std::vector<uint32_t> all;
    std::vector<uint32_t> some;
    masks(256, all);
    for (const uint32_t samples : {1U, 31U, 32U, 33U, 130U}) {
        masks(samples, some);
        for (uint32_t unit = 0; unit < 34; ++unit) {
            for (uint32_t s = 0; s < samples; ++s) {
                const uint32_t at = unit * 8 + s / 32;
                REQUIRE((some[at] >> s % 32 & 1) == (all[at] >> s % 32 & 1));
            }
            for (uint32_t word = picomlp::mask_words(samples); word < 8; ++word) {
                REQUIRE(some[unit * 8 + word] == 0xffffffff);
            }
        }
    }
}

TEST_CASE_TEMPLATE("masks keep as many as they should, in every layer and step", T, float, double) {
    const T keep[hidden_layers] = {T(0.86), T(0.5), T(0.02)};
    for (const uint32_t at : {0U, 1U, 1000U}) {
        const auto factors = drawn_factors<T>(keep, 11, at, 4096);
        std::vector<uint32_t> words(34 * 128);
        picomlp::draw_masks<T>({words.data(), 128, net<T>::table(), keep}, 11, at, 4096);
        uint32_t unit = 0;
        for (uint32_t l = 0; l < hidden_layers; ++l) {
            double kept = 0;
            const uint32_t units = net<T>::sizes[l + 1];
            for (uint32_t u = 0; u < units; ++u, ++unit) {
                for (uint32_t s = 0; s < 4096; ++s) {
                    const bool bit = words[unit * 128 + s / 32] >> s % 32 & 1;
                    REQUIRE(bit == (factors[l](u, s) != T(0)));
                    kept += bit ? 1 : 0;
                }
            }
            // Five standard deviations of a binomial distribution.
            const double n = 4096.0 * units;
            const double p = static_cast<double>(keep[l]);
            CHECK(std::fabs(kept - n * p) < 5 * std::sqrt(n * p * (1 - p)));
        }
    }
}

TEST_CASE_TEMPLATE("masks change with the step and stay for a cost asked again", T, float, double) {
    problem<T> p(30);
    trainer_of<T, 30> t{gradient_descent::learning_rate(0), dropout::keep(T(0.5)),
                        dropout::seed(5)};
    const auto x = reference::view_of<3>(p.x);
    const auto y = reference::view_of<2>(p.y);
    const T first = t.compute_gradient(p.w, x, y).cost;
    CHECK(t.compute_cost(p.w, x, y).cost == first);
    CHECK(step(t, p).cost == first);
    CHECK(t.compute_cost(p.w, x, y).cost != first);
    t.restart();
    CHECK(t.compute_cost(p.w, x, y).cost == first);
}

TEST_CASE_TEMPLATE("a keep probability outside (0, 1] is refused and changes nothing", T, float,
                   double) {
    for (const T bad : {T(0), T(-0.5), T(1.0001), std::numeric_limits<T>::quiet_NaN(),
                        std::numeric_limits<T>::infinity()}) {
        problem<T> p(4);
        const auto before = reference::values_of(p.w);
        trainer_of<T, 4> own{dropout::keep(T(0.5), bad, T(0.5))};
        CHECK(step(own, p).status == status::bad_argument);
        trainer_of<T, 4, numpy_dropout> numpy{numpy_dropout::keep(T(0.5), T(0.5), bad)};
        CHECK(step(numpy, p).status == status::bad_argument);
        CHECK(own.state().steps == 0);
        CHECK(testing::same_bits(reference::values_of(p.w), before));
    }
}

TEST_CASE("a layer keeps its unmasked output only when its derivative needs the value") {
    using tables =
        picomlp::detail::training_tables<net<float>, picomlp::binary_cross_entropy, true>;
    static_assert(tables::kept() == 18 + 2 * 7 + 2 * 9 + 2);
    CHECK(!tables::layers.entry[0].keeps_argument);
}
