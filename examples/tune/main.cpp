// SPDX-License-Identifier: MIT
// Searches for good hyperparameters by cross-validation: see --help.
#include <algorithm>
#include <cstdio>
#include <limits>
#include <sstream>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/progress_bar.hpp"
#include "tune/request.hpp"
#include "tune/table.hpp"

namespace {

using tune::most_trials;

/// Why `read` does not take a text; empty when it does.
template <class Read>
std::string refusal(const Read& read, const std::string& text) {
    try {
        (void)read(text);
    } catch (const tune::search_error& error) {
        return error.what();
    }
    return {};
}
std::string scale_error(const std::string& text) { return refusal(tune::scale::parse, text); }
std::string hidden_error(const std::string& text) {
    return refusal(tune::parse_hidden_layers, text);
}

/// The names of all values, for a check, and those of `all` that are named.
template <class All>
std::vector<std::string> names_of(const All& all) {
    std::vector<std::string> names;
    for (const auto one : all) names.emplace_back(tune::name_of(one));
    return names;
}
template <class T, size_t Count>
std::vector<T> named(const T (&all)[Count], const std::vector<std::string>& names) {
    std::vector<T> chosen;
    for (const auto& name : names) {
        chosen.push_back(*std::find_if(std::begin(all), std::end(all),
                                       [&](T one) { return name == tune::name_of(one); }));
    }
    return chosen;
}

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string activation_error(const std::string& name) {
    if (tune::hidden_activation(name)) return {};
    return "'" + name + "' is none of " + listed(names_of(tune::hidden_activations()));
}

/// Fills `asked`, or says how the program ends.
std::optional<tune::ending> parse(int count, char** words, tune::request& asked) {
    CLI::App app{
        "Searches for the learning rate, L2 penalty, optimizer, initializer, hidden layers, "
        "activation and seed with which a classifier or a regression network, trained in "
        "mini-batches of 32, does best in k-fold cross-validation. The data are a CSV file: "
        "columns of numbers, the features, and in the last column the class, as a text or an "
        "integer, or the number to predict; a header may stand above them. Features of words and "
        "missing values are not supported. The table is the same for any --jobs and, with "
        "tune_mpi, any number of processes. VALUES are a range LOW:HIGH, in which the logarithm "
        "counts, or a list A,B,..."};
    std::string what = "classification";
    std::string search = "random";
    std::string learning_rate = "0.01:1";
    std::string l2 = "0.001:10";
    std::vector<std::string> initializers = names_of(tune::all_initializers);
    std::vector<std::string> optimizers = {"gradient_descent"};
    std::vector<std::string> hidden = {"16-8"};
    std::vector<std::string> activations = {"relu"};
    std::vector<uint32_t> seeds = {1};
    std::string scaling = "standard";
    std::string sorted_by;
    const auto any_32_bits = integer_in(0, std::numeric_limits<uint32_t>::max());
    app.add_option("--data", asked.data, "default: built-in noisy moons")->option_text("FILE");
    app.add_option("--task", what,
                   "two classes are told apart by a sigmoid, more by softmax, with cross-entropy; "
                   "numbers are predicted by the mean squared error; default classification")
        ->check(CLI::IsMember({"classification", "regression"}))
        ->option_text("classification|regression");
    app.add_option("--search", search, "default random")
        ->check(CLI::IsMember({"random", "grid"}))
        ->option_text("random|grid");
    const auto* trials = app.add_option("--trials", asked.trials, "of a random search, default 30")
                             ->check(integer_in(1, most_trials))
                             ->option_text("N");
    const auto* grid_steps =
        app.add_option("--grid-steps", asked.grid_steps, "of each range in a grid, default 4")
            ->check(integer_in(1, most_trials))
            ->option_text("N");
    app.add_option("--learning-rate", learning_rate, "default 0.01:1")
        ->check(scale_error)
        ->option_text("VALUES");
    app.add_option("--l2", l2,
                   "the penalty's lambda; a step adds lambda / (2 x its samples) x the sum of "
                   "squared weights to the cost; default 0.001:10")
        ->check(scale_error)
        ->option_text("VALUES");
    app.add_option("--optimizers", optimizers,
                   "of " + listed(names_of(tune::all_optimizers)) +
                       " (made for full batches); default gradient_descent")
        ->check(CLI::IsMember(names_of(tune::all_optimizers)))
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option(
           "--initializers", initializers,
           "of he_normal, he_uniform, xavier_normal, xavier_uniform, lecun_normal; default all")
        ->check(CLI::IsMember(initializers))
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option("--hidden", hidden,
                   "the units of each hidden layer, joined by '-', or 'none', as in "
                   "none,8,32-16-8; up to 15 layers; default 16-8")
        ->check(hidden_error)
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option("--activations", activations,
                   "of the hidden layers, of " + listed(names_of(tune::hidden_activations())) +
                       "; tanh for hyperbolic_tangent; default relu")
        ->check(activation_error)
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option("--seeds", seeds, "of initial parameters and sample orders, default 1")
        ->check(any_32_bits)
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option("--folds", asked.folds, "default 5")
        ->check(integer_in(2, most_trials))
        ->option_text("K");
    app.add_option("--epochs", asked.epochs, "of each training, default 50")
        ->check(integer_in(1, 1000000))
        ->option_text("N");
    app.add_option("--seed", asked.seed, "of the folds and the random search, default 1")
        ->check(any_32_bits)
        ->option_text("N");
    app.add_option("--scaling", scaling,
                   "of each feature, and of numbers to predict, to mean 0 and deviation 1 over the "
                   "samples trained on; default standard")
        ->check(CLI::IsMember({"standard", "none"}))
        ->option_text("standard|none");
    app.add_option("--sort-by", sorted_by,
                   "default cost; in regression rmse (root mean squared error) or r2, default rmse")
        ->check(CLI::IsMember({"cost", "accuracy", "rmse", "r2"}))
        ->option_text("cost|accuracy|rmse|r2");
    app.add_option("--rows", asked.rows, "of the table at most, 0 for all; default 20")
        ->check(integer_in(0, most_trials))
        ->option_text("N");
    app.add_option("--jobs", asked.jobs, "threads, default: one for each processor")
        ->check(integer_in(1, 4096))
        ->option_text("N");
    app.add_option("--csv", asked.csv, "write all trials and folds there")->option_text("FILE");
    app.final_callback([&] {
        asked.grid = search == "grid";
        if (what == "regression") asked.what = tune::task::regression;
        if (asked.what == tune::task::regression && asked.data.empty()) {
            throw CLI::ValidationError("--task",
                                       "regression needs --data; the built-in data are of two "
                                       "classes");
        }
        const std::string cost = name_of(tune::measure::cost, asked.what);
        const std::string quality = name_of(tune::measure::quality, asked.what);
        if (sorted_by == quality) asked.sorted_by = tune::measure::quality;
        if (!sorted_by.empty() && sorted_by != cost && sorted_by != quality) {
            throw CLI::ValidationError("--sort-by", sorted_by + " is not for " + what +
                                                        ", which has " + cost + " and " + quality);
        }
        if (asked.grid && trials->count() != 0) {
            throw CLI::ValidationError("--trials", "is for random search; a grid has --grid-steps");
        }
        if (!asked.grid && grid_steps->count() != 0) {
            throw CLI::ValidationError("--grid-steps", "is for --search grid");
        }
    });
    if (auto end = parsed(app, "tune", count, words))
        return tune::ending{end->exit_code, end->text};
    asked.space = {tune::scale::parse(learning_rate),
                   tune::scale::parse(l2),
                   named(tune::all_optimizers, optimizers),
                   named(tune::all_initializers, initializers),
                   {},
                   seeds,
                   {}};
    for (const auto& layers : hidden) {
        asked.space.hidden.push_back(tune::parse_hidden_layers(layers));
    }
    for (const auto& name : activations) {
        asked.space.activations.push_back(*tune::hidden_activation(name));
    }
    asked.standardized = scaling == "standard";
    return {};
}

void report(const tune::request& asked, const tune::samples& data,
            std::vector<tune::trial> trials) {
    tune::sort_best_first(trials, asked.sorted_by);
    std::printf("%s\n%s", tune::heading_of(asked, data, trials.size()).c_str(),
                tune::table_of(trials, asked.rows, asked.what).c_str());
    std::fflush(stdout);
    if (!asked.csv.empty()) announce({write_file(asked.csv, tune::csv_of(trials, asked.what))});
}

tune::ending failure(const std::exception& error) {
    return {exit_failure, std::string("tune: ") + error.what() + '\n'};
}

}  // namespace

