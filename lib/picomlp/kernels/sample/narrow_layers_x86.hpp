// SPDX-License-Identifier: MIT
// Networks of narrow layers on x86-64: a layer's outputs lie in up to four vectors of four floats,
// from which the next layer takes its inputs.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/narrow_layers.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/simd/vectors/four_floats.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// In memory, for numbers and instruction sets that have no such vectors.
template <class InstructionSet, class T>
struct narrow_layers_in_memory {
    static T forward(const narrow_layer* layers, uint32_t count, const T* w, const T* x, T* z) {
        T buffers[2][narrow_layer_size];
        for (uint32_t l = 0; l < count; ++l) {
            const dense_shape shape = {layers[l].inputs, layers[l].outputs};
            T* const to = l + 1 == count ? z : buffers[l & 1];
            if (layers[l].relu) {
                gemv<InstructionSet, T>::template forward<true>(shape, w, x, to);
            } else {
                gemv<InstructionSet, T>::template forward<false>(shape, w, x, to);
            }
            w += (size_t{shape.inputs} + 1) * shape.outputs;
            x = to;
        }
        return *z;
    }
};

/// A row of Count vectors, of the last of which `in_last` elements exist. Not an array: gcc keeps
/// one in memory.
template <class Vector, size_t Count>
struct vector_row {
    using others = vector_row<Vector, Count - 1>;
    Vector here;
    others rest;

    [[gnu::always_inline]] static vector_row load(const float* p, size_t in_last) {
        return {Vector::load(p), others::load(p + Vector::lanes, in_last)};
    }
    [[gnu::always_inline]] static vector_row zero() { return {Vector::zero(), others::zero()}; }
    [[gnu::always_inline]] static vector_row add(const vector_row& a, const vector_row& b) {
        return {Vector::add(a.here, b.here), others::add(a.rest, b.rest)};
    }
    [[gnu::always_inline]] static vector_row relu(const vector_row& a) {
        return {Vector::relu(a.here), others::relu(a.rest)};
    }
    [[gnu::always_inline]] static vector_row multiply_add(Vector factor, const vector_row& a,
                                                          const vector_row& b) {
        return {Vector::multiply_add(factor, a.here, b.here),
                others::multiply_add(factor, a.rest, b.rest)};
    }
};
template <class Vector>
struct vector_row<Vector, 1> {
    Vector here;

    [[gnu::always_inline]] static vector_row load(const float* p, size_t in_last) {
        return {Vector::load_first(p, in_last)};
    }
    [[gnu::always_inline]] static vector_row zero() { return {Vector::zero()}; }
    [[gnu::always_inline]] static vector_row add(const vector_row& a, const vector_row& b) {
        return {Vector::add(a.here, b.here)};
    }
    [[gnu::always_inline]] static vector_row relu(const vector_row& a) {
        return {Vector::relu(a.here)};
    }
    [[gnu::always_inline]] static vector_row multiply_add(Vector factor, const vector_row& a,
                                                          const vector_row& b) {
        return {Vector::multiply_add(factor, a.here, b.here)};
    }
};

template <class InstructionSet>
struct narrow_layers_in_registers {
    using vector = simd::four_floats<InstructionSet>;

    static float forward(const narrow_layer* layer, uint32_t count, const float* w, const float* x,
                         float* z) {
        const narrow_layer* const last = layer + count - 1;
        activations a = first_layer(*layer, w, x);
        while (layer != last) {
            w += layer->weights + layer->outputs;
            ++layer;
            a = next_layer(*layer, w, a);
        }
        store(a, last->outputs, z);
        return a.first.first();
    }

  private:
    /// A layer's outputs, as many as there are; what the others hold does not matter. Named one by
    /// one: gcc keeps an array in memory.
    struct activations {
        vector first, second, third, fourth;
    };

    [[gnu::always_inline]] static void store(const activations& a, size_t outputs, float* z) {
        if (outputs <= 4) return a.first.store_first(z, outputs);
        a.first.store_first(z, 4);
        if (outputs <= 8) return a.second.store_first(z + 4, outputs - 4);
        a.second.store_first(z + 4, 4);
        if (outputs <= 12) return a.third.store_first(z + 8, outputs - 8);
        a.third.store_first(z + 8, 4);
        a.fourth.store_first(z + 12, outputs - 12);
    }

