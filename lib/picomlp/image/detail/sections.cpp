// SPDX-License-Identifier: MIT
#include "picomlp/image/detail/sections.hpp"

#include "picomlp/base/crc32.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::image_kind;
using detail::image_part;
using detail::read32;

/// Whether `count` texts fill a part.
bool holds_texts(const image_part& part, uint32_t count) {
    bool ends = false;
    const unsigned char* at = part.first;
    for (const unsigned char* const end = at + part.bytes; at != end; ++at) {
        ends = *at == 0;
        count -= ends;
    }
    return count == 0 && ends;
}

/// Half of image_magic, as a number.
constexpr uint32_t magic_word(uint32_t half) {
    const unsigned char* const first = detail::image_magic + size_t{4} * half;
    return first[0] | uint32_t{first[1]} << 8 | uint32_t{first[2]} << 16 | uint32_t{first[3]} << 24;
}

/// In which units a machine's byte order matters.
uint32_t word_bytes(uint32_t kind, uint32_t number_bytes) {
    switch (static_cast<image_kind>(kind)) {
        case image_kind::layers:
            return sizeof(uint32_t);
        case image_kind::feature_names:
        case image_kind::output_names:
        case image_kind::text:
        case image_kind::quantized_bytes:
            return 1;
        default:
            return number_bytes;
    }
}

void reverse_bytes(unsigned char* first, uint32_t bytes, uint32_t bytes_of_each) {
    for (unsigned char* const end = first + bytes; first != end; first += bytes_of_each) {
        for (uint32_t low = 0, high = bytes_of_each - 1; low < high; ++low, --high) {
            const unsigned char kept = first[low];
            first[low] = first[high];
            first[high] = kept;
        }
    }
}

}  // namespace

bool detail::are_zero(const unsigned char* first, const unsigned char* end) noexcept {
    for (; first != end; ++first) {
        if (*first != 0) return false;
    }
    return true;
}

template <class T>
const image_part* detail::behind_checked(const image_part* part, size_t count,
                                         uint32_t in_each) noexcept {
    if (!part || !is_stated(*part)) return part ? part + 1 : part;
    if (part->count != count || count == 0) return nullptr;
    if (in_each == 0) return holds_texts(*part, part->count) ? part + 1 : nullptr;
    if (part->bytes != uint64_t{part->count} * (in_each * sizeof(T))) return nullptr;
    const unsigned char* at = part->first;
    const unsigned char* const end = at + part->bytes;
    while (at != end && is_finite_at<T>(at)) at += sizeof(T);
    return at == end ? part + 1 : nullptr;
}

template const image_part* detail::behind_checked<float>(const image_part*, size_t,
                                                         uint32_t) noexcept;
template const image_part* detail::behind_checked<double>(const image_part*, size_t,
                                                          uint32_t) noexcept;

size_t stated_image_bytes(const void* bytes, size_t size) noexcept {
    const auto* const first = static_cast<const unsigned char*>(bytes);
    constexpr uint32_t shortest = detail::image_header_bytes + detail::image_record_bytes;
    if (size < 12 || read32(first) != magic_word(0) || read32(first + 4) != magic_word(1)) return 0;
    const uint32_t length = read32(first + 8);
    return length >= shortest && length % detail::section_alignment == 0 ? length : 0;
}

template <uint32_t Kinds>
status detail::find_parts(const void* data, size_t size, uint32_t type,
                          image_parts_of<Kinds>& parts) noexcept {
    const auto* const bytes = static_cast<const unsigned char*>(data);
    const size_t length = stated_image_bytes(data, size);
    if (length == 0 || length > size) return status::damaged_data;
    const auto limit = static_cast<uint32_t>(length) - detail::image_checksum_bytes;
    if (crc32(0, data, limit) != read32(bytes + limit)) return status::damaged_data;
    if (read16(bytes + 12) != detail::image_major_version || read16(bytes + 16) != type ||
        (read32(bytes + 24) | read32(bytes + 28)) != 0) {
        return status::unsupported_version;
    }
    parts.inputs = read32(bytes + 20);
    parts.first = bytes;
    parts.bytes = static_cast<uint32_t>(length);
    const uint32_t sections = read16(bytes + 18);
    uint32_t end = detail::image_header_bytes + detail::image_record_bytes * sections;
    if (end > limit) return status::damaged_data;
    uint32_t last_kind = 0;
    const unsigned char* record = bytes + detail::image_header_bytes;
    for (uint32_t s = sections; s > 0; --s, record += detail::image_record_bytes) {
        const uint32_t kind = read16(record);
        const uint32_t flags = read16(record + 2);
        const uint32_t offset = read32(record + 4);
        const uint32_t bytes_of_it = read32(record + 8);
        if (flags > detail::must_understand) return status::unsupported_version;
        if (kind <= last_kind || offset % detail::section_alignment != 0 || offset < end ||
            offset > limit || bytes_of_it > limit - offset ||
            !are_zero(bytes + end, bytes + offset)) {
            return status::damaged_data;
        }
        if (kind <= Kinds) {
            parts[static_cast<image_kind>(kind)] = {bytes + offset, bytes_of_it,
                                                    read32(record + 12)};
        } else if (flags != 0) {
            return status::unsupported_version;
        }
        last_kind = kind;
        end = offset + bytes_of_it;
    }
    return are_zero(bytes + end, bytes + limit) ? status::ok : status::damaged_data;
}

template <uint32_t Kinds>
status detail::copy_image(void* memory, size_t memory_size, uint32_t number_bytes,
                          image_parts_of<Kinds>& parts) noexcept {
    if (!is_aligned_image(memory)) return status::misaligned_memory;
    if (memory_size < parts.bytes) return status::too_little_memory;
    __builtin_memcpy(memory, parts.first, parts.bytes);
    auto* const copy = static_cast<unsigned char*>(memory);
    for (uint32_t kind = 1; kind <= Kinds; ++kind) {
        image_part& part = parts[static_cast<image_kind>(kind)];
        if (!is_stated(part)) continue;
        unsigned char* const contents = copy + (part.first - parts.first);
        if (!is_little_endian) {
            reverse_bytes(contents, part.bytes, word_bytes(kind, number_bytes));
        }
        part.first = contents;
    }
    parts.first = copy;
    return status::ok;
}

#define PICOMLP_INSTANTIATE(KINDS)                                       \
    template status detail::find_parts(const void*, size_t, uint32_t,    \
                                       image_parts_of<KINDS>&) noexcept; \
    template status detail::copy_image(void*, size_t, uint32_t, image_parts_of<KINDS>&) noexcept;
PICOMLP_INSTANTIATE(image_kinds)
PICOMLP_INSTANTIATE(quantized_image_kinds)
#undef PICOMLP_INSTANTIATE

image_text detail::text_of(const image_part& texts, uint32_t index) noexcept {
    const auto* first = static_cast<const char*>(static_cast<const void*>(texts.first));
    const char* const end = first + texts.bytes;
    for (const char* at = first; at != end; ++at) {
        if (*at != 0) continue;
        if (index == 0) return {first, static_cast<size_t>(at - first)};
        --index;
        first = at + 1;
    }
    return {nullptr, 0};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
