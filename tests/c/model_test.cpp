// SPDX-License-Identifier: MIT
// Models that C opens, against predictions by the network's type.
#include "picomlp/c/model.h"

#include <string>

#include "c/c_images.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace testing;
using picomlp::status;

constexpr std::uint32_t samples = 3;

/// A network with parameters, and a regressor of it with scalings.
template <class Network>
picomlp::scaled_regressor<Network> regressor_of(const typename Network::parameters& w) {
    picomlp::scaled_regressor<Network> model;
    model.parameters = w;
    for (std::uint32_t f = 0; f < Network::inputs; ++f) {
        model.scaling.offset[f] = 0.125F * static_cast<float>(f % 7) - 0.5F;
        model.scaling.factor[f] = 0.75F + 0.25F * static_cast<float>(f % 3);
    }
    for (std::uint32_t k = 0; k < Network::outputs; ++k) {
        model.targets.offset[k] = 1.5F - static_cast<float>(k % 4);
        model.targets.scale[k] = 0.5F + static_cast<float>(k % 2);
    }
    return model;
}

/// C's outputs for an image of the model are those of its type; a self-test sees one wrong bit.
template <class Network, class Model, class Scratch>
void same_in_c(const Model& typed, Scratch& scratch, const std::vector<float>& x) {
    std::vector<float> expected(std::size_t{Network::outputs} * samples);
    for (std::uint32_t s = 0; s < samples; ++s) {
        REQUIRE(predict(typed, scratch, x.data() + s * Network::inputs,
                        expected.data() + s * Network::outputs) == status::ok);
    }
    auto contents = picomlp::contents_of(typed);
    contents.test_x = x.data();
    contents.test_y = expected.data();
    contents.test_samples = samples;
    const aligned_bytes file(image_of(contents));
    const c_model here(file);
    REQUIRE(here.opened == picomlp_ok);
    CHECK(picomlp_model_inputs(here.model) == Network::inputs);
    CHECK(picomlp_model_outputs(here.model) == Network::outputs);
    CHECK(picomlp_model_self_test(here.model) == picomlp_ok);
    std::vector<float> y(expected.size());
    for (std::uint32_t s = 0; s < samples; ++s) {
        REQUIRE(picomlp_model_predict(here.model, x.data() + s * Network::inputs,
                                      y.data() + s * Network::outputs) == picomlp_ok);
    }
    CHECK(reference::same_bits(y.data(), expected.data(), y.size()));
    CHECK(here.memory.is_whole());

    expected.back() += 1;
    const aligned_bytes wrong(image_of(contents));
    const c_model other(wrong);
    REQUIRE(other.opened == picomlp_ok);
    CHECK(picomlp_model_self_test(other.model) == picomlp_failed_self_test);
}

/// An image of relu and softmax.
struct two_layers : contents_case<float> {
    two_layers()
        : contents_case(3, {{4, picomlp::code_of<picomlp::relu>()},
                            {2, picomlp::code_of<picomlp::softmax>()}}) {}
};

const picomlp_activation* const both[] = {&picomlp_softmax, &picomlp_relu};
const picomlp_activations known = PICOMLP_LIST(both);

}  // namespace

TEST_CASE("C opens forty models out of their images and predicts the bits of their types") {
    if (!is_little_endian) return;
    reference::for_each_network(reference::dynamic_cases<float>{}, [](auto any, auto place) {
        using network = typename decltype(any)::type;
        const reference::drawn_case<network> drawn(samples);
        const auto x = reference::transposed(drawn.x, network::inputs, samples);
        static typename network::scratch scratch;
        static picomlp::scaled_scratch<network, 1> scaled;
        if constexpr (place % 2 == 0) {
            same_in_c<network>(drawn.w, scratch, x);
        } else {
            same_in_c<network>(regressor_of<network>(drawn.w), scaled, x);
        }
    });
}

TEST_CASE("C is told the names in an image") {
    if (!is_little_endian) return;
    const every_section given;
    const aligned_bytes file(image_of(given.contents));
    const c_model here(file);
    REQUIRE(here.opened == picomlp_ok);
    CHECK(picomlp_model_feature_name(here.model, 2) == std::string("width in mm"));
    CHECK(picomlp_model_feature_name(here.model, 1) == std::string());
    CHECK(picomlp_model_feature_name(here.model, 3) == nullptr);
    CHECK(picomlp_model_class_name(here.model, 0) == std::string("no"));
    CHECK(picomlp_model_class_name(here.model, 1) == std::string("yes"));
    CHECK(picomlp_model_class_name(here.model, 2) == nullptr);
    CHECK(picomlp_model_text(here.model) == std::string("Every section there is."));

    const two_layers plain;
    const aligned_bytes without(image_of(plain.contents));
    const c_model other(without);
    REQUIRE(other.opened == picomlp_ok);
    CHECK(picomlp_model_feature_name(other.model, 0) == nullptr);
    CHECK(picomlp_model_class_name(other.model, 0) == nullptr);
    CHECK(picomlp_model_text(other.model) == nullptr);
    CHECK(picomlp_model_self_test(other.model) == picomlp_no_samples);
}

