#include "picomlp/trainer/backpropagation.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Where a layer's rows lie in the workspace. Storage is handed out layer by layer.
template <class T>
struct kept_rows {
    rows<T> outputs;
    rows<T> derivative_argument;  // the outputs, or the logits kept beside them
    T* end;
};

template <class T>
kept_rows<T> rows_kept_at(T* first, const training_table<T>& table, uint32_t l, size_t stride) {
    const uint32_t size = table.network.layers[l].shape.outputs;
    const bool logits_only = l + 1 == table.network.count && table.loss.takes_logits;
    const uint32_t kept = activations_kept(size, table.layers[l].derivative_takes, logits_only);
    const rows<T> outputs{first, stride};
    const rows<T> argument{first + (kept - size) * stride, stride};
    return {outputs, argument, first + kept * stride};
}

/// Forward through all layers; returns the last layer's rows, logits when the loss takes those.
template <class T>
kept_rows<T> forward(const training_table<T>& table, const T* w, uint32_t samples, rows<const T> x,
                     training_workspace<T> workspace) {
    T* storage = workspace.activations;
    kept_rows<T> kept{};
    for (uint32_t l = 0; l < table.network.count; ++l) {
        const layer<T>& current = table.network.layers[l];
        kept = rows_kept_at(storage, table, l, workspace.capacity);
        kernels::dense_forward_batch(current.shape, w, samples, x, kept.outputs);
        if (kept.derivative_argument.first != kept.outputs.first) {
            for (uint32_t o = 0; o < current.shape.outputs; ++o) {
                __builtin_memcpy(kept.derivative_argument[o], kept.outputs[o], samples * sizeof(T));
            }
        }
        if (l + 1 < table.network.count || !table.loss.takes_logits) {
            current.apply(current.shape.outputs, samples, kept.outputs);
        }
        w += parameter_count_of(current.shape);
        x = read_only(kept.outputs);
        storage = kept.end;
    }
    return kept;
}

/// The rows that layer l read: x for the first, otherwise what the layer before kept.
template <class T>
kept_rows<T> kept_by(const training_table<T>& table, uint32_t l, training_workspace<T> workspace) {
    T* storage = workspace.activations;
    kept_rows<T> kept{};
    for (uint32_t k = 0; k <= l; ++k) {
        kept = rows_kept_at(storage, table, k, workspace.capacity);
        storage = kept.end;
    }
    return kept;
}

/// Adds or stores the gradients of one chunk. `w` points behind the last parameter, `g` behind the
/// last element of the gradient.
template <class T>
void backward(const training_table<T>& table, const T* w, uint32_t samples, rows<const T> x,
              training_workspace<T> workspace, kernels::gradient_mode mode, T* g) {
    const size_t stride = workspace.capacity;
    rows<T> delta{workspace.delta, stride};
    rows<T> spare{workspace.delta + workspace.widest * stride, stride};
    for (uint32_t l = table.network.count; l-- > 0;) {
        const dense_shape shape = table.network.layers[l].shape;
        w -= parameter_count_of(shape);
        g -= parameter_count_of(shape);
        if (l == 0) {
            kernels::dense_gradient(shape, samples, x, read_only(delta), mode, g);
            break;
        }
        const kept_rows<T> before = kept_by(table, l - 1, workspace);
        kernels::dense_gradient(shape, samples, read_only(before.outputs), read_only(delta), mode,
                                g);
        kernels::dense_backward(shape, w, samples, read_only(delta), spare);
        table.layers[l - 1].derivative(shape.inputs, samples, read_only(before.derivative_argument),
                                       spare);
        const rows<T> used = delta;
        delta = spare;
        spare = used;
    }
}

template <class T>
status check_samples(const training_table<T>& table, uint32_t samples, rows<const T> x,
                     rows<const T> y, uint32_t capacity) {
    if (samples == 0) return status::no_samples;
    if (capacity < samples && capacity < order::chunk_samples) return status::too_many_samples;
    if (!all_finite(table.network.inputs(), samples, x)) return status::not_finite_input;
    return table.loss.check(table.network.outputs(), samples, y);
}

}  // namespace

template <class T>
status cost_and_gradient(const training_table<T>& table, const T* w, uint32_t samples,
                         rows<const T> x, rows<const T> y, training_workspace<T> workspace, T* cost,
                         T* gradient) noexcept {
    const status checked = check_samples(table, samples, x, y, workspace.capacity);
    if (checked != status::ok) return checked;

    size_t parameter_count = 0;
    for (uint32_t l = 0; l < table.network.count; ++l) {
        parameter_count += parameter_count_of(table.network.layers[l].shape);
    }
    const training_layer<T>& last = table.layers[table.network.count - 1];
    const uint32_t outputs = table.network.outputs();
    const rows<T> delta{workspace.delta, workspace.capacity};
    const T all = static_cast<T>(samples);
    const T share = T(1) / all;
    T sum = T(0);
    for (uint32_t begin = 0; begin < samples; begin += order::chunk_samples) {
        const uint32_t left = samples - begin;
        const uint32_t count = left < order::chunk_samples ? left : order::chunk_samples;
        const rows<const T> x_chunk{x.first + begin, x.stride};
        const rows<const T> y_chunk{y.first + begin, y.stride};
        const kept_rows<T> kept = forward(table, w, count, x_chunk, workspace);
        table.loss.evaluate(outputs, count, read_only(kept.outputs), y_chunk, share, delta,
                            workspace.sample_costs);
        if (!table.loss.takes_logits) {
            last.derivative(outputs, count, read_only(kept.derivative_argument), delta);
        }
        const T chunk_sum = kernels::lane_sum(count, workspace.sample_costs);
        sum = begin == 0 ? chunk_sum : sum + chunk_sum;
        backward(table, w + parameter_count, count, x_chunk, workspace,
                 begin == 0 ? kernels::gradient_mode::store : kernels::gradient_mode::add,
                 gradient + parameter_count);
    }
    *cost = sum / all;
    return is_finite(*cost) ? status::ok : status::diverged;
}

template status cost_and_gradient(const training_table<float>&, const float*, uint32_t,
                                  rows<const float>, rows<const float>, training_workspace<float>,
                                  float*, float*) noexcept;
template status cost_and_gradient(const training_table<double>&, const double*, uint32_t,
                                  rows<const double>, rows<const double>,
                                  training_workspace<double>, double*, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
