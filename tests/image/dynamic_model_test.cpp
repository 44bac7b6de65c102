// SPDX-License-Identifier: MIT
// Models of any shape out of images, against models of a type.
#include "picomlp/image/dynamic_model.hpp"

#include <cstring>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/dynamic_checks.hpp"

namespace {

using namespace testing;
using picomlp::status;
using reference::exact_memory;

template <class T>
using any_model = picomlp::basic_dynamic_model<T, picomlp::all_activations>;

template <class T>
std::vector<T> drawn(std::size_t count, unsigned seed, double low, double high) {
    std::mt19937 bits(seed);
    std::uniform_real_distribution<double> number(low, high);
    std::vector<T> all(count);
    for (T& value : all) value = static_cast<T>(number(bits));
    return all;
}

/// A regressor of a network with scalings drawn at random.
template <class Network>
picomlp::scaled_regressor<Network> regressor_of(const typename Network::parameters& w) {
    using T = typename Network::value_type;
    picomlp::scaled_regressor<Network> model;
    model.parameters = w;
    const auto copy = [](const std::vector<T>& from, T* to) {
        std::memcpy(to, from.data(), from.size() * sizeof(T));
    };
    copy(drawn<T>(Network::inputs, 3, -1, 1), model.scaling.offset);
    copy(drawn<T>(Network::inputs, 4, 0.5, 2), model.scaling.factor);
    copy(drawn<T>(Network::outputs, 5, -1, 1), model.targets.offset);
    copy(drawn<T>(Network::outputs, 6, 0.5, 2), model.targets.scale);
    return model;
}

/// Through an image with `samples` test vectors: the same outputs, and a self-test that sees one
/// wrong bit.
template <class Model, class Scratch, class Network>
void same_through_an_image(const Model& typed, Scratch& scratch, const Network&) {
    using T = typename Network::value_type;
    constexpr std::uint32_t samples = 3;
    const std::vector<T> x = drawn<T>(std::size_t{Network::inputs} * samples, 7, -1, 1);
    std::vector<T> expected(std::size_t{Network::outputs} * samples);
    for (std::uint32_t s = 0; s < samples; ++s) {
        REQUIRE(predict(typed, scratch, x.data() + s * Network::inputs,
                        expected.data() + s * Network::outputs) == status::ok);
    }
    auto contents = picomlp::contents_of(typed);
    contents.test_x = x.data();
    contents.test_y = expected.data();
    contents.test_samples = samples;
    bytes file(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, file.data(), file.size()) == status::ok);

    const aligned_bytes stored(file);
    picomlp::basic_image<T> image;
    REQUIRE(testing::open(image, stored) == status::ok);
    exact_memory memory(any_model<T>::bytes(image), any_model<T>::alignment);
    any_model<T> model;
    REQUIRE(model.open(image, memory.block()) == status::ok);
    CHECK(model.self_test() == status::ok);
    std::vector<T> y(Network::outputs);
    for (std::uint32_t s = 0; s < samples; ++s) {
        REQUIRE(model.predict(x.data() + s * Network::inputs, y) == status::ok);
        CHECK(reference::same_bits(y.data(), expected.data() + s * Network::outputs, y.size()));
    }
    CHECK(memory.is_whole());

    expected[1 % expected.size()] += T(1);
    REQUIRE(picomlp::write_image(contents, file.data(), file.size()) == status::ok);
    const aligned_bytes wrong(file);
    REQUIRE(testing::open(image, wrong) == status::ok);
    REQUIRE(model.open(image, memory.block()) == status::ok);
    CHECK(model.self_test() == status::failed_self_test);
}

}  // namespace

TEST_CASE("forty models of run-time shape come out of their images with the bits of their types") {
    const auto both = [](auto any, auto place) {
        using network = typename decltype(any)::type;
        const reference::drawn_case<network> given(1);
        static typename network::scratch scratch;
        static picomlp::scaled_scratch<network, 1> scaled;
        if constexpr (place % 2 == 0) {
            same_through_an_image(given.w, scratch, network{});
        } else {
            same_through_an_image(regressor_of<network>(given.w), scaled, network{});
        }
    };
    reference::for_each_network(reference::dynamic_cases<float>{}, both);
    reference::for_each_network(reference::dynamic_cases<double>{}, both);
}

TEST_CASE("what cannot be opened or predicted is refused") {
    using listed = picomlp::dynamic_model<picomlp::activation_list<picomlp::relu>>;
    using net = reference::net_of<float, 2, reference::units<3, picomlp::softsign>>;
    const reference::drawn_case<net> given(1);
    const auto contents = picomlp::contents_of(given.w);
    bytes file(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, file.data(), file.size()) == status::ok);
    const aligned_bytes stored(file);
    picomlp::image image;
    alignas(64) unsigned char memory[512];
    listed model;
    CHECK(listed::bytes(image) == 0);
    CHECK(model.open(image, memory) == status::unusable_shape);
    REQUIRE(testing::open(image, stored) == status::ok);
    CHECK(model.open(image, memory) == status::unknown_type);
    const float x[2] = {1, 2};
    float y[3] = {7, 7, 7};
    CHECK(model.predict(x, y) == status::unusable_shape);
    CHECK(model.self_test() == status::unusable_shape);
    CHECK(y[0] == 7);

    any_model<float> any;
    const size_t wanted = any_model<float>::bytes(image);
    CHECK(any.open(image, {memory, wanted - 1}) == status::too_little_memory);
    CHECK(any.open(image, {memory + 2, wanted}) == status::misaligned_memory);
    REQUIRE(any.open(image, {memory, wanted}) == status::ok);
    CHECK(any.self_test() == status::no_samples);
    const float three[3] = {};
    CHECK(any.predict(three, y) == status::bad_argument);
    CHECK(any.predict(x, y) == status::ok);
}

TEST_CASE("outputs are unchanged where a target's scale makes one of them infinite") {
    using net = reference::net_of<float, 2, reference::units<3, picomlp::identity>>;
    const reference::drawn_case<net> given(1);
    auto typed = regressor_of<net>(given.w);
    typed.targets.offset[2] = 3e38F;
    typed.parameters.values[8] = 3e38F;  // the bias of the last output
    const auto contents = picomlp::contents_of(typed);
    bytes file(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, file.data(), file.size()) == status::ok);
    const aligned_bytes stored(file);
    picomlp::image image;
    REQUIRE(testing::open(image, stored) == status::ok);
    alignas(64) unsigned char memory[512];
    any_model<float> model;
    REQUIRE(model.open(image, memory) == status::ok);
    const float x[2] = {};
    float y[3] = {7, 7, 7};
    CHECK(model.predict(x, y) == status::not_finite_output);
    CHECK(y[0] == 7);
    CHECK(y[1] == 7);
    CHECK(y[2] == 7);
}
