// SPDX-License-Identifier: MIT
// Kernels for batches on processors without an instruction for float, on any processor: the sums of
// numbers taken apart by 64-bit products.
#include "picomlp/kernels/batch/software_batches.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "guarded_memory.hpp"
#include "picomlp/kernels/sample/software_floats.hpp"
#include "picomlp/kernels/sample/unpacked_terms.hpp"
#include "reference/dense_reference.hpp"

using picomlp::dense_shape;
using picomlp::kernels::gradient_mode;

namespace {

using kernels = picomlp::kernels::software_batches<
    picomlp::kernels::software_floats<picomlp::kernels::unpacked_terms>>;

struct batch_case {
    dense_shape shape;
    std::uint32_t samples;
    testing::values values;
};

std::vector<float> numbers(std::mt19937_64& random, std::size_t count, testing::values kind) {
    std::vector<float> found(count);
    for (float& x : found) x = testing::any_value<float>(random, kind);
    return found;
}

bool all_same(const std::vector<float>& got, const std::vector<float>& want) {
    for (std::size_t k = 0; k < want.size(); ++k) {
        if (!testing::same(got[k], want[k])) return false;
    }
    return true;
}

/// What is wrong, or nothing. Rows lie three elements further apart than they are long.
std::string run(const batch_case& c, std::mt19937_64& random) {
    const std::size_t inputs = c.shape.inputs, outputs = c.shape.outputs;
    const std::size_t stride = c.samples + 3;
    const auto w = numbers(random, (inputs + 1) * outputs, c.values);
    const auto x = numbers(random, inputs * stride, c.values);
    const auto delta = numbers(random, outputs * stride, c.values);
    std::vector<float> z(outputs * stride), want_z(z), column(inputs > outputs ? inputs : outputs);
    std::vector<float> dx(inputs * stride), want_dx(dx);
    std::vector<float> relu_z(z), want_relu_z(z), relu_dx(dx), want_relu_dx(dx);
    for (std::size_t s = 0; s < c.samples; ++s) {
        reference::forward(c.shape, w.data(), x.data() + s, stride, column.data());
        for (std::size_t o = 0; o < outputs; ++o) {
            want_z[o * stride + s] = column[o];
            want_relu_z[o * stride + s] = column[o] > 0 ? column[o] : 0;
        }
        reference::backward(c.shape, w.data(), delta.data() + s, stride, column.data());
        for (std::size_t i = 0; i < inputs; ++i) {
            want_dx[i * stride + s] = column[i];
            want_relu_dx[i * stride + s] = x[i * stride + s] > 0 ? column[i] : 0;
        }
    }
    kernels::forward_batch(c.shape, w.data(), c.samples, {x.data(), stride}, {z.data(), stride});
    if (!all_same(z, want_z)) return "forward";
    kernels::forward_relu_batch(c.shape, w.data(), c.samples, {x.data(), stride},
                                {relu_z.data(), stride});
    if (!all_same(relu_z, want_relu_z)) return "forward and relu";
    kernels::backward(c.shape, w.data(), c.samples, {delta.data(), stride}, {dx.data(), stride});
    if (!all_same(dx, want_dx)) return "backward";
    kernels::backward_relu(c.shape, w.data(), c.samples, {delta.data(), stride}, {x.data(), stride},
                           {relu_dx.data(), stride});
    if (!all_same(relu_dx, want_relu_dx)) return "backward and relu";
    for (const bool adds : {false, true}) {
        std::vector<float> g = numbers(random, (inputs + 1) * outputs, c.values), want_g = g;
        reference::gradient(
            c.shape, c.samples, picomlp::strided_rows<const float>{x.data(), stride},
            picomlp::strided_rows<const float>{delta.data(), stride}, adds, want_g.data());
        kernels::gradient(c.shape, c.samples, {x.data(), stride}, {delta.data(), stride},
                          adds ? gradient_mode::add : gradient_mode::store, g.data());
        if (!all_same(g, want_g)) return adds ? "gradient, added" : "gradient";
    }
    return "";
}

}  // namespace

TEST_CASE("batches in software have the bits of the reference") {
    std::mt19937_64 random(1);
    for (const dense_shape shape :
         {dense_shape{1, 1}, dense_shape{2, 10}, dense_shape{7, 3}, dense_shape{8, 16},
          dense_shape{16, 16}, dense_shape{17, 18}, dense_shape{19, 5}, dense_shape{33, 20}}) {
        for (const std::uint32_t samples : {1, 2, 3, 4, 5, 6, 15, 16, 17, 63, 64, 65, 100}) {
            for (const auto values :
                 {testing::values::usual, testing::values::vanishing, testing::values::special}) {
                CAPTURE(shape.inputs);
                CAPTURE(shape.outputs);
                CAPTURE(samples);
                CAPTURE(static_cast<int>(values));
                CHECK(run({shape, samples, values}, random) == "");
            }
        }
    }
}

TEST_CASE("a gradient whose products are all -0 is -0") {
    for (const std::uint32_t samples : {1, 4, 5, 9}) {
        const std::vector<float> x(samples, 0.0F), delta(samples, -1.0F);
        std::vector<float> g(2, 5.0F);
        kernels::gradient({1, 1}, samples, {x.data(), samples}, {delta.data(), samples},
                          gradient_mode::store, g.data());
        CHECK(testing::same(g[0], -0.0F));
        CHECK(g[1] == -static_cast<float>(samples));
    }
}
