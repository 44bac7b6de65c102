// Forward and backward pass, a template for steps with and without hooks.
#pragma once

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// A Walk offers
//   activations(layer, outputs, first, samples, a) called after a layer's activation
//   activation_gradients(..., delta), logit_gradients(..., delta) watches_gradients whether the
//   last two do anything weigh(outputs, first, samples, cost, delta) called after the loss
//   trained(layer) whether the layer has a place in the gradient last_needed(count, wanted) the
//   layer, by its place in the table, at which the way back ends;
//                               `count` when there is none

/// A layer's rows in the workspace. Storage is allotted layer by layer.
template <class T>
struct kept_rows {
    strided_rows<T> outputs;
    strided_rows<T> derivative_argument;  // the outputs themselves unless keeps_argument
    T* end;
};

template <class T, class Walk>
class backpropagation {
  public:
    backpropagation(const training_table<T>& table, Walk walk, training_workspace<T> workspace)
        : table_(table), walk_(walk), workspace_(workspace) {}

    status run(const T* w, uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
               T* cost, T* gradient) {
        const status checked = check(samples, x, y);
        if (checked != status::ok) return checked;

        const uint32_t layers = table_.network.count;
        size_t parameter_count = 0;
        size_t trained_count = 0;
        for (uint32_t l = 0; l < layers; ++l) {
            const size_t count = parameter_count_of(table_.network.layers[l].shape);
            parameter_count += count;
            trained_count += walk_.trained(l) ? count : 0;
        }
        const uint32_t lowest = walk_.last_needed(layers, gradient != nullptr);
        const training_layer<T>& last = table_.layers[layers - 1];
        const uint32_t outputs = table_.network.outputs();
        const strided_rows<T> delta{workspace_.delta, workspace_.stride};
        const T all = static_cast<T>(samples);
        const T share = T(1) / all;
        T sum = T(0);
        for (uint32_t begin = 0; begin < samples; begin += summation_order::chunk_samples) {
            const uint32_t left = samples - begin;
            const uint32_t count =
                left < summation_order::chunk_samples ? left : summation_order::chunk_samples;
            const strided_rows<const T> x_chunk{x.first + begin, x.stride};
            const strided_rows<const T> y_chunk{y.first + begin, y.stride};
            const kept_rows<T> kept = forward(w, begin, count, x_chunk);
            const strided_rows<T> wanted = lowest < layers ? delta : strided_rows<T>{nullptr, 0};
            table_.loss.evaluate(outputs, count, read_only(kept.outputs), y_chunk, share, wanted,
                                 workspace_.sample_costs);
            walk_.weigh(outputs, begin, count, workspace_.sample_costs, wanted);
            const T chunk_sum = kernels::lane_sum(count, workspace_.sample_costs);
            sum = begin == 0 ? chunk_sum : sum + chunk_sum;
            if (lowest == layers) continue;
            if (!table_.loss.takes_logits) {
                last.derivative(outputs, count, read_only(kept.derivative_argument), delta);
            }
            backward(w + parameter_count, begin, count, x_chunk, lowest,
                     gradient ? gradient + trained_count : nullptr);
        }
        *cost = sum / all;
        return is_finite(*cost) ? status::ok : status::diverged;
    }

  private:
    status check(uint32_t samples, strided_rows<const T> x, strided_rows<const T> y) const {
        if (samples == 0) return status::no_samples;
        if (workspace_.capacity < samples && workspace_.capacity < summation_order::chunk_samples) {
            return status::too_many_samples;
        }
        if (!all_finite(table_.network.inputs(), samples, x)) return status::not_finite_input;
        return table_.loss.check(table_.network.outputs(), samples, y);
    }

    static bool fuses_relu(const training_layer<T>& layer) {
        return kernels::fuses_relu && layer.is_relu && !layer.keeps_argument;
    }

    kept_rows<T> rows_kept_at(T* first, uint32_t l) const {
        const size_t stride = workspace_.stride;
        const uint32_t size = table_.network.layers[l].shape.outputs;
        const size_t more = table_.layers[l].keeps_argument ? size : 0;
        return {{first, stride}, {first + more * stride, stride}, first + (size + more) * stride};
    }

