"""Computes the kit's layers with PyTorch, and compares every output and gradient.

    python3 compare.py CASES           one line per subject; exit status 1 if anything differs
    python3 compare.py --record CASES  prints the outputs that PyTorch computes, as JSON

CASES is a JSON file, a list of cases. In a case "matrices", "upstream", "outputs" and "gradients"
hold matrices by name, each {"rows", "columns", "elements"}; "subject" says which function below is
meant, "labels" and "numbers" are the rest of its arguments.

Nothing here is written after the kit: layers are PyTorch's own where it has them, gradients are
those of its autograd, and optimizers are those of torch.optim. Only dropout's mask must be the
kit's, so its random numbers are here too.
"""

import json
import sys

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    print(
        "PyTorch is not there: python3 -m pip install torch "
        "--index-url https://download.pytorch.org/whl/cpu"
    )
    sys.exit(77)

# What may be off, as a share of a matrix's largest number.
TOLERANCE = 1e-9
# A gradient this much smaller than the largest of its case is rounding, and counts as 0: that of a
# bias before a batch norm, for example.
NOTHING = 1e-12

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Case:
    """The arguments of one subject, as tensors."""

    def __init__(self, case):
        self.subject = case["subject"]
        self.matrices = tensors(case["matrices"])
        self.labels = torch.tensor(case.get("labels", []), dtype=torch.long)
        self.numbers = case.get("numbers", {})

    def __getitem__(self, name):
        return self.matrices[name]

    def integer(self, name):
        return int(self.numbers[name])

    def images(self):
        """The images, one example per row, as PyTorch has them: (N, C, H, W)."""
        sides = [self.integer(side) for side in ("channels", "height", "width")]
        return self["x"].reshape(-1, *sides)

    def window(self):
        return self.integer("windowHeight"), self.integer("windowWidth")


def tensors(matrices):
    return {
        name: torch.tensor(m["elements"]).reshape(m["rows"], m["columns"])
        for name, m in matrices.items()
    }


# Layers


def random_numbers(seed, count):
    """The kit's random numbers in [0, 1): SplitMix64."""
    mask = 2**64 - 1
    state = seed & mask
    numbers = []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        numbers.append((z >> 11) * 2.0**-53)
    return numbers


def dropout(x, keep, seed):
    kept = torch.tensor(random_numbers(seed, x.numel())).reshape(x.shape) < keep
    return x * kept / keep


def affine(x, c, name=""):
    return F.linear(x, c[name + "w"].T, c[name + "b"][0])


def circuit(c):
    return (c["x"] + c["y"]) * c["z"]


def sigmoid_neuron(c):
    inputs = torch.cat([c["x"], torch.ones(1, 1)], dim=1)
    return torch.sigmoid((inputs * c["w"]).sum()).reshape(1, 1)


def staged_expression(c):
    x, y = c["x"], c["y"]
    return (x + torch.sigmoid(y)) / (torch.sigmoid(x) + (x + y) ** 2)


def maxout(c):
    return torch.maximum(c["x"] @ c["w1"] + c["b1"], c["x"] @ c["w2"] + c["b2"])


def softmax_loss(c):
    return F.cross_entropy(c["scores"], c.labels)


def hinge_loss(c):
    # PyTorch divides by the number of classes, which the course does not.
    margin, classes = c.numbers["margin"], c["scores"].shape[1]
    return classes * F.multi_margin_loss(c["scores"], c.labels, margin=margin)


def logistic_loss(c):
    return F.binary_cross_entropy_with_logits(c["scores"][:, 0], c.labels.double())


def mean_squared_error(c):
    return F.mse_loss(c["predictions"], c["targets"])


def mlp(c):
    return F.relu(c["x"] @ c["w1"]) @ c["w2"]


def penalty(c, *weights):
    return 0.5 * c.numbers["reg"] * sum((c[w] ** 2).sum() for w in weights)


def two_layer_net(c):
    scores = affine(F.relu(affine(c["x"], c, "affine1.")), c, "affine2.")
    return F.cross_entropy(scores, c.labels) + penalty(c, "affine1.w", "affine2.w")


def batch_norm_of(x, c):
    return F.batch_norm(
        x,
        c["runningMean"][0].detach().clone(),
        c["runningVariance"][0].detach().clone(),
        c["gamma"][0],
        c["beta"][0],
        training=c.numbers["training"] == 1,
    )


def batch_norm(c):
    return batch_norm_of(c["x"], c)


def layer_norm(c):
    return F.layer_norm(c["x"], c["x"].shape[1:], c["gamma"][0], c["beta"][0])


def dropout_layer(c):
    if c.numbers["training"] == 0:
        return c["x"] * 1
    return dropout(c["x"], c.numbers["keep"], c.integer("seed"))


