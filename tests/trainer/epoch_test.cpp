// SPDX-License-Identifier: MIT
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/trainer/gather.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::mini_batch;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

template <class T>
using net = basic_network<T, input<3>, dense<6, hyperbolic_tangent>, dense<2, sigmoid>>;
template <class T, uint32_t Batch>
using trainer_of =
    picomlp::trainer<net<T>, picomlp::binary_cross_entropy, gradient_descent, batch<Batch>>;

template <class T>
struct samples_and_parameters {
    typename net<T>::parameters w;
    matrix<T> x;
    matrix<T> y;

    explicit samples_and_parameters(uint32_t samples) {
        std::mt19937 random(samples + 1);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(3, samples, random, -1, 1);
        y = reference::any_matrix<T>(2, samples, random, 0, 1);
    }
};

/// Each batch gathered by hand, one reference step for each.
template <class T, uint32_t Batch, class Index>
void check_epoch(uint32_t samples) {
    samples_and_parameters<T> given(samples);
    std::vector<Index> order;
    for (uint32_t s = 0; s < samples; ++s) order.push_back(static_cast<Index>(s * 7 % samples));

    const T learning_rate = T(0.4);
    std::vector<T> w = reference::values_of(given.w);
    T sum = 0;
    for (uint32_t begin = 0; begin < samples; begin += Batch) {
        const uint32_t count = samples - begin < Batch ? samples - begin : Batch;
        matrix<T> x(3, count);
        matrix<T> y(2, count);
        for (uint32_t s = 0; s < count; ++s) {
            x.set_column(s, given.x.column(order[begin + s]));
            y.set_column(s, given.y.column(order[begin + s]));
        }
        const auto expected =
            reference::cost_and_gradient<net<T>, picomlp::binary_cross_entropy>(w, x, y);
        REQUIRE(reference::sgd_step(w.size(), learning_rate, expected.gradient.data(), w.data()));
        sum += expected.cost * static_cast<T>(count);
    }

    trainer_of<T, Batch> t{gradient_descent::learning_rate(learning_rate)};
    mini_batch<net<T>, Batch> buffer;
    const auto result = t.epoch(given.w, reference::view_of<3>(given.x),
                                reference::view_of<2>(given.y), order.data(), buffer);
    INFO("samples ", samples, ", batch ", Batch);
    CHECK(result.ok());
    CHECK(result.cost == sum / static_cast<T>(samples));
    CHECK(testing::same_bits(reference::values_of(given.w), w));
}

}  // namespace

TEST_CASE_TEMPLATE("an epoch is one step on each batch, in the order given", T, float, double) {
    check_epoch<T, 1, uint16_t>(1);
    check_epoch<T, 1, uint32_t>(5);
    check_epoch<T, 4, uint16_t>(12);
    check_epoch<T, 4, uint32_t>(13);  // the last batch has one sample
    check_epoch<T, 4, uint16_t>(15);
    check_epoch<T, 64, uint32_t>(20);
    check_epoch<T, 64, uint16_t>(150);
    check_epoch<T, 600, uint16_t>(1300);
}

TEST_CASE_TEMPLATE("an order may be of every integer type", Index, char, signed char, unsigned char,
                   short, unsigned short, int, unsigned int, long, unsigned long, long long,
                   unsigned long long) {
    check_epoch<float, 4, Index>(13);
    check_epoch<double, 64, Index>(20);
}

TEST_CASE_TEMPLATE("a negative index, or one beyond 32 bits, names no sample", Index, signed char,
                   int, long long, unsigned long long) {
    samples_and_parameters<float> given(4);
    const auto before = reference::values_of(given.w);
    trainer_of<float, 3> t;
    mini_batch<net<float>, 3> buffer;
    const auto x = reference::view_of<3>(given.x);
    const auto y = reference::view_of<2>(given.y);
    for (const Index bad : {static_cast<Index>(-1), static_cast<Index>(-4), static_cast<Index>(4),
                            static_cast<Index>(sizeof(Index) > 4 ? 1ULL << 32 : 5)}) {
        const Index order[4] = {0, 1, bad, 3};
        CHECK(t.epoch(given.w, x, y, order, buffer).status == status::bad_argument);
        CHECK(t.epoch(given.w, x, y, order, 3, buffer).status == status::bad_argument);
    }
    CHECK(testing::same_bits(reference::values_of(given.w), before));
}

