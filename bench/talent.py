"""firstup, OR-Tools CP-SAT, didppy and rpid side by side on talent scheduling: one after another on each instance, with one limit.

CP-SAT, didppy and rpid get the reduced instance of `talent_models.py`; firstup reduces by itself. Every order is priced by the definition.
All four are timed by their own clocks, from the instance to the answer; where there is a process of its own, its time is shown beside.
"""

import argparse
import hashlib
import importlib.metadata
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from talent_models import Found, Reduced, Talent, intervals, read, reduce, sequence, states

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RANDOM = ("n16_m8", "n16_m16", "n16_m22", "n20_m12", "n20_m16", "n20_m20", "n24_m8", "n24_m12", "n24_m16")
FILMS = ("film105", "film114", "film116", "film119", "MobStory")
FIRST = [f"ts_{name}_s1" for name in RANDOM] + [f"bench_{name}" for name in FILMS]
SECOND = [f"ts_n{scenes}_m{actors}_s2" for scenes in (20, 22, 24) for actors in (8, 12, 16, 20, 22)]
SETS = {"first": FIRST, "second": SECOND}
T = TypeVar("T")
HEADER = ("instance", "pay", "firstup s", "its process", "states", "CP-SAT s", "didppy s", "rpid s", "its process", "ratio", "of processes")


@dataclass(frozen=True)
class Process:
    """What a solver says that is a process of its own."""

    found: Found  # seconds by its own clock
    seconds: float  # from its start to its end
    states: int


@dataclass(frozen=True)
class Ratios:
    """The quicker of CP-SAT and rpid, of those that prove the pay, in times of firstup's seconds."""

    solving: float
    processes: float  # CP-SAT's is without the start of Python


@dataclass(frozen=True)
class Bench:
    """The settings of one run."""

    seconds: int
    threads: int
    search_threads: int
    model: Callable[[Talent, float, int], Found]
    firstup: Path
    rpid: Path

    def run_firstup(self, path: Path) -> Process:
        command = [self.firstup, "solve", path, "--time-limit", f"{self.seconds}s", "--threads", str(self.threads), "--json"]
        answer, seconds = timed(command)
        found = Found(answer["order"], answer["cost"], answer["status"] == "optimal", answer["seconds"])
        return Process(found, seconds, answer["iterations"])

    def run_rpid(self, talent: Talent) -> Process:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reduced.txt"
            path.write_text(talent.text(), encoding="utf-8")
            answer, seconds = timed([self.rpid, path, str(self.seconds), str(self.search_threads)])
        order = None if answer["cost"] is None else answer["order"]
        return Process(Found(order, answer["cost"], answer["proved"], answer["seconds"]), seconds, answer["expanded"])

    def compare(self, path: Path) -> tuple[tuple[str, ...], Ratios | None]:
        """One row of the table, and the ratios where they can be known."""
        talent = read(path)
        reduced = reduce(talent)
        ours = middle(lambda: self.run_firstup(path), process_of)
        cp_sat = middle(lambda: self.model(reduced.talent, self.seconds, self.threads), seconds_of)
        didppy = middle(lambda: states(reduced.talent, self.seconds, self.search_threads), seconds_of)
        rpid = middle(lambda: self.run_rpid(reduced.talent), process_of)
        pays = [priced(path.stem, talent, ours.found.order, ours.found.value)]
        pays += [unfolded(path.stem, talent, reduced, found) for found in (cp_sat, didppy, rpid.found)]
        all_found = (ours.found, cp_sat, didppy, rpid.found)
        agree(path.stem, [(found.proved, pay) for found, pay in zip(all_found, pays, strict=True)])
        times = [cell(found, pay) for found, pay in zip(all_found, pays, strict=True)]
        ratios, shown = ratios_of(ours, cp_sat, rpid)
        pay = "-" if pays[0] is None else f"{pays[0]:,}"
        whole = [f"{process.seconds:.4f}" for process in (ours, rpid)]
        return (path.stem, pay, times[0], whole[0], f"{ours.states:,}", *times[1:], whole[1], *shown), ratios


def seconds_of(found: Found) -> float:
    return found.seconds


def process_of(process: Process) -> float:
    return process.found.seconds


def middle(run: Callable[[], T], seconds: Callable[[T], float]) -> T:
    """What a run finds; of five if it takes less than a second, that with the median time: short ones measure what ran before them."""
    first = run()
    if seconds(first) >= 1:
        return first
    return sorted([first, *(run() for _ in range(4))], key=seconds)[2]


