// SPDX-License-Identifier: MIT
// The kernels over shapes that reach every order of summation and every tail.
#include "picomlp/kernels/detail/dense.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using picomlp::dense_shape;
using picomlp::strided_rows;
namespace kernels = picomlp::kernels;

constexpr dense_shape shapes[] = {{1, 1},   {2, 10},  {10, 5},  {5, 1},  {7, 7},
                                  {16, 32}, {33, 17}, {64, 10}, {19, 3}, {3, 21}};
constexpr uint32_t batches[] = {1, 5, 63, 100};
constexpr int largest_exponent = 0;
constexpr int subnormal_exponent_of_float = -62;
constexpr int subnormal_exponent_of_double = -510;

// Products of two such numbers straddle the border between normal and subnormal.
template <class T, range Numbers>
constexpr int exponent = Numbers == range::normal ? largest_exponent
                         : sizeof(T) == 4         ? subnormal_exponent_of_float
                                                  : subnormal_exponent_of_double;

size_t parameter_count(dense_shape shape) { return (shape.inputs + size_t{1}) * shape.outputs; }

// The bias is of the size of the products, lest it drown them.
template <class T, range Numbers>
values<T> parameters(dense_shape shape) {
    const size_t weights = size_t{shape.inputs} * shape.outputs;
    random_numbers<T> weight(shape.inputs * 100u + shape.outputs, exponent<T, Numbers>);
    random_numbers<T> bias(10, 2 * exponent<T, Numbers>);
    values<T> w(parameter_count(shape));
    for (size_t k = 0; k < w.size(); ++k) w[k] = k < weights ? weight.next() : bias.next();
    return w;
}

template <class T, range Numbers>
void forward(checksum& results) {
    for (const dense_shape shape : shapes) {
        const auto w = parameters<T, Numbers>(shape);
        const auto x = random_values<T>(shape.inputs, 1, exponent<T, Numbers>);
        values<T> z(shape.outputs);
        kernels::dense_forward(shape, w.data(), x.data(), z.data());
        results.add(z);
    }
}

template <class T, range Numbers>
void forward_batch(checksum& results) {
    for (const dense_shape shape : shapes) {
        for (const uint32_t samples : batches) {
            const auto w = parameters<T, Numbers>(shape);
            const auto x =
                random_values<T>(size_t{shape.inputs} * samples, 2, exponent<T, Numbers>);
            values<T> z(size_t{shape.outputs} * samples);
            kernels::dense_forward_batch(shape, w.data(), samples,
                                         strided_rows<const T>{x.data(), samples},
                                         strided_rows<T>{z.data(), samples});
            results.add(z);
        }
    }
}

template <class T, range Numbers>
void backward(checksum& results) {
    for (const dense_shape shape : shapes) {
        for (const uint32_t samples : batches) {
            const auto w = parameters<T, Numbers>(shape);
            const auto delta =
                random_values<T>(size_t{shape.outputs} * samples, 3, exponent<T, Numbers>);
            values<T> dx(size_t{shape.inputs} * samples);
            kernels::dense_backward(shape, w.data(), samples,
                                    strided_rows<const T>{delta.data(), samples},
                                    strided_rows<T>{dx.data(), samples});
            results.add(dx);
        }
    }
}

template <class T, range Numbers>
void gradient(checksum& results) {
    for (const dense_shape shape : shapes) {
        values<T> g(parameter_count(shape));
        auto mode = kernels::gradient_mode::store;
        for (const uint32_t samples : batches) {
            const auto x =
                random_values<T>(size_t{shape.inputs} * samples, 4, exponent<T, Numbers>);
            const auto delta =
                random_values<T>(size_t{shape.outputs} * samples, 5, exponent<T, Numbers>);
            kernels::dense_gradient(shape, samples, strided_rows<const T>{x.data(), samples},
                                    strided_rows<const T>{delta.data(), samples}, mode, g.data());
            mode = kernels::gradient_mode::add;
            results.add(g);
        }
    }
}

template <class T, range Numbers>
void descend(checksum& results) {
    const T rate = random_values<T>(1, 6, exponent<T, Numbers>)[0];
    constexpr size_t counts[] = {1, 15, 91, 1000};
    for (const size_t count : counts) {
        const auto g = random_values<T>(count, 7, exponent<T, Numbers>);
        auto w = random_values<T>(count, 8, 2 * exponent<T, Numbers>);
        results.add(static_cast<unsigned char>(kernels::sgd_step(count, rate, g.data(), w.data())));
        results.add(w);
    }
}

template <class T, range Numbers>
void lane_sum(checksum& results) {
    constexpr uint32_t counts[] = {1, 15, 16, 63, 300, 512};
    for (const uint32_t count : counts) {
        results.add(kernels::interleaved_sum(
            count, random_values<T>(count, 9, 2 * exponent<T, Numbers>).data()));
    }
}

}  // namespace

stage_list kernel_stages() {
    static constexpr stage all[] = {
        {"dense_forward.float", range::normal, forward<float, range::normal>},
        {"dense_forward.double", range::normal, forward<double, range::normal>},
        {"dense_forward_batch.float", range::normal,
         unless_small<forward_batch<float, range::normal>>},
        {"dense_forward_batch.double", range::normal,
         unless_small<forward_batch<double, range::normal>>},
        {"dense_backward.float", range::normal, unless_small<backward<float, range::normal>>},
        {"dense_backward.double", range::normal, unless_small<backward<double, range::normal>>},
        {"dense_gradient.float", range::normal, unless_small<gradient<float, range::normal>>},
        {"dense_gradient.double", range::normal, unless_small<gradient<double, range::normal>>},
        {"descend.float", range::normal, unless_small<descend<float, range::normal>>},
        {"descend.double", range::normal, unless_small<descend<double, range::normal>>},
        {"lane_sum.float", range::normal, lane_sum<float, range::normal>},
        {"lane_sum.double", range::normal, lane_sum<double, range::normal>},
        {"dense_forward.float/subnormal", range::subnormal, forward<float, range::subnormal>},
        {"dense_forward.double/subnormal", range::subnormal, forward<double, range::subnormal>},
        {"dense_forward_batch.float/subnormal", range::subnormal,
         unless_small<forward_batch<float, range::subnormal>>},
        {"dense_forward_batch.double/subnormal", range::subnormal,
         unless_small<forward_batch<double, range::subnormal>>},
        {"dense_backward.float/subnormal", range::subnormal,
         unless_small<backward<float, range::subnormal>>},
        {"dense_backward.double/subnormal", range::subnormal,
         unless_small<backward<double, range::subnormal>>},
        {"dense_gradient.float/subnormal", range::subnormal,
         unless_small<gradient<float, range::subnormal>>},
        {"dense_gradient.double/subnormal", range::subnormal,
         unless_small<gradient<double, range::subnormal>>},
        {"descend.float/subnormal", range::subnormal,
         unless_small<descend<float, range::subnormal>>},
        {"descend.double/subnormal", range::subnormal,
         unless_small<descend<double, range::subnormal>>},
    };
    return all;
}

}  // namespace testing
