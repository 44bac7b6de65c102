// SPDX-License-Identifier: MIT
// z = W x + b for one sample, with outputs along the lanes, for pipelined floating-point units. The
// segments of inputs (kernels/order.hpp, FORWARD) are summed interleaved: their independent
// accumulators hide the latency of an addition.
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
    static const T* forward(const dense_shape& shape, const T* w, const T* x, T* z) {
        all_segments<any_outputs>(shape, constant<Relu>{}, w, x, z, nobody{});
        return w + parameter_count_of(shape);
    }

    /// The same, with relu or without; observer.add() sees every vector of W x + b, in part or
    /// twice where a row ends.
    template <class Observer>
    [[gnu::always_inline]] static void observed_forward(dense_shape shape, bool relu, const T* w,
                                                        const T* x, T* z, Observer& observer) {
        all_segments<any_outputs>(shape, relu, w, x, z, observer);
    }

    /// The same for at most narrow_outputs, with relu or without: a quarter of the code.
    [[gnu::always_inline]] static const T* forward_narrow(const dense_shape& shape, bool relu,
                                                          const T* w, const T* x, T* z) {
        all_segments<narrow_outputs>(shape, relu, w, x, z, nobody{});
        return w + parameter_count_of(shape);
    }

  private:
    // Vectors of a wide row that are loaded together: a second-level cache delivers weights faster
    // in long contiguous reads.
    static constexpr size_t unroll = 8;

    static constexpr size_t any_outputs = 0xffff;
    static constexpr size_t narrow_outputs = 16;

    template <bool Value>
    struct constant {
        constexpr operator bool() const { return Value; }
    };

    struct nobody {
        template <class Vector>
        [[gnu::always_inline]] void add(const Vector&) const {}
    };

    /// Relu: bool, or a constant.
    template <size_t MostOutputs, class Relu, class Observer>
    [[gnu::always_inline]] static void all_segments(dense_shape shape, Relu relu, const T* w,
                                                    const T* x, T* z, Observer&& observer) {
        const sums<Relu, Observer> layer{shape.outputs,
                                         summation_order::split_inputs(shape),
                                         x,
                                         w,
                                         w + size_t{shape.inputs} * shape.outputs,
                                         z,
                                         relu,
                                         observer};
        switch (layer.split.segments) {
            case 1:
                return layer.template all<1, MostOutputs>();
            case 2:
                return layer.template all<2, MostOutputs>();
            default:
                return layer.template all<4, MostOutputs>();
        }
    }

    // A strip is some neighbouring vectors of outputs. It says where vector v of them begins, and
    // loads and stores it.

    template <class Vector>
    struct full_vectors {
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
    using all_vectors = full_vectors<vector>;
    using all_singles = full_vectors<single>;

    /// A single vector, of which only the first `count` elements exist.
    struct masked_vector : all_vectors {
        size_t count;
        explicit masked_vector(size_t elements) : count(elements) {}
        template <size_t>
        [[gnu::always_inline]] vector load(size_t, const T* p) const {
            return vector::load_masked(p, count);
        }
        template <size_t>
        [[gnu::always_inline]] void store(size_t, T* p, vector value) const {
            value.store_masked(p, count);
        }
    };

    /// The last vector ends with the row. Where that is not full it overlaps the one before; the
    /// shared sums are computed twice.
    struct overlapped_tail : all_vectors {
        ptrdiff_t last;
        explicit overlapped_tail(ptrdiff_t begin_of_last) : last(begin_of_last) {}
        template <size_t Vectors>
        [[gnu::always_inline]] ptrdiff_t begin(size_t v) const {
            return v + 1 < Vectors ? all_vectors::template begin<Vectors>(v) : last;
        }
    };

    template <class Relu, class Observer>
    struct sums {
        size_t outputs;
        summation_order::input_split split;
        const T* x;
        const T* w;
        const T* bias;
        T* z;
        Relu relu;
        Observer& observer;

        template <size_t Segments, size_t MostOutputs>
        [[gnu::always_inline]] void all() const {
            constexpr size_t lanes = vector::lanes;
            constexpr size_t most_vectors = (MostOutputs + lanes - 1) / lanes;
            constexpr size_t at_once = Segments == 4 ? 2 : 4;
            constexpr size_t most = most_vectors < at_once ? most_vectors : at_once;
            size_t o = 0;
            if constexpr (Segments == 2 && lanes > 1 && unroll <= most_vectors) {
                for (; o + unroll * lanes <= outputs; o += unroll * lanes) {
                    if constexpr (InstructionSet::registers == 32) {
                        columns<Segments, unroll>(o, all_vectors{});
                    } else {
                        sequential_segments<Segments, unroll>(o);
                    }
                }
            }
            if constexpr (most < most_vectors) {
                for (; o + most * lanes <= outputs; o += most * lanes) {
                    columns<Segments, most>(o, all_vectors{});
                }
                if (o == outputs) return;
            }
            const size_t left = outputs - o;
            if (outputs >= lanes) {
                constexpr size_t most_left = lanes == 1 && most < most_vectors ? most - 1 : most;
                last_columns<Segments, most_left>(
                    (left + lanes - 1) / lanes, o,
                    overlapped_tail{static_cast<ptrdiff_t>(outputs - lanes) -
                                    static_cast<ptrdiff_t>(o)});
            } else if (InstructionSet::has_masks && left > 1) {
                if constexpr (InstructionSet::has_masks) {
                    columns<Segments, 1>(o, masked_vector{left});
                }
            } else if constexpr (lanes > 1) {
                for (; o < outputs; ++o) columns<Segments, 1>(o, all_singles{});
            }
        }

        /// columns() for a number of vectors known at run time, 1 to Most.
        template <size_t Segments, size_t Most, class Strip>
        [[gnu::always_inline]] void last_columns(size_t vectors, size_t o, Strip strip) const {
            if constexpr (Most > 1) {
                if (vectors < Most) return last_columns<Segments, Most - 1>(vectors, o, strip);
            }
            columns<Segments, Most>(o, strip);
        }

        /// Vectors vectors of outputs from o on, one segment after another. With the accumulators
        /// of one segment instead of two, registers suffice for rows twice as wide.
        template <size_t Segments, size_t Vectors>
        [[gnu::always_inline]] void sequential_segments(size_t o) const {
            const T* row = w + o;
            const T* input = x;
            for (size_t s = 0; s < Segments; ++s) {
                vector sum[Vectors];
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[v] = s == 0 ? vector::load(bias + o + v * vector::lanes) : vector::zero();
                }
                const T* const end = input + split.length + (s < split.extra);
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
                    if (s + 1 == Segments) {
                        observer.add(total);
                        if (relu) total = vector::relu(total);
                    }
                    total.store(to);
                }
            }
        }

        /// Vectors vectors of outputs from o on, all segments interleaved.
        template <size_t Segments, size_t Vectors, class Strip>
        [[gnu::always_inline]] void columns(size_t o, Strip strip) const {
            using Vector = typename Strip::vector;
            const auto at = [=](size_t v) __attribute__((always_inline)) {
                return strip.template begin<Vectors>(v);
            };
            const auto load = [=](size_t v, const T* from) __attribute__((always_inline)) {
                return strip.template load<Vectors>(v, from + at(v));
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
                begin += split.length + (s < split.extra);
            }
            const auto add_row = [&](size_t s, size_t k) __attribute__((always_inline)) {
                const Vector factor = Vector::splat(input[s][k]);
                for (size_t v = 0; v < Vectors; ++v) {
                    sum[s][v] = Vector::multiply_add(factor, load(v, row[s]), sum[s][v]);
                }
                row[s] += outputs;
            };
            for (size_t k = 0; k < split.length; ++k) {
                for (size_t s = 0; s < Segments; ++s) add_row(s, k);
            }
            for (size_t s = 0; s + 1 < Segments; ++s) {
                if (s < split.extra) add_row(s, split.length);
            }
            for (size_t v = 0; v < Vectors; ++v) {
                Vector total = sum[0][v];
                for (size_t s = 1; s < Segments; ++s) total = Vector::add(total, sum[s][v]);
                observer.add(total);
                if (relu) total = Vector::relu(total);
                strip.template store<Vectors>(v, z + o + at(v), total);
            }
        }
    };
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
