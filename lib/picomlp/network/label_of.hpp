// label_of(): the class of outputs or targets.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/network/sample_data.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The class of `outputs` outputs or targets that lie `stride` elements apart. With one output, 1
/// when it is above 1/2, otherwise 0. With more, the index of the largest, the first of equals.
template <class T>
uint32_t label_of(uint32_t outputs, const T* first,
                  size_t stride = 1) noexcept(detail::needs_real<T>());
template <class T, size_t Outputs>
uint32_t label_of(const T (&outputs)[Outputs]) {
    return label_of<T>(Outputs, outputs, 1);
}
/// The same for a container of one sample's outputs, at least one.
template <class Data, class = decltype(*detail::made<const Data&>().data()),
          class = decltype(detail::made<const Data&>().size())>
uint32_t label_of(const Data& outputs) {
    return label_of(static_cast<uint32_t>(outputs.size()), outputs.data());
}

/// The number of classes of a network with this many outputs.
constexpr uint32_t class_count(uint32_t outputs) { return outputs == 1 ? 2 : outputs; }

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
