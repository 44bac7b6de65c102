// SPDX-License-Identifier: MIT
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

/// The same for a column of normal weights.
std::string factor_of(const initializer& weights) {
    const std::string all = description_of(weights);
    const std::string start = "normal ";
    return all.compare(0, start.size(), start) == 0 ? all.substr(start.size()) : all;
}

std::string percent(uint32_t count, uint32_t of) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f%%", 100.0 * count / of);
    return text;
}

constexpr size_t cell_width = 9;

std::string right_aligned(const std::string& cell) {
    return std::string(cell_width - std::min(cell_width, cell.size()), ' ') + cell;
}

/// Three digits, two where a cell has no room for them.
std::string three_digits(double value) {
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%.3g", value);
    if (length > static_cast<int>(cell_width)) std::snprintf(text, sizeof text, "%.2g", value);
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
    std::string text =
        std::string(name_of(of.function)) + ", weights " + description_of(of.weights) + '\n';
    std::string rule = "|----------------";
    text += "| Layer          ";
    for (size_t l = 1; l <= of.layers.size(); ++l) {
        text += "| " + right_aligned(std::to_string(l)) + ' ';
        rule += "|-" + std::string(cell_width, '-') + (l == of.layers.size() ? "" : "-");
    }
    const auto row = [&](const char* name, const auto& cell) {
        std::string line = name;
        line.resize(15, ' ');
        line = "\n| " + line;
        for (const auto& layer : of.layers) line += "| " + right_aligned(cell(layer)) + ' ';
        line.erase(line.find_last_not_of(' ') + 1);
        return line;
    };
    text.back() = '\n';
    text += rule;
    text += row("Mean", [](const auto& l) { return three_digits(l.activations.mean); });
    text +=
        row("Std", [](const auto& l) { return three_digits(l.activations.standard_deviation); });
    text +=
        row("Signal", [](const auto& l) { return three_digits(l.activations.signal_deviation); });
    text += row("Saturated", [](const auto& l) {
        return percent(l.activations.saturated, l.activations.elements);
    });
    text += row("Zeros",
                [](const auto& l) { return percent(l.activations.zeros, l.activations.elements); });
    text +=
        row("Dead units", [](const auto& l) { return percent(l.activations.dead_units, units); });
    text += row("Gradient: mean", [](const auto& l) { return three_digits(l.gradients.mean); });
    text += row("Gradient: std",
                [](const auto& l) { return three_digits(l.gradients.standard_deviation); });
    text += row("Verdict", [](const auto& l) { return std::string(picomlp::name_of(l.health)); });
    return text + '\n';
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
    std::string text;
    const auto draw = [&](const char* title, const auto& values_of) {
        text += std::string("  ") + title + ", from smallest to largest\n";
        for (size_t l = 0; l < of.layers.size(); ++l) {
            const numbers& values = values_of(of.layers[l]);
            char line[128];
            std::snprintf(line, sizeof line, "%zu %9.2g |%s| %.2g\n", l + 1, values.edges.front(),
                          drawing_of(values.counts).c_str(), values.edges.back());
            text += line;
        }
    };
    draw(
        "Activations", [](const auto& layer) -> const auto& { return layer.activations; });
    draw(
        "Gradients", [](const auto& layer) -> const auto& { return layer.gradients; });
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
    return text + " (" + std::to_string(most) + "/" + std::to_string(of.layers.size()) + ")";
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
    constexpr size_t first_width = 22;
    constexpr size_t width = 15;
    const auto cell = [](const std::string& separator, const std::string& words, size_t wide) {
        return separator + words + std::string(wide - std::min(wide, words.size()), ' ');
    };
    std::string text = cell("| ", "Weights, normal", first_width);
    std::string rule = "|-" + std::string(first_width, '-');
    for (const activation function : functions) {
        text += cell(" | ", name_of(function), function == functions.back() ? 0 : width);
        rule += "-|-" + std::string(width, '-');
    }
    text += '\n' + rule;
    for (const auto& name : names) {
        std::string row;
        for (const auto& of : results) {
            if (of.weights.name != name) continue;
            if (row.empty()) row = cell("\n| ", factor_of(of.weights), first_width);
            row += cell(" | ", summary_of(of), of.function == functions.back() ? 0 : width);
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
