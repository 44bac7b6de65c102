// A model of any shape out of an image, without compiling for it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/image/image.hpp"
#include "picomlp/image/self_test.hpp"
#include "picomlp/network/dynamic_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
    using network_type = basic_dynamic_network<T, Activations>;

    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = network_type::alignment;

    /// Bytes that open() wants; 0 for an image that is not open.
    static size_t bytes(const basic_image<T>& model) noexcept {
        if (!model.is_open()) return 0;
        const dynamic_shape shape = model.shape();
        return behind_network(shape) + (shape.outputs() + scaled_room(model)) * sizeof(T);
    }

    /// status::unusable_shape for an image that is not open; unknown_type for an activation that is
    /// not listed; too_little_memory, misaligned_memory. The model is then as it was.
    status open(const basic_image<T>& model, memory_block memory) noexcept {
        const status fits = detail::check_memory(memory, bytes(model), alignment);
        if (fits != status::ok) return fits;
        const dynamic_shape shape = model.shape();
        const status opened = network_.open(shape, {memory.first, behind_network(shape)});
        if (opened != status::ok) return opened;
        image_ = model;
        void* const behind = static_cast<unsigned char*>(memory.first) + behind_network(shape);
        outputs_ = static_cast<T*>(behind);
        workspace_ = network_.opened().workspace;
        if (scaled_room(model) > 0) workspace_.even = outputs_ + shape.outputs();
        return status::ok;
    }

    bool is_open() const { return network_.is_open(); }
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
        detail::image_model<T> context{opened.sample_table(), &image_, workspace_};
        return detail::predict_image_sample<T>(&context, from.all.first, to.all.first);
    }

    /// Runs the image's test vectors (image/self_test.hpp): status::failed_self_test when an output
    /// has other bits, no_samples when there are none; unusable_shape before the model is open.
    status self_test() const noexcept {
        if (!is_open()) return status::unusable_shape;
        const auto& opened = network_.opened();
        detail::image_model<T> context{opened.sample_table(), &image_, workspace_};
        return picomlp::self_test<T>(image_, detail::predict_image_sample<T>, &context, outputs_);
    }

  private:
    static size_t behind_network(const dynamic_shape& shape) noexcept {
        return (network_type::bytes(shape) + alignment - 1) / alignment * alignment;
    }
    /// Scaled features lie where the second layer, and every other one, will write: numbers of the
    /// largest of these. 0 without a scaling.
    static size_t scaled_room(const basic_image<T>& model) noexcept {
        if (model.scaling().features == 0) return 0;
        const dynamic_shape shape = model.shape();
        const uint32_t widest = widest_layer(shape, 2);
        return widest > shape.inputs ? widest : shape.inputs;
    }

    basic_image<T> image_;
    network_type network_;
    T* outputs_ = nullptr;
    predict_workspace<T> workspace_ = {nullptr, nullptr, 0};
};

/// The same over float.
template <class Activations>
using dynamic_model = basic_dynamic_model<float, Activations>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
