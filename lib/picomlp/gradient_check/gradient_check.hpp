// SPDX-License-Identifier: MIT
// check_gradient(): compares backpropagation with central differences of the cost.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/gradient_check/differences.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/option/option.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Part>
constexpr auto declares_kinks(int) -> decltype(bool(Part::has_kinks)) {
    return Part::has_kinks;
}
template <class Part>
constexpr bool declares_kinks(...) {
    return true;
}

}  // namespace detail

/// Whether an activation, a loss or an option puts kinks into the cost: the value of its member
/// `has_kinks`, true when it has no such member. Without kinks the check is more precise.
template <class Part>
inline constexpr bool has_kinks = detail::declares_kinks<Part>(0);

/// The gradient is right, or wrong, or the check could not decide for one of the other reasons.
enum class gradient_verdict : uint8_t {
    /// All slopes were 0: zeros were compared with zeros.
    nothing_compared,
    /// The relative difference is at most the tolerance, and nothing was found wrong.
    right,
    /// At least one number of the gradient is not the cost's slope: no epsilon confirms it.
    wrong,
    /// Rounding of the costs hides the slopes: epsilon is too small.
    rounding,
    /// The cost is curved between the compared points: epsilon is too large.
    truncation,
    /// The cost has a kink between the compared points.
    kink,
};

/// One word, the enumerator's name; never null.
const char* name_of(gradient_verdict verdict) noexcept;
/// The meaning and what to do, a sentence fragment in plain English; never null.
const char* describe(gradient_verdict verdict) noexcept;

/// Whether the check could decide: the verdict is right or wrong.
[[nodiscard]] constexpr bool says_something(gradient_verdict verdict) {
    return verdict == gradient_verdict::right || verdict == gradient_verdict::wrong;
}

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

/// How a gradient is checked.
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
    bool is_bias;    ///< b(out) instead of W(out, in)
    T analytic;      ///< by backpropagation
    T numeric;       ///< by central differences
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
    /// Whether every component was found right.
    bool passed() const { return verdict == gradient_verdict::right; }
};

/// The result of check_gradient().
template <class Network>
struct [[nodiscard]] gradient_report
    : gradient_findings<typename Network::value_type>,
      layer_reports<gradient_layer_report<typename Network::value_type>, Network::layer_count> {};

/// The error of the call, or the verdict of the check: see describe(gradient_verdict).
template <class Network>
const char* describe(const gradient_report<Network>& report) noexcept {
    return report.ok() ? describe(report.verdict) : describe(report.status);
}

namespace detail {

template <class Network>
inline constexpr bool network_has_kinks = true;
template <class T, class Input, class... Layers>
inline constexpr bool network_has_kinks<basic_network<T, Input, Layers...>> =
    (has_kinks<typename Layers::activation> || ...);

/// Whether the cost that a trainer computes has kinks.
template <class Trainer>
inline constexpr bool cost_has_kinks = true;
template <class Network, class Loss, class Optimizer, class Batch, class... Options>
inline constexpr bool cost_has_kinks<trainer<Network, Loss, Optimizer, Batch, Options...>> =
    network_has_kinks<Network> || has_kinks<Loss> ||
    (has_kinks<option_role<Options>> || ... || false);

/// Whether a trainer's cost changes in steps, which have no slope.
template <class Trainer>
inline constexpr bool cost_has_steps = false;
template <class Network, class Loss, class Optimizer, class Batch, class... Options>
inline constexpr bool cost_has_steps<trainer<Network, Loss, Optimizer, Batch, Options...>> =
    (option_role<Options>::simulates || ... || false);

/// The arguments of check_gradient() without their types.
template <class T>
struct gradient_check_task {
    trained_layers<T> layers;
    T* w;
    const T* gradient;                               ///< to be checked; trained layers alone
    T* numeric;                                      ///< receives the numeric gradient; may be null
    T cost;                                          ///< before any parameter is moved
    status (*compute_cost)(void* context, T* cost);  ///< with the numbers that w holds at the call
    void* context;
    gradient_check_settings<T> settings;
    bool has_kinks;  ///< the cost may have some
};

/// The checks that need no cost: settings, and whether epsilon moves every parameter.
template <class T>
status check_moves(const trained_layers<T>& layers, const T* w,
                   const gradient_check_settings<T>& settings) noexcept;

/// The compiled part of check_gradient(); `reports` has a place for each layer.
template <class T>
gradient_findings<T> compare_gradients(const gradient_check_task<T>& task,
                                       gradient_layer_report<T>* reports);

template <class Trainer, class XSamples, class YSamples>
struct trainer_cost {
    static_assert(!cost_has_steps<Trainer>,
                  "picomlp: the rounded cost of quantization_aware has no slope; check_gradient is "
                  "for a trainer without it");
    using T = typename Trainer::value_type;

    static status compute(void* context, T* cost) {
        const trainer_cost& of = *static_cast<const trainer_cost*>(context);
        const auto result = of.trainer.compute_cost(of.w, of.x, of.y);
        *cost = result.cost;
        return result.status;
    }

    /// Without a gradient that of the trainer is checked.
    gradient_report<typename Trainer::network> check(const T* gradient,
                                                     const gradient_check_settings<T>& settings,
                                                     typename Trainer::gradient_type* numeric) {
        gradient_report<typename Trainer::network> report{};
        report.status = check_moves<T>(Trainer::layers(), w.values, settings);
        if (!report.ok()) return report;
        const auto before =
            gradient ? trainer.compute_cost(w, x, y) : trainer.compute_gradient(w, x, y);
        report.status = before.status;
        if (!report.ok()) return report;
        static_cast<gradient_findings<T>&>(report) = compare_gradients<T>(
            {Trainer::layers(), w.values, gradient ? gradient : trainer.gradient().values,
             numeric ? numeric->values : nullptr, before.cost, compute, this, settings,
             cost_has_kinks<Trainer>},
            report.layers);
        return report;
    }

    Trainer& trainer;
    parameters_of<typename Trainer::network>& w;
    const XSamples& x;
    const YSamples& y;
};

}  // namespace detail

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
    const YSamples& y, const gradient_check_settings<typename Trainer::value_type>& settings = {},
    typename Trainer::gradient_type* numeric = nullptr) {
    return detail::trainer_cost<Trainer, XSamples, YSamples>{trainer, w, x, y}.check(
        nullptr, settings, numeric);
}

/// The same for a given gradient, of the type of trainer.gradient(); it may be the trainer's own.
/// Numbers in it that are not finite make the relative difference NaN.
template <class Trainer, class XSamples, class YSamples, class Gradient,
          class = decltype(Gradient::values)>
gradient_report<typename Trainer::network> check_gradient(
    Trainer& trainer, parameters_of<typename Trainer::network>& w, const XSamples& x,
    const YSamples& y, const Gradient& gradient,
    const gradient_check_settings<typename Trainer::value_type>& settings = {},
    typename Trainer::gradient_type* numeric = nullptr) {
    constexpr bool fits = detail::same_type<Gradient, typename Trainer::gradient_type>;
    static_assert(fits, "picomlp: check_gradient needs a gradient of the trainer's gradient_type");
    if constexpr (fits) {
        return detail::trainer_cost<Trainer, XSamples, YSamples>{trainer, w, x, y}.check(
            gradient.values, settings, numeric);
    }
    return {};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
