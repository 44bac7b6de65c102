// SPDX-License-Identifier: MIT
// The objects of which a C program chooses.
#include "picomlp/activation/activations.hpp"
#include "picomlp/c/detail/training_object.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/optimizer/adam.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"
#include "picomlp/optimizer/rmsprop.hpp"
#include "picomlp/optimizer/rprop.hpp"

namespace {

using numbers = picomlp_optimizer_settings;
using picomlp::status;
using picomlp::update_request;

// use(setting, number in C) for every setting of an optimizer.

template <class Settings, class Numbers, class Use>
void pair(picomlp::gradient_descent, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::momentum, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
    use(s.coefficient, c.coefficient);
    use(s.dampening, c.dampening);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::nesterov, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
    use(s.coefficient, c.coefficient);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::rmsprop, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
    use(s.decay, c.decay);
    use(s.epsilon, c.epsilon);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::adam, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
    use(s.beta1, c.beta1);
    use(s.beta2, c.beta2);
    use(s.epsilon, c.epsilon);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::adamw, Settings& s, Numbers& c, Use use) {
    pair(picomlp::adam{}, s, c, use);
    use(s.weight_decay, c.weight_decay);
}
template <class Settings, class Numbers, class Use>
void pair(picomlp::rprop, Settings& s, Numbers& c, Use use) {
    use(s.learning_rate, c.learning_rate);
    use(s.decrease, c.decrease);
    use(s.increase, c.increase);
    use(s.minimum_step, c.minimum_step);
    use(s.maximum_step, c.maximum_step);
}

template <class Optimizer>
struct optimizer_in_c {
    using settings = typename Optimizer::template settings<float>;

    static settings settings_of(const numbers& given) {
        settings here{};
        pair(Optimizer{}, here, given, [](float& to, float from) { to = from; });
        return here;
    }
    static void set_defaults(numbers& to) {
        settings here{};
        pair(Optimizer{}, here, to, [](float from, float& number) { number = from; });
    }
    static status check(const numbers& given) { return Optimizer::check(settings_of(given)); }
    static status update(const numbers& given, const update_request<float>& request) {
        return Optimizer::update(settings_of(given), request);
    }

    static constexpr picomlp_optimizer object = {Optimizer::state_arrays, set_defaults, check,
                                                 update};
};

template <class Initializer>
void fill(picomlp::dense_shape shape, float* weights, picomlp::xoshiro128pp& bits) {
    Initializer{}(shape, weights, bits);
}

template <class Loss>
constexpr picomlp_loss loss_object() {
    return {picomlp::detail::loss_entries<float, picomlp::loss_list<Loss>>::entry[0]};
}

template <class Activation>
constexpr picomlp_trained_activation trained_object(const picomlp_activation& predicting) {
    using list = picomlp::activation_list<Activation>;
    return {&predicting, picomlp::detail::training_entries<float, list>::entry[0]};
}

}  // namespace

#define PICOMLP_DEFINE(NAME)                                      \
    constexpr picomlp_trained_activation picomlp_trained_##NAME = \
        trained_object<struct picomlp::NAME>(picomlp_##NAME);
PICOMLP_ACTIVATIONS(PICOMLP_DEFINE)
PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_DEFINE)
#undef PICOMLP_DEFINE

constexpr picomlp_loss picomlp_binary_cross_entropy = loss_object<picomlp::binary_cross_entropy>();
constexpr picomlp_loss picomlp_softmax_cross_entropy =
    loss_object<picomlp::softmax_cross_entropy>();
constexpr picomlp_loss picomlp_mean_squared_error = loss_object<picomlp::mean_squared_error>();
constexpr picomlp_loss picomlp_huber = loss_object<picomlp::huber>();

constexpr picomlp_optimizer picomlp_gradient_descent =
    optimizer_in_c<picomlp::gradient_descent>::object;
constexpr picomlp_optimizer picomlp_momentum = optimizer_in_c<picomlp::momentum>::object;
constexpr picomlp_optimizer picomlp_nesterov = optimizer_in_c<picomlp::nesterov>::object;
constexpr picomlp_optimizer picomlp_rmsprop = optimizer_in_c<picomlp::rmsprop>::object;
constexpr picomlp_optimizer picomlp_adam = optimizer_in_c<picomlp::adam>::object;
constexpr picomlp_optimizer picomlp_adamw = optimizer_in_c<picomlp::adamw>::object;
constexpr picomlp_optimizer picomlp_rprop = optimizer_in_c<picomlp::rprop>::object;

constexpr picomlp_initializer picomlp_he_normal = {fill<picomlp::he_normal>};
constexpr picomlp_initializer picomlp_he_uniform = {fill<picomlp::he_uniform>};
constexpr picomlp_initializer picomlp_xavier_normal = {fill<picomlp::xavier_normal>};
constexpr picomlp_initializer picomlp_xavier_uniform = {fill<picomlp::xavier_uniform>};
constexpr picomlp_initializer picomlp_lecun_normal = {fill<picomlp::lecun_normal>};
constexpr picomlp_initializer picomlp_lecun_uniform = {fill<picomlp::lecun_uniform>};
