# SPDX-License-Identifier: MIT
"""PyTorch's .pt files: state_dict, whole module, TorchScript by tracing and scripting."""
import torch
from torch import nn
from torch.nn import functional

from sections.torch_nets import FEATURES, activations, inputs, orders, outputs, seeded, with_activation

PACKAGES = ("torch",)


def saved(value, **more):
    return lambda path: torch.save(value, path, **more)


def traced(module, dtype=torch.float32):
    return lambda path: torch.jit.trace(module, torch.zeros(2, FEATURES, dtype=dtype)).save(str(path))


def scripted(module, prepare=lambda script: script):
    return lambda path: prepare(torch.jit.script(module)).save(str(path))


def add_in_all_forms(folder, name, module, option, double=True):
    x = inputs()
    y = outputs(module, x)
    folder.add(f"{name}.state.pt", saved(module.state_dict()), x, y, activations=option)
    folder.add(f"{name}.module.pt", saved(module), x, y)
    folder.add(f"{name}.trace.pt", traced(module), x, y)
    folder.add(f"{name}.script.pt", scripted(module), x, y)
    if double:
        module = module.double()
        y = outputs(module, x, torch.float64)
        folder.add(f"{name}.double.state.pt", saved(module.state_dict()), x, y, numbers=("double",),
                   activations=option)
        folder.add(f"{name}.double.module.pt", saved(module), x, y, numbers=("double",))
        folder.add(f"{name}.double.trace.pt", traced(module, torch.float64), x, y, numbers=("double",))
        module.float()


class Functional(nn.Module):
    """Its activations are in its code alone."""

    def __init__(self):
        super().__init__()
        self.first, self.norm, self.last = nn.Linear(FEATURES, 8), nn.BatchNorm1d(8), nn.Linear(8, 3)
        self.dropout = nn.Dropout(0.3)

    def forward(self, x):
        x = torch.flatten(x, 1)
        x = functional.leaky_relu(self.norm(self.first(x)), 0.3)
        return functional.softmax(self.last(self.dropout(x)), dim=1)


class Registered(nn.Module):
    """Its parts are modules, in the order in which they are used."""

    def __init__(self):
        super().__init__()
        self.first, self.act, self.last = nn.Linear(FEATURES, 8), nn.SiLU(), nn.Linear(8, 3)

    def forward(self, x):
        return self.last(self.act(self.first(x.view(x.size(0), -1))))


class Scaled(nn.Module):
    """Normalizes by buffers of its own."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.arange(FEATURES).float())
        self.register_buffer("deviation", torch.arange(1, FEATURES + 1).float())
        self.net = nn.Sequential(nn.Linear(FEATURES, 8), nn.Tanh(), nn.Linear(8, 1))

    def forward(self, x):
        return self.net((x - self.mean) / self.deviation) * 3 + 1


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(FEATURES, FEATURES), nn.Linear(FEATURES, 2)

    def forward(self, x):
        return self.last(torch.relu(self.first(x)) + x)


def write_own_classes(folder):
    x = inputs()
    module = seeded(Functional)
    y = outputs(module, x)
    label = y.argmax(axis=1)
    folder.add("own_functional.trace.pt", traced(module), x, y, label)
    folder.add("own_functional.script.pt", scripted(module), x, y, label)
    folder.add("own_functional.freeze.pt", scripted(module, torch.jit.freeze), x, y, label)
    folder.add("own_functional.module.pt", saved(module), x, y, label, activations="leaky_relu_of:0.3,softmax")
    folder.add("own_functional.state.pt", saved(module.state_dict()), x, y, label,
               activations="leaky_relu_of:0.3,softmax")
    module = seeded(Registered)
    for form, write in (("module", saved(module)), ("trace", traced(module)), ("script", scripted(module))):
        folder.add(f"own_registered.{form}.pt", write, x, outputs(module, x))
    module = seeded(Scaled)
    for form, write in (("trace", traced(module)), ("script", scripted(module))):
        folder.add(f"own_scaled.{form}.pt", write, x, outputs(module, x))


def write_numbers(folder):
    """Weights of fewer bits; outputs are those of the weights in float, as half's own have three digits."""
    x = inputs()
    for name, number in (("half", torch.float16), ("bfloat16", torch.bfloat16)):
        module, option = with_activation("relu")
        module = module.to(number)
        state = {key: value.clone() for key, value in module.state_dict().items()}
        y = outputs(module.float(), x)
        folder.add(f"{name}.state.pt", saved(state), x, y, activations=option)
        folder.add(f"{name}.module.pt", lambda path, module=module, number=number: torch.save(module.to(number), path),
                   x, y)


