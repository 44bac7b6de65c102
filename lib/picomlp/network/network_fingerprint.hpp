// A checksum of a network's type, for stored data.
#pragma once

#include <stdint.h>

#include "picomlp/base/type_name.hpp"
#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class Network>
struct fingerprint_of_network;
template <class T, class Input, class... Layers>
struct fingerprint_of_network<basic_network<T, Input, Layers...>> {
    static constexpr uint32_t make(rounding_profile rounding) {
        fingerprint all;
        all.add("network").add(static_cast<uint32_t>(rounding));
        all.add(uint32_t{sizeof(T)}).add(uint32_t{sizeof...(Layers)}).add(Input::size);
        (all.add(Layers::size).add(code_of<typename Layers::activation>()), ...);
        return all.value();
    }
};

}  // namespace detail

/// A checksum of everything besides the parameters that determines a network's outputs: layers with
/// their activations, number type, rounding profile. The same for every compiler and version.
template <class Network>
inline constexpr uint32_t network_fingerprint =
    detail::fingerprint_of_network<Network>::make(profile);

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
