// SPDX-License-Identifier: MIT
// Networks of int8 of random numbers, with what they refer to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace testing {

/// A layer with everything that it refers to.
struct owned_layer {
    std::vector<std::int8_t> weights;
    std::vector<std::int32_t> biases;
    std::vector<picomlp::multiplier> multipliers;
    std::vector<std::int8_t> table;
    picomlp::quantized_leaky_relu leaky;
    bool has_leaky = false;
    std::int32_t zero_point;
    picomlp::quantized_range range;

    picomlp::quantized_layer layer(std::uint32_t outputs) const {
        picomlp::quantized_layer made;
        made.outputs = outputs;
        made.weights = weights.data();
        made.biases = biases.empty() ? nullptr : biases.data();
        made.multipliers = multipliers.data();
        made.multiplier_count = static_cast<std::uint32_t>(multipliers.size());
        made.zero_point = zero_point;
        made.range = range;
        made.scale = 0.5F;
        if (has_leaky) made.leaky = &leaky;
        if (!table.empty()) {
            made.table = table.data();
            made.table_zero_point = -7;
        }
        return made;
    }
};

/// A network of random layers of these sizes, with multipliers of one shift. Every kind of
/// activation is among four layers.
class random_network {
  public:
    random_network(std::vector<std::uint32_t> sizes, unsigned seed, std::int32_t shift = -7)
        : sizes_(std::move(sizes)), random_(seed), shift_(shift) {
        for (std::size_t l = 0; l + 1 < sizes_.size(); ++l) owned_.push_back(made(l));
        for (std::size_t l = 0; l < owned_.size(); ++l) {
            layers_.push_back(owned_[l].layer(sizes_[l + 1]));
        }
    }

    picomlp::quantized_shape shape() const {
        picomlp::quantized_shape shape;
        shape.inputs = sizes_[0];
        shape.input_zero_point = 11;
        shape.layer_count = static_cast<std::uint32_t>(layers_.size());
        shape.layers = layers_.data();
        shape.input_scale = 0.25F;
        return shape;
    }

    std::vector<std::int8_t> sample() {
        std::vector<std::int8_t> x(sizes_[0]);
        for (std::int8_t& q : x) q = number();
        return x;
    }

    /// Layer by layer, each as a network of its own.
    template <class Rounding>
    std::vector<std::int8_t> layer_by_layer(std::vector<std::int8_t> x) const {
        std::int32_t zero = 11;
        for (std::size_t l = 0; l < layers_.size(); ++l) {
            picomlp::quantized_shape alone = shape();
            alone.inputs = sizes_[l];
            alone.input_zero_point = zero;
            alone.layer_count = 1;
            alone.layers = &layers_[l];
            picomlp::quantized_network<Rounding> net;
            std::vector<void*> memory(net.bytes(alone) / sizeof(void*) + 1);
            CHECK(net.open(alone, {memory.data(), memory.size() * sizeof(void*)}) ==
                  picomlp::status::ok);
            std::vector<std::int8_t> y(sizes_[l + 1]);
            CHECK(net.scratch_bytes() == 0);
            CHECK(net.predict(x.data(), {nullptr, 0}, y.data()) == picomlp::status::ok);
            zero = output_zero_point(layers_[l]);
            x = y;
        }
        return x;
    }

  private:
    std::int8_t number() {
        return static_cast<std::int8_t>(static_cast<int>(random_() % 256) - 128);
    }

    owned_layer made(std::size_t l) {
        owned_layer layer{};
        layer.weights.resize(std::size_t{sizes_[l]} * sizes_[l + 1]);
        for (std::int8_t& w : layer.weights) w = number();
        if (l % 2 == 0) layer.biases.resize(sizes_[l + 1], 300);
        layer.multipliers.resize(l % 3 == 0 ? sizes_[l + 1] : 1);
        for (picomlp::multiplier& by : layer.multipliers) {
            by = {(1 << 30) + static_cast<std::int32_t>(random_() % (1 << 30)), shift_};
        }
        layer.zero_point = int{number()};
        layer.range = picomlp::identity_range();
        if (l % 4 == 1) {
            layer.has_leaky = true;
            layer.leaky = {{1 << 30, 1}, {1 << 30, -2}, number()};
        }
        if (l % 4 == 2) {
            layer.table.resize(256);
            for (std::int8_t& q : layer.table) q = number();
        }
        return layer;
    }

    std::vector<std::uint32_t> sizes_;
    std::mt19937 random_;
    std::int32_t shift_;
    std::vector<owned_layer> owned_;
    std::vector<picomlp::quantized_layer> layers_;
};

}  // namespace testing
