// SPDX-License-Identifier: MIT
// Fingerprints against zlib's, at compile time. Every compiler must compute the same for every
// machine: otherwise data stored by one build would be refused by another.
#include "trainer/golden/fingerprints.hpp"
#include "activation/golden/activations.hpp"
#include "activation/tested_activations.hpp"
#include "picomlp/picomlp.hpp"

namespace fingerprints {

template <class Type>
constexpr bool is(unsigned expected) {
    return picomlp::code_of<Type>() == expected;
}

#define PICOMLP_HAS_ITS_FINGERPRINT(type) static_assert(is<struct picomlp::type>(golden::type), "")
PICOMLP_HAS_ITS_FINGERPRINT(binary_cross_entropy);
PICOMLP_HAS_ITS_FINGERPRINT(huber);
PICOMLP_HAS_ITS_FINGERPRINT(mean_squared_error);
PICOMLP_HAS_ITS_FINGERPRINT(softmax_cross_entropy);
PICOMLP_HAS_ITS_FINGERPRINT(adam);
PICOMLP_HAS_ITS_FINGERPRINT(adamw);
PICOMLP_HAS_ITS_FINGERPRINT(gradient_descent);
PICOMLP_HAS_ITS_FINGERPRINT(momentum);
PICOMLP_HAS_ITS_FINGERPRINT(nesterov);
PICOMLP_HAS_ITS_FINGERPRINT(rmsprop);
PICOMLP_HAS_ITS_FINGERPRINT(rprop);
PICOMLP_HAS_ITS_FINGERPRINT(constant_rate);
PICOMLP_HAS_ITS_FINGERPRINT(step_decay);
PICOMLP_HAS_ITS_FINGERPRINT(exponential_decay);
PICOMLP_HAS_ITS_FINGERPRINT(cosine_decay);
PICOMLP_HAS_ITS_FINGERPRINT(inverse_time_decay);
PICOMLP_HAS_ITS_FINGERPRINT(class_weights);
PICOMLP_HAS_ITS_FINGERPRINT(clip_by_norm);
PICOMLP_HAS_ITS_FINGERPRINT(clip_by_value);
PICOMLP_HAS_ITS_FINGERPRINT(dropout);
PICOMLP_HAS_ITS_FINGERPRINT(l1);
PICOMLP_HAS_ITS_FINGERPRINT(l2);
PICOMLP_HAS_ITS_FINGERPRINT(max_norm);
PICOMLP_HAS_ITS_FINGERPRINT(numpy_dropout);
PICOMLP_HAS_ITS_FINGERPRINT(sample_weights);
PICOMLP_HAS_ITS_FINGERPRINT(weight_decay);
#undef PICOMLP_HAS_ITS_FINGERPRINT
#define PICOMLP_HAS_ITS_FINGERPRINT(NAME) \
    static_assert(is<testing::activations::NAME>(::golden::NAME##_fingerprint), "");
PICOMLP_TESTED_ACTIVATIONS(PICOMLP_HAS_ITS_FINGERPRINT)
#undef PICOMLP_HAS_ITS_FINGERPRINT

using picomlp::dense;
using picomlp::input;

static_assert(is<picomlp::frozen<1>>(golden::frozen) && is<picomlp::frozen<2, 3>>(golden::frozen),
              "which layers are frozen is told from the trainer");
static_assert(is<picomlp::scheduled<picomlp::step_decay>>(golden::scheduled_step_decay));
using warming = picomlp::scheduled<picomlp::warm_up<picomlp::cosine_decay>>;
static_assert(is<warming>(golden::scheduled_warm_up_cosine_decay));

using small_network =
    picomlp::network<input<2>, dense<8, picomlp::relu>, dense<1, struct picomlp::sigmoid>>;
using deep_network = picomlp::basic_network<double, input<5>, dense<18, picomlp::relu>,
                                            dense<9, picomlp::hyperbolic_tangent>,
                                            dense<7, picomlp::silu>, dense<3, picomlp::softmax>>;
using plain_trainer = picomlp::trainer<small_network, picomlp::binary_cross_entropy,
                                       picomlp::gradient_descent, picomlp::batch<4>>;
using full_trainer = picomlp::trainer<deep_network, picomlp::softmax_cross_entropy, picomlp::adam,
                                      picomlp::batch<16>, picomlp::l2, picomlp::dropout,
                                      picomlp::frozen<1, 3>, warming>;

constexpr bool same_in(picomlp::rounding_profile profile) {
    namespace of = picomlp::detail;
    const int p = static_cast<int>(profile);
    return of::fingerprint_of_network<small_network>::make(profile) == golden::small_network[p] &&
           of::fingerprint_of_network<deep_network>::make(profile) == golden::deep_network[p] &&
           of::fingerprint_of_trainer<plain_trainer>::make(profile) == golden::plain_trainer[p] &&
           of::fingerprint_of_trainer<full_trainer>::make(profile) == golden::full_trainer[p];
}
static_assert(same_in(picomlp::rounding_profile::separate));
static_assert(same_in(picomlp::rounding_profile::fused));
static_assert(golden::full_trainer[0] != golden::full_trainer[1], "profiles are told apart");
static_assert(picomlp::stored_layout<small_network::parameters> ==
              golden::small_parameters[static_cast<int>(picomlp::profile)]);
static_assert(picomlp::stored_layout<picomlp::scaled_model<small_network>> ==
              golden::small_scaled_model[static_cast<int>(picomlp::profile)]);
static_assert(picomlp::stored_layout<picomlp::scaled_regressor<small_network>> ==
              golden::small_scaled_regressor[static_cast<int>(picomlp::profile)]);
static_assert(picomlp::trainer_fingerprint<full_trainer> ==
              golden::full_trainer[static_cast<int>(picomlp::profile)]);

}  // namespace fingerprints
