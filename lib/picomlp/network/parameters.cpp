// SPDX-License-Identifier: MIT
#include "picomlp/network/parameters.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// to[c][r] = from[r][c], both without gaps.
template <class T>
void transpose(uint32_t row_count, uint32_t column_count, const T* from, T* to) {
    for (uint32_t r = 0; r < row_count; ++r) {
        for (uint32_t c = 0; c < column_count; ++c) {
            to[size_t{c} * row_count + r] = from[size_t{r} * column_count + c];
        }
    }
}

template <class T>
void copy(size_t count, const T* from, T* to) {
    for (size_t k = 0; k < count; ++k) to[k] = from[k];
}

/// Transposes each layer's weights and copies the biases.
template <class T>
void convert(layer_table<T> table, bool importing, weight_order order, const T* from, T* to) {
    for (uint32_t l = 0; l < table.count; ++l) {
        const dense_shape shape = table.layers[l].shape;
        const size_t weights = weight_count_of(shape);
        if (order == weight_order::inputs_by_outputs) {
            copy(weights, from, to);
        } else if (importing) {
            transpose(shape.outputs, shape.inputs, from, to);
        } else {
            transpose(shape.inputs, shape.outputs, from, to);
        }
        copy(shape.outputs, from + weights, to + weights);
        from += parameter_count_of(shape);
        to += parameter_count_of(shape);
    }
}

}  // namespace

template <class T>
void import_parameters(layer_table<T> table, weight_order order, const T* from, T* to) noexcept {
    convert(table, true, order, from, to);
}

template <class T>
void export_parameters(layer_table<T> table, weight_order order, const T* from, T* to) noexcept {
    convert(table, false, order, from, to);
}

template void import_parameters(layer_table<float>, weight_order, const float*, float*) noexcept;
template void import_parameters(layer_table<double>, weight_order, const double*, double*) noexcept;
template void export_parameters(layer_table<float>, weight_order, const float*, float*) noexcept;
template void export_parameters(layer_table<double>, weight_order, const double*, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
