#include "picomlp/image/image.hpp"

#include "picomlp/base/crc32.hpp"
#include "picomlp/base/detail/same_bytes.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::image_kind;
using detail::image_part;
using detail::image_parts;

// Everything is checked in the image's own bytes, at any address and in any byte order.

uint32_t read16(const unsigned char* at) { return at[0] | uint32_t{at[1]} << 8; }

uint32_t read32(const unsigned char* at) {
    uint32_t value;
    __builtin_memcpy(&value, at, sizeof value);
    return detail::is_little_endian ? value : __builtin_bswap32(value);
}

bool are_zero(const unsigned char* first, const unsigned char* end) {
    for (; first != end; ++first) {
        if (*first != 0) return false;
    }
    return true;
}

bool are_finite(const unsigned char* first, size_t bytes, uint32_t number_bytes) {
    const uint32_t exponent = number_bytes == 4 ? 0x7f800000 : 0x7ff00000;
    const unsigned char* const end = first + bytes;
    for (; first != end; first += number_bytes) {
        if ((read32(first + number_bytes - 4) & exponent) == exponent) return false;
    }
    return true;
}

/// Whether one of these numbers is +0 or -0.
bool has_zero(const unsigned char* first, uint32_t count, uint32_t number_bytes) {
    for (; count > 0; --count, first += number_bytes) {
        const uint32_t high = read32(first + number_bytes - 4) << 1;
        if ((high | (number_bytes == 4 ? 0 : read32(first))) == 0) return true;
    }
    return false;
}

/// Whether as many texts as stated fill the part.
bool holds_texts(const image_part& part) {
    uint32_t ends = 0;
    for (uint32_t k = 0; k < part.bytes; ++k) ends += part.first[k] == 0;
    return ends == part.count && part.bytes > 0 && part.first[part.bytes - 1] == 0;
}

bool is_stated(const image_part& part) { return part.first != nullptr; }

bool fits(const image_part& part, uint32_t bytes_of_each) {
    return part.bytes == uint64_t{part.count} * bytes_of_each;
}

/// The number of parameters and outputs, from the layers.
status check_layers(const image_parts& image, uint32_t number_bytes, uint32_t& parameters,
                    uint32_t& outputs) {
    const image_part& layers = image[image_kind::layers];
    if (layers.count == 0 || layers.count > most_dynamic_layers) return status::unusable_shape;
    if (!fits(layers, detail::image_record_bytes)) return status::damaged_data;
    uint64_t sum = 0;
    outputs = image.inputs;
    const unsigned char* record = layers.first;
    for (uint32_t l = layers.count; l > 0; --l, record += detail::image_record_bytes) {
        const dynamic_layer layer{read32(record), 0, {0, 0}};
        const size_t count = parameter_count_of(dynamic_shape(outputs, &layer, 1));
        if (count == 0) return status::unusable_shape;
        if (!are_finite(record + 8, number_bytes, number_bytes) ||
            !are_zero(record + 8 + number_bytes, record + detail::image_record_bytes)) {
            return status::damaged_data;
        }
        sum += count;
        outputs = layer.outputs;
    }
    if (sum > SIZE_MAX / 16) return status::unusable_shape;
    parameters = static_cast<uint32_t>(sum);
    return sum <= UINT32_MAX ? status::ok : status::damaged_data;
}

status check_contents(const image_parts& image, uint32_t number_bytes) {
    uint32_t parameters;
    uint32_t outputs;
    const status shape = check_layers(image, number_bytes, parameters, outputs);
    if (shape != status::ok) return shape;
    const image_part& targets = image[image_kind::targets];
    // Of the kinds from the parameters on. A sample or a text is something else each time.
    const uint32_t inputs = image.inputs;
    const uint32_t samples = image[image_kind::test_vectors].count;
    const uint32_t counts[] = {parameters, inputs, outputs, inputs, outputs, samples, 1};
    const uint32_t numbers_in_each[] = {1, 2, 2, 0, 0, inputs + outputs, 0};
    const image_part* part = &image[image_kind::parameters];
    if (!is_stated(*part)) return status::damaged_data;
    for (uint32_t k = 0; k + 1 < detail::image_kinds; ++k, ++part) {
        if (!is_stated(*part)) continue;
        const bool two_classes = part == &image[image_kind::output_names] && outputs == 1;
        const uint32_t numbers = numbers_in_each[k];
        if ((part->count != counts[k] && !(two_classes && part->count == 2)) || part->count == 0) {
            return status::damaged_data;
        }
        const bool holds = numbers == 0 ? holds_texts(*part)
                                        : fits(*part, numbers * number_bytes) &&
                                              are_finite(part->first, part->bytes, number_bytes);
        if (!holds) return status::damaged_data;
    }
    const bool divides_by_zero =
        has_zero(targets.first + targets.bytes / 2, targets.count, number_bytes);
    return divides_by_zero ? status::damaged_data : status::ok;
}