TEST_CASE("an order that cannot list all samples is refused") {
    samples_and_parameters<float> given(257);
    const auto before = reference::values_of(given.w);
    trainer_of<float, 64> t;
    mini_batch<net<float>, 64> buffer;
    const auto x = reference::view_of<3>(given.x);
    const auto y = reference::view_of<2>(given.y);
    const std::vector<uint8_t> small(257);
    const std::vector<int8_t> smaller(257);
    CHECK(t.epoch(given.w, x, y, small.data(), buffer).status == status::bad_argument);
    CHECK(t.epoch(given.w, x.slice(0, 129), y.slice(0, 129), smaller.data(), buffer).status ==
          status::bad_argument);
    const uint16_t short_array[256] = {};
    CHECK(t.epoch(given.w, x, y, short_array, buffer).status == status::bad_argument);
    CHECK(testing::same_bits(reference::values_of(given.w), before));
    CHECK(t.epoch(given.w, x.slice(0, 256), y.slice(0, 256), small.data(), buffer).ok());
    CHECK(t.epoch(given.w, x.slice(0, 128), y.slice(0, 128), smaller.data(), buffer).ok());
    CHECK(t.epoch(given.w, x.slice(0, 256), y.slice(0, 256), short_array, buffer).ok());
}

TEST_CASE("a container's order is as long as the container says") {
    samples_and_parameters<float> given(10);
    auto expected = given.w;
    trainer_of<float, 3> t;
    trainer_of<float, 3> other;
    mini_batch<net<float>, 3> buffer;
    const auto x = reference::view_of<3>(given.x);
    const auto y = reference::view_of<2>(given.y);
    const std::vector<int> order = {9, 0, 3, 3};
    const auto result = t.epoch(given.w, x, y, order, buffer);
    const auto wanted = other.epoch(expected, x, y, order.data(), 4, buffer);
    CHECK(result.ok());
    CHECK(result.cost == wanted.cost);
    CHECK(testing::same_bits(reference::values_of(given.w), reference::values_of(expected)));
    CHECK(t.epoch(given.w, x, y, std::vector<int>(), buffer).status == status::no_samples);
    CHECK(t.epoch(given.w, x, y, std::vector<int>{0, 10}, buffer).status == status::bad_argument);
}

TEST_CASE_TEMPLATE("an order that names no sample is refused before any step", T, float, double) {
    samples_and_parameters<T> given(10);
    const auto before = reference::values_of(given.w);
    trainer_of<T, 3> t{gradient_descent::learning_rate(T(0.1))};
    mini_batch<net<T>, 3> buffer;
    for (uint32_t bad = 0; bad < 10; ++bad) {
        uint32_t order[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (const uint32_t index : {10U, 11U, 0xffffffffU}) {
            order[bad] = index;
            const auto result = t.epoch(given.w, reference::view_of<3>(given.x),
                                        reference::view_of<2>(given.y), order, buffer);
            CHECK(result.status == status::bad_argument);
            CHECK(result.cost == 0);
        }
    }
    CHECK(testing::same_bits(reference::values_of(given.w), before));
}

TEST_CASE("an epoch over no samples or different numbers of them is refused") {
    samples_and_parameters<float> given(4);
    const auto before = reference::values_of(given.w);
    trainer_of<float, 3> t;
    mini_batch<net<float>, 3> buffer;
    const uint16_t order[4] = {0, 1, 2, 3};
    const auto x = reference::view_of<3>(given.x);
    const auto y = reference::view_of<2>(given.y);
    CHECK(t.epoch(given.w, x.slice(0, 0), y.slice(0, 0), order, buffer).status ==
          status::no_samples);
    CHECK(t.epoch(given.w, x.slice(0, 3), y, order, buffer).status == status::mismatched_samples);
    CHECK(t.epoch(given.w, x, y.slice(0, 3), order, buffer).status == status::mismatched_samples);
    CHECK(testing::same_bits(reference::values_of(given.w), before));
}

TEST_CASE_TEMPLATE("an epoch stops at the first step that is refused", T, float, double) {
    samples_and_parameters<T> given(9);
    typename net<T>::parameters expected = given.w;
    trainer_of<T, 3> t{gradient_descent::learning_rate(T(0.2))};
    mini_batch<net<T>, 3> buffer;
    REQUIRE(t.step(expected, reference::view_of<3>(given.x).slice(0, 3),
                   reference::view_of<2>(given.y).slice(0, 3))
                .ok());
    given.y(1, 4) = 2;
    const uint32_t order[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    const auto result = t.epoch(given.w, reference::view_of<3>(given.x),
                                reference::view_of<2>(given.y), order, buffer);
    CHECK(result.status == status::label_out_of_range);
    CHECK(result.cost == 0);
    CHECK(testing::same_bits(reference::values_of(given.w), reference::values_of(expected)));
}

TEST_CASE("the mean of nothing is zero") {
    picomlp::running_mean<float> mean;
    CHECK(mean.value() == 0);
    mean.add(2, 3);
    mean.add(6, 1);
    CHECK(mean.value() == 3);
}
