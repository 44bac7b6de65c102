// Searches for good hyperparameters by cross-validation: see --help.
#include <algorithm>
#include <cstdio>
#include <limits>
#include <sstream>

#include "common/command_line.hpp"
#include "common/files.hpp"
#include "common/progress_bar.hpp"
#include "tune/search.hpp"
#include "tune/workers.hpp"

namespace {

constexpr uint32_t most_trials = 1000000;

struct command_line {
    std::string data;
    bool grid = false;
    uint32_t trials = 30;
    uint32_t grid_steps = 4;
    tune::search_space space;
    uint32_t folds = 5;
    uint32_t epochs = 50;
    uint64_t seed = 1;
    bool standardized = true;
    tune::measure sorted_by = tune::measure::cost;
    uint32_t rows = 20;
    uint32_t jobs = tune::processors();
    std::string csv;
};

std::string scale_error(const std::string& text) {
    try {
        tune::scale::parse(text);
    } catch (const tune::search_error& error) {
        return error.what();
    }
    return {};
}

/// The names of all values, for a check, and those of `all` that are named.
template <class T, size_t Count>
std::vector<std::string> names_of(const T (&all)[Count]) {
    std::vector<std::string> names;
    for (const T one : all) names.emplace_back(tune::name_of(one));
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

/// Fills `asked`, or says how the program ends.
std::optional<tune::ending> parse(int count, char** words, command_line& asked) {
    CLI::App app{
        "Searches for the learning rate, L2 penalty, optimizer, initializer, hidden layers and "
        "seed with which a binary classifier (ReLU layers and a sigmoid, mini-batches of 32) "
        "does best in k-fold cross-validation. The data are a CSV file of numbers: 1 to 16 columns "
        "of features, the last column the label, 0 or 1; a header may stand above them. More "
        "classes, regression, other layers "
        "and text columns are not supported. The table is the same for any --jobs and, with "
        "tune_mpi, any number of processes. VALUES are a range LOW:HIGH, in which the logarithm "
        "counts, or a list A,B,..."};
    std::string search = "random";
    std::string learning_rate = "0.01:1";
    std::string l2 = "0.001:10";
    std::vector<std::string> initializers = names_of(tune::all_initializers);
    std::vector<std::string> optimizers = {"gradient_descent"};
    std::vector<std::string> hidden = {"16-8"};
    std::vector<uint32_t> seeds = {1};
    std::string scaling = "standard";
    std::string sorted_by = "cost";
    const auto any_32_bits = integer_in(0, std::numeric_limits<uint32_t>::max());
    app.add_option("--data", asked.data, "default: built-in noisy moons")->option_text("FILE");
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
                   "of gradient_descent, momentum, adam; default gradient_descent")
        ->check(CLI::IsMember(names_of(tune::all_optimizers)))
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option(
           "--initializers", initializers,
           "of he_normal, he_uniform, xavier_normal, xavier_uniform, lecun_normal; default all")
        ->check(CLI::IsMember(initializers))
        ->delimiter(',')
        ->option_text("LIST");
    app.add_option("--hidden", hidden, "of 8, 16-8, 32-16; default 16-8")
        ->check(CLI::IsMember(names_of(tune::all_hidden_layers)))
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
                   "of each feature to mean 0 and deviation 1 over the samples trained on; default "
                   "standard")
        ->check(CLI::IsMember({"standard", "none"}))
        ->option_text("standard|none");
    app.add_option("--sort-by", sorted_by, "default cost")
        ->check(CLI::IsMember({"cost", "accuracy"}))
        ->option_text("cost|accuracy");
    app.add_option("--rows", asked.rows, "of the table at most, 0 for all; default 20")
        ->check(integer_in(0, most_trials))
        ->option_text("N");
    app.add_option("--jobs", asked.jobs, "threads, default: one for each processor")
        ->check(integer_in(1, 4096))
        ->option_text("N");
    app.add_option("--csv", asked.csv, "write all trials and folds there")->option_text("FILE");
    app.final_callback([&] {
        asked.grid = search == "grid";
        if (asked.grid && trials->count() != 0) {
            throw CLI::ValidationError("--trials", "is for random search; a grid has --grid-steps");
        }
        if (!asked.grid && grid_steps->count() != 0) {
            throw CLI::ValidationError("--grid-steps", "is for --search grid");
        }
    });
    if (auto end = parsed(app, "tune", count, words))
        return tune::ending{end->exit_code, end->text};
    asked.space = {
        tune::scale::parse(learning_rate),       tune::scale::parse(l2),
        named(tune::all_optimizers, optimizers), named(tune::all_initializers, initializers),
        named(tune::all_hidden_layers, hidden),  seeds};
    asked.standardized = scaling == "standard";
    if (sorted_by == "accuracy") asked.sorted_by = tune::measure::accuracy;
    return {};
}

tune::plan planned(const command_line& asked, const tune::samples& data) {
    if (asked.folds > data.size()) {
        throw tune::search_error(std::to_string(asked.folds) + " folds need as many samples; " +
                                 data.name + " has " + std::to_string(data.size()));
    }
    tune::plan made;
    made.points = asked.grid ? tune::grid_points(asked.space, asked.grid_steps, most_trials)
                             : tune::random_points(asked.space, asked.trials, asked.seed);
    made.splits = tune::split_by_fold(data, tune::deal_folds(data.labels, asked.folds, asked.seed),
                                      asked.folds);
    if (asked.standardized) {
        for (auto& one : made.splits) tune::standardize(one);
    }
    made.epochs = asked.epochs;
    return made;
}

void report(const command_line& asked, const tune::samples& data, std::vector<tune::trial> trials) {
    tune::sort_best_first(trials, asked.sorted_by);
    std::printf("%s: %u samples of %u features, %u folds\n%s search, %zu trials of %u epochs\n\n%s",
                data.name.c_str(), data.size(), data.features, asked.folds,
                asked.grid ? "grid" : "random", trials.size(), asked.epochs,
                tune::table_of(trials, asked.rows).c_str());
    std::fflush(stdout);
    if (!asked.csv.empty()) announce({write_file(asked.csv, tune::csv_of(trials))});
}

tune::ending failure(const std::exception& error) {
    return {exit_failure, std::string("tune: ") + error.what() + '\n'};
}

}  // namespace

int main(int count, char** words) {
    const tune::process_group group(&count, &words);
    const bool reports = group.rank() == 0;

    command_line asked;
    std::optional<tune::ending> end = parse(count, words, asked);
    if (const auto code = group.agree(end)) return *code;

    tune::samples data;
    tune::plan plan;
    try {
        if (reports && !asked.csv.empty()) require_place_for(asked.csv);
        data = asked.data.empty() ? tune::noisy_moons() : tune::read_samples(asked.data);
        plan = planned(asked, data);
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
