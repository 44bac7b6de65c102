#include "picomlp/image/image.hpp"

#include "picomlp/base/crc32.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::image_kind;
using detail::image_part;
using detail::image_parts;

// Everything is checked in the image's own bytes, at any address and in any byte order.

uint32_t read16(const unsigned char* at) {
    uint16_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return detail::is_little_endian ? value : __builtin_bswap16(value);
}

uint32_t read32(const unsigned char* at) {
    uint32_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return detail::is_little_endian ? value : __builtin_bswap32(value);
}

// Calls of these are less code than what a compiler makes of them at each place.

[[gnu::noinline]] bool are_zero(const unsigned char* first, const unsigned char* end) {
    for (; first != end; ++first) {
        if (*first != 0) return false;
    }
    return true;
}

template <class T>
bool is_finite_at(const unsigned char* at) {
    // Without the sign, the exponent is on top.
    constexpr uint32_t infinity = sizeof(T) == 4 ? 0xff000000 : 0xffe00000;
    return read32(at + sizeof(T) - 4) << 1 < infinity;
}

bool is_stated(const image_part& part) { return part.first != nullptr; }

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

/// The part behind `part`; null unless that is missing or holds `count` times `in_each` numbers,
/// not none and all finite, and for null. in_each is 0 for texts.
template <class T>
[[gnu::noinline]] const image_part* behind_checked(const image_part* part, size_t count,
                                                   uint32_t in_each) {
    if (!part || !is_stated(*part)) return part ? part + 1 : part;
    if (part->count != count || count == 0) return nullptr;
    if (in_each == 0) return holds_texts(*part, part->count) ? part + 1 : nullptr;
    if (part->bytes != uint64_t{part->count} * (in_each * sizeof(T))) return nullptr;
    const unsigned char* at = part->first;
    const unsigned char* const end = at + part->bytes;
    while (at != end && is_finite_at<T>(at)) at += sizeof(T);
    return at == end ? part + 1 : nullptr;
}

/// Whether one of these numbers is +0 or -0.
template <class T>
bool has_zero(const unsigned char* first, uint32_t count) {
    for (; count > 0; --count, first += sizeof(T)) {
        const uint32_t high = read32(first + sizeof(T) - 4) << 1;
        if ((high | (sizeof(T) == 4 ? 0 : read32(first))) == 0) return true;
    }
    return false;
}

// A program opens images in one way: code of its own for each is less than a call.
template <class T>
[[gnu::always_inline]] inline status check_contents(const image_parts& image) {
    const image_part& layers = image[image_kind::layers];
    if (layers.count - 1 < most_dynamic_layers &&
        layers.bytes != layers.count * detail::image_record_bytes) {
        return status::damaged_data;
    }
    uint32_t widest[2] = {};
    const uint32_t inputs = image.inputs;
    const size_t parameters = detail::measure_layers<!detail::is_little_endian>(
        inputs, layers.count, layers.first, widest);
    if (parameters == 0) return status::unusable_shape;
    if (!layers.first) __builtin_unreachable();  // measure_layers() has refused null
    const unsigned char* const end = layers.first + layers.bytes;
    for (const unsigned char* record = layers.first; record != end;
         record += detail::image_record_bytes) {
        const bool is_padded = sizeof(T) == 8 || read32(record + 12) == 0;
        if (!is_padded || !is_finite_at<T>(record + 8)) return status::damaged_data;
    }
    const uint32_t outputs = read32(end - detail::image_record_bytes);
    const uint32_t names = image[image_kind::output_names].count;
    const uint32_t samples = image[image_kind::test_vectors].count;
    // From the parameters on, in the order of image_kind.
    const image_part* next = &image[image_kind::parameters];
    if (!is_stated(*next)) return status::damaged_data;
    next = behind_checked<T>(next, parameters, 1);
    next = behind_checked<T>(next, inputs, 2);
    next = behind_checked<T>(next, outputs, 2);
    next = behind_checked<T>(next, inputs, 0);
    next = behind_checked<T>(next, outputs == 1 && names == 2 ? 2 : outputs, 0);
    next = behind_checked<T>(next, samples, inputs + outputs);
    next = behind_checked<T>(next, 1, 0);
    if (!next) return status::damaged_data;
    const image_part& targets = image[image_kind::targets];
    const bool divides_by_zero = has_zero<T>(targets.first + targets.bytes / 2, targets.count);
    return divides_by_zero ? status::damaged_data : status::ok;
}

