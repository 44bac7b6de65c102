// The kernels of the only instruction set, called directly: for dispatch_x86.cpp.
#pragma once

#include "picomlp/kernels/kernel_table.hpp"
#include "picomlp/simd/alone.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {
namespace {

template <class T>
constexpr const kernel_table<T>& active() {
    return table_of<simd::alone, T>;
}

}  // namespace
}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
