// SPDX-License-Identifier: MIT
#include "picomlp/c/training.h"

#include "picomlp/c/detail/training_object.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/option/dropout.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/trainer/dynamic_trainer.hpp"

namespace {

using picomlp::dropout;
using picomlp::dynamic_layer;
using picomlp::dynamic_shape;
using picomlp::dynamic_training;
using picomlp::l2;
using picomlp::memory_block;
using picomlp::status;
using picomlp::step_result;
using picomlp::detail::training_lists;
using picomlp::detail::training_routines;
using settings_in_c = picomlp_training_settings;
using option_settings = picomlp::dynamic_settings<float>;

constexpr int in_c(status outcome) { return static_cast<int>(outcome); }

/// The optimizer that a training was opened with, as one of a trainer's.
struct chosen_optimizer {
    static constexpr uint32_t state_arrays = 1;  ///< at least that of some
    static constexpr bool decays = true;         ///< some do

    template <class T>
    struct settings {
        T learning_rate;
        const picomlp_optimizer* optimizer;
        picomlp_optimizer_settings numbers;
    };
    static status check(const settings<float>& now) { return now.optimizer->check(now.numbers); }
    static status update(settings<float> now, const picomlp::update_request<float>& request) {
        now.numbers.learning_rate = now.learning_rate;
        return now.optimizer->update(now.numbers, request);
    }
};

/// What is known of a training before there is memory for it. Refers to itself.
class description {
  public:
    /// status::bad_argument or unusable_shape; the description must then not be used.
    status describe(const settings_in_c& from) {
        if (!from.layers || !from.loss || !from.optimizer) return status::bad_argument;
        if (from.layer_count == 0 || from.layer_count > picomlp_most_trained_layers) {
            return status::unusable_shape;
        }
        for (uint32_t l = 0; l < from.layer_count; ++l) {
            const picomlp_layer& given = from.layers[l];
            if (!given.activation) return status::bad_argument;
            layers_[l] = picomlp::parametric_layer(
                given.outputs, given.activation->predicting->sample.code, given.parameter);
            trainings_[l] = given.activation->training;
            (void)activations_.add(*given.activation->predicting);
        }
        inputs_ = from.inputs;
        layer_count_ = from.layer_count;
        loss_ = from.loss;
        return status::ok;
    }

    dynamic_shape shape() const { return {inputs_, layers_, layer_count_}; }
    picomlp::detail::listed_activations<float> predicting() const { return activations_.listed(); }
    training_lists<float> training(bool masks) const {
        const auto known = activations_.listed();
        return {static_cast<uint32_t>(known.sample_end - known.sample),
                known.sample,
                trainings_,
                1,
                &loss_->entry,
                masks,
                false,
                false,
                false,
                chosen_optimizer::decays,
                option_settings::layer_count,
                is_frozen};
    }

  private:
    static bool is_frozen(uint32_t /*number*/) { return false; }
    // An activation of several layers is listed several times, of which the first is found.
    dynamic_layer layers_[picomlp_most_trained_layers];
    picomlp::detail::training_entry<float> trainings_[picomlp_most_trained_layers];
    picomlp::detail::collected_activations activations_;
    uint32_t inputs_ = 0;
    uint32_t layer_count_ = 0;
    const picomlp_loss* loss_ = nullptr;
};
static_assert(picomlp_most_trained_layers == option_settings::layer_count,
              "picomlp: l2 and dropout have a setting for each layer");
static_assert(picomlp_most_trained_layers <= picomlp::detail::activation_objects,
              "picomlp: all layers' activations have room");

template <class... Options>
struct training_with {
    using trainer_type =
        picomlp::basic_dynamic_trainer<float, void, void, picomlp::optimizer_list<chosen_optimizer>,
                                       l2, Options...>;

    picomlp_training head;
    trainer_type trainer;

    static training_with& of(picomlp_training& training) {
        return *static_cast<training_with*>(static_cast<void*>(&training));
    }

