// SPDX-License-Identifier: MIT
// predict(): from features to outputs; label_of(): their class.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/network/checked_samples.hpp"
#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The result of a prediction: the last layer's activations, or its weighted sums z.
enum class prediction_of : uint8_t { activations, logits };

/// Storage for two neighbouring layers' activations, `capacity` samples each.
template <class T>
struct predict_workspace {
    T* odd;             ///< activations of layers 1, 3, ...
    T* even;            ///< activations of layers 2, 4, ...
    uint32_t capacity;  ///< samples at a time
};

/// See predict(): y = the outputs for the features x. y may be x. Pointers and numbers, which are
/// passed in fewer instructions than structures of them.
template <class T>
status predict_sample(const sample_layer<T>* layers, const sample_layer<T>* end, const T* w,
                      const T* x, T* odd, T* even, T* y) noexcept;
template <class T>
status predict_sample(sample_layer_table<T> table, const T* w, const T* x,
                      const predict_workspace<T>& workspace, T* y) noexcept {
    return predict_sample<T>(table.layers, table.layers + table.count, w, x, workspace.odd,
                             workspace.even, y);
}
/// The same for a network of narrow layers. z is memory for its outputs.
template <class T>
status predict_narrow_sample(const narrow_layer_table<T>& table, const T* w, const T* x, T* z,
                             T* y) noexcept;
/// See predict(): x is features x samples, y outputs x samples.
template <class T>
status predict_samples(layer_table<T> table, const T* w, uint32_t samples, strided_rows<const T> x,
                       predict_workspace<T> workspace, strided_rows<T> y,
                       prediction_of what = prediction_of::activations) noexcept;

/// The same for samples in any order. Unless x is features x samples or capacity is 1,
/// workspace.even must hold the features of `capacity` samples.
template <class T>
status predict_samples(layer_table<T> table, const T* w, strided_samples<const T> x,
                       predict_workspace<T> workspace, strided_samples<T> y,
                       prediction_of what = prediction_of::activations) noexcept;

/// The same for samples whose features are contiguous.
template <class T>
status predict_one_by_one(sample_layer_table<T> table, const T* w, strided_samples<const T> x,
                          predict_workspace<T> workspace, strided_samples<T> y) noexcept;

/// One sample whose features, and outputs, lie apart: in the first column of rows. workspace.even
/// must hold its features.
template <class T>
status predict_column(sample_layer_table<T> table, const T* w, strided_rows<const T> x,
                      predict_workspace<T> workspace, strided_rows<T> y) noexcept;

/// The same for the first `samples` columns, `capacity` at a time, each with a part of the
/// workspace: sample s begins s * odd_step and s * even_step elements behind its first.
template <class T>
status predict_columns(sample_layer_table<T> table, const T* w, uint32_t samples,
                       strided_rows<const T> x, predict_workspace<T> workspace, size_t odd_step,
                       size_t even_step, strided_rows<T> y) noexcept;
/// At most this many samples are faster one by one than as a batch, which would fill little of a
/// vector.
inline constexpr uint32_t singly_taken = 3;

/// predict_narrow_sample() for at most singly_taken samples. y may be x; any other overlap is not
/// allowed.
template <class T>
status predict_few_narrow(const narrow_layer_table<T>& table, const T* w,
                          strided_samples<const T> x, strided_samples<T> y) noexcept;

