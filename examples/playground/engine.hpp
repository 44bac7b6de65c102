// SPDX-License-Identifier: MIT
// The playground without its page: a data set, a network, its training, and what is drawn of them.
// The same on the desk and in a browser; wants neither a heap nor a C or C++ library.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "playground/choices.hpp"
#include "playground/data.hpp"
#include "playground/eight_bits.hpp"
#include "playground/model.hpp"
#include "playground/units.hpp"

namespace playground {

enum class samples : uint32_t { training, test };

/// A rectangle of the plane.
struct area {
    float left, right, bottom, top;
};

class engine {
  public:
    static constexpr uint32_t max_steps = 1024;  ///< of one train()
    static constexpr uint32_t max_grid_points = 16384;

    static constexpr uint32_t most_image_bytes = 65536;

    /// That study(true) looks at: a millisecond or two.
    static constexpr uint32_t quick_activations = 16384;

    /// With the choices that settings{} makes.
    engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    /// The rows of dataset::table, to be written before begin().
    given_table& table() { return table_; }

    /// Makes the samples and the initial parameters. status::bad_argument for an enumerator that
    /// does not exist, rates or a choice of samples out of range, unusable_shape for layers that
    /// cannot exist, and what check() says of a table: nothing has changed then.
    picomlp::status begin(const settings& chosen);

    /// Goes on with other rates; status::bad_argument leaves them as they were.
    picomlp::status change(const rates& chosen);

    /// Steps, max_steps at most; the number of those done. Fewer than asked for when one was not
    /// ok: outcome() says why, and the parameters are those before it. Batches go through the
    /// samples in a new order every time.
    uint32_t train(uint32_t steps);
    picomlp::status outcome() const { return outcome_; }
    /// Of each step of the last train(), before it.
    const float* costs() const { return costs_; }
    uint32_t steps_done() const { return model_.steps_done(); }

    features x_of(samples which) const { return set(which).x(); }
    targets y_of(samples which) const { return set(which).y(); }
    playground::task task() const { return model_.task(); }
    /// Without penalty or dropout.
    picomlp::evaluation<float> evaluate(samples which);
    /// See score_of().
    float score(samples which);

    /// Outputs, which are probabilities of class 1 or numbers, at height x width points, row by row
    /// from the top, the outermost ones on the area's edges. status::bad_argument unless both are 2
    /// or more, with not more than max_grid_points points; not_finite_input for such a number.
    picomlp::status draw_grid(uint32_t width, uint32_t height, const area& of);
    /// The same by the network of int8; no_samples when there is none.
    picomlp::status draw_quantized_grid(uint32_t width, uint32_t height, const area& of);
    const float* grid() const { return grid_; }

    /// What each unit gives at the points of a square grid, side x side of them, of which there are
    /// unit_pictures::most_points at most.
    picomlp::status draw_units(uint32_t side, const area& of);
    /// Of a unit, from 0, through all dense layers.
    const float* unit(uint32_t number) const { return units_.of_unit(number); }

    /// Makes a network of int8 of the network as it is.
    picomlp::status quantize() { return eight_bits_.make(model_, training_, test_); }
    const eight_bits& quantized() const { return eight_bits_; }

    /// Writes an image (lib/picomlp/image/SPEC.md) of the network, or of that of int8, with the
    /// table's scaling and ten test vectors. Its length; 0 where there is nothing to write.
    uint32_t write_image(bool of_int8);
    const unsigned char* image() const { return image_; }

    /// Looks into the layers, with the training samples; in a hurry with one of two, three, ... of
    /// them, so that there are quick_activations at most.
    picomlp::status study(bool in_a_hurry = false);
    /// Of dense layer `layer`, from 0, at the last study(); null for one that there is not.
    const layer_picture* picture(uint32_t layer) const;
    /// Lengths of the gradient and of the weights of each layer, over all training samples, at the
    /// last study().
    const float* gradient_lengths() const { return gradient_lengths_; }
    const float* weight_lengths() const { return weight_lengths_; }

    /// The chosen network's dense layers, and the units of one, from 0; 0 for one that there is
    /// not.
    uint32_t layer_count() const { return model_.shape().layer_count; }
    uint32_t units(uint32_t layer) const;
    /// Of all dense layers.
    uint32_t unit_count() const;

    const float* parameters() const { return model_.parameters(); }
    uint32_t parameter_count() const { return model_.parameter_count(); }
    /// Of the parameters' bytes, lowest byte first.
    uint32_t parameter_crc() const;

  private:
    static constexpr uint32_t test_vectors = 10;

    const sample_set& set(samples which) const {
        return which == samples::training ? training_ : test_;
    }
    picomlp::step_result<float> step();
    void gather(uint32_t count);
    void gather_every(uint32_t distance);
    template <class Predict>
    picomlp::status draw(uint32_t width, uint32_t height, const area& of, float* to,
                         Predict predict);
    picomlp::image_description<float> describe_image(bool of_int8);

    model model_;
    eight_bits eight_bits_;
    unit_pictures units_;
    given_table table_;
    table_scaling scaling_;
    picomlp::status outcome_;
    sample_set training_, test_, batch_;
    uint32_t batch_size_ = 0, place_ = 0;
    picomlp::xoshiro128pp order_bits_{1};
    uint16_t order_[most_samples];
    float gradient_lengths_[most::layers], weight_lengths_[most::layers];
    float test_x_[test_vectors * inputs], test_y_[test_vectors];
    alignas(8) unsigned char image_[most_image_bytes];
    float costs_[max_steps];
    float grid_[max_grid_points];
    layer_picture pictures_[most::layers];
};

}  // namespace playground
