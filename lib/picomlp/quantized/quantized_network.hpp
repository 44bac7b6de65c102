// SPDX-License-Identifier: MIT
// A network of int8 whose shape is known at run time, over memory of the caller's.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/quantization.hpp"
#include "picomlp/quantized/quantized_batch.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A fully connected layer of int8: all integers, so that a chip without floating point needs no
/// other number. Refers to arrays of the caller's, which may lie in flash and must stay as long as
/// a network that was opened with it is used.
///
/// Its activation: identity, relu and relu6 are the range that they leave (identity_range(),
/// relu_range(), relu6_range()). leaky_relu is `leaky`. Any other is `table`, 256 outputs, that of
/// -128 first (quantized/activation_table.hpp); what it or `leaky` takes is what range and
/// zero_point describe.
struct quantized_layer {
    const int8_t* weights = nullptr;          ///< outputs rows of inputs numbers
    const int32_t* biases = nullptr;          ///< one for each output; null for none
    const multiplier* multipliers = nullptr;  ///< product_multiplier()
    /// Of an activation with two slopes; null for others.
    const quantized_leaky_relu* leaky = nullptr;
    const int8_t* table = nullptr;             ///< of the two one at most
    uint32_t outputs = 0;                      ///< its units, 1 to 65535
    uint32_t multiplier_count = 0;             ///< outputs, or 1 for all of them
    int32_t zero_point = 0;                    ///< of the sums of products, -128 to 127
    int32_t table_zero_point = 0;              ///< of the table's outputs; 0 without a table
    quantized_range range = identity_range();  ///< what outputs are cut off to
    float scale = 1;  ///< of its outputs: for predictions to floats, and for reports
    /// Which activation all of this stands for, for images and for people: its code
    /// (base/type_name.hpp) and its parameter as in a dynamic_layer; 0 where nobody has said so.
    uint32_t activation = 0;
    float activation_parameter = 0;  ///< a slope or an alpha
};

/// The zero point of a layer's outputs.
constexpr int32_t output_zero_point(const quantized_layer& layer) {
    return layer.table ? layer.table_zero_point
                       : (layer.leaky ? layer.leaky->zero_point : layer.zero_point);
}

/// The layers of a network, from the first to the last. Refers to an array of the caller's.
struct quantized_shape {
    uint32_t inputs = 0;                      ///< features of a sample, 1 to 65535
    int32_t input_zero_point = 0;             ///< -128 to 127
    uint32_t layer_count = 0;                 ///< 1 to 255
    const quantized_layer* layers = nullptr;  ///< the first one first
    float input_scale = 1;                    ///< for predictions from floats

    quantization input_quantization() const { return {input_scale, input_zero_point}; }
    /// Of the outputs of a layer, counted from 0. Precondition: there is one.
    quantization output_of(uint32_t layer) const {
        return {layers[layer].scale, output_zero_point(layers[layer])};
    }
};

namespace detail {

/// An opened network; all members are 0 before.
struct opened_quantized {
    const quantized_dense* layers;
    uint32_t count;
    size_t odd;   ///< units of the widest of the layers 1, 3, ..., the last one left out
    size_t even;  ///< of the layers 2, 4, ...; likewise
    quantization input;
    quantization output;
};

/// Opens a network layer by layer, of layers that have been checked: from wherever they come.
class quantized_opening {
  public:
    /// Bytes for so many layers and units of them all.
    static size_t bytes(uint32_t layer_count, uint32_t units) noexcept;

    /// `memory` holds these bytes, and is aligned.
    quantized_opening(void* memory, uint32_t layer_count, uint32_t inputs,
                      quantization how) noexcept;
    /// The next layer.
    void add(const quantized_layer& layer) noexcept;
    /// After the last one.
    const opened_quantized& opened() const { return opened_; }

  private:
    quantized_dense* layers_;
    int32_t* biases_;
    uint32_t layer_count_;
    uint32_t inputs_;
    int32_t zero_point_;
    opened_quantized opened_;
};

/// Where the activations of a prediction lie. The network reads `inputs`, and leaves its outputs in
/// `outputs`; layers between write to odd and even in turn.
struct quantized_buffers {
    int8_t* odd;
    int8_t* even;
    const int8_t* inputs;
    int8_t* outputs;
};
/// Those that also hold inputs and outputs, in quantized_float_scratch_bytes(); the inputs are to
/// be written to `even`.
quantized_buffers buffers_with_ends(const opened_quantized& network, void* scratch) noexcept;
void run_quantized(const opened_quantized& network, quantized_dense_routine dense,
                   const quantized_buffers& buffers) noexcept;

/// What open() of a quantized_network says of a shape, memory aside.
status check_quantized_shape(const quantized_shape& shape) noexcept;
size_t quantized_bytes(const quantized_shape& shape) noexcept;
status open_quantized(const quantized_shape& shape, const memory_block& memory,
                      opened_quantized& network) noexcept;
/// Takes it for granted that scratch has network.odd + network.even bytes.
status predict_quantized(const opened_quantized& network, quantized_dense_routine dense,
                         const int8_t* x, void* scratch, int8_t* y) noexcept;
status predict_quantized(const opened_quantized& network, quantized_dense_routine dense,
                         const float* x, const memory_block& scratch, float* y) noexcept;
size_t quantized_float_scratch_bytes(const opened_quantized& network) noexcept;

}  // namespace detail

