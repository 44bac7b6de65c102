// SPDX-License-Identifier: MIT
#include "picomlp/network/predict.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::sample_view;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;
using softplus = struct picomlp::softplus;

namespace {

template <class T>
using course = basic_network<T, input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                             dense<1, sigmoid>>;

/// Predicts with a scratch for Capacity samples.
template <class Network, uint32_t Capacity, class T = typename Network::value_type>
matrix<T> predicted(const picomlp::parameters_of<Network>& w, const matrix<T>& x) {
    static batch_scratch<Network, Capacity> scratch;
    matrix<T> y(Network::outputs, x.samples);
    CHECK(predict(w, scratch, reference::view_of<Network::inputs>(x),
                  reference::view_of<Network::outputs>(y)) == status::ok);
    return y;
}

/// Every sample by itself, from and to plain arrays.
template <class Network, class T = typename Network::value_type>
matrix<T> predicted_alone(const picomlp::parameters_of<Network>& w, const matrix<T>& x) {
    static typename Network::scratch scratch;
    matrix<T> y(Network::outputs, x.samples);
    for (std::size_t s = 0; s < x.samples; ++s) {
        T one_x[Network::inputs];
        T one_y[Network::outputs];
        for (std::size_t f = 0; f < x.features; ++f) one_x[f] = x(f, s);
        CHECK(predict(w, scratch, one_x, one_y) == status::ok);
        for (std::size_t o = 0; o < y.features; ++o) y(o, s) = one_y[o];
    }
    return y;
}

/// Alone and in batches, with every instruction set, against the reference.
template <class Network>
void check_against_reference(uint32_t samples, unsigned seed) {
    using T = typename Network::value_type;
    std::mt19937 random(seed);
    static typename Network::parameters w;
    reference::fill_parameters(w, random);
    const auto x = reference::any_matrix<T>(Network::inputs, samples, random, -2, 2);
    const auto expected = reference::predict<Network>(reference::values_of(w), x);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        CHECK(testing::same_bits(predicted_alone(w, x).values, expected.values));
        CHECK(testing::same_bits(predicted<Network, 1>(w, x).values, expected.values));
        CHECK(testing::same_bits(predicted<Network, 13>(w, x).values, expected.values));
        CHECK(testing::same_bits(predicted<Network, 64>(w, x).values, expected.values));
    });
}

template <class T, class Activation>
void check_activation() {
    check_against_reference<basic_network<T, input<3>, dense<9, Activation>, dense<17, Activation>,
                                          dense<4, picomlp::identity>>>(37, 11);
    check_against_reference<
        basic_network<T, input<3>, dense<9, picomlp::relu>, dense<4, Activation>>>(37, 12);
}

template <class Network, std::size_t... Capacities>
void check_capacities(std::index_sequence<Capacities...>) {
    using T = typename Network::value_type;
    std::mt19937 random(5);
    typename Network::parameters w;
    reference::fill_parameters(w, random);
    for (std::size_t samples : {1, 2, 15, 33, 70}) {
        const auto x = reference::any_matrix<T>(Network::inputs, samples, random, -2, 2);
        const auto expected = reference::predict<Network>(reference::values_of(w), x);
        (
            [&] {
                INFO("capacity ", Capacities + 1, ", samples ", samples);
                CHECK(testing::same_bits(predicted<Network, Capacities + 1>(w, x).values,
                                         expected.values));
            }(),
            ...);
    }
}

}  // namespace

TEST_CASE_TEMPLATE("predictions have the reference's bits, alone and in batches", T, float,
                   double) {
    check_against_reference<course<T>>(300, 1);
    check_against_reference<basic_network<T, input<1>, dense<1, sigmoid>>>(19, 2);
    check_against_reference<basic_network<T, input<7>, dense<3, picomlp::softmax>>>(19, 3);
    check_against_reference<
        basic_network<T, input<8>, dense<16, hyperbolic_tangent>, dense<2, sigmoid>>>(65, 4);
    check_against_reference<basic_network<
        T, input<5>, dense<4, picomlp::relu>, dense<19, hyperbolic_tangent>, dense<6, softplus>,
        dense<3, picomlp::elu>, dense<18, picomlp::silu>, dense<2, picomlp::softmax>>>(70, 5);
}

