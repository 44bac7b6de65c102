// SPDX-License-Identifier: MIT
// Forward and backward pass, a template for steps with and without hooks.
#pragma once

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/network/detail/forward.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

// A Policy offers
//   activations(layer, outputs, first, samples, a)           called after a layer's activation
//   activation_gradients(layer, ..., delta), logit_gradients(layer, ..., delta)
//   watches_gradients            whether these two do anything
//   sums(layer, outputs, first, samples, z)                  called after a layer's weighted sums,
//   before its activation watches_sums                 whether it does anything keeps_deltas
//   whether the deltas of all layers have a place in the workspace,
//                                the last layer's first; else they take turns in two
//   weigh(outputs, first, samples, cost, delta)              called after the loss
//   trained(layer)               whether the layer has a place in the gradient
//   last_needed(count, wants_gradient)                       the layer, by its place in the table,
//                                at which the backward pass ends; `count` for no backward pass

/// A layer's rows in the workspace. Storage is allotted layer by layer.
template <class T>
struct layer_rows {
    strided_rows<T> outputs;
    strided_rows<T> derivative_argument;  // the outputs themselves unless keeps_argument
    T* end;
};

template <class T, class Policy>
class backpropagation {
  public:
    backpropagation(const training_table<T>& table, const Policy& policy,
                    training_workspace<T> workspace)
        : table_(table), policy_(policy), workspace_(workspace) {}

    status compute(const T* w, uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                   T* cost, T* gradient) {
        const status checked = check(samples, x, y);
        return checked == status::ok ? compute_checked(w, samples, x, y, cost, gradient) : checked;
    }

    /// The same for samples that check() allows.
    status compute_checked(const T* w, uint32_t samples, strided_rows<const T> x,
                           strided_rows<const T> y, T* cost, T* gradient) {
        workspace_.stride = spacing_of_few<T>(samples, workspace_.stride);

        const uint32_t layers = table_.network.count;
        size_t parameter_count = 0;
        size_t trained_count = 0;
        for (uint32_t l = 0; l < layers; ++l) {
            const size_t count = parameter_count_of(table_.network.layers[l].shape);
            parameter_count += count;
            trained_count += policy_.trained(l) ? count : 0;
        }
        const uint32_t lowest = policy_.last_needed(layers, gradient != nullptr);
        const training_layer<T>& last = table_.layers[layers - 1];
        const uint32_t outputs = table_.network.outputs();
        const strided_rows<T> delta{workspace_.delta, workspace_.stride};
        const T sample_count = static_cast<T>(samples);
        const T scale = T(1) / sample_count;
        T sum = T(0);
        for (uint32_t begin = 0; begin < samples; begin += summation_order::chunk_samples) {
            const uint32_t left = samples - begin;
            const uint32_t count =
                left < summation_order::chunk_samples ? left : summation_order::chunk_samples;
            const strided_rows<const T> x_chunk{x.first + begin, x.stride};
            const strided_rows<const T> y_chunk{y.first + begin, y.stride};
            const layer_rows<T> last_rows = forward(w, begin, count, x_chunk);
            const strided_rows<T> loss_delta =
                lowest < layers ? delta : strided_rows<T>{nullptr, 0};
            table_.loss.evaluate(outputs, count, read_only(last_rows.outputs), y_chunk, scale,
                                 loss_delta, workspace_.sample_costs);
            policy_.weigh(outputs, begin, count, workspace_.sample_costs, loss_delta);
            const T chunk_sum = kernels::interleaved_sum(count, workspace_.sample_costs);
            sum = begin == 0 ? chunk_sum : sum + chunk_sum;
            if (lowest == layers) continue;
            if (!table_.loss.takes_logits) {
                last.derivative(outputs, count, read_only(last_rows.derivative_argument), delta,
                                table_.network.layers[layers - 1].parameter);
            }
            backward(w + parameter_count, begin, count, x_chunk, lowest,
                     gradient ? gradient + trained_count : nullptr);
        }
        *cost = sum / sample_count;
        return is_finite(*cost) ? status::ok : status::diverged;
    }

    status check(uint32_t samples, strided_rows<const T> x, strided_rows<const T> y) const {
        if (samples == 0) return status::no_samples;
        if (workspace_.capacity < samples && workspace_.capacity < summation_order::chunk_samples) {
            return status::too_many_samples;
        }
        if (!all_finite(table_.network.inputs(), samples, x)) return status::not_finite_input;
        return table_.loss.check(table_.network.outputs(), samples, y);
    }

