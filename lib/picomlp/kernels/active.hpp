// The kernels of the active one of several instruction sets, or of the only one, which are called
// directly then: for dispatch_x86.cpp.
#pragma once

#include "picomlp/simd/built_instruction_sets.hpp"

#include "picomlp/kernels/kernel_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {
namespace {

#if defined(PICOMLP_INSTRUCTION_SET)

template <class T>
constexpr const kernel_table<T>& active() {
    return table_of<simd::this_instruction_set, T>;
}

#else

template <class T>
struct tables;

#define PICOMLP_TABLE(name) &name##_float,
template <>
struct tables<float> {
    static constexpr const kernel_table<float>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TABLE)};
};
#undef PICOMLP_TABLE

#define PICOMLP_TABLE(name) &name##_double,
template <>
struct tables<double> {
    static constexpr const kernel_table<double>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TABLE)};
};
#undef PICOMLP_TABLE

template <class T>
const kernel_table<T>& active() {
    return *simd::active_of(tables<T>::of);
}

#endif

}  // namespace
}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