TEST_CASE_TEMPLATE("relu of NaN, infinite and negative zero sums is the same alone and in batches",
                   T, float, double) {
    using net = basic_network<T, input<2>, dense<5, picomlp::relu>, dense<3, picomlp::relu>>;
    using limits = std::numeric_limits<T>;
    const T none = limits::quiet_NaN();
    const T most = limits::max();
    // The sums of a sample (x, 4) with x > 0: NaN, -infinity, -0, -4 x, infinity.
    static const typename net::parameters w = {{T(0),  -most,   -T(0), T(-4), most,  //
                                                T(0),  T(-0.0), -T(0), T(0),  most,  //
                                                none,  -most,   -T(0), T(0),  T(0),  //
                                                T(1),  -T(0),   T(1),                //
                                                T(1),  -T(0),   T(1),                //
                                                T(1),  -T(0),   T(1),                //
                                                T(1),  -T(0),   T(1),                //
                                                T(-1), T(0),    none,                //
                                                T(0),  -T(0),   T(1)}};
    constexpr uint32_t samples = 37;
    matrix<T> x(2, samples);
    for (uint32_t s = 0; s < samples; ++s) {
        x(0, s) = T(s + 2);
        x(1, s) = T(4);
    }
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        const auto alone = predicted_alone(w, x);
        for (const T value : alone.values) {
            CHECK(value == 0);
            CHECK_FALSE(std::signbit(value));
        }
        CHECK(testing::same_bits(predicted<net, 1>(w, x).values, alone.values));
        CHECK(testing::same_bits(predicted<net, 13>(w, x).values, alone.values));
        CHECK(testing::same_bits(predicted<net, 64>(w, x).values, alone.values));
    });
}

TEST_CASE_TEMPLATE("a network for 28 x 28 pictures has the reference's bits", T, float, double) {
    check_against_reference<basic_network<T, input<784>, dense<128, picomlp::relu>,
                                          dense<64, picomlp::relu>, dense<10, picomlp::softmax>>>(
        21, 6);
}

TEST_CASE_TEMPLATE("every activation has the reference's bits, hidden and at the output", T, float,
                   double) {
    reference::for_each_activation(
        [](auto activation) { check_activation<T, decltype(activation)>(); });
}

TEST_CASE_TEMPLATE("a scratch for any number of samples gives the same bits", T, float, double) {
    check_capacities<course<T>>(std::make_index_sequence<33>());
}

TEST_CASE_TEMPLATE("rows with gaps are read and written in place", T, float, double) {
    using net =
        basic_network<T, input<2>, dense<10, hyperbolic_tangent>, dense<3, picomlp::softmax>>;
    std::mt19937 random(8);
    typename net::parameters w;
    reference::fill_parameters(w, random);
    batch_scratch<net, 4> scratch;
    T x[2][40];
    for (T& value : x[0]) value = reference::between<T>(random, -1, 1);
    for (T& value : x[1]) value = reference::between<T>(random, -1, 1);
    const T canary = T(-77);
    T y[3][50];
    for (auto& row : y) {
        for (T& value : row) value = canary;
    }
    const auto from = picomlp::feature_major(x).slice(7, 22);
    const auto to = picomlp::feature_major(y).slice(9, 22);
    REQUIRE(predict(w, scratch, from, to) == status::ok);
    matrix<T> plain(2, 22);
    for (uint32_t s = 0; s < 22; ++s) plain.set_column(s, {x[0][7 + s], x[1][7 + s]});
    const auto expected = reference::predict<net>(reference::values_of(w), plain);
    for (uint32_t o = 0; o < 3; ++o) {
        for (uint32_t s = 0; s < 50; ++s) {
            const bool inside = s >= 9 && s < 9 + 22;
            CHECK(y[o][s] == (inside ? expected(o, s - 9) : canary));
        }
    }
}

TEST_CASE_TEMPLATE("one sample may go to or come from a column of a matrix", T, float, double) {
    using net =
        basic_network<T, input<2>, dense<10, hyperbolic_tangent>, dense<3, picomlp::softmax>>;
    std::mt19937 random(9);
    typename net::parameters w;
    reference::fill_parameters(w, random);
    typename net::scratch scratch;
    const T x[2] = {T(0.5), T(-0.25)};
    T expected[3];
    REQUIRE(predict(w, scratch, x, expected) == status::ok);

    T y[3][5] = {};
    CHECK(predict(w, scratch, x, picomlp::feature_major(y).slice(2, 1)) == status::ok);
    for (uint32_t o = 0; o < 3; ++o) {
        for (uint32_t s = 0; s < 5; ++s) CHECK(y[o][s] == (s == 2 ? expected[o] : T(0)));
    }

    const T many[2][3] = {{9, x[0], 9}, {9, x[1], 9}};
    T one[3] = {};
    CHECK(predict(w, scratch, picomlp::feature_major(many).slice(1, 1), one) == status::ok);
    CHECK(one[0] == expected[0]);
    CHECK(one[1] == expected[1]);
    CHECK(one[2] == expected[2]);
}

