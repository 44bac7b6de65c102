#include "gradient_check/report.hpp"

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
    std::string table = formatted("%5s  %-8s  %17s  %17s  %19s\n", "layer", "", "analytic",
                                  "numeric", "relative difference");
    for (const parameter& one : of.parameters) {
        const std::string line =
            formatted("%5u  %-8s  %17.10f  %17.10f  %19.3g", static_cast<unsigned>(one.layer),
                      name_of(one).c_str(), one.analytic, one.numeric,
                      relative_difference(one.analytic, one.numeric));
        table += one.stands_out ? in_red(line + "  <--", allowed) : line;
        table += '\n';
    }
    return table;
}

std::string verdict(const result& of, const settings& chosen, colours allowed) {
    std::string text = "Relative difference: " + formatted("%.12g", of.relative_difference) + " (";
    for (size_t l = 0; l < of.layers.size(); ++l) {
        text += formatted("%slayer %u: %.3g", l == 0 ? "" : ", ", static_cast<unsigned>(l + 1),
                          of.layers[l]);
    }
    text += ")\n";
    const std::string limit = shortest(tolerance(chosen.of));
    if (of.passed) {
        text += in_green(
            "Backpropagation and the cost agree: the difference is not above " + limit + ".",
            allowed);
    } else {
        const parameter& worst = of.parameters[of.worst];
        text += in_red("Backpropagation is wrong: the difference is above " + limit + ". Look at " +
                           name_of(worst) + ": " + formatted("%.6g", worst.analytic) +
                           " where the cost's slope is " + formatted("%.6g", worst.numeric) + ".",
                       allowed);
    }
    return text + '\n';
}

void write_csv(const std::filesystem::path& csv, const std::vector<result>& results) {
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
    write_file(csv, std::move(rows));
}

}  // namespace gradient_check
