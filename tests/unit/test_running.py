"""Whoever stops the program waits for acts under way, not for ever."""

import contextlib
import threading
import time

from shared_metrics.ledger.running import Running


def test_nothing_under_way_is_no_wait() -> None:
    """An idle program stops at once."""
    begun = time.monotonic()
    assert Running().wait(10)
    assert time.monotonic() - begun < 1


def test_an_act_under_way_is_waited_for() -> None:
    """The wait ends when the last act has ended, also one that was begun as a function."""
    running, told = Running(), []
    begun = threading.Event()

    @running
    def act() -> None:
        begun.set()
        time.sleep(0.3)
        told.append("done")

    thread = threading.Thread(target=act)
    thread.start()
    begun.wait()
    assert running.count == 1
    assert running.wait(10)
    assert told == ["done"]
    thread.join()


def test_the_wait_has_an_end() -> None:
    """An act that hangs does not keep the program from stopping."""
    running = Running()
    with running:
        assert not running.wait(0.05)
    assert running.wait(0)


def test_an_act_that_fails_is_over() -> None:
    """A refused act is not waited for."""
    running = Running()
    with contextlib.suppress(ValueError), running:
        int("refused")
    assert running.count == 0
