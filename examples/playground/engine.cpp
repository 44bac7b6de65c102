// SPDX-License-Identifier: MIT
#include "playground/engine.hpp"

#include "picomlp/base/crc32.hpp"

namespace playground {

namespace {

using picomlp::status;

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
        !exists(choice::activation, chosen.activation) ||
        !exists(choice::optimizer, chosen.optimizer)) {
        return status::bad_argument;
    }
    if (!exist(chosen.layers)) return status::unusable_shape;
    status checked = model::check(chosen.chosen);
    if (checked == status::ok) checked = check(chosen.dataset, chosen.samples, table_);
    if (checked != status::ok) return checked;

    fill(chosen.dataset, chosen.samples, table_, training_, test_, scaling_);
    batch_size_ = chosen.batch < training_.count() ? chosen.batch : 0;
    place_ = 0;
    order_bits_ = picomlp::xoshiro128pp(chosen.seed);
    picomlp::identity_order(order_, training_.count());
    eight_bits_.forget();
    outcome_ = model_.begin(chosen, task_of(chosen.dataset, table_), training_.count());
    return outcome_ == status::ok ? study() : outcome_;
}

status engine::change(const rates& chosen) {
    const status checked = model::check(chosen);
    return checked == status::ok ? model_.choose(chosen) : checked;
}

uint32_t engine::train(uint32_t steps) {
    outcome_ = status::ok;
    eight_bits_.forget();
    uint32_t done = 0;
    for (; done < steps && done < max_steps; ++done) {
        const auto result = step();
        if (!result.ok()) {
            outcome_ = result.status;
            break;
        }
        costs_[done] = result.cost;
    }
    return done;
}

picomlp::step_result<float> engine::step() {
    if (batch_size_ == 0) return model_.step(training_.x(), training_.y());
    if (place_ == 0) picomlp::shuffle(order_, training_.count(), order_bits_);
    const uint32_t left = training_.count() - place_;
    gather(left < batch_size_ ? left : batch_size_);
    const auto result = model_.step(batch_.x(), batch_.y());
    if (result.ok()) place_ = batch_.count() == left ? 0 : place_ + batch_.count();
    return result;
}

void engine::gather(uint32_t count) {
    batch_.begin(count);
    for (uint32_t s = 0; s < count; ++s) {
        const uint16_t from = order_[place_ + s];
        for (uint32_t f = 0; f < inputs; ++f) batch_.x(f, s) = training_.x()(f, from);
        batch_.y(s) = training_.y()(0, from);
    }
}

picomlp::evaluation<float> engine::evaluate(samples which) {
    return model_.evaluate(x_of(which), y_of(which));
}

float engine::score(samples which) {
    static float outputs[most_samples];
    const sample_set& of = set(which);
    const status outcome = model_.predict(of.x(), {outputs, of.count()});
    return outcome == status::ok ? score_of(model_.task(), of, outputs) : 0;
}

template <class Predict>
status engine::draw(uint32_t width, uint32_t height, const area& of, float* to, Predict predict) {
    const axis across(of.left, of.right, width);
    const axis down(of.top, of.bottom, height);
    float x[inputs][samples_at_a_time];
    const uint32_t points = width * height;
    for (uint32_t begin = 0; begin < points; begin += samples_at_a_time) {
        const uint32_t left = points - begin;
        const uint32_t count = left < samples_at_a_time ? left : samples_at_a_time;
        for (uint32_t i = 0; i < count; ++i) {
            x[0][i] = across.at((begin + i) % width);
            x[1][i] = down.at((begin + i) / width);
        }
        const status outcome = predict({x[0], count, samples_at_a_time}, to + begin, count);
        if (outcome != status::ok) return outcome;
    }
    return status::ok;
}

status engine::draw_grid(uint32_t width, uint32_t height, const area& of) {
    if (width < 2 || height < 2 || width > max_grid_points / height) return status::bad_argument;
    return draw(width, height, of, grid_, [this](features x, float* y, uint32_t count) {
        return model_.predict(x, {y, count});
    });
}

status engine::draw_quantized_grid(uint32_t width, uint32_t height, const area& of) {
    if (!eight_bits_.is_there()) return status::no_samples;
    if (width < 2 || height < 2 || width > max_grid_points / height) return status::bad_argument;
    return draw(width, height, of, grid_,
                [this](features x, float* y, uint32_t) { return eight_bits_.predict(x, y); });
}

