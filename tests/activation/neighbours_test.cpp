// SPDX-License-Identifier: MIT
// What holds for every activation: an element gets the bits that it would get alone, and nothing
// beside the elements is touched.
#include <vector>

#include "activation/activation_checks.hpp"
#include "activation/tested_activations.hpp"
#include "guarded_memory.hpp"

using picomlp::strided_rows;

namespace {

/// Whether an output depends on all features of its sample.
template <class Activation>
constexpr bool joins_features = picomlp::detail::sums_to_one<Activation>;
template <>
constexpr bool joins_features<picomlp::log_softmax> = true;

/// Every range in which some activation takes another path, and what is no number.
template <class T>
T any_logit(std::mt19937_64& random) {
    const double fraction = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
    const T special[] = {
        T(0),     -T(0),   testing::positive_infinity<T>, -testing::positive_infinity<T>,
        T(-1e30), T(1e30), testing::not_a_number<T>,      std::numeric_limits<T>::denorm_min()};
    switch (random() % 8) {
        case 0:
            return special[random() % 8];
        case 1:
            return static_cast<T>(fraction * 1e-3);
        case 2:
            return static_cast<T>(fraction * 800);
        default:
            return static_cast<T>(fraction * 10);
    }
}

template <class T>
struct sample {
    std::vector<T> z;
    std::vector<T> slope;  // what derivative makes of delta = 0.7, from argument z
};

template <class Activation, class T>
sample<T> alone(const std::vector<T>& z) {
    const auto features = static_cast<uint32_t>(z.size());
    sample<T> result{z, std::vector<T>(z.size(), T(0.7))};
    Activation::template derivative<T>(features, 1, {z.data(), 1}, {result.slope.data(), 1});
    Activation::template apply<T>(features, 1, {result.z.data(), 1});
    return result;
}

/// An activation whose outputs add up to 1 computes a sample's features together.
template <class Activation, class T>
int wrong_elements() {
    const bool features_together = joins_features<Activation>;
    std::mt19937_64 random(6);
    testing::guarded_matrix<T> z(6000);
    testing::guarded_matrix<T> argument(6000);
    testing::guarded_matrix<T> delta(6000);
    int wrong = 0;
    for (const std::size_t features : {1u, 2u, 5u}) {
        for (const std::size_t samples : {1u, 2u, 3u, 4u, 7u, 8u, 15u, 16u, 17u, 33u, 100u}) {
            for (const std::size_t gap : {0u, 1u, 13u}) {
                for (const int where : {0, 1, 3, int{testing::at_begin}}) {
                    z.place(features, samples, samples + gap, where);
                    argument.place(features, samples, samples + gap, where);
                    delta.place(features, samples, samples + gap + 1, where);
                    argument.set([&](std::size_t, std::size_t) { return any_logit<T>(random); });
                    z.set([&](std::size_t f, std::size_t s) { return argument.matrix()[f][s]; });
                    delta.set([](std::size_t, std::size_t) { return T(0.7); });
                    const auto f32 = static_cast<uint32_t>(features);
                    const auto s32 = static_cast<uint32_t>(samples);
                    Activation::template apply<T>(f32, s32, z.matrix());
                    Activation::template derivative<T>(f32, s32, argument.input(), delta.matrix());
                    wrong += !z.surroundings_untouched();
                    wrong += !argument.surroundings_untouched();
                    wrong += !delta.surroundings_untouched();
                    const std::size_t together = features_together ? features : 1;
                    for (std::size_t s = 0; s < samples; ++s) {
                        for (std::size_t f = 0; f < features; f += together) {
                            std::vector<T> column;
                            for (std::size_t k = f; k < f + together; ++k) {
                                column.push_back(argument.matrix()[k][s]);
                            }
                            const sample<T> expected = alone<Activation>(column);
                            for (std::size_t k = 0; k < together; ++k) {
                                wrong += !testing::same(z.matrix()[f + k][s], expected.z[k]);
                                wrong +=
                                    !testing::same(delta.matrix()[f + k][s], expected.slope[k]);
                            }
                        }
                    }
                }
            }
        }
    }
    return wrong;
}

template <class Activation>
int wrong_elements_of_both() {
    return wrong_elements<Activation, float>() + wrong_elements<Activation, double>();
}

template <class Activation, class = void>
constexpr bool has_form_for_one_sample = false;
template <class Activation>
constexpr bool has_form_for_one_sample<
    Activation, decltype(Activation::template apply_to_sample<float>(0, nullptr, 0.0f))> = true;

template <class Activation, class T>
int wrong_in_one_sample() {
    std::mt19937_64 random(8);
    testing::guarded_matrix<T> z(100);
    int wrong = 0;
    for (std::size_t features = 1; features <= 40; ++features) {
        z.place(1, features, features, 1);
        z.set([&](std::size_t, std::size_t) { return any_logit<T>(random); });
        std::vector<T> expected(z.matrix()[0], z.matrix()[0] + features);
        const auto f32 = static_cast<uint32_t>(features);
        Activation::template apply<T>(f32, 1, {expected.data(), 1});
        Activation::template apply_to_sample<T>(f32, z.matrix()[0], T(0));
        wrong += !z.surroundings_untouched();
        for (std::size_t f = 0; f < features; ++f)
            wrong += !testing::same(z.matrix()[0][f], expected[f]);
    }
    return wrong;
}

}  // namespace

TEST_CASE(
    "an activation gives an element the same bits alone and in rows of any length and stride") {
#define CHECK_ELEMENTS(NAME)                                              \
    if (!joins_features<testing::activations::NAME>) {                    \
        INFO(#NAME);                                                      \
        CHECK(wrong_elements_of_both<testing::activations::NAME>() == 0); \
    }
    PICOMLP_TESTED_ACTIVATIONS(CHECK_ELEMENTS)
#undef CHECK_ELEMENTS
}

TEST_CASE(
    "softmax and log_softmax give a sample the same bits alone and in rows of any length and "
    "stride") {
    CHECK(wrong_elements_of_both<picomlp::softmax>() == 0);
    CHECK(wrong_elements_of_both<picomlp::log_softmax>() == 0);
}

TEST_CASE("what an activation offers for one sample gives the same bits as with rows") {
    int forms = 0;
#define CHECK_ONE_SAMPLE(NAME)                                                 \
    if constexpr (has_form_for_one_sample<testing::activations::NAME>) {       \
        INFO(#NAME);                                                           \
        CHECK(wrong_in_one_sample<testing::activations::NAME, float>() == 0);  \
        CHECK(wrong_in_one_sample<testing::activations::NAME, double>() == 0); \
        ++forms;                                                               \
    }
    PICOMLP_TESTED_ACTIVATIONS(CHECK_ONE_SAMPLE)
#undef CHECK_ONE_SAMPLE
    CHECK(forms >= 2);  // sigmoid and hyperbolic_tangent
}

TEST_CASE("no activation reads or writes anything when there are no samples") {
#define CALL_WITHOUT_SAMPLES(NAME)                                        \
    {                                                                     \
        using activation = testing::activations::NAME;                    \
        activation::apply<float>(3, 0, {nullptr, 0});                     \
        activation::apply<double>(3, 0, {nullptr, 0});                    \
        activation::derivative<float>(3, 0, {nullptr, 0}, {nullptr, 0});  \
        activation::derivative<double>(3, 0, {nullptr, 0}, {nullptr, 0}); \
    }
    PICOMLP_TESTED_ACTIVATIONS(CALL_WITHOUT_SAMPLES)
#undef CALL_WITHOUT_SAMPLES
}
