// SPDX-License-Identifier: MIT
// x86-64 with vectors: every call goes to the kernels of the active instruction set.
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/dispatch/kernel_table.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/kernels/sample_layers.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

namespace {

// active_NAME(): the kernel of the active instruction set.

#if defined(PICOMLP_INSTRUCTION_SET)

// The library has only one.
#define PICOMLP_ACTIVE(result, name, parameters, arguments, ...)            \
    template <class T>                                                      \
    [[gnu::always_inline]] inline result active_##name parameters {         \
        using InstructionSet [[maybe_unused]] = simd::this_instruction_set; \
        return __VA_ARGS__ arguments;                                       \
    }

#else

#define PICOMLP_TYPE(name) , simd::name
#define PICOMLP_ACTIVE(result, name, parameters, arguments, ...)                                   \
    template <class T, class, class... InstructionSets>                                            \
    constexpr result(*name##_table[]) parameters = {kernels_of<InstructionSets, T>::name...};      \
    template <class T>                                                                             \
    [[gnu::always_inline]] inline result active_##name parameters {                                \
        return simd::active_of(name##_table<T, void PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TYPE)>) \
            arguments;                                                                             \
    }

#endif

PICOMLP_FINITE_KERNEL(PICOMLP_ACTIVE, T)
PICOMLP_KERNELS(PICOMLP_ACTIVE, T)
#undef PICOMLP_ACTIVE
#undef PICOMLP_TYPE

}  // namespace

#define PICOMLP_CALL(result, name, parameters, arguments, ...) \
    template <class T>                                         \
    result name parameters noexcept {                          \
        return active_##name<T> arguments;                     \
    }
PICOMLP_KERNELS(PICOMLP_CALL, T)
#undef PICOMLP_CALL
PICOMLP_INSTANTIATE_KERNELS

}  // namespace kernels

template <class T>
bool all_finite(const T* x, size_t count) noexcept {
    // For so few elements the call through the table would take as long.
    if (count < 8) return kernels::finite_kernels<simd::scalar, T>::all_finite(x, count);
    return kernels::active_all_finite<T>(x, count);
}

template bool all_finite(const float*, size_t) noexcept;
template bool all_finite(const double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