def block(x, c, name=""):
    a = affine(x, c, name)
    if c.numbers["batchNorm"] == 1:
        a = F.batch_norm(a, None, None, c[name + "gamma"][0], c[name + "beta"][0], training=True)
    if c.numbers["layerNorm"] == 1:
        a = F.layer_norm(a, a.shape[1:], c[name + "gamma"][0], c[name + "beta"][0])
    keep = c.numbers["keep"]
    hidden = F.relu(a)
    return dropout(hidden, keep, c.integer("seed")) if keep < 1 else hidden


def hidden_block(c):
    return block(c["x"], c)


def fully_connected_net(c):
    names = [f"blocks.{l}." for l in range(c.integer("depth"))]
    hidden = c["x"]
    for name in names:
        hidden = block(hidden, c, name)
    loss = F.cross_entropy(affine(hidden, c, "output."), c.labels)
    return loss + penalty(c, "output.w", *[name + "w" for name in names])


def convolve(images, c, name=""):
    # A column of w is one filter, in the order (channel, row, column).
    weight = c[name + "w"].T.reshape(-1, images.shape[1], *c.window())
    stride, padding = c.integer("stride"), c.integer("padding")
    return F.conv2d(images, weight, c[name + "b"][0], stride=stride, padding=padding)


def convolution(c):
    return convolve(c.images(), c).flatten(1)


def max_pool(c):
    return F.max_pool2d(c.images(), c.window(), stride=c.integer("stride")).flatten(1)


def average_pool(c):
    padded = F.pad(c.images(), [c.integer("padding")] * 4)
    return F.avg_pool2d(padded, c.window(), stride=c.integer("stride")).flatten(1)


def channels(c):
    """The images as (N, C, P): there is one gamma per channel."""
    return c["x"].reshape(c["x"].shape[0], c["gamma"].shape[1], -1)


def spatial_batch_norm(c):
    return batch_norm_of(channels(c), c).flatten(1)


def group_norm(c):
    return F.group_norm(channels(c), c.integer("groups"), c["gamma"][0], c["beta"][0]).flatten(1)


def conv_net(c):
    maps = F.relu(convolve(c.images(), c, "convolution."))
    features = F.max_pool2d(maps, 2).flatten(1)
    scores = affine(F.relu(affine(features, c, "affine1.")), c, "affine2.")
    weights = ["convolution.w", "affine1.w", "affine2.w"]
    return F.cross_entropy(scores, c.labels) + penalty(c, *weights)


LAYERS = {
    "circuit": circuit,
    "multiply-gate": lambda c: c["x"] * c["y"],
    "max-gate": lambda c: torch.maximum(c["x"], c["y"]),
    "sigmoid-neuron": sigmoid_neuron,
    "staged-expression": staged_expression,
    "affine": lambda c: affine(c["x"], c),
    "relu": lambda c: F.relu(c["x"]),
    "leaky-relu": lambda c: F.leaky_relu(c["x"], c.numbers["alpha"]),
    "sigmoid": lambda c: torch.sigmoid(c["x"]),
    "tanh": lambda c: torch.tanh(c["x"]),
    "maxout": maxout,
    "softmax-loss": softmax_loss,
    "hinge-loss": hinge_loss,
    "logistic-loss": logistic_loss,
    "mean-squared-error": mean_squared_error,
    "mlp": mlp,
    "two-layer-net": two_layer_net,
    "batch-norm": batch_norm,
    "batch-norm-simplified": batch_norm,
    "layer-norm": layer_norm,
    "dropout": dropout_layer,
    "hidden-block": hidden_block,
    "fully-connected-net": fully_connected_net,
    "convolution": convolution,
    "max-pool": max_pool,
    "average-pool": average_pool,
    "spatial-batch-norm": spatial_batch_norm,
    "group-norm": group_norm,
    "conv-net": conv_net,
}


# Whatever has no backward pass


def training(c):
    names = ["affine1.w", "affine1.b", "affine2.w", "affine2.b"]
    for name in names:
        c[name].requires_grad_()
    rule = torch.optim.SGD([c[name] for name in names], lr=c.numbers["learningRate"])
    losses = []
    for _ in range(c.integer("steps")):
        loss = two_layer_net(c)
        losses.append(loss.item())
        rule.zero_grad()
        loss.backward()
        rule.step()
    return {"losses": torch.tensor([losses]), **{name: c[name].detach() for name in names}}


def steps(c, make):
    """w after every step, one row each, and what the rule remembers in the end."""
    w = c["w"].clone().requires_grad_()
    rule = make([w], c.numbers)
    rows = []
    for gradient in c["gradients"]:
        w.grad = gradient.reshape(w.shape).clone()
        rule.step()
        rows.append(w.detach().clone())
    return torch.cat(rows), rule.state[w]


