// SPDX-License-Identifier: MIT
// Every container that samples can come in.
#include "picomlp/network/sample_data.hpp"

#include <array>
#include <type_traits>
#include <vector>

#if __has_include(<span>) && __cplusplus >= 202002L
#include <span>
#endif

#include "doctest_config.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/loss/one_hot.hpp"
#include "picomlp/network/predict.hpp"

using picomlp::dense;
using picomlp::feature_major;
using picomlp::input;
using picomlp::sample_major;
using picomlp::sample_order;
using picomlp::sample_view;
using picomlp::status;

namespace {

/// y = (x0 + 10 x1 + 100 x2, x0): every order but the right one shows.
using net = picomlp::network<input<3>, dense<2, picomlp::identity>>;
constexpr net::parameters w = {{1, 1, 10, 0, 100, 0, 0, 0}};
using one_output = picomlp::network<input<3>, dense<1, picomlp::identity>>;
constexpr one_output::parameters w_one = {{1, 10, 100, 0}};

constexpr float by_sample[4][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 0, 2}};
constexpr float by_feature[3][4] = {{1, 4, 7, 1}, {2, 5, 8, 0}, {3, 6, 9, 2}};
constexpr float expected[4] = {321, 654, 987, 201};

/// Predicts x as `data` says that it is.
template <class Data>
void check(const Data& data) {
    picomlp::batch_scratch<net, 2> scratch;
    float y[2][4] = {};
    CHECK(predict(w, scratch, data, y) == status::ok);
    for (int s = 0; s < 4; ++s) {
        CHECK(y[0][s] == expected[s]);
        CHECK(y[1][s] == by_sample[s][0]);
    }
}
template <class Data>
void check_one(const Data& data) {
    net::scratch scratch;
    float y[2] = {};
    CHECK(predict(w, scratch, data, y) == status::ok);
    CHECK(y[0] == 321);
    CHECK(y[1] == 1);
}

/// What Eigen's types offer: data() and a size() that is signed.
struct eigen_like {
    const float* data() const { return numbers; }
    std::ptrdiff_t size() const { return 12; }
    float numbers[12];
};

/// A view of numbers that another object owns, like std::span.
template <class T>
struct numbers_of {
    T* data() const { return first; }
    std::size_t size() const { return count; }
    T* first;
    std::size_t count;
};

std::vector<float> listed(const float* first) { return {first, first + 12}; }

}  // namespace

TEST_CASE("arrays are told apart by their shape") {
    check(by_sample);
    check(by_feature);
    check(sample_major(by_sample));
    check(feature_major(by_feature));
}

TEST_CASE("a square array is read as it is said") {
    const float square[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    picomlp::batch_scratch<net, 3> scratch;
    float y[3][2];
    CHECK(predict(w, scratch, sample_major(square), y) == status::ok);
    CHECK(y[0][0] == 321);
    CHECK(y[1][0] == 654);
    CHECK(y[2][0] == 987);
    CHECK(predict(w, scratch, feature_major(square), y) == status::ok);
    CHECK(y[0][0] == 741);
    CHECK(y[1][0] == 852);
    CHECK(y[2][0] == 963);
}

TEST_CASE("flat numbers are what they are said to be") {
    check(sample_major(listed(by_sample[0])));
    check(feature_major(listed(by_feature[0])));
    const std::vector<float> constant = listed(by_sample[0]);
    check(sample_major(constant));
    std::vector<float> list = listed(by_sample[0]);
    check(sample_major(list));
    static_assert(std::is_same_v<decltype(sample_major(list)),
                                 picomlp::flat_numbers<float, sample_order::sample_major>>);
    static_assert(std::is_same_v<decltype(sample_major(constant)),
                                 picomlp::flat_numbers<const float, sample_order::sample_major>>);
    const std::array<float, 12> fixed = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0, 2};
    check(sample_major(fixed));
    const float array[12] = {1, 4, 7, 1, 2, 5, 8, 0, 3, 6, 9, 2};
    check(feature_major(array));
    check(sample_major(numbers_of<const float>{by_sample[0], 12}));
    check(sample_major(numbers_of<float>{list.data(), 12}));
#ifdef __cpp_lib_span
    check(sample_major(std::span<const float>(list)));
    check(sample_major(std::span<float>(list)));
    check(sample_major(std::span<float, 12>(list)));
#endif
}