    static status open(void* object, const settings_in_c& settings, const dynamic_shape& shape,
                       const dynamic_training& how, const training_lists<float>& lists,
                       memory_block memory) {
        training_with made{};
        made.trainer.set(l2::lambda(settings.l2));
        if constexpr (trainer_masks) {
            made.trainer.set(dropout::keep(settings.keep), dropout::seed(settings.seed));
        }
        const status opened = made.trainer.open_listed(
            shape, how, 0, settings.optimizer->state_arrays, lists, memory);
        if (opened == status::ok) *static_cast<training_with*>(object) = made;
        return opened;
    }
    static void set_numbers(picomlp_training& training) {
        const picomlp_optimizer_settings& numbers = training.numbers;
        of(training).trainer.set(
            chosen_optimizer::settings<float>{numbers.learning_rate, training.optimizer, numbers});
    }
    static step_result<float> step(picomlp_training& training, const float* x, const float* y,
                                   uint32_t samples) {
        trainer_type& trainer = of(training).trainer;
        float* const w = training.parameters;
        if (samples == 1) return trainer.step(w, x, y);
        return trainer.step(w, picomlp::sample_major(x, samples), picomlp::sample_major(y, samples),
                            training.batch);
    }
    static step_result<float> epoch(picomlp_training& training, const float* x, const float* y,
                                    uint32_t samples, const uint32_t* order, uint32_t count) {
        return of(training).trainer.epoch(training.parameters, picomlp::sample_major(x, samples),
                                          picomlp::sample_major(y, samples), order, count,
                                          training.batch);
    }

    static constexpr bool trainer_masks = (Options::masks || ... || false);
    static constexpr training_routines routines = {
        sizeof(training_with), trainer_masks, open, step, epoch, set_numbers};
};

const training_routines& routines_of(const settings_in_c& settings) {
    return settings.dropout ? settings.dropout->routines : training_with<>::routines;
}

/// The parts of a training's memory. All of them are null when it is only counted.
struct training_parts {
    void* object;
    dynamic_layer* layers;
    float* parameters;
    memory_block batch{nullptr, 0};
    memory_block network{nullptr, 0};
    memory_block trainer{nullptr, 0};
};

/// As many bytes at a multiple of C's alignment, which that of the whole is.
memory_block take(picomlp::detail::memory_layout& memory, size_t bytes) {
    constexpr size_t alignment = picomlp_alignment;
    return {memory.take<unsigned char>(bytes, alignment, alignment), bytes};
}

/// False for what cannot be opened.
bool lay_out(picomlp::detail::memory_layout& memory, const settings_in_c& settings,
             const description& wanted, training_parts& parts) {
    const training_routines& routines = routines_of(settings);
    const dynamic_shape shape = wanted.shape();
    const size_t batch = picomlp::basic_dynamic_batch<float>::bytes(shape, settings.batch_size);
    const size_t network = picomlp::basic_dynamic_network<float, void>::bytes(shape);
    const size_t trainer = picomlp::detail::training_bytes<float>(shape, settings.batch_size,
                                                                  settings.optimizer->state_arrays,
                                                                  wanted.training(routines.masks));
    if (batch == 0 || network == 0 || trainer == 0) return false;
    parts.object = take(memory, routines.object_bytes).first;
    parts.layers = memory.take<dynamic_layer>(shape.layer_count);
    parts.parameters = memory.take<float>(picomlp::parameter_count_of(shape));
    parts.batch = take(memory, batch);
    parts.network = take(memory, network);
    parts.trainer = take(memory, trainer);
    return true;
}

size_t bytes_of(const settings_in_c& settings, const description& wanted) {
    picomlp::detail::memory_layout counted;
    training_parts none{};
    const bool possible = lay_out(counted, settings, wanted, none);
    return possible ? picomlp::detail::bytes_or_none(counted.used()) : 0;
}

/// Whether the numbers are in their ranges.
status check_numbers(const settings_in_c& settings) {
    const picomlp_optimizer_settings& numbers = settings.numbers;
    const status checked = settings.optimizer->check(numbers);
    if (checked != status::ok) return checked;
    const bool learns = numbers.learning_rate > 0;
    const bool drops = settings.keep > 0 && settings.keep <= 1;
    const bool keeps_all = settings.keep == 1;
    const status penalty = picomlp::detail::check_not_negative(1, &settings.l2);
    return learns && drops && (settings.dropout || keeps_all) ? penalty : status::bad_argument;
}

status open(const settings_in_c& settings, void* memory, size_t memory_size) {
    description wanted;
    status outcome = wanted.describe(settings);
    if (outcome == status::ok) outcome = check_numbers(settings);
    if (outcome != status::ok) return outcome;
    outcome = picomlp::detail::check_memory({memory, memory_size}, bytes_of(settings, wanted),
                                            picomlp_alignment);
    if (outcome != status::ok) return outcome;

    picomlp::detail::memory_layout given(memory);
    training_parts parts{};
    (void)lay_out(given, settings, wanted, parts);
    const dynamic_shape described = wanted.shape();
    const uint32_t layers = described.layer_count;
    for (uint32_t l = 0; l < layers; ++l) parts.layers[l] = described.layers[l];
    const dynamic_shape shape{described.inputs, parts.layers, layers};

    const training_routines& routines = routines_of(settings);
    const dynamic_training how{settings.loss->entry.code, 0, settings.batch_size};
    outcome = routines.open(parts.object, settings, shape, how, wanted.training(routines.masks),
                            parts.trainer);
    if (outcome != status::ok) return outcome;
    auto& training = *static_cast<picomlp_training*>(parts.object);
    outcome = training.network.open_listed(shape, parts.network, wanted.predicting());
    if (outcome == status::ok) {
        outcome = training.batch.open(shape, parts.batch, settings.batch_size);
    }
    if (outcome != status::ok) return outcome;
    training.routines = &routines;
    training.optimizer = settings.optimizer;
    training.numbers = settings.numbers;
    training.bits = picomlp::xoshiro128pp(settings.seed);
    training.parameters = parts.parameters;
    const size_t count = training.network.parameter_count();
    for (size_t k = 0; k < count; ++k) training.parameters[k] = __builtin_nanf("");
    routines.set_numbers(training);
    return status::ok;
}

int report(step_result<float> result, float* cost) {
    if (result.ok() && cost) *cost = result.cost;
    return in_c(result.status);
}

}  // namespace

