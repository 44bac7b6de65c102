// SPDX-License-Identifier: MIT
#include "picomlp/network/parameters.hpp"

#include <cstring>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/network/predict.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::weight_order;
using sigmoid = struct picomlp::sigmoid;

namespace {

template <class T>
using net = picomlp::basic_network<T, input<2>, dense<3, relu>, dense<2, sigmoid>>;

// The same network written down three times, 10 * out + in for weights, 100 + out for biases; the
// second layer a thousand higher.
template <class T>
constexpr typename net<T>::parameters own_order = {{
    // clang-format off
       0,   10,   20,
       1,   11,   21,
     100,  101,  102,
    1000, 1010,
    1001, 1011,
    1002, 1012,
    1100, 1101,
    // clang-format on
}};
template <class T>
constexpr T course_order[net<T>::parameter_count] = {
    // clang-format off
       0,    1,
      10,   11,
      20,   21,
     100,  101,  102,
    1000, 1001, 1002,
    1010, 1011, 1012,
    1100, 1101,
    // clang-format on
};
static const float keras_order[] = {0,    10,   20,   1,    11,   21,   100,  101, 102,
                                    1000, 1010, 1001, 1011, 1002, 1012, 1100, 1101};

static_assert(own_order<float>.values[1] == 10, "parameters are usable at compile time");

// What a firmware keeps in flash.
static const net<float>::parameters in_flash = own_order<float>;

}  // namespace

TEST_CASE_TEMPLATE("weights and biases are found in the course's orientation", T, float, double) {
    const typename net<T>::parameters w = own_order<T>;
    const auto first = w.template layer<1>();
    CHECK(first.inputs() == 2);
    CHECK(first.outputs() == 3);
    for (uint32_t out = 0; out < 3; ++out) {
        for (uint32_t in = 0; in < 2; ++in) CHECK(first.weight(out, in) == T(10 * out + in));
        CHECK(first.bias(out) == T(100 + out));
    }
    const auto second = w.template layer<2>();
    CHECK(second.shape().inputs == 3);
    CHECK(second.shape().outputs == 2);
    for (uint32_t out = 0; out < 2; ++out) {
        for (uint32_t in = 0; in < 3; ++in) {
            CHECK(second.weight(out, in) == T(1000 + 10 * out + in));
        }
        CHECK(second.bias(out) == T(1100 + out));
    }
}

TEST_CASE("a layer by its number at run time is the layer by its number at compile time") {
    net<float>::parameters w{};
    CHECK(w.layer(1).data() == w.layer<1>().data());
    CHECK(w.layer(2).data() == w.layer<2>().data());
    CHECK(w.layer(2).data() == w.values + net<float>::layer_offset(2));
    const auto& constant = w;
    CHECK(constant.layer(2).data() == w.layer<2>().data());
    CHECK(constant.layer(2).inputs() == 3);
    CHECK(constant.layer<2>().data() == w.layer<2>().data());
}

TEST_CASE("an element is written where it is read") {
    net<double>::parameters w{};
    w.layer<2>().weight(1, 2) = 7;
    w.layer<2>().bias(1) = 8;
    w.layer(1).weight(2, 0) = 9;
    int others = 0;
    for (double value : w.values) others += value != 0;
    CHECK(others == 3);
    const auto& constant = w;
    CHECK(constant.layer<2>().weight(1, 2) == 7);
    CHECK(constant.layer<2>().bias(1) == 8);
    CHECK(constant.layer<1>().weight(2, 0) == 9);
}

TEST_CASE("empty braces make all parameters zero, and a copy is a copy") {
    net<float>::parameters w{};
    for (float value : w.values) CHECK(value == 0);
    net<float>::parameters copy = own_order<float>;
    w = copy;
    copy.values[0] = 5;
    CHECK(w.values[0] == 0);
    CHECK(std::memcmp(w.values + 1, own_order<float>.values + 1, sizeof w - sizeof(float)) == 0);
}

TEST_CASE_TEMPLATE("weights of outputs by inputs are turned around on their way in and out", T,
                   float, double) {
    typename net<T>::parameters w{};
    import_parameters(w, weight_order::outputs_by_inputs, course_order<T>);
    for (size_t k = 0; k < net<T>::parameter_count; ++k) {
        CHECK(w.values[k] == own_order<T>.values[k]);
    }
    T out[net<T>::parameter_count] = {};
    export_parameters(w, weight_order::outputs_by_inputs, out);
    for (size_t k = 0; k < net<T>::parameter_count; ++k) CHECK(out[k] == course_order<T>[k]);
}

TEST_CASE("weights of inputs by outputs are copied") {
    net<float>::parameters w{};
    import_parameters(w, weight_order::inputs_by_outputs, keras_order);
    CHECK(std::memcmp(w.values, own_order<float>.values, sizeof w) == 0);
    float out[net<float>::parameter_count] = {};
    export_parameters(w, weight_order::inputs_by_outputs, out);
    CHECK(std::memcmp(out, keras_order, sizeof out) == 0);
}

TEST_CASE("importing what was exported gives every bit back, in both orders") {
    using wide = picomlp::network<input<37>, dense<17, relu>, dense<1, relu>, dense<29, sigmoid>>;
    wide::parameters w;
    for (size_t k = 0; k < wide::parameter_count; ++k) {
        const uint32_t bits = static_cast<uint32_t>(k) * 2654435761U;  // NaNs among them
        std::memcpy(w.values + k, &bits, sizeof bits);
    }
    for (auto order : {weight_order::outputs_by_inputs, weight_order::inputs_by_outputs}) {
        float out[wide::parameter_count];
        export_parameters(w, order, out);
        wide::parameters back{};
        import_parameters(back, order, out);
        CHECK(std::memcmp(back.values, w.values, sizeof w.values) == 0);
    }
}

TEST_CASE("parameters in flash predict like a copy in memory") {
    net<float>::scratch scratch;
    const float x[] = {0.25F, -0.5F};
    float from_flash[2] = {};
    float from_memory[2] = {};
    net<float>::parameters copy = in_flash;
    CHECK(predict(in_flash, scratch, x, from_flash) == picomlp::status::ok);
    CHECK(predict(copy, scratch, x, from_memory) == picomlp::status::ok);
    CHECK(std::memcmp(from_flash, from_memory, sizeof from_flash) == 0);
}

TEST_CASE("parameters and layers offer pointer, size and loop") {
    net<float>::parameters w = own_order<float>;
    CHECK(w.data() == w.values);
    static_assert(net<float>::parameters::size() == net<float>::parameter_count);
    float sum = 0;
    for (const float value : w) sum += value;
    float expected = 0;
    for (uint32_t k = 0; k < net<float>::parameter_count; ++k) expected += w.values[k];
    CHECK(sum == expected);
    const auto layer = w.layer<2>();
    CHECK(layer.data() == w.values + net<float>::layer_offset(2));
    CHECK(layer.stride() == 2);
    CHECK(layer.size() == 4 * 2);
    CHECK(layer.end() == w.end());
    for (float& value : layer) value = 0;
    CHECK(layer.weight(1, 2) == 0);
    CHECK(layer.bias(1) == 0);
    CHECK(w.layer<1>().bias(2) == 102);
}
