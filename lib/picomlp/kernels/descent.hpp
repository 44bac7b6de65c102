// The step of gradient descent, written once over the walks of kernels/sample/walk.hpp.
#pragma once

#include <stddef.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/walk.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class Walk, class T>
struct descent {
    static bool descend(size_t count, T rate, const T* g, T* w) {
        const plain step{rate};
        typename Walk::finiteness results;
        size_t done = results.add_moved(count, -rate, g, w);
        add_results(count - done, step, g + done, w + done, results);
        if (!certain(results, count, step, g, w)) return false;
        done = Walk::descend_many(count, -rate, g, w);
        store(count - done, step, g + done, w + done);
        return true;
    }

    static bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g,
                                             const T* w) {
        typename Walk::finiteness results;
        add_results(count, decayed{rate, share}, g, w, results);
        return certain(results, count, decayed{rate, share}, g, w);
    }

    static void descend_decayed(size_t count, T rate, T share, const T* g, T* w) {
        store(count, decayed{rate, share}, g, w);
    }

  private:
    struct plain {
        T rate;

        template <class Vector>
        [[gnu::always_inline]] Vector moved(const Vector& g, const Vector& w) const {
            return Vector::multiply_add(Vector::splat(-rate), g, w);
        }
    };

    struct decayed {
        T rate;
        T share;

        template <class Vector>
        [[gnu::always_inline]] Vector moved(const Vector& g, const Vector& w) const {
            return Vector::multiply_add(Vector::splat(-rate), g,
                                        Vector::multiply(w, Vector::splat(share)));
        }
    };

    template <class Step>
    [[gnu::always_inline]] static void store(size_t count, Step step, const T* g, T* w) {
        Walk::update(
            count, g, w, [=](const auto& from, const auto& to) __attribute__((always_inline)) {
                return step.moved(from, to);
            });
    }

    template <class Step>
    [[gnu::always_inline]] static void add_results(size_t count, Step step, const T* g, const T* w,
                                                   typename Walk::finiteness& results) {
        Walk::visit(
            count, g, w, [&](const auto& from, const auto& to) __attribute__((always_inline)) {
                results.add(step.moved(from, to));
            });
    }

    template <class Step>
    [[gnu::always_inline]] static bool certain(const typename Walk::finiteness& results,
                                               size_t count, Step step, const T* g, const T* w) {
        if constexpr (Walk::finiteness::exact) return results.certain();
        return results.certain() || stays_finite_one_by_one(count, step, g, w);
    }

    /// After an alarm.
    template <class Step>
    [[gnu::noinline]] static bool stays_finite_one_by_one(size_t count, Step step, const T* g,
                                                          const T* w) {
        using element = typename Walk::element;
        bool good = true;
        for (size_t k = 0; k < count; ++k) {
            good &= !detail::is_nan_or_inf(step.moved(element{g[k]}, element{w[k]}).value);
        }
        return good;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