/// Finds the sections, whose contents then still have to be checked.
status read_table(const unsigned char* bytes, image_parts& image) {
    const uint32_t limit = image.bytes - detail::image_checksum_bytes;
    const uint32_t sections = read16(bytes + 18);
    uint32_t end = detail::image_header_bytes + detail::image_record_bytes * sections;
    if (end > limit) return status::damaged_data;
    uint32_t last_kind = 0;
    const unsigned char* record = bytes + detail::image_header_bytes;
    for (uint32_t s = sections; s > 0; --s, record += detail::image_record_bytes) {
        const uint32_t kind = read16(record);
        const uint32_t flags = read16(record + 2);
        const uint32_t offset = read32(record + 4);
        const uint32_t size = read32(record + 8);
        if (flags > detail::must_understand) return status::unsupported_version;
        if (kind <= last_kind || offset % detail::section_alignment != 0 || offset < end ||
            offset > limit || size > limit - offset || !are_zero(bytes + end, bytes + offset)) {
            return status::damaged_data;
        }
        if (kind <= detail::image_kinds) {
            image[static_cast<image_kind>(kind)] = {bytes + offset, size, read32(record + 12)};
        } else if (flags != 0) {
            return status::unsupported_version;
        }
        last_kind = kind;
        end = offset + size;
    }
    return are_zero(bytes + end, bytes + limit) ? status::ok : status::damaged_data;
}

status examine(const void* data, size_t size, uint32_t number_bytes, image_parts& image) {
    const auto* const bytes = static_cast<const unsigned char*>(data);
    const size_t length = stated_image_bytes(data, size);
    if (length == 0 || length > size) return status::damaged_data;
    const size_t checked = length - detail::image_checksum_bytes;
    if (crc32(0, data, checked) != read32(bytes + checked)) return status::damaged_data;
    const uint32_t number_type = number_bytes == 4 ? 1 : 2;
    if (read16(bytes + 12) != detail::image_major_version || bytes[16] != number_type ||
        bytes[17] != static_cast<unsigned char>(profile) ||
        !are_zero(bytes + 24, bytes + detail::image_header_bytes)) {
        return status::unsupported_version;
    }
    image.inputs = read32(bytes + 20);
    image.first = bytes;
    image.bytes = static_cast<uint32_t>(length);
    const status table = read_table(bytes, image);
    return table == status::ok ? check_contents(image, number_bytes) : table;
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
    if (size < 12 || !detail::same_bytes(first, detail::image_magic, 8)) return 0;
    const uint32_t length = read32(first + 8);
    return length >= shortest && length % detail::section_alignment == 0 ? length : 0;
}

namespace detail {

status open_image(const void* bytes, size_t size, uint32_t number_bytes, image_parts& to) noexcept {
    if (!is_little_endian) return status::unsupported_version;
    if (!is_aligned(bytes)) return status::misaligned_memory;
    image_parts found{};
    const status examined = examine(bytes, size, number_bytes, found);
    if (examined == status::ok) to = found;
    return examined;
}

status open_image(const void* bytes, size_t size, void* memory, size_t memory_size,
                  uint32_t number_bytes, image_parts& to) noexcept {
    image_parts found{};
    const status examined = examine(bytes, size, number_bytes, found);
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
            reverse_bytes(contents, part.bytes, word_bytes(kind, number_bytes));
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

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
