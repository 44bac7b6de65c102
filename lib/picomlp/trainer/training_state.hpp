// The state of a training between steps.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The optimizer's state (Arrays numbers for each of Count trained parameters) and the number of
/// steps done. Plain numbers that may be copied and stored. Together with parameters and settings
/// they continue a training with the same bits.
template <class T, size_t Count, uint32_t Arrays>
struct training_state {
    T* values() { return optimizer; }
    T optimizer[Count * Arrays];
    uint32_t steps;
};
template <class T, size_t Count>
struct training_state<T, Count, 0> {
    static T* values() { return nullptr; }
    uint32_t steps;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
