// SPDX-License-Identifier: MIT
// One sample of a network whose layers are all narrow has a route of its own on x86-64: it gives
// the bits of a batch, whatever the last activation is, and the same statuses.
#include <cmath>
#include <limits>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;

template <class T, class Last, std::uint32_t Outputs>
void alone_as_in_a_batch() {
    using net =
        basic_network<T, input<3>, dense<11, relu>, dense<6, identity>, dense<Outputs, Last>>;
    constexpr std::uint32_t samples = 40;
    typename net::parameters w;
    for (std::size_t k = 0; k < net::parameter_count; ++k) {
        w.values[k] = T((k * 37 + 11) % 101) / T(50) - T(1);
    }
    T x[samples][3];
    for (std::uint32_t s = 0; s < samples; ++s) {
        for (std::uint32_t i = 0; i < 3; ++i) x[s][i] = T((s * 13 + i * 7) % 29) / T(4) - T(3);
    }
    testing::for_each_instruction_set([&](instruction_set) {
        typename net::scratch scratch;
        batch_scratch<net, samples> large;
        T batch[samples][Outputs];
        REQUIRE(predict(w, large, sample_major(x), sample_major(batch)) == status::ok);
        for (std::uint32_t s = 0; s < samples; ++s) {
            T y[Outputs];
            REQUIRE(predict(w, scratch, x[s], y) == status::ok);
            for (std::uint32_t o = 0; o < Outputs; ++o) CHECK(testing::same(y[o], batch[s][o]));
        }
    });
}

}  // namespace

TEST_CASE_TEMPLATE("narrow network: one sample has a batch's bits", T, float, double) {
    alone_as_in_a_batch<T, sigmoid, 1>();
    alone_as_in_a_batch<T, hyperbolic_tangent, 1>();
    alone_as_in_a_batch<T, softplus, 1>();
    alone_as_in_a_batch<T, elu, 1>();
    alone_as_in_a_batch<T, relu, 1>();
    alone_as_in_a_batch<T, identity, 1>();
    alone_as_in_a_batch<T, softmax, 5>();
    alone_as_in_a_batch<T, sigmoid, 2>();
    alone_as_in_a_batch<T, relu, 9>();
}

TEST_CASE_TEMPLATE("narrow network: NaN and infinity are reported, y stays", T, float, double) {
    using net = basic_network<T, input<2>, dense<3, relu>, dense<1, sigmoid>>;
    using two = basic_network<T, input<2>, dense<3, relu>, dense<2, identity>>;
    testing::for_each_instruction_set([&](instruction_set) {
        typename net::parameters w{};
        typename net::scratch scratch;
        T y[1] = {T(7)};
        const T bad[] = {T(1), std::numeric_limits<T>::infinity()};
        CHECK(predict(w, scratch, bad, y) == status::not_finite_input);
        CHECK(y[0] == T(7));
        const T x[] = {T(1), T(2)};
        w.values[net::parameter_count - 1] = std::numeric_limits<T>::quiet_NaN();
        CHECK(predict(w, scratch, x, y) == status::not_finite_output);
        CHECK(y[0] == T(7));

        typename two::parameters w2{};
        typename two::scratch scratch2;
        T y2[2] = {T(7), T(8)};
        w2.values[two::parameter_count - 1] = std::numeric_limits<T>::infinity();
        CHECK(predict(w2, scratch2, x, y2) == status::not_finite_output);
        CHECK(y2[0] == T(7));
        CHECK(y2[1] == T(8));
    });
}

TEST_CASE_TEMPLATE("narrow network: y may be x", T, float, double) {
    using net = basic_network<T, input<2>, dense<3, relu>, dense<2, sigmoid>>;
    typename net::parameters w;
    for (std::size_t k = 0; k < net::parameter_count; ++k) w.values[k] = T(k % 5) / T(4);
    typename net::scratch scratch;
    const T x[] = {T(1), T(-2)};
    T apart[2];
    T both[] = {x[0], x[1]};
    REQUIRE(predict(w, scratch, x, apart) == status::ok);
    REQUIRE(predict(w, scratch, both, both) == status::ok);
    CHECK(testing::same(apart[0], both[0]));
    CHECK(testing::same(apart[1], both[1]));
}
