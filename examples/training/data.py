# SPDX-License-Identifier: MIT
"""Small grey images of ten classes in the IDX format: MNIST's and Fashion-MNIST's files, or drawn ones."""

import gzip
import hashlib
import zlib
from typing import NamedTuple

import numpy
from matplotlib.path import Path as Outline
from record import BadInput

SIDE, CLASSES = 28, 10
# Of the training and of the test set: the file of the images and that of their labels.
FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}
DIMENSIONS = {name: (3, 1)[i] for pair in FILES.values() for i, name in enumerate(pair)}
# MD5 of the files of the published sets, unpacked.
PUBLISHED = {
    "Fashion-MNIST": {
        "train-images-idx3-ubyte": "f4a8712d7a061bf5bd6d2ca38dc4d50a",
        "train-labels-idx1-ubyte": "9018921c3c673c538a1fc5bad174d6f9",
        "t10k-images-idx3-ubyte": "8181f5470baa50b63fa0f6fddb340f0a",
        "t10k-labels-idx1-ubyte": "15d484375f8d13e6eb1aabb0c3f46965",
    },
    "MNIST": {
        "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
        "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
        "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
        "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
    },
}
DRAWN = "drawn clothes"


class Data(NamedTuple):
    """What is trained on; images are rows of 784 numbers between 0 and 1."""

    name: str
    train_images: numpy.ndarray
    train_labels: numpy.ndarray
    test_images: numpy.ndarray
    test_labels: numpy.ndarray


def content(folder, name):
    """The file's path and bytes; those of NAME.gz where there is no NAME."""
    file = next((f for f in (folder / name, folder / f"{name}.gz") if f.exists()), None)
    if file is None:
        raise BadInput(f"{folder} has neither {name} nor {name}.gz")
    try:
        return file, gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{file}: {error}: damaged, or no gzip file") from error


def parsed(file, octets, dimensions):
    """The array of unsigned bytes: after two zeros, the type 8 and the number of dimensions, each dimension as four bytes,
    the highest first, and then the elements."""
    magic = bytes((0, 0, 8, dimensions))
    if octets[:4] != magic:
        raise BadInput(f"{file}: begins with {octets[:4].hex()} instead of {magic.hex()}: no IDX file of these")
    shape = numpy.frombuffer(octets, ">u4", dimensions, 4).tolist() if len(octets) >= 4 + 4 * dimensions else [0]
    size = 4 + 4 * dimensions + numpy.prod(shape, dtype=object)
    if len(octets) != size:
        raise BadInput(f"{file}: {len(octets)} bytes instead of {size}: damaged, or not whole")
    return numpy.frombuffer(octets, "u1", offset=4 + 4 * dimensions).reshape(shape)


def published(folder, contents):
    """The name of the set. If one of its files is a published one, all must be."""
    digests = {name: hashlib.md5(octets).hexdigest() for name, (_, octets) in contents.items()}
    for known, wanted in PUBLISHED.items():
        if any(digests[name] == wanted[name] for name in wanted):
            for name in wanted:
                if digests[name] != wanted[name]:
                    file = contents[name][0]
                    raise BadInput(f"{file}: MD5 {digests[name]} instead of {wanted[name]}, {known}'s: damaged?")
            return known
    return f"files of {folder.resolve().name}"


def read(folder, name=None):
    """The four files of the folder, each as it is or packed by gzip. The name is that of the published set if none is
    given."""
    contents = {file: content(folder, file) for file in DIMENSIONS}
    found = []
    for images_name, labels_name in FILES.values():
        images, labels = (parsed(*contents[n], DIMENSIONS[n]) for n in (images_name, labels_name))
        images_file, labels_file = contents[images_name][0], contents[labels_name][0]
        if images.shape[1:] != (SIDE, SIDE):
            raise BadInput(f"{images_file}: images of {images.shape[1]} x {images.shape[2]} instead of {SIDE} x {SIDE}")
        if len(images) != len(labels) or not len(labels):
            raise BadInput(f"{labels_file}: {len(labels)} labels, and {len(images)} images in {images_file.name}")
        if labels.max() >= CLASSES:
            raise BadInput(f"{labels_file}: a label {labels.max()}, but there are {CLASSES} classes")
        found += [images.reshape(-1, SIDE * SIDE).astype("f4") / 255, labels.astype("i8")]
    return Data(name or published(folder, contents), *found)