    template <size_t Vectors>
    [[gnu::always_inline]] static activations activations_of(const vector_row<vector, Vectors>& a) {
        activations result{a.here, a.here, a.here, a.here};
        if constexpr (Vectors > 1) result.second = a.rest.here;
        if constexpr (Vectors > 2) result.third = a.rest.rest.here;
        if constexpr (Vectors > 3) result.fourth = a.rest.rest.rest.here;
        return result;
    }

    /// A layer's sums while its inputs are added one after another.
    template <size_t Vectors>
    struct sums {
        using all = vector_row<vector, Vectors>;

        const float* from;  ///< the weights of the next input
        size_t outputs;
        size_t in_last;
        const uint8_t* segment;
        const uint8_t* first_segment;
        uint32_t left;  ///< inputs of the segment
        all sum;
        all total;  ///< of the segments before

        [[gnu::always_inline]] sums(const narrow_layer& layer, const float* w)
            : from(w),
              outputs(layer.outputs),
              in_last(outputs - (Vectors - 1) * vector::lanes),
              segment(layer.segments),
              first_segment(segment),
              left(*segment),
              sum(all::load(w + layer.weights, in_last)),
              total(all::zero()) {}

        /// Whether another input follows.
        [[gnu::always_inline]] bool add(vector input) {
            sum = all::multiply_add(input, all::load(from, in_last), sum);
            from += outputs;
            if (--left != 0) return true;
            left = segment[1];
            if (segment != first_segment) sum = all::add(total, sum);
            ++segment;
            if (left == 0) return false;
            total = sum;
            sum = all::zero();
            return true;
        }

        [[gnu::always_inline]] activations result(bool relu) const {
            return activations_of<Vectors>(relu ? all::relu(sum) : sum);
        }
    };

    template <size_t Vectors>
    [[gnu::always_inline]] static activations of_memory(const narrow_layer& layer, const float* w,
                                                        const float* x) {
        sums<Vectors> z(layer, w);
        while (z.add(vector::splat(*x))) ++x;
        return z.result(layer.relu);
    }

    template <size_t Vectors>
    [[gnu::always_inline]] static activations of_registers(const narrow_layer& layer,
                                                           const float* w, activations x) {
        sums<Vectors> z(layer, w);
        while (z.add(x.first.template splat_lane<0>()) && z.add(x.first.template splat_lane<1>()) &&
               z.add(x.first.template splat_lane<2>()) && z.add(x.first.template splat_lane<3>())) {
            x.first = x.second;
            x.second = x.third;
            x.third = x.fourth;
        }
        return z.result(layer.relu);
    }

    [[gnu::always_inline]] static activations first_layer(const narrow_layer& layer, const float* w,
                                                          const float* x) {
        if (layer.outputs <= 4) return of_memory<1>(layer, w, x);
        if (layer.outputs <= 8) return of_memory<2>(layer, w, x);
        if (layer.outputs <= 12) return of_memory<3>(layer, w, x);
        return of_memory<4>(layer, w, x);
    }
    [[gnu::always_inline]] static activations next_layer(const narrow_layer& layer, const float* w,
                                                         const activations& x) {
        if (layer.outputs <= 4) return of_registers<1>(layer, w, x);
        if (layer.outputs <= 8) return of_registers<2>(layer, w, x);
        if (layer.outputs <= 12) return of_registers<3>(layer, w, x);
        return of_registers<4>(layer, w, x);
    }
};

/// The better of both.
template <class InstructionSet, class T,
          bool InRegisters = sizeof(T) == 4 && InstructionSet::template vector<T>::lanes >= 4 &&
                             simd::four_floats<InstructionSet>::has_multiply_add>
struct narrow_layers : narrow_layers_in_memory<InstructionSet, T> {};
template <class InstructionSet>
struct narrow_layers<InstructionSet, float, true> : narrow_layers_in_registers<InstructionSet> {};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
