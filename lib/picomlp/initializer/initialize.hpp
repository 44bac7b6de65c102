// SPDX-License-Identifier: MIT
// Initializing a network's parameters, and the initializers that draw nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// An initializer offers
//
//   template <class T, class Source>
//   void operator()(dense_shape shape, T* weights, Source& source) const noexcept;
//     Fills the inputs x outputs weights of one layer, in the order in which they lie in memory.
//
// The source of random bits is xoshiro128pp for the library's own initializers, numpy_random_state
// for those with NumPy's bits, either one for initializers that draw nothing. Biases start at +0.
// The only state carried from layer to layer is that of the source.

namespace detail {

template <class T>
void set_zero(T* first, size_t count) noexcept;

extern template void set_zero(float*, size_t) noexcept;
extern template void set_zero(double*, size_t) noexcept;

/// Whether initializer(shape, weights, source) compiles.
template <class T, class Source, class Initializer>
constexpr auto takes(const Initializer* initializer, T* weights, Source* source, int)
    -> decltype((*initializer)(dense_shape(), weights, *source), true) {
    return true;
}
template <class T, class Source, class Initializer>
constexpr bool takes(const Initializer*, T*, Source*, long) {
    return false;
}
template <class Source>
struct referred_source {
    using type = Source;
};
template <class Source>
struct referred_source<Source&> {
    using type = Source;
};
template <class Network, class Source, class... Initializers>
inline constexpr bool can_initialize =
    (takes(static_cast<const Initializers*>(nullptr),
           static_cast<typename Network::value_type*>(nullptr),
           static_cast<typename referred_source<Source>::type*>(nullptr), 0) &&
     ...);

/// The error when an initializer does not fit the network or the generator.
template <bool Fits>
constexpr void check_initializers() {
    static_assert(Fits,
                  "picomlp: an initializer cannot fill this network's weights from this generator: "
                  "initialize(w, he_normal{}, xoshiro128pp{1}); numpy_he{} takes a "
                  "numpy_random_state; random_normal{0.1F} is for float, random_normal{0.1} for "
                  "double");
}

template <class Network, class Initializer, class Source>
void initialize_numbered(parameters_of<Network>& w, uint32_t number, const Initializer& initializer,
                         Source& source) {
    const auto view = w.layer(number);
    initializer(view.shape(), view.data(), source);
    set_zero(&view.bias(0), view.outputs());
}

template <class Source, class Given>
inline constexpr bool is_source = same_type<typename referred_source<Given>::type, Source>;

template <class Last>
constexpr Last& last_among(Last& last) {
    return last;
}
template <class First, class... Others>
constexpr auto& last_among(First&, Others&... others) {
    return last_among(others...);
}

template <class Network, class Given, class Source>
void initialize_unless_source(parameters_of<Network>& w, [[maybe_unused]] uint32_t number,
                              const Given& given, Source& source) {
    if constexpr (!same_type<Given, Source>) initialize_numbered(w, number, given, source);
}

}  // namespace detail

/// All weights +0; needs no random source but accepts any.
struct zeros {
    template <class T, class Source>
    void operator()(dense_shape shape, T* weights, Source&) const noexcept {
        detail::set_zero(weights, weight_count_of(shape));
    }
};

/// All weights `value`, of the network's value_type.
template <class T>
struct constant {
    T value;  ///< finite, or training refuses the parameters

    template <class Source>
    void operator()(dense_shape shape, T* weights, Source&) const noexcept {
        for (size_t k = 0; k < weight_count_of(shape); ++k) weights[k] = value;
    }
};
template <class T>
constant(T) -> constant<T>;

/// All layers in turn by the same initializer: initialize(w, he_normal{}, r). Draws from the
/// generator's current state on. The generator may be a temporary: initialize(w, he_normal{},
/// xoshiro128pp{3}).
template <class Network, class Initializer, class Source>
void initialize(parameters_of<Network>& w, const Initializer& initializer, Source&& source) {
    constexpr bool fits = detail::can_initialize<Network, Source, Initializer>;
    detail::check_initializers<fits>();
    if constexpr (fits) {
        for (uint32_t number = 1; number <= Network::layer_count; ++number) {
            detail::initialize_numbered(w, number, initializer, source);
        }
    }
}

/// The same for a network of run-time shape: w holds parameter_count_of(shape) numbers.
/// status::unusable_shape (network/dynamic_shape.hpp); w is then unchanged.
template <class T, class Initializer, class Source>
status initialize(const dynamic_shape& shape, T* w, const Initializer& initializer,
                  Source&& source) {
    constexpr bool fits =
        detail::takes(static_cast<const Initializer*>(nullptr), static_cast<T*>(nullptr),
                      static_cast<typename detail::referred_source<Source>::type*>(nullptr), 0);
    detail::check_initializers<fits>();
    const status checked = check_shape(shape);
    if (checked != status::ok) return checked;
    if constexpr (fits) {
        uint32_t inputs = shape.inputs;
        for (uint32_t l = 0; l < shape.layer_count; ++l) {
            const dense_shape size{static_cast<uint16_t>(inputs),
                                   static_cast<uint16_t>(shape.layers[l].outputs)};
            initializer(size, w, source);
            detail::set_zero(w + weight_count_of(size), size.outputs);
            w += parameter_count_of(size);
            inputs = size.outputs;
        }
    }
    return status::ok;
}

/// Only for its error message: the generator is missing.
template <class Network, class Initializer>
void initialize(parameters_of<Network>&, const Initializer&) {
    detail::check_initializers<sizeof(Initializer) == 0>();
}

/// Each layer in turn by an initializer of its own; the generator is the last argument:
/// initialize_layers(w, he_normal{}, he_normal{}, zeros{}, r). As many initializers as the network
/// has dense layers.
template <class Network, class... InitializersAndSource>
void initialize_layers(parameters_of<Network>& w, InitializersAndSource&&... all) {
    using Source = typename detail::referred_source<
        typename detail::last_of<void, InitializersAndSource...>::type>::type;
    constexpr bool complete = sizeof...(all) == Network::layer_count + 1;
    constexpr bool fits =
        ((detail::is_source<Source, InitializersAndSource> ||
          detail::can_initialize<
              Network, Source,
              typename detail::referred_source<InitializersAndSource>::type>)&&...) &&
        (0U + ... + (detail::is_source<Source, InitializersAndSource> ? 1U : 0U)) == 1;
    static_assert(complete,
                  "picomlp: initialize_layers needs one initializer for each dense layer, then the "
                  "generator: initialize_layers(w, he_normal{}, zeros{}, xoshiro128pp{1})");
    detail::check_initializers<fits || !complete>();
    if constexpr (complete && fits) {
        Source& source = detail::last_among(all...);
        uint32_t number = 0;
        (detail::initialize_unless_source(w, ++number, all, source), ...);
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
