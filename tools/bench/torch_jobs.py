#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The jobs done by PyTorch (Debian: python3-torch), with the command line of the other contenders.

As its tutorials do it: modules, autograd, torch.optim; samples x features, on one thread.
"""

import sys

import job_frame  # first: it keeps the libraries to one thread

import numpy as np
import torch

from job_inputs import (ADAM_LEARNING_RATE, COURSE_ITERATIONS, LEARNING_RATE, NORMALS,
                        TRAINING_STEPS, course_circles, course_parameters, network_parameters,
                        parse_sized_job, plus_minus_one, training_data)

torch.set_num_threads(1)


def network(parameters, activation, precision):
    """Linear layers with `activation` between them; the last one's outputs are logits."""
    layers = []
    for w, b in parameters:
        linear = torch.nn.Linear(w.shape[1], w.shape[0], dtype=precision)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w))
            linear.bias.copy_(torch.from_numpy(b[:, 0]))
        layers += [linear, activation()]
    return torch.nn.Sequential(*layers[:-1])


def training(parameters, loss, x, y, steps, precision, optimizer=torch.optim.SGD,
             rate=LEARNING_RATE):
    """A job: `steps` steps from the initial parameters on, going round the batches."""
    def run():
        net = network(parameters, torch.nn.ReLU, precision)
        changes = optimizer(net.parameters(), lr=rate)
        for i in range(steps):
            changes.zero_grad()
            cost = loss(net(x[i % len(x)]), y[i % len(y)])
            cost.backward()
            changes.step()
        return cost.item()

    return run


def samples_by_rows(x, precision):
    """Batches x features x samples, turned into batches of samples x features."""
    return torch.from_numpy(np.ascontiguousarray(np.swapaxes(x, 1, 2))).to(precision)


def course(precision):
    x, y = course_circles()
    return training(course_parameters(), torch.nn.BCEWithLogitsLoss(),
                    samples_by_rows(x[np.newaxis], precision),
                    samples_by_rows(y[np.newaxis], precision), COURSE_ITERATIONS, precision)


def batches(sizes):
    def make(precision):
        x, y = training_data(sizes[0], sizes[-1])
        labels = torch.from_numpy(np.argmax(y, axis=1))
        return training(network_parameters(sizes), torch.nn.CrossEntropyLoss(),
                        samples_by_rows(x, precision), labels, TRAINING_STEPS, precision)

    return make


def predict(sizes, activation, last=None):
    def make(precision):
        net = network(network_parameters(sizes), activation, precision)
        if last:
            net.append(last())
        x = plus_minus_one(np.random.RandomState(5), (1, sizes[0]))
        x = torch.from_numpy(x).to(precision)

        def run():
            with torch.inference_mode():
                return net(x)

        return run

    return make


def predict_batches(job):
    def make(precision):
        net = network(network_parameters(job.sizes), RELU, precision)
        if job.sizes[-1] == 1:
            net.append(torch.nn.Sigmoid())
        x, samples, _ = job.data()
        # Features x samples as the others have them, seen from the other side.
        batches = [batch[:, :samples].T for batch in torch.from_numpy(x).to(precision)]

        def run():
            with torch.inference_mode():
                return [net(batch) for batch in batches]

        return run

    return make


def train(job):
    def make(precision):
        x, _, y = job.data()
        if job.sizes[-1] == 1:
            loss, targets = torch.nn.BCEWithLogitsLoss(), samples_by_rows(y, precision)
        else:
            loss, targets = torch.nn.CrossEntropyLoss(), torch.from_numpy(np.argmax(y, axis=1))
        optimizer, rate = ((torch.optim.Adam, ADAM_LEARNING_RATE) if job.kind == "train-adam"
                           else (torch.optim.SGD, job.learning_rate))
        return training(network_parameters(job.sizes), loss, samples_by_rows(x, precision), targets,
                        job.steps, precision, optimizer, rate)

    return make


def families(name):
    job = parse_sized_job(name)
    if not job:
        return None
    if job.kind == "predict":
        return predict_batches(job), lambda outputs: sum(map(absolute_sum, outputs))
    return train(job), float


def product(size):
    def make(precision):
        numbers = plus_minus_one(np.random.RandomState(5), (2, size, size))
        left, right = torch.from_numpy(numbers).to(precision)
        result = torch.empty_like(left)
        return lambda: torch.matmul(left, right, out=result)

    return make


def normals(precision):
    torch.manual_seed(1)
    return lambda: torch.randn(NORMALS, dtype=precision)


def absolute_sum(y):
    return torch.sum(torch.abs(y)).item()


RELU, TANH = torch.nn.ReLU, torch.nn.Tanh
JOBS = {
    "course": (course, float),
    "predict-2-10-5-1": (predict((2, 10, 5, 1), RELU, torch.nn.Sigmoid), absolute_sum),
    "predict-16-32-32-4": (predict((16, 32, 32, 4), TANH), absolute_sum),
    "predict-64-64-64-10": (predict((64, 64, 64, 10), RELU), absolute_sum),
    "predict-784-128-64-10": (predict((784, 128, 64, 10), RELU), absolute_sum),
    "train-784-128-64-10": (batches((784, 128, 64, 10)), float),
    "train-16-64-64-4": (batches((16, 64, 64, 4)), float),
    **{f"product-{size}": (product(size), lambda c: torch.linalg.norm(c).item())
       for size in (16, 32, 48, 64)},
    "normals": (normals, lambda numbers: torch.mean(torch.square(numbers.double())).item()),
}

if __name__ == "__main__":
    sys.exit(job_frame.main(__doc__, "PyTorch " + torch.__version__, JOBS, families,
                            {"double": torch.float64, "float": torch.float32}))
