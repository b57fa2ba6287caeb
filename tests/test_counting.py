import gc

from tests.counting import calls_of, counted


def test_what_other_work_left_to_collect_is_not_counted() -> None:
    class Left:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            str(self)

    def work() -> list[list[int]]:
        return [[at] for at in range(2_000)]

    gc.collect()
    alone = calls_of(work)
    for _ in range(500):
        Left()
    assert counted(work) == ([[at] for at in range(2_000)], alone)


def test_functions_of_python_and_of_c_are_counted() -> None:
    assert calls_of(lambda: [len(text) for text in ("a", "b", "c")]) - calls_of(lambda: None) in {3, 4}
