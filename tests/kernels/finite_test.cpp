// SPDX-License-Identifier: MIT
#include "picomlp/kernels/finite.hpp"

#include <limits>
#include <string>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace {

/// What went wrong first with `count` elements, or an empty string.
template <class T>
std::string wrong_answer(testing::guarded_matrix<T>& numbers, std::size_t count, int where) {
    using limits = std::numeric_limits<T>;
    const T good[] = {T(0), -T(0), limits::max(), limits::lowest(), limits::min(), T(-1)};
    const T bad[] = {limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                     -limits::quiet_NaN()};
    numbers.place(1, count, count, where);
    numbers.set([&](std::size_t, std::size_t k) { return good[k % 6]; });
    if (!picomlp::all_finite<T>(numbers.data(), count)) return "refuses numbers";
    if (!picomlp::all_finite<T>(1, static_cast<std::uint32_t>(count), numbers.input())) {
        return "refuses a row of numbers";
    }
    for (std::size_t k = 0; k < count; ++k) {
        const T kept = numbers.data()[k];
        numbers.data()[k] = bad[k % 4];
        if (picomlp::all_finite<T>(numbers.data(), count)) {
            return "takes what is none at " + std::to_string(k);
        }
        numbers.data()[k] = kept;
    }
    return "";
}

/// The same with a matrix of rows that lie apart.
template <class T>
std::string wrong_answer_of_rows(testing::guarded_matrix<T>& numbers, std::uint32_t rows,
                                 std::uint32_t columns, std::uint32_t stride, int where) {
    using limits = std::numeric_limits<T>;
    const T good[] = {T(0), -T(0), limits::max(), limits::lowest(), limits::min(), T(-1)};
    const T bad[] = {limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                     -limits::quiet_NaN()};
    numbers.place(rows, columns, stride, where);
    numbers.set([&](std::size_t r, std::size_t c) { return good[(r + c) % 6]; });
    if (!picomlp::all_finite<T>(rows, columns, numbers.input())) return "refuses numbers";
    for (std::uint32_t r = 0; r < rows; ++r) {
        for (std::uint32_t c = 0; c < columns; ++c) {
            T& element = numbers.data()[r * stride + c];
            const T kept = element;
            element = bad[(r + c) % 4];
            if (picomlp::all_finite<T>(rows, columns, numbers.input())) {
                return "takes what is none in row " + std::to_string(r) + ", column " +
                       std::to_string(c);
            }
            element = kept;
        }
    }
    return "";
}

}  // namespace

TEST_CASE_TEMPLATE("a run is finite when each of its elements is, and nothing else is read", T,
                   float, double) {
    testing::guarded_matrix<T> numbers(800);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        for (std::size_t count = 1; count < 800; count += count < 80 ? 1 : 97) {
            for (int where = -1; where < 4; ++where) {
                INFO(picomlp::name_of(set), ", ", count, " elements, placed ", where);
                REQUIRE(wrong_answer(numbers, count, where) == "");
            }
        }
    });
    CHECK(picomlp::all_finite<T>(nullptr, 0));
}

TEST_CASE_TEMPLATE("rows are finite when each of their elements is, and nothing else is read", T,
                   float, double) {
    testing::guarded_matrix<T> numbers(5 * 43);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        for (std::uint32_t columns = 1; columns <= 40; columns += columns < 20 ? 1 : 5) {
            for (std::uint32_t stride = columns; stride < columns + 3; ++stride) {
                for (std::uint32_t rows = 1; rows <= 5; ++rows) {
                    INFO(picomlp::name_of(set), ", ", rows, " x ", columns, ", rows ", stride,
                         " apart");
                    REQUIRE(wrong_answer_of_rows(numbers, rows, columns, stride, 0) == "");
                    REQUIRE(wrong_answer_of_rows(numbers, rows, columns, stride,
                                                 testing::at_begin) == "");
                }
            }
        }
    });
    CHECK(picomlp::all_finite<T>(3, 0, {nullptr, 5}));
}
