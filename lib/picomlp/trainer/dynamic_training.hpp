// SPDX-License-Identifier: MIT
// What training needs in memory where the network's shape is known at run time: its layout, and the
// tables of the compiled core.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/loss/loss_list.hpp"
#include "picomlp/network/activation_list.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/optimizer/optimizer.hpp"
#include "picomlp/optimizer/optimizer_list.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What a training is opened with, besides a network's shape.
struct dynamic_training {
    uint32_t loss;            ///< code_of<binary_cross_entropy>() (base/type_name.hpp)
    uint32_t optimizer;       ///< code_of<adam>()
    uint32_t batch_size = 1;  ///< the largest number of samples in a step, at least 1
};

namespace detail {

/// To train: an activation's routines.
template <class T>
struct training_entry {
    activation_routine<T> apply;
    derivative_routine<T> derivative;
    sample_derivative_routine<T> sample_derivative;
    activation_argument takes;
    bool gives_probabilities;
};

template <class T, class List>
struct training_entries;
template <class T, class... Activations>
struct training_entries<T, activation_list<Activations...>> {
    static constexpr training_entry<T> entry[sizeof...(Activations)] = {
        {table_routines<T, Activations>::apply, table_routines<T, Activations>::derivative,
         sample_activation<T, Activations>::derivative, Activations::derivative_takes,
         detail::gives_probabilities<Activations>}...};
};

/// The lists of a trainer's type, and what its options ask for.
template <class T>
struct training_lists {
    uint32_t activation_count;
    const sample_entry<T>* activations;
    const training_entry<T>* trainings;
    uint32_t loss_count;
    const loss_entry<T>* losses;
    bool masks;          ///< dropout
    bool simulates;      ///< quantization_aware
    bool weighs;         ///< weights for samples or classes
    bool needs_classes;  ///< targets must stand for classes
    bool in_runs;        ///< weights and biases are updated apart
    uint32_t most_layers;
    bool (*is_frozen)(uint32_t number);  ///< layers count from 1
};

/// An opened training, in memory of the caller's.
template <class T>
struct opened_training {
    dynamic_shape shape;
    uint32_t batch_size;
    uint32_t loss;       ///< its code
    uint32_t optimizer;  ///< its place in the list
    uint32_t steps;
    size_t parameter_count;
    size_t trained_count;
    uint32_t state_arrays;
    sample_loss_evaluation<T> evaluate_sample;
    training_table<T> table;
    const sample_layer<T>* sample_layers;     ///< where batch_size is 1
    const sample_training_layer<T>* samples;  ///< likewise
    const bool* trained;
    T* gradient;
    T* state;
    training_workspace<T> workspace;
    uint32_t* masks;         ///< dropout's, for all hidden units
    size_t words_per_unit;   ///< of them
    T* weights;              ///< of a step's samples
    parameter_run<T>* runs;  ///< two for each layer
};

/// The bytes of a training; 0 for an unusable shape.
template <class T>
size_t training_bytes(const dynamic_shape& shape, uint32_t batch_size, uint32_t state_arrays,
                      const training_lists<T>& lists) noexcept;

/// Unless ok, `training` is unchanged. `optimizer`: its place in the list, which is there.
template <class T>
status open_training(const dynamic_shape& shape, const dynamic_training& wanted, uint32_t optimizer,
                     uint32_t state_arrays, const training_lists<T>& lists, memory_block memory,
                     opened_training<T>& training) noexcept;

/// The runs of an update, two for each trained layer; their count. decay_of(context, l): the decay
/// factor of layer l, from 0.
template <class T>
uint32_t fill_runs(const opened_training<T>& training, T* w, T (*decay_of)(const void*, uint32_t),
                   const void* context) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
