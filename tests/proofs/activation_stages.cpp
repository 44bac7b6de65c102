// SPDX-License-Identifier: MIT
// Activations that stand in no network of the other stages: those of the library's list that were
// added since, and some of those with a parameter.
#include "every_activation.hpp"
#include "stage.hpp"

namespace testing {

namespace {

/// Softmax ends the networks of classifiers.
template <class Activation>
constexpr bool has_other_stages =
    every_activation::holds<Activation> || picomlp::detail::same_type<Activation, picomlp::softmax>;

/// Whether far to the left its results are products of subnormal numbers.
template <class Activation>
constexpr range range_of = range::normal;
template <>
constexpr range range_of<picomlp::mish> = range::subnormal;
template <>
constexpr range range_of<picomlp::gelu_tanh> = range::subnormal;

/// Values and slopes at numbers of all sizes.
template <class Activation, class T>
void values_and_slopes(checksum& results) {
    constexpr uint32_t features = 3;
    constexpr uint32_t samples = 67;
    constexpr bool takes_z =
        Activation::derivative_takes == picomlp::activation_argument::preactivation;
    constexpr int exponents[] = {-20, -3, 0, 3, 6};
    for (const int exponent : exponents) {
        const auto z = random_values<T>(features * samples, 81, exponent);
        auto a = random_values<T>(features * samples, 81, exponent);
        auto delta = random_values<T>(features * samples, 82);
        const T* const argument = takes_z ? z.data() : a.data();
        Activation::template apply<T>(features, samples, {a.data(), samples});
        Activation::template derivative<T>(features, samples, {argument, samples},
                                           {delta.data(), samples});
        results.add(a);
        results.add(delta);
    }
}

struct table {
    stage of[64];
    size_t count;

    /// InDouble: also on a small board, whose flash does not hold all of them.
    template <class Activation, bool InDouble = true>
    constexpr void append(const char* name) {
        if constexpr (!has_other_stages<Activation>) {
            of[count++] = {name, range_of<Activation>, values_and_slopes<Activation, float>,
                           ".float"};
            of[count++] = {name, range_of<Activation>, nullptr, ".double"};
            if constexpr (InDouble || !small_board) {
                of[count - 1].run = values_and_slopes<Activation, double>;
            }
        }
    }
};

constexpr table added_activations() {
    table all = {};
#define APPEND_STAGES(NAME) all.append<struct picomlp::NAME>("activation_" #NAME);
    PICOMLP_ACTIVATIONS(APPEND_STAGES)
#undef APPEND_STAGES
    all.append<picomlp::leaky_relu_of<3, 10>, false>("activation_leaky_relu_of_3_10");
    all.append<picomlp::leaky_relu_of<-1, 4>, false>("activation_leaky_relu_of_minus_1_4");
    all.append<picomlp::elu_of<19, 10>, false>("activation_elu_of_19_10");
    return all;
}

}  // namespace

stage_list activation_stages() {
    static constexpr table all = added_activations();
    return {all.of, all.count};
}

}  // namespace testing
