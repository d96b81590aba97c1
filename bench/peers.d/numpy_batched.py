"""NumPy: all trials are columns of one matrix, in pieces of rows and columns that stay in the cache."""
import numpy as np

from clock import arguments, measure

COLUMNS, ROWS = 1024, 1024
work, _ = arguments()


def stepper(rule, rate, shape):
    """DL4J's rules; each returns what is subtracted from the weights."""
    m, v, h = (np.zeros(shape, np.float32) for _ in range(3))
    b1, b2, eps = np.float32(0.9), np.float32(0.999), np.float32(1e-8)
    t = 0

    def sgd(g):
        return rate * g

    def nesterovs(g):
        nonlocal v
        old, v = v, b1 * v - rate * g
        return b1 * old - (1 + b1) * v

    def adagrad(g):
        nonlocal v
        v += g * g
        return rate * g / (np.sqrt(v) + np.float32(1e-6))

    def rmsprop(g):
        nonlocal v
        v = np.float32(0.95) * v + np.float32(0.05) * (g * g)
        return rate * g / (np.sqrt(v) + eps)

    def adam(g, amsgrad=False):
        nonlocal m, v, h, t
        t += 1
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * (g * g)
        h = np.maximum(h, v) if amsgrad else v
        return m * (rate * np.float32(np.sqrt(1 - 0.999**t) / (1 - 0.9**t))) / (np.sqrt(h) + eps)

    def adamax(g):
        nonlocal m, v, t
        t += 1
        m = b1 * m + (1 - b1) * g
        v = np.maximum(b2 * v, np.abs(g)) + np.float32(1e-32)
        return m * (rate / np.float32(1 - 0.9**t)) / v

    def nadam(g):
        nonlocal m, v, t
        t += 1
        now = (1 - b1) * g
        m = b1 * m + now
        v = b2 * v + (1 - b2) * (g * g)
        return rate * ((m * b1 + now) / np.float32(1 - 0.9**t)) / (np.sqrt(v) + eps)

    def amsgrad(g):
        return adam(g, amsgrad=True)

    return {f.__name__: f for f in (sgd, nesterovs, adagrad, rmsprop, adam, adamax, nadam, amsgrad)}[rule]


def pieces(x, y):
    return [(np.ascontiguousarray(x[i : i + ROWS].T), x[i : i + ROWS], y[i : i + ROWS]) for i in range(0, len(y), ROWS)]


def train_block(w, rules):
    """rules: pairs of columns and their stepper."""
    x, xt = (np.c_[a, np.ones(len(a), np.float32)] for a in (work.x, work.xt))
    y, yt = work.y[:, None], work.yt[:, None]
    full_batch = [pieces(x, y)]
    losses = []
    g, buffer = np.empty_like(w), np.empty((min(ROWS, len(x)), w.shape[1]), np.float32)
    for epoch in range(1, work.epochs[-1] + 1):
        batches = full_batch
        if work.order:
            batches = ([(x[rows].T, x[rows], y[rows])] for rows in work.order[epoch - 1])
        for batch in batches:
            g[:] = 0
            for xb_t, xb, yb in batch:
                e = np.matmul(xb, w, out=buffer[: len(yb)])
                e -= yb
                g += xb_t @ np.sign(e, out=e)
            g /= np.float32(sum(len(yb) for _, _, yb in batch))
            for columns, step in rules:
                w[:, columns] -= step(g[:, columns])
        if epoch in work.epochs:
            losses.append(np.abs(xt @ w - yt).mean(0))
    return np.array(losses)


@np.errstate(all="ignore")
def train():
    rules, columns, epochs = work.shape
    if rules * columns <= COLUMNS:
        slices = [slice(r * columns, (r + 1) * columns) for r in range(rules)]
        steppers = [stepper(rule, work.rate, work.init.shape) for rule in work.rules]
        w = np.pad(np.tile(work.init, (1, rules)), ((0, 0), (0, -rules * columns % 16)))  # whole vectors
        losses = train_block(w, list(zip(slices, steppers)))
        return losses[:, : rules * columns].reshape(epochs, rules, columns).transpose(1, 2, 0)
    losses = np.empty(work.shape)
    for r, rule in enumerate(work.rules):
        for at in range(0, columns, COLUMNS):
            w = work.init[:, at : at + COLUMNS].copy()
            step = stepper(rule, work.rate[at : at + COLUMNS], w.shape)
            losses[r, at : at + COLUMNS] = train_block(w, [(slice(None), step)]).T
    return losses


measure(work, train, warm=True)
