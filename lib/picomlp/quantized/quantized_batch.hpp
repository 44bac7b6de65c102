// SPDX-License-Identifier: MIT
// Many samples through a network of int8: how they are given, and the prediction.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/network/dynamic_samples.hpp"
#include "picomlp/quantized/sample_tile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

struct opened_quantized;

template <class Form>
inline constexpr bool is_sample_by_sample_form = false;
template <class T>
inline constexpr bool is_sample_by_sample_form<given_numbers<T, sample_order::sample_major>> = true;
template <class T>
inline constexpr bool is_sample_by_sample_form<given_samples<T, sample_order::sample_major>> = true;
template <class T, uint32_t Features>
inline constexpr bool
    is_sample_by_sample_form<given_view<sample_view<T, Features, sample_order::sample_major>>> =
        true;

/// `data` as samples of `features` features, at least 1, of Wanted: int8_t, or const int8_t for
/// what is only read. Other data does not compile; the error is one sentence. Statuses of
/// dynamic_samples_of().
template <class Wanted, class Data>
constexpr dynamic_samples<Wanted> quantized_samples_of(Data& data, uint32_t features) {
    using form = decltype(form_of(data, 0));
    using value = typename form::value;
    constexpr bool ordered = is_sample_by_sample_form<form>;
    constexpr bool right_type = same_type<typename plain_type<value>::type, int8_t>;
    constexpr bool writable = same_type<value, Wanted> || same_type<value, int8_t>;
    static_assert(ordered,
                  "picomlp: a network of int8 takes several samples one after another: "
                  "sample_major(x), sample_major(y)");
    static_assert(right_type || !ordered,
                  "picomlp: several samples for a network of int8 are of int8_t");
    static_assert(writable || !right_type,
                  "picomlp: predictions are written, so they cannot be const");
    if constexpr (ordered && right_type && writable) {
        return dynamic_form_of<Wanted>(form_of(data, 0), features);
    } else {
        return no_dynamic_samples<Wanted>(status::bad_argument);
    }
}

/// Bytes of scratch for many samples, of a network whose layers take and give so many numbers at
/// most, and whose predictions of one sample want `for_one`. Where samples are predicted one by
/// one, that is all.
constexpr size_t quantized_batch_scratch_bytes(size_t inputs, size_t outputs, size_t for_one) {
    const size_t tile = quantized_kernels::tile_bytes(inputs, outputs);
    return has_x86_vectors && tile > for_one ? tile : for_one;
}
/// The same of a network, 0 before it is opened.
size_t quantized_batch_scratch_bytes(const opened_quantized& network) noexcept;

/// The network is open; x and y hold as many samples. status::no_samples, too_little_memory.
template <class Rounding>
status predict_quantized_batch(const opened_quantized& network, strided_samples<const int8_t> x,
                               const memory_block& scratch, strided_samples<int8_t> y) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
