// SPDX-License-Identifier: MIT
#include "picomlp/study/study.hpp"

#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Whether all units of a layer have the same weights and bias.
template <class T>
bool same_parameters(dense_shape shape, const T* w) {
    for (uint32_t i = 0; i <= shape.inputs; ++i) {
        for (uint32_t o = 1; o < shape.outputs; ++o) {
            if (w[o] != w[0]) return false;
        }
        w += shape.outputs;
    }
    return true;
}

/// The hooks that collect statistics in both passes.
template <class T>
class observer {
  public:
    observer(const study_table<T>& table, const study_workspace<T>& workspace,
             const study_results<T>& to)
        : table_(table), workspace_(workspace), to_(to) {}

    void begin() {
        T* means = workspace_.unit_means;
        uint8_t* alive = workspace_.unit_alive;
        const auto begin_one = [&](statistics_in_two_passes<T>& one, uint32_t units,
                                   activation_limits limits) {
            one.begin(units, limits, means, alive);
            means += units;
            alive += units;
        };
        begin_one(inputs(), table_.training.network.inputs(), {0, 0});
        for (uint32_t l = 0; l < layers(); ++l) {
            begin_one(activations_of(l), units(l), table_.limits[l]);
            begin_one(gradients_of(l), units(l), {0, 0});
        }
    }

    void pass(bool second, const T* w, strided_samples<const T> x, strided_samples<const T> y) {
        second_ = second;
        const layer_hooks<T> hooks = {this, take_activations, nullptr, take_gradients};
        const uint32_t capacity = workspace_.training.capacity;
        for (uint32_t begin = 0; begin < x.samples; begin += capacity) {
            const uint32_t left = x.samples - begin;
            const uint32_t count = left < capacity ? left : capacity;
            // Only the forward pass reads x, and it does not use delta. Only the loss reads y, and
            // it does not use delta's second half.
            T* const storage = workspace_.training.delta;
            const size_t half = size_t{workspace_.training.widest} * workspace_.training.stride;
            const strided_rows<const T> x_chunk = in_rows<T>(
                table_.training.network.inputs(), x.part(begin, count), {storage, capacity});
            const strided_rows<const T> y_chunk =
                in_rows<T>(table_.training.network.outputs(), y.part(begin, count),
                           {storage + half, capacity});
            take(inputs(), count, x_chunk);
            // Cannot be refused: the samples have been checked. A cost that is not finite shows in
            // the statistics.
            T cost;
            (void)cost_and_gradient<T>(table_.training, hooks, table_.trained, w, count, x_chunk,
                                       y_chunk, workspace_.training, &cost, nullptr);
        }
    }

    void end_first_pass() {
        inputs().end_first_pass();
        for (uint32_t l = 0; l < layers(); ++l) {
            const layer_results<T>& results = to_.layers[l];
            end_first_pass(activations_of(l), results.activation_edges, results.activation_counts);
            end_first_pass(gradients_of(l), results.gradient_edges, results.gradient_counts);
        }
    }

    void end(const T* w) {
        inputs().end(*to_.inputs);
        for (uint32_t l = 0; l < layers(); ++l) {
            activations_of(l).end(*to_.layers[l].activations);
            gradients_of(l).end(*to_.layers[l].gradients);
        }
        for (uint32_t l = 0; l < layers(); ++l) {
            const dense_shape shape = table_.training.network.layers[l].shape;
            const layer_results<T>& results = to_.layers[l];
            *results.health =
                judge<T>({*to_.inputs, *results.activations, *results.gradients,
                          *to_.layers[layers() - 1].gradients, same_parameters(shape, w)});
            w += parameter_count_of(shape);
        }
    }

  private:
    uint32_t layers() const { return table_.training.network.count; }
    uint32_t units(uint32_t l) const { return table_.training.network.layers[l].shape.outputs; }
    statistics_in_two_passes<T>& inputs() const { return workspace_.statistics[0]; }
    statistics_in_two_passes<T>& activations_of(uint32_t l) const {
        return workspace_.statistics[1 + 2 * l];
    }
    statistics_in_two_passes<T>& gradients_of(uint32_t l) const {
        return workspace_.statistics[2 + 2 * l];
    }