def mirrored(*right):
    """An outline that is the same on both sides."""
    return [*right, *((-x, y) for x, y in reversed(right))]


# The outlines of each class, in a square from -1 to 1, y pointing down.
CLOTHES = {
    "t-shirt": [mirrored((0.2, -0.8), (0.5, -0.85), (0.95, -0.45), (0.75, -0.15), (0.5, -0.35), (0.5, 0.85))],
    "trousers": [mirrored((0.4, -0.9), (0.5, 0.9), (0.12, 0.9), (0, -0.4))],
    "pullover": [mirrored((0.2, -0.8), (0.5, -0.8), (0.95, 0.6), (0.7, 0.7), (0.5, -0.1), (0.5, 0.8))],
    "dress": [mirrored((0.15, -0.9), (0.38, -0.85), (0.25, -0.2), (0.6, 0.9))],
    "coat": [
        mirrored((0.2, -0.9), (0.5, -0.8), (0.9, 0.6), (0.65, 0.65), (0.5, 0), (0.6, 0.95), (0.06, 0.95), (0.06, -0.6))
    ],
    "sandal": [
        [(-0.9, 0.4), (0.9, 0.25), (0.9, 0.45), (-0.9, 0.6)],
        [(-0.3, 0.45), (0.1, -0.15), (0.3, -0.15), (0, 0.45)],
        [(0.55, 0.35), (0.7, -0.35), (0.9, -0.3), (0.8, 0.35)],
    ],
    "shirt": [mirrored((0.05, -0.7), (0.2, -0.95), (0.5, -0.8), (0.85, 0.25), (0.62, 0.3), (0.46, -0.2), (0.46, 0.85))],
    "sneaker": [[(-0.9, 0.5), (-0.9, 0.2), (-0.3, 0), (0.1, -0.35), (0.8, -0.3), (0.9, 0.5)]],
    "bag": [
        [(-0.7, -0.1), (0.7, -0.1), (0.85, 0.8), (-0.85, 0.8)],
        mirrored((0.32, -0.6), (0.45, -0.1), (0.25, -0.1), (0.2, -0.4)),
    ],
    "boot": [[(-0.9, 0.8), (-0.85, 0.35), (-0.2, 0.15), (-0.1, -0.9), (0.65, -0.9), (0.75, 0.8)]],
}
PIXELS = numpy.stack(numpy.meshgrid(*[numpy.linspace(-1.2, 1.2, SIDE)] * 2), axis=-1).reshape(-1, 2)


def drawn(outlines, random):
    """One image: the outlines bent, turned, moved and striped at random, a part of it hidden, and noise over all."""
    angle, slant = random.normal(0, 0.1, 2)
    turn = numpy.array([[numpy.cos(angle), -numpy.sin(angle)], [numpy.sin(angle), numpy.cos(angle) + slant]])
    transform, offset = numpy.diag(random.uniform(0.75, 1.1, 2)) @ turn, random.normal(0, 0.07, 2)
    image = numpy.zeros(len(PIXELS))
    for outline in outlines:
        corners = (numpy.array(outline) + random.normal(0, 0.05, (len(outline), 2))) @ transform + offset
        inside = Outline(corners).contains_points(PIXELS)
        image[inside] = random.uniform(0.35, 1)
    stripes = numpy.sin(PIXELS @ random.normal(0, 8, 2) + random.uniform(0, 7))
    image *= 1 + random.uniform(0, 0.5) * stripes
    image[(abs(PIXELS - random.uniform(-1, 1, 2)) < random.uniform(0, 0.3, 2)).all(axis=1)] = 0
    return (255 * numpy.clip(image + random.normal(0, 0.1, len(image)), 0, 1)).astype("u1")


def draw(folder, counts, seed=1):
    """Writes a set of {"train": number, "test": number} images into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(seed)
    outlines = list(CLOTHES.values())
    for part, names in FILES.items():
        labels = random.integers(0, CLASSES, counts[part]).astype("u1")
        images = numpy.array([drawn(outlines[label], random) for label in labels]).reshape(-1, SIDE, SIDE)
        for name, array in zip(names, (images, labels)):
            head = bytes((0, 0, 8, array.ndim)) + numpy.array(array.shape, ">u4").tobytes()
            (folder / name).write_bytes(head + array.tobytes())
