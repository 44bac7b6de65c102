// check_gradient(): compares backpropagation with central differences of the cost.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/gradient_check/central_difference.hpp"
#include "picomlp/gradient_check/gradient_verdict.hpp"
#include "picomlp/gradient_check/has_kinks.hpp"
#include "picomlp/gradient_check/relative_difference.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/option/option.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The default tolerance of the relative difference: 1e-7 in double. In float a right gradient of
/// `count` numbers has a relative difference near
///
///     sqrt(count) (2^-24 cost / epsilon + epsilon^2 / 6 curvature) / (||analytic|| + ||numeric||)
///
/// where `curvature` stands for the third derivatives. 2^-8 allows for 256 parameters with both the
/// cost and the third derivatives 16 times the gradient's norm. An error in a formula gives 0.01 to
/// 1.
template <class T>
inline constexpr T default_tolerance = T(1e-7);
template <>
inline constexpr float default_tolerance<float> = 0.00390625F;

template <class T>
struct gradient_check_settings {
    T epsilon = default_epsilon<T>;      ///< how far a parameter is moved; finite, above 0
    T tolerance = default_tolerance<T>;  ///< of the relative difference; finite, not negative
};

/// One number of a gradient.
template <class T>
struct gradient_entry {
    uint32_t layer;  ///< from 1, as in W1 and b1
    uint32_t out;    ///< from 0: W(out, in) or b(out)
    uint32_t in;     ///< from 0; 0 for a bias
    bool is_bias;
    T analytic;
    T numeric;
};

/// One layer's part of the gradient.
template <class T>
struct gradient_layer_report {
    /// 0 for a frozen layer. An error in a layer's backward pass shows in the layers before it, not
    /// in those after it.
    T relative_difference;
    /// Of this layer alone; nothing_compared when it is frozen or all its slopes are 0.
    gradient_verdict verdict;
};

/// The findings that do not depend on the network's type.
template <class T>
struct gradient_findings {
    T relative_difference;  ///< of the whole gradient, see relative_difference()
    /// An estimate of the relative difference that a right gradient has only because each cost is
    /// rounded: 2^-24 (double: 2^-53) cost sqrt(count) / epsilon / (||analytic|| + ||numeric||).
    /// When it is near the tolerance the check cannot decide; a larger epsilon helps.
    T rounding;
    /// Where analytic and numeric are farthest apart, the first of equals.
    gradient_entry<T> worst;
    /// wrong when a layer is. Otherwise right when relative_difference is at most the tolerance, or
    /// nothing_compared when all slopes are 0. Otherwise the reason why the check cannot decide:
    /// that of the parameter with the largest deviation, among the layers above the tolerance.
    gradient_verdict verdict;
    picomlp::status status;  ///< when not ok, everything else is 0 (nothing_compared)

    bool ok() const { return status == picomlp::status::ok; }
    bool passed() const { return verdict == gradient_verdict::right; }
};

/// The result of check_gradient().
template <class Network>
struct [[nodiscard]] gradient_report : gradient_findings<typename Network::value_type> {
    using layer_report = gradient_layer_report<typename Network::value_type>;

    layer_report layers[Network::layer_count];  ///< the first dense layer first; see layer()

    /// Layer 1 is the first dense layer, as with parameters.
    template <uint32_t Number>
    const layer_report& layer() const {
        static_assert(Number >= 1 && Number <= Network::layer_count,
                      "picomlp: the network has no layer of this number; layers count from 1");
        return layers[Number - 1];
    }
    /// The same for a number known at run time, from 1 to layer_count; not checked.
    const layer_report& layer(uint32_t number) const { return layers[number - 1]; }
};

/// The error of the call, or the verdict of the check: see describe(gradient_verdict).
template <class Network>
const char* describe(const gradient_report<Network>& report) noexcept {
    return report.ok() ? describe(report.verdict) : describe(report.status);
}

namespace gradient_checks {

/// Stores the cost under the parameters as they are now.
template <class T>
using cost_routine = status (*)(void* asked, T* cost);

template <class T>
struct job {
    trained_layers<T> layers;
    T* w;
    const T* gradient;  ///< to be checked; trained layers alone
    T* numeric;         ///< receives the numeric gradient; may be null
    T cost;             ///< before any parameter is moved
    cost_routine<T> compute_cost;
    void* asked;
    gradient_check_settings<T> chosen;
    bool has_kinks;  ///< the cost may have some
};

/// The checks that need no cost: settings, and whether epsilon moves every parameter.
template <class T>
status check(const trained_layers<T>& layers, const T* w,
             const gradient_check_settings<T>& chosen) noexcept;

/// The compiled part of check_gradient(); `of_layers` has a place for each layer.
template <class T>
gradient_findings<T> run(const job<T>& asked, gradient_layer_report<T>* of_layers);

template <class Trainer, class XSamples, class YSamples>
struct cost_of {
    using network = typename Trainer::network;
    using T = typename Trainer::value_type;

