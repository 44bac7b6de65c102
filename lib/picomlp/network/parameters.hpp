// SPDX-License-Identifier: MIT
// The parameters of a network: a flat array with views of its layers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/layer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A view of one layer's parameters: weight(out, in) and bias(out), counted from 0, not checked. T
/// is const for constant parameters.
template <class T>
class layer_view {
  public:
    /// The layer whose parameters begin at `first`.
    layer_view(T* first, dense_shape shape) : first_(first), shape_(shape) {}

    /// Of this layer.
    uint32_t inputs() const { return shape_.inputs; }
    /// Of this layer.
    uint32_t outputs() const { return shape_.outputs; }
    /// W(out, in), both from 0; indices are not checked.
    T& weight(uint32_t out, uint32_t in) const { return first_[offset(in, out)]; }
    /// b(out), from 0; the index is not checked.
    T& bias(uint32_t out) const { return first_[offset(shape_.inputs, out)]; }

    /// The layer's (inputs + 1) x outputs elements in memory order: row by row without gaps, the
    /// bias row last.
    T* data() const { return first_; }
    size_t stride() const { return shape_.outputs; }
    size_t size() const { return parameter_count_of(shape_); }
    T* begin() const { return first_; }
    T* end() const { return first_ + size(); }
    dense_shape shape() const { return shape_; }

  private:
    size_t offset(uint32_t row, uint32_t column) const {
        return size_t{row} * shape_.outputs + column;
    }

    T* first_;
    dense_shape shape_;
};

/// Alignment of parameters. Arrays of 4 KiB and more start on a cache line, where wide vectors load
/// fastest; smaller ones are aligned like any array of T. Alignment never changes a result.
template <class T>
constexpr size_t parameter_alignment(size_t count) {
    return count * sizeof(T) >= 4096 ? 64 : alignof(T);
}

/// All weights and biases of Network, layer by layer, each layer an (inputs + 1) x outputs matrix,
/// row by row, the last row being the bias. (Within a layer this is Keras's order: kernel, then
/// bias.) This order will never change; data(), begin() and end() have it too. A gradient has the
/// same type. An aggregate of plain numbers: it may be copied, kept in flash as a constant, or sent
/// over a wire.
template <class Network>
struct alignas(parameter_alignment<typename Network::value_type>(Network::parameter_count))
    parameters_of {
    using value_type = typename Network::value_type;

    /// Layer by layer; weights as (in x out), then biases.
    value_type values[Network::parameter_count];

    /// All of them, in memory order.
    value_type* data() { return values; }
    const value_type* data() const { return values; }
    static constexpr size_t size() { return Network::parameter_count; }
    value_type* begin() { return values; }
    const value_type* begin() const { return values; }
    value_type* end() { return values + size(); }
    const value_type* end() const { return values + size(); }

    /// Layer 1 is the first dense layer, as in W1 and b1.
    template <uint32_t Number>
    layer_view<value_type> layer() {
        static_assert(Number >= 1 && Number <= Network::layer_count,
                      "picomlp: the network has no layer of this number; layers count from 1");
        return {values + Network::layer_offset(Number), Network::shape_of(Number)};
    }
    /// Layer Number, from 1, of parameters that are constant.
    template <uint32_t Number>
    layer_view<const value_type> layer() const {
        static_assert(Number >= 1 && Number <= Network::layer_count,
                      "picomlp: the network has no layer of this number; layers count from 1");
        return {values + Network::layer_offset(Number), Network::shape_of(Number)};
    }

    /// The same for a number known at run time, from 1 to layer_count; not checked.
    layer_view<value_type> layer(uint32_t number) {
        return {values + Network::layer_offset(number), Network::shape_of(number)};
    }
    /// Layer `number`, from 1, likewise; not checked.
    layer_view<const value_type> layer(uint32_t number) const {
        return {values + Network::layer_offset(number), Network::shape_of(number)};
    }
};

/// The order of a layer's weights in another library.
enum class weight_order : uint8_t {
    outputs_by_inputs,  ///< W (out x in, row by row), PyTorch's Linear.weight
    inputs_by_outputs,  ///< Keras's Dense kernel, and this library's own order
};

/// See the same below. from and to hold all parameters of the table's network.
template <class T>
void import_parameters(layer_table<T> table, weight_order order, const T* from, T* to) noexcept;
/// See the same below. from and to hold all parameters of the table's network.
template <class T>
void export_parameters(layer_table<T> table, weight_order order, const T* from, T* to) noexcept;

/// Reads parameters that lie layer by layer, weights in `order`, then biases. `from` must not
/// overlap `to`.
template <class Network>
void import_parameters(parameters_of<Network>& to, weight_order order,
                       const typename Network::value_type (&from)[Network::parameter_count]) {
    import_parameters(Network::table(), order, from, to.values);
}

/// The inverse of import_parameters.
template <class Network>
void export_parameters(const parameters_of<Network>& from, weight_order order,
                       typename Network::value_type (&to)[Network::parameter_count]) {
    export_parameters(Network::table(), order, from.values, to);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
