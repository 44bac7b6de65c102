# SPDX-License-Identifier: MIT
"""What is run, and what of it comes onto the page."""

import re
from collections import Counter

import boundary
import confusion
import cost_curves
import histograms
import numpy
import page
import published
from building import run
from published import CHAOTIC, FIGURES, Figure
from style import as_svg

STARTS = {"zeros": "zeros", "random": "large random values (normal x 10)",
          "uniform": "large random values (uniform x 10)", "he": "He", "xavier": "Xavier"}
MODELS = {"none": "not regularized", "l2": "with L2, lambda 0.7",
          "dropout": "with dropout, keep 0.86"}
# Names of both, as short as a picture's legend wants them.
IN_PICTURES = {"random": "normal x 10", "uniform": "uniform x 10", "he": "He", "xavier": "Xavier",
               "none": "not regularized", "l2": "L2", "dropout": "dropout"}
ACCURACY_HEADER = ["%", "train, printed", "ours", "diff.", "test, printed", "ours", "diff."]


# What to look for in a picture.
TO_SEE = {
    ("circles", "cost"): "From zeros it stays at log 2, as all units remain alike. Large random weights (normal x 10, "
                         "uniform x 10) begin a thousand times higher and end far above He's and Xavier's.",
    ("circles", "boundary"): "From zeros it is one class everywhere, large weights leave stray areas, He and "
                             "Xavier draw a circle.",
    ("moons", "cost"): "The same order as on circles, He and Xavier lowest: what matters is the scale of the weights, "
                       "not the data.",
    ("moons", "boundary"): "Only He and Xavier separate all samples.",
    ("regularization", "cost"): "In training, L2 and dropout end higher: L2's cost includes its penalty, dropout's is "
                                "that of the thinned network. On samples held out, the cost without "
                                "regularization soon rises, for that network memorizes the samples.",
    ("regularization", "boundary"): "Without regularization the line goes around single samples; with L2 or dropout "
                                    "it is smooth.",
}
COURSE = "Improving Deep Neural Networks"
COURSE_LINKS = {COURSE: "https://www.coursera.org/learn/deep-neural-network"}
SENTENCE = "Of {} published accuracies, {} are met to all digits printed."


def about(parts):
    """What the page is, before the sections: which course, and how much of it is met."""
    counted = re.compile(SENTENCE.format(r"(\d+)", r"(\d+)").replace(".", r"\."))
    compared = [tuple(map(int, pair)) for *_, text in parts for pair in counted.findall(text)]
    published_count, met = (sum(numbers) for numbers in zip(*compared)) if compared else (0, 0)
    return page.section("about", "What this is", [
        page.paragraph_with_links(
            f"The programming assignments of the first week of {COURSE} (DeepLearning.AI, on Coursera): "
            "initialization, regularization and gradient checking, and a study of activations, computed anew by "
            "picomlp. Write-ups of the course print costs and accuracies; they stand beside ours. A click or a touch "
            "shows a picture large.", COURSE_LINKS),
        page.paragraph(f"{met} of {published_count} published accuracies are met to all digits printed.")])


def all_sections(programs, folder, football):
    for dataset in ("circles", "moons"):
        yield initialization(programs["initialization"], folder / dataset, dataset)
    yield regularization(programs["regularization"], folder / "regularization", football)
    yield gradient_check(programs["gradient_check"])
    yield activations(programs["activations"], folder / "activations.csv")


# -- trainings -----------------------------------------------------------------------------------

def accuracies(folder, figures):
    """{run: (Figure of the training set, Figure of the test set)}"""
    found = {}
    for title, matrix in confusion.read(folder / "predictions.csv").items():
        run_name, sample_set = title.split(", ")
        right = float(numpy.trace(matrix) / matrix.sum())
        figure = Figure.printed(right, figures.get(run_name, {}).get(sample_set))
        found.setdefault(run_name, []).append(figure)
    return found


def accuracy_table(found, names):
    return page.table("Accuracy", ACCURACY_HEADER, [
        [names[name], *(cell for figure in pair for cell in published.percentages(figure))]
        for name, pair in found.items()])


