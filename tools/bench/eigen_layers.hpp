// SPDX-License-Identifier: MIT
// What networks written with Eigen are made of: matrices, activations, losses, layers.
#pragma once

#include <Eigen/Core>
#include <type_traits>
#include <vector>

namespace bench {

namespace eigen {

enum class sizes { fixed, dynamic };
constexpr int by_columns = Eigen::ColMajor;
constexpr int by_rows = Eigen::RowMajor;

// Eigen wants vectors to be laid out along themselves.
template <class T, sizes Sizes, int Rows, int Columns, int Order>
using matrix = std::conditional_t<Sizes == sizes::dynamic,
                                  Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Order>,
                                  Eigen::Matrix<T, Rows, Columns,
                                                Columns == 1 ? by_columns
                                                : Rows == 1  ? by_rows
                                                             : Order>>;

/// Rows x columns numbers from a row-by-row sequence; moves `from` behind them.
template <class Matrix>
void take(const double*& from, Eigen::Index rows, Eigen::Index columns, Matrix& to) {
    using row_by_row = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, by_rows>;
    to = Eigen::Map<const row_by_row>(from, rows, columns).template cast<typename Matrix::Scalar>();
    from += rows * columns;
}

struct relu {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        using T = typename Z::Scalar;
        z = (z.colwise() + b).cwiseMax(T(0));
    }
};

struct tanh {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        z = (z.colwise() + b).array().tanh();
    }
};

struct identity {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        z.colwise() += b;
    }
};

struct sigmoid {
    template <class Z, class B>
    static void apply(Z& z, const B& b) {
        using T = typename Z::Scalar;
        z = T(1) / (T(1) + (-(z.colwise() + b)).array().exp());
    }
};

/// delta = (sigmoid(z) - y) / samples; returns the mean cost.
struct binary_cross_entropy {
    template <class Z, class Y, class D>
    static typename Z::Scalar evaluate(const Z& z, const Y& y, D& delta) {
        using T = typename Z::Scalar;
        const T share = T(1) / static_cast<T>(z.cols());
        delta = (T(1) / (T(1) + (-z).array().exp()) - y.array()) * share;
        return (z.array().max(T(0)) - z.array() * y.array() + (-z.array().abs()).exp().log1p())
                   .sum() *
               share;
    }
};

/// delta = (softmax(z) - y) / samples; returns the mean cost.
struct softmax_cross_entropy {
    template <class Z, class Y, class D>
    static typename Z::Scalar evaluate(Z& z, const Y& y, D& delta) {
        using T = typename Z::Scalar;
        const T share = T(1) / static_cast<T>(z.cols());
        z.rowwise() -= z.colwise().maxCoeff().eval();
        delta = z.array().exp();
        const auto sums = delta.colwise().sum().eval();
        const T cost = sums.array().log().sum() - z.cwiseProduct(y).sum();
        delta.array().rowwise() /= sums.array();
        delta = (delta - y) * share;
        return cost * share;
    }
};

template <class T, sizes Sizes, int Order, int Inputs, int Outputs>
struct layer {
    matrix<T, Sizes, Outputs, Inputs, Order> w;
    std::conditional_t<Sizes == sizes::dynamic, Eigen::Matrix<T, Eigen::Dynamic, 1>,
                       Eigen::Matrix<T, Outputs, 1>>
        b;

    void set(const double*& from) {
        take(from, Outputs, Inputs, w);
        take(from, Outputs, 1, b);
    }
};

template <class T, sizes Sizes, int Order, int I, int A, int B, int O>
struct network {
    layer<T, Sizes, Order, I, A> first;
    layer<T, Sizes, Order, A, B> second;
    layer<T, Sizes, Order, B, O> third;

    void set(const std::vector<double>& parameters) {
        const double* from = parameters.data();
        first.set(from);
        second.set(from);
        third.set(from);
    }
};

}  // namespace eigen

}  // namespace bench
