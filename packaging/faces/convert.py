#!/usr/bin/env python3
"""convert.py MODEL.onnx OUT: the numbers of the face detector in the order in which network.c reads them.

Reads just as much of the ONNX format (protocol buffers) as is needed: the nodes of the graph and
its initialisers. Both files are known by their SHA-256; anything else is refused, and OUT is then
not made."""

import array
import hashlib
import os
import struct
import sys

MODEL = "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2"
NUMBERS = "79da0691bd571cfc706ee1b8b7fa8250fc3c94e3bcf2aa9ebf817db96fd448aa"
HEADS = ["conv2d_33", "conv2d_35", "conv2d_34", "conv2d_36"]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of every field of a message; length-delimited ones as bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = data[at:at + 8], at + 8
        elif kind == 5:
            value, at = data[at:at + 4], at + 4
        else:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


def tensor(data):
    """(name, dimensions, numbers)"""
    name, dimensions, numbers = "", [], array.array("f")
    for number, value in fields(data):
        if number == 1:
            if isinstance(value, int):
                dimensions.append(value)
            else:  # packed
                at = 0
                while at < len(value):
                    one, at = varint(value, at)
                    dimensions.append(one)
        elif number == 8:
            name = value.decode()
        elif number in (4, 9):
            numbers.frombytes(value)
    if sys.byteorder == "big":
        numbers.byteswap()
    return name, dimensions, numbers


def convolutions(model):
    """(name of the output, weights, bias or None) of every convolution, in order."""
    graph = next(value for number, value in fields(model) if number == 7)
    tensors, nodes = {}, []
    for number, value in fields(graph):
        if number == 5:
            name, dimensions, numbers = tensor(value)
            tensors[name] = dimensions, numbers
        elif number == 1:
            inputs, outputs, kind = [], [], ""
            for inner, part in fields(value):
                if inner == 1:
                    inputs.append(part.decode())
                elif inner == 2:
                    outputs.append(part.decode())
                elif inner == 4:
                    kind = part.decode()
            if kind == "Conv":
                nodes.append((outputs[0], inputs))
    for output, inputs in nodes:
        yield output, tensors[inputs[1]], tensors[inputs[2]][1] if len(inputs) > 2 else None


def channels_last(dimensions, numbers):
    """[cout][cin][h][w] as [cout][h][w][cin]; a depthwise [c][1][h][w] as [h][w][c]."""
    outs, ins, height, width = dimensions
    if ins == 1:
        return [numbers[c * height * width + k] for k in range(height * width) for c in range(outs)]
    return [numbers[((o * ins + i) * height + y) * width + x]
            for o in range(outs) for y in range(height) for x in range(width) for i in range(ins)]


def main():
    with open(sys.argv[1], "rb") as source:
        model = source.read()
    if hashlib.sha256(model).hexdigest() != MODEL:
        sys.exit("%s: not the model that was wanted (SHA-256)" % sys.argv[1])
    body, heads = [], {}
    for output, (dimensions, numbers), bias in convolutions(model):
        head = next((name for name in HEADS if name in output), None)
        values = channels_last(dimensions, numbers)
        # Depthwise convolutions have no bias; where the format wants one it is zeros.
        if bias is not None and (dimensions[1] > 1 or any(bias)):
            values += list(bias)
        if head:
            heads[head] = values
        else:
            body += values
    for head in HEADS:
        body += heads[head]
    data = struct.pack("<%df" % len(body), *body)
    if hashlib.sha256(data).hexdigest() != NUMBERS:
        sys.exit("%s: gave other numbers than wanted (SHA-256)" % sys.argv[1])
    part = "%s.%d" % (sys.argv[2], os.getpid())
    with open(part, "wb") as target:
        target.write(data)
    os.rename(part, sys.argv[2])


if __name__ == "__main__":
    main()
