"""The six layers of MiniLM-L6-v2 as an ONNX graph whose matrix products are of 8-bit integers.

A row of what goes into a product is divided by its own largest value, so that its integers, and with them its result, depend on
no other row (vector-wise quantization: Dettmers, Lewis, Belkada and Zettlemoyer 2022, LLM.int8()). Sums of integers are exact in
any order; the rest is float32, token by token, or text by text in attention.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH = 6, 12, 384
SIGNED, ZERO = 127, 128  # values from -127 to 127 are kept as 1 to 255, with 0 at 128
UNSIGNED = 255
GELU_LEAST = 0.17  # no value of GELU is below -0.16998
SPREAD = 4.0  # standard deviations of a normalised value that its channel is expected to reach
EPSILON = 1e-12  # as in the model's configuration; also the least scale of a row
OPSETS = (("", 18), ("com.microsoft", 1))


@dataclass(frozen=True)
class _Rows:
    """Rows as integers from 0 to 255, float32[n, 1] what one step of each row is worth, and the integer that stands for 0."""

    integers: str
    scale: str
    zero: str


def layers_graph(weights: Mapping[str, np.ndarray], *, signed: bool) -> ModelProto:
    """Return the graph from embeddings ``x``, float32[texts, tokens, 384], to token vectors ``y`` of the same shape.

    Texts of one call have equally many tokens; there is no padding and no mask.

    Args:
        weights: the model's tensors under their published names.
        signed: whether weights are int8; uint8 gives the same results on processors that multiply mixed signs inexactly, slower.
    """
    return _Layers(weights, signed=signed).model()


class _Layers:
    def __init__(self, weights: Mapping[str, np.ndarray], *, signed: bool) -> None:
        self.weights, self.signed = weights, signed
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.flat, self.narrow = (self._constant(shape, np.int64) for shape in ([-1], [-1, WIDTH]))
        self.once, self.twice = (self._constant([times * WIDTH], np.int64) for times in (1, 2))
        self.last, self.one, self.least = self._constant([1], np.int64), self._constant(1.0), self._constant(EPSILON)

    def model(self) -> ModelProto:
        first = self._apply("Shape", "x", start=0, end=2)
        shapes = tuple(self._apply("Concat", first, width, axis=0) for width in (self.twice, self.once))
        rows = self._normalised(self._apply("Reshape", "x", self.narrow), "embeddings.")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}."
            rows = self._feed_forward(self._attention(rows, layer, *shapes), layer)
        self.nodes.append(helper.make_node("Reshape", [rows, self._apply("Shape", "x")], ["y"]))
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "tokens", WIDTH]) for name in ("x", "y")]
        body = helper.make_graph(self.nodes, "minilm", ends[:1], ends[1:], self.constants)
        return helper.make_model(body, opset_imports=[helper.make_opsetid(*one) for one in OPSETS], ir_version=10)

    def _attention(self, rows: str, layer: str, twice: str, once: str) -> str:
        """Self-attention and its residual. Values are multiplied in two steps, for what they lose would reach every later layer."""
        parts = [self._linear(f"{layer}attention.self.{name}") for name in ("query", "key", "value")]
        matrix, bias = np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts])
        taken = self._symmetric(rows)
        weighing, values = matrix[:, : 2 * WIDTH], matrix[:, 2 * WIDTH :]
        split = self._apply("Split", self._apply("Reshape", self._product(taken, weighing), twice), outputs=2, axis=-1, num_outputs=2)
        summed = self._apply("Add", self._product(taken, values), self._product(self._left_over(rows, taken), values))
        value = self._apply("Reshape", summed, once)
        mixed = self._apply("MultiHeadAttention", *split, value, self._constant(bias), domain="com.microsoft", num_heads=HEADS)
        matrix, bias = self._linear(f"{layer}attention.output.dense")
        return self._residual(
            self._product(self._symmetric(self._apply("Reshape", mixed, self.narrow)), matrix), bias, rows, f"{layer}attention.output."
        )

    def _feed_forward(self, rows: str, layer: str) -> str:
        """Widen, GELU, narrow, and the residual.

        Channels of the normalised rows are first divided by the range that their weights of normalisation let expect, and the
        matrix multiplied by it (after Xiao and others 2023, SmoothQuant). What GELU gives is raised by its least value, so that all
        256 steps are of use; what that adds to the product is constant and taken off the bias.
        """
        spread, middle = (np.abs(self.weights[f"{layer}attention.output.LayerNorm.{part}"]) for part in ("weight", "bias"))
        reach = SPREAD * spread + middle
        matrix, bias = self._linear(f"{layer}intermediate.dense")
        level = self._apply("Mul", rows, self._constant(1 / reach))
        wide = self._product(self._symmetric(level), matrix * reach[:, None])
        wide = self._apply("BiasGelu", wide, self._constant(bias), domain="com.microsoft")
        matrix, bias = self._linear(f"{layer}output.dense")
        integers, scale = _by_column(matrix)
        raised = GELU_LEAST * (integers.astype(np.float64) * scale).sum(axis=0)
        return self._residual(self._product(self._from_least(wide), matrix), bias - raised, rows, f"{layer}output.")

    def _residual(self, change: str, bias: np.ndarray, rows: str, name: str) -> str:
        return self._normalised(self._apply("Add", self._apply("Add", change, self._constant(bias)), rows), name)

    def _normalised(self, rows: str, name: str) -> str:
        parts = (self._constant(self.weights[f"{name}LayerNorm.{part}"]) for part in ("weight", "bias"))
        return str(self._apply("LayerNormalization", rows, *parts, axis=-1, epsilon=EPSILON))

    def _symmetric(self, rows: str) -> _Rows:
        most = self._apply("ReduceMax", self._apply("Abs", rows), self.last, keepdims=1)
        return self._integers(rows, self._apply("Mul", self._apply("Max", most, self.least), self._constant(1 / SIGNED)), ZERO)

    def _from_least(self, rows: str) -> _Rows:
        raised = self._apply("Add", rows, self._constant(GELU_LEAST))
        most = self._apply("Max", self._apply("ReduceMax", raised, self.last, keepdims=1), self.least)
        return self._integers(raised, self._apply("Mul", most, self._constant(1 / UNSIGNED)), 0)

    def _left_over(self, rows: str, taken: _Rows) -> _Rows:
        """Return what rounding left of the rows, at most half a step, in steps of its own."""
        kept = self._apply("DequantizeLinear", taken.integers, *self._by_row(taken.scale, taken.zero), axis=0)
        return self._integers(self._apply("Sub", rows, kept), self._apply("Mul", taken.scale, self._constant(0.5 / SIGNED)), ZERO)

    def _integers(self, rows: str, scale: str, zero: int) -> _Rows:
        of_all = self._constant(zero, np.uint8)
        return _Rows(self._apply("QuantizeLinear", rows, *self._by_row(scale, of_all), axis=0), scale, of_all)

    def _by_row(self, scale: str, zero: str) -> tuple[str, str]:
        scales = self._apply("Reshape", scale, self.flat)
        return scales, self._apply("Expand", zero, self._apply("Shape", scales))

    def _product(self, rows: _Rows, matrix: np.ndarray) -> str:
        integers, scale = _by_column(matrix)
        of_weights = (integers.astype(np.int8), np.int8(0)) if self.signed else ((integers + ZERO).astype(np.uint8), np.uint8(ZERO))
        right, zero = (self._constant(values, values.dtype) for values in of_weights)
        product = self._apply("MatMulIntegerToFloat", rows.integers, right, self.one, self._constant(scale), rows.zero, zero, domain="com.microsoft")
        return str(self._apply("Mul", product, rows.scale))

    def _linear(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        return self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"]

    def _constant(self, values: Any, kind: Any = np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.array(values, kind, order="C"), f"c{len(self.constants)}"))
        return str(self.constants[-1].name)

    def _apply(self, operator: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> Any:
        """Add a node; return the name of what it gives, or a list of names where it gives several."""
        names = [f"n{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names


def _by_column(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return integers from -127 to 127 and float32[columns] what one is worth in each column."""
    scale = (np.abs(matrix).max(axis=0) / SIGNED).astype(np.float32)
    return np.rint(matrix / scale).clip(-SIGNED, SIGNED).astype(np.int16), scale
