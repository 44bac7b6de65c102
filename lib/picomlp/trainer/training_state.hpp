// What a trainer remembers from step to step.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Everything besides settings that the next step depends on: the optimizer's numbers (Arrays for
/// each of Count trained parameters) and how many steps were done. Plain numbers, to be copied
/// and stored; with the parameters and the settings it continues a training with the same bits.
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
