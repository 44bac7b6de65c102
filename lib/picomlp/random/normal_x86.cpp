// Blocks of normal numbers by the active one of several instruction sets.
#include "picomlp/random/isa/tables.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

normal_routine<float> active(const float*) {
    static constexpr const normal_routine<float>* of[] = {
        &scalar_float_normals, &sse2_float_normals, &avx2_float_normals, &avx512_float_normals};
    return *of[static_cast<uint8_t>(active_instruction_set())];
}

normal_routine<double> active(const double*) {
    static constexpr const normal_routine<double>* of[] = {
        &scalar_double_normals, &sse2_double_normals, &avx2_double_normals, &avx512_double_normals};
    return *of[static_cast<uint8_t>(active_instruction_set())];
}

}  // namespace

template <class T>
void normal<T>::next_blocks(T* out, size_t count) noexcept {
    active(out)(lanes_, out, count);
}

template void normal<float>::next_blocks(float*, size_t) noexcept;
template void normal<double>::next_blocks(double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
