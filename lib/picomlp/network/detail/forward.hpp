// SPDX-License-Identifier: MIT
// The forward pass, shared by predict and evaluate.
#pragma once

#include "picomlp/activation/relu.hpp"
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/detail/rows.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/strided_samples.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The last layer's results in the workspace, outputs x capacity. Layers write to its two halves in
/// turn.
template <class T>
strided_rows<T> last_layer_rows(uint32_t layer_count, predict_workspace<T> workspace) {
    return {layer_count % 2 == 1 ? workspace.odd : workspace.even, workspace.capacity};
}

/// Overwrites outputs that predict() has written before it failed.
template <class T>
void fill_with_nan(uint32_t outputs, uint32_t samples, strided_rows<T> y) noexcept;
template <class T>
void fill_with_nan(uint32_t outputs, uint32_t samples, strided_samples<T> y) noexcept;

/// Whether kernels compute the layer's activation along with its weighted sums.
template <class T>
bool fuses_relu(const layer<T>& any) {
    return kernels::fuses_relu_batch && any.apply == table_routines<T, relu>::apply;
}

/// z = the outputs, or the last layer's weighted sums; count <= capacity.
template <class T>
[[gnu::always_inline]] inline void forward_layers(layer_table<T> table, const T* w, uint32_t count,
                                                  strided_rows<const T> x,
                                                  predict_workspace<T> workspace,
                                                  prediction_of what, strided_rows<T> z) {
    const layer<T>* const last = table.layers + (table.count - 1);
    T* next = workspace.odd;
    T* other = workspace.even;
    for (const layer<T>* current = table.layers; current <= last; ++current) {
        const strided_rows<T> to = current == last ? z : strided_rows<T>{next, workspace.capacity};
        if (fuses_relu(*current) && !(current == last && what == prediction_of::logits)) {
            kernels::dense_forward_relu_batch(current->shape, w, count, x, to);
        } else {
            kernels::dense_forward_batch(current->shape, w, count, x, to);
            if (current != last)
                current->apply(current->shape.outputs, count, to, current->parameter);
        }
        w += parameter_count_of(current->shape);
        x = read_only(to);
        next = other;
        other = to.first;
    }
    if (what == prediction_of::activations && !fuses_relu(*last)) {
        last->apply(last->shape.outputs, count, z, last->parameter);
    }
}

/// The same for one sample: x and z are contiguous. Logits of a last layer with relu are not
/// available: its routine may include relu.
template <class T>
void forward_layers(sample_layer_table<T> table, const T* w, const T* x,
                    predict_workspace<T> workspace, prediction_of what, T* z) {
    const sample_layer<T>* const last = table.layers + (table.count - 1);
    T* next = workspace.odd;
    T* other = workspace.even;
    for (const sample_layer<T>* current = table.layers; current <= last; ++current) {
        T* const to = current == last ? z : next;
        w = current->forward(current->shape, w, x, to);
        if (current != last && current->activate) {
            current->activate(current->shape.outputs, to, current->parameter);
        }
        x = to;
        next = other;
        other = to;
    }
    if (what == prediction_of::activations && last->activate) {
        last->activate(last->shape.outputs, z, last->parameter);
    }
}

/// all_finite() for at least one number, without the call where that is more than the few are
/// worth.
template <class T>
[[gnu::always_inline]] inline bool few_are_finite(const T* x, uint32_t count) {
    if constexpr (narrow_width == 0) return all_finite(x, count);
    do {
        if (detail::is_nan_or_inf(*x++)) return false;
    } while (--count != 0);
    return true;
}

/// The same where few are not the rule.
template <class T>
[[gnu::always_inline]] inline bool features_are_finite(const T* x, uint32_t count) {
    return count <= 4 ? few_are_finite(x, count) : all_finite(x, count);
}

/// A layer for one sample, with its activation. Returns the next layer's parameters.
template <class T>
[[gnu::always_inline]] inline const T* forward_layer(const sample_layer<T>& layer, const T* w,
                                                     const T* x, T* z) {
    w = layer.forward(layer.shape, w, x, z);
    if (layer.activate) layer.activate(layer.shape.outputs, z, layer.parameter);
    return w;
}

/// All layers, for finite features, by turns to odd and even: the last layer's outputs. For
/// prediction alone: without forward_sample_inlined's exchange of pointers it takes fewer
/// instructions.
template <class T>
[[gnu::always_inline]] inline T* forward_in_turn(const sample_layer<T>* layer,
                                                 const sample_layer<T>* end, const T* w, const T* x,
                                                 T* odd, T* even) {
    for (;;) {
        w = forward_layer(*layer, w, x, odd);
        if (++layer == end) return odd;
        w = forward_layer(*layer, w, static_cast<const T*>(odd), even);
        if (++layer == end) return even;
        x = even;
    }
}

