// SPDX-License-Identifier: MIT
// check_gradient() for networks of run-time shape.
#pragma once

#include "picomlp/gradient_check/gradient_check.hpp"
#include "picomlp/trainer/dynamic_trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Whether the cost of a training has kinks.
template <class... Activations>
bool shape_has_kinks(const dynamic_shape& shape, activation_list<Activations...>*) {
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t code = shape.layers[l].activation;
        if (((code == code_of<Activations>() && has_kinks<Activations>) || ...)) return true;
    }
    return false;
}
template <class... Losses>
bool loss_has_kinks(uint32_t code, loss_list<Losses...>*) {
    return ((code == code_of<Losses>() && has_kinks<Losses>) || ...);
}

template <class Trainer>
struct dynamic_cost;
template <class T, class Activations, class Losses, class Optimizers, class... Options>
struct dynamic_cost<basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>> {
    static bool has_kinks_in(
        const basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>& trainer) {
        return (has_kinks<option_role<Options>> || ... || false) ||
               shape_has_kinks(trainer.shape(), static_cast<Activations*>(nullptr)) ||
               loss_has_kinks(trainer.loss(), static_cast<Losses*>(nullptr));
    }
};

}  // namespace detail

/// check_gradient() (gradient_check/gradient_check.hpp) of a trainer of run-time shape, with the
/// same bits. w, x and y as in dynamic_trainer::step(), but w is a plain pointer or array.
/// `reports` has a place for each layer. `numeric` is null or receives trainer.trained_count()
/// slopes. Besides the statuses of check_gradient(): unusable_shape for a trainer that is not open.
template <class T, class Activations, class Losses, class Optimizers, class... Options,
          class XSamples, class YSamples>
gradient_findings<T> check_gradient(
    basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>& trainer, T* w,
    const XSamples& x, const YSamples& y, gradient_layer_report<T>* reports,
    const gradient_check_settings<T>& settings = {}, T* numeric = nullptr) {
    using trainer_type = basic_dynamic_trainer<T, Activations, Losses, Optimizers, Options...>;
    struct cost_at {
        trainer_type& trainer;
        T* w;
        const XSamples& x;
        const YSamples& y;
        static status compute(void* context, T* cost) {
            const cost_at& of = *static_cast<const cost_at*>(context);
            const auto result = of.trainer.compute_cost(of.w, of.x, of.y);
            *cost = result.cost;
            return result.status;
        }
    };
    gradient_findings<T> refused{};
    refused.status = trainer.is_open() ? detail::check_moves<T>(trainer.layers(), w, settings)
                                       : status::unusable_shape;
    if (!refused.ok()) return refused;
    const auto before = trainer.compute_gradient(w, x, y);
    refused.status = before.status;
    if (!refused.ok()) return refused;
    cost_at context{trainer, w, x, y};
    return detail::compare_gradients<T>(
        {trainer.layers(), w, trainer.gradient(), numeric, before.cost, cost_at::compute, &context,
         settings, detail::dynamic_cost<trainer_type>::has_kinks_in(trainer)},
        reports);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