    /// The rows of layer l.
    layer_rows<T> rows_of_layer(uint32_t l) const {
        T* storage = workspace_.activations;
        layer_rows<T> rows{};
        for (uint32_t k = 0; k <= l; ++k) {
            rows = rows_at(storage, k);
            storage = rows.end;
        }
        return rows;
    }

  private:
    bool fuses(uint32_t l) const {
        return detail::fuses_relu(table_.network.layers[l]) && !table_.layers[l].keeps_argument;
    }

    layer_rows<T> rows_at(T* first, uint32_t l) const {
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

    /// Forward through all layers. Returns the last layer's rows: logits when the loss takes those.
    layer_rows<T> forward(const T* w, uint32_t begin, uint32_t samples,
                          strided_rows<const T> x) const {
        T* storage = workspace_.activations;
        layer_rows<T> rows{};
        for (uint32_t l = 0; l < table_.network.count; ++l) {
            const layer<T>& current = table_.network.layers[l];
            const training_layer<T>& training = table_.layers[l];
            const uint32_t outputs = current.shape.outputs;
            rows = rows_at(storage, l);
            const bool fused = !Policy::watches_sums && fuses(l);
            if (fused) {
                kernels::dense_forward_relu_batch(current.shape, w, samples, x, rows.outputs);
            } else {
                kernels::dense_forward_batch(current.shape, w, samples, x, rows.outputs);
            }
            policy_.sums(l, outputs, begin, samples, rows.outputs);
            if (training.keeps_argument && training.takes_preactivation) {
                copy(outputs, samples, rows.outputs, rows.derivative_argument);
            }
            if (!fused && (l + 1 < table_.network.count || !table_.loss.takes_logits)) {
                current.apply(outputs, samples, rows.outputs, current.parameter);
            }
            if (training.keeps_argument && !training.takes_preactivation) {
                copy(outputs, samples, rows.outputs, rows.derivative_argument);
            }
            policy_.activations(l, outputs, begin, samples, rows.outputs);
            w += parameter_count_of(current.shape);
            x = read_only(rows.outputs);
            storage = rows.end;
        }
        return rows;
    }

    /// Adds or stores the gradients of one chunk. `w` points behind the last parameter, `g` behind
    /// the last element of the gradient, or is null.
    void backward(const T* w, uint32_t begin, uint32_t samples, strided_rows<const T> x,
                  uint32_t lowest, T* g) const {
        const kernels::gradient_mode mode =
            begin == 0 ? kernels::gradient_mode::store : kernels::gradient_mode::add;
        const size_t stride = workspace_.stride;
        strided_rows<T> delta{workspace_.delta, stride};
        strided_rows<T> next_delta{
            delta[Policy::keeps_deltas ? table_.network.outputs() : workspace_.widest], stride};
        for (uint32_t l = table_.network.count; l-- > 0;) {
            const dense_shape shape = table_.network.layers[l].shape;
            policy_.logit_gradients(l, shape.outputs, begin, samples, delta);
            w -= parameter_count_of(shape);
            const layer_rows<T> before = l == 0 ? layer_rows<T>{} : rows_of_layer(l - 1);
            if (g && policy_.trained(l)) {
                g -= parameter_count_of(shape);
                kernels::dense_gradient(shape, samples, l == 0 ? x : read_only(before.outputs),
                                        read_only(delta), mode, g);
            }
            if (l == lowest) break;
            if (!Policy::watches_gradients && fuses(l - 1)) {
                kernels::dense_backward_relu(shape, w, samples, read_only(delta),
                                             read_only(before.outputs), next_delta);
            } else {
                kernels::dense_backward(shape, w, samples, read_only(delta), next_delta);
                policy_.activation_gradients(l - 1, shape.inputs, begin, samples, next_delta);
                table_.layers[l - 1].derivative(shape.inputs, samples,
                                                read_only(before.derivative_argument), next_delta,
                                                table_.network.layers[l - 1].parameter);
            }
            const strided_rows<T> free = delta;
            delta = next_delta;
            next_delta = Policy::keeps_deltas ? strided_rows<T>{delta[shape.inputs], stride} : free;
        }
    }

    const training_table<T>& table_;
    Policy policy_;
    training_workspace<T> workspace_;
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
