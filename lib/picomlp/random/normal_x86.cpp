// Blocks of normal numbers by the active one of several instruction sets, or by the only one.
#include "picomlp/random/normal.hpp"
#include "picomlp/random/normal_routine.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

#define PICOMLP_ROUTINE(name) &name##_float_normals,
normal_routine<float> active(const float*) {
    static constexpr const normal_routine<float>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINE)};
    return *simd::active_of(of);
}
#undef PICOMLP_ROUTINE

#define PICOMLP_ROUTINE(name) &name##_double_normals,
normal_routine<double> active(const double*) {
    static constexpr const normal_routine<double>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINE)};
    return *simd::active_of(of);
}
#undef PICOMLP_ROUTINE

}  // namespace

template <class T>
void normal<T>::next_blocks(T* out, size_t count) noexcept {
    active(out)(lanes_, out, count);
}

template void normal<float>::next_blocks(float*, size_t) noexcept;
template void normal<double>::next_blocks(double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
