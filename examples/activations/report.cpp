#include "activations/report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "common/numbers.hpp"

namespace activations {

namespace {

std::string description_of(const initializer& weights) {
    if (weights.name == "zeros") return "zeros";
    if (weights.name == "xavier") return "normal x sqrt(1/100) (Xavier)";
    if (weights.name == "he") return "normal x sqrt(2/100) (He)";
    return "normal x " + shortest(weights.standard_deviation);
}

std::string percent(uint32_t count, uint32_t of) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f%%", 100.0 * count / of);
    return text;
}

void append_numbers(std::string& csv, const std::string& start, const numbers& of) {
    const auto line = [&](const char* quantity, const std::string& value) {
        csv += start + ',' + quantity + ",,," + value + '\n';
    };
    line("mean", seventeen_digits(of.mean));
    line("standard_deviation", seventeen_digits(of.standard_deviation));
    line("signal_deviation", seventeen_digits(of.signal_deviation));
    line("minimum", seventeen_digits(of.minimum));
    line("maximum", seventeen_digits(of.maximum));
    line("elements", std::to_string(of.elements));
    line("zeros", std::to_string(of.zeros));
    line("saturated", std::to_string(of.saturated));
    line("dead_units", std::to_string(of.dead_units));
    line("out_of_range", std::to_string(of.out_of_range));
    for (int k = 0; k < bins; ++k) {
        csv += start + ",count," + seventeen_digits(of.edges[static_cast<size_t>(k)]) + ',' +
               seventeen_digits(of.edges[static_cast<size_t>(k) + 1]) + ',' +
               std::to_string(of.counts[static_cast<size_t>(k)]) + '\n';
    }
}

}  // namespace

std::string table_of(const result& of) {
    std::string text = std::string(name_of(of.function)) + ", weights " +
                       description_of(of.weights) +
                       "\n| Layer |      Mean |       Std |    Signal | Saturated |  Zeros |  Dead "
                       "| Gradient: mean |       std | Verdict\n"
                       "|-------|-----------|-----------|-----------|-----------|--------|-------"
                       "|----------------|-----------|----------\n";
    for (size_t l = 0; l < of.layers.size(); ++l) {
        const numbers& a = of.layers[l].activations;
        const numbers& g = of.layers[l].gradients;
        char line[200];
        std::snprintf(line, sizeof line,
                      "| %5zu | %9.3g | %9.3g | %9.3g | %9s | %6s | %5s | %14.2g | %9.3g | %s\n",
                      l + 1, a.mean, a.standard_deviation, a.signal_deviation,
                      percent(a.saturated, a.elements).c_str(),
                      percent(a.zeros, a.elements).c_str(), percent(a.dead_units, units).c_str(),
                      g.mean, g.standard_deviation, picomlp::name_of(of.layers[l].health));
        text += line;
    }
    return text;
}

std::string drawing_of(const std::vector<uint32_t>& counts) {
    constexpr char levels[] = ".:-=+*#%@";
    constexpr double last = sizeof levels - 2;
    const uint32_t most = *std::max_element(counts.begin(), counts.end());
    std::string text;
    for (const uint32_t count : counts) {
        const double height = most == 0 ? 0 : std::sqrt(static_cast<double>(count) / most);
        text += count == 0 ? ' ' : levels[static_cast<size_t>(std::lround(height * last))];
    }
    return text;
}

std::string drawings_of(const result& of) {
    std::string text =
        "  Activations, from smallest to largest                 "
        "Gradients\n";
    for (size_t l = 0; l < of.layers.size(); ++l) {
        const auto& [a, g, health] = of.layers[l];
        char line[200];
        std::snprintf(line, sizeof line, "%zu %9.2g |%s| %-9.2g %9.2g |%s| %.2g\n", l + 1,
                      a.edges.front(), drawing_of(a.counts).c_str(), a.edges.back(),
                      g.edges.front(), drawing_of(g.counts).c_str(), g.edges.back());
        text += line;
    }
    return text;
}

std::string summary_of(const result& of) {
    using picomlp::verdict;
    verdict shared = verdict::healthy;
    long most = 0;
    for (const auto& one : of.layers) {
        if (one.health == verdict::healthy) continue;
        const long count =
            std::count_if(of.layers.begin(), of.layers.end(),
                          [&](const layer_result& other) { return other.health == one.health; });
        if (count <= most) continue;
        most = count;
        shared = one.health;
    }
    std::string text = picomlp::name_of(shared);
    if (most == 0 || most == static_cast<long>(of.layers.size())) return text;
    return text + " (" + std::to_string(most) + " of " + std::to_string(of.layers.size()) + ")";
}

std::string closing_table(const std::vector<result>& results) {
    std::vector<activation> functions;
    std::vector<std::string> names;
    for (const auto& of : results) {
        if (std::find(functions.begin(), functions.end(), of.function) == functions.end()) {
            functions.push_back(of.function);
        }
        if (std::find(names.begin(), names.end(), of.weights.name) == names.end()) {
            names.push_back(of.weights.name);
        }
    }
    const auto cell = [](const std::string& separator, const std::string& words, size_t width) {
        return separator + words + std::string(width - std::min(width, words.size()), ' ');
    };
    std::string text = cell("| ", "Weights", 29);
    std::string rule = "|-" + std::string(29, '-');
    for (const activation function : functions) {
        text += cell(" | ", name_of(function), function == functions.back() ? 0 : 18);
        rule += "-|-" + std::string(18, '-');
    }
    text += '\n' + rule;
    for (const auto& name : names) {
        std::string row;
        for (const auto& of : results) {
            if (of.weights.name != name) continue;
            if (row.empty()) row = cell("\n| ", description_of(of.weights), 29);
            row += cell(" | ", summary_of(of), of.function == functions.back() ? 0 : 18);
        }
        text += row;
    }
    return text + '\n';
}

std::string csv_of(const std::vector<result>& results) {
    std::string csv = "activation,initializer,layer,values,quantity,low,high,value\n";
    for (const auto& of : results) {
        for (size_t l = 0; l < of.layers.size(); ++l) {
            const std::string start = std::string(name_of(of.function)) + ',' + of.weights.name +
                                      ',' + std::to_string(l + 1) + ',';
            csv += start + "activations,verdict,,," + picomlp::name_of(of.layers[l].health) + '\n';
            append_numbers(csv, start + "activations", of.layers[l].activations);
            append_numbers(csv, start + "gradients", of.layers[l].gradients);
        }
    }
    return csv;
}

}  // namespace activations
