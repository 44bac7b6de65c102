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

// active(): the table of the active instruction set. If the library has only one, the table is a
// constant, and its kernels are called directly.

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

#define PICOMLP_CALL(result, name, parameters, arguments, ...) \
    template <class T>                                         \
    result name parameters noexcept {                          \
        return active<T>().name arguments;                     \
    }
PICOMLP_KERNELS(PICOMLP_CALL, T)
#undef PICOMLP_CALL
PICOMLP_INSTANTIATE_KERNELS

}  // namespace kernels

template <class T>
bool all_finite(const T* x, size_t count) noexcept {
    // For so few elements the call through the table would take as long.
    if (count < 8) return kernels::finite_kernels<simd::scalar, T>::all_finite(x, count);
    return kernels::active<T>().all_finite(x, count);
}

template bool all_finite(const float*, size_t) noexcept;
template bool all_finite(const double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
