"""Computes the kit's layers with PyTorch, and compares every output and gradient.

    python3 compare.py CASES           one line per subject; exit status 1 if anything differs
    python3 compare.py --record CASES  prints the outputs that PyTorch computes, as JSON

CASES is a JSON file, a list of cases. In a case "matrices", "upstream", "outputs" and "gradients"
hold matrices by name, each {"rows", "columns", "elements"}; "subject" says which function below is
meant, "labels" and "numbers" are the rest of its arguments.

Nothing here is written after the kit: layers are PyTorch's own where it has them, gradients are
those of its autograd, and optimizers are those of torch.optim. Only what is drawn must be the kit's,
dropout's mask and the characters of a text, so its random numbers are here too.
"""

import json
import math
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
        # Whole numbers come without a point.
        name: torch.tensor(m["elements"], dtype=torch.float64).reshape(m["rows"], m["columns"])
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


def embedding(c):
    return F.embedding(c.labels, c["w"])


def recurrent_weights(c, name=""):
    """The weights as PyTorch has them; it has two biases, of which the second is 0 here."""
    b = c[name + "b"][0]
    return c[name + "wx"].T, c[name + "wh"].T, b, torch.zeros_like(b)


def lstm_weights(c):
    """The kit's gates are in the order i, f, o, g, and PyTorch's in the order i, f, g, o."""
    found = []
    for weight in recurrent_weights(c):
        i, f, o, g = weight.chunk(4)
        found.append(torch.cat([i, f, g, o]))
    return found


def sequences(x, count):
    """Rows as (N, T, D): N sequences, step after step."""
    return x.reshape(count, -1, x.shape[1])


# What torch.rnn_tanh and its like are told besides the weights: biases, one layer, no dropout, in
# training, one direction, and the sequences first.
ONE_LAYER = (True, 1, 0.0, True, False, True)


def recurrent(run, x, h, weights):
    return run(sequences(x, h.shape[0]), h[None], weights, *ONE_LAYER)[0].flatten(0, 1)


def rnn_step(c):
    return torch.rnn_tanh_cell(c["x"], c["h"], *recurrent_weights(c))


def rnn(c):
    return recurrent(torch.rnn_tanh, c["x"], c["h"], recurrent_weights(c))


def lstm_step(c):
    h, cell = torch.lstm_cell(c["x"], (c["h"], c["c"]), *lstm_weights(c))
    return {"nexth": h, "nextc": cell}


def lstm(c):
    x, h = sequences(c["x"], c["h"].shape[0]), c["h"][None]
    out, _, _ = torch.lstm(x, (h, torch.zeros_like(h)), lstm_weights(c), *ONE_LAYER)
    return out.flatten(0, 1)


def gru_step(c):
    return torch.gru_cell(c["x"], c["h"], *recurrent_weights(c))


def gru(c):
    return recurrent(torch.gru, c["x"], c["h"], recurrent_weights(c))


