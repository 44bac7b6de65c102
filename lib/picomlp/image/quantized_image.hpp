// SPDX-License-Identifier: MIT
// Images of networks of int8: checked and used where they lie, as those of floats.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/model_image.hpp"
#include "picomlp/quantized/quantized.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

using quantized_image_parts = image_parts_of<quantized_image_kinds>;

/// What the section of quantized layers begins with.
struct quantized_image_head {
    uint32_t rounding;  ///< its code
    int32_t zero_point;
    float scale;
    uint32_t unused;
};
/// What it has of each layer.
struct quantized_image_record {
    uint32_t multipliers;
    uint32_t form;
    int32_t lowest;
    int32_t highest;
    int32_t sum_zero_point;
    int32_t zero_point;
    float scale;
    uint32_t unused;
};

status open_quantized_image(const void* bytes, size_t size, quantized_image_parts& to) noexcept;
status open_quantized_image(const void* bytes, size_t size, void* memory, size_t memory_size,
                            quantized_image_parts& to) noexcept;
size_t quantized_network_bytes(const dynamic_shape& shape) noexcept;
/// Of an image that is open and has this rounding.
status open_network(const quantized_image_parts& parts, const memory_block& memory,
                    opened_quantized& network) noexcept;
quantized_shape quantized_layers_of(const quantized_image_parts& parts,
                                    quantized_layer* layers) noexcept;

/// The layers of a Network as an image of int8 states them, where numbers are floats.
template <class Network>
struct quantized_image_layers;
template <class T, class Input, class... Layers>
struct quantized_image_layers<basic_network<T, Input, Layers...>> {
    static constexpr dynamic_layer entry[] = {
        image_layer_of<float, typename Layers::activation>(Layers::size)...};
};

}  // namespace detail

/// A network of int8 in an image, with all that images of floats have: scalings, names, test
/// vectors, text. It refers to the bytes, which must stay unchanged as long as it, or a network
/// that was opened with it, is used. Until open() has returned ok there is nothing in it.
///
///     quantized_image file;
///     quantized_network<double_rounding> net;
///     alignas(8) static unsigned char memory[512];  // file.network_bytes() at least
///     if (!ok(file.open(flash, size)) || !ok(file.open_network(net, memory))) ...
///     status predicted = predict(file, net, x, scratch, y);  // image/predict_quantized.hpp
class quantized_image : public detail::described_image<float, detail::quantized_image_parts> {
  public:
    /// Checks everything that SPEC.md asks for, and only then refers to it, as open() of an image
    /// of floats does, with the same statuses; unsupported_version also for a network of floats,
    /// and for a rounding of no known name. Either profile of the library reads it.
    status open(const void* bytes, size_t size) noexcept {
        return detail::open_quantized_image(bytes, size, parts());
    }
    /// The same for bytes at any address and on every machine, copied into `memory`.
    status open(const void* bytes, size_t size, void* memory, size_t memory_size) noexcept {
        return detail::open_quantized_image(bytes, size, memory, memory_size, parts());
    }

    /// code_of<double_rounding>() or code_of<single_rounding>(); 0 before open().
    uint32_t rounding() const {
        const auto* const head = objects<detail::quantized_image_head>(layers().first);
        return head ? head->rounding : 0;
    }

    /// Bytes of memory that open_network() wants; 0 before open().
    size_t network_bytes() const { return detail::quantized_network_bytes(shape()); }

    /// Opens a network of this image, over memory of the caller's; weights, multipliers and tables
    /// stay in the image. status::unusable_shape before open(); unsupported_version for another
    /// Rounding than the image's; too_little_memory, misaligned_memory. Unless ok, the network is
    /// as it was.
    template <class Rounding>
    status open_network(quantized_network<Rounding>& network, memory_block memory) const noexcept {
        if (is_open() && rounding() != code_of<Rounding>()) return status::unsupported_version;
        return detail::open_network(parts(), memory, network.opened());
    }
    /// The same for a network whose type is known: status::damaged_data unless the image is open
    /// and has the Network's sizes and activations.
    template <class Network, class Rounding>
    status open_network(quantized<Network, Rounding>& network) const noexcept {
        const dynamic_shape wanted(Network::inputs, detail::quantized_image_layers<Network>::entry);
        if (!same_shape(shape(), wanted)) return status::damaged_data;
        return open_network(network.untyped(), network.memory());
    }

    /// The network with its numbers in the image, to be written again or looked at. `layers`:
    /// shape().layer_count of them, to which the result refers; of no layers before open().
    quantized_shape network(quantized_layer* layers) const noexcept {
        return detail::quantized_layers_of(parts(), layers);
    }

  private:
    const detail::image_part& layers() const {
        return parts()[detail::image_kind::quantized_layers];
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
