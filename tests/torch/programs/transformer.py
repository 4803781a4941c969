# SPDX-License-Identifier: MIT
"""transformer.py TYPE FILE: trains a small transformer and writes what it gives; it knows nothing of simdact."""

import sys

import torch

torch.manual_seed(1)
torch.set_default_dtype(getattr(torch, sys.argv[1]))
layer = torch.nn.TransformerEncoderLayer(32, 4, 64, dropout=0.0, activation="gelu", batch_first=True)
model = torch.nn.Sequential(torch.nn.TransformerEncoder(layer, 2, enable_nested_tensor=False), torch.nn.Linear(32, 10))
x = torch.randn(8, 16, 32, dtype=torch.float64).to(torch.get_default_dtype())
target = torch.randint(0, 10, (8 * 16,))
with torch.no_grad():
    for parameter in model.parameters():
        parameter.copy_(torch.randn(parameter.shape, dtype=torch.float64) * 0.2)
optimizer = torch.optim.SGD(model.parameters(), 0.01)
losses = []
for _ in range(3):
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(x).view(-1, 10), target)
    loss.backward()
    optimizer.step()
    losses.append(loss.detach())
torch.save((torch.stack(losses), torch.softmax(model(x), -1).detach()), sys.argv[2])
