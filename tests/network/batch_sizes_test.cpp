// SPDX-License-Identifier: MIT
// Predictions of every batch size up to some full vectors and one more, in guarded memory.
#include <cstdint>
#include <random>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/network/predict.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"
#include "thinned.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::sample_view;
using picomlp::status;

namespace {

/// Batches of 1 to 67 samples between layers of `Width` units, in memory that ends with the last
/// sample or begins with the first.
template <class T, uint32_t Width>
void check_every_batch() {
    using net =
        basic_network<T, input<Width>, dense<Width, picomlp::relu>,
                      dense<Width, picomlp::hyperbolic_tangent>, dense<3, picomlp::softmax>>;
    constexpr uint32_t most = 67;
    std::mt19937 random(Width);
    static typename net::parameters w;
    reference::fill_parameters(w, random);
    const auto all = reference::any_matrix<T>(Width, most, random, -2, 2);
    const auto expected = reference::predict<net>(reference::values_of(w), all);
    testing::guarded_matrix<T> x(Width * (most + 1));
    testing::guarded_matrix<T> y(net::outputs * (most + 1));
    static batch_scratch<net, most> roomy;
    static batch_scratch<net, 21> small;
    testing::thinned cases(17);
    for (uint32_t samples = 1; samples <= most; ++samples) {
        if (!cases.takes_next()) continue;
        CAPTURE(samples);
        const uint32_t stride = samples + samples % 2;
        const int where = samples % 3 == 0 ? testing::at_begin : testing::at_end;
        x.place(Width, samples, stride, where);
        x.set([&](std::size_t f, std::size_t s) { return all(f, s); });
        testing::for_each_instruction_set([&](picomlp::instruction_set set) {
            INFO(picomlp::name_of(set));
            const auto check = [&](auto& scratch) {
                y.place(net::outputs, samples, stride, where);
                REQUIRE(predict(w, scratch, sample_view<const T, Width>(x.data(), samples, stride),
                                sample_view<T, net::outputs>(y.data(), samples, stride)) ==
                        status::ok);
                CHECK(y.surroundings_untouched());
                std::size_t wrong = 0;
                for (uint32_t o = 0; o < net::outputs; ++o) {
                    for (uint32_t s = 0; s < samples; ++s) {
                        wrong += y.matrix()[o][s] != expected(o, s);
                    }
                }
                CHECK(wrong == 0);
            };
            check(roomy);
            check(small);
        });
    }
}

}  // namespace

TEST_CASE_TEMPLATE("batches of any size up to 67 have the reference's bits", T, float, double) {
    check_every_batch<T, 1>();
    check_every_batch<T, 5>();
    check_every_batch<T, 16>();
    check_every_batch<T, 19>();
    check_every_batch<T, 35>();
    check_every_batch<T, 64>();
}
