// SPDX-License-Identifier: MIT
// Networks of int8 out of images: the outputs of the reference in Python, and those of the network
// that the image was made of.
#include "picomlp/image/predict_quantized.hpp"

#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "image/quantized_cases.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace testing;
using picomlp::double_rounding;
using picomlp::quantized_image;
using picomlp::quantized_network;
using picomlp::single_rounding;
using picomlp::status;

using golden_network =
    picomlp::network<picomlp::input<3>, picomlp::dense<5, picomlp::leaky_relu_of<1, 4>>,
                     picomlp::dense<4, picomlp::gelu>, picomlp::dense<2, picomlp::relu6>>;
using logistic = struct picomlp::sigmoid;
template <class Hidden, std::uint32_t Outputs = 3>
using net = picomlp::network<picomlp::input<4>, picomlp::dense<9, Hidden>,
                             picomlp::dense<6, picomlp::leaky_relu>,
                             picomlp::dense<Outputs, picomlp::softmax>>;

template <class Rounding>
struct opened_case {
    aligned_bytes file;
    quantized_image model;
    quantized_network<Rounding> network;
    std::vector<void*> memory;
    std::vector<unsigned char> scratch;

    explicit opened_case(const bytes& image) : file(image) {
        REQUIRE(testing::open(model, file) == status::ok);
        memory.resize(model.network_bytes() / sizeof(void*) + 1);
        REQUIRE(model.open_network(network, {memory.data(), model.network_bytes()}) == status::ok);
        scratch.resize(network.float_scratch_bytes());
    }
    picomlp::memory_block all() { return {scratch.data(), scratch.size()}; }
};

template <class Rounding>
void check_vectors(const bytes& image) {
    opened_case<Rounding> opened(image);
    CHECK(self_test(opened.model, opened.network, opened.all()) == status::ok);
    const auto vectors = opened.model.vectors();
    for (std::uint32_t s = 0; s < vectors.samples; ++s) {
        float y[2];
        CHECK(predict(opened.model, opened.network, vectors.x + 3 * s, opened.all(), y) ==
              status::ok);
        CHECK(std::memcmp(y, vectors.y + 2 * s, sizeof y) == 0);
    }
    picomlp::quantized<golden_network, Rounding> typed;
    typename picomlp::quantized<golden_network, Rounding>::float_scratch scratch;
    REQUIRE(opened.model.open_network(typed) == status::ok);
    CHECK(self_test(opened.model, typed, scratch) == status::ok);
    // One bit of one output is another.
    for (std::size_t output = 0; output < 8; ++output) {
        loose_image changed(image);
        changed[7].contents[4 * (12 + output)] ^= 1;
        opened_case<Rounding> wrong(changed.whole());
        CHECK(self_test(wrong.model, wrong.network, wrong.all()) == status::failed_self_test);
    }
}

float uniform(std::mt19937& random) { return static_cast<float>(random() >> 8) * 0x1p-23F - 1.0F; }

/// A network of floats, quantized, written and opened again.
template <class Network>
struct quantized_here {
    picomlp::parameters_of<Network> w;
    std::vector<double> for_ranges, for_model;
    picomlp::calibration ranges;
    picomlp::quantized_model model;

    quantized_here(unsigned seed, picomlp::weight_scales scales) {
        std::mt19937 random(seed);
        for (float& value : w.values) value = uniform(random);
        const picomlp::float_network from(w);
        for_ranges.resize(picomlp::calibration::bytes(from) / sizeof(double) + 1);
        REQUIRE(ranges.open(from, {for_ranges.data(), for_ranges.size() * sizeof(double)}) ==
                status::ok);
        for (int s = 0; s < 50; ++s) {
            float x[Network::inputs];
            for (float& feature : x) feature = uniform(random);
            REQUIRE(ranges.add(x) == status::ok);
        }
        for_model.resize(picomlp::quantized_model::bytes(ranges, scales) / sizeof(double) + 1);
        REQUIRE(model.make(ranges, scales, {for_model.data(), for_model.size() * sizeof(double)}) ==
                status::ok);
    }
};

template <class Rounding, class Hidden>
void check_round_trip(picomlp::weight_scales scales) {
    using network = net<Hidden>;
    const quantized_here<network> made(8, scales);
    opened_case<Rounding> opened(
        written(picomlp::quantized_contents_of<Rounding>(made.model.shape())));
    quantized_network<Rounding> right;
    std::vector<void*> memory(right.bytes(made.model.shape()) / sizeof(void*) + 1);
    REQUIRE(right.open(made.model.shape(), {memory.data(), memory.size() * sizeof(void*)}) ==
            status::ok);
    CHECK(opened.model.network_bytes() == right.bytes(made.model.shape()));
    picomlp::quantized<network, Rounding> typed;
    REQUIRE(opened.model.open_network(typed) == status::ok);
    typename picomlp::quantized<network, Rounding>::float_scratch scratch;
    std::mt19937 random(4);
    for (int s = 0; s < 20; ++s) {
        float x[4], y[3], expected[3], of_type[3];
        for (float& feature : x) feature = uniform(random);
        REQUIRE(right.predict(x, opened.all(), expected) == status::ok);
        CHECK(predict(opened.model, opened.network, x, opened.all(), y) == status::ok);
        CHECK(predict(opened.model, typed, x, scratch, of_type) == status::ok);
        CHECK(std::memcmp(y, expected, sizeof y) == 0);
        CHECK(std::memcmp(of_type, expected, sizeof y) == 0);
    }
    CHECK(self_test(opened.model, opened.network, opened.all()) == status::no_samples);
}

}  // namespace

