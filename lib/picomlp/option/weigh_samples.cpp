#include "picomlp/option/weigh_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace weighing {

template <class T>
void weigh_samples(const T* weights, uint32_t outputs, uint32_t first, uint32_t samples, T* cost,
                   strided_rows<T> delta) noexcept {
    const T* const w = weights + first;
    for (uint32_t s = 0; s < samples; ++s) cost[s] *= w[s];
    if (!delta.first) return;
    for (uint32_t o = 0; o < outputs; ++o) {
        T* const d = delta[o];
        for (uint32_t s = 0; s < samples; ++s) d[s] *= w[s];
    }
}

template void weigh_samples(const float*, uint32_t, uint32_t, uint32_t, float*,
                            strided_rows<float>) noexcept;
template void weigh_samples(const double*, uint32_t, uint32_t, uint32_t, double*,
                            strided_rows<double>) noexcept;

}  // namespace weighing
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
