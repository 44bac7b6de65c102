// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_batch.hpp"

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/quantized/quantized.hpp"
#include "random_network.hpp"
#include "thinned.hpp"

using picomlp::double_rounding;
using picomlp::quantized_network;
using picomlp::sample_major;
using picomlp::single_rounding;
using picomlp::status;
using testing::random_network;

namespace {

template <class Rounding>
struct opened_network {
    explicit opened_network(const picomlp::quantized_shape& shape)
        : memory(net.bytes(shape) / sizeof(void*) + 1) {
        REQUIRE(net.open(shape, {memory.data(), memory.size() * sizeof(void*)}) == status::ok);
        one_scratch.resize(net.scratch_bytes());
    }

    quantized_network<Rounding> net;
    std::vector<void*> memory;
    std::vector<std::int8_t> one_scratch;
};

/// The outputs for one sample, layer by layer in plain code.
template <class Rounding>
std::vector<std::int8_t> plain(const quantized_network<Rounding>& net, const std::int8_t* x) {
    std::vector<std::int8_t> from(x, x + net.inputs());
    for (std::uint32_t l = 0; l < net.opened().count; ++l) {
        const picomlp::detail::quantized_dense& layer = net.opened().layers[l];
        std::vector<std::int8_t> to(layer.outputs);
        picomlp::detail::plain_quantized_dense<Rounding>(layer, from.data(), to.data());
        from = to;
    }
    return from;
}

/// Samples with gaps between them, outputs likewise; memory that begins anywhere and is as large
/// as it needs to be, so that the sanitizers see what is read or written beside it.
template <class Rounding>
int wrong_numbers(const quantized_network<Rounding>& net, std::vector<std::int8_t>& one_scratch,
                  const std::vector<std::int8_t>& numbers, std::size_t samples, std::size_t gap) {
    const std::size_t x_stride = net.inputs() + gap;
    const std::size_t y_stride = net.outputs() + gap;
    const std::int8_t* const x = numbers.data();
    std::vector<std::int8_t> expected((samples - 1) * y_stride + net.outputs(), 55);
    std::vector<std::int8_t> found = expected;
    for (std::size_t s = 0; s < samples; ++s) {
        std::int8_t* const y = &expected[s * y_stride];
        CHECK(net.predict(x + s * x_stride, {one_scratch.data(), one_scratch.size()}, y) ==
              status::ok);
        CHECK(std::vector<std::int8_t>(y, y + net.outputs()) == plain(net, x + s * x_stride));
    }
    std::vector<std::int8_t> scratch(net.batch_scratch_bytes() + gap, 99);
    CHECK(net.predict(sample_major(x, samples, x_stride),
                      {scratch.data() + gap, net.batch_scratch_bytes()},
                      sample_major(found.data(), samples, y_stride)) == status::ok);
    int wrong = 0;
    for (std::size_t k = 0; k < found.size(); ++k) wrong += found[k] != expected[k];
    for (std::size_t k = 0; k < gap; ++k) wrong += scratch[k] != 99;
    return wrong;
}

template <class Rounding>
int wrong_numbers(random_network& made, std::size_t samples, std::size_t gap) {
    opened_network<Rounding> opened(made.shape());
    std::vector<std::int8_t> x;
    for (std::size_t s = 0; s < samples; ++s) {
        const std::vector<std::int8_t> more = made.sample();
        x.insert(x.end(), more.begin(), more.end());
        if (s + 1 < samples) x.insert(x.end(), gap, -100);
    }
    return wrong_numbers(opened.net, opened.one_scratch, x, samples, gap);
}

}  // namespace

TEST_CASE("batches have the outputs of their samples one by one, and nothing else is written") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        testing::thinned cases(7);
        std::mt19937 random(1);
        const auto size = [&] { return static_cast<std::uint32_t>(1 + random() % 67); };
        for (unsigned seed = 0; seed < 6; ++seed) {
            for (std::size_t samples = 1; samples <= 33; ++samples) {
                std::vector<std::uint32_t> sizes{size(), size()};
                for (unsigned more = random() % 4; more > 0; --more) sizes.push_back(size());
                const std::size_t gap = random() % 3;
                // One of five shifts is of sums that are not bounded.
                const auto shift = -5 - static_cast<std::int32_t>(random() % 4);
                random_network made(sizes, seed + 1, random() % 5 == 0 ? 1 : shift);
                if (!cases.takes_next()) continue;
                CAPTURE(samples);
                CAPTURE(sizes[0]);
                CAPTURE(sizes[1]);
                CAPTURE(sizes.size());
                CHECK(wrong_numbers<double_rounding>(made, samples, gap) == 0);
                CHECK(wrong_numbers<single_rounding>(made, samples, gap) == 0);
            }
        }
    });
}

TEST_CASE("every number of inputs and of outputs up to 67") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        testing::thinned cases(7);
        for (std::uint32_t inputs = 1; inputs <= 67; ++inputs) {
            for (const std::size_t samples : {8U, 16U}) {
                if (!cases.takes_next()) continue;
                CAPTURE(inputs);
                CAPTURE(samples);
                random_network made({inputs, 68 - inputs}, inputs);
                CHECK(wrong_numbers<double_rounding>(made, samples, 0) == 0);
                CHECK(wrong_numbers<single_rounding>(made, samples, 1) == 0);
            }
        }
    });
}