    static void copy(uint32_t outputs, uint32_t samples, strided_rows<T> from, strided_rows<T> to) {
        for (uint32_t o = 0; o < outputs; ++o) {
            __builtin_memcpy(to[o], from[o], samples * sizeof(T));
        }
    }

    /// Forward through all layers; returns the last layer's rows, logits when the loss takes those.
    kept_rows<T> forward(const T* w, uint32_t begin, uint32_t samples,
                         strided_rows<const T> x) const {
        T* storage = workspace_.activations;
        kept_rows<T> kept{};
        for (uint32_t l = 0; l < table_.network.count; ++l) {
            const layer<T>& current = table_.network.layers[l];
            const training_layer<T>& needs = table_.layers[l];
            const uint32_t outputs = current.shape.outputs;
            kept = rows_kept_at(storage, l);
            const bool joined = fuses_relu(needs);
            if (joined) {
                kernels::dense_forward_relu_batch(current.shape, w, samples, x, kept.outputs);
            } else {
                kernels::dense_forward_batch(current.shape, w, samples, x, kept.outputs);
            }
            if (needs.keeps_argument && needs.takes_preactivation) {
                copy(outputs, samples, kept.outputs, kept.derivative_argument);
            }
            if (!joined && (l + 1 < table_.network.count || !table_.loss.takes_logits)) {
                current.apply(outputs, samples, kept.outputs);
            }
            if (needs.keeps_argument && !needs.takes_preactivation) {
                copy(outputs, samples, kept.outputs, kept.derivative_argument);
            }
            walk_.activations(l, outputs, begin, samples, kept.outputs);
            w += parameter_count_of(current.shape);
            x = read_only(kept.outputs);
            storage = kept.end;
        }
        return kept;
    }

    /// The rows that a layer kept.
    kept_rows<T> kept_by(uint32_t l) const {
        T* storage = workspace_.activations;
        kept_rows<T> kept{};
        for (uint32_t k = 0; k <= l; ++k) {
            kept = rows_kept_at(storage, k);
            storage = kept.end;
        }
        return kept;
    }

    /// Adds or stores the gradients of one chunk. `w` points behind the last parameter, `g` behind
    /// the last element of the gradient, or is null.
    void backward(const T* w, uint32_t begin, uint32_t samples, strided_rows<const T> x,
                  uint32_t lowest, T* g) const {
        const kernels::gradient_mode mode =
            begin == 0 ? kernels::gradient_mode::store : kernels::gradient_mode::add;
        const size_t stride = workspace_.stride;
        strided_rows<T> delta{workspace_.delta, stride};
        strided_rows<T> spare{workspace_.delta + workspace_.widest * stride, stride};
        for (uint32_t l = table_.network.count; l-- > 0;) {
            const dense_shape shape = table_.network.layers[l].shape;
            walk_.logit_gradients(l, shape.outputs, begin, samples, delta);
            w -= parameter_count_of(shape);
            const kept_rows<T> before = l == 0 ? kept_rows<T>{} : kept_by(l - 1);
            if (g && walk_.trained(l)) {
                g -= parameter_count_of(shape);
                kernels::dense_gradient(shape, samples, l == 0 ? x : read_only(before.outputs),
                                        read_only(delta), mode, g);
            }
            if (l == lowest) break;
            if (!Walk::watches_gradients && fuses_relu(table_.layers[l - 1])) {
                kernels::dense_backward_relu(shape, w, samples, read_only(delta),
                                             read_only(before.outputs), spare);
            } else {
                kernels::dense_backward(shape, w, samples, read_only(delta), spare);
                walk_.activation_gradients(l - 1, shape.inputs, begin, samples, spare);
                table_.layers[l - 1].derivative(shape.inputs, samples,
                                                read_only(before.derivative_argument), spare);
            }
            const strided_rows<T> used = delta;
            delta = spare;
            spare = used;
        }
    }

    const training_table<T>& table_;
    Walk walk_;
    training_workspace<T> workspace_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
