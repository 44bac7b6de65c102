// SPDX-License-Identifier: MIT
// What is known about a network before it runs. Most of it is checked by the compiler alone.
#include "picomlp/network/network.hpp"

#include <type_traits>

#include "doctest_config.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/trainer/trainer.hpp"

using picomlp::batch;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using sigmoid = struct picomlp::sigmoid;
using picomlp::softmax;

namespace {

template <class T>
using course =
    picomlp::basic_network<T, input<2>, dense<10, relu>, dense<5, relu>, dense<1, sigmoid>>;
template <class T>
using small =
    picomlp::basic_network<T, input<16>, dense<32, relu>, dense<32, relu>, dense<4, softmax>>;
template <class T>
using medium =
    picomlp::basic_network<T, input<64>, dense<64, relu>, dense<64, relu>, dense<10, softmax>>;
template <class T>
using wide =
    picomlp::basic_network<T, input<784>, dense<128, relu>, dense<64, relu>, dense<10, softmax>>;
using one_layer = picomlp::network<input<7>, dense<3, sigmoid>>;
using deep = picomlp::network<input<5>, dense<4, relu>, dense<9, relu>, dense<6, relu>,
                              dense<3, relu>, dense<8, relu>, dense<2, softmax>>;

static_assert(
    std::is_same_v<picomlp::network<input<2>, dense<10, relu>, dense<5, relu>, dense<1, sigmoid>>,
                   course<float>>);

static_assert(course<float>::parameter_count == 91 && course<double>::parameter_count == 91);
static_assert(course<float>::inputs == 2 && course<float>::outputs == 1);
static_assert(course<float>::layer_count == 3);
static_assert(course<float>::sizes[0] == 2 && course<float>::sizes[3] == 1);
static_assert(course<float>::layer_offset(1) == 0);
static_assert(course<float>::layer_offset(2) == (2 + 1) * 10);
static_assert(course<float>::layer_offset(3) == (2 + 1) * 10 + (10 + 1) * 5);
static_assert(course<float>::layer_offset(4) == course<float>::parameter_count);
static_assert(course<float>::shape_of(2).inputs == 10 && course<float>::shape_of(2).outputs == 5);
static_assert(wide<float>::parameter_count == 785 * 128 + 129 * 64 + 65 * 10);
static_assert(one_layer::parameter_count == 8 * 3);

// The widest layers that a single product and a single sum of sizes could get wrong in 16 bits.
using huge = picomlp::network<input<65535>, dense<65535, relu>, dense<2, softmax>>;
static_assert(huge::layer_offset(2) == size_t{65536} * 65535);
static_assert(huge::parameter_count == size_t{65536} * 65535 + size_t{65536} * 2);

// Parameters are plain numbers, aligned for wide vectors once there are many of them.
static_assert(sizeof(course<float>::parameters) == 91 * sizeof(float));
static_assert(sizeof(course<double>::parameters) == 91 * sizeof(double));
static_assert(alignof(course<float>::parameters) == alignof(float));
static_assert(alignof(wide<float>::parameters) == 64 && alignof(wide<double>::parameters) == 64);
static_assert(picomlp::parameter_alignment<float>(1023) == alignof(float));
static_assert(picomlp::parameter_alignment<float>(1024) == 64);
static_assert(picomlp::parameter_alignment<double>(512) == 64);
static_assert(std::is_trivial_v<course<float>::parameters>);
static_assert(std::is_aggregate_v<course<float>::parameters>);
static_assert(std::is_standard_layout_v<course<float>::parameters>);

// Prediction needs room for two neighbouring hidden layers: odd layers share one place, even layers
// the other.
static_assert(sizeof(course<float>::scratch) == (10 + 5) * sizeof(float));
static_assert(sizeof(course<double>::scratch) == (10 + 5) * sizeof(double));
static_assert(sizeof(batch_scratch<course<float>, 33>) == 33 * sizeof(course<float>::scratch));
static_assert(sizeof(deep::scratch) == (8 + 9) * sizeof(float));
static_assert(sizeof(one_layer::scratch) == (one_layer::outputs + 1) * sizeof(float));
static_assert(sizeof(wide<float>::scratch) == (128 + 64) * sizeof(float));
static_assert(course<float>::predict_ram_bytes == sizeof(course<float>::scratch));

template <class Network>
constexpr uint32_t widest_layer() {
    uint32_t widest = 0;
    for (uint32_t l = 1; l <= Network::layer_count; ++l) {
        widest = Network::sizes[l] > widest ? Network::sizes[l] : widest;
    }
    return widest;
}
template <class Network>
constexpr bool predicts_within_two_layers =
    Network::predict_ram_bytes <=
    2 * sizeof(typename Network::value_type) * widest_layer<Network>();
static_assert(predicts_within_two_layers<course<float>>);
static_assert(predicts_within_two_layers<small<float>>);
static_assert(predicts_within_two_layers<medium<double>>);
static_assert(predicts_within_two_layers<wide<float>>);
static_assert(predicts_within_two_layers<deep>);
static_assert(predicts_within_two_layers<one_layer>);

// Flash: the parameters and one table entry a layer.
static_assert(course<float>::parameter_bytes == 91 * sizeof(float));
static_assert(course<float>::flash_bytes ==
              91 * sizeof(float) + 3 * sizeof(picomlp::sample_layer<float>));
static_assert(sizeof(picomlp::layer<float>) == 3 * sizeof(void (*)()));

// A step on single samples: a gradient as large as the parameters, each layer's outputs and two
// deltas; what is left over is the settings, the cost and alignment. Where steps store no gradient
// (x86-64), the inputs, outputs and deltas of two steps besides.
template <class Network, class Loss>
constexpr bool trains_within_promise() {
    using trainer = picomlp::trainer<Network, Loss, picomlp::gradient_descent, batch<1>>;
    size_t activations = 0;
    for (uint32_t l = 0; l <= Network::layer_count; ++l) activations += Network::sizes[l];
    const size_t of_steps = picomlp::kernels::has_sample_steps ? 4 * activations : 0;
    return picomlp::training_ram_bytes<trainer> <=
           sizeof(typename Network::value_type) *
                   (Network::parameter_count + 2 * activations + of_steps) +
               64;
}
static_assert(trains_within_promise<course<float>, picomlp::binary_cross_entropy>());
static_assert(trains_within_promise<small<float>, picomlp::softmax_cross_entropy>());
static_assert(trains_within_promise<medium<float>, picomlp::softmax_cross_entropy>());
static_assert(trains_within_promise<wide<float>, picomlp::softmax_cross_entropy>());
static_assert(trains_within_promise<course<double>, picomlp::binary_cross_entropy>());
static_assert(trains_within_promise<medium<double>, picomlp::softmax_cross_entropy>());

}  // namespace

TEST_CASE("a network's layer table holds its sizes and activations in order") {
    const auto table = deep::table();
    REQUIRE(table.count == 6);
    CHECK(table.inputs() == 5);
    CHECK(table.outputs() == 2);
    const uint32_t sizes[] = {5, 4, 9, 6, 3, 8, 2};
    for (uint32_t l = 0; l < 6; ++l) {
        CHECK(table.layers[l].shape.inputs == sizes[l]);
        CHECK(table.layers[l].shape.outputs == sizes[l + 1]);
        const auto expected = l < 5 ? &picomlp::detail::table_routines<float, relu>::apply
                                    : &picomlp::detail::table_routines<float, softmax>::apply;
        CHECK((table.layers[l].apply == expected));
    }
}

TEST_CASE("a layer table exists once in a program") {
    CHECK(course<float>::table().layers == course<float>::table().layers);
    constexpr auto at_compile_time = course<float>::table();
    CHECK(at_compile_time.layers == course<float>::table().layers);
}