namespace detail {

/// Fewer samples are predicted one by one rather than transposed.
inline constexpr uint32_t worth_transposing = 16;

/// The number of samples of x that a scratch takes at a time. Samples that are not features x
/// samples are transposed in the memory of the second layer's activations, as many as fit. When
/// fewer fit than a vector holds, it is faster to take them one by one, without a copy.
template <class XView, class Network, uint32_t Samples>
constexpr uint32_t capacity_for() {
    constexpr size_t bytes = sizeof(batch_scratch<Network, Samples>::even);
    constexpr size_t fit = bytes / (size_t{Network::inputs} * sizeof(typename Network::value_type));
    constexpr uint32_t most = fit < Samples ? static_cast<uint32_t>(fit) : Samples;
    return in_kernel_order<XView> ? Samples : most < worth_transposing ? 1 : most;
}

/// Whether a view of a single sample is worth the code for a plain one beside that for batches.
inline constexpr bool takes_single_views_alone = line_bytes > 0;

/// Whether few samples are taken one by one: on x86-64, where layers are wide enough to fill a
/// vector's lanes with outputs, a first-level cache holds the parameters, and the scratch holds all
/// of the samples, each with its features where its second layer will write.
template <class Network, uint32_t Samples>
constexpr bool takes_few_one_by_one() {
    constexpr size_t even = size_t{Network::widest_layer(2)};
    return has_x86_vectors && !Network::has_narrow_table() && Network::parameter_bytes <= 49152 &&
           Samples * even >= (singly_taken - 1) * even + Network::inputs && Samples >= singly_taken;
}

/// Whether all samples are (kernels/sample_layers.hpp).
template <class Network, uint32_t Samples>
constexpr bool takes_all_one_by_one() {
    return Samples <= kernels::most_predicted_singly<typename Network::value_type>;
}

/// Whether few are, in a network of narrow layers.
template <class Network, uint32_t Samples>
constexpr bool takes_few_narrow() {
    return has_x86_vectors && Network::has_narrow_table() && Samples > 1;
}

/// The check for damaged parameters when the last activation hides NaN: in erased flash the last
/// layer's biases are NaN like all parameters.
template <class Network>
bool last_biases_are_finite(const parameters_of<Network>& w) {
    if constexpr (hides_nan<typename Network::output_activation>) {
        return all_finite(w.values + Network::parameter_count - Network::outputs, Network::outputs);
    } else {
        return true;
    }
}

/// predict_narrow_sample() where the network has a table for it.
template <class Network, class T>
status predict_one(const parameters_of<Network>& w, const T* x, predict_workspace<T> workspace,
                   T* y) {
    if constexpr (Network::has_narrow_table()) {
        T* const z = Network::layer_count % 2 == 1 ? workspace.odd : workspace.even;
        return predict_narrow_sample<T>(narrow_table_in_flash<Network>, w.values, x, z, y);
    } else {
        return predict_sample<T>(Network::sample_table(), w.values, x, workspace, y);
    }
}

/// predict() and predict_logits(); a single sample has a table of its own for its activations.
template <prediction_of What, class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    using T = typename Network::value_type;
    const auto from = checked_samples<Network::inputs, const T>(x);
    const auto to = checked_samples<Network::outputs, T>(y);
    const status samples_match = matched(from, to);
    if (samples_match != status::ok) return samples_match;
    if (!last_biases_are_finite(w)) return status::not_finite_output;
    constexpr bool activations = What == prediction_of::activations;
    constexpr uint32_t capacity = capacity_for<decltype(from), Network, Samples>();
    const predict_workspace<T> workspace{scratch.odd, scratch.even,
                                         spacing_of_few<T>(from.view.samples(), capacity)};
    if constexpr (activations && !from.one && takes_few_narrow<Network, Samples>()) {
        const uint32_t samples = from.view.samples();
        if (samples > 1 && samples <= singly_taken) {
            return predict_few_narrow<T>(narrow_table_in_flash<Network>, w.values,
                                         strided(from.view), strided(to.view));
        }
    }
    if constexpr (activations && from.one && to.one) {
        return predict_one<Network>(w, from.view.data(), workspace, to.view.data());
    } else if constexpr (in_kernel_order<decltype(from)> && in_kernel_order<decltype(to)>) {
        // Each with its features where its second layer will write.
        if constexpr (activations && takes_all_one_by_one<Network, Samples>() &&
                      Network::widest_layer(2) >= Network::inputs) {
            return predict_columns<T>(Network::sample_table(), w.values, from.view.samples(),
                                      rows_of(from.view), workspace, Network::widest_layer(1),
                                      Network::widest_layer(2), rows_of(to.view));
        }
        if constexpr (activations && takes_single_views_alone) {
            if (from.view.samples() == 1 && from.view.stride() == 1 && to.view.stride() == 1) {
                return predict_one<Network>(w, from.view.data(), workspace, to.view.data());
            }
            if constexpr (sizeof scratch.even >= Network::inputs * sizeof(T)) {
                if (from.view.samples() == 1) {
                    return predict_column<T>(Network::sample_table(), w.values, rows_of(from.view),
                                             workspace, rows_of(to.view));
                }
            }
            if constexpr (takes_few_one_by_one<Network, Samples>()) {
                const uint32_t samples = from.view.samples();
                if (samples > 1 && samples <= singly_taken) {
                    return predict_columns<T>(
                        Network::sample_table(), w.values, samples, rows_of(from.view), workspace,
                        Network::widest_layer(1), Network::widest_layer(2), rows_of(to.view));
                }
            }
        }
        return predict_samples<T>(Network::table(), w.values, from.view.samples(),
                                  rows_of(from.view), workspace, rows_of(to.view), What);
    } else if constexpr (activations &&
                         (capacity == 1 || takes_all_one_by_one<Network, Samples>()) &&
                         !in_kernel_order<decltype(from)>) {
        return predict_one_by_one<T>(Network::sample_table(), w.values, strided(from.view),
                                     workspace, strided(to.view));
    } else {
        if constexpr (activations && takes_few_one_by_one<Network, Samples>() &&
                      !in_kernel_order<decltype(from)>) {
            if (from.view.samples() <= singly_taken) {
                return predict_one_by_one<T>(Network::sample_table(), w.values, strided(from.view),
                                             workspace, strided(to.view));
            }
        }
        return predict_samples<T>(Network::table(), w.values, strided(from.view), workspace,
                                  strided(to.view), What);
    }
}

}  // namespace detail

