// Relu and its derivative on plain arrays, with every instruction set.
#include <random>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/sample_layers.hpp"
#include "reference/dense_reference.hpp"

namespace {

/// What went wrong first with `count` elements, or an empty string.
template <class T>
std::string difference(std::mt19937_64& random, std::size_t count, int where) {
    static testing::guarded_matrix<T> a(200);
    static testing::guarded_matrix<T> x(200);
    const auto any = [&](std::size_t, std::size_t) {
        return testing::any_value<T>(random, testing::values::special);
    };
    a.place(1, count, count, where);
    x.place(1, count, count, where);
    a.set(any);
    x.set(any);
    std::vector<T> let_pass(count);
    std::vector<T> positive(count);
    for (std::size_t k = 0; k < count; ++k) {
        let_pass[k] = a.data()[k] > T(0) ? x.data()[k] : T(0);
        positive[k] = a.data()[k] > T(0) ? a.data()[k] : T(0);
    }
    const auto count32 = static_cast<std::uint32_t>(count);
    picomlp::kernels::sample_relu_backward<T>(count32, a.data(), x.data());
    picomlp::kernels::sample_relu<T>(count32, a.data());
    if (!a.surroundings_untouched() || !x.surroundings_untouched()) return "writes outside";
    for (std::size_t k = 0; k < count; ++k) {
        if (!testing::same(x.data()[k], let_pass[k])) return "where positive";
        if (!testing::same(a.data()[k], positive[k])) return "positive part";
    }
    return "";
}

}  // namespace

TEST_CASE_TEMPLATE("positive parts, and what they let pass, for every length and alignment", T,
                   float, double) {
    std::mt19937_64 random(22);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 67; ++count) {
            for (int where = -1; where < 4; ++where) {
                CAPTURE(count);
                REQUIRE(difference<T>(random, count, where) == "");
            }
        }
    });
}