TEST_CASE("Eigen's kind of matrix is a container") {
    check(sample_major(eigen_like{{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0, 2}}));
    check(feature_major(eigen_like{{1, 4, 7, 1, 2, 5, 8, 0, 3, 6, 9, 2}}));
}

TEST_CASE("a pointer comes with the number of samples, and with a distance if need be") {
    check(sample_major(by_sample[0], 4));
    check(sample_major(by_sample, 4));
    check(feature_major(by_feature[0], 4));
    const float apart[4][5] = {{1, 2, 3, -1, -1}, {4, 5, 6, -1, -1}, {7, 8, 9}, {1, 0, 2}};
    check(sample_major(apart[0], 4, 5));
    const float spread[3][6] = {{1, 4, 7, 1}, {2, 5, 8, 0}, {3, 6, 9, 2}};
    check(feature_major(spread[0], 4, 6));
}

TEST_CASE("containers of rows hold a sample in each") {
    using row = std::array<float, 3>;
    const std::vector<row> rows = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 0, 2}};
    check(rows);
    check(sample_major(rows));
    const std::array<row, 4> fixed = {row{1, 2, 3}, row{4, 5, 6}, row{7, 8, 9}, row{1, 0, 2}};
    check(fixed);
    check(sample_major(fixed));
    const std::array<std::array<float, 4>, 3> by_columns = {std::array<float, 4>{1, 4, 7, 1},
                                                            std::array<float, 4>{2, 5, 8, 0},
                                                            std::array<float, 4>{3, 6, 9, 2}};
    check(by_columns);
    check(feature_major(by_columns));
    check(numbers_of<const float[3]>{by_sample, 4});
    CHECK(sample_major(std::vector<row>{}).samples() == 0);
}

TEST_CASE("matrices of this library and their views are samples") {
    const picomlp::matrix<float, 4, 3> m = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0, 2}};
    check(m);
    check(sample_major(m));
    check(picomlp::matrix_view(m));
    const picomlp::matrix<float, 3, 4> turned = {{1, 4, 7, 1, 2, 5, 8, 0, 3, 6, 9, 2}};
    check(turned);
    check(feature_major(turned));
    const picomlp::matrix<float, 5, 5> large = {
        {0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 7, 8, 9, 0, 0, 1, 0, 2, 0}};
    check(picomlp::matrix_view(large).submatrix<4, 3>(1, 1));
    check(sample_major(picomlp::matrix_view(large).submatrix<4, 3>(1, 1)));
}

TEST_CASE("one sample comes as a pointer, an array, a vector") {
    check_one(by_sample[0]);
    const float* const pointer = by_sample[0];
    check_one(pointer);
    check_one(std::array<float, 3>{1, 2, 3});
    check_one(picomlp::vector<float, 3>{{1, 2, 3}});
    check_one(picomlp::matrix<float, 1, 3>{{1, 2, 3}});
    check_one(sample_major(std::vector<float>{1, 2, 3}));
    check_one(feature_major(std::vector<float>{1, 2, 3}));
    check_one(sample_major(pointer, 1));
    const float column[3][1] = {{1}, {2}, {3}};
    check_one(column);
    const float row[1][3] = {{1, 2, 3}};
    check_one(row);
}

TEST_CASE("predictions are written to whatever can be written") {
    picomlp::batch_scratch<net, 3> scratch;
    std::vector<float> flat(8);
    CHECK(predict(w, scratch, by_sample, sample_major(flat)) == status::ok);
    CHECK(flat[2] == 654);
    CHECK(flat[3] == 4);
    CHECK(predict(w, scratch, by_sample, feature_major(flat)) == status::ok);
    CHECK(flat[2] == 987);
    CHECK(flat[4] == 1);
    std::vector<std::array<float, 2>> rows(4);
    CHECK(predict(w, scratch, by_sample, rows) == status::ok);
    CHECK(rows[3][0] == 201);
    picomlp::matrix<float, 4, 2> m{};
    CHECK(predict(w, scratch, by_sample, m) == status::ok);
    CHECK(m(1, 0) == 654);
    float one[2] = {};
    float* const pointer = one;
    CHECK(predict(w, scratch, by_sample[1], pointer) == status::ok);
    CHECK(one[0] == 654);
    std::array<float, 2> fixed{};
    CHECK(predict(w, scratch, by_sample[1], fixed) == status::ok);
    CHECK(fixed[0] == 654);
}

