// The step shared by adam and adamw. For this floor's sources: not installed.
#pragma once

#include "picomlp/optimizer/adam.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Adam's step. For weights, the run's share is multiplied by `weights_share`.
template <class T>
status adam_step(const adam::settings<T>& chosen, T weights_share,
                 const update_request<T>& request) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