TEST_CASE("an image of int8 gives the outputs that the reference in Python computed") {
    check_vectors<double_rounding>(golden_int8());
    check_vectors<single_rounding>(golden_int8_single());
}

TEST_CASE("a network of floats, quantized and written, comes out of its image with its bits") {
    check_round_trip<double_rounding, picomlp::relu>(picomlp::weight_scales::per_output);
    check_round_trip<single_rounding, picomlp::hyperbolic_tangent>(
        picomlp::weight_scales::per_layer);
    check_round_trip<double_rounding, picomlp::elu_of<1, 2>>(picomlp::weight_scales::per_output);
}

TEST_CASE("numbers of a type and of run-time shape make the same image") {
    using network = net<picomlp::silu>;
    const quantized_here<network> made(2, picomlp::weight_scales::per_output);
    picomlp::quantized_parameters<network> numbers;
    REQUIRE(picomlp::quantize(made.ranges, numbers) == status::ok);
    picomlp::quantized_layer layers[3];
    const bytes typed = written(picomlp::quantized_contents_of<single_rounding>(numbers, layers));
    CHECK(typed == written(picomlp::quantized_contents_of<single_rounding>(made.model.shape())));
    CHECK(typed.size() > 400);
}

TEST_CASE("a network of another type, or of the other rounding, is not opened") {
    opened_case<double_rounding> opened(golden_int8());
    picomlp::quantized<net<picomlp::relu>, double_rounding> other;
    CHECK(opened.model.open_network(other) == status::damaged_data);
    CHECK_FALSE(other.is_open());
    picomlp::quantized<
        picomlp::network<picomlp::input<3>, picomlp::dense<5, picomlp::leaky_relu_of<1, 8>>,
                         picomlp::dense<4, picomlp::gelu>, picomlp::dense<2, picomlp::relu6>>,
        double_rounding>
        other_slope;
    CHECK(opened.model.open_network(other_slope) == status::damaged_data);
    picomlp::quantized<golden_network, single_rounding> single;
    CHECK(opened.model.open_network(single) == status::unsupported_version);
    CHECK_FALSE(single.is_open());
    quantized_network<single_rounding> dynamic;
    CHECK(opened.model.open_network(dynamic, {opened.memory.data(), 4096}) ==
          status::unsupported_version);
    picomlp::quantized<golden_network, double_rounding> right;
    CHECK(quantized_image().open_network(right) == status::damaged_data);
    // Where floats are of another type, int8 is the same.
    picomlp::quantized<
        picomlp::basic_network<double, picomlp::input<3>,
                               picomlp::dense<5, picomlp::leaky_relu_of<1, 4>>,
                               picomlp::dense<4, picomlp::gelu>, picomlp::dense<2, picomlp::relu6>>,
        double_rounding>
        of_double;
    CHECK(opened.model.open_network(of_double) == status::ok);
    const std::size_t wanted = opened.model.network_bytes();
    quantized_network<double_rounding> lacking;
    CHECK(opened.model.open_network(lacking, {opened.memory.data(), wanted - 1}) ==
          status::too_little_memory);
    auto* const odd = reinterpret_cast<unsigned char*>(opened.memory.data()) + 1;
    CHECK(opened.model.open_network(lacking, {odd, wanted}) == status::misaligned_memory);
    CHECK_FALSE(lacking.is_open());
}

TEST_CASE("what cannot be predicted by an image of int8 is refused, and y stays") {
    opened_case<double_rounding> opened(golden_int8());
    float x[3] = {1, 2, 3};
    float y[2] = {7, 7};
    const quantized_network<double_rounding> closed;
    const quantized_image nothing;
    CHECK(predict(opened.model, closed, x, opened.all(), y) == status::unusable_shape);
    CHECK(predict(nothing, opened.network, x, opened.all(), y) == status::unusable_shape);
    CHECK(self_test(nothing, opened.network, opened.all()) == status::unusable_shape);
    CHECK(self_test(opened.model, closed, opened.all()) == status::unusable_shape);
    CHECK(predict(opened.model, opened.network, x,
                  {opened.scratch.data(), opened.scratch.size() - 1},
                  y) == status::too_little_memory);
    x[1] = std::numeric_limits<float>::infinity();
    CHECK(predict(opened.model, opened.network, x, opened.all(), y) == status::not_finite_input);
    x[1] = 3e38F;
    int8_every_section huge;
    huge.factor[1] = 100;
    opened_case<double_rounding> scaled(written(huge.contents));
    CHECK(predict(scaled.model, scaled.network, x, scaled.all(), y) == status::not_finite_input);
    x[1] = 2;
    huge.target_scale[1] = 3e38F;
    huge.target_offset[1] = 3e38F;
    huge.layers[2].range = {100, 101};
    opened_case<double_rounding> infinite(written(huge.contents));
    CHECK(predict(infinite.model, infinite.network, x, infinite.all(), y) ==
          status::not_finite_output);
    CHECK(y[0] == 7);
    CHECK(y[1] == 7);
    CHECK(predict(opened.model, opened.network, x, opened.all(), x) == status::ok);
    CHECK(predict(opened.model, opened.network, x, opened.all(), y) == status::ok);
    CHECK(y[0] != 7);
}
