// SPDX-License-Identifier: MIT
// Images: trained models as bytes, checked and used where they lie. SPEC.md describes them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/image/format.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A text of `size` bytes in UTF-8, and a zero behind them; nobody has checked that it is UTF-8.
/// Null and 0 where there is none.
struct image_text {
    const char* first;  ///< its first byte
    size_t size;        ///< bytes, without the zero
};

/// Samples with the outputs that a model gives for them: x is samples x features as they are before
/// any scaling, y is samples x outputs as they are after it.
template <class T>
struct test_vectors {
    const T* x;        ///< samples x inputs
    const T* y;        ///< samples x outputs
    uint32_t samples;  ///< 0 for none; then x and y are null
};

namespace detail {

/// The contents of a section; null and 0 where an image has none.
struct image_part {
    const unsigned char* first;
    uint32_t bytes;
    uint32_t count;
};

/// An image without its number type, of `Kinds` sections at most.
template <uint32_t Kinds>
struct image_parts_of {
    const unsigned char* first;
    uint32_t bytes;
    uint32_t inputs;
    image_part part[Kinds];

    constexpr image_part& operator[](image_kind kind) {
        return part[static_cast<uint32_t>(kind) - 1];
    }
    constexpr const image_part& operator[](image_kind kind) const {
        return part[static_cast<uint32_t>(kind) - 1];
    }
};
using image_parts = image_parts_of<image_kinds>;

template <class T>
status open_image(const void* bytes, size_t size, image_parts& to) noexcept;
template <class T>
status open_image(const void* bytes, size_t size, void* memory, size_t memory_size,
                  image_parts& to) noexcept;
image_text text_of(const image_part& texts, uint32_t index) noexcept;

/// What an image says besides its network's numbers: its layers, scalings, names, test vectors and
/// text. T is the number type of the features and targets.
template <class T, class Parts>
class described_image {
  public:
    using value_type = T;

    bool is_open() const { return parts_.bytes != 0; }
    /// The image's bytes: those that it was opened in, or the copy.
    const void* data() const { return parts_.first; }
    size_t size() const { return parts_.bytes; }

    /// Activations are codes; which of them exist, a network says.
    dynamic_shape shape() const {
        const image_part& layers = parts_[image_kind::layers];
        return {parts_.inputs, objects<dynamic_layer>(layers.first), layers.count};
    }

    /// x' = (x - offset) * factor; `features` is 0 for none.
    scaling_table<T> scaling() const {
        const uint32_t count = parts_[image_kind::scaling].count;
        const T* const offset = numbers(image_kind::scaling);
        return {offset, offset + count, count};
    }
    /// y = y' * scale + offset; `targets` is 0 for none.
    target_table<T> targets() const {
        const uint32_t count = parts_[image_kind::targets].count;
        const T* const offset = numbers(image_kind::targets);
        return {offset, offset + count, count};
    }

    /// 0, or as many as there are features.
    uint32_t feature_name_count() const { return parts_[image_kind::feature_names].count; }
    /// Counted from 0; null beyond the last. Takes time in proportion to the names before it.
    image_text feature_name(uint32_t index) const {
        return text_of(parts_[image_kind::feature_names], index);
    }

    /// 0, or as many as there are outputs; may be 2 where there is one output.
    uint32_t class_name_count() const { return parts_[image_kind::output_names].count; }
    /// The name of a class or, of a regression network, of a target.
    image_text class_name(uint32_t index) const {
        return text_of(parts_[image_kind::output_names], index);
    }

    test_vectors<T> vectors() const {
        const uint32_t samples = parts_[image_kind::test_vectors].count;
        const T* const x = numbers(image_kind::test_vectors);
        return {x, x + size_t{samples} * parts_.inputs, samples};
    }

    image_text text() const { return text_of(parts_[image_kind::text], 0); }

  protected:
    const Parts& parts() const { return parts_; }
    Parts& parts() { return parts_; }

    /// Aligned, as open() has seen.
    template <class Object>
    static const Object* objects(const unsigned char* first) {
        return static_cast<const Object*>(static_cast<const void*>(first));
    }
    const T* numbers(image_kind kind) const { return objects<T>(parts_[kind].first); }

  private:
    Parts parts_{};
};

}  // namespace detail

/// What the first bytes of an image, at least 12, say that its length is; 0 when they are not those
/// of an image. It is not checked: open() does that with all of the bytes.
size_t stated_image_bytes(const void* bytes, size_t size) noexcept;

/// A model in an image over T (float or double). Refers to the bytes, which must stay unchanged as
/// long as it is used. Until open() has returned ok there is nothing in it: an empty shape, null
/// and 0 everywhere.
///
///     image model;
///     if (!ok(model.open(slot, slot_size))) ...
template <class T>
class basic_image : public detail::described_image<T, detail::image_parts> {
    static_assert(detail::is_real<T>, "picomlp: an image holds float or double");

  public:
    /// Checks everything that SPEC.md asks for, and only then refers to it: no bytes, damaged or
    /// made with bad intent, lead to a read outside of the `size` bytes, or to a misaligned one.
    /// `size` may exceed the image's own length. Takes time in proportion to that length, most of
    /// it for the CRC-32.
    ///
    /// status::misaligned_memory unless the address is a multiple of image_alignment;
    /// status::damaged_data, also for erased flash and all else that is no image;
    /// status::unsupported_version for a newer format, another number type than T, the other
    /// rounding profile, and on big-endian machines, which cannot use an image in place;
    /// status::unusable_shape. On failure this object stays as it was.
    status open(const void* bytes, size_t size) noexcept {
        return detail::open_image<T>(bytes, size, this->parts());
    }

    /// The same for bytes at any address and on every machine: copies the image into `memory`,
    /// which it refers to from then on, in the machine's byte order. `memory` holds the image's
    /// length in bytes, its address is a multiple of image_alignment, and it does not overlap
    /// `bytes`. On failure it is unchanged.
    ///
    /// status::too_little_memory or misaligned_memory for `memory`, otherwise as above.
    status open(const void* bytes, size_t size, void* memory, size_t memory_size) noexcept {
        return detail::open_image<T>(bytes, size, memory, memory_size, this->parts());
    }

    /// In the order of parameters_of (network/parameters.hpp).
    const T* parameters() const { return this->numbers(detail::image_kind::parameters); }
    size_t parameter_count() const { return this->parts()[detail::image_kind::parameters].count; }
};

/// An image over float.
using image = basic_image<float>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
