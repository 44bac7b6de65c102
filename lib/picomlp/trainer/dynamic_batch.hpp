// SPDX-License-Identifier: MIT
// Storage for a mini-batch of a network of run-time shape.
#pragma once

#include "picomlp/base/memory_block.hpp"
#include "picomlp/network/dynamic_samples.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/trainer/gather.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Where samples of any order are copied to features x samples, the order that a step takes; the
/// mini_batch of networks of run-time shape. It is opened over memory of the caller's.
template <class T>
class basic_dynamic_batch {
  public:
    /// Of the memory that it is opened over.
    static constexpr size_t alignment = alignof(T);

    /// Bytes for up to `samples` samples; 0 for an unusable shape.
    static size_t bytes(const dynamic_shape& shape, uint32_t samples) {
        if (!ok(check_shape(shape))) return 0;
        return detail::bytes_or_none((uint64_t{shape.inputs} + shape.outputs()) * samples *
                                     sizeof(T));
    }
    /// status::unusable_shape, also for no samples, too_little_memory, misaligned_memory.
    status open(const dynamic_shape& shape, memory_block memory, uint32_t samples) {
        const status fits = detail::check_memory(memory, bytes(shape, samples), alignment);
        if (fits != status::ok) return fits;
        inputs_ = shape.inputs;
        outputs_ = shape.outputs();
        capacity_ = samples;
        x_ = static_cast<T*>(memory.first);
        y_ = x_ + size_t{inputs_} * samples;
        return status::ok;
    }

    uint32_t inputs() const { return inputs_; }
    uint32_t outputs() const { return outputs_; }
    /// Samples that it holds.
    uint32_t capacity() const { return capacity_; }

    /// The samples that were copied last, `count` of them.
    strided_samples<const T> features(uint32_t count) const { return {x_, capacity_, 1, count}; }
    strided_samples<const T> targets(uint32_t count) const { return {y_, capacity_, 1, count}; }

    /// Copies all samples. Precondition: both are valid, of the same number, at most capacity().
    void load(strided_samples<const T> x, strided_samples<const T> y) {
        copy_samples<T>(inputs_, x, {x_, capacity_});
        copy_samples<T>(outputs_, y, {y_, capacity_});
    }
    /// Copies those that `order` lists. Precondition: as above; indices are below the number.
    template <class Index>
    void gather(strided_samples<const T> x, strided_samples<const T> y, const Index* order,
                uint32_t count) {
        detail::gather(inputs_, x, order, count, strided_rows<T>{x_, capacity_});
        detail::gather(outputs_, y, order, count, strided_rows<T>{y_, capacity_});
    }

  private:
    T* x_ = nullptr;
    T* y_ = nullptr;
    uint32_t inputs_ = 0;
    uint32_t outputs_ = 0;
    uint32_t capacity_ = 0;
};

/// The same for float.
using dynamic_batch = basic_dynamic_batch<float>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
