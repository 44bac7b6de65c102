// SPDX-License-Identifier: MIT
#include "playground/run.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "playground/engine.hpp"
#include "playground/layers_text.hpp"

namespace playground {

namespace {

template <class Enumeration>
const char* name_of(choice what, Enumeration chosen) {
    return names_of(what).name[static_cast<uint32_t>(chosen)];
}

}  // namespace

result run(const settings& chosen, uint32_t steps, const given_table& table) {
    const auto trained = std::make_unique<engine>();
    trained->table() = table;
    result to{chosen, 0, trained->begin(chosen), 0, 0, 0, 0};
    while (to.status == picomlp::status::ok && to.steps < steps) {
        to.steps += trained->train(std::min(steps - to.steps, engine::max_steps));
        to.status = trained->outcome();
    }
    to.cost = trained->evaluate(samples::training).cost;
    to.accuracy = static_cast<double>(trained->score(samples::training));
    to.test_accuracy = static_cast<double>(trained->score(samples::test));
    to.crc = trained->parameter_crc();
    return to;
}

std::vector<settings> compared_settings() {
    std::vector<settings> all;
    for (const auto dataset : {dataset::circles, dataset::moons}) {
        for (const uint32_t seed : {1U, 2U, 3U}) {
            settings chosen;
            chosen.dataset = dataset;
            chosen.seed = seed;
            all.push_back(chosen);
        }
    }
    return all;
}

std::string as_json(const result& of) {
    char cost[32] = "null";  // JSON has no infinity
    if (picomlp::is_finite(of.cost)) {
        std::snprintf(cost, sizeof cost, "%.9g", static_cast<double>(of.cost));
    }
    char line[1024];
    const settings& chosen = of.chosen;
    std::snprintf(
        line, sizeof line,
        R"({"dataset": "%s", "initializer": "%s", "layers": "%s", "activation": "%s", )"
        R"("optimizer": "%s", "seed": %u, "batch": %u, "noise": %.9g, "test_share": %u, )"
        R"("learning_rate": %.9g, "l1": %.9g, "l2": %.9g, "keep": %.9g, "steps": %u, )"
        R"("outcome": "%s", "cost": %s, "accuracy": %.6g, "test_accuracy": %.6g, "crc": "%08x"})",
        name_of(choice::dataset, chosen.dataset), name_of(choice::initializer, chosen.initializer),
        text_of(chosen.layers).c_str(), name_of(choice::activation, chosen.activation),
        name_of(choice::optimizer, chosen.optimizer), chosen.seed, chosen.batch,
        chosen.samples.noise, chosen.samples.test_share,
        static_cast<double>(chosen.chosen.learning_rate), static_cast<double>(chosen.chosen.l1),
        static_cast<double>(chosen.chosen.l2), static_cast<double>(chosen.chosen.keep), of.steps,
        picomlp::describe(of.status), cost, of.accuracy, of.test_accuracy, of.crc);
    return line;
}

}  // namespace playground