def temporal_softmax_loss(c):
    ignored = c.integer("ignored")
    loss = F.cross_entropy(
        c["scores"],
        c.labels,
        ignore_index=-100 if ignored < 0 else ignored,
        reduction="sum",
    )
    return loss / (c["scores"].shape[0] // c.integer("steps"))


def words(c):
    """The ids of a text, as rows of its embedding."""
    return F.embedding(c["ids"][0].long(), c["embedding.w"])


def character_rnn(c):
    x = words(c)
    start = torch.zeros(x.shape[0] // c.integer("steps"), c["rnn.wh"].shape[0])
    hidden = recurrent(torch.rnn_tanh, x, start, recurrent_weights(c, "rnn."))
    return F.cross_entropy(affine(hidden, c, "affine."), c.labels)


def attention(c):
    mask = c["mask"] > 0 if "mask" in c.matrices else None
    inputs = (c[name][None] for name in ("q", "k", "v"))
    return F.scaled_dot_product_attention(*inputs, attn_mask=mask)[0]


def heads(q, k, v, c, mask, name=""):
    """PyTorch's attention with several heads, which has the steps first, then the sequences."""
    count = q.shape[0] // c.integer("steps")
    projections = [f"{name}{part}." for part in ("query", "key", "value")]
    out, _ = F.multi_head_attention_forward(
        *(sequences(x, count).transpose(0, 1) for x in (q, k, v)),
        embed_dim_to_check=q.shape[1],
        num_heads=c.integer("heads"),
        in_proj_weight=torch.cat([c[part + "w"].T for part in projections]),
        in_proj_bias=torch.cat([c[part + "b"][0] for part in projections]),
        bias_k=None,
        bias_v=None,
        add_zero_attn=False,
        dropout_p=0.0,
        out_proj_weight=c[name + "output.w"].T,
        out_proj_bias=c[name + "output.b"][0],
        # Here it is true where nothing may be seen.
        attn_mask=None if mask is None else mask == 0,
        need_weights=False,
    )
    return out.transpose(0, 1).flatten(0, 1)


def multi_head_attention(c):
    return heads(c["q"], c["k"], c["v"], c, c.matrices.get("mask"))


def positions(steps, features):
    # After PyTorch's tutorial on transformers, for an odd number of features too.
    even = torch.arange(0, features, 2)
    angles = torch.arange(steps)[:, None] * torch.exp(even * (-math.log(10000.0) / features))
    return torch.stack([angles.sin(), angles.cos()], dim=2).flatten(1)[:, :features]


def patch_embedding(c):
    images, side = c.images(), c.integer("side")
    weight = c["w"].T.reshape(-1, images.shape[1], side, side)
    return F.conv2d(images, weight, c["b"][0], stride=side).permute(0, 2, 3, 1).flatten(0, 2)


def norm(x, c, name):
    return F.layer_norm(x, x.shape[1:], c[name + "gamma"][0], c[name + "beta"][0])


def transformer(x, c, mask, name=""):
    a = norm(x, c, name + "norm1.")
    y = x + heads(a, a, a, c, mask, name + "attention.")
    hidden = F.gelu(affine(norm(y, c, name + "norm2."), c, name + "affine1."))
    return y + affine(hidden, c, name + "affine2.")


def transformer_block(c):
    return transformer(c["x"], c, c.matrices.get("mask"))


def character_transformer(c):
    steps, x = c.integer("steps"), words(c)
    table = positions(steps, x.shape[1])
    x = (sequences(x, x.shape[0] // steps) + table).flatten(0, 1)
    causal = torch.ones(steps, steps).tril()
    for l in range(c.integer("depth")):
        x = transformer(x, c, causal, f"blocks.{l}.")
    return F.cross_entropy(affine(norm(x, c, "norm."), c, "head."), c.labels)


def q_gather(c):
    return c["q"].gather(1, c.labels[:, None])


def delta(c):
    """The error of every prediction, and the same within the limits."""
    errors = c["targets"] - c["predictions"]
    return errors, errors.clamp(c.numbers["minDelta"], c.numbers["maxDelta"])


def clipped_td_error(c):
    _, clipped = delta(c)
    return (clipped**2).mean()


def repaired(c):
    """Twice PyTorch's Huber loss, with one limit for each side."""

    def huber(limit):
        return F.huber_loss(c["predictions"], c["targets"], delta=limit, reduction="none")

    errors, _ = delta(c)
    above, below = huber(c.numbers["maxDelta"]), huber(-c.numbers["minDelta"])
    return 2 * torch.where(errors > 0, above, below).mean()


def huber_loss(c):
    return F.huber_loss(c["predictions"], c["targets"], delta=c.numbers["delta"])


def unrolled_rnn(c):
    h = c["x"]
    for _ in range(c.integer("steps")):
        h = h @ c["w"]
        h = F.relu(h) if c.numbers["relu"] == 1 else h
    return h


def gram_matrix(c):
    features = c["x"].reshape(c["x"].shape[0], c.integer("channels"), -1)
    return torch.einsum("ncp,ndp->ncd", features, features).flatten(1) / c["x"].shape[1]


def style_loss(c):
    squares = F.mse_loss(gram_matrix(c), c["target"], reduction="sum")
    return (c.numbers["weight"] * squares).reshape(1, 1)


def content_loss(c):
    return c.numbers["weight"] * F.mse_loss(c["predictions"], c["targets"], reduction="sum")


def total_variation_loss(c):
    squares = sum((c.images().diff(dim=side) ** 2).sum() for side in (2, 3))
    return (c.numbers["weight"] * squares).reshape(1, 1)


def gan_losses(c, loss):
    """Both losses, from one that compares scores with ones and zeros."""
    real, fake = c["x"], c["y"]
    ones, zeros = torch.ones_like(real), torch.zeros_like(fake)
    found = {
        "discriminator": loss(real, ones) + loss(fake, zeros),
        "generator": loss(fake, torch.ones_like(fake)),
    }
    return {name: value.reshape(1, 1) for name, value in found.items()}


def gan_loss(c):
    return gan_losses(c, F.binary_cross_entropy_with_logits)


def least_squares_gan_loss(c):
    return gan_losses(c, lambda scores, right: F.mse_loss(scores, right) / 2)


def contrastive_loss(c):
    count = c["x"].shape[0]
    z = F.normalize(torch.cat([c["x"], c["y"]]))
    scores = z @ z.T / c.numbers["temperature"]
    others = scores.masked_fill(torch.eye(2 * count, dtype=torch.bool), -torch.inf)
    partners = torch.arange(2 * count).roll(count)
    return F.cross_entropy(others, partners).reshape(1, 1)


def q_sample(c):
    return c["kept"].sqrt() * c["x"] + (1 - c["kept"]).sqrt() * c["noise"]


def diffusion_loss(c):
    return F.mse_loss(affine(q_sample(c), c), c["noise"]).reshape(1, 1)


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
    "embedding": embedding,
    "rnn-step": rnn_step,
    "rnn": rnn,
    "lstm-step": lstm_step,
    "lstm": lstm,
    "gru-step": gru_step,
    "gru": gru,
    "temporal-affine": lambda c: affine(c["x"], c),
    "temporal-softmax-loss": temporal_softmax_loss,
    "character-rnn": character_rnn,
    "attention": attention,
    "multi-head-attention": multi_head_attention,
    "patch-embedding": patch_embedding,
    "gelu": lambda c: F.gelu(c["x"]),
    "transformer-block": transformer_block,
    "character-transformer": character_transformer,
    "q-gather": q_gather,
    "clipped-td-error": clipped_td_error,
    "huber-loss": huber_loss,
    "unrolled-rnn": unrolled_rnn,
    "gram-matrix": gram_matrix,
    "style-loss": style_loss,
    "content-loss": content_loss,
    "total-variation-loss": total_variation_loss,
    "gan-loss": gan_loss,
    "least-squares-gan-loss": least_squares_gan_loss,
    "contrastive-loss": contrastive_loss,
    "q-sample": q_sample,
    "diffusion-loss": diffusion_loss,
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


def clipped_by_value(c):
    for name in ("dw", "db"):
        c[name].grad = c[name].clone()
    torch.nn.utils.clip_grad_value_([c["dw"], c["db"]], c.numbers["limit"])
    return {name: c[name].grad for name in ("dw", "db")}


def clipped_by_norm(c):
    # PyTorch's own adds 1e-6 to the norm, which the course does not.
    norm = torch.nn.utils.get_total_norm([c["dw"], c["db"]])
    factor = min(1.0, c.numbers["limit"] / norm.item())
    return {name: factor * c[name] for name in ("dw", "db")}


def sample(c):
    h, last = torch.zeros(1, c["rnn.wh"].shape[0]), c.integer("first")
    drawn = []
    for u in random_numbers(c.integer("seed"), c.integer("count")):
        x = c["embedding.w"][last][None]
        h = torch.rnn_tanh_cell(x, h, *recurrent_weights(c, "rnn."))
        scores = affine(h, c, "affine.")[0]
        sums = F.softmax(scores / c.numbers["temperature"], dim=0).cumsum(0)
        # The first one whose sum is above u.
        last = min(torch.searchsorted(sums, u, right=True).item(), len(sums) - 1)
        drawn.append(float(last))
    return {"characters": torch.tensor([drawn])}


def position_table(c):
    return {"table": positions(c.integer("steps"), c.integer("features"))}


def one_hot(c):
    taken = F.one_hot(c.labels, c["q"].shape[1])
    return {"out": (c["q"] * taken).sum(1, keepdim=True)}


def dead_zone(c):
    errors, clipped = delta(c)
    return {"zone": (errors != clipped).double()}


def share(kept):
    return kept.double().mean().reshape(1, 1)


def saturation(c):
    # A hundredth of the range, which is 1 for the sigmoid and 2 for tanh.
    middle = {"sigmoid": (c["sigmoid"] - 0.5).abs() > 0.49, "tanh": c["tanh"].abs() > 0.98}
    return {name: share(kept) for name, kept in middle.items()}


def standardize(c):
    deviation, mean = torch.std_mean(c["training"], dim=0, correction=0, keepdim=True)
    deviation[deviation == 0] = 1
    return {"mean": mean, "deviation": deviation, "out": (c["test"] - mean) / deviation}


def bumps(c):
    steps = torch.sigmoid(c.numbers["steepness"] * (c["x"] - c["edges"]))
    return {"out": (steps[:, :-1] - steps[:, 1:]) @ c["heights"].T}


def saliency(c):
    c["x"].requires_grad_()
    mlp(c).gather(1, c.labels[:, None]).sum().backward()
    slopes = c["x"].grad.reshape(c.images().shape).abs()
    return {"map": slopes.amax(dim=1).flatten(1)}


def distances(c):
    exact = "donot_use_mm_for_euclid_dist"
    return {"distances": torch.cdist(c["x"], c["examples"], compute_mode=exact)}


def nearest(c):
    order = distances(c)["distances"].sort(dim=1, stable=True).indices
    votes = c.labels[order[:, : c.integer("k")]]
    # The most frequent label, and the smallest of those that are.
    return {"labels": votes.mode(dim=1).values.double()[None]}


VALUES = {
    "two-layer-net-training": training,
    "momentum": momentum,
    "nesterov": lambda c: momentum(c, nesterov=True),
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "gradient-clipping-value": clipped_by_value,
    "gradient-clipping-norm": clipped_by_norm,
    "character-rnn-sample": sample,
    "positional-encoding": position_table,
    "q-gather-one-hot": one_hot,
    "clipped-td-error-dead": dead_zone,
    "clipped-td-error-repaired": lambda c: {"loss": repaired(c).reshape(1, 1)},
    "saturation": saturation,
    "dead-units": lambda c: {"fraction": share((c["out"] == 0).all(dim=0))},
    "standardize": standardize,
    "bump-approximator": bumps,
    "saliency": saliency,
    "nearest-neighbour-distances": distances,
    "nearest-neighbour-predict": nearest,
}


# Comparing


def outputs(c):
    """What a subject gives, by name."""
    if c.subject in VALUES:
        return VALUES[c.subject](c)
    out = LAYERS[c.subject](c)
    if isinstance(out, dict):
        return out
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
