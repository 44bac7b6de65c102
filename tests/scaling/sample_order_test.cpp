// SPDX-License-Identifier: MIT
// Scalers learn and scale samples in both orders to the same bits.
#include "both_orders.hpp"
#include "doctest_config.hpp"
#include "picomlp/scaling/min_max_scaler.hpp"
#include "picomlp/scaling/standard_scaler.hpp"

using picomlp::input_scaling;
using picomlp::sample_major;
using picomlp::status;
using testing::both_orders;
using testing::values_by_feature;

namespace {

template <class T, uint32_t Features>
using of_features =
    picomlp::basic_network<T, picomlp::input<Features>, picomlp::dense<1, picomlp::identity>>;

template <class Network>
std::vector<typename Network::value_type> numbers_of(const input_scaling<Network>& scaling) {
    std::vector<typename Network::value_type> all;
    for (const auto offset : scaling.offset) all.push_back(offset);
    for (const auto factor : scaling.factor) all.push_back(factor);
    return all;
}

/// Learnt in two pieces in one order, and in two others in the other.
template <class Network, class Scaler, class Samples>
void check_scaler(Samples& x, uint32_t samples) {
    Scaler by_feature, by_sample;
    const uint32_t half = samples / 2;
    if (half > 0) REQUIRE(by_feature.add(x.feature_major().slice(0, half)) == status::ok);
    REQUIRE(by_feature.add(x.feature_major().slice(half, samples - half)) == status::ok);
    CHECK(by_sample.add(x.sample_major().slice(0, 1)) == status::ok);
    if (samples > 1) CHECK(by_sample.add(x.sample_major().slice(1, samples - 1)) == status::ok);
    CHECK(by_sample.samples() == samples);
    input_scaling<Network> expected, found;
    REQUIRE(by_feature.result(expected) == status::ok);
    REQUIRE(by_sample.result(found) == status::ok);
    CHECK(testing::same_bits(numbers_of(found), numbers_of(expected)));
}

template <class T, uint32_t Features>
void check_features() {
    using net = of_features<T, Features>;
    for (const uint32_t samples : {1U, 2U, 7U, 16U, 67U}) {
        for (const uint32_t gap : {0U, 3U}) {
            CAPTURE(samples);
            std::mt19937 random(samples + gap);
            both_orders<T, Features> x(reference::any_matrix<T>(Features, samples, random, -3, 9),
                                       gap);
            check_scaler<net, picomlp::standard_scaler<T, Features>>(x, samples);
            check_scaler<net, picomlp::min_max_scaler<T, Features>>(x, samples);

            picomlp::standard_scaler<T, Features> scaler;
            REQUIRE(scaler.add(x.sample_major()) == status::ok);
            input_scaling<net> scaling;
            REQUIRE(scaler.result(scaling) == status::ok);
            const reference::matrix<T> blank(Features, samples);
            both_orders<T, Features> expected(blank, gap), found(blank, gap), mixed(blank, gap);
            REQUIRE(scale_samples(scaling, x.feature_major(), expected.feature_major()) ==
                    status::ok);
            const auto bits = values_by_feature(expected.feature_major());
            CHECK(scale_samples(scaling, x.sample_major(), found.sample_major()) == status::ok);
            CHECK(testing::same_bits(values_by_feature(found.sample_major()), bits));
            CHECK(scale_samples(scaling, x.sample_major(), mixed.feature_major()) == status::ok);
            CHECK(testing::same_bits(values_by_feature(mixed.feature_major()), bits));
            CHECK(scale_samples(scaling, x.feature_major(), mixed.sample_major()) == status::ok);
            CHECK(testing::same_bits(values_by_feature(mixed.sample_major()), bits));
            // In place.
            CHECK(scale_samples(scaling, x.sample_major(), x.sample_major()) == status::ok);
            CHECK(testing::same_bits(values_by_feature(x.sample_major()), bits));
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("scalers and scaled samples have the same bits in both orders", T, float,
                   double) {
    check_features<T, 1>();
    check_features<T, 2>();
    check_features<T, 5>();
    check_features<T, 17>();
}

TEST_CASE_TEMPLATE("a bad sample is refused before anything is learnt or scaled", T, float,
                   double) {
    T x[5][2] = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
    T scaled[5][2] = {{7, 7}, {7, 7}, {7, 7}, {7, 7}, {7, 7}};
    const auto scaling = input_scaling<of_features<T, 2>>::identity();
    picomlp::standard_scaler<T, 2> standard;
    picomlp::min_max_scaler<T, 2> min_max;
    x[4][1] = std::numeric_limits<T>::quiet_NaN();
    CHECK(standard.add(x) == status::not_finite_input);
    CHECK(min_max.add(x) == status::not_finite_input);
    CHECK(standard.samples() == 0);
    CHECK(min_max.samples() == 0);
    CHECK(scale_samples(scaling, x, scaled) == status::not_finite_input);
    for (const auto& sample : scaled) {
        CHECK(sample[0] == 7);
        CHECK(sample[1] == 7);
    }
    const std::vector<T> odd(5), none;
    CHECK(standard.add(sample_major(odd)) == status::bad_argument);
    CHECK(min_max.add(sample_major(odd)) == status::bad_argument);
    CHECK(standard.add(sample_major(none)) == status::no_samples);
    CHECK(min_max.add(sample_major(none)) == status::no_samples);
}