TEST_CASE_TEMPLATE("one sample in a column has the bits of a sample alone", T, float, double) {
    const auto check = [](auto network) {
        using net = decltype(network);
        std::mt19937 random(11);
        typename net::parameters w;
        reference::fill_parameters(w, random);
        picomlp::batch_scratch<net, 4> scratch;
        T x[7];
        T columns[7][3] = {};
        for (uint32_t i = 0; i < 7; ++i) {
            x[i] = T(0.25) * static_cast<T>(i) - T(0.5);
            columns[i][1] = x[i];
        }
        T expected[2];
        REQUIRE(predict(w, scratch, x, expected) == status::ok);
        T y[2][4] = {{5, 5, 5, 5}, {5, 5, 5, 5}};
        const auto from = picomlp::feature_major(columns).slice(1, 1);
        const auto to = picomlp::feature_major(y).slice(2, 1);
        CHECK(predict(w, scratch, from, to) == status::ok);
        for (uint32_t o = 0; o < 2; ++o) {
            for (uint32_t s = 0; s < 4; ++s) CHECK(y[o][s] == (s == 2 ? expected[o] : T(5)));
        }
        columns[6][1] = std::numeric_limits<T>::infinity();
        CHECK(predict(w, scratch, from, to) == status::not_finite_input);
        CHECK(y[0][2] == expected[0]);
    };
    check(basic_network<T, input<7>, dense<6, picomlp::relu>, dense<9, picomlp::relu>,
                        dense<2, picomlp::identity>>{});
    check(basic_network<T, input<7>, dense<3, picomlp::relu>, dense<2, sigmoid>>{});
    check(basic_network<T, input<7>, dense<2, picomlp::identity>>{});
}

