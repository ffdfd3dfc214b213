"""The engines ours is compared with, each as it comes: rapidocr with its defaults, tesseract with chi_sim+eng.

Both get the finished picture of a page; drawing it is not on their time.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

from benchmarks.papers.measures.text import ReadLine

Picture = NDArray[np.uint8]
Engine = Callable[[Picture], list[ReadLine]]


def rapidocr_default() -> Engine:
    """rapidocr as it is, told only to be quiet: onnxruntime, its own number of threads, orientation classifier on."""
    engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def read(picture: Picture) -> list[ReadLine]:
        found = engine(picture[:, :, ::-1])
        if found.boxes is None:
            return []
        high, wide = picture.shape[:2]
        return [
            ReadLine(
                text,
                (
                    float(box[:, 0].min()) / wide,
                    float(box[:, 1].min()) / high,
                    float(box[:, 0].max()) / wide,
                    float(box[:, 1].max()) / high,
                ),
            )
            for box, text in zip(found.boxes, found.txts, strict=True)
        ]

    return read


def tesseract() -> Engine | None:
    """tesseract with the Chinese and English models; None where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None

    def read(picture: Picture) -> list[ReadLine]:
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "BMP")
        command = [program, "stdin", "stdout", "-l", "chi_sim+eng", "--dpi", "200", "tsv"]
        done = subprocess.run(command, input=stream.getvalue(), capture_output=True, check=True)
        return _words(done.stdout.decode("utf-8", "replace"), picture.shape[1], picture.shape[0])

    return read


def _words(table: str, wide: int, high: int) -> list[ReadLine]:
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return [
        ReadLine(
            row[11],
            (
                int(row[6]) / wide,
                int(row[7]) / high,
                (int(row[6]) + int(row[8])) / wide,
                (int(row[7]) + int(row[9])) / high,
            ),
        )
        for row in rows
        if len(row) == 12 and row[11].strip()
    ]