constexpr picomlp_training_option picomlp_dropout = {training_with<dropout>::routines};

int picomlp_training_defaults(picomlp_training_settings* settings,
                              const picomlp_optimizer* optimizer) {
    if (!settings || !optimizer) return picomlp_bad_argument;
    *settings = picomlp_training_settings{};
    settings->optimizer = optimizer;
    optimizer->set_defaults(settings->numbers);
    settings->keep = 1;
    settings->batch_size = 1;
    return picomlp_ok;
}

size_t picomlp_training_bytes(const picomlp_training_settings* settings) {
    description wanted;
    if (!settings || !ok(wanted.describe(*settings))) return 0;
    return bytes_of(*settings, wanted);
}

int picomlp_training_open(picomlp_training** training, const picomlp_training_settings* settings,
                          void* memory, size_t memory_size) {
    if (!training) return picomlp_bad_argument;
    *training = nullptr;
    if (!settings || !memory) return picomlp_bad_argument;
    const status opened = open(*settings, memory, memory_size);
    if (opened == status::ok) *training = static_cast<picomlp_training*>(memory);
    return in_c(opened);
}

int picomlp_training_initialize(picomlp_training* training,
                                const picomlp_initializer* initializer) {
    if (!training) return picomlp_unusable_shape;
    if (!initializer) return picomlp_bad_argument;
    const auto fill = [initializer](picomlp::dense_shape shape, float* weights,
                                    picomlp::xoshiro128pp& bits) {
        initializer->fill(shape, weights, bits);
    };
    return in_c(
        picomlp::initialize(training->network.shape(), training->parameters, fill, training->bits));
}

float* picomlp_training_parameters(picomlp_training* training) {
    return training ? training->parameters : nullptr;
}
size_t picomlp_training_parameter_count(const picomlp_training* training) {
    return training ? training->network.parameter_count() : 0;
}

int picomlp_training_step(picomlp_training* training, const float* x, const float* y,
                          uint32_t samples, float* cost) {
    if (!training) return picomlp_unusable_shape;
    if (!x || !y) return picomlp_bad_argument;
    return report(training->routines->step(*training, x, y, samples), cost);
}

int picomlp_training_draw_order(picomlp_training* training, uint32_t* order, uint32_t count) {
    if (!training) return picomlp_unusable_shape;
    if (!order) return picomlp_bad_argument;
    picomlp::identity_order(order, count);
    picomlp::shuffle(order, count, training->bits);
    return picomlp_ok;
}

int picomlp_training_epoch(picomlp_training* training, const float* x, const float* y,
                           uint32_t samples, const uint32_t* order, uint32_t count, float* cost) {
    if (!training) return picomlp_unusable_shape;
    if (!x || !y || !order) return picomlp_bad_argument;
    return report(training->routines->epoch(*training, x, y, samples, order, count), cost);
}

int picomlp_training_set_learning_rate(picomlp_training* training, float learning_rate) {
    if (!training) return picomlp_unusable_shape;
    picomlp_optimizer_settings numbers = training->numbers;
    numbers.learning_rate = learning_rate;
    const status checked = training->optimizer->check(numbers);
    if (checked != status::ok) return in_c(checked);
    training->numbers = numbers;
    training->routines->set_numbers(*training);
    return picomlp_ok;
}

int picomlp_training_predict(picomlp_training* training, const float* x, float* y) {
    if (!training) return picomlp_unusable_shape;
    if (!x || !y) return picomlp_bad_argument;
    return in_c(training->network.predict(static_cast<const float*>(training->parameters), x, y));
}
