// SPDX-License-Identifier: MIT
// What the command lines of all programs have in common. Included by a main.cpp alone: CLI11 takes
// long to compile.
#pragma once

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "common/paragraph.hpp"
#include "common/terminal.hpp"

inline constexpr int exit_failure = 1;
inline constexpr int exit_usage = 2;

/// Help in lines of at most 80 characters, fewer on a narrow terminal, that break between words.
class help_formatter : public CLI::Formatter {
  public:
    std::string make_description(const CLI::App* app) const override {
        return wrapped(app->get_description(), width_) + "\n\n";
    }
    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        constexpr size_t column = 28;
        std::string text =
            "  " + make_option_name(option, is_positional) + make_option_opts(option);
        const bool has_room = text.size() + 2 <= column;
        text += has_room ? std::string(column - text.size(), ' ') : '\n' + std::string(column, ' ');
        return text + wrapped(make_option_desc(option), width_, column) + '\n';
    }

  private:
    size_t width_ = static_cast<size_t>(
        std::clamp(terminal_width(STDOUT_FILENO), usual_terminal_width / 2, usual_terminal_width));
};

/// How a command line ends its program: exit code 0 and the help for stdout, or exit_usage and for
/// stderr what is wrong, beginning with the program's name.
struct command_line_end {
    int exit_code;
    std::string text;
};

/// Fills what the options of `app` were added for; a value means that the program is to end so.
inline std::optional<command_line_end> parsed(CLI::App& app, const std::string& program, int count,
                                              const char* const* words) {
    app.name(program);
    app.formatter(std::make_shared<help_formatter>());
    app.get_help_ptr()->description("print this text");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        if (app.exit(error, out, err) == 0) return command_line_end{0, out.str()};
        return command_line_end{exit_usage, program + ": " + err.str()};
    }
    return {};
}

/// The same; prints the text, and returns the exit code.
inline std::optional<int> parse(CLI::App& app, const std::string& program, int count,
                                const char* const* words) {
    const auto end = parsed(app, program, count, words);
    if (!end) return {};
    std::fputs(end->text.c_str(), end->exit_code == 0 ? stdout : stderr);
    return end->exit_code;
}

/// Refuses an argument that is no decimal integer from `low` to `high`.
inline CLI::Validator integer_in(uint64_t low, uint64_t high) {
    return {[=](const std::string& text) {
                uint64_t value = 0;
                const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
                const bool is_whole =
                    read.ec == std::errc{} && read.ptr == text.data() + text.size();
                if (is_whole && value >= low && value <= high) return std::string();
                return "'" + text + "' is not an integer from " + std::to_string(low) + " to " +
                       std::to_string(high);
            },
            ""};
}

/// Refuses an argument that is not a number of the range which `description` names, such as
/// "a number, 0 or more".
inline CLI::Validator number_in(const std::function<bool(double)>& range,
                                const std::string& description) {
    return {[=](const std::string& text) {
                char* end = nullptr;
                const double value = std::strtod(text.c_str(), &end);
                const bool is_number = !text.empty() && *end == '\0';
                return is_number && range(value) ? std::string()
                                                 : "'" + text + "' is not " + description;
            },
            ""};
}

/// --precision double|float, in all programs that compute in either.
template <class Precision>
void add_precision(CLI::App& app, Precision& number) {
    app.add_option_function<std::string>(
           "--precision",
           [&number](const std::string& name) {
               number = name == "float" ? Precision::float_ : Precision::double_;
           },
           "what to compute in; default double")
        ->check(CLI::IsMember({"double", "float"}))
        ->option_text("double|float");
}

/// Says which files have been written.
inline void announce(const std::vector<std::filesystem::path>& files) {
    for (const auto& file : files) std::printf("wrote %s\n", file.c_str());
    std::fflush(stdout);
}
