// SPDX-License-Identifier: MIT
// Matrices of test values, and comparing results bit by bit.
#pragma once

#include <random>

#include "guarded_memory.hpp"
#include "picomlp/matrix/view.hpp"

namespace testing {

template <class T, size_t Rows, size_t Columns>
picomlp::matrix<T, Rows, Columns> any_matrix(std::mt19937_64& random) {
    picomlp::matrix<T, Rows, Columns> m{};
    for (T& x : m.values) x = testing::any_value<T>(random, testing::values::usual);
    return m;
}

/// Elements (r, c) of m that differ from want(r, c).
template <class T, size_t Rows, size_t Columns, class Want>
std::size_t differences(picomlp::matrix_view<const T, Rows, Columns> m, Want want) {
    std::size_t count = 0;
    for (std::size_t r = 0; r < Rows; ++r) {
        for (std::size_t c = 0; c < Columns; ++c) {
            count += !testing::same<T>(m(r, c), want(r, c));
        }
    }
    return count;
}
template <class T, size_t Rows, size_t Columns, class Want>
std::size_t differences(const picomlp::matrix<T, Rows, Columns>& m, Want want) {
    return differences(picomlp::matrix_view<const T, Rows, Columns>(m), want);
}

/// Rows x Columns elements inside a larger matrix, so that the view has a stride and an odd
/// address; what lies around it must stay as it is.
template <class T, size_t Rows, size_t Columns>
struct framed {
    picomlp::matrix<T, Rows + 2, Columns + 3> whole;

    framed() {
        for (T& x : whole.values) x = T(1234.5);
    }
    picomlp::matrix_view<T, Rows, Columns> view() {
        return picomlp::matrix_view(whole).template submatrix<Rows, Columns>(1, 1);
    }
    bool frame_untouched() const {
        std::size_t wrong = 0;
        for (std::size_t r = 0; r < Rows + 2; ++r) {
            for (std::size_t c = 0; c < Columns + 3; ++c) {
                const bool inside = r >= 1 && r <= Rows && c >= 1 && c <= Columns;
                if (!inside) wrong += whole(r, c) != T(1234.5);
            }
        }
        return wrong == 0;
    }
};

}  // namespace testing