TEST_CASE("C opens what it lists, in any order, and nothing else") {
    if (!is_little_endian) return;
    const two_layers given;
    const aligned_bytes file(image_of(given.contents));
    CHECK(c_model(file, known).opened == picomlp_ok);
    CHECK(c_model(file, {both, 1}).opened == picomlp_unknown_type);
    CHECK(c_model(file, {both + 1, 1}).opened == picomlp_unknown_type);

    CHECK(c_model(file, {both, 0}).opened == picomlp_bad_argument);
    CHECK(c_model(file, {nullptr, 2}).opened == picomlp_bad_argument);
    const picomlp_activation* const gap[] = {&picomlp_softmax, nullptr};
    CHECK(c_model(file, PICOMLP_LIST(gap)).opened == picomlp_bad_argument);
    std::vector<const picomlp_activation*> many(picomlp_all_activations.count, &picomlp_relu);
    many.front() = &picomlp_softmax;
    CHECK(c_model(file, {many.data(), many.size()}).opened == picomlp_ok);
    many.push_back(&picomlp_softmax);
    CHECK(c_model(file, {many.data(), many.size()}).opened == picomlp_bad_argument);
}

TEST_CASE("what C cannot open is refused, and nothing is written") {
    if (!is_little_endian) return;
    const two_layers given;
    const aligned_bytes file(image_of(given.contents));
    const aligned_bytes askew(image_of(given.contents), 4);
    bytes changed = image_of(given.contents);
    changed[40] ^= 1;
    const aligned_bytes damaged(changed);
    const smallest in_double;
    const aligned_bytes other(image_of(in_double.contents));

    const std::size_t wanted = picomlp_model_bytes(file.data(), file.size());
    alignas(8) unsigned char memory[2048];
    REQUIRE(wanted <= sizeof memory);
    std::memset(memory, 0x5a, sizeof memory);
    picomlp_model* model = nullptr;
    const auto open = [&](const aligned_bytes& from, unsigned char* to, std::size_t size) {
        model = static_cast<picomlp_model*>(static_cast<void*>(&model));  // no model
        const int outcome = picomlp_model_open(&model, from.data(), from.size(), &known, to, size);
        CHECK(model == nullptr);
        return outcome;
    };
    CHECK(open(damaged, memory, sizeof memory) == picomlp_damaged_data);
    CHECK(open(askew, memory, sizeof memory) == picomlp_misaligned_memory);
    CHECK(open(other, memory, sizeof memory) == picomlp_unsupported_version);
    CHECK(open(file, memory, wanted - 1) == picomlp_too_little_memory);
    CHECK(open(file, memory, 0) == picomlp_too_little_memory);
    CHECK(open(file, memory + 4, wanted) == picomlp_misaligned_memory);
    CHECK(open(file, nullptr, wanted) == picomlp_bad_argument);
    CHECK(picomlp_model_open(&model, nullptr, 100, &known, memory, wanted) == picomlp_bad_argument);
    CHECK(picomlp_model_open(&model, file.data(), file.size(), nullptr, memory, wanted) ==
          picomlp_bad_argument);
    CHECK(picomlp_model_open(nullptr, file.data(), file.size(), &known, memory, wanted) ==
          picomlp_bad_argument);
    for (const unsigned char byte : memory) REQUIRE(byte == 0x5a);

    CHECK(picomlp_model_bytes(damaged.data(), damaged.size()) == 0);
    CHECK(picomlp_model_bytes(file.data(), file.size() - 1) == 0);
    CHECK(picomlp_model_bytes(nullptr, 0) == 0);
}

TEST_CASE("a model that C could not replace still predicts") {
    if (!is_little_endian) return;
    const two_layers given;
    const aligned_bytes file(image_of(given.contents));
    alignas(8) unsigned char memory[2048];
    picomlp_model* model = nullptr;
    REQUIRE(picomlp_model_open(&model, file.data(), file.size(), &known, memory, sizeof memory) ==
            picomlp_ok);
    picomlp_model* next = model;
    REQUIRE(picomlp_model_open(&next, file.data(), file.size(), &known, memory, 8) ==
            picomlp_too_little_memory);
    const float x[3] = {1, 2, 3};
    float y[2];
    CHECK(picomlp_model_predict(model, x, y) == picomlp_ok);
}

TEST_CASE("wrong use of a model in C is a status") {
    const float x[3] = {1, 2, 3};
    float y[2] = {7, 7};
    CHECK(picomlp_model_predict(nullptr, x, y) == picomlp_unusable_shape);
    CHECK(picomlp_model_self_test(nullptr) == picomlp_unusable_shape);
    CHECK(picomlp_model_inputs(nullptr) == 0);
    CHECK(picomlp_model_outputs(nullptr) == 0);
    CHECK(picomlp_model_feature_name(nullptr, 0) == nullptr);
    CHECK(picomlp_model_class_name(nullptr, 0) == nullptr);
    CHECK(picomlp_model_text(nullptr) == nullptr);
    if (!is_little_endian) return;
    const two_layers given;
    const aligned_bytes file(image_of(given.contents));
    const c_model here(file);
    REQUIRE(here.opened == picomlp_ok);
    CHECK(picomlp_model_predict(here.model, nullptr, y) == picomlp_bad_argument);
    CHECK(picomlp_model_predict(here.model, x, nullptr) == picomlp_bad_argument);
    const float infinite[3] = {1, __builtin_inff(), 3};
    CHECK(picomlp_model_predict(here.model, infinite, y) == picomlp_not_finite_input);
    CHECK(y[0] == 7);
    CHECK(y[1] == 7);
}

TEST_CASE("C's label is that of C++") {
    const float y[] = {0.25F, 0.5F, 0.5F, 0.125F};
    CHECK(picomlp_label_of(y, 4) == picomlp::label_of(y));
    CHECK(picomlp_label_of(y, 4) == 1);
    const float above = 0.75F;
    CHECK(picomlp_label_of(&above, 1) == 1);
    CHECK(picomlp_label_of(y + 1, 1) == 0);
    CHECK(picomlp_label_of(y, 0) == 0);
    CHECK(picomlp_label_of(nullptr, 4) == 0);
}
