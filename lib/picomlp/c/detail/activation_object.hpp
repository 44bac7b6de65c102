// SPDX-License-Identifier: MIT
// What stands behind C's picomlp_activation.
#pragma once

#include "picomlp/c/activation.h"
#include "picomlp/network/activation_list.hpp"
#include "picomlp/network/dynamic_network.hpp"

/// The entries of an activation_list of one, to predict one sample at a time.
struct picomlp_activation {
    picomlp::detail::sample_entry<float> sample;
    picomlp::detail::narrow_entry<float> narrow;  ///< nulls where no network is computed by it
};

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Activation>
constexpr picomlp_activation activation_object() {
    using entries = activation_entries<float, activation_list<Activation>>;
    if constexpr (has_x86_vectors) {
        return {entries::sample[0], entries::narrow[0]};
    } else {
        return {entries::sample[0], {nullptr, nullptr}};
    }
}

#define PICOMLP_COUNTED(NAME) +1
inline constexpr uint32_t activation_objects =
    0 PICOMLP_ACTIVATIONS(PICOMLP_COUNTED) PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_COUNTED);
#undef PICOMLP_COUNTED

/// Entries side by side, as networks are opened with them, copied from objects that lie anywhere.
class collected_activations {
  public:
    /// False when there are already as many as the library has: one of them has come twice.
    bool add(const picomlp_activation& object) {
        if (count_ == activation_objects) return false;
        sample_[count_] = object.sample;
        if constexpr (has_x86_vectors) narrow_[count_] = object.narrow;
        ++count_;
        return true;
    }
    /// status::bad_argument for null, none or too many.
    status add_all(const picomlp_activations& all) {
        if (!all.first || all.count == 0) return status::bad_argument;
        for (size_t k = 0; k < all.count; ++k) {
            if (!all.first[k] || !add(*all.first[k])) return status::bad_argument;
        }
        return status::ok;
    }
    /// To predict one sample at a time. Refers to this object.
    listed_activations<float> listed() const {
        return {sample_, sample_ + count_, has_x86_vectors ? narrow_ : nullptr};
    }

  private:
    uint32_t count_ = 0;
    sample_entry<float> sample_[activation_objects];
    narrow_entry<float> narrow_[has_x86_vectors ? activation_objects : 1];
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
