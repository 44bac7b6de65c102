#include "picomlp/activation/identity.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void identity::apply(uint32_t, uint32_t, strided_rows<T>) noexcept(detail::needs_real<T>()) {}

template <class T>
void identity::derivative(uint32_t, uint32_t, strided_rows<const T>,
                          strided_rows<T>) noexcept(detail::needs_real<T>()) {}

template void identity::apply(uint32_t, uint32_t, strided_rows<float>) noexcept;
template void identity::derivative(uint32_t, uint32_t, strided_rows<const float>,
                                   strided_rows<float>) noexcept;
template void identity::apply(uint32_t, uint32_t, strided_rows<double>) noexcept;
template void identity::derivative(uint32_t, uint32_t, strided_rows<const double>,
                                   strided_rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