int main(int count, char** words) {
    const tune::process_group group(&count, &words);
    const bool reports = group.rank() == 0;

    tune::request asked;
    std::optional<tune::ending> end = parse(count, words, asked);
    if (const auto code = group.agree(end)) return *code;

    tune::samples data;
    tune::plan plan;
    try {
        if (reports && !asked.csv.empty()) require_place_for(asked.csv);
        data =
            asked.data.empty() ? tune::noisy_moons() : tune::read_samples(asked.data, asked.what);
        plan = tune::planned(asked, data);
    } catch (const std::exception& error) {
        end = failure(error);
    }
    if (const auto code = group.agree(end)) return *code;
    if (!group.same(tune::fingerprint(plan))) {
        end = tune::ending{exit_failure, "tune: the processes have different data or options\n"};
    }
    if (const auto code = group.agree(end)) return *code;

    try {
        std::optional<progress_bar> bar;
        auto trials = tune::run(plan, group, asked.jobs, [&](uint32_t done, uint32_t all) {
            if (!reports) return;
            if (!bar) bar.emplace("tune", all);
            bar->show(done);
        });
        bar.reset();
        if (reports) report(asked, data, std::move(trials));
    } catch (const std::exception& error) {
        group.end_all(failure(error));
    }
    return 0;
}
