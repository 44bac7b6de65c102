// SPDX-License-Identifier: MIT
// The kernels for one sample by the layer's width class, for layers whose size is known at run
// time.
#pragma once

#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The routines of every width class, the class being the place in the array.
template <class Routine, uint32_t Count>
struct routine_of_width {
    Routine routine[Count];

    constexpr Routine operator()(uint32_t outputs) const { return routine[width_class(outputs)]; }
};

/// Those of some width classes, from 0 on.
template <uint32_t... Widths>
struct width_list {
    static constexpr uint32_t count = sizeof...(Widths);
    template <class T>
    static constexpr routine_of_width<sample_forward_routine<T>, count> forward = {
        {sample_forward<T, Widths>...}};
    template <class T>
    static constexpr routine_of_width<sample_forward_routine<T>, count> forward_relu = {
        {sample_forward_relu<T, Widths>...}};
    template <class T>
    static constexpr routine_of_width<sample_backward_routine<T>, count> backward = {
        {sample_backward<T, Widths>...}};
    template <class T>
    static constexpr routine_of_width<sample_gradient_routine<T>, count> gradient = {
        {sample_gradient<T, Widths>...}};
};

template <bool Narrow>
struct choose_widths {
    using type = width_list<0>;
};
template <>
struct choose_widths<true> {
    static_assert(narrow_width == 16 || narrow_width == 0);
    using type = width_list<0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16>;
};

/// forward<T>(outputs) is sample_forward<T, width_class(outputs)>; the others likewise.
using sample_widths = choose_widths<(narrow_width > 0)>::type;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
