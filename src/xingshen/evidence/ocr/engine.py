"""The character recogniser: where text stands on a picture, and what a strip of text says.

Wraps the two models that ship inside the rapidocr wheel; nothing is ever downloaded. Knows nothing of pages, points,
reading order or papers. One engine per process; it uses one thread.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import rapidocr
from rapidocr import EngineType
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_det.utils import DetPreProcess
from rapidocr.ch_ppocr_rec import TextRecognizer
from rapidocr.main import DEFAULT_CFG_PATH
from rapidocr.utils.log import logger
from rapidocr.utils.parse_parameters import ParseParams

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""
Quad = npt.NDArray[np.float32]
"""Four corners (x, y) in pixels: top left, top right, bottom right, bottom left of a line of text."""

DETECTION_SIDE = 960
"""Longest side (pixels) of an ordinary page in which text is looked for."""
STRIP_HEIGHT = 48
"""Height (pixels) of the strips that the recogniser was trained on."""
STRIP_STEP = 64
"""Strip widths are padded to multiples of this: little wasted work, few different shapes to prepare and to keep."""
LONGEST_STRIP = 64 * STRIP_STEP
"""A longer line is squeezed; at 48 pixels height it would hold more than 85 full-width characters."""
_CIRCLES = "〇○"
"""One shape under two names in the recogniser's table (二〇二六): its certainty is divided among them."""
_STRIP_LEVELS = np.arange(256, dtype=np.float32) / 127.5 - 1.0
"""What the recogniser takes for each level of light."""
_MODELS = Path(rapidocr.__file__).parent / "models"
_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"
_RUNTIME = "openvino" if find_spec("openvino") is not None else "onnxruntime"

ENGINE_NAME = (
    f"rapidocr {version('rapidocr')}; {_RUNTIME} {version(_RUNTIME)}; {_DETECTOR}; {_RECOGNISER}; "
    f"side {DETECTION_SIDE}; strip {STRIP_HEIGHT}/{STRIP_STEP}; reading 3"
)
"""What the result of a reading depends on besides the picture: part of the key under which it is kept."""


@dataclass(frozen=True, slots=True)
class StripText:
    """What one strip says: its characters, how sure each is (0 to 1), and their centres (0 left to 1 right edge)."""

    text: str
    confidences: tuple[float, ...]
    centres: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0 where nothing was read."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


class Engine:
    """Detection and recognition. The models are loaded when first needed (about a second for both)."""

    def __init__(self) -> None:
        logger.setLevel("CRITICAL")
        self._settings = _settings()

    def detect(self, picture: Picture, side: int = DETECTION_SIDE) -> list[Quad]:
        """The lines of text on ``picture``, looked for after shrinking its longest side to ``side`` pixels.

        From top to bottom; a line that stands on its end gives a tall quad.
        """
        self._detector.limit_side_len = side
        found = self._detector(np.ascontiguousarray(picture))
        return [] if found.boxes is None else [np.asarray(box, np.float32) for box in found.boxes]

    def read(self, strips: Sequence[Picture]) -> list[StripText]:
        """What each strip (one upright line of text each) says; the order is kept."""
        return [self._read_strip(strip) for strip in strips]

    def recognise(self, strips: Sequence[Picture]) -> list[tuple[str, float]]:
        """Text and mean confidence of each strip; nothing read: empty text and 0."""
        return [(each.text, each.confidence) for each in self.read(strips)]

    def _read_strip(self, strip: Picture) -> StripText:
        if min(strip.shape[:2]) < 2:
            return StripText("", (), ())
        prepared, filled = _prepared(strip)
        scores = self._recogniser.session(prepared)[0]
        return StripText(*_decode(scores, self._characters, self._circles, filled))

    @cached_property
    def _detector(self) -> Any:
        return _Detector(self._settings.Det)

    @cached_property
    def _recogniser(self) -> Any:
        return TextRecognizer(self._settings.Rec)

    @cached_property
    def _characters(self) -> list[str]:
        return list(self._recogniser.postprocess_op.character)

    @cached_property
    def _circles(self) -> list[int]:
        """The numbers of :data:`_CIRCLES`."""
        return [self._characters.index(each) for each in _CIRCLES]


