// Which kernels exist for a number type: the list for the two files that define them, direct.cpp
// and dispatch_x86.cpp.
#pragma once

#define PICOMLP_INSTANTIATE_KERNELS(T)                                                             \
    template void dense_forward(dense_shape, const T*, const T*, T*) noexcept;                     \
    template void dense_forward_positive(dense_shape, const T*, const T*, T*) noexcept;            \
    template void dense_forward_batch(dense_shape, const T*, uint32_t, rows<const T>,              \
                                      rows<T>) noexcept;                                           \
    template void dense_forward_positive_batch(dense_shape, const T*, uint32_t, rows<const T>,     \
                                               rows<T>) noexcept;                                  \
    template void dense_backward(dense_shape, const T*, uint32_t, rows<const T>,                   \
                                 rows<T>) noexcept;                                                \
    template void dense_backward_where_positive(dense_shape, const T*, uint32_t, rows<const T>,    \
                                                rows<const T>, rows<T>) noexcept;                  \
    template void dense_backward_sample(dense_shape, const T*, const T*, T*) noexcept;             \
    template void dense_gradient_sample(dense_shape, const T*, const T*, T*) noexcept;             \
    template void dense_gradient(dense_shape, uint32_t, rows<const T>, rows<const T>,              \
                                 gradient_mode, T*) noexcept;                                      \
    template bool descend(size_t, T, const T*, T*) noexcept;                                       \
    template bool decayed_descent_stays_finite(size_t, T, T, const T*, const T*) noexcept;         \
    template void descend_decayed(size_t, T, T, const T*, T*) noexcept;                            \
    template T lane_sum(uint32_t, const T*) noexcept;                                              \
    template void product(product_shape, coefficients<T>, rows<const T>, rows<T>) noexcept;        \
    template void add_product(product_shape, coefficients<T>, rows<const T>, rows<T>) noexcept;    \
    template void turned_product(product_shape, coefficients<T>, rows<const T>, rows<T>) noexcept; \
    template void add_to_lanes(size_t, const T*, T*) noexcept;                                     \
    template void add_squares_to_lanes(size_t, T, const T*, T*) noexcept;
