// SPDX-License-Identifier: MIT
// The networks of families of jobs, as picomlp's types; and their jobs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "picomlp_networks.hpp"
#include "sized_jobs.hpp"

namespace bench {

template <class T>
job make_sized_prediction(const sized_job& wanted);
template <class T>
job make_sized_training(const sized_job& wanted);
extern template job make_sized_prediction<float>(const sized_job&);
extern template job make_sized_prediction<double>(const sized_job&);
extern template job make_sized_training<float>(const sized_job&);
extern template job make_sized_training<double>(const sized_job&);

/// Last is the last layer's activation when it has several outputs.
template <class T, class Last, int I, int A, int B, int O>
using sized_network = basic_network<T, input<I>, dense<A, relu>, dense<B, relu>,
                                    dense<O, std::conditional_t<O == 1, picomlp::sigmoid, Last>>>;

template <class Network>
void set_parameters(parameters_of<Network>& w) {
    set_parameters(w, network_parameters(sizes_of<Network>()));
}

template <class Maker, class T, class Last, std::size_t... K>
job made_by(const sized_job& wanted, std::index_sequence<K...>) {
    struct entry {
        layer_sizes sizes;
        job (*make)(const sized_job&);
    };
    const entry entries[] = {
        {{2, 10, 5, 1}, Maker::template make<sized_network<T, Last, 2, 10, 5, 1>>},
        {{784, 128, 64, 10}, Maker::template make<sized_network<T, Last, 784, 128, 64, 10>>},
        {{widths[K], widths[K], widths[K], 10},
         Maker::template make<sized_network<T, Last, widths[K], widths[K], widths[K], 10>>}...};
    for (const entry& each : entries) {
        if (each.sizes == wanted.sizes) return each.make(wanted);
    }
    throw std::logic_error("no network for " + wanted.name);
}

/// Maker::make<Network>(wanted) for the network whose sizes are wanted.
template <class Maker, class T, class Last>
job made_by(const sized_job& wanted) {
    return made_by<Maker, T, Last>(wanted, std::make_index_sequence<std::size(widths)>());
}

}  // namespace bench
