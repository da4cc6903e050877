"""The networks of platform/valuation (ValuationNetworks) in PyTorch, trained as NetworkTrainer does; prints rows a second."""

import math
import statistics
import sys
import time

import torch
import torch.nn.functional as F

NETWORKS, HEADS, ATTENTION, WIDTH, BATCH = 5, 4, 16, 96, 256
rows, epochs, repetitions, inputs, k, comparable_inputs = map(int, sys.argv[1:7])

torch.set_num_threads(1)
torch.manual_seed(1)


def layer(size, out):
    bound = math.sqrt(3 / size)
    weight = torch.empty(NETWORKS, size, out).uniform_(-bound, bound).requires_grad_()
    return weight, torch.zeros(NETWORKS, 1, out, requires_grad=True)


def across(layer, x):
    weight, bias = layer
    return weight.transpose(1, 2) @ x + bias.transpose(1, 2)


features = torch.randn(rows, inputs)
comparables = torch.randn(rows, k * comparable_inputs)
residuals = torch.randn(rows, k)
mask = torch.zeros(rows, k)
targets = torch.randn(rows, 1)


def train():
    layers = [
        layer(comparable_inputs, ATTENTION),
        layer(ATTENTION, HEADS),
        layer(inputs + 2 * HEADS, WIDTH),
        layer(WIDTH, WIDTH),
        layer(WIDTH, 2),
    ]
    steps = rows // BATCH
    optimizer = torch.optim.AdamW([p for pair in layers for p in pair], lr=2e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps * epochs)
    for _ in range(epochs):
        orders = torch.stack([torch.randperm(rows) for _ in range(NETWORKS)])
        for step in range(steps):
            which = orders[:, step * BATCH : (step + 1) * BATCH].reshape(-1)
            x = features.index_select(0, which).reshape(NETWORKS, BATCH, inputs)
            c = comparables.index_select(0, which).reshape(NETWORKS, BATCH * k, comparable_inputs)
            r = residuals.index_select(0, which).reshape(NETWORKS, BATCH, k)
            m = mask.index_select(0, which).reshape(NETWORKS, BATCH, k)
            y = targets.index_select(0, which).reshape(NETWORKS, BATCH, 1)
            scores = across(layers[1], F.relu(across(layers[0], c.transpose(1, 2))))
            weights = (scores.reshape(NETWORKS, HEADS, BATCH, k) + m.unsqueeze(1)).softmax(3)
            said = (weights * r.unsqueeze(1)).sum(3)
            concentration = (weights.square().sum(3) + 1e-6).log()
            x = torch.cat([x, said.transpose(1, 2), concentration.transpose(1, 2)], 2)
            for weight, bias in layers[2:4]:
                x = F.gelu(x @ weight + bias)
            out = x @ layers[4][0] + layers[4][1]
            log_error = out[:, :, 1:2] - 1
            loss = ((out[:, :, 0:1] - y).abs() * (-log_error).exp() + log_error).mean() * NETWORKS
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


train()
speeds = []
for _ in range(repetitions):
    begun = time.perf_counter()
    train()
    speeds.append(rows * epochs * NETWORKS / (time.perf_counter() - begun))
print(statistics.median(speeds))
