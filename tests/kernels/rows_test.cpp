// SPDX-License-Identifier: MIT
#include "picomlp/kernels/detail/rows.hpp"

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"

TEST_CASE_TEMPLATE("copied rows have all elements, of any bits, and nothing beside is touched", T,
                   float, double) {
    testing::guarded_matrix<T> from(1000);
    testing::guarded_matrix<T> to(1000);
    std::mt19937_64 random(5);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        int wrong = 0;
        for (std::uint32_t columns = 1; columns <= 67; ++columns) {
            for (const std::uint32_t rows : {1u, 2u, 5u}) {
                for (const int where : {0, 1, int{testing::at_begin}}) {
                    from.place(rows, columns, columns + rows, where);
                    to.place(rows, columns, columns + 2 * rows - 2, where);
                    from.set([&](std::size_t, std::size_t) {
                        return testing::any_value<T>(random, testing::values::special);
                    });
                    picomlp::kernels::copy_rows<T>(rows, columns, from.input(), to.matrix());
                    for (std::uint32_t r = 0; r < rows; ++r) {
                        wrong +=
                            std::memcmp(from.matrix()[r], to.matrix()[r], columns * sizeof(T)) != 0;
                    }
                    wrong += !from.surroundings_untouched() + !to.surroundings_untouched();
                }
            }
        }
        INFO(picomlp::name_of(set));
        CHECK(wrong == 0);
    });
}
