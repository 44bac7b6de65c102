// SPDX-License-Identifier: MIT
#include "picomlp/scaling/fold.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T bias_with(T bias, T weight, T offset) {
    return offset == T(0) ? bias : bias - weight * offset;
}

template <class T>
bool stays_finite(dense_shape shape, scaling_table<T> scaling, const T* w) {
    const T* bias = w + weight_count_of(shape);
    for (uint32_t o = 0; o < shape.outputs; ++o) {
        T folded_bias = bias[o];
        for (uint32_t i = 0; i < shape.inputs; ++i) {
            const T weight = w[size_t{i} * shape.outputs + o] * scaling.factor[i];
            if (!is_finite(weight)) return false;
            folded_bias = bias_with(folded_bias, weight, scaling.offset[i]);
        }
        if (!is_finite(folded_bias)) return false;
    }
    return true;
}

}  // namespace

template <class T>
status fold_scaling(layer_table<T> table, scaling_table<T> scaling, const T* from, T* to) noexcept {
    size_t count = 0;
    for (uint32_t l = 0; l < table.count; ++l) count += parameter_count_of(table.layers[l].shape);
    const strided_rows<const T> offsets{scaling.offset, 0};
    const strided_rows<const T> factors{scaling.factor, 0};
    for (size_t p = 0; p < count; ++p) {
        if (!is_finite(from[p])) return status::not_finite_input;
    }
    if (!all_finite(1, scaling.features, offsets) || !all_finite(1, scaling.features, factors)) {
        return status::not_finite_input;
    }
    const dense_shape shape = table.layers[0].shape;
    if (!stays_finite(shape, scaling, from)) return status::beyond_range;

    const size_t weights = weight_count_of(shape);
    if (to != from) __builtin_memcpy(to, from, count * sizeof(T));
    T* bias = to + weights;
    for (uint32_t i = 0; i < shape.inputs; ++i) {
        T* row = to + size_t{i} * shape.outputs;
        for (uint32_t o = 0; o < shape.outputs; ++o) {
            row[o] = row[o] * scaling.factor[i];
            bias[o] = bias_with(bias[o], row[o], scaling.offset[i]);
        }
    }
    return status::ok;
}

template <class T>
status fold_target_scaling(layer_table<T> table, target_table<T> scaling, const T* from,
                           T* to) noexcept {
    const dense_shape shape = table.layers[table.count - 1].shape;
    size_t count = 0;
    for (uint32_t l = 0; l < table.count; ++l) count += parameter_count_of(table.layers[l].shape);
    const size_t before = count - parameter_count_of(shape);
    const T* const bias = from + before + weight_count_of(shape);
    if (!all_finite(from, count) || !all_finite(scaling.offset, scaling.targets) ||
        !all_finite(scaling.scale, scaling.targets)) {
        return status::not_finite_input;
    }
    for (uint32_t o = 0; o < shape.outputs; ++o) {
        for (uint32_t i = 0; i < shape.inputs; ++i) {
            const T weight = from[before + size_t{i} * shape.outputs + o];
            if (!is_finite(weight * scaling.scale[o])) return status::beyond_range;
        }
        const T folded_bias = bias[o] * scaling.scale[o] + scaling.offset[o];
        if (!is_finite(folded_bias)) return status::beyond_range;
    }

    if (to != from) __builtin_memcpy(to, from, count * sizeof(T));
    T* row = to + before;
    for (uint32_t i = 0; i < shape.inputs; ++i, row += shape.outputs) {
        for (uint32_t o = 0; o < shape.outputs; ++o) row[o] *= scaling.scale[o];
    }
    for (uint32_t o = 0; o < shape.outputs; ++o) {
        row[o] = row[o] * scaling.scale[o] + scaling.offset[o];
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                             \
    template status fold_scaling(layer_table<T>, scaling_table<T>, const T*, T*) noexcept; \
    template status fold_target_scaling(layer_table<T>, target_table<T>, const T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