    static status compute(void* asked, T* cost) {
        const cost_of& it = *static_cast<const cost_of*>(asked);
        const auto result = it.trainer.compute_cost(it.w, it.x, it.y);
        *cost = result.cost;
        return result.status;
    }

    gradient_report<network> check(const step_result<T>& before, const T* gradient, T* numeric,
                                   const gradient_check_settings<T>& chosen) {
        gradient_report<network> report{};
        report.status = before.status;
        if (!before.ok()) return report;
        static_cast<gradient_findings<T>&>(report) =
            run<T>({Trainer::layers(), w.values, gradient, numeric, before.cost, compute, this,
                    chosen, detail::cost_has_kinks<Trainer>},
                   report.layers);
        return report;
    }

    Trainer& trainer;
    parameters_of<network>& w;
    const XSamples& x;
    const YSamples& y;
};

}  // namespace gradient_checks

/// Compares the gradient that `trainer` computes for x and y (as in trainer::step) at w, penalties
/// and dropout included, with central differences of the cost that it computes: for each trained
/// parameter, (J(w + epsilon) - J(w - epsilon)) / (2 epsilon), two costs each (Ng, "Improving Deep
/// Neural Networks", week 1). Dropout's masks are those of the next step. Clipping, schedules,
/// weight decay and max-norm come after the gradient, and are not part of this.
///
/// The numeric gradient is stored only when `numeric` is given. w is changed one number at a time
/// and has its original bits when the call returns. The trainer then holds the gradient at w, as
/// after compute_gradient().
///
/// A layer whose relative difference is above the tolerance is examined, because epsilon may be at
/// fault. For each of its parameters that is off, slopes at other epsilons are measured until one
/// is found wrong: four more costs for each parameter, and up to 54 (double) or 26 (float) for each
/// that is off. The verdict is "wrong" when no epsilon gives the gradient's number, within four
/// times the error that the slopes themselves show. A smaller error is not found, nor one below the
/// tolerance in its layer.
///
/// A parameter meets a kink when its move carries a logit across 0 under relu or leaky_relu, across
/// +-3 under hard_sigmoid, or a weight across 0 under l1. There the central difference is the mean
/// of two slopes. A logit that is exactly 0 is at a kink for every epsilon. Where logits of two
/// layers are exactly 0 at once (leaky_relu, no biases and a sample of zeros) no slope is the
/// gradient, and the verdict may be "wrong".
///
/// Sums run in the parameters' order, also within each layer; see difference_sums.
///
/// bad_argument: epsilon not finite or not positive, beyond the range, or too small to move one of
/// the parameters; a tolerance not finite or negative. not_finite_input: a parameter is not finite.
/// Also the trainer's statuses for x, y and its options. diverged when a cost is not finite:
/// `numeric` then holds the slopes before it.
template <class Trainer, class XSamples, class YSamples>
gradient_report<typename Trainer::network> check_gradient(
    Trainer& trainer, parameters_of<typename Trainer::network>& w, const XSamples& x,
    const YSamples& y, const gradient_check_settings<typename Trainer::value_type>& chosen = {},
    typename Trainer::gradient_type* numeric = nullptr) {
    gradient_report<typename Trainer::network> refused{};
    refused.status =
        gradient_checks::check<typename Trainer::value_type>(Trainer::layers(), w.values, chosen);
    if (refused.status != status::ok) return refused;
    const auto before = trainer.compute_gradient(w, x, y);
    return gradient_checks::cost_of<Trainer, XSamples, YSamples>{trainer, w, x, y}.check(
        before, trainer.gradient().values, numeric ? numeric->values : nullptr, chosen);
}

/// The same for a given gradient, of the type of trainer.gradient(); it may be the trainer's own.
/// Numbers in it that are not finite make the relative difference NaN.
template <class Trainer, class XSamples, class YSamples, class Gradient,
          class = decltype(Gradient::values)>
gradient_report<typename Trainer::network> check_gradient(
    Trainer& trainer, parameters_of<typename Trainer::network>& w, const XSamples& x,
    const YSamples& y, const Gradient& gradient,
    const gradient_check_settings<typename Trainer::value_type>& chosen = {},
    typename Trainer::gradient_type* numeric = nullptr) {
    constexpr bool fits = detail::same_type<Gradient, typename Trainer::gradient_type>;
    static_assert(fits, "picomlp: check_gradient needs a gradient of the trainer's gradient_type");
    gradient_report<typename Trainer::network> refused{};
    refused.status =
        gradient_checks::check<typename Trainer::value_type>(Trainer::layers(), w.values, chosen);
    if constexpr (fits) {
        if (refused.status != status::ok) return refused;
        const auto before = trainer.compute_cost(w, x, y);
        return gradient_checks::cost_of<Trainer, XSamples, YSamples>{trainer, w, x, y}.check(
            before, gradient.values, numeric ? numeric->values : nullptr, chosen);
    }
    return refused;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
