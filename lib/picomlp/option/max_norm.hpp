// Max-norm constraint on each unit's incoming weights.
#pragma once

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace norm_constraints {

/// The work of max_norm, with a limit for each layer of the table.
template <class T>
void limit_lengths(const T* limit, const trained_layers<T>& layers, T* parameters) noexcept;

}  // namespace norm_constraints

/// After a step, a unit's vector of incoming weights (without the bias) is shortened to its layer's
/// limit if it is longer. (Srivastava et al. 2014, "Dropout", section 5.1, who took limits of 3 to
/// 4.) Frozen layers stay as they are.
///
/// A unit's length is the square root of the sum of its squared weights, added from the first input
/// to the last, every operation rounded by itself; where that sum is above the finite numbers, or
/// below 2^-100 (double 2^-900), it is NORM of kernels/order.hpp. When it is greater than the limit
/// each weight becomes weight * (limit / length), and never overflows. A length above 2^60 (double
/// 2^500) is divided out in two steps; the first is a multiplication by 2^-64 (2^-520). Afterwards
/// the true length is at most limit * (1 + (inputs / 2 + 6) u), u being 2^-24 (double 2^-53), for
/// limits of 2^-40 (2^-480) or more.
struct max_norm : option {
    static constexpr type_name<max_norm> name = "max_norm";
    template <class Network>
    struct settings {
        using T = typename Network::value_type;
        per_layer<T, Network::layer_count> limit = T(0);  ///< finite, >= 0; 0 for no limit
    };

    /// A named setting for a trainer.
    template <class... Numbers>
    static constexpr auto limit(Numbers... values) {
        return detail::name_setting<max_norm, 0>(
            [values...](auto& to) { detail::set_layers(to.limit, values...); });
    }

    template <class Network>
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::not_negative(Network::layer_count, chosen.limit.value)
                   ? status::ok
                   : status::bad_argument;
    }

    template <class Network, class T>
    static void constrain_weights(const settings<Network>& chosen, const trained_layers<T>& layers,
                                  T* parameters) noexcept {
        norm_constraints::limit_lengths(chosen.limit.value, layers, parameters);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