TEST_CASE("the largest products, and the largest sums that a bounded layer may have") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        for (const std::int8_t w : {std::int8_t{-128}, std::int8_t{-127}, std::int8_t{127}}) {
            for (const std::int8_t q : {std::int8_t{-128}, std::int8_t{127}}) {
                for (const std::int32_t shift : {-31, -24, -2}) {
                    CAPTURE(int{w});
                    CAPTURE(int{q});
                    CAPTURE(shift);
                    const std::vector<std::int8_t> weights(std::size_t{41} * 6, w);
                    const picomlp::multiplier by{INT32_MAX, shift};
                    const std::int32_t most = (1 << 30) - 1 - 41 * 128 * 128;
                    const std::vector<std::int32_t> biases(6, (w < 0) == (q < 0) ? most : -most);
                    picomlp::quantized_layer layer;
                    layer.weights = weights.data();
                    layer.biases = biases.data();
                    layer.multipliers = &by;
                    layer.multiplier_count = 1;
                    layer.outputs = 6;
                    picomlp::quantized_shape shape;
                    shape.inputs = 41;
                    shape.layer_count = 1;
                    shape.layers = &layer;
                    opened_network<double_rounding> twice(shape);
                    CHECK(twice.net.opened().layers[0].is_bounded);
                    opened_network<single_rounding> once(shape);
                    const std::vector<std::int8_t> x(std::size_t{41} * 20, q);
                    CHECK(wrong_numbers(twice.net, twice.one_scratch, x, 20, 0) == 0);
                    CHECK(wrong_numbers(once.net, once.one_scratch, x, 20, 0) == 0);
                }
            }
        }
    });
}

TEST_CASE("a batch that is refused writes nothing") {
    random_network made({5, 9, 3}, 2);
    const picomlp::quantized_shape shape = made.shape();
    opened_network<double_rounding> opened(shape);
    const auto& net = opened.net;
    std::vector<std::int8_t> scratch(net.batch_scratch_bytes());
    const picomlp::memory_block all(scratch.data(), scratch.size());
    const std::vector<std::int8_t> x(std::size_t{20} * 5, 1);
    std::vector<std::int8_t> y(std::size_t{20} * 3, 55);
    const std::vector<std::int8_t> before = y;
    const quantized_network<double_rounding> closed;
    CHECK(closed.batch_scratch_bytes() == 0);
    CHECK(closed.predict(sample_major(x), all, sample_major(y)) == status::unusable_shape);
    CHECK(net.predict(sample_major(x), {scratch.data(), scratch.size() - 1}, sample_major(y)) ==
          status::too_little_memory);
    CHECK(net.predict(sample_major(x.data(), 19), all, sample_major(y)) ==
          status::mismatched_samples);
    CHECK(net.predict(sample_major(x.data(), 20, 4), all, sample_major(y)) == status::bad_argument);
    CHECK(net.predict(sample_major(x), all, sample_major(y.data(), 20, 2)) == status::bad_argument);
    const std::vector<std::int8_t> part(99, 1);
    CHECK(net.predict(sample_major(part), all, sample_major(y)) == status::bad_argument);
    CHECK(net.predict(sample_major(x.data(), 0), all, sample_major(y.data(), 0)) ==
          status::no_samples);
    CHECK(y == before);
    CHECK(net.predict(sample_major(x), all, sample_major(y)) == status::ok);
    CHECK(y != before);
}

TEST_CASE("a typed network predicts batches in scratch of its own type") {
    using shape = picomlp::network<picomlp::input<7>, picomlp::dense<30, picomlp::relu>,
                                   picomlp::dense<3, picomlp::sigmoid>>;
    using net = picomlp::quantized<shape, single_rounding>;
    picomlp::quantized_parameters<shape> numbers{};
    std::mt19937 random(4);
    const auto number = [&] { return static_cast<std::int8_t>(random() % 256 - 128); };
    numbers.input_scale = 0.5F;
    numbers.input_zero_point = 3;
    for (float& scale : numbers.scales) scale = 0.25F;
    for (auto& range : numbers.ranges) range = picomlp::identity_range();
    for (auto& by : numbers.multipliers) by = {1 << 30, -6};
    for (std::int8_t& w : numbers.weights) w = number();
    for (std::int8_t& q : numbers.tables[0]) q = number();
    net typed;
    net::batch_scratch scratch;
    std::int8_t x[21][7];
    std::int8_t y[21][3] = {};
    for (auto& sample : x) {
        for (std::int8_t& q : sample) q = number();
    }
    CHECK(typed.predict(sample_major(x), scratch, sample_major(y)) == status::unusable_shape);
    REQUIRE(typed.open(numbers) == status::ok);
    CHECK(typed.untyped().batch_scratch_bytes() == net::batch_scratch_bytes);
    CHECK(typed.predict(sample_major(x), scratch, sample_major(y)) == status::ok);
    for (std::size_t s = 0; s < 21; ++s) {
        std::int8_t alone[3];
        net::scratch one;
        CHECK(typed.predict(x[s], one, alone) == status::ok);
        CHECK(std::memcmp(alone, y[s], sizeof alone) == 0);
    }
}
