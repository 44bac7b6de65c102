// SPDX-License-Identifier: MIT
// Matrix products done by a routine that multiplies square matrices: OpenBLAS, libxsmm.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "contender.hpp"
#include "inputs.hpp"

namespace bench {

/// `make(size)` finds the routine: called with (a, b, c), it forms c = a b, row by row.
template <class T, class Make>
std::vector<job> product_jobs(const std::vector<std::string>& wanted, const Make& make) {
    struct product_size {
        const char* name;
        int size;
    };
    struct state {
        std::vector<T> a, b, c;
    };
    std::vector<job> jobs;
    for (const product_size& each :
         {product_size{"product-16", 16}, product_size{"product-32", 32},
          product_size{"product-48", 48}, product_size{"product-64", 64}}) {
        if (std::find(wanted.begin(), wanted.end(), each.name) == wanted.end()) continue;
        const auto count = static_cast<std::ptrdiff_t>(each.size) * each.size;
        const std::vector<double> numbers = uniform_numbers(5, static_cast<int>(2 * count));
        const auto s = std::make_shared<state>();
        s->a.assign(numbers.begin(), numbers.begin() + count);
        s->b.assign(numbers.begin() + count, numbers.end());
        s->c.resize(static_cast<std::size_t>(count));
        const auto multiply = make(each.size);
        jobs.push_back({each.name, "",
                        [s, multiply](long executions) {
                            for (long k = 0; k < executions; ++k) {
                                multiply(s->a.data(), s->b.data(), s->c.data());
                                keep(s->c.data());
                            }
                        },
                        [s] {
                            double sum = 0;
                            for (const T v : s->c) {
                                sum += static_cast<double>(v) * static_cast<double>(v);
                            }
                            return std::sqrt(sum);
                        }});
    }
    return jobs;
}

}  // namespace bench
