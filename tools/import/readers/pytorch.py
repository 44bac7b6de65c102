# SPDX-License-Identifier: MIT
"""PyTorch's .pt and .pth files: state_dicts, whole modules, TorchScript, and dicts that hold one of them."""
from chain import Chain, damage_said_as
from named_weights import Group, activations_wanted, grouped, network
from operations import Activation, Dense
from refusal import Refused
from torch_file.container import LEGACY_MAGIC, TorchFile
from torch_file.modules import LIBRARY, Module, ModuleWalk
from torch_file.unpickling import Tensor, Thing
from torch_file.script import Script
from zip_file import ZipFile, file_bytes

LEGACY_START = b"\x80\x02\x8a\x0a" + LEGACY_MAGIC.to_bytes(10, "little")
ENDINGS = (".pt", ".pth", ".pth.tar", ".ckpt", ".bin", ".jit", ".ts")
DEEPEST_DICT = 3


def recognizes(path, start):
    if start.startswith(LEGACY_START):
        return True
    if not start.startswith(b"PK"):
        return False
    if str(path).lower().endswith(ENDINGS):
        return True
    try:
        return any(name == "data.pkl" or name.endswith("/data.pkl") for name in ZipFile(file_bytes(path)).names)
    except Refused:
        return False


def read(path, options):
    with damage_said_as("The file holds something that PyTorch's files of networks do not."):
        file = TorchFile(path)
        chain = _chain(file, options)
        if "bfloat16" in file.kinds:
            chain.remark("The weights are bfloat16; the outputs are taken to be computed in float32.")
        return chain.source("PyTorch", file.number())


def _chain(file, options):
    if file.is_torchscript:
        _refuse_activations(options)
        chain = Chain()
        Script(chain, file).run()
        return chain
    entry, found = _only_network(file.root)
    chain = _of_module(file, found, options) if isinstance(found, Thing) else _of_state_dict(file, found, options)
    if entry:
        chain.remark(f"The network was taken from the file's entry {entry}; the other entries were left out.")
    return chain


def _refuse_activations(options):
    if getattr(options, "activations", None) is not None:
        raise Refused("The file says its activations itself: leave out --activations.")


# -- dicts that hold a network ---------------------------------------------------------------------------------------

def _is_state_dict(value):
    return isinstance(value, dict) and any(isinstance(part, Tensor) and len(part.size) == 2 for part in value.values())


def _networks(value, entry, seen):
    """Every module or state_dict in a dict, with the keys that lead to it."""
    if isinstance(value, Thing) and "_modules" in value.attributes or _is_state_dict(value):
        return [(entry, value)]
    found = []
    if isinstance(value, dict) and len(entry) < DEEPEST_DICT and id(value) not in seen:
        seen.add(id(value))
        for key, part in value.items():
            if isinstance(key, str):
                found += _networks(part, entry + [key], seen)
    return found


def _only_network(root):
    found = _networks(root, [], set())
    if len(found) > 1:
        names = ", ".join(".".join(entry) for entry, _ in found[:8])
        raise Refused(f"The file holds several networks ({names}): save the one that is meant alone.")
    if not found:
        raise Refused("The file holds no network: neither a module nor a state_dict with a dense layer.")
    entry, network_found = found[0]
    return "'" + "' '".join(entry) + "'" if entry else "", network_found


# -- state_dicts -----------------------------------------------------------------------------------------------------

def _of_state_dict(file, state, options):
    arrays = {}
    for key, value in state.items():
        if isinstance(value, Tensor):
            if not isinstance(key, str):
                raise Refused("The state_dict has a tensor without a name.")
            arrays[key] = _Lazy(file, value)
        elif not str(key).endswith("_extra_state") and not isinstance(value, (int, float, str, dict, type(None))):
            raise Refused(f"The state_dict's entry '{key}' is no tensor.")
    groups = grouped(arrays)
    if getattr(options, "activations", None) is None:
        raise Refused(activations_wanted(groups))
    for group in groups:
        group.arrays = {role: array.read() for role, array in group.arrays.items() if role != "num_batches_tracked"}
    return network(groups, options)


class _Lazy:
    """A tensor whose shape is known before its numbers are read."""

    def __init__(self, file, tensor):
        self.file, self.tensor = file, tensor
        self.shape, self.ndim = tensor.size, len(tensor.size)

    def read(self):
        return self.file.array(self.tensor)


# -- modules ---------------------------------------------------------------------------------------------------------

def _of_module(file, thing, options):
    walk = ModuleWalk(Chain(), file)
    walk.add(thing)
    if not walk.own_classes:
        _refuse_activations(options)
        return walk.chain
    whose = walk.own_classes[0]
    if getattr(options, "activations", None) is not None:
        chain = network(list(_groups_of(file, thing, "")), options)
        chain.remark(f"The activations are those of the option; those among {whose}'s parts were left out.")
    else:
        chain = walk.chain
        _check_alternation(chain.operations, whose)
    chain.remark(f"The file does not hold the code of {whose}: its layers were taken in the order in which it "
                 "registers them, and functions that it calls itself are not seen.")
    return chain


def _check_alternation(operations, whose):
    """Without its code, a class of the user's is believed only if its parts look like a whole network."""
    hint = f"the file does not hold the code of {whose}; say what follows each dense layer with --activations"
    last = None
    is_first = True
    for operation in operations:
        if isinstance(operation, Dense):
            if last is not None:
                raise Refused(f"Nothing lies between layers '{last}' and '{operation.name}': {hint}.")
            last, is_first = operation.name, False
        elif isinstance(operation, Activation):
            if is_first:
                raise Refused(f"The activation '{operation.name}' comes before any dense layer: {hint}.")
            last = None
    if not any(isinstance(operation, Activation) for operation in operations):
        raise Refused(f"None of the parts is an activation: {hint}.")


def _groups_of(file, thing, name):
    """The layers with numbers, in the order of registration."""
    for key, part in thing.attributes["_modules"].items():
        if part is None:
            continue
        part_name = f"{name}.{key}" if name else str(key)
        kind = part.kind.name if part.kind.module.startswith(LIBRARY) else None
        if kind in ("Linear", "BatchNorm1d", "PReLU"):
            module = Module(part_name, kind, part.attributes)
            group = Group(part_name)
            group.kind = {"Linear": "dense", "BatchNorm1d": "normalization", "PReLU": "slope"}[kind]
            roles = ("weight", "bias", "running_mean", "running_var")
            arrays = {role: module.array(file, role, None) for role in roles}
            group.arrays = {role: array for role, array in arrays.items() if array is not None}
            group.epsilon = module.get("eps", None)
            yield group
        else:
            yield from _groups_of(file, part, part_name)
