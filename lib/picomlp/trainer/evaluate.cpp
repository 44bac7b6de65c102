#include "picomlp/trainer/evaluate.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// The sum that a training step takes of its samples' costs, fed piece by piece.
template <class T>
class cost_sum {
  public:
    void add(T cost) {
        lane_[in_chunk_ % order::sample_lanes] += cost;
        if (++in_chunk_ == order::chunk_samples) close_chunk();
    }

    T value() {
        if (in_chunk_ > 0) close_chunk();
        return sum_;
    }

  private:
    void close_chunk() {
        const T chunk = kernels::lane_sum(order::sample_lanes, lane_);
        sum_ = first_ ? chunk : sum_ + chunk;
        first_ = false;
        in_chunk_ = 0;
        for (T& lane : lane_) lane = T(0);
    }

    T lane_[order::sample_lanes] = {};
    T sum_ = T(0);
    uint32_t in_chunk_ = 0;
    bool first_ = true;
};

}  // namespace

template <class T>
uint32_t label_of(uint32_t outputs, const T* first,
                  size_t stride) noexcept(detail::needs_real<T>()) {
    if (outputs == 1) return first[0] > T(0.5) ? 1 : 0;
    uint32_t best = 0;
    for (uint32_t o = 1; o < outputs; ++o) {
        if (first[o * stride] > first[best * stride]) best = o;
    }
    return best;
}

template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               uint32_t samples, rows<const T> x, rows<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const uint32_t outputs = table.outputs();
    const auto refused = [](status why) { return evaluation<T>{T(0), T(0), 0, 0, why}; };
    if (samples == 0) return refused(status::no_samples);
    if (!all_finite(table.inputs(), samples, x)) return refused(status::not_finite_input);
    const status checked = loss.check(outputs, samples, y);
    if (checked != status::ok) return refused(checked);

    const uint32_t classes = class_count(outputs);
    if (confusion) {
        for (uint32_t k = 0; k < classes * classes; ++k) confusion[k] = 0;
    }
    const layer<T>& last = table.layers[table.count - 1];
    const size_t stride = workspace.capacity;
    const rows<T> z{workspace.outputs, stride};
    cost_sum<T> sum;
    evaluation<T> result{T(0), T(0), 0, samples, status::ok};
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const uint32_t left = samples - begin;
        const uint32_t count = left < workspace.capacity ? left : workspace.capacity;
        const rows<const T> y_part{y.first + begin, y.stride};
        forward_to_logits<T>(table, w, count, {x.first + begin, x.stride},
                             {workspace.odd, workspace.even, workspace.capacity}, z);
        if (!loss.takes_logits) last.apply(outputs, count, z);
        loss.evaluate(outputs, count, read_only(z), y_part, T(0), {nullptr, 0}, workspace.costs);
        if (loss.takes_logits) last.apply(outputs, count, z);
        for (uint32_t s = 0; s < count; ++s) {
            sum.add(workspace.costs[s]);
            const uint32_t predicted = label_of<T>(outputs, z.first + s, stride);
            const uint32_t target = label_of<T>(outputs, y_part.first + s, y.stride);
            result.correct += predicted == target ? 1 : 0;
            if (confusion) ++confusion[target * classes + predicted];
        }
    }
    result.cost = sum.value() / static_cast<T>(samples);
    result.accuracy = static_cast<T>(result.correct) / static_cast<T>(samples);
    if (!is_finite(result.cost)) result.status = status::diverged;
    return result;
}

template uint32_t label_of(uint32_t, const float*, size_t) noexcept;
template uint32_t label_of(uint32_t, const double*, size_t) noexcept;
template evaluation<float> evaluate_samples(layer_table<float>, const objective<float>&,
                                            const float*, uint32_t, rows<const float>,
                                            rows<const float>, evaluation_workspace<float>,
                                            uint32_t*) noexcept;
template evaluation<double> evaluate_samples(layer_table<double>, const objective<double>&,
                                             const double*, uint32_t, rows<const double>,
                                             rows<const double>, evaluation_workspace<double>,
                                             uint32_t*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
