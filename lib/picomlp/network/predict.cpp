#include "picomlp/network/predict.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status predict_sample(sample_layer_table<T> table, const T* w, const T* x,
                      predict_workspace<T> workspace, T* y) noexcept {
    const sample_layer<T>* current = table.layers;
    const sample_layer<T>* const last = current + table.count - 1;
    if (!run_is_finite(x, current->shape.inputs)) return status::not_finite_input;
    T* z = workspace.odd;
    T* next = workspace.even;
    for (;; ++current) {
        const dense_shape shape = current->shape;
        if (current == last) z = y;
        current->forward(shape, w, x, z);
        if (current->activate) current->activate(shape.outputs, z);
        if (current == last) return status::ok;
        w += parameter_count_of(shape);
        T* const used = z;
        x = used;
        z = next;
        next = used;
    }
}

template <class T>
status predict_samples(layer_table<T> table, const T* w, uint32_t samples, rows<const T> x,
                       predict_workspace<T> workspace, rows<T> y) noexcept {
    if (samples == 0) return status::no_samples;
    if (!all_finite(table.inputs(), samples, x)) return status::not_finite_input;
    const layer<T>& last = table.layers[table.count - 1];
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const uint32_t left = samples - begin;
        const uint32_t count = left < workspace.capacity ? left : workspace.capacity;
        const rows<T> to{y.first + begin, y.stride};
        forward_to_logits<T>(table, w, count, {x.first + begin, x.stride}, workspace, to);
        last.apply(last.shape.outputs, count, to);
    }
    return status::ok;
}

template status predict_sample(sample_layer_table<float>, const float*, const float*,
                               predict_workspace<float>, float*) noexcept;
template status predict_sample(sample_layer_table<double>, const double*, const double*,
                               predict_workspace<double>, double*) noexcept;
template status predict_samples(layer_table<float>, const float*, uint32_t, rows<const float>,
                                predict_workspace<float>, rows<float>) noexcept;
template status predict_samples(layer_table<double>, const double*, uint32_t, rows<const double>,
                                predict_workspace<double>, rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
