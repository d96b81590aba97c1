"""Tests of what needs no packages: python3 -m unittest discover bench/peers.d"""
import unittest
import xml.etree.ElementTree

import chart
import table
from figures import Measured
from splitmix import SplitMix64
from tools import TOOLS

FUSED, LOOP = (next(tool for tool in TOOLS if tool.name == name) for name in ("linesweep_fused", "torch_loop"))


def row(process, cold, share=1.0):
    return {"process_cpu": process, "cold_cpu": cold, "process_wall": process, "cold_wall": cold, "share": share,
            "load": 1.0, "answers": {"best": 1.0}}


def measured(tool, *rows):
    about = {"date": "2026-01-01", "command": "x", "commit": "c", "machine": "m", "java": "j", "python": "p", "versions": {}}
    return Measured(tool, about | {"repetitions": list(rows)})


class Figures(unittest.TestCase):
    def test_training_is_extrapolated_and_the_rest_of_the_process_counted_once(self):
        part = measured(LOOP, row(5, 4, share=0.25))
        self.assertEqual(part.figure("cold_cpu").median, 16)
        self.assertEqual(part.figure("process_cpu").median, 17)
        self.assertTrue(part.figure("process_cpu").extrapolated)
        self.assertEqual(table.cell(part.figure("process_cpu")), "~17")

    def test_a_cell_has_the_median_and_the_spread(self):
        tool = measured(LOOP, row(7, 4), row(5, 4), row(6, 4))
        self.assertEqual(table.cell(tool.figure("process_cpu")), "6 (5–7)")

    def test_the_verdict_names_who_is_cheaper_and_who_is_not(self):
        work = [measured(FUSED, row(10, 2)), measured(LOOP, row(5, 4))]
        self.assertIn("**loses** to PyTorch's tutorial loop (2)", table.comparison(work, "process_cpu"))
        self.assertIn("**wins** against PyTorch's tutorial loop (2)", table.comparison(work, "cold_cpu"))

    def test_the_page_and_the_chart_are_made_of_any_tools(self):
        works = {"W1": [measured(FUSED, row(10, 2)), measured(LOOP, row(5, 4))]}
        self.assertIn("## W1", table.page(works))
        xml.etree.ElementTree.fromstring(chart.svg(works))

    def test_an_option_can_be_for_one_work(self):
        ray = next(tool for tool in TOOLS if tool.name == "ray_tune")
        self.assertEqual(ray.command("W1"), ["ray_tune.py", "W1"])
        self.assertEqual(ray.command("W2"), ["ray_tune.py", "W2", "--columns=5"])


class Generator(unittest.TestCase):
    def test_a_permutation_has_each_row_once_and_depends_on_the_epoch(self):
        first, second = (SplitMix64(2, 13, epoch).permutation(100) for epoch in (1, 2))
        self.assertEqual(sorted(first), list(range(100)))
        self.assertNotEqual(first, second)


if __name__ == "__main__":
    unittest.main()
