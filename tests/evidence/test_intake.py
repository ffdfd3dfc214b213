from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.evidence.forge import deflate_bomb, many_pages, one_page, shown, typeset, word, zipped
from xingshen.evidence.bounded import BoundedWorker
from xingshen.evidence.intake import PaperReader, ReadingProgress, read_paper
from xingshen.evidence.limits import Limits
from xingshen.evidence.page import Paper
from xingshen.evidence.pdf_text import read_pdf
from xingshen.evidence.store import PageStore

SENTENCE = b"This page carries quite enough text to be taken for a text layer."


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _codes(paper: Paper) -> list[str]:
    return [problem.code for problem in paper.problems]


def test_a_paper_comes_back_as_the_reader_read_it(tmp_path: Path) -> None:
    data = typeset("合作协议 \n\n 甲方：某某大学", tmp_path)
    paper = read_paper(_put(tmp_path, "a.pdf", data), "papers/a.pdf")
    direct = read_pdf(data, Limits())[0]
    assert (paper.file, paper.media_type, paper.problems) == ("papers/a.pdf", "application/pdf", ())
    assert [page.text for page in paper.pages] == [page.text for page in direct]
    assert paper.pages[0].lines[0].edges == pytest.approx(direct[0].lines[0].edges, abs=0.006)
    assert paper.digest.startswith("sha256:")


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("empty.pdf", b"", ["empty"]),
        ("cut.pdf", b"%PDF-1.7\n", ["damaged"]),
        ("bomb.pdf", deflate_bomb(100), ["blank"]),
        ("long.pdf", many_pages(20_000), ["too_many_pages", *["blank_page"] * 5]),
        ("paper.zip", zipped({"../../etc/passwd": b"x"}), ["outside_folder"]),
        ("noise.bin", bytes(range(256)), ["unsupported"]),
        ("huge.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\2\0\0\0", ["damaged"]),
        ("wrong.pdf", word(["正文"]), ["type_mismatch"]),
    ],
)
def test_a_hostile_paper_is_a_problem_and_not_a_stop(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    begun = time.monotonic()
    with PaperReader(workers=1, limits=Limits(pages=5)) as reader:
        assert _codes(reader.read(_put(tmp_path, name, data), name)) == codes
    assert time.monotonic() - begun < 20


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _codes(read_paper(tmp_path / "none.pdf", "none.pdf")) == ["missing"]
    assert _codes(read_paper(tmp_path / "pipe", "pipe")) == ["unsupported"]
    assert _codes(read_paper(tmp_path, "folder")) == ["unsupported"]
    assert _codes(read_paper(tmp_path / ("长" * 500), "长")) == ["missing"]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.pdf", one_page(shown(SENTENCE, 72, 700)))
    with PaperReader(workers=1, limits=Limits(file_bytes=10)) as reader:
        assert _codes(reader.read(path, "a.pdf")) == ["too_large"]


def test_a_reader_that_takes_too_long_is_ended_and_the_next_paper_is_read(tmp_path: Path) -> None:
    slow = _put(tmp_path, "slow.pdf", many_pages(20_000))
    sound = _put(tmp_path, "sound.txt", SENTENCE)
    with PaperReader(workers=1, limits=Limits(seconds=30)) as reader:
        reader.read(sound, "sound.txt")
        worker = reader._workers[0]
        worker._limits = Limits(seconds=-1.99)
        assert _codes(reader.read(slow, "slow.pdf")) == ["timeout"]
        worker._limits = Limits()
        assert _codes(reader.read(sound, "sound.txt")) == []


def test_a_reader_without_memory_says_too_large(tmp_path: Path) -> None:
    path = _put(tmp_path, "big.pdf", one_page(shown(SENTENCE, 72, 700)))
    os.truncate(path, 700_000_000)
    limits = Limits(memory_bytes=600_000_000, file_bytes=10**9)
    with PaperReader(workers=1, limits=limits) as reader:
        assert _codes(reader.read(path, "big.pdf")) == ["too_large"]
        assert _codes(reader.read(_put(tmp_path, "a.txt", SENTENCE), "a.txt")) == []


def test_a_killed_reader_costs_one_paper_only(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.pdf", one_page(b""))
    worker = BoundedWorker()
    task = {"do": "read", "path": str(path), "file": "a", "digest": "d"}
    process = worker._running()
    os.kill(process.pid, signal.SIGSTOP)
    threading.Timer(0.2, lambda: os.kill(process.pid, signal.SIGKILL)).start()
    assert worker.perform(task) == {"problem": "damaged"}
    assert "paper" in worker.perform(task)
    worker.stop()


def test_a_process_that_has_grown_is_replaced(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.txt", SENTENCE)
    with PaperReader(workers=1, limits=Limits(worker_resident_bytes=1)) as reader:
        assert _codes(reader.read(path, "a.txt")) == []
        assert reader._workers[0]._process is None
        assert _codes(reader.read(path, "a.txt")) == []


def test_the_child_has_no_network_where_the_system_allows(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no process leave the network")
    worker = BoundedWorker()
    worker.perform({"do": "read", "path": str(tmp_path), "file": "a", "digest": "d"})
    seen = os.readlink(f"/proc/{worker._running().pid}/ns/net")
    worker.stop()
    assert seen != os.readlink("/proc/self/ns/net")


def test_many_papers_keep_their_order_and_report_progress(tmp_path: Path) -> None:
    papers = [(_put(tmp_path, f"{at}.txt", f"第{at}份".encode()), f"{at}.txt") for at in range(5)]
    seen: list[tuple[int, int, int]] = []
    with PaperReader(workers=2) as reader:
        read = reader.read_many(papers, lambda now: seen.append((now.papers_done, now.papers, now.pages_done)))
    assert [paper.pages[0].text for paper in read] == [f"第{at}份" for at in range(5)]
    assert seen == [(at, 5, at) for at in range(1, 6)]


def test_an_interrupt_ends_the_processes(tmp_path: Path) -> None:
    papers = [(_put(tmp_path, f"{at}.txt", b"text"), f"{at}.txt") for at in range(4)]

    def interrupt(progress: ReadingProgress) -> None:
        raise KeyboardInterrupt

    reader = PaperReader(workers=1)
    with pytest.raises(KeyboardInterrupt):
        reader.read_many(papers, interrupt)
    assert reader._workers[0]._process is None


def test_a_closed_reader_starts_no_process(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.txt", b"text")
    with PaperReader(workers=1) as reader:
        pass
    assert _codes(reader.read(path, "a.txt")) == ["damaged"]
    assert reader._workers[0]._process is None


def test_unchanged_papers_are_not_read_again(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.pdf", one_page(shown(SENTENCE, 72, 700)))
    store = PageStore(tmp_path / "store")
    with PaperReader(workers=1, store=store) as reader:
        first = reader.read(path, "a.pdf")
    with PaperReader(workers=1, store=store) as reader:
        again = reader.read(path, "b.pdf")
        assert reader._workers[0]._process is None
    assert (again.file, again.pages, again.digest) == ("b.pdf", first.pages, first.digest)


def test_a_paper_whose_reader_crashed_is_tried_again(tmp_path: Path) -> None:
    path = _put(tmp_path, "a.pdf", one_page(shown(SENTENCE, 72, 700)))
    with PaperReader(workers=1, store=PageStore(tmp_path / "store")) as reader:
        process = reader._workers[0]._running()
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(0.2, lambda: os.kill(process.pid, signal.SIGKILL)).start()
        assert _codes(reader.read(path, "a.pdf")) == ["damaged"]
        assert _codes(reader.read(path, "a.pdf")) == []


def test_pages_are_shown_as_pictures(tmp_path: Path) -> None:
    with PaperReader(workers=1) as reader:
        pdf = _put(tmp_path, "a.pdf", one_page(shown(SENTENCE, 72, 700)))
        assert (reader.render(pdf, 1, 50) or b"")[:4] == b"\x89PNG"
        assert reader.render(pdf, 2, 50) is None
        assert reader.render(_put(tmp_path, "a.docx", word(["正文"])), 1, 50) is None
        assert reader.render(tmp_path / "none.pdf", 1, 50) is None
        huge = _put(tmp_path, "huge.pdf", one_page(b"", b"", b"0 0 900000000 900000000"))
        picture = reader.render(huge, 1, 100)
        assert picture is None or len(picture) < 10_000_000
