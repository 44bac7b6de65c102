#include "picomlp/activation/identity.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void identity::apply(uint32_t, uint32_t, rows<T>) noexcept(detail::needs_real<T>()) {}

template <class T>
void identity::derivative(uint32_t, uint32_t, rows<const T>,
                          rows<T>) noexcept(detail::needs_real<T>()) {}

template void identity::apply(uint32_t, uint32_t, rows<float>) noexcept;
template void identity::derivative(uint32_t, uint32_t, rows<const float>, rows<float>) noexcept;
template void identity::apply(uint32_t, uint32_t, rows<double>) noexcept;
template void identity::derivative(uint32_t, uint32_t, rows<const double>, rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
