// A dense layer's weighted sums for a single sample with outputs along the lanes, for processors
// on which operations wait for each other: the runs of inputs that kernels/order.hpp says are
// summed side by side.
#pragma once

#include <stddef.h>

#include "picomlp/kernels/order.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct gemv {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;

    /// Relu: z = max(z, 0), NaN becoming +0.
    template <bool Relu>
    static void forward(dense_shape shape, const T* w, const T* x, T* z) {
        const sums<Relu> layer{shape.outputs,
                               summation_order::cut_inputs(shape),
                               x,
                               w,
                               w + size_t{shape.inputs} * shape.outputs,
                               z};
        switch (layer.cut.segments) {
            case 1:
                return layer.template all<1>();
            case 2:
                return layer.template all<2>();
            default:
                return layer.template all<4>();
        }
    }

  private:
    // Vectors of a wide row that are read side by side: weights that come from a second-level cache
    // come faster in long stretches.
    static constexpr size_t broad = 8;

    // Some vectors side by side, and what is special about the last of them.

    template <class Vector>
    struct nothing_special {
        using vector = Vector;
        template <size_t Vectors>
        [[gnu::always_inline]] static ptrdiff_t begin(size_t v) {
            return static_cast<ptrdiff_t>(v * Vector::lanes);
        }
        template <size_t Vectors>
        [[gnu::always_inline]] static Vector load(size_t, const T* p) {
            return Vector::load(p);
        }
        template <size_t Vectors>
        [[gnu::always_inline]] static void store(size_t, T* p, Vector value) {
            value.store(p);
        }
    };
    using whole_vectors = nothing_special<vector>;
    using whole_singles = nothing_special<single>;

    /// One vector, of which only the first `count` elements are there.
    struct masked : whole_vectors {
        size_t count;
        explicit masked(size_t elements) : count(elements) {}
        template <size_t>
        [[gnu::always_inline]] vector load(size_t, const T* p) const {
            return vector::load_masked(p, count);
        }
        template <size_t>
        [[gnu::always_inline]] void store(size_t, T* p, vector value) const {
            value.store_masked(p, count);
        }
    };

    /// It begins before the end of the one before it, some of whose sums are taken twice.
    struct repeating_last : whole_vectors {
        ptrdiff_t last;
        explicit repeating_last(ptrdiff_t begin_of_last) : last(begin_of_last) {}
        template <size_t Vectors>
        [[gnu::always_inline]] ptrdiff_t begin(size_t v) const {
            return v + 1 < Vectors ? whole_vectors::template begin<Vectors>(v) : last;
        }
    };

    template <bool Relu>
    struct sums {
        size_t outputs;
        summation_order::input_cut cut;
        const T* x;
        const T* w;
        const T* bias;
        T* z;

        template <size_t Segments>
        [[gnu::always_inline]] void all() const {
            constexpr size_t most = Segments == 4 ? 2 : 4;
            constexpr size_t lanes = vector::lanes;
            size_t o = 0;
            if constexpr (Segments == 2 && lanes > 1) {
                for (; o + broad * lanes <= outputs; o += broad * lanes) {
                    if constexpr (InstructionSet::registers == 32) {
                        columns<Segments, broad>(o, whole_vectors{});
                    } else {
                        in_turn<Segments, broad>(o);
                    }
                }
            }
            for (; o + most * lanes <= outputs; o += most * lanes) {
                columns<Segments, most>(o, whole_vectors{});
            }
            if (o == outputs) return;
            const size_t left = outputs - o;
            if (left % lanes == 0) {
                last_columns<Segments, most - 1>(left / lanes, o, whole_vectors{});
            } else if (outputs > lanes) {
                last_columns<Segments, most>(
                    left / lanes + 1, o,
                    repeating_last{static_cast<ptrdiff_t>(outputs - lanes) -
                                   static_cast<ptrdiff_t>(o)});
            } else if (InstructionSet::has_masks && left > 1) {
                if constexpr (InstructionSet::has_masks) {
                    columns<Segments, 1>(o, masked{left});
                }
            } else if constexpr (lanes > 1) {
                for (; o < outputs; ++o) columns<Segments, 1>(o, whole_singles{});
            }
        }

        /// columns() for a number of vectors known when it runs, 1 to Most.
        template <size_t Segments, size_t Most, class Part>
        [[gnu::always_inline]] void last_columns(size_t vectors, size_t o, Part part) const {
            if constexpr (Most > 1) {
                if (vectors < Most) return last_columns<Segments, Most - 1>(vectors, o, part);
            }
            columns<Segments, Most>(o, part);
        }

        /// Vectors vectors of outputs from o on, one run of inputs after another: half as many
        /// sums at a time, so that twice as much of a row is read at once.
        template <size_t Segments, size_t Vectors>
        [[gnu::always_inline]] void in_turn(size_t o) const {
            const T* row = w + o;
            const T* input = x;
            for (size_t s = 0; s < Segments; ++s) {
                vector sum[Vectors];
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[v] = s == 0 ? vector::load(bias + o + v * vector::lanes) : vector::zero();
                }
                const T* const end = input + cut.length + (s < cut.longer);
                for (; input < end; ++input, row += outputs) {
                    const vector factor = vector::splat(*input);
                    for (size_t v = 0; v < Vectors; ++v) {
                        sum[v] = vector::multiply_add(factor, vector::load(row + v * vector::lanes),
                                                      sum[v]);
                    }
                }
                for (size_t v = 0; v < Vectors; ++v) {
                    T* const to = z + o + v * vector::lanes;
                    vector total = s == 0 ? sum[v] : vector::add(vector::load(to), sum[v]);
                    if (Relu && s + 1 == Segments) total = vector::relu(total);
                    total.store(to);
                }
            }
        }

        /// Outputs from o on: Vectors vectors of them.
        template <size_t Segments, size_t Vectors, class Part>
        [[gnu::always_inline]] void columns(size_t o, Part part) const {
            using Vector = typename Part::vector;
            const auto at = [=](size_t v) __attribute__((always_inline)) {
                return part.template begin<Vectors>(v);
            };
            const auto load = [=](size_t v, const T* from) __attribute__((always_inline)) {
                return part.template load<Vectors>(v, from + at(v));
            };
            Vector sum[Segments][Vectors];
            const T* row[Segments];
            const T* input[Segments];
            size_t begin = 0;
            for (size_t s = 0; s < Segments; ++s) {
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[s][v] = s == 0 ? load(v, bias + o) : Vector::zero();
                }
                row[s] = w + o + begin * outputs;
                input[s] = x + begin;
                begin += cut.length + (s < cut.longer);
            }
            const auto add_row = [&](size_t s, size_t k) __attribute__((always_inline)) {
                const Vector factor = Vector::splat(input[s][k]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[s][v] = Vector::multiply_add(factor, load(v, row[s]), sum[s][v]);
                }
                row[s] += outputs;
            };
            for (size_t k = 0; k < cut.length; ++k) {
                for (size_t s = 0; s < Segments; ++s) add_row(s, k);
            }
            for (size_t s = 0; s + 1 < Segments; ++s) {
                if (s < cut.longer) add_row(s, cut.length);
            }
            for (size_t v = 0; v < Vectors; ++v) {
                Vector total = sum[0][v];
                for (size_t s = 1; s < Segments; ++s) total = Vector::add(total, sum[s][v]);
                if constexpr (Relu) total = Vector::relu(total);
                part.template store<Vectors>(v, z + o + at(v), total);
            }
        }
    };
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
