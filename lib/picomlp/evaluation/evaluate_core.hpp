// The loop over evaluated samples, shared by evaluations with and without weights. For this floor's
// sources: not installed.
#pragma once

#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/forward.hpp"
#include "picomlp/network/sample_parts.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace evaluating {

/// A sum of costs, fed piece by piece, with the bits of a training step's sum.
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
struct batch_walk {
    layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t inputs() const { return table.inputs(); }
    uint32_t outputs() const { return table.outputs(); }
    void forward(uint32_t count, strided_rows<const T> x, strided_rows<T> z) const {
        forward_to_logits<T>(table, w, count, x, workspace, z);
    }
    void activate(uint32_t count, strided_rows<T> z) const {
        table.layers[table.count - 1].apply(outputs(), count, z);
    }
};

/// One at a time: rows of a single sample, stride 1.
template <class T>
struct sample_walk {
    sample_layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t inputs() const { return table.layers[0].shape.inputs; }
    uint32_t outputs() const { return last().shape.outputs; }
    const sample_layer<T>& last() const { return table.layers[table.count - 1]; }
    void forward(uint32_t /*one*/, strided_rows<const T> x, strided_rows<T> z) const {
        forward_to_logits<T>(table, w, x.first, workspace, z.first);
    }
    void activate(uint32_t /*one*/, strided_rows<T> z) const {
        if (last().activate) last().activate(outputs(), z.first);
    }
};

/// All weights are 1.
template <class T>
struct unweighed {
    static void weigh(uint32_t, uint32_t, uint32_t, strided_rows<const T>, T*) {}
};

/// x and y are both rows or both strided_samples. Static, so that the compiler may inline it.
template <class T, class Walk, class Samples, class Weights>
static evaluation<T> evaluate_parts(Walk walk, const objective<T>& loss, uint32_t samples,
                                    Samples x, Samples y, evaluation_workspace<T> workspace,
                                    uint32_t* confusion, Weights weights) {
    const uint32_t outputs = walk.outputs();
    const auto refused = [](status why) { return evaluation<T>{T(0), T(0), 0, 0, why}; };
    if (samples == 0) return refused(status::no_samples);
    if (!are_finite<T>(walk.inputs(), samples, x)) return refused(status::not_finite_input);
    const status checked = check_targets<T>(loss.check, outputs, samples, y);
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
        const uint32_t left = samples - begin;
        const uint32_t count = left < workspace.capacity ? left : workspace.capacity;
        const strided_rows<const T> x_part =
            part_of<T>(walk.inputs(), x, begin, count, {workspace.even, stride});
        walk.forward(count, x_part, z);
        // The hidden activations are no longer needed.
        const strided_rows<const T> y_part =
            part_of<T>(outputs, y, begin, count, last_layer_rows(walk.table.count, walk.workspace));
        if (!loss.takes_logits) walk.activate(count, z);
        loss.evaluate(outputs, count, read_only(z), y_part, T(0), {nullptr, 0}, workspace.costs);
        weights.weigh(outputs, begin, count, y_part, workspace.costs);
        if (loss.takes_logits) walk.activate(count, z);
        for (uint32_t s = 0; s < count; ++s) {
            sum.add(workspace.costs[s]);
            const uint32_t predicted = label_of<T>(outputs, z.first + s, stride);
            const uint32_t target = label_of<T>(outputs, y_part.first + s, y_part.stride);
            result.correct += predicted == target ? 1 : 0;
            if (confusion) ++confusion[target * classes + predicted];
        }
    }
    result.cost = sum.value() / static_cast<T>(samples);
    result.accuracy = static_cast<T>(result.correct) / static_cast<T>(samples);
    if (!is_finite(result.cost)) result.status = status::diverged;
    return result;
}

}  // namespace evaluating
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