/// A multilayer perceptron of int8. It is opened over memory of the caller's, which then holds its
/// tables and is only read: predictions may run at the same time, each with its own scratch.
/// Rounding is double_rounding or single_rounding; with it the outputs are, to the last bit, those
/// of a TensorFlow Lite Micro or CMSIS-NN that rounds so.
///
///     quantized_network<double_rounding> net;
///     alignas(8) unsigned char memory[512];  // at least net.bytes(shape)
///     status opened = net.open(shape, memory);
///     unsigned char scratch[64];             // at least net.scratch_bytes()
///     status predicted = net.predict(x, scratch, y);
///
/// Calls before open() has returned ok are status::unusable_shape.
template <class Rounding>
class quantized_network {
  public:
    using rounding = Rounding;  ///< how sums are rounded

    /// What the address of the memory must be a multiple of. Scratch may lie anywhere.
    static constexpr size_t alignment = alignof(detail::quantized_dense);

    quantized_network() : opened_{} {}

    /// Bytes that open() wants; 0 for an unusable shape. Looks at sizes alone.
    static size_t bytes(const quantized_shape& shape) noexcept {
        return detail::quantized_bytes(shape);
    }

    /// Opens the network: checks every field, and folds the inputs' zero points into the biases.
    /// May be called again, with another shape. status::unusable_shape for sizes beyond their
    /// limits or null weights or multipliers; bad_argument for a zero point, range, multiplier or
    /// scale that is not allowed, or a layer with both `leaky` and `table`; too_little_memory,
    /// misaligned_memory. Unless ok, network and memory are as they were.
    status open(const quantized_shape& shape, memory_block memory) noexcept {
        return detail::open_quantized(shape, memory, opened_);
    }

    bool is_open() const { return opened_.layers != nullptr; }
    uint32_t inputs() const { return is_open() ? opened_.layers[0].inputs : 0; }
    uint32_t outputs() const { return is_open() ? opened_.layers[opened_.count - 1].outputs : 0; }
    quantization input_quantization() const { return opened_.input; }
    quantization output_quantization() const { return opened_.output; }

    /// Bytes of scratch that a prediction from int8 to int8 wants: the two widest neighbouring
    /// layers, without inputs and outputs. 0 for a single layer.
    size_t scratch_bytes() const { return opened_.odd + opened_.even; }
    /// The same from floats to floats: inputs and outputs are among the layers.
    size_t float_scratch_bytes() const { return detail::quantized_float_scratch_bytes(opened_); }
    /// The same from int8 to int8 for many samples, however many. On x86-64 eight go through the
    /// network together: 16 bytes for each number that the widest layer takes, 8 for each that one
    /// gives, and some 100. Elsewhere they go one by one: scratch_bytes().
    size_t batch_scratch_bytes() const { return detail::quantized_batch_scratch_bytes(opened_); }

    /// y = the outputs for x. x: inputs() numbers, y: outputs(), scratch: scratch_bytes() of any
    /// value; none of them may overlap another. too_little_memory unless scratch is large enough;
    /// y is then as it was.
    status predict(const int8_t* x, memory_block scratch, int8_t* y) const noexcept {
        if (scratch.bytes < scratch_bytes()) return status::too_little_memory;
        return detail::predict_quantized(opened_, detail::fast_quantized_dense<Rounding>, x,
                                         scratch.first, y);
    }
    /// The same with x quantized by input_quantization() and y dequantized by
    /// output_quantization(). scratch: float_scratch_bytes(). x and y may be the same. Also
    /// not_finite_input.
    status predict(const float* x, memory_block scratch, float* y) const noexcept {
        return detail::predict_quantized(opened_, detail::fast_quantized_dense<Rounding>, x,
                                         scratch, y);
    }

    /// y = the outputs for x, many samples one after another; the bits are those of one by one.
    ///
    ///     status = net.predict(sample_major(x, 32), scratch, sample_major(y, 32));
    ///
    /// x: sample_major() of numbers of int8, inputs() for each sample; y: likewise of outputs();
    /// scratch: batch_scratch_bytes() of any value; none of them may overlap another.
    /// status::bad_argument when a stride is too short, or there is no whole number of samples;
    /// no_samples, mismatched_samples, too_many_samples, too_little_memory. Unless ok, y is as it
    /// was.
    template <class XSamples, class YSamples,
              class = typename detail::only_if<!detail::is_single<const XSamples>>::type>
    status predict(const XSamples& x, memory_block scratch, YSamples&& y) const noexcept {
        if (!is_open()) return status::unusable_shape;
        const auto from = detail::quantized_samples_of<const int8_t>(x, inputs());
        const auto to = detail::quantized_samples_of<int8_t>(y, outputs());
        const status match = detail::matched(from, to);
        if (match != status::ok) return match;
        return detail::predict_quantized_batch<Rounding>(opened_, from.all, scratch, to.all);
    }

    /// For the library's own use.
    const detail::opened_quantized& opened() const { return opened_; }
    detail::opened_quantized& opened() { return opened_; }

  private:
    detail::opened_quantized opened_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
