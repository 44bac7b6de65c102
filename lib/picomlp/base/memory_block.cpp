#include "picomlp/base/memory_block.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

status detail::check_memory(memory_block memory, size_t wanted, size_t alignment) noexcept {
    if (wanted == 0) return status::unusable_shape;
    if (!memory.first || memory.bytes < wanted) return status::too_little_memory;
    const auto address = reinterpret_cast<uintptr_t>(memory.first);
    return address % alignment == 0 ? status::ok : status::misaligned_memory;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
