// SPDX-License-Identifier: MIT
// Writing images: to memory, or piece by piece to anything. The same bytes on every machine.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What an image says besides its network. Refers to the caller's memory. Nothing of it need be
/// there.
template <class T>
struct image_description {
    scaling_table<T> scaling = {nullptr, nullptr, 0};  ///< `features` is 0 for none
    target_table<T> targets = {nullptr, nullptr, 0};   ///< `targets` is 0 for none

    /// Texts in UTF-8, each ended by a zero; null for none.
    const char* const* feature_names = nullptr;  ///< one for each feature
    const char* const* class_names = nullptr;    ///< class_name_count of them
    uint32_t class_name_count = 0;  ///< one for each output; may be 2 where there is one output
    const char* text = nullptr;     ///< whatever people should know of the model

    /// Samples and what the model gives for them, which should be the bits of its predict():
    /// self_test() compares them.
    const T* test_x = nullptr;  ///< samples x features, before any scaling
    const T* test_y = nullptr;  ///< samples x outputs, after any scaling
    uint32_t test_samples = 0;  ///< 0 for none
};

/// What goes into an image. Refers to the caller's memory; contents_of() (image/model_image.hpp)
/// makes one from a network's parameters or a model.
template <class T>
struct image_contents : image_description<T> {
    static_assert(detail::is_real<T>, "picomlp: an image holds float or double");

    dynamic_shape shape = {};       ///< layers with their activations
    const T* parameters = nullptr;  ///< parameter_count_of(shape), in the order of parameters_of
};

/// The length of the image in bytes; 0 when the contents cannot be written.
template <class T>
size_t image_bytes(const image_contents<T>& contents) noexcept(detail::needs_real<T>());

/// Takes the next bytes of an image. Any status but ok ends the writing.
using write_function = status (*)(void* context, const void* bytes, size_t count);

/// Writes the image to `to`, at any address, which does not overlap the contents. Of `size` bytes
/// it takes image_bytes().
///
/// status::unusable_shape; not_finite_input when a number is NaN or infinite; bad_argument for null
/// where something has to be, for another number of features, targets or names than the shape has,
/// and for a scale of 0; beyond_range when the image would be 4 GiB or more; too_little_memory.
/// Then nothing has been written.
template <class T>
status write_image(const image_contents<T>& contents, void* to,
                   size_t size) noexcept(detail::needs_real<T>());

/// Writes the image by calls of write(context, bytes, count), in order, of a few bytes up to all of
/// an array. What `write` returns instead of ok, this returns. Otherwise as above.
template <class T>
status write_image(const image_contents<T>& contents, write_function write,
                   void* context) noexcept(detail::needs_real<T>());

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
