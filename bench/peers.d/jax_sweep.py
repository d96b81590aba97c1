"""JAX, jitted, with lax.scan over epochs.

--form vmap maps one trajectory over all; --form hand has all trials as columns, the data as constants of the
program and the widest vectors, which is JAX's strongest form here. --columns trains so many columns of each
rule at a time.
"""
import os

from clock import arguments, measure

work, options = arguments(form="hand", columns=0)
HAND = options.form == "hand"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1" + (
    " --xla_cpu_prefer_vector_width=512" if HAND else "")

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

STATES = {"sgd": 0, "nesterovs": 1, "adagrad": 1, "rmsprop": 1, "adam": 2, "adamax": 2, "nadam": 2, "amsgrad": 3}
VECTOR = 16


def step(rule, rate, w, s, g, t):
    """DL4J's rules: weights and states after the t-th step along g."""
    c1, c2 = 1 - 0.9**t, 1 - 0.999**t
    if rule == "sgd":
        return w - rate * g, s
    if rule == "nesterovs":
        v = 0.9 * s[0] - rate * g
        return w - 0.9 * s[0] + 1.9 * v, (v,)
    if rule == "adagrad":
        v = s[0] + g * g
        return w - rate * g / (jnp.sqrt(v) + 1e-6), (v,)
    if rule == "rmsprop":
        v = 0.95 * s[0] + 0.05 * g * g
        return w - rate * g / (jnp.sqrt(v) + 1e-8), (v,)
    m = 0.9 * s[0] + 0.1 * g
    if rule == "adamax":
        v = jnp.maximum(0.999 * s[1], jnp.abs(g)) + 1e-32
        return w - m * (rate / c1) / v, (m, v)
    v = 0.999 * s[1] + 0.001 * g * g
    if rule == "adam":
        return w - m * (rate * jnp.sqrt(c2) / c1) / (jnp.sqrt(v) + 1e-8), (m, v)
    if rule == "nadam":
        return w - rate * ((0.9 * m + 0.1 * g) / c1) / (jnp.sqrt(v) + 1e-8), (m, v)
    h = jnp.maximum(s[2], v)
    return w - m * (rate * jnp.sqrt(c2) / c1) / (jnp.sqrt(h) + 1e-8), (m, v, h)


def gradient(w, x, y):
    """Of the mean absolute error; w has features + 1 rows, and columns in the hand-written form."""
    if not HAND:
        s = jnp.sign(x @ w[:-1] + w[-1] - y)
        return jnp.append(x.T @ s, s.sum()) / len(y)
    if work.features == 1:  # no matrix product, so that XLA fuses it all
        s = jnp.sign(x * w[0] + w[1] - y[:, None])
        return jnp.stack([(x * s).sum(0), s.sum(0)]) / len(y)
    return x.T @ jnp.sign(x @ w - y[:, None]) / len(y)  # x has a column of ones


def loss(w, x, y):
    if not HAND:
        return jnp.abs(x @ w[:-1] + w[-1] - y).mean()
    prediction = x * w[0] + w[1] if work.features == 1 else x @ w[:-1] + w[-1]
    return jnp.abs(prediction - y[:, None]).mean(0)


def gradients(weights, x, y):
    """Of each rule's weights; in the hand-written form in one matrix of whole vectors."""
    if not HAND:
        return [gradient(w, x, y) for w in weights]
    idle = -sum(w.shape[1] for w in weights) % VECTOR
    g = gradient(jnp.pad(jnp.concatenate(weights, 1), ((0, 0), (0, idle))), x, y)
    return jnp.split(g, np.cumsum([w.shape[1] for w in weights]), 1)[: len(weights)]


def fit(w, rate, data):
    """All rules together; their losses at the epochs asked for."""
    *samples, order = data
    x, y, xt, yt = map(jnp.asarray, samples)
    weights = tuple(w for _ in work.rules)
    states = tuple(tuple(jnp.zeros_like(w) for _ in range(STATES[rule])) for rule in work.rules)

    def update(carry, xb, yb):
        weights, states, t = carry
        gs = gradients(weights, xb, yb)
        new = [step(rule, rate, w, s, g, t) for rule, w, s, g in zip(work.rules, weights, states, gs)]
        return tuple(w for w, _ in new), tuple(s for _, s in new), t + 1

    def epoch(carry, rows):
        if order is None:
            return update(carry, x, y), None
        whole = len(y) // work.batch * work.batch
        xs, ys = x[rows], y[rows]
        batches = xs[:whole].reshape(-1, work.batch, x.shape[1]), ys[:whole].reshape(-1, work.batch)
        carry, _ = lax.scan(lambda c, b: (update(c, *b), None), carry, batches)
        return update(carry, xs[whole:], ys[whole:]), None

    carry, losses, last = (weights, states, jnp.float32(1)), [], 0
    for end in work.epochs:
        rows = None if order is None else order[last:end]
        carry, _ = lax.scan(epoch, carry, rows, length=end - last)
        losses.append([loss(w, xt, yt) for w in carry[0]])
        last = end
    return [jnp.stack(of_rule) for of_rule in zip(*losses)]


def by_hand(w, rate, data):
    columns = options.columns
    if not columns or columns >= w.shape[1]:
        return fit(w, rate, data)
    pieces = w.reshape(len(w), -1, columns).swapaxes(0, 1), rate.reshape(-1, columns)
    losses = lax.map(lambda piece: fit(*piece, data), pieces)
    return [of_rule.swapaxes(0, 1).reshape(len(work.epochs), -1) for of_rule in losses]


def mapped(w, rate, data):
    losses = jax.vmap(lambda w, rate: fit(w, rate, data), (1, 0))(w, rate)
    return [of_rule.T for of_rule in losses]


def arrays():
    order = work.order and np.array([np.concatenate(epoch) for epoch in work.order], np.int32)
    ones = HAND and work.features > 1
    x = np.c_[work.x, np.ones(work.rows, np.float32)] if ones else work.x
    return x, work.y, work.xt, work.yt, order


data = arrays()
sweep = jax.jit((lambda w, rate, _: by_hand(w, rate, data)) if HAND else mapped)


def train():
    losses = sweep(work.init, work.rate, None if HAND else data)
    return np.stack([np.asarray(of_rule).T for of_rule in losses])


measure(work, train, warm=True)
