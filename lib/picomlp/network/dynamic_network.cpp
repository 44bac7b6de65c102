// SPDX-License-Identifier: MIT
#include "picomlp/network/dynamic_network.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/narrow_layers.hpp"
#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

/// Whether all sizes are those of narrow layers.
bool all_narrow(const dynamic_shape& shape) {
    bool narrow = shape.inputs <= kernels::narrow_layer_size;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        narrow = narrow && shape.layers[l].outputs <= kernels::narrow_layer_size;
    }
    return narrow;
}

template <class Object>
Object* objects_at(unsigned char* first) {
    return static_cast<Object*>(static_cast<void*>(first));
}

/// Bytes of a network's tables for one sample, which are at the front of its memory. No size is too
/// large for 32 bits.
template <class T>
size_t table_bytes(const dynamic_shape& shape) {
    static_assert(alignof(sample_layer<T>) % alignof(kernels::narrow_layer) == 0);
    const size_t narrow = has_x86_vectors && all_narrow(shape) ? sizeof(kernels::narrow_layer) : 0;
    const size_t bytes = shape.layer_count * (sizeof(sample_layer<T>) + narrow);
    return (bytes + alignof(T) - 1) / alignof(T) * alignof(T);
}

}  // namespace

template <class T>
size_t detail::network_bytes(const dynamic_shape& shape, uint32_t least_even_rows) noexcept {
    uint32_t rows[2] = {1, least_even_rows};
    if (measure_layers<false>(shape.inputs, shape.layer_count, shape.layers, rows) == 0) return 0;
    return table_bytes<T>(shape) + (rows[0] + rows[1]) * sizeof(T);
}

template <class T>
status detail::open_network(const dynamic_shape& given, const listed_activations<T>& listed,
                            const memory_block& memory, uint32_t least_even_rows,
                            opened_network<T>& network) noexcept {
    const dynamic_shape shape = given;  // which may be the opened network's
    uint32_t rows[2] = {1, least_even_rows};
    const size_t parameters =
        measure_layers<false>(shape.inputs, shape.layer_count, shape.layers, rows);
    if (parameters == 0) return status::unusable_shape;
    const size_t tables = table_bytes<T>(shape);
    const status fits =
        check_memory(memory, tables + (rows[0] + rows[1]) * sizeof(T), block_alignment<T>);
    if (fits != status::ok) return fits;

    auto* const first = static_cast<unsigned char*>(memory.first);
    auto* const narrow =
        objects_at<kernels::narrow_layer>(first + shape.layer_count * sizeof(sample_layer<T>));
    bool all_fit = has_x86_vectors && all_narrow(shape);
    uint32_t inputs = shape.inputs;
    // Twice: first the layers are only checked. One loop takes less flash than two.
    sample_layer<T>* next = nullptr;
    for (;;) {
        for (uint32_t l = 0; l < shape.layer_count; ++l) {
            const dynamic_layer& layer = shape.layers[l];
            const sample_entry<T>* entry = nullptr;
            const status found = find_activation(layer, listed.sample, listed.sample_end, entry);
            if (found != status::ok) return found;
            if (!next) continue;
            const dense_shape size{static_cast<uint16_t>(inputs),
                                   static_cast<uint16_t>(layer.outputs)};
            inputs = layer.outputs;
            *next++ = {{entry->forward[kernels::width_class(layer.outputs)]},
                       size,
                       entry->activate,
                       parameter_of<T>(layer)};
            network.hides_nan = entry->hides_nan;
            if constexpr (has_x86_vectors) {
                if (!all_fit) continue;
                const bool last = l + 1 == shape.layer_count;
                narrow[l] = kernels::narrow_layer_of(size, entry->is_relu);
                if (last) network.last_narrow = listed.narrow[entry - listed.sample];
                all_fit = last || entry->in_narrow_layer;
            }
        }
        if (next) break;
        T* const odd = objects_at<T>(first + tables);
        network = {};
        network.shape = shape;
        network.parameter_count = parameters;
        network.samples = next = objects_at<sample_layer<T>>(first);
        network.workspace = {odd, odd + rows[0], 1};
    }
    if (all_fit) network.narrow = narrow;
    return status::ok;
}

namespace {

/// The parts of a network's memory for many samples behind the tables for one, which come first.
template <class T>
struct batch_parts {
    layer<T>* layers;
    T* odd;
    T* even;
};

template <class T>
batch_parts<T> lay_out_batches(detail::memory_layout& memory, const dynamic_shape& shape,
                               uint32_t samples) {
    const size_t alignment = row_alignment<T>(samples);
    memory.take<unsigned char>(table_bytes<T>(shape));
    batch_parts<T> parts{};
    parts.layers = memory.take<layer<T>>(shape.layer_count);
    parts.odd = memory.take<T>(uint64_t{widest_layer(shape, 1)} * samples, alignment);
    parts.even = memory.take<T>(uint64_t{widest_layer(shape, 2)} * samples, alignment);
    return parts;
}

}  // namespace