def momentum(c, nesterov=False):
    def make(w, n):
        return torch.optim.SGD(
            w, lr=n["learningRate"], momentum=n["momentum"], nesterov=nesterov
        )

    w, state = steps(c, make)
    # PyTorch multiplies by the learning rate, and by -1, when it moves w.
    return {"w": w, "velocity": -c.numbers["learningRate"] * state["momentum_buffer"]}


def adagrad(c):
    w, state = steps(
        c, lambda w, n: torch.optim.Adagrad(w, lr=n["learningRate"], eps=n["epsilon"])
    )
    return {"w": w, "squares": state["sum"]}


def rmsprop(c):
    def make(w, n):
        return torch.optim.RMSprop(
            w, lr=n["learningRate"], alpha=n["decay"], eps=n["epsilon"]
        )

    w, state = steps(c, make)
    return {"w": w, "average": state["square_avg"]}


def adam(c):
    def make(w, n):
        return torch.optim.AdamW(
            w,
            lr=n["learningRate"],
            betas=(n["beta1"], n["beta2"]),
            eps=n["epsilon"],
            weight_decay=n["weightDecay"],
        )

    w, state = steps(c, make)
    return {"w": w, "m": state["exp_avg"], "v": state["exp_avg_sq"]}


VALUES = {
    "two-layer-net-training": training,
    "momentum": momentum,
    "nesterov": lambda c: momentum(c, nesterov=True),
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
}


# Comparing


def outputs(c):
    """What a subject gives, by name."""
    if c.subject in VALUES:
        return VALUES[c.subject](c)
    out = LAYERS[c.subject](c)
    return {"loss": out.reshape(1, 1)} if out.dim() == 0 else {"out": out}


def gradient_name(variable):
    """The gradient of "affine1.w" is "affine1.dw"."""
    *path, last = variable.split(".")
    return ".".join([*path, "d" + last])


def computed(case):
    """The outputs of a case and, where there is an upstream gradient, the gradients."""
    c = Case(case)
    if not case.get("upstream"):
        return outputs(c), {}
    for matrix in c.matrices.values():
        matrix.requires_grad_()
    upstream = tensors(case["upstream"])
    out = outputs(c)
    torch.autograd.backward(list(out.values()), [upstream["d" + name] for name in out])
    gradients = {gradient_name(n): m.grad for n, m in c.matrices.items() if m.grad is not None}
    return out, gradients


def largest(tensor):
    return tensor.abs().max().item() if tensor.numel() else 0.0


def error(kit, right, nothing):
    """How far two tensors differ, as a share of the largest number; infinite if in shape."""
    if right is None or kit.shape != right.shape:
        return float("inf")
    scale = largest(right)
    if scale <= nothing and largest(kit) <= nothing:
        return 0.0
    difference = largest(kit - right)
    return difference / scale if scale > 0 else float("inf")


def errors(case):
    """The error of every output and gradient of a case, by name."""
    out, gradients = computed(case)
    nothing = NOTHING * max([largest(g) for g in gradients.values()], default=0.0)
    found = {n: error(kit, out.get(n), 0.0) for n, kit in tensors(case["outputs"]).items()}
    for name, kit in tensors(case.get("gradients", {})).items():
        found[name] = error(kit, gradients.get(name), nothing)
    return found


def compare(cases):
    """Prints a line per subject; whether all of it agrees."""
    worst = {}
    for case in cases:
        found = errors(case)
        count, most, where = worst.get(case["subject"], (0, -1.0, ""))
        for name, e in found.items():
            # NaN is above nothing, and must not get lost.
            e = float("inf") if e != e else e
            if e > most:
                most, where = e, name
        worst[case["subject"]] = (count + 1, most, where)
    for subject, (count, most, where) in worst.items():
        verdict = "" if most <= TOLERANCE else ": DIFFERS"
        print(f"{subject}: {count} cases, largest error {most:.1e}, in {where}{verdict}")
    return all(most <= TOLERANCE for _, most, _ in worst.values())


def record(cases):
    recorded = []
    for case in cases:
        out, _ = computed(case)
        rows = {name: tensor.detach().tolist() for name, tensor in out.items()}
        recorded.append({"subject": case["subject"], "outputs": rows})
    print(json.dumps(recorded))


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1:] == ["--record"]:
        print("usage: compare.py [--record] CASES")
        sys.exit(2)
    with open(sys.argv[-1]) as file:
        cases = json.load(file)
    if "--record" in sys.argv:
        record(cases)
    elif not compare(cases):
        sys.exit(1)
