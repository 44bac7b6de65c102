#include "initialization/report.hpp"

#include <cstdio>

#include "common/files.hpp"
#include "common/numbers.hpp"

namespace initialization {

namespace {

const char* description_of(start which) {
    switch (which) {
        case start::zeros:
            return "zeros";
        case start::random:
            return "large random values (normal x 10)";
        case start::uniform:
            return "large random values (uniform x 10)";
        case start::he:
            return "He (normal x sqrt(2 / inputs))";
        case start::xavier:
            return "Xavier (normal x sqrt(1 / inputs))";
    }
    return "unknown";
}

const char* remark_on(start which) {
    switch (which) {
        case start::zeros:
            return "fails to break symmetry";
        case start::random:
            return "too large weights";
        case start::uniform:
            return "too large weights, all positive";
        case start::he:
            return "recommended method for relu";
        case start::xavier:
            return "meant for tanh; half of He's variance";
    }
    return "";
}

std::string percent(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f%%", 100 * share);
    return text;
}

/// A cost or probability with the digits that its own precision has.
std::string digits_of(double value, precision number) {
    return number == precision::double_ ? shortest(value) : shortest(static_cast<float>(value));
}

void append_predictions(std::string& csv, const result& of, const char* set,
                        const predictions& predicted, const course::point_set& points) {
    for (size_t i = 0; i < predicted.label.size(); ++i) {
        csv += std::string(name_of(of.initializer)) + ',' + set + ',' + std::to_string(i) + ',' +
               std::to_string(points.labels[i]) + ',' + seventeen_digits(predicted.probability[i]) +
               ',' + std::to_string(predicted.label[i]) + '\n';
    }
}

}  // namespace

std::string cost_line(long iteration, double cost, precision number) {
    return "Cost after iteration " + std::to_string(iteration) + ": " + digits_of(cost, number);
}

std::string heading(start initializer, const settings& chosen) {
    return std::string(course::name_of(chosen.dataset)) + ", initialized with " +
           description_of(initializer);
}

std::string accuracy_lines(const result& of) {
    return "On the train set: accuracy " + shortest(of.train.accuracy) +
           "\nOn the test set:  accuracy " + shortest(of.test.accuracy);
}

std::string closing_table(const std::vector<result>& results) {
    std::string table =
        "| Model                               |  Train |   Test | Remark\n"
        "|-------------------------------------|--------|--------|---------------------------\n";
    for (const auto& of : results) {
        char line[160];
        std::snprintf(line, sizeof line, "| %-35s | %6s | %6s | %s\n",
                      description_of(of.initializer), percent(of.train.accuracy).c_str(),
                      percent(of.test.accuracy).c_str(), remark_on(of.initializer));
        table += line;
    }
    return table;
}

void write_csv(const std::filesystem::path& directory, const std::vector<result>& results,
               const settings& chosen) {
    const auto training = course::make_points(chosen.dataset, 300, 1);
    const auto test = course::make_points(chosen.dataset, 100, 2);
    std::string cost = "init,iteration,cost\n";
    std::string predicted = "init,set,index,label,probability,predicted\n";
    std::string boundary = "init,x1,x2,probability\n";
    for (const auto& of : results) {
        const std::string name = name_of(of.initializer);
        for (size_t k = 0; k < of.costs.size(); ++k) {
            cost += name + ',' + std::to_string(static_cast<long>(k) * record_every) + ',' +
                    seventeen_digits(of.costs[k]) + '\n';
        }
        append_predictions(predicted, of, "train", of.train, training);
        append_predictions(predicted, of, "test", of.test, test);
        for (size_t k = 0; k < of.boundary.probability.size(); ++k) {
            boundary += name + ',' + seventeen_digits(of.boundary.x1[k]) + ',' +
                        seventeen_digits(of.boundary.x2[k]) + ',' +
                        seventeen_digits(of.boundary.probability[k]) + '\n';
        }
    }
    file_set files(directory);
    files.add("cost.csv", std::move(cost));
    files.add("predictions.csv", std::move(predicted));
    files.add("boundary.csv", std::move(boundary));
    files.write();
}

}  // namespace initialization