status engine::draw_units(uint32_t side, const area& of) {
    if (side < 2 || side > unit_pictures::most_points / side) return status::bad_argument;
    const axis across(of.left, of.right, side);
    const axis down(of.top, of.bottom, side);
    float x[inputs * unit_pictures::most_points];
    const uint32_t points = side * side;
    for (uint32_t i = 0; i < points; ++i) {
        x[i] = across.at(i % side);
        x[points + i] = down.at(i / side);
    }
    return units_.draw(model_, {x, points});
}

picomlp::image_description<float> engine::describe_image(bool of_int8) {
    picomlp::image_description<float> what;
    const bool learns_numbers = model_.task() == task::numbers;
    if (scaling_.is_there) {
        what.scaling = {scaling_.x_offset, scaling_.x_factor, inputs};
        if (learns_numbers) what.targets = {&scaling_.y_offset, &scaling_.y_scale, 1};
        // Test vectors are before and after scaling, which this program does not undo.
        return what;
    }
    for (uint32_t s = 0; s < test_vectors; ++s) {
        for (uint32_t f = 0; f < inputs; ++f) test_x_[s * inputs + f] = test_.x()(f, s);
    }
    const float* x = test_x_;
    for (uint32_t s = 0; s < test_vectors; ++s, x += inputs) {
        const features one(x, 1);
        const status outcome =
            of_int8 ? eight_bits_.predict(one, test_y_ + s) : model_.predict(one, {test_y_ + s, 1});
        if (outcome != status::ok) return what;
    }
    what.test_x = test_x_;
    what.test_y = test_y_;
    what.test_samples = test_vectors;
    return what;
}

uint32_t engine::write_image(bool of_int8) {
    const auto write = [this](const auto& contents) -> uint32_t {
        const size_t bytes = picomlp::image_bytes(contents);
        if (bytes == 0 || bytes > most_image_bytes) return 0;
        const status written = picomlp::write_image(contents, image_, sizeof image_);
        return written == status::ok ? static_cast<uint32_t>(bytes) : 0;
    };
    if (of_int8) {
        if (!eight_bits_.is_there()) return 0;
        auto contents =
            picomlp::quantized_contents_of<picomlp::double_rounding>(eight_bits_.shape());
        static_cast<picomlp::image_description<float>&>(contents) = describe_image(true);
        return write(contents);
    }
    picomlp::image_contents<float> contents;
    static_cast<picomlp::image_description<float>&>(contents) = describe_image(false);
    contents.shape = model_.shape();
    contents.parameters = model_.parameters();
    return write(contents);
}

void engine::gather_every(uint32_t distance) {
    batch_.begin((training_.count() + distance - 1) / distance);
    for (uint32_t s = 0; s < batch_.count(); ++s) {
        for (uint32_t f = 0; f < inputs; ++f) batch_.x(f, s) = training_.x()(f, s * distance);
        batch_.y(s) = training_.y()(0, s * distance);
    }
}

status engine::study(bool in_a_hurry) {
    const uint32_t most = quick_activations / unit_count();
    const uint32_t distance = in_a_hurry ? (training_.count() + most - 1) / most : 1;
    // step() makes its batch anew each time.
    if (distance > 1) gather_every(distance);
    const sample_set& seen = distance > 1 ? batch_ : training_;
    const status outcome = model_.study(seen.x(), seen.y(), pictures_);
    if (outcome != status::ok) return outcome;
    const status measured =
        model_.measure(training_.x(), training_.y(), gradient_lengths_, weight_lengths_);
    if (measured != status::ok) {  // an overflow, which the pictures show
        for (float& length : gradient_lengths_) length = __builtin_inff();
    }
    return status::ok;
}

const layer_picture* engine::picture(uint32_t layer) const {
    return layer < layer_count() ? &pictures_[layer] : nullptr;
}

uint32_t engine::units(uint32_t layer) const {
    return layer < layer_count() ? model_.shape().layers[layer].outputs : 0;
}

uint32_t engine::unit_count() const {
    uint32_t count = 0;
    for (uint32_t l = 0; l < layer_count(); ++l) count += units(l);
    return count;
}

uint32_t engine::parameter_crc() const {
    return picomlp::crc32_of_numbers(0, parameters(), parameter_count());
}

}  // namespace playground
