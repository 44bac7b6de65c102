// SPDX-License-Identifier: MIT
#include <cstdint>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/kernels/bounded_sums.hpp"
#include "thinned.hpp"

using picomlp::double_rounding;
using picomlp::multiplier;
using picomlp::single_rounding;
using picomlp::detail::quantized_dense;

namespace {

/// A layer of random numbers, all of the whole range; arrays are as long as they need to be, so
/// that the sanitizers see what is read beside them.
struct random_layer {
    random_layer(std::uint32_t inputs, std::uint32_t outputs, bool per_output, bool bounded,
                 unsigned seed)
        : random_(seed), weights(std::size_t{inputs} * outputs), x(inputs) {
        // Of x86-64: weights that have opposites, and others.
        const bool opposites = (inputs + 2 * outputs) % 3 != 0;
        for (std::int8_t& w : weights) {
            w = number();
            if (opposites && w == -128) w = -127;
        }
        for (std::int8_t& q : x) q = number();
        for (std::uint32_t o = 0; o < outputs; ++o) {
            biases.push_back(static_cast<std::int32_t>(random_() % 200000) - 100000);
        }
        for (std::uint32_t m = 0; m < (per_output ? outputs : 1); ++m) {
            const auto significand = static_cast<std::int32_t>((1U << 30) + random_() % (1U << 30));
            const auto shift = -2 - static_cast<std::int32_t>(random_() % 13);
            multipliers.push_back({significand, bounded ? shift : shift + 3});
        }
        layer.weights = weights.data();
        layer.biases = biases.data();
        layer.inputs = inputs;
        layer.multipliers = multipliers.data();
        layer.multiplier_step = per_output ? static_cast<std::int32_t>(sizeof(multiplier)) : 0;
        layer.twice_zero_point = 2 * number() + 1;
        const bool cut = random_() % 2 == 0;
        layer.lowest = cut ? -70 : -128;
        layer.highest = cut ? 100 : 127;
        layer.cut_off = 255 - (layer.highest - layer.lowest);
        layer.outputs = outputs;
        layer.is_bounded = bounded;
        layer.weights_have_opposites = opposites;
    }

    std::int8_t number() { return static_cast<std::int8_t>(random_() % 256 - 128); }

  private:
    std::mt19937 random_;

  public:
    std::vector<std::int8_t> weights;
    std::vector<std::int8_t> x;
    std::vector<std::int32_t> biases;
    std::vector<multiplier> multipliers;
    quantized_dense layer{};
};

template <class Rounding>
int wrong_outputs(const random_layer& of) {
    std::vector<std::int8_t> expected(of.layer.outputs + 1, 55);
    std::vector<std::int8_t> found(of.layer.outputs + 1, 55);
    picomlp::detail::plain_quantized_dense<Rounding>(of.layer, of.x.data(), expected.data());
    picomlp::detail::fast_quantized_dense<Rounding>(of.layer, of.x.data(), found.data());
    int wrong = 0;
    for (std::size_t o = 0; o < found.size(); ++o) wrong += found[o] != expected[o];
    return wrong;
}

}  // namespace

TEST_CASE("every kernel has the plain one's outputs, and no more") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        testing::thinned cases(7);
        for (std::uint32_t inputs = 1; inputs <= 100; ++inputs) {
            for (std::uint32_t outputs = 1; outputs <= 13; ++outputs) {
                if (!cases.takes_next()) continue;
                CAPTURE(inputs);
                CAPTURE(outputs);
                const random_layer layer(inputs, outputs, (inputs + outputs) % 3 != 0,
                                         (inputs ^ outputs) % 5 != 0, inputs * 100 + outputs);
                CHECK(wrong_outputs<double_rounding>(layer) == 0);
                CHECK(wrong_outputs<single_rounding>(layer) == 0);
            }
        }
    });
}

TEST_CASE("sums as large as a bounded layer may have") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        for (const std::int8_t w : {std::int8_t{-128}, std::int8_t{-127}, std::int8_t{127}}) {
            random_layer layer(40, 6, true, true, 1);
            for (std::int8_t& each : layer.weights) each = w;
            layer.layer.weights_have_opposites = w != -128;
            for (std::int8_t& each : layer.x) each = -128;
            const std::int32_t most = picomlp::quantized_kernels::bound_of_sums - 40 * 128 * 128;
            for (std::int32_t& bias : layer.biases) bias = w < 0 ? most : -most;
            for (multiplier& by : layer.multipliers) by.shift = -24;
            CHECK(wrong_outputs<double_rounding>(layer) == 0);
            CHECK(wrong_outputs<single_rounding>(layer) == 0);
            for (multiplier& by : layer.multipliers) by.shift = -31;
            CHECK(wrong_outputs<double_rounding>(layer) == 0);
            CHECK(wrong_outputs<single_rounding>(layer) == 0);
        }
    });
}
