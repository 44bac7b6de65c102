// SPDX-License-Identifier: MIT
#include "playground/engine.hpp"

#include "picomlp/base/crc32.hpp"

namespace playground {

namespace {

using picomlp::status;

constexpr uint32_t training_seed = 1;
constexpr uint32_t test_seed = 2;

template <uint32_t Count>
void fill(course::dataset which, uint32_t seed, sample_arrays<Count>& to) {
    static double x1[Count], x2[Count];
    static uint8_t labels[Count];
    static uint32_t order[Count];
    course::fill_points(which, seed, course::usual_noise, {Count, x1, x2, labels, order});
    for (uint32_t i = 0; i < Count; ++i) {
        to.x[0][i] = static_cast<float>(x1[i]);
        to.x[1][i] = static_cast<float>(x2[i]);
        to.y[i] = labels[i];
    }
}

template <class Enumeration>
bool exists(choice what, Enumeration chosen) {
    return static_cast<uint32_t>(chosen) < names_of(what).count;
}

/// `count` coordinates from `first` to `last`.
class axis {
  public:
    axis(float first, float last, uint32_t count)
        : first_(first),
          last_(last),
          step_((last - first) / static_cast<float>(count - 1)),
          count_(count) {}
    float at(uint32_t i) const {
        return i + 1 == count_ ? last_ : first_ + static_cast<float>(i) * step_;
    }

  private:
    float first_, last_, step_;
    uint32_t count_;
};

}  // namespace

engine::engine() { outcome_ = begin({}); }

status engine::begin(const settings& chosen) {
    if (!exists(choice::dataset, chosen.dataset) ||
        !exists(choice::initializer, chosen.initializer) ||
        !exists(choice::activation, chosen.activation)) {
        return status::bad_argument;
    }
    if (!exist(chosen.layers)) return status::unusable_shape;
    const status checked = model::check(chosen.chosen);
    if (checked != status::ok) return checked;

    fill(chosen.dataset, training_seed, training_);
    fill(chosen.dataset, test_seed, test_);
    outcome_ = model_.begin(chosen.layers, chosen.activation, chosen.initializer, chosen.seed,
                            chosen.chosen);
    return outcome_ == status::ok ? study() : outcome_;
}

status engine::change(const rates& chosen) {
    const status checked = model::check(chosen);
    return checked == status::ok ? model_.choose(chosen) : checked;
}

uint32_t engine::train(uint32_t steps) {
    outcome_ = status::ok;
    uint32_t done = 0;
    for (; done < steps && done < max_steps; ++done) {
        const auto result = model_.step(x_of(samples::training), y_of(samples::training));
        if (!result.ok()) {
            outcome_ = result.status;
            break;
        }
        costs_[done] = result.cost;
    }
    return done;
}

features engine::x_of(samples which) const {
    return which == samples::training ? features(training_.x[0], training_samples)
                                      : features(test_.x[0], test_samples);
}

targets engine::y_of(samples which) const {
    return which == samples::training ? targets(training_.y, training_samples)
                                      : targets(test_.y, test_samples);
}

picomlp::evaluation<float> engine::evaluate(samples which) {
    return model_.evaluate(x_of(which), y_of(which));
}

status engine::draw_grid(uint32_t width, uint32_t height, const area& of) {
    if (width < 2 || height < 2 || width > max_grid_points / height) return status::bad_argument;
    const axis across(of.left, of.right, width);
    const axis down(of.top, of.bottom, height);
    float x[2][samples_at_a_time];
    const uint32_t points = width * height;
    for (uint32_t begin = 0; begin < points; begin += samples_at_a_time) {
        const uint32_t left = points - begin;
        const uint32_t count = left < samples_at_a_time ? left : samples_at_a_time;
        for (uint32_t i = 0; i < count; ++i) {
            x[0][i] = across.at((begin + i) % width);
            x[1][i] = down.at((begin + i) / width);
        }
        const status outcome =
            model_.predict({x[0], count, samples_at_a_time}, {grid_ + begin, count});
        if (outcome != status::ok) return outcome;
    }
    return status::ok;
}

status engine::study() {
    return model_.study(x_of(samples::training), y_of(samples::training), pictures_);
}

const layer_picture* engine::picture(uint32_t layer) const {
    return layer < layer_count() ? &pictures_[layer] : nullptr;
}

uint32_t engine::units(uint32_t layer) const {
    return layer < layer_count() ? model_.shape().layers[layer].outputs : 0;
}

uint32_t engine::parameter_crc() const {
    return picomlp::crc32_of_numbers(0, parameters(), parameter_count());
}

}  // namespace playground
