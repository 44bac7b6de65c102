// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_network.hpp"

#include <cstring>
#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "random_network.hpp"

using picomlp::double_rounding;
using picomlp::multiplier;
using picomlp::quantized_layer;
using picomlp::quantized_network;
using picomlp::quantized_shape;
using picomlp::single_rounding;
using picomlp::status;
using testing::random_network;

namespace {

constexpr multiplier one{1 << 30, 1};

template <class Rounding>
std::vector<void*> memory_for(const quantized_shape& shape) {
    return std::vector<void*>((quantized_network<Rounding>::bytes(shape) + sizeof(void*) - 1) /
                              sizeof(void*));
}

template <class Rounding>
void check_chain(const std::vector<std::uint32_t>& sizes, std::size_t scratch_wanted) {
    random_network made(sizes, 5);
    const quantized_shape shape = made.shape();
    quantized_network<Rounding> net;
    std::vector<void*> memory = memory_for<Rounding>(shape);
    CHECK(net.open(shape, {memory.data(), net.bytes(shape)}) == status::ok);
    CHECK(net.scratch_bytes() == scratch_wanted);
    CHECK(net.inputs() == sizes.front());
    CHECK(net.outputs() == sizes.back());
    const std::vector<void*> opened = memory;
    std::vector<std::int8_t> scratch(net.scratch_bytes() + 1, 99);
    for (int k = 0; k < 20; ++k) {
        const std::vector<std::int8_t> x = made.sample();
        std::vector<std::int8_t> y(sizes.back());
        CHECK(net.predict(x.data(), {scratch.data(), net.scratch_bytes()}, y.data()) == status::ok);
        CHECK(y == made.layer_by_layer<Rounding>(x));
    }
    CHECK(scratch.back() == 99);
    CHECK(memory == opened);  // which is only read, so that predictions may share it
}

/// A layer of two inputs and one output: y = x0 + x1.
struct sum_of_two {
    std::int8_t weights[2] = {1, 1};
    multiplier by[1] = {one};
    std::int8_t table[256] = {};
    picomlp::quantized_leaky_relu leaky{one, one, 0};
    quantized_layer layer;
    quantized_shape shape;

    sum_of_two() {
        layer.outputs = 1;
        layer.weights = weights;
        layer.multipliers = by;
        layer.multiplier_count = 1;
        shape.inputs = 2;
        shape.layer_count = 1;
        shape.layers = &layer;
    }
    sum_of_two(const sum_of_two&) = delete;
    sum_of_two& operator=(const sum_of_two&) = delete;
};

status opened(const quantized_shape& shape) {
    alignas(void*) unsigned char memory[256];
    quantized_network<double_rounding> net;
    const status outcome = net.open(shape, memory);
    CHECK(net.is_open() == picomlp::ok(outcome));
    return outcome;
}

}  // namespace

TEST_CASE("a network is its layers one after another, in two layers' bytes of scratch") {
    check_chain<double_rounding>({3, 5}, 0);
    check_chain<double_rounding>({3, 5, 2}, 5);
    check_chain<single_rounding>({3, 5, 9, 2}, 14);
    check_chain<double_rounding>({40, 7, 33, 12, 5, 60}, 45);
    check_chain<single_rounding>({40, 7, 33, 12, 5, 60, 1}, 93);
}

TEST_CASE("floats are quantized on the way in and dequantized on the way out") {
    random_network made({6, 9, 4, 7}, 3);
    const quantized_shape shape = made.shape();
    quantized_network<single_rounding> net;
    std::vector<void*> memory = memory_for<single_rounding>(shape);
    REQUIRE(net.open(shape, {memory.data(), net.bytes(shape)}) == status::ok);
    CHECK(net.float_scratch_bytes() == 9 + 6);
    const std::vector<std::int8_t> x = made.sample();
    std::vector<float> numbers(7);
    CHECK(dequantize(x.data(), 6, net.input_quantization(), numbers.data()) == status::ok);
    const float first = numbers[0];
    std::vector<std::int8_t> scratch(net.float_scratch_bytes());
    const picomlp::memory_block all(scratch.data(), scratch.size());
    numbers[2] = std::numeric_limits<float>::infinity();
    CHECK(net.predict(numbers.data(), all, numbers.data()) == status::not_finite_input);
    CHECK(numbers[0] == first);
    CHECK(dequantize(x.data(), 6, net.input_quantization(), numbers.data()) == status::ok);
    CHECK(net.predict(numbers.data(), {scratch.data(), scratch.size() - 1}, numbers.data()) ==
          status::too_little_memory);
    CHECK(net.predict(numbers.data(), all, numbers.data()) == status::ok);
    const std::vector<std::int8_t> y = made.layer_by_layer<single_rounding>(x);
    for (std::size_t o = 0; o < y.size(); ++o) {
        CHECK(numbers[o] == 0.5F * static_cast<float>(y[o] - net.output_quantization().zero_point));
    }
}

