// The gradient of a dense layer's parameters, written once over the vector type.
#pragma once

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/lane_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct dense_gradients {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::single<InstructionSet, T>;
    using sums = lane_sums<InstructionSet, T>;

    static void gradient(dense_shape shape, uint32_t samples, rows<const T> x, rows<const T> delta,
                         gradient_mode mode, T* g) {
        if (order::gradient_lanes(shape, samples) > 1) {
            along_samples(shape, samples, x, delta, mode, g);
        } else {
            along_outputs(shape, samples, x, delta, mode, g);
        }
    }

    static void gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) {
        along_outputs(shape, 1, {x, 1}, {delta, 1}, gradient_mode::store, g);
    }

  private:
    // Samples whose deltas are turned around at a time; bounds the stack, changes no bit.
    static constexpr size_t block = 32;

    static void along_samples(dense_shape shape, uint32_t samples, rows<const T> x,
                              rows<const T> delta, gradient_mode mode, T* g) {
        const size_t outputs = shape.outputs;
        for (size_t i = 0; i <= shape.inputs; ++i) {
            const T* factor = i < shape.inputs ? x[i] : nullptr;
            T* row = g + i * outputs;
            size_t o = 0;
            for (; o + 4 <= outputs; o += 4) {
                T sum[4];
                sums::template of_products<4>(samples, factor, {delta[o], delta.stride}, sum);
                put<4>(sum, mode, row + o);
            }
            for (; o < outputs; ++o) {
                T sum[1];
                sums::template of_products<1>(samples, factor, {delta[o], delta.stride}, sum);
                put<1>(sum, mode, row + o);
            }
        }
    }

    template <size_t Count>
    [[gnu::always_inline]] static void put(const T (&sum)[Count], gradient_mode mode, T* g) {
        for (size_t k = 0; k < Count; ++k) {
            g[k] = mode == gradient_mode::add ? g[k] + sum[k] : sum[k];
        }
    }

    static void along_outputs(dense_shape shape, uint32_t samples, rows<const T> x,
                              rows<const T> delta, gradient_mode mode, T* g) {
        for (uint32_t begin = 0; begin < samples; begin += block) {
            const size_t count = samples - begin < block ? samples - begin : block;
            const rows<const T> x_block{x.first + begin, x.stride};
            const rows<const T> delta_block{delta.first + begin, delta.stride};
            const gradient_mode block_mode = begin == 0 ? mode : gradient_mode::add;
            size_t o = 0;
            for (; o + vector::lanes <= shape.outputs; o += vector::lanes) {
                add_columns<vector>(shape, count, x_block, {delta_block[o], delta.stride},
                                    block_mode, g + o);
            }
            if constexpr (vector::lanes > 1) {
                for (; o < shape.outputs; ++o) {
                    add_columns<single>(shape, count, x_block, {delta_block[o], delta.stride},
                                        block_mode, g + o);
                }
            }
        }
    }

    /// The columns of g that one vector covers, for one block of samples.
    template <class Vector>
    static void add_columns(dense_shape shape, size_t count, rows<const T> x, rows<const T> delta,
                            gradient_mode mode, T* g) {
        T turned[block * Vector::lanes];
        for (size_t lane = 0; lane < Vector::lanes; ++lane) {
            for (size_t s = 0; s < count; ++s) turned[s * Vector::lanes + lane] = delta[lane][s];
        }
        const size_t outputs = shape.outputs;
        size_t i = 0;
        for (; i + 4 <= shape.inputs; i += 4) {
            add_rows<Vector, 4>(count, {x[i], x.stride}, turned, mode, {g + i * outputs, outputs});
        }
        for (; i < shape.inputs; ++i) {
            add_rows<Vector, 1>(count, {x[i], x.stride}, turned, mode, {g + i * outputs, outputs});
        }
        T* bias = g + i * outputs;
        size_t s = 0;
        Vector sum = mode == gradient_mode::add ? Vector::load(bias) : Vector::load(turned);
        if (mode == gradient_mode::store) s = 1;
        for (; s < count; ++s) sum = Vector::add(sum, Vector::load(turned + s * Vector::lanes));
        sum.store(bias);
    }

    template <class Vector, size_t Rows>
    [[gnu::always_inline]] static void add_rows(size_t count, rows<const T> x, const T* turned,
                                                gradient_mode mode, rows<T> g) {
        Vector sum[Rows];
        size_t s = 0;
        if (mode == gradient_mode::add) {
            for (size_t r = 0; r < Rows; ++r) sum[r] = Vector::load(g[r]);
        } else {
            const Vector d = Vector::load(turned);
            for (size_t r = 0; r < Rows; ++r) {
                sum[r] = Vector::multiply(Vector::splat(x[r][0]), d);
            }
            s = 1;
        }
        for (; s < count; ++s) {
            const Vector d = Vector::load(turned + s * Vector::lanes);
            for (size_t r = 0; r < Rows; ++r) {
                sum[r] = Vector::multiply_add(Vector::splat(x[r][s]), d, sum[r]);
            }
        }
        for (size_t r = 0; r < Rows; ++r) sum[r].store(g[r]);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