def timed(command: list[str | Path]) -> tuple[dict[str, Any], float]:
    """The JSON that a process prints, and its seconds from start to end."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return json.loads(done.stdout), seconds


def priced(name: str, talent: Talent, order: list[int] | None, claimed: int | None) -> int | None:
    """The pay of an order by the definition. A solver that counts otherwise ends the run: its model is wrong."""
    if order is None:
        return None
    pay = talent.pay(order)
    if pay != claimed:
        raise RuntimeError(f"{name}: an order is paid {pay}, and its solver says {claimed}")
    return pay


def unfolded(name: str, talent: Talent, reduced: Reduced, found: Found) -> int | None:
    """The pay of an order of the reduced instance, as one of the whole."""
    if found.order is None or found.value is None:
        return None
    apart = talent.least() - reduced.talent.least()
    return priced(name, talent, reduced.whole(found.order), found.value + apart)


def agree(name: str, answers: list[tuple[bool, int | None]]) -> None:
    """What is proved is the same for all, and nobody has less."""
    proved = {pay for is_proved, pay in answers if is_proved}
    known = [pay for _, pay in answers if pay is not None]
    if len(proved) > 1 or (proved and min(known) not in proved):
        raise RuntimeError(f"{name}: the solvers contradict one another: {answers}")


def cell(found: Found, pay: int | None) -> str:
    """Seconds where it is proved, else the best pay that was found by then."""
    return f"{found.seconds:.4f}" if found.proved else f"not proved ({'none' if pay is None else f'{pay:,}'})"


def ratios_of(ours: Process, cp_sat: Found, rpid: Process) -> tuple[Ratios | None, tuple[str, str]]:
    """By their own clocks, and of whole processes. Where neither of the others proves it, the limit is a lower bound."""
    if not ours.found.proved:
        return None, ("-", "-")
    others = [(cp_sat, cp_sat.seconds), (rpid.found, rpid.seconds)]
    proofs = [(found.seconds, whole) for found, whole in others if found.proved]
    if proofs:
        own, whole = (min(times) for times in zip(*proofs, strict=True))
        ratios = Ratios(own / ours.found.seconds, whole / ours.seconds)
        return ratios, (f"{ratios.solving:.1f}", f"{ratios.processes:.1f}")
    least = min(found.seconds for found, _ in others)
    return None, (f"over {least / ours.found.seconds:,.0f}", f"over {least / ours.seconds:,.0f}")


def print_row(row: tuple[str, ...]) -> None:
    print("| " + " | ".join(row) + " |", flush=True)


def print_setting(bench: Bench) -> None:
    """What the figures depend on."""
    digest = hashlib.sha256(bench.firstup.read_bytes()).hexdigest()[:12]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("ortools", "didppy"))
    print(f"{datetime.now():%Y-%m-%d %H:%M}, load {load()}, {os.cpu_count()} cores, {versions}, firstup {digest}")
    print(f"{bench.seconds} s each; firstup and CP-SAT on {bench.threads} threads, didppy and rpid on {bench.search_threads}\n")


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="first", help="of fixed instances")
    parser.add_argument("--instances", nargs="+", metavar="NAME", help="in place of a set")
    parser.add_argument("--seconds", type=int, default=60, help="for each solver and instance")
    parser.add_argument("--threads", type=int, default=2, help="of firstup and CP-SAT")
    parser.add_argument("--search-threads", type=int, default=1, help="of didppy and rpid, which are slower on two")
    parser.add_argument("--intervals", action="store_true", help="give CP-SAT start days and stays, not the linear order")
    parser.add_argument("--firstup", type=Path, default=ROOT / "target" / "release" / "firstup")
    parser.add_argument("--rpid", type=Path, default=ROOT / "target" / "rpid-talent" / "release" / "rpid-talent")
    parser.add_argument("--data", type=Path, default=SHARED / "instances" / "talent", help="folder of the instances")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    model = intervals if args.intervals else sequence
    bench = Bench(args.seconds, args.threads, args.search_threads, model, args.firstup, args.rpid)
    print_setting(bench)
    print_row(HEADER)
    print("|---" * len(HEADER) + "|")
    ratios = []
    instances = args.instances or SETS[args.set]
    for name in instances:
        row, found = bench.compare(args.data / f"{name}.txt")
        print_row(row)
        ratios += [] if found is None else [found]
    print(f"\n{medians(ratios)}, of {len(ratios)} of {len(instances)} instances; load at the end {load()}")


def medians(ratios: list[Ratios]) -> str:
    if not ratios:
        return "no median ratio"
    solving = statistics.median(one.solving for one in ratios)
    return f"median ratio {solving:.1f}, of processes {statistics.median(one.processes for one in ratios):.1f}"


if __name__ == "__main__":
    main()
