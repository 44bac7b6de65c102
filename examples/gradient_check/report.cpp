// SPDX-License-Identifier: MIT
#include "gradient_check/report.hpp"

#include <cmath>
#include <cstdio>

#include "common/files.hpp"
#include "common/numbers.hpp"

namespace gradient_check {

namespace {

std::string painted(const char* colour, const std::string& text, colours allowed) {
    return allowed == colours::yes ? colour + text + "\033[0m" : text;
}
std::string in_red(const std::string& text, colours allowed) {
    return painted("\033[31m", text, allowed);
}
std::string in_green(const std::string& text, colours allowed) {
    return painted("\033[32m", text, allowed);
}

template <class... Values>
std::string formatted(const char* format, Values... values) {
    char line[160];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

}  // namespace

std::string one_dimension_lines(const one_dimension& of) {
    return "One dimension: J(theta) = theta x with x = " + shortest(of.x) +
           ", at theta = " + shortest(of.theta) + "\nanalytic slope " + shortest(of.x) +
           ", numeric " + shortest(of.numeric) + ", relative difference " +
           formatted("%.3g", relative_difference(of.x, of.numeric)) + '\n';
}

std::string heading(errors made, const settings& chosen) {
    return std::string("4-5-3-1 on 3 samples, ") +
           (made == errors::none ? "the gradient as it is computed"
                                 : "the gradient with dW2 doubled and db1 times four") +
           (chosen.of == cost::textbook ? ", textbook cost" : "") + '\n';
}

std::string parameter_table(const result& of, colours allowed) {
    const auto is_wrong = [&](const parameter& one) {
        return one.stands_out &&
               of.layer_verdicts[one.layer - 1] == picomlp::gradient_verdict::wrong;
    };
    const auto apart = [](const parameter& one) { return std::fabs(one.analytic - one.numeric); };
    double farthest = 0;
    for (const parameter& one : of.parameters) {
        if (is_wrong(one)) farthest = std::fmax(farthest, apart(one));
    }
    std::string table;
    size_t left_out = 0;
    for (const parameter& one : of.parameters) {
        if (!is_wrong(one)) continue;
        if (apart(one) < farthest / 100) {
            ++left_out;
            continue;
        }
        if (table.empty()) {
            table = formatted("  %-8s  %17s  %17s  %19s\n", "", "analytic", "numeric",
                              "relative difference");
        }
        table +=
            in_red(formatted("  %-8s  %17.10f  %17.10f  %19.3g", name_of(one).c_str(), one.analytic,
                             one.numeric, relative_difference(one.analytic, one.numeric)),
                   allowed) +
            '\n';
    }
    if (left_out > 0) {
        table += std::to_string(left_out) +
                 " more are off by less than 1 % of the largest distance; --csv has them.\n";
    }
    return table;
}

std::string verdict(const result& of, const settings& chosen, colours allowed) {
    using picomlp::gradient_verdict;
    std::string text;
    if (of.verdict == gradient_verdict::right) {
        text = in_green("Backpropagation and the cost agree.", allowed);
    } else if (of.verdict == gradient_verdict::wrong) {
        std::string layers;
        for (size_t l = 0; l < of.layers.size(); ++l) {
            if (of.layer_verdicts[l] != gradient_verdict::wrong) continue;
            layers += (layers.empty() ? "" : " and ") + std::to_string(l + 1);
        }
        text = in_red("Backpropagation is wrong in layer " + layers + ".", allowed);
    } else {
        text =
            "With epsilon " + shortest(chosen.epsilon) + " the check " + describe(of.verdict) + ".";
        const size_t middle = text.rfind(' ', 79);
        if (text.size() > 80 && middle != std::string::npos) text[middle] = '\n';
    }
    text += "\nRelative difference: " + formatted("%.12g", of.relative_difference) + ", allowed " +
            shortest(tolerance(chosen.of)) + " (";
    for (size_t l = 0; l < of.layers.size(); ++l) {
        text += formatted("%slayer %u: %.3g", l == 0 ? "" : ", ", static_cast<unsigned>(l + 1),
                          of.layers[l]);
        if (l == 0) text.replace(text.rfind(" (layer"), 1, "\n");
    }
    return text + ")\n";
}

std::filesystem::path write_csv(const std::filesystem::path& csv,
                                const std::vector<result>& results) {
    std::string rows = "case,layer,kind,out,in,analytic,numeric,relative_difference\n";
    for (const result& of : results) {
        for (const parameter& one : of.parameters) {
            rows += std::string(name_of(of.made)) + ',' + std::to_string(one.layer) +
                    (one.is_bias ? ",b," : ",W,") + std::to_string(one.out) + ',' +
                    (one.is_bias ? "" : std::to_string(one.in)) + ',' +
                    seventeen_digits(one.analytic) + ',' + seventeen_digits(one.numeric) + ',' +
                    seventeen_digits(relative_difference(one.analytic, one.numeric)) + '\n';
        }
    }
    return write_file(csv, std::move(rows));
}

}  // namespace gradient_check
