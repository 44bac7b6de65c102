#include "picomlp/optimizer/gradient_descent.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "reference/dense_reference.hpp"
#include "reference/guarded_memory.hpp"
#include "reference/instruction_sets.hpp"

using picomlp::gradient_descent;
using picomlp::status;

namespace {

template <class T>
using settings = gradient_descent::settings<T>;

template <class T>
std::vector<T> numbers(std::size_t count, std::mt19937_64& random) {
    std::vector<T> result(count);
    for (T& v : result) v = reference::any_value<T>(random, reference::values::usual);
    return result;
}

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
    return x.empty() || std::memcmp(x.data(), y.data(), x.size() * sizeof(T)) == 0;
}

template <class T>
status update(T rate, const std::vector<T>& gradient, std::vector<T>& w) {
    return gradient_descent::update<T>({rate}, w.size(), gradient.data(), w.data());
}

}  // namespace

TEST_CASE_TEMPLATE("gradient descent is madd(-rate, gradient, w), whatever the instruction set", T,
                   float, double) {
    reference::for_each_instruction_set([](picomlp::instruction_set) {
        std::mt19937_64 random(11);
        int wrong = 0;
        for (std::size_t count = 0; count <= 70; ++count) {
            for (const T rate : {T(0.01), T(0.3), T(1e-6), T(7)}) {
                const std::vector<T> gradient = numbers<T>(count, random);
                std::vector<T> w = numbers<T>(count, random);
                std::vector<T> expected = w;
                REQUIRE(reference::descend(count, rate, gradient.data(), expected.data()));
                wrong += update(rate, gradient, w) != status::ok;
                wrong += !same_bits(w, expected);
            }
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE_TEMPLATE("the learning rate is 0.01 unless the user says otherwise", T, float, double) {
    CHECK(settings<T>{}.learning_rate == T(0.01));
    CHECK(gradient_descent::check(settings<T>{}) == status::ok);
}

TEST_CASE_TEMPLATE("a learning rate of 0 keeps the parameters", T, float, double) {
    std::mt19937_64 random(12);
    const std::vector<T> gradient = numbers<T>(19, random);
    std::vector<T> w = numbers<T>(19, random);
    const std::vector<T> before = w;
    CHECK(update(T(0), gradient, w) == status::ok);
    CHECK(w == before);
}

TEST_CASE_TEMPLATE("gradient descent takes learning rates that are finite and not negative", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    for (const T good : {T(0), limits::denorm_min(), T(0.3), T(1e30), limits::max()}) {
        CHECK(gradient_descent::check<T>({good}) == status::ok);
    }
    for (const T bad : {-limits::denorm_min(), T(-0.01), limits::infinity(), -limits::infinity(),
                        limits::quiet_NaN(), -limits::quiet_NaN()}) {
        CHECK(gradient_descent::check<T>({bad}) == status::bad_argument);
    }
}

TEST_CASE_TEMPLATE("a step that would leave the finite numbers is diverged and changes nothing", T,
                   float, double) {
    reference::for_each_instruction_set([](picomlp::instruction_set) {
        using limits = std::numeric_limits<T>;
        std::mt19937_64 random(13);
        int wrong = 0;
        for (const std::size_t count : {1u, 2u, 7u, 16u, 33u}) {
            for (std::size_t at = 0; at < count; ++at) {
                for (const T spoilt : {limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                                       limits::max()}) {
                    std::vector<T> gradient = numbers<T>(count, random);
                    std::vector<T> w = numbers<T>(count, random);
                    gradient[at] = spoilt;
                    const std::vector<T> before = w;
                    wrong += update(T(2), gradient, w) != status::diverged;
                    wrong += !same_bits(w, before);
                }
                std::vector<T> w = numbers<T>(count, random);
                w[at] = limits::infinity();
                const std::vector<T> before = w;
                wrong += update(T(0.5), std::vector<T>(count, T(1)), w) != status::diverged;
                wrong += !same_bits(w, before);
            }
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE_TEMPLATE("gradient descent touches nothing beside its parameters", T, float, double) {
    reference::for_each_instruction_set([](picomlp::instruction_set) {
        reference::guarded_matrix<T> w(200);
        reference::guarded_matrix<T> gradient(200);
        int touched = 0;
        for (std::size_t count = 1; count <= 40; ++count) {
            for (const int where : {0, 1, 5, int{reference::at_begin}}) {
                w.place(1, count, count, where);
                gradient.place(1, count, count, where);
                w.set([](std::size_t, std::size_t c) { return static_cast<T>(c); });
                gradient.set([](std::size_t, std::size_t) { return T(1); });
                REQUIRE(gradient_descent::update<T>({T(0.5)}, count, gradient.data(), w.data()) ==
                        status::ok);
                touched += !w.surroundings_untouched() || !gradient.surroundings_untouched();
            }
        }
        CHECK(touched == 0);
    });
}