/// y = the network's outputs for x.
///
/// x is one sample, T[inputs] or const T*, or any number of them: an array T[inputs][samples] or
/// T[samples][inputs], a sample_view, or the result of sample_major() or feature_major() on a
/// pointer, array or container. Where both array types are the same, sample_major() or
/// feature_major() is required. y likewise, with as many samples, in the same order or the other.
/// The length of an array behind a plain pointer is not checked.
///
/// A sample's outputs have the same bits alone, in any batch and in either order. For a single
/// sample, plain arrays or pointers are fastest. w is only read, so several tasks may share it,
/// each with its own scratch. The number of samples may exceed that of the scratch. Several samples
/// in the order samples x features are transposed in the scratch where 16 or more fit where
/// its second layer's activations lie, and otherwise taken one by one.
///
/// Overlap: for one sample y may overlap x in any way; for several samples y may be x itself, in
/// the same order with the same first element and stride. Any other overlap is not allowed.
///
/// status::not_finite_input for a NaN or infinite feature, no_samples for none, mismatched_samples
/// for different numbers of samples in x and y; y is then unchanged. status::not_finite_output when
/// an output would be NaN or infinite; y is then unchanged when all samples fit the scratch and lie
/// inputs x samples, and otherwise unchanged or NaN throughout. Parameters in erased flash, where
/// every bit is set, always give this status; a single damaged parameter need not, see
/// check_parameters().
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
               const XSamples& x, YSamples&& y) {
    return detail::predict<prediction_of::activations>(w, scratch, x, y);
}

/// z = the network's logits for x: the last layer's weighted sums, which its activation (sigmoid,
/// softmax) would turn into y. Shapes and statuses are those of predict().
template <class Network, uint32_t Samples, class XSamples, class YSamples>
status predict_logits(const parameters_of<Network>& w, batch_scratch<Network, Samples>& scratch,
                      const XSamples& x, YSamples&& z) {
    return detail::predict<prediction_of::logits>(w, scratch, x, z);
}

/// status::ok when every parameter is finite, otherwise not_finite_input. Call it after start-up or
/// after reading stored parameters: an activation such as relu turns NaN into 0, so a damaged
/// parameter may not show in any output.
template <class Network>
status check_parameters(const parameters_of<Network>& w) {
    return all_finite(w.values, Network::parameter_count) ? status::ok : status::not_finite_input;
}

namespace detail {

template <class Network, class Given>
inline constexpr bool is_scratch_of = false;
template <class Network, uint32_t Samples>
inline constexpr bool is_scratch_of<Network, batch_scratch<Network, Samples>&> = true;

}  // namespace detail

/// Only for its error message: the scratch is missing or belongs to another network.
template <class Network, class Given, class... Any,
          class = detail::enable_unless<detail::is_scratch_of<Network, Given>>>
status predict(const parameters_of<Network>&, Given&&, Any&&...) {
    static_assert(detail::is_scratch_of<Network, Given>,
                  "picomlp: predict takes parameters, a scratch of their network, x and y: "
                  "predict(w, scratch, x, y)");
    return status::bad_argument;
}

/// The class of `outputs` outputs or targets that lie `stride` elements apart. With one output, 1
/// when it is above 1/2, otherwise 0. With more, the index of the largest, the first of equals.
template <class T>
uint32_t label_of(uint32_t outputs, const T* first,
                  size_t stride = 1) noexcept(detail::needs_real<T>());
template <class T, size_t Outputs>
uint32_t label_of(const T (&outputs)[Outputs]) {
    return label_of<T>(Outputs, outputs, 1);
}
/// The same for a container of one sample's outputs, at least one.
template <class Data, class = decltype(*detail::made<const Data&>().data()),
          class = decltype(detail::made<const Data&>().size())>
uint32_t label_of(const Data& outputs) {
    return label_of(static_cast<uint32_t>(outputs.size()), outputs.data());
}

/// The number of classes of a network with this many outputs.
constexpr uint32_t class_count(uint32_t outputs) { return outputs == 1 ? 2 : outputs; }

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