TEST_CASE("sums that outgrow 32 bits wrap, as everywhere else") {
    sum_of_two made;
    const std::int32_t biases[1] = {std::numeric_limits<std::int32_t>::max()};
    made.layer.biases = biases;
    made.shape.input_zero_point = -128;
    alignas(void*) unsigned char memory[256];
    quantized_network<double_rounding> net;
    REQUIRE(net.open(made.shape, memory) == status::ok);
    std::int8_t y = 0;
    const std::int8_t nothing[2] = {-128, -128};
    CHECK(net.predict(nothing, {nullptr, 0}, &y) == status::ok);
    CHECK(y == 127);
    const std::int8_t more[2] = {-128, -127};
    CHECK(net.predict(more, {nullptr, 0}, &y) == status::ok);
    CHECK(y == -128);
}

TEST_CASE("a single weight of -128, whose negative is no int8, is multiplied like any other") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(name_of(set));
        for (std::size_t place = 0; place < std::size_t{67} * 4; place += 5) {
            CAPTURE(place);
            std::vector<std::int8_t> weights(std::size_t{67} * 4, -127);
            weights[place] = -128;
            const std::vector<std::int8_t> x(67, -128);
            const multiplier by{1 << 30, -13};  // 2^-14
            quantized_layer layer;
            layer.weights = weights.data();
            layer.multipliers = &by;
            layer.multiplier_count = 1;
            layer.outputs = 4;
            quantized_shape shape;
            shape.inputs = 67;
            shape.layer_count = 1;
            shape.layers = &layer;
            quantized_network<double_rounding> network;
            std::vector<void*> memory(network.bytes(shape) / sizeof(void*) + 1);
            REQUIRE(network.open(shape, {memory.data(), memory.size() * sizeof(void*)}) ==
                    status::ok);
            std::int8_t y[4];
            REQUIRE(network.predict(x.data(), {nullptr, 0}, y) == status::ok);
            // 67 * 127 * 128 / 2^14 = 66.48, and 1 / 128 more.
            for (const std::int8_t each : y) CHECK(each == 66);
        }
    });
}

TEST_CASE("every field of a layer is checked before anything is written") {
    CHECK(opened(sum_of_two().shape) == status::ok);
    const auto refused = [](auto change, status why) {
        sum_of_two made;
        change(made);
        CHECK(opened(made.shape) == why);
    };
    using all = sum_of_two&;
    refused([](all a) { a.shape.inputs = 0; }, status::unusable_shape);
    refused([](all a) { a.shape.inputs = 65536; }, status::unusable_shape);
    refused([](all a) { a.shape.layer_count = 0; }, status::unusable_shape);
    refused([](all a) { a.shape.layer_count = 256; }, status::unusable_shape);
    refused([](all a) { a.shape.layers = nullptr; }, status::unusable_shape);
    refused([](all a) { a.layer.outputs = 0; }, status::unusable_shape);
    refused([](all a) { a.layer.outputs = 65536; }, status::unusable_shape);
    refused([](all a) { a.layer.weights = nullptr; }, status::unusable_shape);
    refused([](all a) { a.layer.multipliers = nullptr; }, status::unusable_shape);
    refused([](all a) { a.layer.multiplier_count = 2; }, status::unusable_shape);
    refused([](all a) { a.layer.multiplier_count = 0; }, status::unusable_shape);
    refused([](all a) { a.by[0].significand = -1; }, status::bad_argument);
    refused([](all a) { a.by[0].shift = 31; }, status::bad_argument);
    refused([](all a) { a.by[0].shift = -32; }, status::bad_argument);
    refused([](all a) { a.layer.zero_point = 128; }, status::bad_argument);
    refused([](all a) { a.layer.zero_point = -129; }, status::bad_argument);
    refused([](all a) { a.layer.range = {1, 0}; }, status::bad_argument);
    refused([](all a) { a.layer.table_zero_point = 1; }, status::bad_argument);
    refused([](all a) { a.shape.input_zero_point = 128; }, status::bad_argument);
    refused([](all a) { a.shape.input_scale = 0; }, status::bad_argument);
    refused([](all a) { a.layer.scale = -1; }, status::bad_argument);
    refused(
        [](all a) {
            a.layer.table = a.table;
            a.layer.leaky = &a.leaky;
        },
        status::bad_argument);
    const auto leaky_refused = [&](auto change) {
        refused(
            [&](all a) {
                a.layer.leaky = &a.leaky;
                change(a.leaky);
            },
            status::bad_argument);
    };
    leaky_refused([](picomlp::quantized_leaky_relu& leaky) { leaky.above.shift = 31; });
    leaky_refused([](picomlp::quantized_leaky_relu& leaky) { leaky.below.shift = -32; });
    leaky_refused([](picomlp::quantized_leaky_relu& leaky) { leaky.zero_point = 200; });
    sum_of_two with_table;
    with_table.layer.table = with_table.table;
    with_table.layer.table_zero_point = 128;
    CHECK(opened(with_table.shape) == status::bad_argument);
    with_table.layer.table_zero_point = 127;
    CHECK(opened(with_table.shape) == status::ok);
}

