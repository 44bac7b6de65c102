// SPDX-License-Identifier: MIT
// What writers of images share: the stream of bytes, where sections go, and those that describe a
// model of any kind.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/crc32.hpp"
#include "picomlp/image/format.hpp"
#include "picomlp/image/write_image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Passes bytes on, counts them and keeps their checksum.
class byte_stream {
  public:
    byte_stream(write_function write, void* context) : write_(write), context_(context) {}

    void put(const void* bytes, size_t count) {
        if (status_ != status::ok || count == 0) return;
        checksum_ = crc32(checksum_, bytes, count);
        position_ += static_cast<uint32_t>(count);
        status_ = write_(context_, bytes, count);
    }

    template <class Unsigned>
    void put_number(Unsigned number) {
        unsigned char bytes[sizeof number];
        for (unsigned k = 0; k < sizeof number; ++k) {
            bytes[k] = static_cast<unsigned char>(number >> 8 * k & 0xff);
        }
        put(bytes, sizeof bytes);
    }

    /// On a big-endian machine one by one, turned around.
    void put_numbers(const void* numbers, size_t count, size_t bytes_of_each) {
        if (is_little_endian) return put(numbers, count * bytes_of_each);
        const auto* from = static_cast<const unsigned char*>(numbers);
        for (; count > 0; --count, from += bytes_of_each) {
            unsigned char reversed[8];
            for (size_t k = 0; k < bytes_of_each; ++k) reversed[k] = from[bytes_of_each - 1 - k];
            put(reversed, bytes_of_each);
        }
    }

    void put_zeros_up_to(uint32_t position) {
        constexpr unsigned char zeros[section_alignment] = {};
        while (status_ == status::ok && position_ < position) {
            const uint32_t left = position - position_;
            put(zeros, left < sizeof zeros ? left : sizeof zeros);
        }
    }

    void put_text(const char* text, uint64_t bytes) { put(text, static_cast<size_t>(bytes)); }

    status finish() {
        put_number(checksum_);
        return status_;
    }

  private:
    write_function write_;
    void* context_;
    status status_ = status::ok;
    uint32_t checksum_ = 0;
    uint32_t position_ = 0;
};

/// The sections that there are, in order, and where they lie.
class section_plan {
  public:
    struct section {
        image_kind kind;
        uint16_t flags;
        uint64_t offset;
        uint64_t bytes;
        uint32_t count;
    };

    void add(image_kind kind, uint16_t flags, uint64_t bytes, size_t count) {
        sections_[count_++] = {kind, flags, 0, bytes, static_cast<uint32_t>(count)};
    }

    /// To be called once, when all have been added. `alignment` is that of the parameters.
    void lay_out(size_t alignment) {
        uint64_t end = image_header_bytes + image_record_bytes * count_;
        for (uint16_t k = 0; k < count_; ++k) {
            section& next = sections_[k];
            const bool wide = next.kind == image_kind::parameters && alignment > section_alignment;
            const uint64_t unit = wide ? alignment : section_alignment;
            next.offset = rounded_up(end, unit);
            end = next.offset + (wide ? rounded_up(next.bytes, unit) : next.bytes);
        }
        total_ = rounded_up(end + image_checksum_bytes, section_alignment);
    }

    uint16_t count() const { return count_; }
    uint64_t total() const { return total_; }
    const section* begin() const { return sections_; }
    const section* end() const { return sections_ + count_; }

  private:
    /// `alignment` is a power of two.
    static uint64_t rounded_up(uint64_t offset, uint64_t alignment) {
        return (offset + (alignment - 1)) & ~(alignment - 1);
    }

    section sections_[quantized_image_kinds] = {};
    uint16_t count_ = 0;
    uint64_t total_ = 0;
};

/// Checks the description of a model with so many features and outputs.
template <class T>
status check_description(const image_description<T>& description, uint32_t inputs,
                         uint32_t outputs) noexcept;

/// Adds the sections from the scaling of features to the text, of a description that has been
/// checked. status::bad_argument for another number of names than there may be, or a name of null.
template <class T>
status add_description(const image_description<T>& description, uint32_t inputs, uint32_t outputs,
                       section_plan& to) noexcept;

/// Writes one of them.
template <class T>
void put_description(byte_stream& to, const image_description<T>& description, uint32_t inputs,
                     uint32_t outputs, const section_plan::section& section) noexcept;

/// Whether an image may be as large as that.
inline bool is_possible(const section_plan& sections) {
    return sections.total() <= UINT32_MAX && sections.total() <= SIZE_MAX;
}

/// Writes header and table.
void put_table(byte_stream& to, const section_plan& sections, uint16_t minor_version,
               uint32_t number_type, uint32_t rounding_profile, uint32_t inputs) noexcept;

/// A write_function: `context` points to where the next bytes go.
status append_bytes(void* context, const void* bytes, size_t count) noexcept;

/// status::bad_argument or not_finite_input where a layer's parameter is none of a T.
template <class T>
status check_layer_parameters(const dynamic_shape& shape) noexcept;

void put_layer(byte_stream& to, const dynamic_layer& layer) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
