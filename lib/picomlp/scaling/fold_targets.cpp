#include "picomlp/scaling/fold_targets.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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

template status fold_target_scaling(layer_table<float>, target_table<float>, const float*,
                                    float*) noexcept;
template status fold_target_scaling(layer_table<double>, target_table<double>, const double*,
                                    double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
