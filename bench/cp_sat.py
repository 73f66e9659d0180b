"""OR-Tools CP-SAT and firstup side by side on riskshoot instances: same machine, same time, same number of workers.

Both boards go through the independent judge, which says whether they are legal and what they are expected to cost.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskshoot_model import RiskshootModel

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LIMITS = (1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600)
SAME = 0.0001  # the judge prints four decimals
HEADER = ("instance", "CP-SAT cost", "CP-SAT bound", "CP-SAT s", "firstup cost", "firstup bound", "firstup at least as good in")


@dataclass(frozen=True)
class Bench:
    """The settings of one run."""

    seconds: int
    workers: int
    warm: bool
    firstup: Path
    judge: Path

    def run_firstup(self, path: Path, seconds: int) -> dict[str, Any]:
        command = [self.firstup, "solve", path, "--time-limit", f"{seconds}s", "--threads", str(self.workers), "--json"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"firstup on {path.name}: {run.stderr.strip()}")
        return json.loads(run.stdout)

    def expected_cost(self, path: Path, day: list[int]) -> float:
        """By the judge. An illegal board ends the run: the model or the solver is wrong."""
        with tempfile.TemporaryDirectory() as folder:
            board = Path(folder) / "board.json"
            board.write_text(json.dumps({"day": day}), encoding="utf-8")
            command = [sys.executable, self.judge, path, board]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"the judge refuses a board of {path.name}:\n{run.stdout}{run.stderr}")
        return json.loads(run.stdout)["expected_cost"]

    def seconds_to_reach(self, path: Path, target: float, last: float) -> str:
        """The first time limit after which firstup's board costs no more than the target."""
        for limit in (limit for limit in LIMITS if limit < self.seconds):
            cost = self.expected_cost(path, self.run_firstup(path, limit)["day"])
            if cost <= target + SAME:
                return verdict(limit, cost, target)
        return verdict(self.seconds, last, target) if last <= target + SAME else f"not in {self.seconds} s"

    def compare(self, path: Path) -> tuple[str, ...]:
        """One row of the table."""
        model = RiskshootModel(json.loads(path.read_text(encoding="utf-8")))
        if self.warm:
            model.hint(self.run_firstup(path, 1)["day"])
        theirs = model.solve(self.seconds, self.workers)
        ours = self.run_firstup(path, self.seconds)
        our_cost = self.expected_cost(path, ours["day"])
        our_columns = (money(our_cost), money(ours["bound"]))
        their_bound = f"{theirs.bound:,.1f}" + (" (optimal)" if theirs.optimal else "")
        if theirs.day is None:
            return (path.stem, "no board", their_bound, f"{theirs.seconds:.1f}", *our_columns, "-")
        their_cost = self.expected_cost(path, theirs.day)
        warn_of_model(path.stem, theirs.model_value, their_cost, model.rounding if theirs.optimal else None)
        reached = self.seconds_to_reach(path, their_cost, our_cost)
        return (path.stem, money(their_cost), their_bound, f"{theirs.seconds:.1f}", *our_columns, reached)


def warn_of_model(name: str, value: float | None, judged: float, rounding: float | None) -> None:
    """The model may count more than the judge (not yet tight, rounded up), never less; at its optimum, hardly more."""
    if value is None:
        return
    if value < judged - SAME:
        print(f"note: {name}: the model counts {value}, the judge {judged} (a drop chosen otherwise?)", file=sys.stderr)
    if rounding is not None and value > judged + rounding + SAME:
        print(f"note: {name}: the model counts {value} at its optimum, the judge only {judged}", file=sys.stderr)


def verdict(limit: int, cost: float, target: float) -> str:
    return f"{limit} s" + (" (equal)" if abs(cost - target) <= SAME else "")


def money(value: float | None) -> str:
    return "-" if value is None else f"{value:,.4f}"


def instance_path(data: Path, name: str) -> Path:
    return data / (name if name.endswith(".json") else f"{name}.json")


def print_table(rows: list[tuple[str, ...]]) -> None:
    """As Markdown."""
    print("| " + " | ".join(HEADER) + " |")
    print("|---" * len(HEADER) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", nargs="+", default=["F1-n40-s4001"], metavar="NAME")
    parser.add_argument("--seconds", type=int, default=120, help="for each solver and instance")
    parser.add_argument("--workers", type=int, default=2, help="of each solver")
    parser.add_argument("--warm", action="store_true", help="give CP-SAT firstup's board of 1 s as a hint")
    parser.add_argument("--firstup", type=Path, default=ROOT / "target" / "release" / "firstup")
    parser.add_argument("--data", type=Path, default=SHARED / "instances" / "plan", help="folder of the instances")
    parser.add_argument("--judge", type=Path, default=SHARED / "tools" / "riskshoot_judge.py")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    bench = Bench(args.seconds, args.workers, args.warm, args.firstup, args.judge)
    print_table([bench.compare(instance_path(args.data, name)) for name in args.instances])


if __name__ == "__main__":
    main()
