// A network and its training, behind an interface that is the same for all networks.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/choices.hpp"

namespace playground {

inline constexpr uint32_t training_samples = 300;
inline constexpr uint32_t test_samples = 100;
inline constexpr uint32_t most_layers = 5;
inline constexpr uint32_t bins = 30;
inline constexpr uint32_t samples_at_a_time = 100;  ///< of predictions

using features = picomlp::sample_view<const float, 2>;
using targets = picomlp::sample_view<const float, 1>;

/// What the picture of one layer is drawn from.
struct layer_picture {
    picomlp::histogram<float, bins> activations;
    picomlp::histogram<float, bins> gradients;
    picomlp::verdict health;
};

class model {
  public:
    virtual void initialize(start which, uint32_t seed) = 0;
    virtual void choose(const rates& chosen) = 0;
    virtual picomlp::step_result<float> step(features x, targets y) = 0;
    virtual picomlp::evaluation<float> evaluate(features x, targets y) = 0;
    virtual picomlp::status predict(features x, picomlp::sample_view<float, 1> y) = 0;
    /// One picture for each dense layer.
    virtual picomlp::status study(features x, targets y, layer_picture* pictures) = 0;

    const float* parameters() const { return parameters_; }
    size_t parameter_count() const { return parameter_count_; }
    uint32_t layer_count() const { return layer_count_; }
    /// From the inputs to the outputs, layer_count() + 1 of them.
    const uint32_t* sizes() const { return sizes_; }

  protected:
    model(const float* parameters, size_t parameter_count, const uint32_t* sizes,
          uint32_t layer_count)
        : parameters_(parameters),
          parameter_count_(parameter_count),
          sizes_(sizes),
          layer_count_(layer_count) {}
    ~model() = default;

  private:
    const float* parameters_;
    size_t parameter_count_;
    const uint32_t* sizes_;
    uint32_t layer_count_;
};

template <class Network>
class model_of final : public model {
    template <class... Options>
    using trainer_with =
        picomlp::trainer<Network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                         picomlp::batch<training_samples>, picomlp::l2, Options...>;

  public:
    static_assert(Network::layer_count <= most_layers, "the engine has pictures of fewer layers");

    /// At `where`: <new>, which is of the C++ library, is not everywhere.
    static void* operator new(size_t, void* where) noexcept { return where; }

    model_of() : model(w_.values, Network::parameter_count, Network::sizes, Network::layer_count) {}

    void initialize(start which, uint32_t seed) override {
        picomlp::numpy_random_state bits(seed);
        switch (which) {
            case start::zeros:
                picomlp::initialize(w_, picomlp::zeros{}, bits);
                break;
            case start::random:
                picomlp::initialize(w_, picomlp::numpy_normal_times{10}, bits);
                break;
            case start::he:
                picomlp::initialize(w_, picomlp::numpy_he{}, bits);
                break;
            case start::xavier:
                picomlp::initialize(w_, picomlp::numpy_xavier{}, bits);
                break;
        }
        seed_ = seed;
        whole_.restart();
        thinned_.restart();
    }

    void choose(const rates& chosen) override {
        whole_.choose({chosen.learning_rate});
        thinned_.choose({chosen.learning_rate});
        whole_.template choose<picomlp::l2>({chosen.l2});
        thinned_.template choose<picomlp::l2>({chosen.l2});
        thinned_.template choose<picomlp::dropout>({chosen.keep, seed_, false});
        thins_ = chosen.keep < 1;
    }

    /// Dropout's masks follow from the number of the step, whichever trainer did those before.
    picomlp::step_result<float> step(features x, targets y) override {
        if (!thins_) {
            const auto result = whole_.step(w_, x, y);
            thinned_.restore(whole_.state());
            return result;
        }
        const auto result = thinned_.step(w_, x, y);
        whole_.restore(thinned_.state());
        return result;
    }

    picomlp::evaluation<float> evaluate(features x, targets y) override {
        return picomlp::evaluate<picomlp::binary_cross_entropy>(w_, evaluation_, x, y);
    }

    picomlp::status predict(features x, picomlp::sample_view<float, 1> y) override {
        return picomlp::predict(w_, evaluation_.hidden, x, y);
    }

    picomlp::status study(features x, targets y, layer_picture* pictures) override {
        const auto outcome = picomlp::study(w_, scratch_, x, y, report_);
        if (outcome != picomlp::status::ok) return outcome;
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            const auto& layer = report_.layer[l];
            pictures[l] = {layer.activation_histogram, layer.gradient_histogram, layer.health};
        }
        return outcome;
    }

  private:
    typename Network::parameters w_;
    uint32_t seed_ = 0;
    bool thins_ = false;
    trainer_with<> whole_;
    trainer_with<picomlp::dropout> thinned_;
    picomlp::evaluation_scratch<Network, samples_at_a_time> evaluation_;
    picomlp::study_scratch<Network, picomlp::binary_cross_entropy, samples_at_a_time> scratch_;
    picomlp::study_report<Network, bins> report_;
};

}  // namespace playground
