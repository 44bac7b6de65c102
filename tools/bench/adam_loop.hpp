// SPDX-License-Identifier: MIT
// Adam as plain loops, for peers that bring none.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "sized_jobs.hpp"

namespace bench {

template <class T>
class adam_loop {
  public:
    explicit adam_loop(std::size_t parameters) : m_(parameters), v_(parameters) {}

    void restart() { *this = adam_loop(m_.size()); }

    void update(T* w, const T* gradient) {
        constexpr auto beta1 = T(0.9);
        constexpr auto beta2 = T(0.999);
        ++steps_;
        const T rate = T(adam_learning_rate) / (1 - std::pow(beta1, static_cast<T>(steps_)));
        const T scale = 1 / std::sqrt(1 - std::pow(beta2, static_cast<T>(steps_)));
        for (std::size_t k = 0; k < m_.size(); ++k) {
            m_[k] = beta1 * m_[k] + (1 - beta1) * gradient[k];
            v_[k] = beta2 * v_[k] + (1 - beta2) * gradient[k] * gradient[k];
            w[k] -= rate * m_[k] / (std::sqrt(v_[k]) * scale + T(1e-8));
        }
    }

  private:
    std::vector<T> m_, v_;
    int steps_ = 0;
};

}  // namespace bench
