// SPDX-License-Identifier: MIT
#include "digits/experiment.hpp"

#include <memory>

namespace digits {

labelled::labelled(const image_set& from) : images(from), targets(size_t{classes} * from.size()) {
    status = picomlp::one_hot<float>(images.labels.data(), classes, images.size(),
                                     {targets.data(), images.size()});
}

image_split split(const image_set& images, picomlp::xoshiro128pp& bits) {
    std::vector<uint32_t> order(images.size());
    picomlp::identity_order(order.data(), images.size());
    picomlp::shuffle(order.data(), images.size(), bits);
    const uint32_t held_out = images.size() / 5;
    return {labelled(select(images, order, 0, held_out)),
            labelled(select(images, order, held_out, images.size() - held_out))};
}

result run(const image_set& images, const settings& chosen, const observer& epoch_done) {
    picomlp::xoshiro128pp bits(chosen.seed);
    const auto [held_out, training] = split(images, bits);
    result to{picomlp::status::ok, training.images.size(), held_out.images.size(), {}, {}, {}};
    for (const auto* part : {&held_out, &training}) {
        if (part->status != picomlp::status::ok) to.status = part->status;
    }
    if (to.status != picomlp::status::ok) return to;
    picomlp::initialize(to.w, picomlp::he_normal{}, bits);

    const auto descent =
        std::make_unique<trainer>(trainer::optimizer_settings{chosen.learning_rate});
    const auto buffer = std::make_unique<picomlp::mini_batch<network, batch_size>>();
    const auto scratch = std::make_unique<picomlp::evaluation_scratch<network, 64>>();
    std::vector<uint32_t> order(training.images.size());
    picomlp::identity_order(order.data(), training.images.size());
    for (int epoch = 1; epoch <= chosen.epochs; ++epoch) {
        picomlp::shuffle(order.data(), training.images.size(), bits);
        const auto trained =
            descent->epoch(to.w, training.x(), training.y(), order.data(), *buffer);
        to.status = trained.status;
        if (!trained.ok()) return to;
        to.held_out = picomlp::evaluate<picomlp::softmax_cross_entropy>(
            to.w, *scratch, held_out.x(), held_out.y(), &to.confusion);
        to.status = to.held_out.status;
        if (to.status != picomlp::status::ok) return to;
        epoch_done(epoch, trained.cost, to.held_out);
    }
    return to;
}

uint32_t checksum(const network::parameters& w) {
    return picomlp::crc32_of_numbers(0, w.values, network::parameter_count);
}

}  // namespace digits
