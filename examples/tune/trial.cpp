// SPDX-License-Identifier: MIT
#include "tune/trial.hpp"

#include <limits>
#include <memory>
#include <new>

#include "picomlp/picomlp.hpp"

namespace tune {

namespace {

// All that a search can choose from, so that one trainer is compiled for every search.
template <class None, class... Optimizers>
struct list_behind {
    using type = picomlp::optimizer_list<Optimizers...>;
};
#define TUNE_LISTED(name) , picomlp::name
using optimizers = list_behind<void TUNE_OPTIMIZERS(TUNE_LISTED)>::type;
#undef TUNE_LISTED
using losses = picomlp::loss_list<picomlp::binary_cross_entropy, picomlp::softmax_cross_entropy,
                                  picomlp::mean_squared_error>;
using network = picomlp::dynamic_network<picomlp::all_activations>;
using trainer = picomlp::dynamic_trainer<picomlp::all_activations, losses, optimizers, picomlp::l2>;

/// Samples that are evaluated at once; the number changes no result.
constexpr uint32_t evaluated_at_once = 64;

/// What the library refuses is an error of the program's or the user's.
void require(picomlp::status status) {
    if (status != picomlp::status::ok) {
        throw search_error(std::string("training was refused: ") + describe(status));
    }
}

/// A training that diverges is a result.
bool diverged(picomlp::status status) {
    if (status == picomlp::status::diverged) return true;
    require(status);
    return false;
}

/// Bytes for the library to open something over; none for what it will refuse.
class memory {
  public:
    explicit memory(size_t bytes) : bytes_(bytes), first_(new unsigned char[bytes]) {}
    operator picomlp::memory_block() const { return {first_.get(), bytes_}; }

  private:
    size_t bytes_;
    std::unique_ptr<unsigned char[]> first_;
};
static_assert(trainer::alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__ &&
              network::alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

/// The last layer's activation and the loss that belongs to it.
struct last_layer {
    uint32_t activation;
    uint32_t loss;
};
last_layer last_layer_for(const samples& all) {
    namespace p = picomlp;
    if (all.is_for() == task::regression) {
        return {p::code_of<p::identity>(), p::code_of<p::mean_squared_error>()};
    }
    if (all.outputs() == 1) {
        return {p::code_of<p::sigmoid>(), p::code_of<p::binary_cross_entropy>()};
    }
    return {p::code_of<p::softmax>(), p::code_of<p::softmax_cross_entropy>()};
}

std::vector<picomlp::dynamic_layer> layers_at(const point& at, const samples& all) {
    std::vector<picomlp::dynamic_layer> layers;
    for (const uint32_t units : at.hidden) layers.push_back({units, code_of(at.in_hidden)});
    layers.push_back({all.outputs(), last_layer_for(all).activation});
    return layers;
}

/// What a network is to say of each sample, outputs x samples.
std::vector<float> targets_of(const samples& all) {
    if (all.outputs() == 1) return all.y;
    const std::vector<uint32_t> numbers(all.y.begin(), all.y.end());
    std::vector<float> targets(size_t{all.outputs()} * all.size());
    require(picomlp::one_hot<float>(numbers.data(), all.outputs(), all.size(),
                                    {targets.data(), all.size()}));
    return targets;
}

auto x_of(const samples& all) { return picomlp::feature_major(all.x.data(), all.size()); }

/// Initial parameters, trained for `epochs` passes; the status is ok or diverged.
picomlp::status train(const point& at, const picomlp::dynamic_shape& shape, const samples& on,
                      uint32_t fold, uint32_t epochs, std::vector<float>& w) {
    const picomlp::dynamic_training how{last_layer_for(on).loss, code_of(at.by), batch_size};
    const memory of_trainer(trainer::bytes(shape, how));
    const memory of_batch(picomlp::dynamic_batch::bytes(shape, batch_size));
    trainer teacher{picomlp::l2::lambda(at.l2)};
#define TUNE_SET(name) teacher.set(picomlp::name::learning_rate(at.learning_rate));
    TUNE_OPTIMIZERS(TUNE_SET)
#undef TUNE_SET
    picomlp::dynamic_batch buffer;
    require(teacher.open(shape, how, of_trainer));
    require(buffer.open(shape, of_batch, batch_size));

    picomlp::xoshiro128pp bits(at.seed);
    for (uint32_t i = 0; i < fold; ++i) bits.jump();
    require(picomlp::initialize(shape, w.data(), chosen_initializer{at.start}, bits));
    const std::vector<float> targets = targets_of(on);
    const auto y = picomlp::feature_major(targets.data(), on.size());
    std::vector<uint32_t> order(on.size());
    picomlp::identity_order(order.data(), on.size());
    for (uint32_t epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order.data(), on.size(), bits);
        const auto trained = teacher.epoch(w, x_of(on), y, order.data(), on.size(), buffer);
        if (diverged(trained.status)) return trained.status;
    }
    return picomlp::status::ok;
}

constexpr fold_score no_score{picomlp::status::diverged, 0, 0};

template <class Loss>
fold_score judge_classes(const network& net, const std::vector<float>& w, const samples& by) {
    const std::vector<float> targets = targets_of(by);
    const memory scratch(picomlp::evaluation_bytes(net));
    const auto judged = picomlp::evaluate<Loss>(w, net, scratch, x_of(by),
                                                picomlp::feature_major(targets.data(), by.size()));
    if (diverged(judged.status)) return no_score;
    return {picomlp::status::ok, judged.cost, judged.accuracy};
}

fold_score judge_regression(const network& net, const std::vector<float>& w, const split& on) {
    const uint32_t count = on.held_out.size();
    std::vector<float> outputs(count);
    const picomlp::status predicted =
        net.predict(w, x_of(on.held_out), picomlp::feature_major(outputs.data(), count));
    if (predicted == picomlp::status::not_finite_output || diverged(predicted)) return no_score;
    std::vector<double> found;
    for (const float output : outputs) {
        found.push_back(output * on.target_deviation + on.target_mean);
    }
    const std::vector<double> wanted(on.held_out.y.begin(), on.held_out.y.end());
    picomlp::regression_sums<double, 1> sums;
    require(sums.add(found, wanted));
    const auto figures = sums.result();
    const double error = figures.pooled.root_mean_squared_error;
    constexpr double most = std::numeric_limits<float>::max();
    if (!figures.ok() || error > most || -figures.pooled.r2 > most) return no_score;
    return {picomlp::status::ok, static_cast<float>(error), static_cast<float>(figures.pooled.r2)};
}

}  // namespace

fold_score train_and_judge(const point& at, const split& on, uint32_t fold, uint32_t epochs) {
    const std::vector<picomlp::dynamic_layer> layers = layers_at(at, on.training);
    const picomlp::dynamic_shape shape(on.training.features, layers.data(),
                                       static_cast<uint32_t>(layers.size()));
    try {
        std::vector<float> w(picomlp::parameter_count_of(shape));
        if (diverged(train(at, shape, on.training, fold, epochs, w))) return no_score;
        network net;
        const memory of_network(network::bytes(shape, evaluated_at_once));
        require(net.open(shape, of_network, evaluated_at_once));
        if (on.training.is_for() == task::regression) return judge_regression(net, w, on);
        return on.training.outputs() == 1
                   ? judge_classes<picomlp::binary_cross_entropy>(net, w, on.held_out)
                   : judge_classes<picomlp::softmax_cross_entropy>(net, w, on.held_out);
    } catch (const std::bad_alloc&) {
        throw search_error("no memory for a network with hidden layers " + name_of(at.hidden));
    }
}

}  // namespace tune
