// Walking over elements in runs as long as vectors: what a sample's kernels lay along the lanes.
//
// A run is a small object that knows how many elements it takes:
//   vector                   the vector type that holds them
//   load(p)                  those elements at p, and no others
//   load_kept(p)             the same for a value that stays while others are loaded
//   load_sum(p)              the same for a value that is added to and stored in the end
//   store(p, v)              writes those elements and no others
// Where loading goes to fixed registers, the three kinds of load go to different ones.
//
// A walk, for one instruction set and number type, offers
//   for_each_run(count, f)   calls f(run, first) until `count` elements are covered
//   visit(count, a, b, f)    calls f(vector of a, vector of b) for all elements of both arrays
//   update(count, a, b, f)   b = f(vector of a, vector of b)
//   finiteness::add_all(count, x)
//                            as many elements, from the first on, as are added faster together;
//                            returns their number
//   descend_many(count, rate, g, w), finiteness::add_moved(count, rate, g, w)
//                            madd(rate, g, w) for as many elements, from the first on, as are done
//                            faster together; returns their number
//   forward_many(outputs, segments, length, longer, w, bias, x, z)
//                            likewise z = bias + x[k] * row k, by columns: the rows are cut into
//                            `segments` runs, the first `longer` of them of length + 1 rows, and
//                            summed as kernels/order.hpp says for FORWARD
//   multiply_many(inputs, outputs, x, d, g)
//                            likewise the products of x and d, and d below them, by columns
//   backward(lanes, inputs, outputs, w, delta, dx)
//                            dx[i] = sum over o of w[i][o] * delta[o], output o in lane o mod
//                            lanes (1 or 4), as kernels/order.hpp says for BACKWARD
//   relu(count, z), relu_backward(count, a, x)
//                            z = max(z, 0); x = +0 where a > 0 does not hold. NaN is not positive
//   has_narrow               whether it offers forward_narrow, backward_narrow and gradient_narrow
//                            for each number of outputs up to 16 (backward: below 16), see
//                            cortex_m_fpu
//   fuses_relu               whether it offers them, and forward_wide for 16 outputs or more, with
//                            a template argument that says: z = max(z, 0) at once; see helium
//   unrolls, add_four_rows   whether rows are added by fours, see cortex_m_fpu
//   element                  the vector of a single element
//   finiteness               told numbers by add(vector), for any run's vector; certain() is true
//                            only if all of them are finite and, where `exact`, whenever they are
#pragma once

#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// As many elements as a vector has lanes.
template <class Vector>
struct whole_run {
    using vector = Vector;
    using T = typename Vector::value_type;

    [[gnu::always_inline]] static Vector load(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static Vector load_kept(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static Vector load_sum(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static void store(T* p, Vector v) { v.store(p); }
};

/// visit() and update() of a walk by its runs.
template <class Walk, class T>
struct pairs {
    template <class Function>
    [[gnu::always_inline]] static void visit(size_t count, const T* a, const T* b,
                                             const Function& f) {
        Walk::for_each_run(
            count, [&](auto run, size_t k) __attribute__((always_inline)) {
                f(run.load_kept(a + k), run.load(b + k));
            });
    }

    template <class Function>
    [[gnu::always_inline]] static void update(size_t count, const T* a, T* b, const Function& f) {
        Walk::for_each_run(
            count, [&](auto run, size_t k) __attribute__((always_inline)) {
                run.store(b + k, f(run.load_kept(a + k), run.load_sum(b + k)));
            });
    }

    static size_t descend_many(size_t, T, const T*, T*) { return 0; }
    static size_t forward_many(size_t, size_t, size_t, size_t, const T*, const T*, const T*, T*) {
        return 0;
    }
    static size_t multiply_many(size_t, size_t, const T*, const T*, T*) { return 0; }
};

/// By vectors, and what is left one by one.
template <class InstructionSet, class T>
struct vector_walk : pairs<vector_walk<InstructionSet, T>, T> {
    using vector = typename InstructionSet::template vector<T>;
    using element = simd::scalar_vector<InstructionSet, T>;

    /// A sum of zero times each number is zero when all are finite, and NaN otherwise.
    class finiteness {
      public:
        static constexpr bool exact = true;
        [[gnu::always_inline]] void add(vector v) {
            sum_ = vector::add(sum_, vector::multiply(vector::zero(), v));
        }
        template <class Single>
        [[gnu::always_inline]] void add(Single v) {
            rest_ += T(0) * v.value;
        }
        static size_t add_all(size_t, const T*) { return 0; }
        static size_t add_moved(size_t, T, const T*, const T*) { return 0; }
        [[gnu::always_inline]] bool certain() const {
            T lane[vector::lanes];
            sum_.store(lane);
            T all = rest_;
            for (size_t j = 0; j < vector::lanes; ++j) all += lane[j];
            return all == T(0);
        }

      private:
        vector sum_ = vector::zero();
        T rest_ = T(0);
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_run(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) f(whole_run<vector>{}, k);
        if constexpr (vector::lanes > 1) {
            for (; k < count; ++k) f(whole_run<element>{}, k);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
