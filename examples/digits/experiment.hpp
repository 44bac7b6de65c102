// SPDX-License-Identifier: MIT
// Learning handwritten digits with a 64-32-10 network and mini-batches.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "digits/images.hpp"
#include "picomlp/picomlp.hpp"

namespace digits {

using network = picomlp::network<picomlp::input<pixels>, picomlp::dense<32, picomlp::relu>,
                                 picomlp::dense<classes, picomlp::softmax>>;
inline constexpr uint32_t batch_size = 16;
using trainer = picomlp::trainer<network, picomlp::softmax_cross_entropy, picomlp::gradient_descent,
                                 picomlp::batch<batch_size>>;

struct settings {
    uint64_t seed = 1;  ///< of the split, the initial parameters and the order of the samples
    float learning_rate = 0.5F;
    int epochs = 30;
};

struct result {
    picomlp::status status;
    uint32_t training_images;
    uint32_t held_out_images;
    network::parameters w;
    picomlp::evaluation<float> held_out;
    picomlp::confusion_counts<network> confusion;  ///< of the held-out images
};

/// Images and targets as views for the library.
struct labelled {
    explicit labelled(const image_set& from);
    auto x() const {
        return picomlp::sample_view<const float, pixels>(images.x.data(), images.size());
    }
    auto y() const {
        return picomlp::sample_view<const float, classes>(targets.data(), images.size());
    }

    image_set images;
    std::vector<float> targets;
    picomlp::status status;
};

/// A fifth of the images, chosen by a shuffle, and the others.
struct image_split {
    labelled held_out;
    labelled training;
};
image_split split(const image_set& images, picomlp::xoshiro128pp& bits);

/// Called after every epoch with the mean cost of its training steps and the held-out evaluation.
using observer =
    std::function<void(int epoch, float cost, const picomlp::evaluation<float>& held_out)>;

/// Holds out a fifth of the images, chosen by a seeded shuffle, and trains on the others.
result run(const image_set& images, const settings& chosen, const observer& epoch_done);

/// CRC-32 (zlib's) of the parameters, each from its lowest byte: the same on every machine.
uint32_t checksum(const network::parameters& w);

}  // namespace digits
