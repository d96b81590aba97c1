"""PyTorch: all trials are columns of one tensor, with gradients written by hand, without autograd."""
import torch

from clock import arguments, measure

COLUMNS, ROWS = 1024, 2048
work, _ = arguments()
torch.set_num_threads(1)


def stepper(rule, rate, w):
    """DL4J's rules; each steps w along g in place."""
    m, v, h = (torch.zeros_like(w) for _ in range(3))
    t = 0

    def sgd(g):
        w.addcmul_(g, rate, value=-1)

    def nesterovs(g):
        w.sub_(v, alpha=0.9)
        v.mul_(0.9).addcmul_(g, rate, value=-1)
        w.add_(v, alpha=1.9)

    def adagrad(g):
        v.addcmul_(g, g)
        w.addcdiv_(g * rate, v.sqrt().add_(1e-6), value=-1)

    def rmsprop(g):
        v.mul_(0.95).addcmul_(g, g, value=0.05)
        w.addcdiv_(g * rate, v.sqrt().add_(1e-8), value=-1)

    def adam(g, amsgrad=False):
        nonlocal t
        t += 1
        m.lerp_(g, 0.1)
        v.mul_(0.999).addcmul_(g, g, value=0.001)
        root = torch.maximum(h, v, out=h).sqrt() if amsgrad else v.sqrt()
        w.addcdiv_(m * rate, root.add_(1e-8), value=-((1 - 0.999**t) ** 0.5) / (1 - 0.9**t))

    def adamax(g):
        nonlocal t
        t += 1
        m.lerp_(g, 0.1)
        torch.maximum(v.mul_(0.999), g.abs(), out=v)
        w.addcdiv_(m * rate, v + 1e-32, value=-1 / (1 - 0.9**t))

    def nadam(g):
        nonlocal t
        t += 1
        m.lerp_(g, 0.1)
        v.mul_(0.999).addcmul_(g, g, value=0.001)
        w.addcdiv_((m * 0.9).add_(g, alpha=0.1).mul_(rate), v.sqrt().add_(1e-8), value=-1 / (1 - 0.9**t))

    def amsgrad(g):
        adam(g, amsgrad=True)

    return {f.__name__: f for f in (sgd, nesterovs, adagrad, rmsprop, adam, adamax, nadam, amsgrad)}[rule]


def with_ones(a):
    return torch.cat([torch.from_numpy(a), torch.ones(len(a), 1)], 1)


def train_block(w, rules):
    """rules: columns, rule and rates of each group."""
    steps = [(columns, stepper(rule, rate, w[:, columns])) for columns, rule, rate in rules]
    x, y = with_ones(work.x), torch.from_numpy(work.y)[:, None]
    xt, yt = with_ones(work.xt), torch.from_numpy(work.yt)[:, None]
    full_batch = [(xb.T.contiguous(), xb, yb) for xb, yb in zip(x.split(ROWS), y.split(ROWS))]
    g, losses = torch.empty_like(w), []
    e = torch.empty(min(ROWS, len(x)), w.shape[1])
    for epoch in range(1, work.epochs[-1] + 1):
        batches = [full_batch]
        if order:
            shuffled, labels = x[order[epoch - 1]], y[order[epoch - 1]]
            batches = [[(xb.T, xb, yb)] for xb, yb in zip(shuffled.split(work.batch), labels.split(work.batch))]
        for batch in batches:
            g.zero_()
            for xb_t, xb, yb in batch:
                eb = e[: len(yb)]
                torch.mm(xb, w, out=eb)
                g.addmm_(xb_t, eb.sub_(yb).sign_())
            g.div_(sum(len(yb) for _, _, yb in batch))
            for columns, step in steps:
                step(g[:, columns])
        if epoch in work.epochs:
            losses.append((xt @ w - yt).abs_().mean(0))
    return torch.stack(losses)


@torch.inference_mode()
def train():
    rules, columns, epochs = work.shape
    init, rate = torch.from_numpy(work.init), torch.from_numpy(work.rate)
    if rules * columns <= COLUMNS:
        groups = [(slice(r * columns, (r + 1) * columns), rule, rate) for r, rule in enumerate(work.rules)]
        w = torch.cat([init.repeat(1, rules), torch.zeros(len(init), -rules * columns % 16)], 1)  # whole vectors
        losses = train_block(w, groups)
        return losses[:, : rules * columns].reshape(epochs, rules, columns).permute(1, 2, 0).numpy()
    losses = torch.empty(work.shape)
    for r, rule in enumerate(work.rules):
        for at in range(0, columns, COLUMNS):
            group = [(slice(None), rule, rate[at : at + COLUMNS])]
            losses[r, at : at + COLUMNS] = train_block(init[:, at : at + COLUMNS].clone(), group).T
    return losses.numpy()


order = [torch.cat([torch.from_numpy(rows) for rows in epoch]) for epoch in work.order] if work.order else None
measure(work, train, warm=True)
