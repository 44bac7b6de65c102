# SPDX-License-Identifier: MIT
"""safetensors, by its own functions."""
import torch
from safetensors.torch import save_file, save_model
from torch import nn

from sections.torch_nets import activations, inputs, orders, outputs, seeded, with_activation

PACKAGES = ("torch", "safetensors")


def saved(state, **more):
    return lambda path: save_file({name: value.contiguous() for name, value in state.items()}, path, **more)


def write(folder):
    x = inputs()
    for name in activations():
        module, option = with_activation(name)
        folder.add(f"activation_{name}.safetensors", saved(module.state_dict()), x, outputs(module, x),
                   activations=option)
        module = module.double()
        folder.add(f"activation_{name}.double.safetensors", saved(module.state_dict()), x,
                   outputs(module, x, torch.float64), numbers=("double",), activations=option)
    for name, (module, option) in orders().items():
        folder.add(f"{name}.safetensors", saved(module.state_dict(), metadata={"format": "pt"}), x,
                   outputs(module, x), activations=option)
    module, option = with_activation("gelu")
    folder.add("model.safetensors", lambda path: save_model(module, str(path)), x, outputs(module, x),
               activations=option)
    for name, number in (("half", torch.float16), ("bfloat16", torch.bfloat16)):
        module, option = with_activation("relu")
        state = {key: value.clone() for key, value in module.to(number).state_dict().items()}
        folder.add(f"{name}.safetensors", saved(state), x, outputs(module.float(), x), activations=option)
    module = seeded(lambda: nn.Linear(6, 2))
    folder.add_refused("refused_no_activations.safetensors", saved(module.state_dict()), "--activations")
    folder.add_refused("refused_layer_norm.safetensors",
                       saved(nn.Sequential(nn.Linear(6, 4), nn.LayerNorm(4)).state_dict()), "LayerNorm")