TEST_CASE("numbers of one output lie alike in both orders") {
    picomlp::batch_scratch<one_output, 3> scratch;
    std::vector<float> y(4);
    const auto check_y = [&] {
        for (std::size_t s = 0; s < 4; ++s) {
            CHECK(y[s] == expected[s]);
            y[s] = 0;
        }
    };
    CHECK(predict(w_one, scratch, by_sample, y) == status::ok);
    check_y();
    CHECK(predict(w_one, scratch, by_sample, sample_major(y)) == status::ok);
    check_y();
    CHECK(predict(w_one, scratch, by_sample, feature_major(y)) == status::ok);
    check_y();
    float array[4] = {};
    CHECK(predict(w_one, scratch, by_sample, array) == status::ok);
    CHECK(array[2] == 987);
    float column[4][1] = {};
    CHECK(predict(w_one, scratch, by_sample, column) == status::ok);
    CHECK(column[2][0] == 987);
}

TEST_CASE("numbers that make no whole samples are refused") {
    picomlp::batch_scratch<net, 2> scratch;
    float y[2][4] = {{7, 7, 7, 7}, {7, 7, 7, 7}};
    const std::vector<float> x(13);
    CHECK(predict(w, scratch, sample_major(x), y) == status::bad_argument);
    CHECK(predict(w, scratch, feature_major(x), y) == status::bad_argument);
    CHECK(predict(w, scratch, sample_major(std::vector<float>{}),
                  sample_major(std::vector<float>{}.data(), 0)) == status::no_samples);
    // Samples that would lie in each other.
    CHECK(predict(w, scratch, sample_major(x.data(), 4, 2), y) == status::bad_argument);
    CHECK(predict(w, scratch, feature_major(x.data(), 4, 3), y) == status::bad_argument);
    std::vector<float> short_y(6);
    CHECK(predict(w, scratch, by_sample, sample_major(short_y)) == status::mismatched_samples);
    CHECK(y[0][0] == 7);
    CHECK(short_y[0] == 0);
}

TEST_CASE("more samples than a number of 32 bits tells are refused") {
    if constexpr (sizeof(std::size_t) > 4) {
        const std::size_t many = std::size_t{1} << 32;
        net::scratch scratch;
        float y[2] = {7, 7};
        // Nothing of it is read.
        CHECK(predict(w, scratch, sample_major(by_sample[0], many), sample_major(y, many)) ==
              status::too_many_samples);
        CHECK(predict(w, scratch, sample_major(numbers_of<const float>{by_sample[0], 3 * many}),
                      y) == status::too_many_samples);
        CHECK(y[0] == 7);
    }
}

TEST_CASE("a label is told of outputs in any container") {
    const float* const pointer = by_sample[0];
    CHECK(picomlp::label_of(std::vector<float>{0.1F, 0.7F, 0.2F}) == 1);
    CHECK(picomlp::label_of(std::array<float, 3>{0.1F, 0.2F, 0.7F}) == 2);
    CHECK(picomlp::label_of(picomlp::vector<float, 1>{{0.6F}}) == 1);
    CHECK(picomlp::label_of(3, pointer) == 2);
}

TEST_CASE("labels become targets in either order") {
    float by_label[3][2] = {{7, 7}, {7, 7}, {7, 7}};
    const int labels[3] = {1, 0, 1};
    CHECK(picomlp::one_hot(labels, sample_major(by_label)) == status::ok);
    for (int s = 0; s < 3; ++s) {
        CHECK(by_label[s][labels[s]] == 1);
        CHECK(by_label[s][1 - labels[s]] == 0);
    }
}