TEST_CASE_TEMPLATE("a feature that is no number is refused wherever it is, and y is untouched", T,
                   float, double) {
    using net = basic_network<T, input<5>, dense<4, picomlp::relu>, dense<2, sigmoid>>;
    using limits = std::numeric_limits<T>;
    std::mt19937 random(10);
    typename net::parameters w;
    reference::fill_parameters(w, random);
    batch_scratch<net, 7> scratch;
    T x[5][9];
    for (auto& row : x) {
        for (T& value : row) value = reference::between<T>(random, -1, 1);
    }
    T y[2][9];
    const auto untouched = [&] {
        int changed = 0;
        for (const auto& row : y) {
            for (const T value : row) changed += value != T(-77);
        }
        return changed == 0;
    };
    for (auto& row : y) {
        for (T& value : row) value = T(-77);
    }
    for (const T bad :
         {limits::quiet_NaN(), -limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
        for (auto& row : x) {
            for (T& value : row) {
                const T good = std::exchange(value, bad);
                CHECK(predict(w, scratch, x, y) == status::not_finite_input);
                value = good;
            }
        }
        T one_x[5] = {1, 2, 3, 4, 5};
        T one_y[2] = {T(-77), T(-77)};
        for (T& value : one_x) {
            const T good = std::exchange(value, bad);
            CHECK(predict(w, scratch, one_x, one_y) == status::not_finite_input);
            value = good;
        }
        CHECK(one_y[0] == T(-77));
        CHECK(one_y[1] == T(-77));
    }
    CHECK(untouched());
    CHECK(predict(w, scratch, x, y) == status::ok);
    CHECK_FALSE(untouched());
}

TEST_CASE("what lies in the gaps between rows is not looked at") {
    using net = course<float>;
    net::parameters w{};
    net::scratch scratch;
    const float none = std::numeric_limits<float>::quiet_NaN();
    float x[2][4] = {{none, 1, 2, none}, {none, 3, 4, none}};
    float y[1][2];
    CHECK(predict(w, scratch, picomlp::feature_major(x).slice(1, 2), y) == status::ok);
    CHECK(y[0][0] == 0.5F);
    CHECK(y[0][1] == 0.5F);
}

TEST_CASE("no samples are refused") {
    using net = course<float>;
    net::parameters w{};
    net::scratch scratch;
    float x[2][3] = {};
    float y[1][3] = {{7, 7, 7}};
    const auto from = picomlp::feature_major(x);
    const auto to = picomlp::feature_major(y);
    CHECK(predict(w, scratch, from.slice(0, 0), to.slice(0, 0)) == status::no_samples);
    CHECK(y[0][0] == 7);
}

TEST_CASE("different numbers of samples are refused, and y is untouched") {
    using net = course<float>;
    net::parameters w{};
    batch_scratch<net, 2> scratch;
    float x[2][3] = {};
    float y[1][3] = {{7, 7, 7}};
    const auto from = picomlp::feature_major(x);
    const auto to = picomlp::feature_major(y);
    CHECK(predict(w, scratch, from, to.slice(0, 2)) == status::mismatched_samples);
    CHECK(predict(w, scratch, from.slice(0, 2), to) == status::mismatched_samples);
    const float one_x[2] = {};
    float one_y[1] = {7};
    CHECK(predict(w, scratch, one_x, to) == status::mismatched_samples);
    CHECK(predict(w, scratch, one_x, to.slice(0, 0)) == status::mismatched_samples);
    CHECK(predict(w, scratch, from, one_y) == status::mismatched_samples);
    CHECK(y[0][0] == 7);
    CHECK(y[0][1] == 7);
    CHECK(one_y[0] == 7);
}

TEST_CASE("two scratches over the same parameters do not meet") {
    using net = course<float>;
    std::mt19937 random(14);
    static net::parameters filled;
    reference::fill_parameters(filled, random);
    const net::parameters& w = filled;
    const float a[] = {0.5F, -1};
    const float b[] = {-2, 0.25F};
    net::scratch one;
    batch_scratch<net, 8> two;
    float expected_a[1];
    float expected_b[1];
    REQUIRE(predict(w, one, a, expected_a) == status::ok);
    REQUIRE(predict(w, one, b, expected_b) == status::ok);
    for (int turn = 0; turn < 5; ++turn) {
        float y_a[1];
        float y_b[1];
        CHECK(predict(w, one, a, y_a) == status::ok);
        CHECK(predict(w, two, b, y_b) == status::ok);
        CHECK(y_a[0] == expected_a[0]);
        CHECK(y_b[0] == expected_b[0]);
    }
}

namespace {

/// The logits of Network against the outputs of the same network with an identity at its end.
template <class Network, class Linear, class T = typename Network::value_type>
void check_logits(uint32_t samples) {
    std::mt19937 random(15);
    static typename Network::parameters w;
    static typename Linear::parameters linear;
    reference::fill_parameters(w, random);
    for (std::size_t k = 0; k < Network::parameter_count; ++k) linear.values[k] = w.values[k];
    const auto x = reference::any_matrix<T>(Network::inputs, samples, random, -2, 2);
    const auto expected = predicted<Linear, 5>(linear, x);
    static batch_scratch<Network, 5> scratch;
    matrix<T> z(Network::outputs, samples);
    REQUIRE(predict_logits(w, scratch, reference::view_of<Network::inputs>(x),
                           reference::view_of<Network::outputs>(z)) == status::ok);
    CHECK(testing::same_bits(z.values, expected.values));

    static typename Network::scratch one;
    T one_x[Network::inputs];
    T one_z[Network::outputs];
    for (std::size_t f = 0; f < x.features; ++f) one_x[f] = x(f, 0);
    REQUIRE(predict_logits(w, one, one_x, one_z) == status::ok);
    for (std::size_t o = 0; o < z.features; ++o) CHECK(one_z[o] == expected(o, 0));
}

template <class T, class Last>
void check_logits_before() {
    check_logits<basic_network<T, input<3>, dense<9, picomlp::relu>, dense<4, Last>>,
                 basic_network<T, input<3>, dense<9, picomlp::relu>, dense<4, picomlp::identity>>>(
        12);
}

}  // namespace

TEST_CASE_TEMPLATE("logits are what the last activation is given", T, float, double) {
    check_logits_before<T, picomlp::softmax>();
    check_logits_before<T, sigmoid>();
    check_logits_before<T, picomlp::relu>();
    check_logits_before<T, picomlp::identity>();
}
