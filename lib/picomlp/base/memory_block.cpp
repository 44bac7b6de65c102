// SPDX-License-Identifier: MIT
#include "picomlp/base/memory_block.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

size_t detail::bytes_or_none(uint64_t bytes) noexcept {
    return bytes <= SIZE_MAX / 2 ? static_cast<size_t>(bytes) : 0;
}

status detail::check_memory(const memory_block& memory, size_t wanted, size_t alignment) noexcept {
    if (wanted == 0) return status::unusable_shape;
    if (!memory.first || memory.bytes < wanted) return status::too_little_memory;
    const auto address = reinterpret_cast<uintptr_t>(memory.first);
    return (address & (alignment - 1)) == 0 ? status::ok : status::misaligned_memory;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