def cost_figures(folder, figures, every):
    """{run: [(iteration, Figure)]} at every so many iterations, for runs with published costs."""
    runs, _ = cost_curves.read([folder / "cost.csv"])
    return {name: [(int(iteration), Figure(cost, figures[name]["costs"][int(iteration) // every]))
                   for iteration, cost in zip(runs[name].x, runs[name].costs) if iteration % every == 0]
            for name in runs if name in figures}


def cost_table(rows, name):
    return page.table(f"Cost, {name}", ["iteration", "published", "ours", "difference"], [
        [str(iteration), *published.costs(figure)] for iteration, figure in rows])


def pictures(folder, name, logarithmic):
    runs, axis = cost_curves.read([folder / "cost.csv"])
    runs, planes = ({IN_PICTURES.get(key, key): drawn for key, drawn in read.items()}
                    for read in (runs, boundary.read(folder, "train")))
    return [page.picture(as_svg(cost_curves.draw(runs, axis, logarithmic)), f"{name}-cost",
                         f"{name}: the cost of training and of samples held out, every 1000 iterations. "
                         f"{TO_SEE[name, 'cost']}"),
            page.picture(as_svg(boundary.draw(planes, "train")), f"{name}-boundary",
                         f"{name}: which class each network predicts where, with the training samples. "
                         f"{TO_SEE[name, 'boundary']}")]


def comparison(found, costs):
    """How near we are to what was published, in one sentence."""
    pairs = [figure for pair in found.values() for figure in pair if figure.published is not None]
    met = sum(figure.is_met() for figure in pairs)
    steady = [abs(figure.difference / figure.published) for name, rows in costs.items()
              if name not in CHAOTIC for _, figure in rows]
    sentences = [SENTENCE.format(len(pairs), met)]
    if steady:
        sentences.append("Costs of trainings that do not amplify rounding differ by at most "
                         f"{max(steady):.0e} of their value.")
    return page.paragraph(" ".join(sentences))


def initialization(program, folder, dataset):
    run(program, "--dataset", dataset, "--csv", folder)
    figures = FIGURES["initialization"][dataset]
    found = accuracies(folder, figures)
    costs = cost_figures(folder, figures, 1000)
    return page.section(f"initialization-{dataset}", f"Initialization, {dataset}", [
        page.paragraph("A network 2-10-5-1 (relu, relu, sigmoid) on 300 samples of two noisy "
                       f"{dataset}, 15000 iterations of gradient descent, learning rate 0.01, from "
                       "five kinds of initial weights."),
        comparison(found, costs),
        accuracy_table(found, STARTS),
        *pictures(folder, dataset, True),
        *(page.hidden(f"Costs, {STARTS[name]}",
                      cost_table(rows, STARTS[name]) + (page.paragraph(
                          "Large weights make this training chaotic: its costs differ between "
                          "builds of NumPy as well. The first printed cost is infinite, for the "
                          "textbook's formula overflows.") if name in CHAOTIC else ""))
          for name, rows in costs.items())])


def regularization(program, folder, football):
    files = []
    if football:
        files = ["--train", football / "train.csv", "--test", football / "test.csv"]
    run(program, *files, "--csv", folder)
    figures = FIGURES["regularization"] if football else {}
    found = accuracies(folder, figures)
    samples = "the course's samples" if football else "60 samples of noisy moons"
    about_data = ([comparison(found, {})] if football else [page.paragraph(
        "The course's own data may not be passed on, so there is nothing published to compare with; "
        "with --football FOLDER they are used.")])
    return page.section("regularization", "Regularization", [
        page.paragraph(f"A network 2-20-3-1 (relu, relu, sigmoid) on {samples}, 30000 iterations "
                       "of gradient descent, learning rate 0.3."),
        *about_data, accuracy_table(found, MODELS), *pictures(folder, "regularization", False)])


# -- gradients and activations -------------------------------------------------------------------

def relative_difference(text):
    return float(re.search(r"Relative difference: ([\d.e+-]+)", text).group(1))


def gradient_check(program):
    right = run(program, "--case", "correct")
    planted = run(program, "--case", "planted")
    textbook = run(program, "--case", "planted", "--textbook")
    of_paper = FIGURES["gradient check"]["planted"]
    rows = [["gradient as it is computed", *published.costs(
                Figure(relative_difference(right), None), "")],
            ["two planted errors, cost from logits", *published.costs(
                Figure(relative_difference(planted), of_paper))],
            ["two planted errors, textbook's cost", *published.costs(
                Figure(relative_difference(textbook), of_paper))]]
    return page.section("gradient-check", "Gradient checking", [
        page.paragraph("Backpropagation of a network 4-5-3-1 against central differences of the "
                       "cost: right, and with dW2 doubled and db1 times four. Below 1e-7 they agree."),
        page.table("Relative difference", ["case", "published", "ours", "difference"], rows),
        page.hidden("Parameter by parameter, right", page.listing(right)),
        page.hidden("Parameter by parameter, with planted errors", page.listing(planted))])


OF_VERDICTS = {
    "healthy": "From layer to layer both keep their spread, within a factor of ten.",
    "vanishing": "Activations forward, or gradients backward, shrink tenfold or more: compare the axes.",
    "exploding": "Activations forward, or gradients backward, grow tenfold or more: compare the axes.",
    "saturated": "The bars gather at the ends of the activation's range.",
    "symmetric": "All units of a layer do the same.",
    "dead": "Nearly everything is zero.",
}


def verdict_of(run_of_study):
    """As the example's closing table has it: what most layers are."""
    verdicts = [layer.verdict for layer in run_of_study["activations"].values()]
    counts = Counter(verdict for verdict in verdicts if verdict != "healthy")
    if not counts:
        return "healthy"
    verdict, count = counts.most_common(1)[0]
    return verdict if count == len(verdicts) else f"{verdict} ({count} of {len(verdicts)} layers)"


def activations(program, csv):
    run(program, "--csv", csv)
    runs = histograms.read(csv)
    functions = list(dict.fromkeys(function for function, _ in runs))
    weights = list(dict.fromkeys(name for _, name in runs))
    return page.section("activations", "Activations and gradients", [
        page.paragraph("1000 normal inputs through five layers of 100, and back: which initial "
                       "weights suit which activation?"),
        page.table("Verdicts", ["weights", *functions], [
            [histograms.weights_in_words(name),
             *(verdict_of(runs[function, name]) for function in functions)] for name in weights],
            words=True),
        *(page.picture(as_svg(histograms.draw(function, name, of_run)),
                       f"activations-{function}-{name}",
                       f"{function}, weights {histograms.weights_in_words(name)}: activations and gradients of "
                       f"each layer, {verdict_of(of_run)}. {OF_VERDICTS.get(verdict_of(of_run).split()[0], '')}")
          for (function, name), of_run in runs.items())])


def machine(facts):
    return page.section("machine", "Machine and build", [
        page.table("What this page was made by", ["", ""], [list(fact) for fact in facts],
                   words=True)])
