// SPDX-License-Identifier: MIT
#include "picomlp/initializer/random_weights.hpp"

#include "initializer/golden/uniform.hpp"
#include "initializer/initializer_checks.hpp"

using namespace testing;
using namespace picomlp;

namespace {

/// sqrt(numerator / denominator), each rounded: the C library's sqrt rounds correctly too.
template <class T>
T root(int numerator, int denominator) {
    return std::sqrt(static_cast<T>(numerator) / static_cast<T>(denominator));
}

int fan_in(dense_shape shape) { return shape.inputs; }
int fan_both(dense_shape shape) { return shape.inputs + shape.outputs; }

template <class T, int Numerator, int (*Fan)(dense_shape), class Initializer>
bool is_normal_with(const Initializer& initializer) {
    return is_normal_times<T>(initializer,
                              [](dense_shape shape) { return root<T>(Numerator, Fan(shape)); });
}

template <class T, int Numerator, int (*Fan)(dense_shape), class Initializer>
bool is_uniform_with(const Initializer& initializer) {
    return is_uniform_between<T>(
        initializer, [](dense_shape shape) { return -root<T>(Numerator, Fan(shape)); },
        [](dense_shape shape) { return root<T>(Numerator, Fan(shape)); });
}

}  // namespace

TEST_CASE_TEMPLATE(
    "a fan-scaled initializer gives the documented stream times the documented spread", T, float,
    double) {
    CHECK(is_normal_with<T, 2, fan_both>(xavier_normal{}));
    CHECK(is_normal_with<T, 1, fan_in>(lecun_normal{}));
    CHECK(is_normal_with<T, 2, fan_in>(he_normal{}));
    CHECK(is_uniform_with<T, 6, fan_both>(xavier_uniform{}));
    CHECK(is_uniform_with<T, 3, fan_in>(lecun_uniform{}));
    CHECK(is_uniform_with<T, 6, fan_in>(he_uniform{}));
}

TEST_CASE_TEMPLATE("fan-scaled weights have the distribution that their papers ask for", T, float,
                   double) {
    const double inputs = large.inputs;
    const double both = large.inputs + large.outputs;
    CHECK(looks_normal<T>(xavier_normal{}, std::sqrt(2 / both)));
    CHECK(looks_normal<T>(lecun_normal{}, std::sqrt(1 / inputs)));
    CHECK(looks_normal<T>(he_normal{}, std::sqrt(2 / inputs)));
    CHECK(looks_uniform<T>(xavier_uniform{}, -std::sqrt(6 / both), std::sqrt(6 / both)));
    CHECK(looks_uniform<T>(lecun_uniform{}, -std::sqrt(3 / inputs), std::sqrt(3 / inputs)));
    CHECK(looks_uniform<T>(he_uniform{}, -std::sqrt(6 / inputs), std::sqrt(6 / inputs)));
}

TEST_CASE_TEMPLATE("fan-scaled weights follow from the seed alone", T, float, double) {
    CHECK(follows_its_seed<T>(xavier_normal{}));
    CHECK(follows_its_seed<T>(xavier_uniform{}));
    CHECK(follows_its_seed<T>(lecun_normal{}));
    CHECK(follows_its_seed<T>(lecun_uniform{}));
    CHECK(follows_its_seed<T>(he_normal{}));
    CHECK(follows_its_seed<T>(he_uniform{}));
}

// No rounding profile, compiler or flag changes a bit. The uniform ones' fingerprints were computed
// independently; the others' are recorded, their recipe being tested above and the normal stream in
// the random floor. They change only with the documented recipe.
TEST_CASE("fan-scaled weights have the same bits in every build and rounding profile") {
    CHECK(fingerprint_of<float>(xavier_normal{}) == 0x82368379bdd833f7u);
    CHECK(fingerprint_of<double>(xavier_normal{}) == 0xe0512312c082bc04u);
    CHECK(fingerprint_of<float>(xavier_uniform{}) == golden::xavier_uniform.in_float);
    CHECK(fingerprint_of<double>(xavier_uniform{}) == golden::xavier_uniform.in_double);
    CHECK(fingerprint_of<float>(lecun_normal{}) == 0x8e31578de6939935u);
    CHECK(fingerprint_of<double>(lecun_normal{}) == 0xa793fcdb15d979eeu);
    CHECK(fingerprint_of<float>(lecun_uniform{}) == golden::lecun_uniform.in_float);
    CHECK(fingerprint_of<double>(lecun_uniform{}) == golden::lecun_uniform.in_double);
    CHECK(fingerprint_of<float>(he_normal{}) == 0x06b41ac2a0998040u);
    CHECK(fingerprint_of<double>(he_normal{}) == 0xd169cb7b9e7adcbbu);
    CHECK(fingerprint_of<float>(he_uniform{}) == golden::he_uniform.in_float);
    CHECK(fingerprint_of<double>(he_uniform{}) == golden::he_uniform.in_double);
}

TEST_CASE_TEMPLATE("random_normal gives normal numbers times its standard deviation", T, float,
                   double) {
    const random_normal<T> tenth{T(0.1)};
    CHECK(is_normal_times<T>(tenth, [](dense_shape) { return T(0.1); }));
    CHECK(looks_normal<T>(tenth, static_cast<double>(T(0.1))));
    CHECK(follows_its_seed<T>(tenth));
}

TEST_CASE_TEMPLATE("random_uniform gives uniform numbers between its limits", T, float, double) {
    const random_uniform<T> between{T(-0.25), T(1.5)};
    CHECK(is_uniform_between<T>(
        between, [](dense_shape) { return T(-0.25); }, [](dense_shape) { return T(1.5); }));
    CHECK(looks_uniform<T>(between, -0.25, 1.5));
    CHECK(follows_its_seed<T>(between));
}

TEST_CASE("plain weights have the same bits in every build and rounding profile") {
    CHECK(fingerprint_of<float>(random_normal{0.1F}) == 0x515cea62d0d92a57u);
    CHECK(fingerprint_of<double>(random_normal{0.1}) == 0xef724bed5abc6655u);
    CHECK(fingerprint_of<float>(random_uniform{-0.1F, 0.3F}) == golden::random_uniform.in_float);
    CHECK(fingerprint_of<double>(random_uniform{-0.1, 0.3}) == golden::random_uniform.in_double);
}
