#include "picomlp/kernels/finite.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Numbers that a layer keeps for the way back: its outputs and, where the activation's derivative
/// takes its preactivation, that behind them. (A plain step has no masks, so that nothing else is
/// ever kept.)
template <class T>
size_t kept_by(const sample_layer<T>& one, const sample_training_layer<T>& needs) {
    return size_t{one.shape.outputs} << (needs.keeps_argument ? 1 : 0);
}

}  // namespace

template <class T>
status sample_cost_and_gradient(const sample_training_table<T>& table, const T* w, const T* x,
                                const T* y, training_workspace<T> workspace, T* cost,
                                T* gradient) noexcept {
    const sample_layer<T>* const first = table.network.layers;
    const sample_layer<T>* const last = first + table.network.count - 1;
    const uint32_t outputs = last->shape.outputs;
    if (!run_is_finite(x, first->shape.inputs)) return status::not_finite_input;
    const status checked = table.loss.check(outputs, 1, {y, 1});
    if (checked != status::ok) return checked;

    const sample_layer<T>* current = first;
    const sample_training_layer<T>* needs = table.layers;
    T* kept = workspace.activations;
    const T* input = x;
    for (;;) {
        const dense_shape shape = current->shape;
        current->forward(shape, w, input, kept);
        if (needs->keeps_argument) {
            __builtin_memcpy(kept + shape.outputs, kept, shape.outputs * sizeof(T));
        }
        gradient += parameter_count_of(shape);
        w += parameter_count_of(shape);
        if (current == last && table.loss.takes_logits) break;
        if (current->activate) current->activate(shape.outputs, kept);
        if (current == last) break;
        input = kept;
        kept += kept_by(*current++, *needs++);
    }

    T* delta = workspace.delta;
    T* spare = workspace.delta + workspace.widest;
    table.loss.evaluate(outputs, 1, {kept, 1}, {y, 1}, T(1), {delta, 1}, workspace.sample_costs);
    // A sum of costs, of which there is one.
    *cost = workspace.sample_costs[0] + T(0);

    bool through_activation = !table.loss.takes_logits;
    for (;;) {
        const dense_shape shape = current->shape;
        if (through_activation && needs->derivative) {
            needs->derivative(shape.outputs, needs->keeps_argument ? kept + shape.outputs : kept,
                              delta);
        }
        through_activation = true;
        gradient -= parameter_count_of(shape);
        w -= parameter_count_of(shape);
        if (current == first) break;
        const sample_training_layer<T>& used = *needs;
        kept -= kept_by(*--current, *--needs);
        used.gradient(shape, kept, delta, gradient);
        used.backward(shape, w, delta, spare);
        T* const free = delta;
        delta = spare;
        spare = free;
    }
    needs->gradient(first->shape, x, delta, gradient);
    return is_finite(*cost) ? status::ok : status::diverged;
}

template status sample_cost_and_gradient(const sample_training_table<float>&, const float*,
                                         const float*, const float*, training_workspace<float>,
                                         float*, float*) noexcept;
template status sample_cost_and_gradient(const sample_training_table<double>&, const double*,
                                         const double*, const double*, training_workspace<double>,
                                         double*, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
