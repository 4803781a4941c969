# SPDX-License-Identifier: MIT
"""convnet.py TYPE FILE: runs and differentiates a small convolutional network; it knows nothing of simdact."""

import sys

import torch

torch.manual_seed(1)
torch.set_default_dtype(getattr(torch, sys.argv[1]))
model = torch.nn.Sequential(
    torch.nn.Conv2d(3, 8, 3),
    torch.nn.Mish(inplace=True),
    torch.nn.Conv2d(8, 8, 3, stride=2),
    torch.nn.Mish(),
    torch.nn.Flatten(),
    torch.nn.Linear(8 * 6 * 6, 10),
    torch.nn.SiLU(),
    torch.nn.LogSoftmax(-1),
)
x = torch.randn(4, 3, 16, 16, dtype=torch.float64).to(torch.get_default_dtype())
with torch.no_grad():
    for parameter in model.parameters():
        parameter.copy_(torch.randn(parameter.shape, dtype=torch.float64) * 0.1)
y = model.to(memory_format=torch.channels_last)(x.contiguous(memory_format=torch.channels_last))
y.square().mean().backward()
torch.save((y.detach(), model[0].weight.grad.contiguous()), sys.argv[2])