def write_containers(folder):
    x = inputs()
    module, option = with_activation("relu")
    y = outputs(module, x)
    state = module.state_dict()
    optimizer = torch.optim.Adam(module.parameters())
    folder.add("training.pt", saved({"epoch": 3, "model_state_dict": state, "loss": 0.1,
                                     "optimizer_state_dict": optimizer.state_dict()}), x, y, activations=option)
    folder.add("lightning.ckpt", saved({"state_dict": state, "epoch": 1, "hyper_parameters": {"lr": 0.1}}), x, y,
               activations=option)
    folder.add("parallel.state.pt", saved(nn.DataParallel(module).state_dict()), x, y, activations=option)
    folder.add("parallel.module.pt", saved(nn.DataParallel(module)), x, y)
    folder.add("legacy.state.pt", saved(state, _use_new_zipfile_serialization=False), x, y, activations=option)
    folder.add("legacy.module.pt", saved(module, _use_new_zipfile_serialization=False), x, y)
    for protocol in (2, 3, 4, 5):
        folder.add(f"protocol_{protocol}.module.pt", saved(module, pickle_protocol=protocol), x, y)
    turned = {key: value.t().contiguous().t() if value.ndim == 2 else value for key, value in state.items()}
    folder.add("strided.state.pt", saved(turned), x, y, activations=option)
    whole = torch.cat([value.reshape(-1) for value in state.values()])
    parts = torch.split(whole, [value.numel() for value in state.values()])
    views = {key: part.view(value.shape) for (key, value), part in zip(state.items(), parts)}
    folder.add("views.state.pt", saved(views), x, y, activations=option)
    folder.add("parameters.state.pt", saved({key: nn.Parameter(value) for key, value in state.items()}), x, y,
               activations=option)


def write_refused(folder):
    for name, module, word in (
            ("convolution", nn.Sequential(nn.Conv1d(1, 2, 3), nn.Flatten(), nn.Linear(8, 2)), "Conv1d"),
            ("layer_norm", nn.Sequential(nn.Linear(FEATURES, 8), nn.LayerNorm(8), nn.ReLU(), nn.Linear(8, 2)),
             "LayerNorm"),
            ("slopes", nn.Sequential(nn.Linear(FEATURES, 8), nn.PReLU(8), nn.Linear(8, 2)), "PReLU"),
            ("own_statistics", nn.Sequential(nn.BatchNorm1d(FEATURES, track_running_stats=False),
                                             nn.Linear(FEATURES, 2)), "batch"),
            ("over_samples", nn.Sequential(nn.Linear(FEATURES, 2), nn.Softmax(dim=0)), "Softmax"),
            ("hardtanh", nn.Sequential(nn.Linear(FEATURES, 2), nn.Hardtanh()), "Hardtanh"),
            ("softplus", nn.Sequential(nn.Linear(FEATURES, 2), nn.Softplus(beta=2)), "softplus")):
        folder.add_refused(f"refused_{name}.module.pt", saved(module), "softmax" if name == "over_samples" else word)
    residual = seeded(Residual)
    folder.add_refused("refused_residual.trace.pt", traced(residual), "branch")
    folder.add_refused("refused_residual.script.pt", scripted(residual), "branch")
    folder.add_refused("refused_residual.module.pt", saved(residual), "Residual")
    folder.add_refused("refused_no_activations.state.pt", saved(nn.Linear(FEATURES, 2).state_dict()), "--activations")


def write(folder):
    for name in activations():
        module, option = with_activation(name)
        add_in_all_forms(folder, f"activation_{name}", module, option)
    for name, (module, option) in orders().items():
        add_in_all_forms(folder, name, module, option, double=name in ("norm_before", "norm_after", "norm_everywhere"))
    write_own_classes(folder)
    write_numbers(folder)
    write_containers(folder)
    write_refused(folder)
