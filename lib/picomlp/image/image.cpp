// SPDX-License-Identifier: MIT
#include "picomlp/image/image.hpp"

#include "picomlp/image/detail/sections.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

namespace {

/// Finds and checks all of an image. `parts` is empty, and afterwards of no use unless ok.
template <class T>
[[gnu::always_inline]] inline status examine(const void* data, size_t size, image_parts& parts) {
    const status found = find_parts(data, size, type_and_profile<T>, parts);
    if (found != status::ok) return found;
    size_t parameters = 0;
    uint32_t outputs = 0;
    const status shaped =
        check_layers<T>(parts.inputs, parts[image_kind::layers], parameters, outputs);
    if (shaped != status::ok) return shaped;
    // From the parameters on, in the order of image_kind.
    const image_part* const first = &parts[image_kind::parameters];
    if (!is_stated(*first)) return status::damaged_data;
    return check_description<T>(parts, behind_checked<T>(first, parameters, 1), outputs);
}

}  // namespace

template <class T>
status open_image(const void* bytes, size_t size, image_parts& to) noexcept {
    if (!is_little_endian) return status::unsupported_version;
    if (!is_aligned_image(bytes)) return status::misaligned_memory;
    image_parts found{};
    const status examined = examine<T>(bytes, size, found);
    if (examined == status::ok) to = found;
    return examined;
}

template <class T>
status open_image(const void* bytes, size_t size, void* memory, size_t memory_size,
                  image_parts& to) noexcept {
    image_parts found{};
    const status examined = examine<T>(bytes, size, found);
    if (examined != status::ok) return examined;
    const status copied = copy_image(memory, memory_size, sizeof(T), found);
    if (copied == status::ok) to = found;
    return copied;
}

#define PICOMLP_INSTANTIATE(T)                                                 \
    template status open_image<T>(const void*, size_t, image_parts&) noexcept; \
    template status open_image<T>(const void*, size_t, void*, size_t, image_parts&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
