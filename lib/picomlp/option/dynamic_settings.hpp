// SPDX-License-Identifier: MIT
// The settings of a trainer's options where the network's shape is known at run time.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Stands for the network in an option's settings: they hold a number for each of the first
/// `layer_count` layers, and for each of `outputs` classes. Those that a network does not have are
/// not used, but must be in their range.
template <class T>
struct dynamic_settings {
    using value_type = T;
    static constexpr uint32_t layer_count = 16;
    static constexpr uint32_t outputs = 64;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
