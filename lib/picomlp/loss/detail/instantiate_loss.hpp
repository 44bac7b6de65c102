// SPDX-License-Identifier: MIT
// The instantiations of a loss.
#pragma once

#define PICOMLP_INSTANTIATE_LOSS_OF(LOSS, T)                                                       \
    template status LOSS::check(uint32_t, uint32_t, strided_rows<const T>) noexcept;               \
    template void LOSS::evaluate(uint32_t, uint32_t, strided_rows<const T>, strided_rows<const T>, \
                                 T, strided_rows<T>, T*) noexcept;
#define PICOMLP_INSTANTIATE_LOSS(LOSS)       \
    PICOMLP_INSTANTIATE_LOSS_OF(LOSS, float) \
    PICOMLP_INSTANTIATE_LOSS_OF(LOSS, double)
