// SPDX-License-Identifier: MIT
// Networks of int8 that C opens: the golden images, whose test vectors a program in Python
// computed, and what C++ predicts from int8 to int8.
#include "picomlp/c/quantized_model.h"

#include <cstring>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "image/quantized_cases.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/dynamic_checks.hpp"

namespace {

using namespace testing;

/// A model of the image's, in just as many bytes as it wants.
struct c_quantized {
    explicit c_quantized(const aligned_bytes& file,
                         const picomlp_roundings& known = picomlp_all_roundings)
        : memory(picomlp_quantized_model_bytes(file.data(), file.size()), picomlp_alignment) {
        opened = picomlp_quantized_model_open(&model, file.data(), file.size(), &known,
                                              memory.block().first, memory.block().bytes);
    }

    reference::exact_memory memory;
    picomlp_quantized_model* model = nullptr;
    int opened;
};

/// A wave through all int8.
std::vector<std::int8_t> inputs_of(std::uint32_t count, std::uint32_t sample) {
    std::vector<std::int8_t> x;
    for (std::uint32_t k = 0; k < count; ++k) {
        x.push_back(static_cast<std::int8_t>(static_cast<int>((k * 83 + sample * 47) % 256) - 128));
    }
    return x;
}

template <class Rounding>
void same_in_cpp(const aligned_bytes& file, picomlp_quantized_model* model) {
    picomlp::quantized_image image;
    REQUIRE(image.open(file.data(), file.size()) == picomlp::status::ok);
    picomlp::quantized_network<Rounding> network;
    std::vector<std::uint64_t> memory(image.network_bytes() / 8 + 1);
    REQUIRE(image.open_network(network, {memory.data(), memory.size() * 8}) == picomlp::status::ok);
    std::vector<unsigned char> scratch(network.scratch_bytes() + 1);
    const picomlp_quantization in = picomlp_quantized_model_input_quantization(model);
    CHECK(in.scale == network.input_quantization().scale);
    CHECK(in.zero_point == network.input_quantization().zero_point);
    const picomlp_quantization out = picomlp_quantized_model_output_quantization(model);
    CHECK(out.scale == network.output_quantization().scale);
    CHECK(out.zero_point == network.output_quantization().zero_point);
    for (std::uint32_t s = 0; s < 50; ++s) {
        const auto x = inputs_of(network.inputs(), s);
        std::vector<std::int8_t> y(network.outputs()), expected(network.outputs());
        REQUIRE(network.predict(x.data(), {scratch.data(), scratch.size()}, expected.data()) ==
                picomlp::status::ok);
        REQUIRE(picomlp_quantized_model_predict_int8(model, x.data(), y.data()) == picomlp_ok);
        CHECK(y == expected);
    }
}

const picomlp_rounding* const twice[] = {&picomlp_double_rounding};
const picomlp_roundings double_alone = PICOMLP_LIST(twice);
const picomlp_rounding* const once[] = {&picomlp_single_rounding};
const picomlp_roundings single_alone = PICOMLP_LIST(once);

}  // namespace

TEST_CASE("C opens networks of int8 and gives the outputs that are in their images") {
    if (!is_little_endian) return;
    for (const bytes& image : {golden_int8(), golden_int8_single(), golden_int8_smallest()}) {
        const aligned_bytes file(image);
        const c_quantized here(file);
        REQUIRE(here.opened == picomlp_ok);
        picomlp::quantized_image read;
        REQUIRE(read.open(file.data(), file.size()) == picomlp::status::ok);
        const auto vectors = read.vectors();
        const std::uint32_t inputs = picomlp_quantized_model_inputs(here.model);
        const std::uint32_t outputs = picomlp_quantized_model_outputs(here.model);
        CHECK(inputs == read.shape().inputs);
        CHECK(outputs == read.shape().outputs());
        CHECK(picomlp_quantized_model_self_test(here.model) ==
              (vectors.samples > 0 ? picomlp_ok : picomlp_no_samples));
        for (std::uint32_t s = 0; s < vectors.samples; ++s) {
            std::vector<float> y(outputs);
            REQUIRE(picomlp_quantized_model_predict(here.model, vectors.x + s * inputs, y.data()) ==
                    picomlp_ok);
            CHECK(std::memcmp(y.data(), vectors.y + s * outputs, outputs * sizeof(float)) == 0);
        }
        if (read.rounding() == picomlp::code_of<picomlp::double_rounding>()) {
            same_in_cpp<picomlp::double_rounding>(file, here.model);
        } else {
            same_in_cpp<picomlp::single_rounding>(file, here.model);
        }
        CHECK(here.memory.is_whole());
    }
}

TEST_CASE("C is told what an image of int8 has for people") {
    if (!is_little_endian) return;
    const aligned_bytes file(golden_int8());
    const c_quantized here(file);
    REQUIRE(here.opened == picomlp_ok);
    CHECK(picomlp_quantized_model_feature_name(here.model, 2) == std::string("width in mm"));
    CHECK(picomlp_quantized_model_feature_name(here.model, 3) == nullptr);
    CHECK(picomlp_quantized_model_class_name(here.model, 1) == std::string("right"));
    CHECK(picomlp_quantized_model_class_name(here.model, 2) == nullptr);
    CHECK(picomlp_quantized_model_text(here.model) == std::string("Every section there is."));
    const aligned_bytes plain(golden_int8_smallest());
    const c_quantized other(plain);
    REQUIRE(other.opened == picomlp_ok);
    CHECK(picomlp_quantized_model_text(other.model) == nullptr);
}

