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

/// The parts of a network's memory.
template <class T>
struct network_parts {
    sample_layer<T>* samples;
    layer<T>* batches;
    kernels::narrow_layer* narrow;
    T* odd;
    T* even;
    uint32_t even_rows;
};

template <class T>
network_parts<T> lay_out(detail::memory_layout& memory, const dynamic_shape& shape,
                         uint32_t samples, bool batches) {
    const size_t alignment = row_alignment<T>(samples);
    network_parts<T> parts{};
    parts.samples = memory.take<sample_layer<T>>(shape.layer_count);
    if (batches) parts.batches = memory.take<layer<T>>(shape.layer_count);
    if (has_x86_vectors && all_narrow(shape)) {
        parts.narrow = memory.take<kernels::narrow_layer>(shape.layer_count);
    }
    parts.even_rows = widest_layer(shape, 2);
    parts.odd = memory.take<T>(uint64_t{widest_layer(shape, 1)} * samples, alignment);
    parts.even = memory.take<T>(uint64_t{parts.even_rows} * samples, alignment);
    return parts;
}

}  // namespace

template <class T>
size_t detail::network_bytes(const dynamic_shape& shape, uint32_t samples, bool batches) noexcept {
    if (!ok(check_shape(shape)) || samples == 0) return 0;
    memory_layout counted;
    lay_out<T>(counted, shape, samples, batches);
    return bytes_or_none(counted.used());
}

template <class T>
status detail::open_network(const dynamic_shape& shape, listed_activations<T> listed,
                            uint32_t samples, memory_block memory,
                            opened_network<T>& network) noexcept {
    const bool batches = listed.batch != nullptr;
    status checked =
        check_memory(memory, network_bytes<T>(shape, samples, batches), block_alignment<T>);
    if (checked == status::ok) checked = check_activations(shape, listed.sample, listed.count);
    if (checked != status::ok) return checked;

    memory_layout given(memory.first);
    const network_parts<T> parts = lay_out<T>(given, shape, samples, batches);
    if (!parts.samples) __builtin_unreachable();  // check_memory() has refused null
    opened_network<T> made{};
    made.shape = shape;
    made.parameter_count = parameter_count_of(shape);
    made.samples = parts.samples;
    made.batches = parts.batches;
    made.workspace = {parts.odd, parts.even, samples};
    made.even_rows = parts.even_rows;
    bool narrow = parts.narrow != nullptr;
    uint32_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const dynamic_layer& layer = shape.layers[l];
        const uint32_t place = place_of_activation(listed.sample, listed.count, layer.activation);
        const sample_entry<T>& entry = listed.sample[place];
        const bool last = l + 1 == shape.layer_count;
        const dense_shape size{static_cast<uint16_t>(inputs), static_cast<uint16_t>(layer.outputs)};
        inputs = layer.outputs;
        parts.samples[l] = {size, entry.forward[kernels::width_class(layer.outputs)],
                            entry.activate};
        if (batches) parts.batches[l] = {size, listed.batch[place].apply};
        if constexpr (has_x86_vectors) {
            if (parts.narrow) {
                parts.narrow[l] = kernels::narrow_layer_of(size, entry.is_relu);
                narrow = narrow && (last || entry.in_narrow_layer);
                if (last) made.last_narrow = listed.narrow[place];
            }
        }
        if (last) {
            made.hides_nan = entry.hides_nan;
            made.gives_probabilities = batches && listed.batch[place].gives_probabilities;
        }
    }
    if (narrow) made.narrow = parts.narrow;
    network = made;
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
                                          one ? nullptr : network.last_narrow.activate};
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
    if (activations && contiguous && !network.batches) {
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

#define PICOMLP_INSTANTIATE(T)                                                                   \
    template size_t detail::network_bytes<T>(const dynamic_shape&, uint32_t, bool) noexcept;     \
    template status detail::open_network(const dynamic_shape&, listed_activations<T>, uint32_t,  \
                                         memory_block, opened_network<T>&) noexcept;             \
    template status detail::predict_dynamic_sample(const opened_network<T>&, const T*, const T*, \
                                                   T*) noexcept;                                 \
    template status detail::predict_dynamic(const opened_network<T>&, const T*,                  \
                                            strided_samples<const T>, strided_samples<T>,        \
                                            prediction_of) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