TEST_CASE("unless it is opened, the network and its memory stay as they were") {
    sum_of_two made;
    sum_of_two other;
    other.weights[0] = 5;
    alignas(void*) unsigned char memory[256];
    quantized_network<double_rounding> net;
    std::int8_t y = 0;
    const std::int8_t x[2] = {3, 4};
    CHECK(net.predict(x, {nullptr, 0}, &y) == status::unusable_shape);
    CHECK(net.scratch_bytes() == 0);
    CHECK(net.float_scratch_bytes() == 0);
    CHECK(net.inputs() == 0);
    CHECK(net.outputs() == 0);
    const std::size_t bytes = net.bytes(made.shape);
    CHECK(net.open(made.shape, {memory, bytes - 1}) == status::too_little_memory);
    CHECK(net.open(made.shape, {memory + 1, bytes}) == status::misaligned_memory);
    CHECK_FALSE(net.is_open());
    CHECK(net.open(made.shape, {memory, bytes}) == status::ok);
    unsigned char before[256];
    std::memcpy(before, memory, sizeof before);
    other.layer.zero_point = 128;
    CHECK(net.open(other.shape, memory) == status::bad_argument);
    CHECK(std::memcmp(before, memory, sizeof before) == 0);
    CHECK(net.predict(x, {nullptr, 0}, &y) == status::ok);
    CHECK(y == 7);
    other.layer.zero_point = 0;
    CHECK(net.open(other.shape, memory) == status::ok);
    CHECK(net.predict(x, {nullptr, 0}, &y) == status::ok);
    CHECK(y == 19);
}

TEST_CASE("a prediction that lacks scratch writes nothing") {
    random_network made({2, 8, 3}, 4);
    const quantized_shape shape = made.shape();
    quantized_network<double_rounding> net;
    std::vector<void*> memory = memory_for<double_rounding>(shape);
    REQUIRE(net.open(shape, {memory.data(), net.bytes(shape)}) == status::ok);
    const std::int8_t x[2] = {1, 2};
    std::int8_t y[3] = {55, 55, 55};
    std::int8_t scratch[8];
    CHECK(net.predict(x, {scratch, 7}, y) == status::too_little_memory);
    CHECK(y[0] == 55);
    CHECK(net.predict(x, scratch, y) == status::ok);
    CHECK_FALSE((y[0] == 55 && y[1] == 55 && y[2] == 55));
}

TEST_CASE("leaky relu and tables stand behind the range that the layer clamps to") {
    sum_of_two made;
    made.layer.range = {-10, 20};
    made.leaky = {{1 << 30, 2}, {1 << 30, -1}, 5};  // twice d above, a quarter below
    made.layer.leaky = &made.leaky;
    alignas(void*) unsigned char memory[256];
    quantized_network<single_rounding> net;
    REQUIRE(net.open(made.shape, memory) == status::ok);
    const auto of = [&](std::int8_t x0, std::int8_t x1) {
        const std::int8_t x[2] = {x0, x1};
        std::int8_t y = 0;
        CHECK(net.predict(x, {nullptr, 0}, &y) == status::ok);
        return int{y};
    };
    CHECK(of(3, 4) == 19);
    CHECK(of(100, 4) == 45);
    CHECK(of(-4, -4) == 3);
    CHECK(of(-4, -100) == 3);  // -10 / 4, halves upwards
    made.layer.leaky = nullptr;
    made.layer.table = made.table;
    made.layer.table_zero_point = 9;
    made.table[128 - 10] = 33;
    made.table[128 + 7] = -44;
    REQUIRE(net.open(made.shape, memory) == status::ok);
    CHECK(of(3, 4) == -44);
    CHECK(of(-100, 4) == 33);
    CHECK(net.output_quantization().zero_point == 9);
}
