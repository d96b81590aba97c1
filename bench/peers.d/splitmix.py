"""Linesweep's random generator, for the same initial weights and the same mini-batches."""
import math

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def _mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class SplitMix64:
    def __init__(self, stream, seed, part=0):
        state = _mix((seed + GAMMA) & MASK)
        state = _mix((state + stream * GAMMA) & MASK)
        self.state = _mix((state + (part + 1) * GAMMA) & MASK)
        self.spare = None

    def next(self):
        self.state = (self.state + GAMMA) & MASK
        return _mix(self.state)

    def below(self, bound):
        threshold = (1 << 32) % bound
        while True:
            product = (self.next() >> 32) * bound
            if (product & 0xFFFFFFFF) >= threshold:
                return product >> 32

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            square = u * u + v * v
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.spare = v * factor
                return u * factor

    def permutation(self, size):
        order = list(range(size))
        for i in range(size - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order