    void end_first_pass(statistics_in_two_passes<T>& one, T* edges, uint32_t* counts) const {
        one.end_first_pass();
        for (uint32_t k = 0; k < to_.bins; ++k) counts[k] = 0;
        // Cannot fail: the elements in range are finite, and so is their range.
        (void)histogram_edges(one.minimum(), one.maximum(), to_.bins, edges);
    }

    void take(statistics_in_two_passes<T>& one, uint32_t samples,
              strided_rows<const T> values) const {
        if (second_) {
            one.see_again(samples, values, workspace_.sums);
        } else {
            one.see(samples, values, workspace_.sums);
        }
    }

    static void take_activations(void* state, uint32_t layer, uint32_t outputs, uint32_t /*first*/,
                                 uint32_t samples, strided_rows<T> a) {
        const observer& self = *static_cast<const observer*>(state);
        const uint32_t l = layer - 1;
        if (l + 1 == self.layers() && self.table_.training.loss.takes_logits) {
            const strided_rows<T> copy{self.workspace_.outputs, self.workspace_.training.capacity};
            for (uint32_t o = 0; o < outputs; ++o) {
                __builtin_memcpy(copy[o], a[o], samples * sizeof(T));
            }
            const auto& last = self.table_.training.network.layers[l];
            last.apply(outputs, samples, copy, last.parameter);
            a = copy;
        }
        self.take(self.activations_of(l), samples, read_only(a));
        const layer_results<T>& results = self.to_.layers[l];
        self.count(outputs, samples, a, results.activation_edges, results.activation_counts);
    }

    static void take_gradients(void* state, uint32_t layer, uint32_t outputs, uint32_t /*first*/,
                               uint32_t samples, strided_rows<T> delta) {
        const observer& self = *static_cast<const observer*>(state);
        const layer_results<T>& results = self.to_.layers[layer - 1];
        self.take(self.gradients_of(layer - 1), samples, read_only(delta));
        self.count(outputs, samples, delta, results.gradient_edges, results.gradient_counts);
    }

    void count(uint32_t outputs, uint32_t samples, strided_rows<T> values, const T* edges,
               uint32_t* counts) const {
        if (!second_) return;
        add_to_histogram<T>(outputs, samples, read_only(values), to_.bins, edges, counts);
    }

    const study_table<T>& table_;
    const study_workspace<T>& workspace_;
    const study_results<T>& to_;
    bool second_ = false;
};

/// Whether the elements of a layer, or of the inputs, can be counted.
template <class T>
bool can_count(layer_table<T> network, uint32_t samples) {
    uint32_t widest = network.inputs();
    for (uint32_t l = 0; l < network.count; ++l) {
        const uint32_t units = network.layers[l].shape.outputs;
        widest = units > widest ? units : widest;
    }
    return samples <= UINT32_MAX / widest;
}

}  // namespace

template <class T>
status study_samples(const study_table<T>& table, const T* w, strided_samples<const T> x,
                     strided_samples<const T> y, const study_workspace<T>& workspace,
                     const study_results<T>& to) noexcept {
    const layer_table<T>& network = table.training.network;
    if (x.samples == 0) return status::no_samples;
    if (!can_count(network, x.samples)) return status::too_many_samples;
    if (!all_finite<T>(network.inputs(), x)) return status::not_finite_input;
    const status checked =
        detail::check_targets<T>(table.training.loss.check, network.outputs(), y.samples, y);
    if (checked != status::ok) return checked;

    observer<T> watch(table, workspace, to);
    watch.begin();
    watch.pass(false, w, x, y);
    watch.end_first_pass();
    watch.pass(true, w, x, y);
    watch.end(w);
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                               \
    template status study_samples(const study_table<T>&, const T*, strided_samples<const T>, \
                                  strided_samples<const T>, const study_workspace<T>&,       \
                                  const study_results<T>&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
