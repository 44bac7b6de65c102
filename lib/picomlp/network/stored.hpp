// SPDX-License-Identifier: MIT
// Saving parameters to a file or flash and loading them, with a checksum and a fingerprint.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/kernels/finite.hpp"
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

/// How Contents are stored; specialized for each type that can be. `network` is the network they
/// belong to, `name` the name of their kind (base/type_name.hpp), `count` the count of their
/// numbers. each_array(contents, visit) calls visit(first, count) for these, in the order of
/// storage.
template <class Contents>
struct stored_form;

/// Parameters alone.
template <class Network>
struct stored_form<parameters_of<Network>> {
    using network = Network;
    static constexpr type_name<stored_form> name = "parameters";
    /// Numbers in all.
    static constexpr size_t count = Network::parameter_count;
    /// Visits the one array that they are.
    template <class Parameters, class Visit>
    static void each_array(Parameters& contents, Visit&& visit) {
        visit(contents.values, Network::parameter_count);
    }
};

/// Contents (parameters, or a scaled_model) with a header that detects damage and contents of
/// another network. Plain numbers without gaps, in the machine's byte order. Write its sizeof bytes
/// (16 more than its numbers) to flash or a file, and read them on any machine of the same byte
/// order, with any compiler. The layout will never change.
///
///     stored_parameters<net> file;
///     if (ok(save(w, file))) fwrite(&file, sizeof file, 1, to);
///     ...
///     if (fread(&file, sizeof file, 1, from) != 1 || !ok(load(file, w))) ...
template <class Contents>
struct stored {
    /// How the contents lie.
    using form = stored_form<Contents>;

    uint32_t magic;    ///< stored_magic: the bytes "pico" on a little-endian machine
    uint32_t version;  ///< of this layout: 1
    uint32_t layout;   ///< a fingerprint of the contents' kind and of the network
    uint32_t crc;      ///< CRC-32 of the three above and of the numbers (crc32_of_numbers)
    typename form::network::value_type values[form::count];  ///< array after array
};

/// "pico" in a little-endian machine's bytes: how a stored<> begins.
inline constexpr uint32_t stored_magic = 0x6f636970;
/// Of the layout of stored<>.
inline constexpr uint32_t stored_version = 1;

/// The parameters of a Network.
template <class Network>
using stored_parameters = stored<parameters_of<Network>>;

/// stored::layout of Contents: their name, their network's layers, activations and number type, and
/// the rounding profile.
template <class Contents>
inline constexpr uint32_t stored_layout =
    fingerprint()
        .add("stored")
        .add(code_of<stored_form<Contents>>())
        .add(network_fingerprint<typename stored_form<Contents>::network>)
        .value();

namespace detail {

/// The checksum of the data from `head` on: magic, version, layout, and `count` numbers.
template <class T>
uint32_t stored_checksum(const uint32_t (&head)[3], const T* values, size_t count) noexcept;

/// Whether a stored object has this layout, the right checksum, and finite numbers.
template <class T>
bool is_whole(const uint32_t (&head)[3], uint32_t layout, uint32_t crc, const T* values,
              size_t count) noexcept;

}  // namespace detail

/// Copies `contents` and adds the header. status::not_finite_input when a number is NaN or
/// infinite; `to` is then unchanged.
template <class Contents, class Other>
status save(const Contents& contents, stored<Other>& to) {
    constexpr bool same = detail::same_type<Contents, Other>;
    static_assert(same, "picomlp: save needs a stored object of the type that it is given");
    if constexpr (same) {
        using form = stored_form<Contents>;
        using T = typename form::network::value_type;
        bool finite = true;
        form::each_array(contents, [&](const T* first, size_t count) {
            finite = finite && all_finite(first, count);
        });
        if (!finite) return status::not_finite_input;
        T* next = to.values;
        form::each_array(contents, [&](const T* first, size_t count) {
            for (size_t k = 0; k < count; ++k) *next++ = first[k];
        });
        to.magic = stored_magic;
        to.version = stored_version;
        to.layout = stored_layout<Contents>;
        to.crc =
            detail::stored_checksum<T>({to.magic, to.version, to.layout}, to.values, form::count);
        return status::ok;
    } else {
        return status::bad_argument;
    }
}

/// Copies back. status::damaged_data when a bit has changed (as in erased flash), a number is NaN
/// or infinite, or the contents are others: those of a network with other sizes, activations or
/// number type, of a machine with another byte order, or of the other rounding profile, with which
/// outputs would have other bits. `contents` are then unchanged; the numbers can still be read
/// from `values`.
template <class Other, class Contents>
status load(const stored<Other>& from, Contents& contents) {
    constexpr bool same = detail::same_type<Contents, Other>;
    static_assert(same, "picomlp: load needs parameters, not const, of the type that is stored");
    if constexpr (same) {
        using form = stored_form<Contents>;
        using T = typename form::network::value_type;
        if (!detail::is_whole<T>({from.magic, from.version, from.layout}, stored_layout<Contents>,
                                 from.crc, from.values, form::count)) {
            return status::damaged_data;
        }
        const T* next = from.values;
        form::each_array(contents, [&](T* first, size_t count) {
            for (size_t k = 0; k < count; ++k) first[k] = *next++;
        });
        return status::ok;
    } else {
        return status::bad_argument;
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
