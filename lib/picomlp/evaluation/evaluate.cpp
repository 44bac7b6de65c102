// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/evaluate.hpp"

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// A sum of costs, added one at a time, with the bits of a training step's sum.
template <class T>
class cost_sum {
  public:
    void add(T cost) {
        lane_[in_chunk_ % summation_order::sum_accumulators] += cost;
        if (++in_chunk_ == summation_order::chunk_samples) close_chunk();
    }

    T value() {
        if (in_chunk_ > 0) close_chunk();
        return sum_;
    }

  private:
    void close_chunk() {
        const T chunk = kernels::interleaved_sum(summation_order::sum_accumulators, lane_);
        sum_ = first_ ? chunk : sum_ + chunk;
        first_ = false;
        in_chunk_ = 0;
        for (T& lane : lane_) lane = T(0);
    }

    T lane_[summation_order::sum_accumulators] = {};
    T sum_ = T(0);
    uint32_t in_chunk_ = 0;
    bool first_ = true;
};

/// Several samples at a time.
template <class T>
struct batch_predictor {
    layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    void forward(uint32_t count, strided_rows<const T> x, prediction_of what,
                 strided_rows<T> z) const {
        detail::forward_layers<T>(table, w, count, x, workspace, what, z);
    }
    void activate(uint32_t count, strided_rows<T> z) const {
        const layer<T>& last = table.layers[table.count - 1];
        last.apply(last.shape.outputs, count, z, last.parameter);
    }
};

/// One at a time: rows of a single sample, stride 1.
template <class T>
struct sample_predictor {
    sample_layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    void forward(uint32_t /*one*/, strided_rows<const T> x, prediction_of what,
                 strided_rows<T> z) const {
        detail::forward_layers<T>(table, w, x.first, workspace, what, z.first);
    }
    void activate(uint32_t /*one*/, strided_rows<T> z) const {
        const sample_layer<T>& last = table.layers[table.count - 1];
        if (last.activate) last.activate(last.shape.outputs, z.first, last.parameter);
    }
};

/// All weights are 1.
template <class T>
struct unweighed {
    static void weigh(uint32_t, uint32_t, uint32_t, strided_rows<const T>, T*) {}
};

template <class T>
struct weighed {
    weight_tables<T> by;

    void weigh(uint32_t outputs, uint32_t first, uint32_t samples, strided_rows<const T> y,
               T* cost) const {
        for (uint32_t s = 0; s < samples; ++s) {
            T weight = by.of_sample ? by.of_sample[first + s] : T(1);
            if (by.of_class) weight *= by.of_class[label_of<T>(outputs, y.first + s, y.stride)];
            cost[s] *= weight;
        }
    }
};

/// x and y are both rows or both strided_samples.
template <class T, class Predictor, class Samples, class Weights>
evaluation<T> evaluate_in_batches(Predictor predictor, const objective<T>& loss, uint32_t samples,
                                  Samples x, Samples y, evaluation_workspace<T> workspace,
                                  uint32_t* confusion, Weights weights) {
    const uint32_t outputs = predictor.table.outputs();
    const auto refused = [](status why) { return evaluation<T>{T(0), T(0), 0, 0, why}; };
    if (samples == 0) return refused(status::no_samples);
    if (!detail::are_finite<T>(predictor.table.inputs(), samples, x)) {
        return refused(status::not_finite_input);
    }
    const status checked = detail::check_targets<T>(loss.check, outputs, samples, y);
    if (checked != status::ok) return refused(checked);

    const uint32_t classes = class_count(outputs);
    if (confusion) {
        for (uint32_t k = 0; k < classes * classes; ++k) confusion[k] = 0;
    }
    const size_t stride = workspace.capacity;
    const strided_rows<T> z{workspace.outputs, stride};
    cost_sum<T> sum;
    evaluation<T> result{T(0), T(0), 0, samples, status::ok};
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const uint32_t count = detail::batch_at(begin, samples, workspace.capacity);
        const strided_rows<const T> x_batch = detail::batch_in_rows<T>(
            predictor.table.inputs(), x, begin, count, {workspace.even, stride});
        predictor.forward(count, x_batch,
                          loss.takes_logits ? prediction_of::logits : prediction_of::activations,
                          z);
        // The hidden activations are no longer needed.
        const strided_rows<const T> y_batch = detail::batch_in_rows<T>(
            outputs, y, begin, count,
            detail::last_layer_rows(predictor.table.count, predictor.workspace));
        loss.evaluate(outputs, count, read_only(z), y_batch, T(0), {nullptr, 0}, workspace.costs);
        weights.weigh(outputs, begin, count, y_batch, workspace.costs);
        if (loss.takes_logits) predictor.activate(count, z);
        for (uint32_t s = 0; s < count; ++s) {
            sum.add(workspace.costs[s]);
            const uint32_t predicted = label_of<T>(outputs, z.first + s, stride);
            const uint32_t target = label_of<T>(outputs, y_batch.first + s, y_batch.stride);
            result.correct += predicted == target ? 1 : 0;
            if (confusion) ++confusion[target * classes + predicted];
        }
    }
    result.cost = sum.value() / static_cast<T>(samples);
    result.accuracy = static_cast<T>(result.correct) / static_cast<T>(samples);
    if (!is_finite(result.cost)) result.status = status::diverged;
    return result;
}

}  // namespace

template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluate_in_batches<T>(batch_predictor<T>{table, w, hidden}, loss, samples, x, y,
                                  workspace, confusion, unweighed<T>{});
}

template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               strided_samples<const T> x, strided_samples<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluate_in_batches<T>(batch_predictor<T>{table, w, hidden}, loss, x.samples, x, y,
                                  workspace, confusion, unweighed<T>{});
}

template <class T>
evaluation<T> evaluate_one_by_one(sample_layer_table<T> table, const objective<T>& loss, const T* w,
                                  strided_samples<const T> x, strided_samples<const T> y,
                                  evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluate_in_batches<T>(sample_predictor<T>{table, w, hidden}, loss, x.samples, x, y,
                                  workspace, confusion, unweighed<T>{});
}

template <class T>
evaluation<T> evaluate_weighed_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                                       strided_samples<const T> x, strided_samples<const T> y,
                                       evaluation_workspace<T> workspace, uint32_t* confusion,
                                       weight_tables<T> weights) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluate_in_batches<T>(batch_predictor<T>{table, w, hidden}, loss, x.samples, x, y,
                                  workspace, confusion, weighed<T>{weights});
}

#define PICOMLP_INSTANTIATE(T)                                                                  \
    template evaluation<T> evaluate_samples(                                                    \
        layer_table<T>, const objective<T>&, const T*, uint32_t, strided_rows<const T>,         \
        strided_rows<const T>, evaluation_workspace<T>, uint32_t*) noexcept;                    \
    template evaluation<T> evaluate_samples(layer_table<T>, const objective<T>&, const T*,      \
                                            strided_samples<const T>, strided_samples<const T>, \
                                            evaluation_workspace<T>, uint32_t*) noexcept;       \
    template evaluation<T> evaluate_one_by_one(                                                 \
        sample_layer_table<T>, const objective<T>&, const T*, strided_samples<const T>,         \
        strided_samples<const T>, evaluation_workspace<T>, uint32_t*) noexcept;                 \
    template evaluation<T> evaluate_weighed_samples(                                            \
        layer_table<T>, const objective<T>&, const T*, strided_samples<const T>,                \
        strided_samples<const T>, evaluation_workspace<T>, uint32_t*, weight_tables<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
