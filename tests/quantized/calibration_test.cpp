#include "picomlp/quantized/calibration.hpp"

#include <limits>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"

using picomlp::calibration;
using picomlp::dense;
using picomlp::float_network;
using picomlp::input;
using picomlp::network;
using picomlp::parameters_of;
using picomlp::status;

namespace {

using net = network<input<2>, dense<2, picomlp::hyperbolic_tangent>, dense<1, picomlp::identity>>;
using softmax_first = network<input<2>, dense<2, picomlp::softmax>, dense<1, picomlp::identity>>;

float tanh_of(float z) {
    picomlp::hyperbolic_tangent::apply<float>(1, 1, picomlp::strided_rows<float>{&z, 1});
    return z;
}

/// z0 = x0, z1 = 2 x1, y = tanh(z0) + 10.
parameters_of<net> parameters() {
    parameters_of<net> w{};
    w.layer<1>().weight(0, 0) = 1;
    w.layer<1>().weight(1, 1) = 2;
    w.layer<2>().weight(0, 0) = 1;
    w.layer<2>().bias(0) = 10;
    return w;
}

}  // namespace

TEST_CASE("ranges are those of inputs, sums and outputs over all samples") {
    const parameters_of<net> w = parameters();
    const float_network from(w);
    std::vector<double> memory(calibration::bytes(from) / sizeof(double) + 1);
    calibration ranges;
    REQUIRE(ranges.open(from, {memory.data(), calibration::bytes(from)}) == status::ok);
    const float first[2] = {1, 3};
    const float second[2] = {-0.5F, 4};
    CHECK(ranges.add(first) == status::ok);
    CHECK(ranges.inputs().lowest == 1.0F);
    CHECK(ranges.add(second) == status::ok);
    CHECK(ranges.samples() == 2);
    CHECK(ranges.inputs().lowest == -0.5F);
    CHECK(ranges.inputs().highest == 4.0F);
    CHECK(ranges.sums(0).lowest == -0.5F);
    CHECK(ranges.sums(0).highest == 8.0F);
    CHECK(ranges.outputs(0).lowest == tanh_of(-0.5F));
    CHECK(ranges.outputs(0).highest == tanh_of(8.0F));
    CHECK(ranges.sums(1).lowest == tanh_of(-0.5F) + 10);
    CHECK(ranges.outputs(1).highest == tanh_of(1.0F) + 10);
}

TEST_CASE("samples that are not finite, or become so, leave the ranges") {
    parameters_of<net> w = parameters();
    const float_network from(w);
    std::vector<double> memory(calibration::bytes(from) / sizeof(double) + 1);
    calibration ranges;
    const float x[2] = {1, 3};
    CHECK(ranges.add(x) == status::unusable_shape);
    REQUIRE(ranges.open(from, {memory.data(), calibration::bytes(from)}) == status::ok);
    CHECK(ranges.add(x) == status::ok);
    const float wrong[2] = {9, std::numeric_limits<float>::quiet_NaN()};
    CHECK(ranges.add(wrong) == status::not_finite_input);
    const float large[2] = {9, 3e38F};
    CHECK(ranges.add(large) == status::not_finite_output);
    CHECK(ranges.samples() == 1);
    CHECK(ranges.inputs().highest == 3.0F);
    CHECK(ranges.outputs(1).highest == tanh_of(1.0F) + 10);
}

TEST_CASE("a calibration wants its memory, and a network that int8 can have") {
    const parameters_of<net> w = parameters();
    const float_network from(w);
    const std::size_t bytes = calibration::bytes(from);
    alignas(double) unsigned char memory[512];
    REQUIRE(bytes + 8 <= sizeof memory);
    calibration ranges;
    CHECK(ranges.open(from, {memory, bytes - 1}) == status::too_little_memory);
    CHECK(ranges.open(from, {memory + 1, bytes}) == status::misaligned_memory);
    CHECK(ranges.open(float_network(), memory) == status::unusable_shape);
    const parameters_of<softmax_first> wrong{};
    CHECK(ranges.open(float_network(wrong), memory) == status::unusable_shape);
    CHECK(calibration::bytes(float_network(wrong)) == 0);
    CHECK(ranges.network().layer_count() == 0);
    CHECK(ranges.open(from, {memory, bytes}) == status::ok);
    CHECK(ranges.network().layer_count() == 2);
}