class _Detector(TextDetector):
    """Takes red, green, blue, and gives the model the same numbers by a table."""

    limit_side_len: int
    limit_type: str

    def get_preprocess(self) -> DetPreProcess:
        return _Preprocess(self.limit_side_len, self.limit_type, self.mean, self.std)


class _Preprocess(DetPreProcess):
    def __call__(self, img: Picture) -> npt.NDArray[np.float32] | None:
        resized = self.resize(img)
        if resized is None:
            return None
        levels = np.arange(256, dtype=np.float32)[:, None] * self.scale
        return _planes(resized, ((levels - self.mean) / self.std).astype(np.float32))


@cache
def start_engine() -> Engine:
    """The engine of this process."""
    return Engine()


def _settings() -> Any:
    """The settings of the models: one thread, and no pinning, so that processes beside each other share the cores."""
    engine = EngineType(_RUNTIME)
    settings = ParseParams.load(DEFAULT_CFG_PATH)
    changed = {
        "EngineConfig.openvino.inference_num_threads": 1,
        "EngineConfig.openvino.num_streams": 1,
        "EngineConfig.openvino.enable_cpu_pinning": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.engine_type": engine,
        "Det.limit_type": "max",
        "Det.model_path": str(_MODELS / _DETECTOR),
        "Rec.engine_type": engine,
        "Rec.model_path": str(_MODELS / _RECOGNISER),
    }
    settings = ParseParams.update_batch(settings, changed)
    for part in (settings.Det, settings.Rec):
        part.engine_cfg = settings.EngineConfig[_RUNTIME]
    return settings


def _prepared(strip: Picture) -> tuple[npt.NDArray[np.float32], float]:
    """The strip as the recogniser takes it, padded on the right, and the share of the width that it fills."""
    height, width = strip.shape[:2]
    filled = min(max(math.ceil(width * STRIP_HEIGHT / height), 1), LONGEST_STRIP)
    shrinking = cv2.INTER_AREA if height > 2 * STRIP_HEIGHT else cv2.INTER_LINEAR
    resized = np.asarray(cv2.resize(strip, (filled, STRIP_HEIGHT), interpolation=shrinking), np.uint8)
    padded = math.ceil(filled / STRIP_STEP) * STRIP_STEP
    prepared = np.zeros((1, 3, STRIP_HEIGHT, padded), np.float32)
    prepared[:, :, :, :filled] = _planes(resized, np.repeat(_STRIP_LEVELS[:, None], 3, axis=1))
    return prepared, filled / padded


def _planes(picture: Picture, levels: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Blue, green, red of the picture one after the other, each level as the column of its number in ``levels``."""
    planes = [cv2.LUT(cv2.extractChannel(picture, 2 - at), levels[:, at]) for at in range(3)]
    return np.asarray(planes, np.float32)[None]


def _decode(
    scores: npt.NDArray[np.float32], characters: list[str], circles: Sequence[int], filled: float
) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Characters, confidences and centres from the scores (columns x characters, 0 is no character)."""
    best, sure = _with_circles(scores, circles)
    runs = list(_runs(best))
    text = "".join(characters[best[start]] for start, _ in runs)
    confidences = tuple(round(float(sure[start:end].max()), 4) for start, end in runs)
    centres = tuple(min((start + end) / 2 / (len(best) * filled), 1.0) for start, end in runs)
    return text, confidences, centres


def _with_circles(
    scores: npt.NDArray[np.float32], circles: Sequence[int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The best character of each column and its score, the ``circles`` (numbers of characters) counting as one.

    Divided, they lose against no character at all; where they win together, they are as sure as against any other
    character.
    """
    best = scores.argmax(axis=1)
    sure = scores[np.arange(len(best)), best]
    together = scores[:, circles].sum(axis=1)
    wins = (together >= sure) | (best[:, None] == np.asarray(circles)).any(axis=1)
    against = np.maximum(1.0 - scores[:, 0], together)
    name = max(circles, key=lambda circle: scores[:, circle].max())
    return np.where(wins, name, best), np.where(wins, together / np.maximum(against, np.float32(1e-6)), sure)


def _runs(best: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The ranges of columns that show the same character."""
    bounds = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    for start, end in pairwise(bounds):
        if best[start]:
            yield start, end
