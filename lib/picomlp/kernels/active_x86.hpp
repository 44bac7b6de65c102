// The kernels of the active one of several instruction sets: for dispatch_x86.cpp.
#pragma once

#include "picomlp/kernels/isa/tables.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {
namespace {

template <class T>
struct tables;

template <>
struct tables<float> {
    static constexpr const kernel_table<float>* of[] = {&scalar_float, &sse2_float, &avx2_float,
                                                        &avx512_float};
};

template <>
struct tables<double> {
    static constexpr const kernel_table<double>* of[] = {&scalar_double, &sse2_double, &avx2_double,
                                                         &avx512_double};
};

template <class T>
const kernel_table<T>& active() {
    return *tables<T>::of[static_cast<uint8_t>(active_instruction_set())];
}

}  // namespace
}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