template <class T>
size_t detail::batch_network_bytes(const dynamic_shape& shape, uint32_t samples) noexcept {
    if (!ok(check_shape(shape)) || samples == 0) return 0;
    memory_layout counted;
    lay_out_batches<T>(counted, shape, samples);
    return bytes_or_none(counted.used());
}

template <class T>
status detail::open_batch_network(const dynamic_shape& shape, const listed_activations<T>& listed,
                                  const memory_block& memory, const batch_entry<T>* batch,
                                  uint32_t samples, opened_network<T>& network) noexcept {
    status opened =
        check_memory(memory, batch_network_bytes<T>(shape, samples), block_alignment<T>);
    // The memory for one sample is less than that for many.
    if (opened == status::ok) opened = open_network<T>(shape, listed, memory, 1, network);
    if (opened != status::ok) return opened;

    memory_layout layout(memory.first);
    const batch_parts<T> parts = lay_out_batches<T>(layout, shape, samples);
    if (!parts.layers) __builtin_unreachable();  // check_memory() has refused null
    network.batches = parts.layers;
    network.workspace = {parts.odd, parts.even, samples};
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t code = shape.layers[l].activation;
        const auto count = static_cast<uint32_t>(listed.sample_end - listed.sample);
        const uint32_t place = place_of_activation(listed.sample, count, code);
        parts.layers[l] = {network.samples[l].shape, batch[place].apply,
                           network.samples[l].parameter};
        network.gives_probabilities = batch[place].gives_probabilities;
    }
    return status::ok;
}

namespace {

/// In erased flash the last layer's biases are NaN like all parameters.
template <class T>
bool output_biases_are_finite(const detail::opened_network<T>& network, const T* w) {
    const uint32_t outputs = network.outputs();
    return !network.hides_nan || all_finite(w + (network.parameter_count - outputs), outputs);
}

}  // namespace

template <class T>
status detail::predict_dynamic_sample(const opened_network<T>& network, const T* w, const T* x,
                                      T* y) noexcept {
    if (!output_biases_are_finite(network, w)) return status::not_finite_output;
#if defined(PICOMLP_X86_VECTORS)
    if (network.narrow) {
        const bool one = network.outputs() == 1;
        const narrow_layer_table<T> table{network.narrow,
                                          network.shape.layer_count,
                                          network.shape.inputs,
                                          network.outputs(),
                                          one ? network.last_narrow.activate_number : nullptr,
                                          one ? nullptr : network.last_narrow.activate,
                                          network.samples[network.shape.layer_count - 1].parameter};
        T* const z = last_layer_rows(network.shape.layer_count, network.workspace).first;
        return predict_narrow_sample<T>(table, w, x, z, y);
    }
#endif
    return predict_sample<T>(network.sample_table(), w, x, network.workspace, y);
}

template <class T>
status detail::predict_dynamic(const opened_network<T>& network, const T* w,
                               strided_samples<const T> x, strided_samples<T> y,
                               prediction_of what) noexcept {
    const bool activations = what == prediction_of::activations;
    const bool contiguous = x.feature_stride == 1 && y.feature_stride == 1;
    if (activations && contiguous && x.samples == 1) {
        return predict_dynamic_sample<T>(network, w, x.first, y.first);
    }
    if (!output_biases_are_finite(network, w)) return status::not_finite_output;
    if (activations && contiguous &&
        (!network.batches || network.workspace.capacity <= kernels::most_predicted_singly<T>)) {
        return predict_one_by_one<T>(network.sample_table(), w, x, network.workspace, y);
    }
    if (!network.batches) return status::too_many_samples;

    predict_workspace<T> workspace = network.workspace;
    if (x.sample_stride != 1 && x.samples > 1) {
        const uint32_t most = network.transposed_capacity();
        if (activations && contiguous && most < worth_transposing) {
            return predict_one_by_one<T>(network.sample_table(), w, x, workspace, y);
        }
        workspace.capacity = most < 1 ? 1 : most;
    }
    workspace.capacity = spacing_of_few<T>(x.samples, workspace.capacity);
    return predict_samples<T>(network.table(), w, x, workspace, y, what);
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template size_t detail::network_bytes<T>(const dynamic_shape&, uint32_t) noexcept;             \
    template status detail::open_network(const dynamic_shape&, const listed_activations<T>&,       \
                                         const memory_block&, uint32_t,                            \
                                         opened_network<T>&) noexcept;                             \
    template size_t detail::batch_network_bytes<T>(const dynamic_shape&, uint32_t) noexcept;       \
    template status detail::open_batch_network(const dynamic_shape&, const listed_activations<T>&, \
                                               const memory_block&, const batch_entry<T>*,         \
                                               uint32_t, opened_network<T>&) noexcept;             \
    template status detail::predict_dynamic_sample(const opened_network<T>&, const T*, const T*,   \
                                                   T*) noexcept;                                   \
    template status detail::predict_dynamic(const opened_network<T>&, const T*,                    \
                                            strided_samples<const T>, strided_samples<T>,          \
                                            prediction_of) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
