// The compiled core of a study.
#pragma once

#include <stdint.h>

#include "picomlp/kernels/strided_samples.hpp"
#include "picomlp/study/verdict.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A network and a loss without their types, and the limits of the network's activations.
template <class T>
struct study_table {
    training_table<T> training;       ///< its loss ignores the scale: a sample's own cost
    const activation_limits* limits;  ///< of each layer
    const bool* trained;              ///< false for each layer
};

/// Storage of a study for up to training.capacity samples at a time.
template <class T>
struct study_workspace {
    training_workspace<T> training;
    T* sums;                                  ///< capacity
    T* outputs;                               ///< outputs x capacity, if the loss takes logits
    statistics_in_two_passes<T>* statistics;  ///< the inputs', then each layer's two
    T* unit_means;                            ///< one for each input, two for each unit
    uint8_t* unit_alive;                      ///< likewise
};

/// Storage of the results for one layer: histograms have bins + 1 edges and `bins` counts.
template <class T>
struct layer_results {
    layer_statistics<T>* activations;
    layer_statistics<T>* gradients;
    verdict* health;
    T* activation_edges;
    uint32_t* activation_counts;
    T* gradient_edges;
    uint32_t* gradient_counts;
};

template <class T>
struct study_results {
    layer_statistics<T>* inputs;
    const layer_results<T>* layers;
    uint32_t bins;
};

/// See study() in study.hpp. Samples that are not features x samples are transposed in
/// training.delta. Unless training.capacity is 1, half of delta must have room for the features of
/// that many samples, and the capacity must be at most summation_order::chunk_samples.
template <class T>
status study_samples(const study_table<T>& table, const T* w, strided_samples<const T> x,
                     strided_samples<const T> y, const study_workspace<T>& workspace,
                     const study_results<T>& to) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
