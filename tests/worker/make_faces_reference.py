#!/usr/bin/env python3
"""make_faces_reference.py WEIGHTS >faces_reference.tsv: what the face detector gives for one drawn picture, worked out once
more in the plainest way (loops, double precision, written from the description of the network and nothing else). check_faces.c
holds the engine against it. Takes some minutes; its result is stored."""

import array
import math
import sys

WIDTH, HEIGHT = 128, 96


def picture():
    """A face as a child draws it, on a background of waves; red, green, blue from -1 to 1."""
    rows = []
    for y in range(HEIGHT):
        row = []
        for x in range(WIDTH):
            value = 90 + (x * 3 + y * 5) % 64
            colour = [value, (value * 3) % 200, 255 - value]
            u, v = (x - 70) / 26, (y - 48) / 34
            if u * u + v * v < 1:
                colour = [224, 180 - abs(x - 70), 150 - abs(x - 70)]
                if (abs(x - 60) < 5 or abs(x - 80) < 5) and abs(y - 40) < 3:
                    colour = [40, 30, 30]
                if abs(x - 70) < 10 and abs(y - 66) < 3:
                    colour = [150, 50, 60]
                if abs(x - 70) < 3 and 44 < y < 56:
                    colour = [190, 140, 120]
            row.append([c / 127.5 - 1 for c in colour])
        rows.append(row)
    return rows


class Numbers:
    def __init__(self, path):
        self.all = array.array("f")
        with open(path, "rb") as source:
            self.all.frombytes(source.read())
        if sys.byteorder == "big":
            self.all.byteswap()
        self.at = 0

    def take(self, count):
        self.at += count
        return list(self.all[self.at - count:self.at])


def convolve(rows, weights, bias, outs, size, stride, before):
    """[outs][size][size][ins], zeros outside."""
    height, width, ins = len(rows), len(rows[0]), len(rows[0][0])
    result = []
    for y in range(0, height, stride):
        line = []
        for x in range(0, width, stride):
            taps = []
            for ky in range(size):
                for kx in range(size):
                    sy, sx = y + ky - before, x + kx - before
                    inside = 0 <= sy < height and 0 <= sx < width
                    taps += rows[sy][sx] if inside else [0.0] * ins
            step = len(taps)
            line.append([bias[o] + sum(map(float.__mul__, taps, weights[o * step:(o + 1) * step])) for o in range(outs)])
        result.append(line)
    return result


def depthwise(rows, weights, stride, before):
    """[3][3][channels]"""
    height, width, channels = len(rows), len(rows[0]), len(rows[0][0])
    result = []
    for y in range(0, height, stride):
        line = []
        for x in range(0, width, stride):
            sums = [0.0] * channels
            for ky in range(3):
                for kx in range(3):
                    sy, sx = y + ky - before, x + kx - before
                    if 0 <= sy < height and 0 <= sx < width:
                        part = weights[(ky * 3 + kx) * channels:(ky * 3 + kx + 1) * channels]
                        sums = [a + b * w for a, b, w in zip(sums, rows[sy][sx], part)]
            line.append(sums)
        result.append(line)
    return result


def block(numbers, rows, ins, outs, stride, residual=True):
    between = depthwise(rows, numbers.take(9 * ins), stride, 1 if stride == 1 else 0)
    weights, bias = numbers.take(ins * outs), None
    bias = numbers.take(outs)
    result = convolve(between, weights, bias, outs, 1, 1, 0)
    for y, line in enumerate(result):
        for x, cell in enumerate(line):
            if residual:
                if stride == 1:
                    more = rows[y][x]
                else:
                    four = rows[2 * y][2 * x:2 * x + 2] + rows[2 * y + 1][2 * x:2 * x + 2]
                    more = [max(values) for values in zip(*four)]
                for c, value in enumerate(more):
                    cell[c] += value
            line[x] = [max(0.0, value) for value in cell]
    return result


def head(numbers, rows, outs):
    return convolve(rows, numbers.take(len(rows[0][0]) * outs), numbers.take(outs), outs, 1, 1, 0)


def write(scores, boxes, anchors, stride):
    for y, line in enumerate(scores):
        for x, cell in enumerate(line):
            for anchor in range(anchors):
                box = boxes[y][x][anchor * 16:anchor * 16 + 4]
                print("%.9g\t%.4f\t%.4f\t%.4f\t%.4f" % (1 / (1 + math.exp(-cell[anchor])), (x + .5) * stride + box[0],
                                                        (y + .5) * stride + box[1], box[2], box[3]))


def main():
    numbers = Numbers(sys.argv[1])
    weights = numbers.take(75 * 24)
    rows = convolve(picture(), weights, numbers.take(24), 24, 5, 2, 1)
    rows = [[[max(0.0, value) for value in cell] for cell in line] for line in rows]
    stages = [(24, 24), (24, 24), (24, 48), (48, 96)]
    for number, (ins, outs) in enumerate(stages):
        if number > 0:
            rows = block(numbers, rows, ins, outs, 2)
        for _ in range(7):
            rows = block(numbers, rows, outs, outs, 1)
    last = block(numbers, rows, 96, 96, 2, residual=False)
    scores, boxes = head(numbers, rows, 2), head(numbers, rows, 32)
    write(scores, boxes, 2, 16)
    scores, boxes = head(numbers, last, 6), head(numbers, last, 96)
    write(scores, boxes, 6, 32)


if __name__ == "__main__":
    main()