/// Finds the sections, whose contents then still have to be checked.
status find_parts(const void* data, size_t size, uint32_t number_type, image_parts& image) {
    const auto* const bytes = static_cast<const unsigned char*>(data);
    const size_t length = stated_image_bytes(data, size);
    if (length == 0 || length > size) return status::damaged_data;
    const auto limit = static_cast<uint32_t>(length) - detail::image_checksum_bytes;
    if (crc32(0, data, limit) != read32(bytes + limit)) return status::damaged_data;
    if (read16(bytes + 12) != detail::image_major_version ||
        read16(bytes + 16) != (number_type | static_cast<uint32_t>(profile) << 8) ||
        (read32(bytes + 24) | read32(bytes + 28)) != 0) {
        return status::unsupported_version;
    }
    image.inputs = read32(bytes + 20);
    image.first = bytes;
    image.bytes = static_cast<uint32_t>(length);
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
        if (kind <= detail::image_kinds) {
            image[static_cast<image_kind>(kind)] = {bytes + offset, bytes_of_it,
                                                    read32(record + 12)};
        } else if (flags != 0) {
            return status::unsupported_version;
        }
        last_kind = kind;
        end = offset + bytes_of_it;
    }
    return are_zero(bytes + end, bytes + limit) ? status::ok : status::damaged_data;
}

/// Finds and checks all of an image. `image` is empty, and afterwards of no use unless ok.
template <class T>
[[gnu::always_inline]] inline status examine(const void* data, size_t size, image_parts& image) {
    const status found = find_parts(data, size, detail::image_number_type<T>, image);
    return found == status::ok ? check_contents<T>(image) : found;
}

/// Half of image_magic, as a number.
constexpr uint32_t magic_word(uint32_t half) {
    const unsigned char* const first = detail::image_magic + size_t{4} * half;
    return first[0] | uint32_t{first[1]} << 8 | uint32_t{first[2]} << 16 | uint32_t{first[3]} << 24;
}

bool is_aligned(const void* memory) {
    return reinterpret_cast<uintptr_t>(memory) % image_alignment == 0;
}

/// In which units a machine's byte order matters.
uint32_t word_bytes(uint32_t kind, uint32_t number_bytes) {
    switch (static_cast<image_kind>(kind)) {
        case image_kind::layers:
            return sizeof(uint32_t);
        case image_kind::feature_names:
        case image_kind::output_names:
        case image_kind::text:
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

size_t stated_image_bytes(const void* bytes, size_t size) noexcept {
    const auto* const first = static_cast<const unsigned char*>(bytes);
    constexpr uint32_t shortest = detail::image_header_bytes + detail::image_record_bytes;
    if (size < 12 || read32(first) != magic_word(0) || read32(first + 4) != magic_word(1)) return 0;
    const uint32_t length = read32(first + 8);
    return length >= shortest && length % detail::section_alignment == 0 ? length : 0;
}

namespace detail {

template <class T>
status open_image(const void* bytes, size_t size, image_parts& to) noexcept {
    if (!is_little_endian) return status::unsupported_version;
    if (!is_aligned(bytes)) return status::misaligned_memory;
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
    if (!is_aligned(memory)) return status::misaligned_memory;
    if (memory_size < found.bytes) return status::too_little_memory;
    __builtin_memcpy(memory, bytes, found.bytes);
    auto* const copy = static_cast<unsigned char*>(memory);
    for (uint32_t kind = 1; kind <= image_kinds; ++kind) {
        image_part& part = found[static_cast<image_kind>(kind)];
        if (!is_stated(part)) continue;
        unsigned char* const contents = copy + (part.first - found.first);
        if (!is_little_endian) {
            reverse_bytes(contents, part.bytes, word_bytes(kind, sizeof(T)));
        }
        part.first = contents;
    }
    found.first = copy;
    to = found;
    return status::ok;
}

image_text text_of(const image_part& texts, uint32_t index) noexcept {
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

#define PICOMLP_INSTANTIATE(T)                                                 \
    template status open_image<T>(const void*, size_t, image_parts&) noexcept; \
    template status open_image<T>(const void*, size_t, void*, size_t, image_parts&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
