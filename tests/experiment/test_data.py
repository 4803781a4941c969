# SPDX-License-Identifier: MIT
"""The images: those that are drawn, and how files of the IDX format are read, whole and damaged."""

import gzip
import hashlib
import struct

import numpy
import pytest
from record import BadInput
from training import data

NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS = NAMES


def images(count, rows=28, columns=28):
    pixels = bytes(i * i % 251 for i in range(count * rows * columns))
    return struct.pack(">IIII", 0x803, count, rows, columns) + pixels


def labels(*values):
    return struct.pack(">II", 0x801, len(values)) + bytes(values)


@pytest.fixture
def files(tmp_path):
    """Three training and two test images, one file packed."""
    contents = dict(zip(NAMES, (images(3), labels(9, 0, 4), images(2), labels(1, 7))))
    for name, octets in contents.items():
        (tmp_path / name).write_bytes(octets)
    (tmp_path / TEST_IMAGES).unlink()
    (tmp_path / f"{TEST_IMAGES}.gz").write_bytes(gzip.compress(contents[TEST_IMAGES]))
    return tmp_path, contents


def refused(folder, file, *said):
    """Reading fails with one line that names the file and says these."""
    with pytest.raises(BadInput) as error:
        data.read(folder)
    text = str(error.value)
    assert "\n" not in text and str(folder / file) in text, text
    for part in said:
        assert part in text, text


def test_files_are_read(files):
    folder, contents = files
    got = data.read(folder)
    assert got.name == f"files of {folder.name}"
    for found, name in ((got.train_images, TRAIN_IMAGES), (got.test_images, TEST_IMAGES)):
        want = numpy.frombuffer(contents[name][16:], "u1").reshape(-1, 784) / 255
        assert found.dtype == numpy.float32 and found.shape == want.shape and abs(found - want).max() < 1e-7
    assert got.train_labels.tolist() == [9, 0, 4] and got.test_labels.tolist() == [1, 7]


def test_a_published_set_is_known_and_a_damaged_file_of_it_refused(files, monkeypatch):
    folder, contents = files
    digests = {name: hashlib.md5(octets).hexdigest() for name, octets in contents.items()}
    monkeypatch.setitem(data.PUBLISHED, "a set", digests)
    assert data.read(folder).name == "a set"
    pixels = bytearray(contents[TRAIN_IMAGES])
    pixels[500] ^= 1
    (folder / TRAIN_IMAGES).write_bytes(pixels)
    refused(folder, TRAIN_IMAGES, "MD5", digests[TRAIN_IMAGES], "a set")


def test_the_digests_are_eight():
    found = [digest for names in data.PUBLISHED.values() for digest in names.values()]
    assert len(set(found)) == 8 and all(len(d) == 32 and int(d, 16) for d in found)
    assert all(set(names) == set(NAMES) for names in data.PUBLISHED.values())


def test_a_missing_file(files):
    folder, _ = files
    (folder / TEST_LABELS).unlink()
    with pytest.raises(BadInput, match=f"neither {TEST_LABELS} nor {TEST_LABELS}.gz"):
        data.read(folder)


def test_damaged_gzip(files):
    folder, contents = files
    packed = gzip.compress(contents[TEST_IMAGES])
    file = f"{TEST_IMAGES}.gz"
    checksum = bytearray(packed)
    checksum[-8] ^= 1  # the CRC
    inside = bytearray(packed)
    inside[len(packed) // 2] ^= 0x10
    for octets in (
        packed[: len(packed) // 2],
        packed[:-3],
        bytes(checksum),
        bytes(inside),
        b"<html>not found</html>",
        b"",
    ):
        (folder / file).write_bytes(octets)
        refused(folder, file)


@pytest.mark.parametrize(
    "name, octets, said",
    [
        (TRAIN_IMAGES, images(3)[:-1], "2367 bytes instead of 2368"),
        (TRAIN_IMAGES, images(3) + b"\0", "2369 bytes instead of 2368"),
        (TRAIN_IMAGES, images(3)[:9], "9 bytes instead of"),
        (TRAIN_IMAGES, b"", "instead of 00000803"),
        (TRAIN_IMAGES, b"\x1f\x8b" + images(3)[2:], "1f8b0803 instead of 00000803"),
        (TRAIN_IMAGES, struct.pack(">IIII", 0x803, 2**31, 2**31, 2**31), f"instead of {2**93 + 16}"),
        (TRAIN_IMAGES, images(3, 27, 28), "27 x 28 instead of 28 x 28"),
        (TRAIN_LABELS, images(3), "00000803 instead of 00000801"),
        (TRAIN_LABELS, labels(1, 2), "2 labels, and 3 images"),
        (TRAIN_LABELS, labels(9, 10, 0), "a label 10"),
    ],
)
def test_a_damaged_file(files, name, octets, said):
    folder, _ = files
    (folder / name).write_bytes(octets)
    refused(folder, name, said)


def test_an_empty_set(files):
    folder, _ = files
    (folder / TRAIN_IMAGES).write_bytes(images(0))
    (folder / TRAIN_LABELS).write_bytes(labels())
    refused(folder, TRAIN_LABELS, "0 labels")


def test_drawn_files_have_the_format(tmp_path):
    data.draw(tmp_path, {"train": 200, "test": 50})
    for name, count in zip(NAMES, (200, 200, 50, 50)):
        octets = (tmp_path / name).read_bytes()
        if "images" in name:
            assert struct.unpack(">IIII", octets[:16]) == (0x803, count, 28, 28) and len(octets) == 16 + 784 * count
        else:
            assert struct.unpack(">II", octets[:8]) == (0x801, count)
            assert set(octets[8:]) == set(range(10))
    got = data.read(tmp_path, data.DRAWN)
    assert got.name == "drawn clothes" and got.train_images.shape == (200, 784)
    assert len(numpy.unique(got.train_images, axis=0)) == 200
    assert got.train_images.max() == 1 and got.train_images.min() == 0


def test_drawing_depends_on_the_seed_alone(tmp_path):
    written = []
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        data.draw(tmp_path / folder, {"train": 20, "test": 5}, seed)
        written.append([(tmp_path / folder / name).read_bytes() for name in NAMES])
    assert written[0] == written[1] != written[2]


def test_classes_look_different(tmp_path):
    """Their means are farther from each other than the halves' of one class."""
    data.draw(tmp_path, {"train": 1200, "test": 1})
    got = data.read(tmp_path, data.DRAWN)
    halves = [[got.train_images[got.train_labels == c][k::2].mean(axis=0) for c in range(10)] for k in (0, 1)]
    for a in range(10):
        distance = [numpy.linalg.norm(halves[0][a] - halves[1][b]) for b in range(10)]
        assert numpy.argmin(distance) == a, (a, distance)
