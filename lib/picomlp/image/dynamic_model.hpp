// SPDX-License-Identifier: MIT
// A model of any shape out of an image, without compiling for it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/image/image.hpp"
#include "picomlp/image/self_test.hpp"
#include "picomlp/network/dynamic_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// predict() and self_test() of a model that is open; the latter also of one that is not.
template <class T>
status predict_dynamic_model(const opened_network<T>& network, const basic_image<T>& model,
                             const T* x, T* y) noexcept;
template <class T>
status test_dynamic_model(const opened_network<T>& network, const basic_image<T>& model) noexcept;

}  // namespace detail

/// What an image holds, ready to predict one sample at a time with the scalings that the image has:
/// the image may be replaced by one of another shape, as long as its activations are listed. The
/// parameters stay in the image, which must stay as it is; activations take memory of the caller's.
///
///     using any_model = dynamic_model<activation_list<relu, softmax>>;
///     image file;
///     any_model model;
///     alignas(8) static unsigned char memory[1024];
///     if (!ok(file.open(flash, size)) || !ok(model.open(file, memory))) ...
///     if (!ok(model.self_test())) ...
///     status predicted = model.predict(x, y);
template <class T, class Activations>
class basic_dynamic_model {
  public:
    using value_type = T;
    /// The network that it predicts by.
    using network_type = basic_dynamic_network<T, Activations>;

    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = network_type::alignment;

    /// Bytes that open() wants; 0 for an image that is not open.
    static size_t bytes(const basic_image<T>& model) noexcept {
        return detail::network_bytes<T>(model.shape(), model.scaling().features);
    }

    /// status::unusable_shape for an image that is not open; unknown_type for an activation that is
    /// not listed; too_little_memory, misaligned_memory. The model is then as it was.
    status open(const basic_image<T>& model, memory_block memory) noexcept {
        return open_listed(model, memory, entries::listed);
    }
    /// For the library's own use: the same with any list of activations.
    status open_listed(const basic_image<T>& model, memory_block memory,
                       const detail::listed_activations<T>& all) noexcept {
        // Scaled features lie where the second layer, and every other one, will write.
        const status opened = detail::open_network<T>(model.shape(), all, memory,
                                                      model.scaling().features, network_.opened());
        if (opened == status::ok) image_ = model;
        return opened;
    }

    bool is_open() const { return network_.is_open(); }
    /// The image that the model was opened with; it refers to its bytes.
    const basic_image<T>& image() const { return image_; }
    const network_type& network() const { return network_; }

    /// y = what the model gives for x, one sample: a pointer, or an array or container with the
    /// image's number of features (bad_argument otherwise); y likewise. The statuses are those of
    /// predict() for a model with these scalings; unusable_shape before the model is open.
    template <class XSample, class YSample>
    status predict(const XSample& x, YSample&& y) const {
        static_assert(detail::is_single<const XSample> &&
                          detail::is_single<typename detail::plain_type<YSample>::type>,
                      "picomlp: a dynamic_model predicts one sample at a time; its network() takes "
                      "many");
        if (!is_open()) return status::unusable_shape;
        const auto& opened = network_.opened();
        const auto from = detail::dynamic_samples_of<const T>(x, opened.shape.inputs);
        const auto to = detail::dynamic_samples_of<T>(y, opened.outputs());
        const status match = detail::matched(from, to);
        if (match != status::ok) return match;
        return detail::predict_dynamic_model<T>(opened, image_, from.all.first, to.all.first);
    }

    /// Runs the image's test vectors (image/self_test.hpp): status::failed_self_test when an output
    /// has other bits, no_samples when there are none; unusable_shape before the model is open.
    status self_test() const noexcept {
        return detail::test_dynamic_model<T>(network_.opened(), image_);
    }

  private:
    using entries = detail::activation_entries<T, Activations>;

    basic_image<T> image_;
    network_type network_;
};

/// The same over float.
template <class Activations>
using dynamic_model = basic_dynamic_model<float, Activations>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