/// forward_sample(), as one function or as a part of those that call it.
template <class T>
T* forward_sample_called(const sample_layer<T>* layers, const sample_layer<T>* end, const T* w,
                         const T* x, T* z, T* other,
                         const sample_training_layer<T>* training) noexcept;
template <class T>
[[gnu::always_inline]] inline T* forward_sample_inlined(const sample_layer<T>* layers,
                                                        const sample_layer<T>* end, const T* w,
                                                        const T* x, T* z, T* other,
                                                        const sample_training_layer<T>* training) {
    if (!features_are_finite(x, layers->shape.inputs)) return nullptr;
    for (;;) {
        const dense_shape& shape = layers->shape;
        w = layers->forward(shape, w, x, z);
        T* next = other;
        bool activates = true;
        if (training) {
            next = z + shape.outputs;
            if (training->keep) {
                training->keep(shape.outputs, z);
                next += shape.outputs;
            }
            activates = training->derivative != nullptr;
            ++training;
        }
        if (activates && layers->activate) {
            layers->activate(shape.outputs, z, layers->parameter);
        }
        if (++layers == end) return z;
        other = z;
        x = z;
        z = next;
    }
}

/// A sample's way through layers: the last layer's outputs, or null if a feature is NaN or
/// infinite. Layers write to z and `other` in turn. For training they write one behind the other
/// from z on, all that `training` wants kept; a last layer's logits, if the loss takes those.
/// Inlining saves instructions; a program that predicts and trains in little flash has it once.
template <class T>
[[gnu::always_inline]] inline T* forward_sample(const sample_layer<T>* layers,
                                                const sample_layer<T>* end, const T* w, const T* x,
                                                T* z, T* other,
                                                const sample_training_layer<T>* training) {
    return narrow_width > 0 ? forward_sample_inlined<T>(layers, end, w, x, z, other, training)
                            : forward_sample_called<T>(layers, end, w, x, z, other, training);
}

/// Count of the samples from `begin` on that are taken together.
inline uint32_t batch_at(uint32_t begin, uint32_t samples, uint32_t capacity) {
    const uint32_t left = samples - begin;
    return left < capacity ? left : capacity;
}

// Each function has two overloads: for samples that are features x samples, where it costs nothing,
// and for samples in any order.

/// The `count` samples from `begin` on as features x samples, copied to `buffer` if necessary.
template <class T>
strided_rows<const T> batch_in_rows(uint32_t /*features*/, strided_rows<const T> x, uint32_t begin,
                                    uint32_t /*count*/, strided_rows<T> /*buffer*/) {
    return {x.first + begin, x.stride};
}
template <class T>
strided_rows<const T> batch_in_rows(uint32_t features, strided_samples<const T> x, uint32_t begin,
                                    uint32_t count, strided_rows<T> buffer) {
    return in_rows<T>(features, x.part(begin, count), buffer);
}

/// True when no feature is NaN or infinite.
template <class T>
bool are_finite(uint32_t features, uint32_t samples, strided_rows<const T> x) {
    return all_finite(features, samples, x);
}
template <class T>
bool are_finite(uint32_t features, uint32_t /*samples*/, strided_samples<const T> x) {
    return all_finite<T>(features, x);
}

/// The status of a loss's check of the targets.
template <class T, class Check>
status check_targets(Check check, uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
    return check(outputs, samples, y);
}
template <class T, class Check>
status check_targets(Check check, uint32_t outputs, uint32_t samples, strided_samples<const T> y) {
    for (uint32_t s = 0; s < samples; ++s) {
        const status checked = check(outputs, 1, strided_rows<const T>{y.at(s), y.feature_stride});
        if (checked != status::ok) return checked;
    }
    return status::ok;
}

/// Copies `count` samples to y, from sample `begin` on.
template <class T>
void store_batch(uint32_t features, strided_rows<T> from, uint32_t begin, uint32_t count,
                 strided_rows<T> to) {
#if defined(PICOMLP_X86_VECTORS)
    kernels::copy_rows<T>(features, count, read_only(from), {to.first + begin, to.stride});
#else
    for (uint32_t f = 0; f < features; ++f) {
        for (uint32_t s = 0; s < count; ++s) to[f][begin + s] = from[f][s];
    }
#endif
}
template <class T>
void store_batch(uint32_t features, strided_rows<T> from, uint32_t begin, uint32_t count,
                 strided_samples<T> to) {
    copy_samples<T>(features, read_only(from), to.part(begin, count));
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
