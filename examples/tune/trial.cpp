#include "tune/trial.hpp"

#include "tune/compiled_trainings.hpp"

namespace tune {

namespace {

const compiled_trainings& trainings_with(optimizer which) {
    switch (which) {
        case optimizer::gradient_descent:
            return with_gradient_descent;
        case optimizer::momentum:
            return with_momentum;
        case optimizer::adam:
            return with_adam;
    }
    throw search_error("unknown optimizer");
}

}  // namespace

fold_score train_and_judge(const point& at, const split& on, uint32_t fold, uint32_t epochs) {
    const auto& trainings = trainings_with(at.by)[static_cast<size_t>(at.hidden)];
    const fold_score score = trainings[on.training.features - 1](at, on, fold, epochs);
    if (score.status != picomlp::status::ok && score.status != picomlp::status::diverged) {
        throw search_error(std::string("training was refused: ") + describe(score.status));
    }
    return score;
}

}  // namespace tune