TEST_CASE("C opens the roundings that it lists, and no others") {
    if (!is_little_endian) return;
    const aligned_bytes file(golden_int8());
    const aligned_bytes single(golden_int8_single());
    CHECK(c_quantized(file, double_alone).opened == picomlp_ok);
    CHECK(c_quantized(file, single_alone).opened == picomlp_unsupported_version);
    CHECK(c_quantized(single, single_alone).opened == picomlp_ok);
    CHECK(c_quantized(single, double_alone).opened == picomlp_unsupported_version);
    CHECK(c_quantized(file, {twice, 0}).opened == picomlp_bad_argument);
    CHECK(c_quantized(file, {nullptr, 1}).opened == picomlp_bad_argument);
    const picomlp_rounding* const gap[] = {&picomlp_double_rounding, nullptr};
    CHECK(c_quantized(file, PICOMLP_LIST(gap)).opened == picomlp_bad_argument);
    const picomlp_rounding* const three[] = {twice[0], twice[0], twice[0]};
    CHECK(c_quantized(file, PICOMLP_LIST(three)).opened == picomlp_bad_argument);
}

TEST_CASE("what C cannot open as a network of int8 is refused, and nothing is written") {
    if (!is_little_endian) return;
    const aligned_bytes file(golden_int8());
    const aligned_bytes askew(golden_int8(), 4);
    bytes changed = golden_int8();
    changed[40] ^= 1;
    const aligned_bytes damaged(changed);
    const smallest of_floats;
    bytes other(picomlp::image_bytes(of_floats.contents));
    REQUIRE(picomlp::write_image(of_floats.contents, other.data(), other.size()) ==
            picomlp::status::ok);
    const aligned_bytes floats(other);

    const std::size_t wanted = picomlp_quantized_model_bytes(file.data(), file.size());
    alignas(8) unsigned char memory[2048];
    REQUIRE(wanted <= sizeof memory);
    std::memset(memory, 0x5a, sizeof memory);
    picomlp_quantized_model* model = nullptr;
    const auto open = [&](const aligned_bytes& from, unsigned char* to, std::size_t size) {
        model = static_cast<picomlp_quantized_model*>(static_cast<void*>(&model));  // no model
        const int outcome = picomlp_quantized_model_open(&model, from.data(), from.size(),
                                                         &picomlp_all_roundings, to, size);
        CHECK(model == nullptr);
        return outcome;
    };
    CHECK(open(damaged, memory, sizeof memory) == picomlp_damaged_data);
    CHECK(open(askew, memory, sizeof memory) == picomlp_misaligned_memory);
    CHECK(open(floats, memory, sizeof memory) == picomlp_unsupported_version);
    CHECK(open(file, memory, wanted - 1) == picomlp_too_little_memory);
    CHECK(open(file, memory, 0) == picomlp_too_little_memory);
    CHECK(open(file, memory + 4, wanted) == picomlp_misaligned_memory);
    CHECK(open(file, nullptr, wanted) == picomlp_bad_argument);
    CHECK(picomlp_quantized_model_open(&model, nullptr, 100, &double_alone, memory, wanted) ==
          picomlp_bad_argument);
    CHECK(picomlp_quantized_model_open(&model, file.data(), file.size(), nullptr, memory, wanted) ==
          picomlp_bad_argument);
    CHECK(picomlp_quantized_model_open(nullptr, file.data(), file.size(), &double_alone, memory,
                                       wanted) == picomlp_bad_argument);
    for (const unsigned char byte : memory) REQUIRE(byte == 0x5a);
    CHECK(picomlp_quantized_model_bytes(damaged.data(), damaged.size()) == 0);
    CHECK(picomlp_quantized_model_bytes(floats.data(), floats.size()) == 0);
    CHECK(picomlp_quantized_model_bytes(nullptr, 0) == 0);
}

TEST_CASE("wrong use of a network of int8 in C is a status") {
    const float x[3] = {1, 2, 3};
    float y[2] = {7, 7};
    const std::int8_t q[3] = {1, 2, 3};
    std::int8_t r[2];
    CHECK(picomlp_quantized_model_predict(nullptr, x, y) == picomlp_unusable_shape);
    CHECK(picomlp_quantized_model_predict_int8(nullptr, q, r) == picomlp_unusable_shape);
    CHECK(picomlp_quantized_model_self_test(nullptr) == picomlp_unusable_shape);
    CHECK(picomlp_quantized_model_inputs(nullptr) == 0);
    CHECK(picomlp_quantized_model_outputs(nullptr) == 0);
    CHECK(picomlp_quantized_model_input_quantization(nullptr).scale == 0);
    CHECK(picomlp_quantized_model_output_quantization(nullptr).zero_point == 0);
    CHECK(picomlp_quantized_model_feature_name(nullptr, 0) == nullptr);
    CHECK(picomlp_quantized_model_class_name(nullptr, 0) == nullptr);
    CHECK(picomlp_quantized_model_text(nullptr) == nullptr);
    if (!is_little_endian) return;
    const aligned_bytes file(golden_int8());
    const c_quantized here(file);
    REQUIRE(here.opened == picomlp_ok);
    CHECK(picomlp_quantized_model_predict(here.model, nullptr, y) == picomlp_bad_argument);
    CHECK(picomlp_quantized_model_predict(here.model, x, nullptr) == picomlp_bad_argument);
    CHECK(picomlp_quantized_model_predict_int8(here.model, nullptr, r) == picomlp_bad_argument);
    CHECK(picomlp_quantized_model_predict_int8(here.model, q, nullptr) == picomlp_bad_argument);
    const float infinite[3] = {1, __builtin_inff(), 3};
    CHECK(picomlp_quantized_model_predict(here.model, infinite, y) == picomlp_not_finite_input);
    CHECK(y[0] == 7);
    CHECK(y[1] == 7);
}
